"""Whether an SQLite file and the write-ahead log beside it belong together.

SQLite replays whatever log lies beside a file: a backup that is copied over a file whose process was killed
is mixed with a log of other pages. So the first transaction of each log notes the header that the file had
(`application_id` holds its hash), and each checkpoint first marks the state that it moves into the file with
an odd random `user_version`. A log then belongs to a file that has the noted header (nothing was moved yet),
or the mark (a checkpoint came that far).

Told by content alone, since a file and its log may be moved together. What cannot be told: a copy that
equals the file as it was when the log began. The log fits it, and taking it in loses nothing.
"""

import sqlite3
import struct
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path
from secrets import randbits
from typing import BinaryIO

HEADER = 100
"""Bytes of an SQLite file's header."""
_FRAME = 24
_MAGIC = (0x377F0682, 0x377F0683)
_IN_WAL_MODE = b"\x02\x02"


class LogOfAnotherFile(Exception):
    """The write-ahead log beside the file belongs to another one; `args[0]` says what to do."""


def log_of(file: Path) -> Path:
    return file.with_name(file.name + "-wal")


def index_of(file: Path) -> Path:
    """The log's index, shared memory of the processes that have the file open."""
    return file.with_name(file.name + "-shm")


def hash_of(header: bytes) -> int:
    """What `application_id` holds of a header; never zero, which is a file's that was never marked."""
    return int.from_bytes(blake2b(header, digest_size=4).digest(), "big") >> 1 or 1


def version_of(header: bytes) -> int:
    """The header's `user_version`."""
    return int.from_bytes(header[60:64], "big")


def noted_of(header: bytes) -> int:
    """The header's `application_id`."""
    return int.from_bytes(header[68:72], "big")


def version_in(driver: sqlite3.Connection) -> int:
    """The `user_version` that a connection sees, whether it is in the file already or in its log."""
    found: int = driver.execute("PRAGMA user_version").fetchone()[0]
    return found


def is_mark(version: int) -> bool:
    return version % 2 == 1


def new_mark() -> int:
    """An odd random `user_version`, which a checkpoint is about to move into the file."""
    return randbits(31) | 1


def new_version() -> int:
    """An even one, which no checkpoint has moved."""
    return randbits(31) & ~1


def belongs(header: bytes, noted: int, version: int) -> bool:
    """Whether a file with this header is the one of a log whose page 1 says `noted` and `version`."""
    return hash_of(header) == noted or (is_mark(version) and is_state(header, version))


def is_state(header: bytes, version: int) -> bool:
    """Whether a file with this header has in it what a log says of `version`."""
    return has_log(header) and version_of(header) == version


def has_log(header: bytes) -> bool:
    """Whether the file is written by way of a log at all, as ours is; a copy by VACUUM INTO is not."""
    return header[18:20] == _IN_WAL_MODE


def log_belongs(file: Path) -> bool:
    """Whether what the log beside `file` would be replayed over is what it was written over.

    True where there is nothing to replay, and for a file of before there were notes. Raises `OSError`.
    """
    log = log_of(file)
    if not log.exists() or log.stat().st_size <= 32:
        return True
    firsts = list(_committed(log))
    if not firsts:
        return True
    with file.open("rb") as opened:
        header = opened.read(HEADER)
    if len(header) < HEADER:
        return False
    pages = [page for page in firsts if page is not None]
    never = noted_of(header) == 0 and version_of(header) == 0
    if never and all(noted_of(page) == 0 and version_of(page) == 0 for page in pages):
        return has_log(header)
    return any(belongs(header, noted_of(page), version_of(page)) for page in pages)


def require_own_log(path: Path) -> None:
    """Raises `LogOfAnotherFile` if what lies beside the file would be replayed over what it is not of.

    Only for a file that no connection of this process has open.
    """
    log = log_of(path)
    try:
        if log_belongs(path):
            return
    except OSError:
        if not log.exists():
            return
    gone = not path.exists()
    what = "has no database file beside it" if gone else "is of another file than the one beside it"
    raise LogOfAnotherFile(
        f"{log} {what}: it may hold records of before a copy was put in its place. Nothing was changed. "
        f"To go on with this file, move {log.name} and {index_of(path).name} away and start "
        "again; to keep what they hold, put back the file that they are of."
    )


def _committed(log: Path) -> Iterator[bytes | None]:
    """Of each committed transaction in a log: the header in its page 1, or None if it has none."""
    with log.open("rb") as opened:
        start = opened.read(32)
        magic, _, size, _ = struct.unpack(">4I", start[:16])
        if magic in _MAGIC:
            yield from _transactions(opened, start[16:24], 65_536 if size == 1 else size)


def _transactions(opened: BinaryIO, salts: bytes, size: int) -> Iterator[bytes | None]:
    header = None
    while len(frame := opened.read(_FRAME)) == _FRAME and frame[8:16] == salts:
        page, pages_after = struct.unpack(">2I", frame[:8])
        if page == 1:
            header = opened.read(HEADER)
            opened.seek(size - len(header), 1)
        else:
            opened.seek(size, 1)
        if pages_after:
            yield header
            header = None
