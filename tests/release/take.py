"""Takes the release that later versions must open, once for each version that writes another format:

    python -m tests.release.take

Writes `data/release-<version>.sql`, its rows as plain SQL, `data/release-<version>.json`, what they say, and
`data/table-format-<n>.json`, a table's bytes. None is ever taken again: they are what is out there.
"""

import json
import sqlite3
import tempfile
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path
from unittest.mock import patch

from app.access.actor import COMMAND_LINE
from app.published.snapshot import snapshot_of
from app.release.lifecycle import release_acts
from app.release.protection import frozen_release
from app.release.storage.frozen_table import FORMAT, as_bytes
from app.release.storage.store import Release
from app.release.storage.tables import FOR_EVER, RELEASE
from tests.release.fake import Freezer
from tests.support.releases import small_table
from tests.support.service import migrate, start

FOLDER = Path(__file__).parent / "data"
TERTIAL = "2019-T1"


def main() -> None:
    name = f"release-{version('stodlogg')}"
    (FOLDER / f"table-format-{FORMAT}.json").write_bytes(as_bytes(small_table()))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "stodlogg.db"
        url = f"sqlite:///{file}"
        migrate(url, "stockholm")
        with contextmanager(start)(url, "stockholm", one_person_releases=True) as service:
            database, here = service.database, service.here
            with patch.object(frozen_release, "freeze", Freezer()):
                release = release_acts.lock(database, COMMAND_LINE, TERTIAL, here).id
                release_acts.check(database, COMMAND_LINE, release, here, lambda *_: None)
                made = release_acts.publish(database, COMMAND_LINE, release, here)
            shelf = snapshot_of(database)
            tables = {table: shelf.frozen(table, TERTIAL) for table in shelf.tables()}
            known = {
                "release": release,
                "tertial": TERTIAL,
                "content_hash": shelf.release("routes-in", TERTIAL).content_hash,
                "sha256": _hashes(made),
                "tables": {
                    id_: {one.code: list(one.values) for one in table.measures}
                    for id_, table in tables.items()
                },
            }
        (FOLDER / f"{name}.sql").write_text(_rows(file), "utf-8")
    (FOLDER / f"{name}.json").write_text(json.dumps(known, indent=1, ensure_ascii=False) + "\n", "utf-8")


def _hashes(made: Release) -> dict[str, str]:
    assert made.content is not None
    return {one.table: one.sha256.hex() for one in made.content.pieces}


def _rows(file: Path) -> str:
    lines = []
    with sqlite3.connect(file) as connection:
        for table in (RELEASE, *FOR_EVER):
            names = ", ".join(column.name for column in table.columns)
            for row in connection.execute(f"SELECT {names} FROM {table.name}"):
                values = ", ".join(_value(value) for value in row)
                lines.append(f"INSERT INTO {table.name} ({names}) VALUES ({values});")
    return "\n".join(lines) + "\n"


def _value(value: object) -> str:
    if value is None:
        return "NULL"
    if isinstance(value, bytes):
        return f"X'{value.hex()}'"
    return str(value) if isinstance(value, int) else f"'{value}'"


if __name__ == "__main__":
    main()
