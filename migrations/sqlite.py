"""What a migration needs on SQLite, which can change neither a column nor a check: Alembic writes the table
anew in another, drops the old one and gives the new one its name (`op.batch_alter_table`)."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic.ddl.sqlite import SQLiteImpl
from alembic.runtime.migration import MigrationContext, MigrationInfo
from sqlalchemy import Connection, Table, text

_WHILE_REWRITING = (("foreign_keys", "ON", "OFF"), ("legacy_alter_table", "OFF", "ON"))
"""Else the rows that refer to a table would go when it is dropped, and references follow its name."""


@contextmanager
def tables_may_be_rewritten(connection: Connection) -> Iterator[None]:
    """Outside of a transaction, since SQLite ignores these settings inside of one. What a migration leaves is
    checked before it is committed (`check_references`)."""
    if connection.dialect.name != "sqlite":
        yield
        return
    driver: Any = connection.connection.driver_connection
    if driver.in_transaction:
        raise RuntimeError("a migration begins its own transaction")
    for name, _, meanwhile in _WHILE_REWRITING:
        driver.execute(f"PRAGMA {name} = {meanwhile}")
    try:
        yield
        connection.commit()
    finally:
        connection.rollback()
        for name, usual, _ in _WHILE_REWRITING:
            driver.execute(f"PRAGMA {name} = {usual}")


def check_references(ctx: MigrationContext, step: MigrationInfo, heads: Any, run_args: Any) -> None:
    """Raises `RuntimeError` if a row refers to one that is not there: the migration is rolled back then."""
    if ctx.connection is not None and ctx.dialect.name == "sqlite":
        broken = ctx.connection.exec_driver_sql("PRAGMA foreign_key_check").all()
        if broken:
            tables = ", ".join(sorted({row[0] for row in broken}))
            raise RuntimeError(f"after revision {step.up_revision_id} rows refer to nothing: {tables}")


class KeepsTriggers(SQLiteImpl):
    """Alembic's SQLite, but a table that is written anew keeps its triggers."""

    __dialect__ = "sqlite"

    def drop_table(self, table: Table, **kw: Any) -> None:
        sql = "SELECT sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = :table"
        assert self.connection is not None
        self._triggers = self.connection.execute(text(sql), {"table": table.name}).scalars().all()
        super().drop_table(table, **kw)

    def rename_table(self, old_table_name: Any, new_table_name: Any, schema: Any = None) -> None:
        super().rename_table(old_table_name, new_table_name, schema)
        for sql in self._triggers if old_table_name.startswith("_alembic_tmp_") else ():
            assert self.connection is not None
            self.connection.exec_driver_sql(sql)
