"""What axe finds on a page, in daylight and in the dark; and whether it fits and can be pressed."""

from typing import Any, Literal

from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Page

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OF_COLOURS = ["color-contrast", "link-in-text-block"]
"""What another colour scheme can change: everything else is the same page."""
SMALLEST = 44
"""Of everything that is pressed, in CSS pixels (WCAG 2.5.5)."""

_RUN = "async (options) => axe.run(document, options)"


def axe(page: Page, where: str) -> None:
    """axe finds nothing: not as the page is, and not in the other colour scheme either."""
    _styled(page)
    _find(page, where, {"runOnly": RULES})
    dark: bool = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    other: Literal["light", "dark"] = "light" if dark else "dark"
    page.emulate_media(color_scheme=other)
    _find(page, f"{where}, {other}", {"runOnly": {"type": "rule", "values": OF_COLOURS}})
    page.emulate_media(color_scheme="dark" if dark else "light")


def _find(page: Page, where: str, options: dict[str, Any]) -> None:
    # Loaded once for each page, and asked to describe what is wrong alone: it takes most of a test otherwise.
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found = AxeResults(page.evaluate(_RUN, {**options, "resultTypes": ["violations"]}))
    assert not found.response["violations"], f"{where}: {found.generate_report()}"


def _styled(page: Page) -> None:
    # After a form is sent, what a test waits for can be there before its style sheet is: too small to press.
    page.wait_for_load_state("load")


_TOO_WIDE = """() => [...document.querySelectorAll('body *')]
    .filter(one => one.getBoundingClientRect().right > document.documentElement.clientWidth
        || one.scrollWidth > one.clientWidth && getComputedStyle(one).overflowX === 'visible')
    .map(one => `${one.tagName.toLowerCase()}.${one.className}: ${one.textContent.trim().slice(0, 40)}`)"""


def fits(page: Page, where: str) -> None:
    """Nothing has to be scrolled sideways for."""
    _styled(page)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0, f"{where}: {wide} px too wide: {page.evaluate(_TOO_WIDE)}"
