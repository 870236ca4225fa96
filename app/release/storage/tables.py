"""Tables of releases: what each one is, and what it holds, byte for byte, for ever.

The database itself refuses to change or remove any of it; only a release's state moves on, and only as
`states` says. No exact time, and nobody's mark: the trail has who did what.
"""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import DDL, CheckConstraint, Index, Table, event
from sqlmodel import SQLModel

from app.catalogue import columns
from app.catalogue.columns import WITHOUT_ROWID, kept
from app.release.release_states import REASONS, STATES, TRANSITIONS
from app.vocabulary.classification import ColumnKind, Retention


class ReleaseRow(SQLModel, table=True):
    """`release`: one revision of a tertial's tables, and how far it has come."""

    __tablename__ = "release"
    __table_args__ = (
        CheckConstraint("id = tertial || '-r' || revision", name="id_is_its_own"),
        CheckConstraint("(state = 'withdrawn') = (reason IS NOT NULL)", name="reason_agrees"),
        CheckConstraint("(published_day IS NULL) = (people IS NULL)", name="people_agrees"),
        CheckConstraint(
            "(state NOT IN ('published', 'superseded') OR published_day IS NOT NULL)",
            name="published_day_agrees",
        ),
        Index("ix_release_state", "state"),
        WITHOUT_ROWID,
    )

    id: str = kept(columns.release_id("id", "to name it"))
    tertial: str = kept(
        columns.tertial("tertial", "its tertial", "what it is a release of", until=Retention.ALWAYS)
    )
    revision: int = kept(
        columns.number(
            "revision", "number within the tertial", "to tell revisions apart", least=1, most=999,
            kind=ColumnKind.VERSION, until=Retention.ALWAYS,
        )
    )  # fmt: skip
    state: str = kept(
        columns.choice(
            "state",
            tuple(STATES),
            "how far it has come",
            "what is published is shown",
            until=Retention.ALWAYS,
        )
    )
    reason: str | None = kept(
        columns.choice(
            "reason", tuple(REASONS), "why it was withdrawn", "who used it must know",
            until=Retention.ALWAYS, nullable=True,
        )
    )  # fmt: skip
    people: int | None = kept(
        columns.number(
            "people", "how many locked and published it: one or two", "one person's releases say so",
            least=1, most=2, until=Retention.ALWAYS, nullable=True,
        )
    )  # fmt: skip
    locked_day: date | None = kept(
        columns.day(
            "locked_day", "day on which it was locked", "what came later is not in it",
            until=Retention.ALWAYS, nullable=True,
        )
    )  # fmt: skip
    published_day: date | None = kept(
        columns.day(
            "published_day", "day on which it was published", "to say how new the figures are",
            until=Retention.ALWAYS, nullable=True,
        )
    )  # fmt: skip


class ReleaseContentRow(SQLModel, table=True):
    """`release_content`: by what a release was made, and the hash over all that it holds."""

    __tablename__ = "release_content"
    __table_args__ = (WITHOUT_ROWID,)

    release: str = kept(columns.release_id("release", "whose content it is", of="release.id"))
    threshold: int = kept(
        columns.number(
            "threshold", "counts below it were protected", "to say how it was protected",
            least=3, most=1000, until=Retention.ALWAYS,
        )
    )  # fmt: skip
    software: str = kept(columns.software("software", "software that made it", "it is never computed again"))
    municipality: str = kept(
        columns.code("municipality", "municipality", "whose figures", "to name them", until=Retention.ALWAYS)
    )
    catalogue: int = kept(
        columns.number(
            "catalogue", "version of the catalogue", "whose words and lists it has",
            least=1, most=9999, kind=ColumnKind.VERSION, until=Retention.ALWAYS,
        )
    )  # fmt: skip
    content_hash: bytes = kept(
        columns.digest(
            "content_hash", "hash over the parameters and all tables", "to find any change",
            until=Retention.ALWAYS,
        )
    )  # fmt: skip
    checked_day: date = kept(
        columns.day("checked_day", "day on which it was made", "to account for it", until=Retention.ALWAYS)
    )


class ReleaseRoundingRow(SQLModel, table=True):
    """`release_rounding`: that a release was protected by rounding, and with which secret. Those that are not
    here were protected by withholding figures."""

    __tablename__ = "release_rounding"
    __table_args__ = (WITHOUT_ROWID,)

    release: str = kept(columns.release_id("release", "which it is", of="release.id"))
    secret: bytes = kept(
        columns.digest(
            "secret", "fingerprint of the secret, not the secret", "revisions are drawn with the same one",
            until=Retention.ALWAYS,
        )
    )  # fmt: skip


class ReleaseTableRow(SQLModel, table=True):
    """`release_table`: one protected table of one period, as it is served."""

    __tablename__ = "release_table"
    __table_args__ = (Index("ix_release_table_code_period", "code", "period"), WITHOUT_ROWID)

    release: str = kept(columns.release_id("release", "whose table it is", of="release.id"))
    code: str = kept(columns.table_id("code", "the table", "what is counted", until=Retention.ALWAYS))
    period: str = kept(columns.period("period", "its tertial or year", "when"))
    sha256: bytes = kept(
        columns.digest("sha256", "hash of the table's bytes", "to find any change", until=Retention.ALWAYS)
    )
    packed: bytes = kept(columns.packed("packed", "the protected table", "it is served as it was"))


