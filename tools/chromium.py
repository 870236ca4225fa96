"""Get the Chromium that the browser tests need, where this machine lets us.

    python -m tools.chromium

Where the one without windows is already nothing happens. As root on Debian or Ubuntu the package is
installed; elsewhere it says what to do, and the tests say at their end what was not run. Never fails: that is
for the tests to judge.
"""

import os
import shutil
import subprocess

from tests.browser import chromium

QUIET = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
COMMANDS = (
    ["apt-get", "update", "-qq"],
    ["apt-get", "install", "-qq", "--yes", "--no-install-recommends", chromium.SHELL],
    ["apt-get", "install", "-qq", "--yes", "--no-install-recommends", "chromium"],
)
MINUTES = 15


def main() -> None:
    if shutil.which(chromium.SHELL) or os.environ.get(chromium.SETTING):
        return
    left = "the one that is here is used" if chromium.find() else "the browser tests are not run"
    if os.geteuid() != 0 or shutil.which("apt-get") is None:
        if chromium.find() is None:
            print(f"There is {chromium.MISSING}. The browser tests are not run.")
        return
    print("Installing Chromium for the browser tests: a minute or so the first time.", flush=True)
    for command in COMMANDS:
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
            print(f"`{' '.join(command)}` took more than {MINUTES} minutes: {left}.")
            return
        if "install" in command and chromium.find() is not None:
            return
        if ended.returncode != 0 and chromium.SHELL not in command:  # older systems have no such package
            print(f"`{' '.join(command)}` did not succeed: {left}.")
            print(*ended.stdout.splitlines()[-3:], sep="\n")
            return


if __name__ == "__main__":
    main()
