"""Checks of releases that run beside requests: one at a time, told of while they last, stopped with us.

What is told lives in this process's memory. After a restart a check is simply not running any more, its
release is `locked` as before, and it can be started again.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from app.access.actor import Actor
from app.access.request_context import RequestContext
from app.kit.db.database import Database
from app.kit.logs import log
from app.kit.problems import InternalError, Problem
from app.release.lifecycle.release_acts import check, require_checkable
from app.release.problems import CheckRunning

STOP_SECONDS = 5.0
"""How long a service that ends waits for a check to notice."""


@dataclass(frozen=True)
class JobProgress:
    """How far the check of one release is, in this process."""

    running: bool = False
    stage: str = ""
    done: int = 0
    steps: int = 0
    seconds_left: int | None = None
    """Of this stage, at the pace so far."""
    problem: Problem | None = None
    """Why the last one failed."""


class JobStopped(Exception):
    """The service ends, and its check with it."""


class ProtectionJobs:
    """Starts checks and tells of them. Safe to ask from several threads."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._told: dict[str, JobProgress] = {}
        self._worker: threading.Thread | None = None
        self.stopping = threading.Event()

    def start(self, database: Database, who: Actor, release: str, here: RequestContext) -> None:
        """Begin a release's check. Raises `CheckRunning`, and what `check` would raise at once."""
        require_checkable(database, who, release, here)
        with self._lock:
            if self._worker is not None and self._worker.is_alive():
                raise CheckRunning()
            self.stopping.clear()
            self._told[release] = JobProgress(running=True)
            work = (database, who, release, here)
            self._worker = threading.Thread(target=self._run, args=work, name="check", daemon=True)
            self._worker.start()

    def progress(self, release: str) -> JobProgress:
        """How far a release's check is; not running where none was started."""
        return self._told.get(release, JobProgress())

    def stop(self) -> None:
        """Tell a check that is running to end, and wait a little; nothing of it is stored."""
        self.stopping.set()
        if self._worker is not None:
            self._worker.join(STOP_SECONDS)

    def wait(self, seconds: float) -> None:
        """Until nothing runs."""
        if self._worker is not None:
            self._worker.join(seconds)

    def _run(self, database: Database, who: Actor, release: str, here: RequestContext) -> None:
        try:
            check(database, who, release, here, self._teller(release))
        except Problem as problem:
            self._told[release] = JobProgress(problem=problem)
        except JobStopped:
            self._told.pop(release, None)
        except Exception as error:
            log.error("check failed", exc_info=error)
            self._told[release] = JobProgress(problem=InternalError())
        else:
            self._told.pop(release, None)

    def _teller(self, release: str) -> Callable[[str, int, int], None]:
        stage_now, start = "", time.monotonic()

        def tell(stage: str, done: int, steps: int) -> None:
            nonlocal stage_now, start
            if self.stopping.is_set():
                raise JobStopped()
            if stage != stage_now:
                stage_now, start = stage, time.monotonic()
            spent = time.monotonic() - start
            left = round(spent * (steps - done) / done) if done and steps else None
            self._told[release] = JobProgress(True, stage, done, steps, left)

        return tell