class ReleaseCertificateRow(SQLModel, table=True):
    """`release_certificate`: the proof that a release is safe, and what it proves. Never served."""

    __tablename__ = "release_certificate"
    __table_args__ = (WITHOUT_ROWID,)

    release: str = kept(columns.release_id("release", "whose proof it is", of="release.id"))
    problem: bytes = kept(
        columns.packed(
            "problem", "the counts before protection, and the sums published", "to check the proof"
        )
    )
    certificate: bytes = kept(columns.packed("certificate", "the proof", "to check the protection anew"))
    sha256: bytes = kept(
        columns.digest("sha256", "hash of the two", "to find any change", until=Retention.ALWAYS)
    )


RELEASE: Table = ReleaseRow.__table__  # type: ignore[attr-defined]
CONTENT: Table = ReleaseContentRow.__table__  # type: ignore[attr-defined]
ROUNDING: Table = ReleaseRoundingRow.__table__  # type: ignore[attr-defined]
TABLE: Table = ReleaseTableRow.__table__  # type: ignore[attr-defined]
CERTIFICATE: Table = ReleaseCertificateRow.__table__  # type: ignore[attr-defined]

FOR_EVER = (CONTENT, ROUNDING, TABLE, CERTIFICATE)
"""Written once, never changed."""


# ------------------------------------------------------------------------ what the database itself refuses

_STEPS = ", ".join(
    f"('{transition.source}', '{transition.target}')" for transition in TRANSITIONS if transition.source
)


def _kept(column: str, given_in: str) -> str:
    """SQL: the column is set once, when the release comes into a state, and stays."""
    return (
        f"((OLD.{column} IS NOT NULL AND NEW.{column} IS NOT NULL AND OLD.{column} = NEW.{column}) "
        f"OR (OLD.{column} IS NULL AND (NEW.{column} IS NULL OR NEW.state = '{given_in}')))"
    )


_MOVES = " AND ".join(
    (
        "OLD.id = NEW.id AND OLD.tertial = NEW.tertial AND OLD.revision = NEW.revision",
        "(OLD.state, NEW.state) IN ({steps})",
        _kept("locked_day", "locked"),
        _kept("published_day", "published"),
        _kept("people", "published"),
    )
)
REFUSED = "what is released is never changed"

FUNCTIONS = (
    "CREATE OR REPLACE FUNCTION release_stands() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
    "CREATE OR REPLACE FUNCTION release_is_made() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN IF (SELECT state FROM release WHERE id = NEW.release) IS DISTINCT FROM 'locked' "
    f"THEN RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
    "RETURN NEW; END $$",
)
"""PostgreSQL's triggers call functions."""


def triggers(dialect: str) -> dict[str, list[str]]:
    """What each table refuses, as statements of this database, in the order of the tables' making.

    A release is born as a draft and moves on as `states` says. What it holds comes while it is locked, and
    never changes; on SQLite that also holds off `INSERT OR REPLACE`, which fires no trigger on deleting.
    """
    found = {table.name: list(_refusals(table.name, dialect)) for table in (RELEASE, *FOR_EVER)}
    if dialect != "sqlite":
        found[RELEASE.name][:0] = FUNCTIONS
    return found


def _refusals(table: str, dialect: str) -> Iterator[str]:
    sqlite = dialect == "sqlite"
    whole = table == RELEASE.name
    # SQLite compares a row with a list of rows only as VALUES; in PostgreSQL a condition reads no table.
    steps = f"VALUES {_STEPS}" if sqlite else _STEPS
    unlocked = "(SELECT state FROM release WHERE id = NEW.release) IS NOT 'locked'"
    born = "NEW.state <> 'draft' OR EXISTS (SELECT 1 FROM release WHERE id = NEW.id)"
    if sqlite:
        yield _trigger(table, "insert", _SQLITE_REFUSES, born if whole else unlocked)
    elif whole:
        yield _trigger(table, "insert", _POSTGRES_REFUSES, "NEW.state <> 'draft'")
    else:
        yield _trigger(table, "insert", "EXECUTE FUNCTION release_is_made()")
    refuses = _SQLITE_REFUSES if sqlite else _POSTGRES_REFUSES
    yield _trigger(table, "update", refuses, f"NOT ({_MOVES.format(steps=steps)})" if whole else "")
    yield _trigger(table, "delete", refuses)
    if not sqlite:
        yield _trigger(table, "truncate", refuses, each="STATEMENT")


_SQLITE_REFUSES = f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END"
_POSTGRES_REFUSES = "EXECUTE FUNCTION release_stands()"


def _trigger(table: str, act: str, does: str, when: str = "", each: str = "ROW") -> str:
    condition = f"WHEN ({when}) " if when else ""
    return (
        f"CREATE TRIGGER {table}_refuses_{act} BEFORE {act.upper()} ON {table} "
        f"FOR EACH {each} {condition}{does}"
    )


for _dialect in ("sqlite", "postgresql"):
    for _name, _statements in triggers(_dialect).items():
        for _statement in _statements:
            event.listen(
                SQLModel.metadata.tables[_name],
                "after_create",
                DDL(_statement.replace("%", "%%")).execute_if(dialect=_dialect),  # type: ignore[no-untyped-call]
            )
