"""The published edition: from released tables alone, protected, and still a good report."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from app.catalogue.catalogue import Catalogue
from app.figures.cell_values import less, summed
from app.figures.derivation import NoSuchFigure
from app.kit.db.database import Database
from app.kit.language import Text
from app.release.storage.frozen_table import Category, FrozenDimension, FrozenMeasure, FrozenTable, Mark
from app.reports.charts.draw import draw
from app.reports.district_figures import DistrictFigures
from app.reports.document import Bars, GridRow, Report
from app.reports.released_source import ReleasedSource, parts_of
from app.reports.report_figures import FigureRequest, ReportFigure
from app.reports.report_formats import FORMS
from app.tables.registry import BY_ID
from tests.reports import reading
from tests.reports.conftest import published_report
from tests.reports.shelf import HandMade

NO_WORDS = Text("", "")


def _table(values: Mapping[str, tuple[int | Mark, ...]], period: str = "2019-T1") -> FrozenTable:
    """Sessions by route in of two districts and the city, as a release would hold them."""
    districts = FrozenDimension(
        "district",
        NO_WORDS,
        tuple(Category(code, Text(code, code), total=code == "stockholm") for code in values),
        "district",
    )
    routes = FrozenDimension(
        "route_in",
        NO_WORDS,
        (
            Category("total", Text("Totalt", "Total"), total=True),
            *(Category(code, Text(code, code)) for code in ("library", "sfi", "not-known")),
        ),
    )
    row_major = tuple(value for row in values.values() for value in row)
    measure = FrozenMeasure("sessions", NO_WORDS, NO_WORDS, ("district", "route_in"), row_major)
    return FrozenTable("routes-in", period, NO_WORDS, NO_WORDS, NO_WORDS, (), (districts, routes), (measure,))


PLAIN = _table({"stockholm": (30, 12, 15, 3), "farsta": (10, 2, 7, 1), "skarpnack": (20, 10, 8, 2)})
HIDDEN = _table(
    {
        "stockholm": (30, 12, 15, 3),
        "farsta": (10, "withheld", 7, "withheld"),
        "skarpnack": (20, "withheld", 8, "withheld"),
    }
)


def _numbers(table: FrozenTable, catalogue: Catalogue) -> DistrictFigures:
    return DistrictFigures(table, BY_ID["routes-in"], catalogue)


def test_a_share_is_of_the_known_ones(stockholm_catalogue: Catalogue) -> None:
    numbers = _numbers(PLAIN, stockholm_catalogue)
    found = numbers.figure(
        FigureRequest("routes-in", "sessions", "percent", {"route_in": "library"}), "stockholm"
    )
    assert (found.pair, found.not_known) == ((12, 27), 3)
    unknown = numbers.figure(
        FigureRequest("routes-in", "sessions", "percent", {"route_in": "not-known"}), "farsta"
    )
    assert unknown.pair == (1, 10)


def test_what_is_withheld_is_withheld_in_all_that_follows_from_it(stockholm_catalogue: Catalogue) -> None:
    numbers = _numbers(HIDDEN, stockholm_catalogue)
    library = FigureRequest("routes-in", "sessions", "percent", {"route_in": "library"})
    found = numbers.figure(library, "farsta")
    assert (found.mark, found.exact, found.pair, found.not_known) == ("withheld", None, None, "withheld")
    # The base is made of withheld numbers and is not told either, though the count is.
    sfi = numbers.figure(FigureRequest("routes-in", "sessions", "percent", {"route_in": "sfi"}), "farsta")
    assert (sfi.value, sfi.base, sfi.mark) == (7, "withheld", "withheld")
    in_use = numbers.figure(FigureRequest("routes-in", "routes-in-use"), "farsta")
    assert in_use.mark == "withheld"
    assert numbers.value("sessions", {"district": "farsta"}) == 10
    assert numbers.figure(library, "stockholm").pair == (12, 27)


def test_a_split_that_was_not_released_is_no_figure(stockholm_catalogue: Catalogue) -> None:
    numbers = _numbers(PLAIN, stockholm_catalogue)
    for at in ({"route_in": "library", "arena": "digital"}, {"route_in": "nowhere"}):
        with pytest.raises(NoSuchFigure):
            numbers.figure(FigureRequest("routes-in", "sessions", "percent", at), "stockholm")
    with pytest.raises(NoSuchFigure):
        numbers.figure(FigureRequest("routes-in", "nothing"), "stockholm")


def test_sums() -> None:
    assert summed([1, 2]) == 3
    assert summed([1, "withheld"]) == "withheld"
    assert summed(["missing", 2]) == 2
    assert summed(["missing", "missing"]) == "missing"
    assert summed(["missing", "withheld"]) == "withheld"
    assert summed([]) == 0
    assert less(3, 1) == 2
    assert less(3, "withheld") == "withheld"
    assert less("missing", 1) == "missing"
    assert ReportFigure("withheld").exact is None


def test_a_span_with_an_unpublished_tertial_is_not_published(stockholm_catalogue: Catalogue) -> None:
    shelf = HandMade({("routes-in", "2019-T1"): PLAIN})
    source = ReleasedSource(shelf, stockholm_catalogue, shelf.told)
    assert source.table("routes-in", "2019-T1") is PLAIN
    assert source.table("routes-in", "2019-T1..2019-T2") is None
    assert source.table("routes-in", "2019-02") is None
    assert source.table("next-steps", "2019-T1") is None
    assert parts_of("2019") == ["2019-T1", "2019-T2", "2019-T3"]
    assert parts_of("2019-02..2019-08") == []


@pytest.fixture(scope="module")
def protected(shelf: HandMade) -> HandMade:
    """Every count below five withheld, as the least that a release does."""
    return shelf.marked(lambda _table, _measure, _cell, value: 0 < value < 5)


@pytest.fixture(scope="module")
def tertial(protected: HandMade, stockholm_catalogue: Catalogue) -> Report:
    return published_report(protected, stockholm_catalogue, "2019-T1")


def test_it_reads_no_record(
    protected: HandMade, stockholm_catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_args: Any, **_kwargs: Any) -> Iterator[None]:
        raise AssertionError("the published edition must not reach a database")

    for name in ("reading", "look_up", "writing", "filing"):
        monkeypatch.setattr(Database, name, refuse)
    monkeypatch.setattr("app.tables.engine.count", refuse)
    monkeypatch.setattr("app.live.live_figures.LiveFigures.count", refuse)
    assert published_report(protected, stockholm_catalogue, "2019-T1").panels


def test_it_says_what_two_dots_mean(tertial: Report) -> None:
    page = FORMS["html"].make(tertial)
    assert tertial.mark == "Publicerad utgåva"
    assert "Två punkter (..)" in tertial.explained
    assert "Arbetskopia" not in page.decode()
    assert "utgåva 2019-T1-r1" in page.decode()
    rows = [row for panel in tertial.panels for row in panel.grid.rows]
    withheld = [cell for row in rows for cell in row.cells if cell.mark == "withheld"]
    assert withheld
    assert all(cell.shown == ".." and cell.number is None for cell in withheld)


def test_no_small_number_is_told_anywhere(tertial: Report) -> None:
    """Not in a table, not in a sentence, not in a chart: no count of 1 to 4, and no share of one."""
    for panel in tertial.panels:
        for row in panel.grid.rows:
            for column, cell in zip(panel.grid.columns, row.cells, strict=True):
                if (cell.kind or column.kind) == "count" and cell.number is not None:
                    is_number_of_categories = "in-use" in panel.id or "vägar in" in row.label.lower()
                    is_number_of_categories |= "Vägar in som används" in column.title
                    assert is_number_of_categories or not 0 < cell.number < 5, (panel.id, row.label)


def test_a_withheld_bar_is_two_dots_and_no_bar(tertial: Report) -> None:
    drawn = 0
    for panel in tertial.panels:
        if isinstance(panel.chart, Bars):
            for bar in panel.chart.bars:
                if bar.kind == "withheld":
                    drawn += 1
                    assert bar.value is None
                    assert bar.shown == ".."
            if any(bar.kind == "withheld" for bar in panel.chart.bars):
                picture = draw(panel, "sv")
                bars = picture.count("<rect x=")
                assert bars == sum(bool(bar.value) for bar in panel.chart.bars)
                assert ">..</text>" in picture
    assert drawn


def test_what_the_release_does_not_hold_is_left_out(tertial: Report, half_time: Report) -> None:
    ids = {panel.id for panel in tertial.panels}
    assert not any(panel.startswith("answers-") and panel.endswith("-by-parent") for panel in ids)
    assert "spindle-by-organisation" not in ids
    assert {"routes-in", "next-steps", "sessions-by-district", "answers-helpful", "spindle-now"} <= ids
    assert len(ids) < len(half_time.panels)


def test_everything_withheld_is_still_a_report(shelf: HandMade, stockholm_catalogue: Catalogue) -> None:
    nothing = shelf.marked(lambda *_: True)
    for language in ("sv", "en"):
        # Of a district with a programme: where there is none, it is no secret that nobody is visited.
        report = published_report(nothing, stockholm_catalogue, "2019-T1", "skarholmen", language)
        assert report.panels
        for panel in report.panels:
            for row in panel.grid.rows:
                assert _tells_nothing(row), (panel.id, row)
        assert not any(character.isdigit() for line in report.summary for character in line), report.summary
        page = reading.page_of(FORMS["html"].make(report))
        assert ".." in reading.words(page)
        for form in FORMS.values():
            assert form.make(report)


def _tells_nothing(row: GridRow) -> bool:
    return all(cell.number is None for cell in row.cells)


def test_two_tertials_stand_side_by_side(protected: HandMade, stockholm_catalogue: Catalogue) -> None:
    report = published_report(protected, stockholm_catalogue, "2019-T1..2019-T2", language="en")
    panel = next(one for one in report.panels if one.id == "sessions-by-tertial")
    assert [column.title for column in panel.grid.columns] == ["2019-T1", "2019-T2"]
    held = next(row for row in panel.grid.rows if row.label == "Sessions held")
    assert [cell.number for cell in held.cells] == [400, 463]
    whole = next(one for one in report.panels if one.id == "sessions-key-figures")
    assert whole.grid.rows[0].cells[0].number == 863
    assert report.title == "Report"
