"""WebKit, the engine of every browser on an iPad: WebKitGTK's MiniBrowser on a virtual screen.

It is driven by its own WebDriver (Debian's `webkit2gtk-driver`), through selenium: the WebKit that Playwright
drives is a build of its own that no package registry has.
"""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from selenium.webdriver import WebKitGTK
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

PACKAGES = ("webkit2gtk-driver", "xvfb")
MISSING = f"no WebKit on this machine (install the packages {' and '.join(PACKAGES)})"
WIDTH, HEIGHT = 820, 1180
"""A tablet held upright."""


def find() -> tuple[str, str, str] | None:
    """The paths of the driver, the browser and the virtual screen, or None."""
    driver, screen = shutil.which("WebKitWebDriver"), shutil.which("Xvfb")
    browser = next(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"), None)
    return (driver, str(browser), screen) if driver and browser and screen else None


@contextmanager
def started() -> Iterator[WebKitGTK]:
    """A WebKit with a profile of its own, ended with the block."""
    found = find()
    assert found, MISSING
    driver, browser, screen = found
    with _screen(screen) as display:
        options = Options()
        options.binary_location = browser
        options.add_argument("--automation")
        environment = {
            **os.environ,
            "DISPLAY": display,
            "GDK_BACKEND": "x11",
            "LIBGL_ALWAYS_SOFTWARE": "1",
            "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",  # as root it does not start otherwise
            "NO_AT_BRIDGE": "1",
        }
        webkit = WebKitGTK(options=options, service=Service(driver, env=environment))
        try:
            webkit.set_window_size(WIDTH, HEIGHT)
            yield webkit
        finally:
            webkit.quit()


@contextmanager
def _screen(program: str) -> Iterator[str]:
    """A virtual screen; it picks a number that nobody has, and tells it."""
    read, write = os.pipe()
    command = [program, "-displayfd", str(write), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", "-nolisten", "tcp"]
    with subprocess.Popen(
        command, pass_fds=[write], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as process:
        os.close(write)
        try:
            with os.fdopen(read) as told:
                number = told.readline().strip()
            yield f":{number}"
        finally:
            process.terminate()
