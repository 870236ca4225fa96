"""A server with faults of its own, whose errors quote what was sent: `python faulty.py [options of serve]`.

The number of children in a counselling session says what goes wrong when it is filed (`FAULTS`).
"""

import asyncio
import gc
import logging
import sys
import threading
import warnings
from collections.abc import Callable
from typing import Any

from sqlalchemy import Connection, text

from app.cli.main import main
from app.intake import service
from app.intake.filing import FiledRecord, Filing, Prepared, PreparedRecord, file_one

MARKER = "Kerstin Andersson 19800101"
"""Sent as a value wherever one can be: it must come back nowhere and be kept nowhere."""


class Quoting(Exception):
    """An error whose text holds what was sent, as any library's may."""


def _raise() -> None:
    raise Quoting(f"cannot file {MARKER}")


def _raise_from_another() -> None:
    try:
        _raise()
    except Quoting as error:
        raise KeyError(MARKER) from error


def _raise_together() -> None:
    raise ExceptionGroup(MARKER, [Quoting(MARKER), ValueError(MARKER)])


def _warn() -> None:
    warnings.warn(f"{MARKER} is old", stacklevel=2)


def _end_a_thread() -> None:
    thread = threading.Thread(target=_raise, name=MARKER)
    thread.start()
    thread.join()


class _Broken:
    def __del__(self) -> None:
        _raise()


def _fail_where_nobody_can_catch() -> None:
    _Broken()
    gc.collect()


def _forget_a_task() -> None:
    async def forget() -> None:
        async def task(_: str) -> None:
            _raise()

        asyncio.get_running_loop().create_task(task(MARKER), name=MARKER)
        await asyncio.sleep(0)
        await asyncio.sleep(0)

    asyncio.run(forget())
    gc.collect()


def _log_like_a_library() -> None:
    library = logging.getLogger("library")
    library.warning(f"could not read {MARKER}")
    library.warning("could not read %s", MARKER)
    library.error(Quoting(MARKER))
    library.error("%d readers", MARKER)  # a faulty call: the arguments do not fit
    try:
        _raise()
    except Quoting:
        library.exception(f"could not read {MARKER}")
        logging.getLogger("uvicorn.error").exception("Failed\n%s", MARKER)


FAULTS: dict[int, Callable[[], None]] = {
    11: _raise,
    12: _raise_from_another,
    13: _raise_together,
    14: _warn,
    15: _end_a_thread,
    16: _fail_where_nobody_can_catch,
    17: _forget_a_task,
    18: _log_like_a_library,
}
"""What goes wrong, by the number of children."""
STATEMENT = 19
"""The number of children that makes a statement fail in the database."""


def _with_faults(connection: Connection, prepared: Prepared, filing: Filing) -> FiledRecord:
    content: Any = prepared.item.content if isinstance(prepared, PreparedRecord) else None
    children = getattr(content, "children", None)
    if children == STATEMENT:
        connection.execute(text("SELECT :value FROM no_such_table"), {"value": MARKER})
    if isinstance(children, int) and children in FAULTS:
        FAULTS[children]()
    return file_one(connection, prepared, filing)


if __name__ == "__main__":
    service.file_one = _with_faults  # type: ignore[attr-defined]
    sys.argv = ["stodlogg", "serve", *sys.argv[1:]]
    main()
