"""What a process that lost its SQLite file must not do: close it."""

import os
import sys

_abandoned: list[object] = []


def abandon(*parts: object) -> None:
    """Keep what has connections to a file that is not ours any more: SQLite, closing the last one, would
    replay the log over what lies there now. The process must end by `end_if_abandoned`."""
    _abandoned.extend(parts)


def end_if_abandoned() -> None:
    """End the process as it stands where something was abandoned."""
    if _abandoned:
        sys.stderr.write(
            "The database file was deleted or replaced while it was in use. Nothing was written into what "
            "lies there now. Put the right file in its place, then start again.\n"
        )
        sys.stderr.flush()
        sys.stdout.flush()
        os._exit(1)
