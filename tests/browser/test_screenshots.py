"""The documentation's pictures are those of the screens that there are.

Fonts differ between machines, so the mean colours of cells are compared, and some may differ. On a phone's
narrow screen other fonts break lines elsewhere and everything below moves: there the pictures are compared
only where words are as wide as on the machine that took them, and may not be blank elsewhere. That the
comparison can fail is tested too: of a blank page, and of each screen taken for another.
"""

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser import pictures, png
from tests.browser.phone import phone
from tests.support.live import Live

KEPT = Path(__file__).parents[2] / "docs" / "screenshots"
TOLERATED = 0.08
"""Share of the cells that may look different: measured with other fonts: at most 0.04 on a tablet."""
PAPER = (0xFB, 0xFA, 0xF7)
"""The background of an empty page."""


@pytest.fixture(scope="module")
def taken(browser: Browser, served: Live, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """Every screen as it is now, by the name of its picture."""
    made = pictures.take(browser, served, tmp_path_factory.mktemp("pictures"))
    return {one.name: one.read_bytes() for one in made}


@pytest.fixture
def reader(browser: Browser) -> Iterator[Page]:
    """An empty page, in which pictures are read."""
    with phone(browser, script=True) as page:
        yield page


def kept() -> dict[str, bytes]:
    return {one.name: one.read_bytes() for one in KEPT.glob("*.png")}


def blank(name: str) -> bytes:
    """An empty page of the size of a picture."""
    viewport = pictures.SIZES[name.removesuffix(".png").rsplit("-")[-1]]
    return png.blank(viewport["width"], viewport["height"], PAPER)


def test_every_screen_looks_as_the_documentation_shows_it(
    browser: Browser, taken: dict[str, bytes], reader: Page
) -> None:
    assert kept().keys() == taken.keys()
    same_letters = pictures.letters(browser) == (KEPT / pictures.LETTERS).read_text("utf-8").strip()
    for name, now in taken.items():
        if same_letters or name.endswith("-tablet.png"):
            share = png.difference(reader, now, kept()[name])
            assert share < TOLERATED, f"look at {name}; `python -m tools.screenshots` takes all anew"
        else:
            assert png.difference(reader, now, blank(name)) > TOLERATED, f"{name} is blank"


def test_a_blank_page_or_another_screen_would_be_noticed(reader: Page) -> None:
    for name, data in kept().items():
        assert png.difference(reader, data, blank(name)) > TOLERATED, f"{name} could be blank"
    for (one, first), (other, second) in combinations(kept().items(), 2):
        assert png.difference(reader, first, second) > TOLERATED, f"{one} could be {other}"


def test_the_pictures_are_small() -> None:
    sizes = {one.name: one.stat().st_size for one in KEPT.glob("*.png")}
    assert len(sizes) >= 10
    assert max(sizes.values()) < pictures.MOST_BYTES, sizes
