"""Takes the rows that the newest revision's tests upgrade from, once, when a revision is new:

    python -m tests.migrations.take

It fills a database through the service's own doors and writes `<revision>.sql`, the rows as plain SQL, and
`<revision>.json`, what the service gives of them. Neither is ever taken again: they are what is out there.
"""

import json
import sqlite3
import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from app.kit.db.migration import head
from app.schema import metadata
from tests.support.filled import PASSWORD, fill
from tests.support.service import migrate, start

FOLDER = Path(__file__).parent


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "stodlogg.db"
        url = f"sqlite:///{file}"
        migrate(url, "stockholm")
        with contextmanager(start)(url, "stockholm") as service:
            filled = fill(service)
            known = {
                "records": {path: filled.city.get(path).json() for path in filled.paths},
                "account": filled.admin.get("/api/v1/me").json()["account"],
                "password": PASSWORD,
                "device": filled.tablet.cookies["stodlogg_device"],
                "district": filled.tablet.get("/api/v1/me").json()["district"],
                "key": filled.key,
                "withdrawn": filled.withdrawn,
                "locks": filled.city.get("/api/v1/locks").json()["tertials"],
                "trail": [act["act"] for act in filled.city.get("/api/v1/trail").json()["acts"]],
            }
        rows, replies = FOLDER / f"{head()}.sql", FOLDER / f"{head()}.json"
        rows.write_text(_rows(file), "utf-8")
    replies.write_text(json.dumps(known, indent=1, ensure_ascii=False) + "\n", "utf-8")
    print(f"written: {rows}, {replies}")


def _rows(file: Path) -> str:
    """Every row but the calendar's, which are made by themselves; each table after those it refers to."""
    lines = []
    with sqlite3.connect(file) as connection:
        for table in metadata.sorted_tables:
            names = ", ".join(f'"{column.name}"' for column in table.columns)
            rows = connection.execute(f'SELECT {names} FROM "{table.name}"').fetchall()
            if not table.name.startswith("calendar_"):
                lines += [f'INSERT INTO "{table.name}" ({names}) VALUES ({_values(row)});' for row in rows]
    return "\n".join(lines) + "\n"


def _values(row: tuple[Any, ...]) -> str:
    return ", ".join(
        "NULL"
        if value is None
        else f"X'{value.hex()}'"
        if isinstance(value, bytes)
        else str(value)
        if isinstance(value, int)
        else f"'{value}'"
        for value in row
    )


if __name__ == "__main__":
    main()
