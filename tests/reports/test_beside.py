"""The demo city's report says what the half-time report prints, and the page in the docs shows it."""

from pathlib import Path

import pytest

from app.reports.document import Report
from reproduction.figures import Reproduction
from reproduction.pages import REPORT_PAGE, report_page
from reproduction.report import reproduce_report
from reproduction.temporary_service import TemporaryService

PAGE = Path(__file__).parents[2] / "docs" / REPORT_PAGE


@pytest.fixture(scope="module")
def compared(city: TemporaryService) -> tuple[Report, list[Reproduction]]:
    return reproduce_report(city)


def test_every_printed_figure_is_in_the_report_and_fits(compared: tuple[Report, list[Reproduction]]) -> None:
    _, reproductions = compared
    assert len(reproductions) > 160
    assert not [(one.figure.id, one.number, one.trouble) for one in reproductions if not one.fits]
    assert all(one.chapter for one in reproductions)


def test_the_page_is_as_generated(compared: tuple[Report, list[Reproduction]]) -> None:
    assert PAGE.read_text("utf-8") == report_page(*compared), "run `stodlogg reproduce`"


PRINTED: list[tuple[str, str]] = [
    ("Det hölls 863 samtal under februari–augusti 2019.", "sessions"),
    ("Det var första samtalet för 412 familjer.", "sessions"),
    ("94 procent (790 av 840) av samtalen var familjens första till femte.", "sessions"),
    ("Föräldrar har svarat vid 58 procent (498 av 863) av samtalen. Bortfallet är 42 procent (365 av 863).",
     "strengthened"),
    ("95 procent (473 av 498) av svaren är positiva.", "strengthened"),
    ("I anslutning till besöken registrerades 6 orosanmälningar och 2 ansökningar.", "visits"),
    ("De hade 740 deltagare vid de 99 där antalet är känt, i genomsnitt 7,5 per träff.", "meetings"),
]  # fmt: skip
"""Printed figures as the report's own sentences say them."""


@pytest.mark.parametrize(("sentence", "chapter"), PRINTED)
def test_the_sentences_say_the_printed_figures(half_time: Report, sentence: str, chapter: str) -> None:
    found = next(one for one in half_time.chapters if one.id == chapter)
    said = [*found.introduction, *(line for panel in found.panels for line in panel.sentences)]
    assert sentence in said


def test_the_summary_says_what_was_reached(half_time: Report) -> None:
    narrow = "\N{NARROW NO-BREAK SPACE}"
    assert (
        f"Sammanlagt har drygt 1{narrow}300 familjer eller deltagare nåtts (inte unika personer)."
        in half_time.summary
    )
