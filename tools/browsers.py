"""Get the browsers that the browser tests need, Chromium and WebKit, where this machine lets us.

    python -m tools.browsers

Where they are already nothing happens. As root on Debian or Ubuntu the packages are installed; elsewhere it
says what to do, and the tests say at their end what was not run. Never fails: that is for the tests to judge.
"""

import os
import shutil
import subprocess
from collections.abc import Callable, Sequence

from tests.browser import chromium, webkit

QUIET = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
INSTALL = ("apt-get", "install", "-qq", "--yes", "--no-install-recommends")
MINUTES = 15


def main() -> None:
    wanted: list[tuple[str, str, Callable[[], object], Sequence[Sequence[str]]]] = []
    if not (shutil.which(chromium.SHELL) or os.environ.get(chromium.SETTING)):
        # Older systems have no package of the one without windows.
        wanted.append(("Chromium", chromium.MISSING, chromium.find, [(chromium.SHELL,), ("chromium",)]))
    if webkit.find() is None:
        wanted.append(("WebKit", webkit.MISSING, webkit.find, [webkit.PACKAGES]))
    if not wanted:
        return
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        for name, missing, find, _ in wanted:
            if find() is None:
                print(f"There is {missing}. The tests in {name} are not run.")
        return
    print("Installing browsers for the tests: a minute or two the first time.", flush=True)
    _run(("apt-get", "update", "-qq"))
    for name, _, find, alternatives in wanted:
        said: str | None = None
        for packages in alternatives:
            said = _run((*INSTALL, *packages))
            if said is None:
                break
        if find() is None:
            print(f"{name} could not be installed: its tests are not run.", said or "", sep="\n")


def _run(command: Sequence[str]) -> str | None:
    """The last that the command said where it did not succeed; None where it did."""
    try:
        ended = subprocess.run(
            command,
            check=False,
            env=QUIET,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=MINUTES * 60,
        )
    except subprocess.TimeoutExpired:
        return f"`{' '.join(command)}` took more than {MINUTES} minutes."
    return "\n".join(ended.stdout.splitlines()[-3:]) if ended.returncode else None


if __name__ == "__main__":
    main()
