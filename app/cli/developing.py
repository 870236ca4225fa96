"""The trial run of who works on the code: it is started anew whenever a file of the service changes."""

import os
import subprocess
import sys
import time
from pathlib import Path

APP = Path(__file__).parents[1]
SECONDS = 0.5
"""Between two looks at the files."""
_INNER = "STODLOGG_DEVELOPING"


def is_outer() -> bool:
    """Whether this is the process that starts the other."""
    return _INNER not in os.environ


def start_anew_at_changes() -> None:
    """Run the same command beside this process until Ctrl-C or a termination signal.

    One that ended by itself, as of code that cannot be imported, is started again when a file changes.
    """
    while True:
        seen = _files()
        # In a session of its own: Ctrl-C comes here alone, and is passed on.
        child = subprocess.Popen(
            [sys.executable, "-m", "app.cli", *sys.argv[1:]],
            env={**os.environ, _INNER: "1"},
            start_new_session=True,
        )
        try:
            while _files() == seen:
                time.sleep(SECONDS)
        except KeyboardInterrupt:
            return
        finally:
            child.terminate()  # an interrupt is not heard where a shell started this in the background
            child.wait()


def _files() -> dict[Path, float]:
    """When each file of the service was changed."""
    return {
        path: path.stat().st_mtime
        for path in APP.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
