"""A report's page in Chromium: axe finds nothing, it fits a phone, asks for nothing, and prints whole."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright
from pypdf import PdfReader

from app.catalogue.catalogue import Catalogue
from app.reports.document import Report
from app.reports.html import as_html
from reproduction.temporary_service import TemporaryService
from tests.browser import chromium
from tests.browser.seeing import axe, fits
from tests.reports.conftest import live_report, published_report
from tests.reports.shelf import HandMade

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if chromium.find() is None:
        if chromium.must_be_here():
            pytest.fail(chromium.MISSING, pytrace=False)
        pytest.skip(chromium.MISSING)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
        yield started
        started.close()


@pytest.fixture(scope="module")
def pages(
    city: TemporaryService,
    half_time: Report,
    shelf: HandMade,
    stockholm_catalogue: Catalogue,
    tmp_path_factory: pytest.TempPathFactory,
) -> dict[str, Path]:
    """A city's working copy, a district's published edition, and a district with nothing in it."""
    protected = shelf.marked(lambda _table, _measure, _cell, value: 0 < value < 5)
    # Every kind of chart and column, and not every chapter: axe looks at each cell of each table.
    kinds = ("sessions", "spindle", "equality")
    chapters = tuple(one for one in half_time.chapters if one.id in kinds)
    assert len(chapters) == len(kinds)
    made = {
        "whole": half_time,
        "city": replace(half_time, chapters=chapters),
        "published": published_report(protected, stockholm_catalogue, "2019-T1", "farsta", "en"),
        "empty": live_report(city, "2018-T1", "skarpnack"),
    }
    folder = tmp_path_factory.mktemp("pages")
    for name, report in made.items():
        (folder / f"{name}.html").write_bytes(as_html(report))
    return {name: folder / f"{name}.html" for name in made}


@pytest.mark.parametrize("name", ["city", "published", "empty"])
def test_axe_finds_nothing_and_nothing_is_asked_for(
    browser: Browser, pages: dict[str, Path], name: str
) -> None:
    page = browser.new_page(viewport={"width": 1100, "height": 900})
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: errors.append(message.text))
    page.goto(pages[name].as_uri())
    # With every table open: what is closed is not looked at.
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    axe(page, name)
    page.set_viewport_size({"width": 360, "height": 740})
    fits(page, f"{name} on a phone")
    assert asked == [pages[name].as_uri()]
    assert not errors
    page.close()


def test_no_text_of_a_chart_lies_on_another_or_outside(browser: Browser, pages: dict[str, Path]) -> None:
    page = browser.new_page(viewport={"width": 1100, "height": 900})
    page.goto(pages["whole"].as_uri())
    found = page.evaluate(
        """() => [...document.querySelectorAll('svg.chart')].flatMap(chart => {
            const frame = chart.getBoundingClientRect()
            const texts = [...chart.querySelectorAll('text')]
            const boxes = texts.map(one => [one.textContent, one.getBoundingClientRect()])
            const outside = boxes.filter(([, box]) =>
                box.left < frame.left - 1 || box.right > frame.right + 1
                || box.top < frame.top - 1 || box.bottom > frame.bottom + 1
            ).map(([text]) => `outside: ${text}`)
            const on = boxes.flatMap(([text, a], place) => boxes.slice(place + 1)
                .filter(([, b]) => a.left < b.right - 2 && b.left < a.right - 2
                    && a.top < b.bottom - 5 && b.top < a.bottom - 5)
                .map(([other]) => `${text} on ${other}`))
            return [...outside, ...on].map(what => `${chart.querySelector('title').textContent}: ${what}`)
        })"""
    )
    assert not found, found
    page.close()


def test_it_prints_on_a4_with_every_table(
    browser: Browser, pages: dict[str, Path], half_time: Report
) -> None:
    page = browser.new_page()
    page.goto(pages["whole"].as_uri())
    printed = PdfReader(BytesIO(page.pdf(prefer_css_page_size=True)))
    wide, high = (float(one) for one in printed.pages[0].mediabox[2:])
    assert (round(wide), round(high)) == (595, 842)
    text = "".join("".join(one.extract_text() for one in printed.pages).split()).replace("-", "")
    for panel in half_time.panels:
        # Heads of the tables, which are closed on the screen where there is a chart.
        head = "".join(panel.grid.rows_are.split()).replace("-", "")
        assert text.count(head) >= 1, panel.id
    closed = [panel for panel in half_time.panels if panel.chart]
    shares = [row for panel in closed for row in panel.grid.rows if len(row.cells) > 1]
    assert sum("".join(row.label.split()).replace("-", "") in text for row in shares) > 0.9 * len(shares)
    assert text.count("Uppgiftsaknas") > 10
    page.close()
