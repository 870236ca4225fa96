"""Runs one PostgreSQL server, and ends it when whoever asked for it is gone.

    python postgres_keeper.py FOLDER UID GID PROGRAM [ARGUMENT...]

A process of its own, because a test run may be interrupted or killed at any moment and must leave no server
behind: the asker holds the other end of our standard input, which the system closes whatever happens to it.
UID and GID are "-" where the server runs as ourselves.
"""

import os
import shutil
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path


def main() -> int:
    folder, uid, gid, *command = sys.argv[1:]
    same = uid == "-"
    server: subprocess.Popen[bytes] = subprocess.Popen(
        command,
        cwd=folder,
        stdin=subprocess.DEVNULL,
        user=None if same else int(uid),
        group=None if same else int(gid),
        extra_groups=None if same else [],
    )
    orphaned = threading.Event()

    def watch() -> None:
        # Not through sys.stdin: its lock, held here, would stop the interpreter from ending.
        while os.read(0, 64):
            pass
        orphaned.set()
        with suppress(ProcessLookupError):
            server.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown

    threading.Thread(target=watch, daemon=True).start()
    status = server.wait()
    if orphaned.is_set():
        shutil.rmtree(Path(folder), ignore_errors=True)
    return status


if __name__ == "__main__":
    sys.exit(main())
