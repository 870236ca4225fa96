"""Where Chromium is on this machine, and what is said when it is not."""

import os
import shutil
from pathlib import Path

SHELL = "chromium-headless-shell"
NAMES = (SHELL, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
"""Debian's Chromium without a window comes first: the one with windows draws them all the same, and the tests
take nearly twice as long."""
SETTING = "CHROMIUM"
"""Environment variable with the path of a Chromium that has another name or place."""

MISSING = f"no Chromium on this machine (install the package chromium, or set {SETTING} to its path)"
ARGUMENTS = [
    "--no-sandbox",  # as root it does not start otherwise
    "--disable-dev-shm-usage",  # a container's /dev/shm is small
    "--disable-gpu",
    "--no-first-run",
    "--disable-component-update",
    "--disable-background-networking",
]


def find() -> str | None:
    """The path of a Chromium, or None."""
    if given := os.environ.get(SETTING):
        return given if Path(given).exists() else None
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def must_be_here() -> bool:
    """Whether a missing Chromium is a failure: where every change is checked it is."""
    return os.environ.get("CI", "") not in ("", "0", "false")
