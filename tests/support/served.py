"""Processes that run `stodlogg`, started in a fraction of the time.

Importing the service takes longer than most tests. One process imports it once, and each server is forked
from there: a process of its own with its own environment, folder and output, to be killed like any other.
"""

import multiprocessing
import os
import runpy
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from app.cli.main import main

_FORKS = multiprocessing.get_context("forkserver")
_FORKS.set_forkserver_preload(["app.running", "tests.support.loaded", "tests.support.served"])


class Forked:
    """`stodlogg` with these arguments, saying everything to `log`; to be handled as `subprocess.Popen` is.

    Instead of it another program may be given that does not mind that the service is loaded already.
    """

    def __init__(
        self,
        arguments: Sequence[str],
        environment: Mapping[str, str],
        folder: Path,
        log: Path,
        program: str | None = None,
    ) -> None:
        own = (list(arguments), dict(environment), folder, log, program)
        self._process = _FORKS.Process(target=_run, args=own, daemon=True)
        self._process.start()

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    def poll(self) -> int | None:
        """Its exit code, or None while it runs."""
        return self._process.exitcode

    def wait(self, timeout: float | None = None) -> int:
        """Its exit code. Raises `subprocess.TimeoutExpired`."""
        self._process.join(timeout)
        code = self._process.exitcode
        if code is None:
            raise subprocess.TimeoutExpired("stodlogg", timeout or 0)
        return code

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self._process.kill()


def _run(
    arguments: list[str], environment: dict[str, str], folder: Path, log: Path, program: str | None
) -> None:
    os.chdir(folder)
    os.environ.clear()
    os.environ.update(environment)
    said = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    nothing = os.open(os.devnull, os.O_RDONLY)
    for ours, theirs in ((nothing, 0), (said, 1), (said, 2)):
        os.dup2(ours, theirs)
    sys.argv = [program or "stodlogg", *arguments]
    if program:
        runpy.run_path(program, run_name="__main__")
    else:
        main()
