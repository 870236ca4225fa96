"""One live server with releases made by hand, and keys to read them with."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.access.actor import COMMAND_LINE, Scopes
from app.access.research_keys import service as research_keys
from app.kit import clock
from app.kit.db.database import Database
from tests.pxweb.releases import publish_all
from tests.support.live import Live
from tests.support.service import Templates, settings_for

KEY_LIMIT = 100_000


class Served:
    """The server, and new keys for it."""

    def __init__(self, live: Live, database: Database) -> None:
        self.live, self.database = live, database

    def key(
        self,
        tables: frozenset[str] | None = None,
        districts: frozenset[str] | None = None,
        per_minute: int | None = None,
    ) -> str:
        with self.database.writing() as session:
            until = clock.today().replace(year=clock.today().year + 1)
            made = research_keys.create_key(
                session, COMMAND_LINE, Scopes(tables, districts), until, per_minute, self.live.here()
            )
        return made.key

    def client(self, key: str | None = None) -> httpx.Client:
        client = self.live.client(base_url=f"{self.live.url}/api/v2")
        client.headers["Authorization"] = f"Bearer {key or self.key()}"
        return client


@pytest.fixture(scope="module")
def served(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder: Path = tmp_path_factory.mktemp("px")
    url = templates.sqlite(folder / "stodlogg.db", "stockholm")
    database = Database(settings_for(url, "stockholm"))
    publish_all(database)
    more: dict[str, Any] = {
        "key_requests_per_minute": KEY_LIMIT,
        "data_cells_per_request": 200,
        "cross_origins": "https://partner.example",
    }
    with Live(url, "stockholm", folder, **more) as live:
        yield Served(live, database)
    database.dispose()


@pytest.fixture(scope="module")
def client(served: Served) -> httpx.Client:
    return served.client()
