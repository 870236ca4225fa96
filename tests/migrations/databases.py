"""Databases of any revision: what they enforce, the rows that they had, and histories with more revisions."""

import re
from pathlib import Path

from alembic.config import Config
from sqlalchemy import Engine, text

from app.kit.db.database import Database
from app.kit.db.migration import config
from tests.support.unguarded import unguarded

ROWS = Path(__file__).parent


def laid(engine: Engine) -> dict[str, set[str]]:
    """All that a database enforces, in its own words: of each table its columns, constraints and indexes."""
    with engine.connect() as connection:
        statement = text(_SQLITE if engine.dialect.name == "sqlite" else _POSTGRES)
        found: dict[str, set[str]] = {}
        for table, part in connection.execute(statement):
            if table != "alembic_version":
                found.setdefault(table, set()).update(_parts(str(part)))
    return found


_SQLITE = "SELECT tbl_name, sql FROM sqlite_master WHERE sql IS NOT NULL"
_POSTGRES = """
SELECT CAST(CAST(conrelid AS regclass) AS text), conname || ' ' || pg_get_constraintdef(oid)
 FROM pg_constraint WHERE conrelid <> 0 AND connamespace = CAST('public' AS regnamespace)
UNION ALL SELECT tablename, indexdef FROM pg_indexes WHERE schemaname = 'public'
UNION ALL SELECT CAST(CAST(tgrelid AS regclass) AS text), pg_get_triggerdef(t.oid) || ' ' || prosrc
 FROM pg_trigger t JOIN pg_proc p ON p.oid = tgfoid WHERE NOT tgisinternal
UNION ALL SELECT table_name, concat_ws(' ', column_name, data_type, character_maximum_length, is_nullable,
                                       column_default, is_identity, is_generated)
 FROM information_schema.columns WHERE table_schema = 'public'
"""


def _parts(definition: str) -> set[str]:
    """A `CREATE TABLE` as its parts, in no order; anything else as it is."""
    plain = re.sub(r"\s+", " ", definition).strip()
    matched = re.match(r"CREATE TABLE \S+ \((.*)\)([^()]*)$", plain)
    if not matched:
        return {plain}
    parts, depth, quoted, start_ = set(), 0, False, 0
    body = matched[1] + ","
    for place, character in enumerate(body):
        quoted ^= character == "'"
        depth += 0 if quoted else (character == "(") - (character == ")")
        if character == "," and not depth and not quoted:
            parts.add(body[start_:place].strip())
            start_ = place + 1
    return {*parts, f"after: {matched[2].strip()}"}


def put_rows(database: Database, revision: str) -> None:
    """The rows as plain SQL, whatever the software of today thinks of them."""
    statements = (ROWS / f"{revision}.sql").read_text("utf-8").splitlines()
    with database.engine.connect() as connection:
        if not database.is_sqlite:
            # Sixteen bytes are an id, of which PostgreSQL takes the digits.
            statements = [re.sub(r"X'([0-9a-f]{32})'", r"'\1'", one) for one in statements]
            statements = [re.sub(r"X'([0-9a-f]*)'", r"'\\x\1'", one) for one in statements]
        for year in range(1990, 2101):
            for number in range(1, 13):
                connection.exec_driver_sql(f"INSERT INTO calendar_month VALUES ('{year}-{number:02d}')")
            for number in range(1, 4):
                connection.exec_driver_sql(f"INSERT INTO calendar_tertial VALUES ('{year}-T{number}')")
        # What is published was made step by step; here its rows are put in place as they ended.
        with unguarded(connection):
            for statement in statements:
                connection.exec_driver_sql(statement)
        connection.commit()


def copied(folder: Path, *also: str) -> Config:
    """The migrations' own files in a folder where others can be put beside them."""
    (folder / "versions").mkdir()
    here = Path(config().get_main_option("script_location") or "")
    for pattern in ("env.py", "script.py.mako", *also):
        for file in here.glob(pattern):
            (folder / file.relative_to(here)).write_text(file.read_text("utf-8"), "utf-8")
    settings = config()
    settings.set_main_option("script_location", str(folder))
    return settings
