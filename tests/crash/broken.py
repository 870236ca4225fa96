"""Servers with a fault that the crash test must find: `python broken.py FAULT [options of serve]`.

- `early`: replies before the transaction is committed, as a dependency that commits after its `yield` would.
- `piecemeal`: commits each table of a record on its own.
"""

import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection

from app.activities.storage import Rows
from app.cli.main import main
from app.intake import filing
from app.kit.db.bulk_insert import insert_rows
from app.kit.db.database import Database

SECONDS = 0.25
"""How long the fault lasts each time."""


@contextmanager
def _filing_with_an_early_reply(self: Database) -> Iterator[Connection]:
    assert self._queue is not None
    queue = self._queue
    queue.acquire()
    connection = self._writer.connect()
    try:
        yield connection
    except BaseException:
        connection.close()
        queue.release()
        raise

    def commit_later() -> None:
        time.sleep(SECONDS)
        connection.commit()
        connection.close()
        queue.release()

    threading.Thread(target=commit_later, daemon=True).start()


def _insert_piecemeal(connection: Connection, rows: Rows) -> None:
    for table, own in rows.items():
        insert_rows(connection, table, own)
        if not connection.in_nested_transaction():
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("BEGIN IMMEDIATE")
            time.sleep(SECONDS / 5)


if __name__ == "__main__":
    fault, *options = sys.argv[1:]
    if fault == "early":
        Database.filing = _filing_with_an_early_reply  # type: ignore[method-assign]
    else:
        filing._insert = _insert_piecemeal
    sys.argv = ["stodlogg", "serve", *options]
    main()
