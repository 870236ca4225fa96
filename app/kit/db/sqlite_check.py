"""Looking an SQLite file through for damage before anything is written into it."""

import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Timer
from urllib.parse import quote

from app.kit.db.failures import problem_of
from app.kit.db.sqlite_log import require_own_log
from app.kit.problems import DatabaseDamaged


class FileDamaged(Exception):
    """The file is damaged, or none of SQLite's."""


class FileNotReadable(Exception):
    """SQLite may not read the file, or not write its log's index beside it."""


def check_file(path: Path, seconds: float) -> bool:
    """Whether the file was checked to its end in `seconds`; True for one that is not there yet.

    Read only, with the log beside it read in but not moved.

    Raises `FileDamaged`, `FileNotReadable`, `LogOfAnotherFile`, `PermissionError`.
    """
    require_own_log(path)
    if not path.exists() or path.stat().st_size == 0:
        return True
    address = f"file:{quote(str(path))}?mode=ro"
    try:
        opened = sqlite3.connect(address, uri=True, timeout=seconds, check_same_thread=False)
    except sqlite3.OperationalError as error:
        raise FileNotReadable() from error
    with closing(opened) as connection:
        # From outside: SQLite looks a whole table through without a step at which it would ask.
        clock = Timer(seconds, connection.interrupt)
        clock.start()
        try:
            found = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
        except sqlite3.DatabaseError as error:
            if isinstance(problem_of(error), DatabaseDamaged):
                raise FileDamaged() from error
            if _name(error).startswith(("SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PERM")):
                raise FileNotReadable() from error
            return False  # out of time, or busy
        finally:
            clock.cancel()
            clock.join()
    if found != "ok":
        raise FileDamaged()
    return True


def _name(error: sqlite3.Error) -> str:
    return getattr(error, "sqlite_errorname", None) or ""
