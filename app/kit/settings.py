"""Every setting of the service, with its unit and its reason; read from `STODLOGG_…` variables."""

from pathlib import Path

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Read once, at start. `docs/reference/settings.md` is generated from these fields."""

    model_config = SettingsConfigDict(env_prefix="STODLOGG_", env_file=".env", extra="ignore")

    database_url: str = Field(
        default="sqlite:///var/stodlogg.db",
        description="SQLite file (`sqlite:///path`) or PostgreSQL (`postgresql://user@host/name`).",
    )
    catalogue: str = Field(
        default="stockholm",
        description="Municipality's catalogue: the name of a shipped one, or the path of a YAML file.",
    )
    public_url: str = Field(
        default="http://localhost:8000",
        description="Address that people open; used in one-time links and to refuse writes from other sites.",
    )
    secure_cookies: bool = Field(
        default=True,
        description="Send cookies over HTTPS only (localhost counts as secure in browsers). "
        "Turn off only for a trial without HTTPS.",
    )
    busy_seconds: float = Field(
        default=10.0,
        ge=0.1,
        description="Seconds after it arrived in which a write is answered. Nine tenths of them it may wait "
        "for its turn, a free connection and locks together; then it is refused with `database-busy`, and "
        "the rest is for the answer. A machine that is busy itself may need longer for that.",
    )
    pool_size: int = Field(
        default=20,
        ge=1,
        description="Connections kept open to PostgreSQL; writes beyond them wait.",
    )
    statement_seconds: float = Field(
        default=60.0,
        ge=1,
        description="Seconds that PostgreSQL may work on one statement of a request (`statement_timeout`): "
        "far more than the largest report needs, and not for ever. No limit for commands such as `migrate`.",
    )
    idle_transaction_seconds: float = Field(
        default=60.0,
        ge=1,
        description="Seconds after which PostgreSQL ends a transaction of a request that asks nothing more "
        "(`idle_in_transaction_session_timeout`): a process that stands still must not keep its locks.",
    )
    command_wait_seconds: float = Field(
        default=60.0,
        ge=0.1,
        description="Seconds that a command (`migrate`, `import`, `lock`) waits for a lock: "
        "more than a request, which somebody waits for, and not for ever, since others wait behind it.",
    )
    connect_seconds: int = Field(
        default=5,
        ge=2,
        description="Seconds to connect to PostgreSQL (`connect_timeout`).",
    )
    network_seconds: int = Field(
        default=30,
        ge=3,
        description="Seconds without an answer of PostgreSQL's machine after which a connection is given up "
        "(`tcp_user_timeout`, keepalives): a machine or network that is gone does not say so.",
    )
    start_check_seconds: float = Field(
        default=60.0,
        ge=0,
        description="Seconds at most that a start may check an SQLite file for damage; 0 for no check. What "
        "could not be checked in that time is said.",
    )
    sign_in_hours: int = Field(default=12, ge=1, description="Hours that a coordinator's sign-in lasts.")
    code_hours: int = Field(default=24, ge=1, description="Hours that a one-time code or link can be used.")
    attempts_per_hour: int = Field(
        default=60,
        ge=1,
        description="Attempts per hour to use a code, link or password, for the whole service: "
        "no address is kept to count by, and codes are too long to guess at this rate.",
    )
    links_per_hour: int = Field(
        default=600,
        ge=1,
        description="Parents' links per hour that cannot be used, for the whole service, before more of them "
        "are told to wait. Links that can be used always work. Many parents open a used link again.",
    )
    key_requests_per_minute: int = Field(
        default=120,
        ge=1,
        description="Requests per minute that one research key may make, unless its own limit is lower.",
    )

    release_threshold: int = Field(
        default=5,
        ge=4,
        le=1000,
        description="Counts from 1 up to one less than this are never shown in releases, and what is shown "
        "differs from what was counted by less than this. A tertial of few records may need a greater one, "
        "and says so. Never below 4.",
    )
    rounding_secret_file: Path | None = Field(
        default=None,
        description="File with the secret that the numbers of a release are drawn with; made at the first "
        "release, readable by the service alone. Unless given, `rounding-secret` beside the SQLite file, or "
        "in `var/`. Keep it out of the database's backups, and a copy of it elsewhere: without it no "
        "revision can be made.",
    )
    one_person_releases: bool = Field(
        default=False,
        description="Let the coordinator who locked a tertial publish it too, where a municipality has only "
        "one. The release then says so.",
    )

    data_cells_per_request: int = Field(
        default=150_000,
        ge=100,
        description="Cells that one request for released figures may ask for; told in `/api/v2/config`.",
    )
    cross_origins: str = Field(
        default="",
        description="Origins, with commas, whose pages may read released figures from a browser with a key "
        "(CORS). None if empty.",
    )

    reviewed_languages_only: bool = Field(
        default=False,
        description="Offer parents only the languages whose texts a native speaker has read (`reviewed` in "
        "the catalogue): on the tablet, on their own phone and on posters.",
    )

    @property
    def waiting_seconds(self) -> float:
        """What may be waited of `busy_seconds`: the rest is for the answer."""
        return 0.9 * self.busy_seconds

    @property
    def origins(self) -> tuple[str, ...]:
        """The origins of `cross_origins`."""
        return tuple(one.strip().rstrip("/") for one in self.cross_origins.split(",") if one.strip())

    @property
    def rounding_secret_path(self) -> Path:
        """Where the secret for rounding lies."""
        beside = self.sqlite_path.parent if self.sqlite_path else Path("var")
        return self.rounding_secret_file or beside / "rounding-secret"

    @property
    def sqlite_path(self) -> Path | None:
        """The database file, or None where the database is a server."""
        prefix = "sqlite:///"
        return Path(self.database_url.removeprefix(prefix)) if self.database_url.startswith(prefix) else None
