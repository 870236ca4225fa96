"""Every form of a report holds the same figures, and each is a good one of its kind."""

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import pytest

from app.kit.spreadsheets import harmless
from app.reports.csv_zip import INDEX
from app.reports.document import (
    Bars,
    Grid,
    GridCell,
    GridColumn,
    GridRow,
    GroupedBars,
    Panel,
    RadarChart,
    Report,
    SmallMultiples,
)
from app.reports.number_format import THIN
from app.reports.report_formats import FORMS
from app.reports.table_files import filed
from app.reports.xlsx import sheet_names
from tests.reports import reading


@pytest.fixture(scope="module")
def made(half_time: Report) -> dict[str, bytes]:
    return {name: form.make(half_time) for name, form in FORMS.items()}


@pytest.fixture(scope="module")
def printed(made: dict[str, bytes]) -> list[str]:
    """The text of each page of the PDF."""
    return [page.extract_text() for page in reading.pdf_of(made["pdf"]).pages]


def _shown(panel: Panel) -> list[list[str]]:
    return [[row.label, *(cell.shown for cell in row.cells)] for row in panel.grid.rows]


def _plain(text: str) -> str:
    """Without what a form may set differently: kinds of space, soft hyphens, ligatures' joins."""
    return re.sub(r"\s+", "", text.replace(THIN, "").replace("\u00ad", "")).lower()


def test_the_report_is_whole(half_time: Report) -> None:
    """The half-time report's results chapter, in its order, and what was asked for beside it."""
    assert [chapter.id for chapter in half_time.chapters] == [
        "context", "sessions", "strengthened", "visits", "programmes", "groups", "preschools", "meetings",
        "collaboration", "spindle", "goals", "equality",
    ]  # fmt: skip
    ids = [panel.id for panel in half_time.panels]
    assert len(ids) == len(set(ids))
    titles = [panel.title for panel in half_time.panels]
    assert len(titles) == len(set(titles))
    for one in (
        "sessions-by-district", "residential-areas", "session-order", "session-language", "routes-in",
        "routes-in-by-district", "answers-helpful", "answers-helpful-by-parent", "response-by-district",
        "next-steps", "session-participants", "enrolment", "visits-held", "visit-participants",
        "visit-parents",
        "visit-language", "visit-contacts", "visit-content", "abc-participants", "abc-survey", "abc-leaders",
        "groups-by-programme", "open-preschools", "meetings-by-district", "meeting-partners",
        "meeting-gender",
        "collaboration-kinds", "spindle-now", "spindle-over-time", "spindle-by-organisation", "advisers",
        "reports-of-concern", "equality-answers", "equality-by-district", "goal-strengthened",
    ):  # fmt: skip
        assert one in ids, one
    for panel in half_time.panels:
        assert panel.source.startswith("Källa: tabell "), panel.id
        assert panel.grid.rows, panel.id
        assert all(len(row.cells) == len(panel.grid.columns) for row in panel.grid.rows), panel.id
    assert half_time.mark == "Arbetskopia – inte för publicering"


def test_every_figure_of_a_chart_is_in_the_table_behind_it(half_time: Report) -> None:
    drawn = 0
    for panel in half_time.panels:
        cells = {row.label: {_number(cell.shown) for cell in row.cells} for row in panel.grid.rows}
        chart = panel.chart
        if isinstance(chart, Bars):
            bars = [(bar.label, bar) for bar in chart.bars]
        elif isinstance(chart, SmallMultiples):
            bars = [(bar.label, bar) for _, part in chart.parts for bar in part.bars]
        elif isinstance(chart, GroupedBars):
            bars = [
                (label, series.bars[n]) for series in chart.series for n, label in enumerate(chart.labels)
            ]
        elif isinstance(chart, RadarChart):
            means = [mean for _, values in chart.series for mean in values if mean is not None]
            numbers = {cell.number for row in panel.grid.rows for cell in row.cells}
            assert set(means) <= numbers
            continue
        else:
            continue
        for label, bar in bars:
            drawn += 1
            assert _number(bar.shown) in cells[label], (panel.id, label, bar.shown)
    assert drawn > 300


def _number(shown: str) -> str:
    """The number that a text begins with, or the text."""
    found = re.match(rf"[\d{THIN},]+( av [\d{THIN}]+)?", shown)
    return found[0] if found else shown


def test_html_csv_and_xlsx_hold_the_same_tables(half_time: Report, made: dict[str, bytes]) -> None:
    html, archive = reading.tables_of_html(made["html"]), reading.tables_of_zip(made["zip"])
    sheets, names = reading.sheets_of(made["xlsx"]), sheet_names(half_time)
    assert set(html) == {panel.id for panel in half_time.panels}
    assert set(archive) == {*html, INDEX.removesuffix(".csv")}
    assert len(sheets) == len(html) + 1
    numbers = 0
    for panel in half_time.panels:
        shown = _shown(panel)
        assert [[_plain(cell) for cell in row] for row in html[panel.id][1:]] == [
            [_plain(cell) for cell in row] for row in shown
        ]
        sheet = sheets[names[panel.id]][4:]
        for row, texts, line in zip(filed(panel.grid, "sv").rows, archive[panel.id][1:], sheet, strict=False):
            assert texts[0] == line[0] == row.label
            for cell, text, value in zip(row.cells, texts[1:], line[1:], strict=False):
                if cell.number is None:
                    assert value == cell.shown
                    assert text == harmless(cell.shown)
                else:
                    numbers += 1
                    written = text.replace(",", ".")
                    assert isinstance(value, (int, float)), (panel.id, row.label)
                    assert float(written) == pytest.approx(float(cell.number), abs=5.01e-5)
                    assert value == pytest.approx(float(cell.number))
                    assert _says(cell.shown, Decimal(written)), (panel.id, cell)
    assert numbers > 1000


def test_files_have_the_base_beside_each_share_and_mean(half_time: Report) -> None:
    for panel in half_time.panels:
        grid = filed(panel.grid, "sv")
        titles = [one.title for one in grid.columns]
        for row in panel.grid.rows:
            for column, cell in zip(panel.grid.columns, row.cells, strict=True):
                is_share = (cell.kind or column.kind) in ("percent", "mean") and column.kind != "change"
                if is_share and cell.number is not None:
                    assert cell.base, (panel.id, row.label, column.title)
                    assert f"{column.title}, n" in titles
    grid = Grid(
        "Vem", (GridColumn("share", "Andel", "percent"), GridColumn("change", "Förändring", "change")), ()
    )
    rows = (
        GridRow(
            "A", (GridCell("5 av 16 (osäker)", Decimal(5) / 16, base=16, uncertain=True), GridCell("+3", 3))
        ),
        GridRow("B", (GridCell("50 %", Decimal("0.5"), base=40), GridCell("–"))),
    )
    found = filed(replace(grid, rows=rows), "sv")
    assert [one.title for one in found.columns] == ["Andel", "Andel, n", "Andel, osäker", "Förändring"]
    assert [[cell.number or cell.shown for cell in row.cells] for row in found.rows] == [
        [Decimal(5) / 16, 16, "osäker", 3],
        [Decimal("0.5"), 40, "", "–"],
    ]


def _says(shown: str, number: Decimal) -> bool:
    """Whether the text and the number say the same, as far as the text goes."""
    text = shown.replace(THIN, "").replace(",", ".").replace("−", "-")
    first = re.search(r"[-+]?\d+(\.\d+)?", text)
    assert first, shown
    if " av " in text and "%" not in text:
        part, base = re.findall(r"\d+", text)[:2]
        return abs(Decimal(part) / Decimal(base) - number) < Decimal("0.0001")
    value, places = Decimal(first[0]), len((first[1] or ".")[1:])
    scaled = number * 100 if "%" in text else number
    if text.startswith(("under", "över")):
        return scaled < value if text.startswith("under") else scaled > value
    return abs(scaled - value) <= Decimal(1).scaleb(-places) / 2 + Decimal("0.006")


def test_the_pdf_says_all_that_the_page_says(half_time: Report, printed: list[str]) -> None:
    text = _plain(" ".join(printed).replace("-", ""))
    for panel in half_time.panels:
        for line in (panel.title, *panel.sentences, panel.base, panel.source):
            assert _plain(line.replace("-", "")) in text, (panel.id, line)
    rows = 0
    for panel in half_time.panels:
        if len(panel.grid.columns) > 3:
            continue  # cells of wide tables are broken over lines, and a text extraction mixes them
        for row in _shown(panel):
            rows += _plain("".join(row).replace("-", "")) in text
    assert rows > 0.9 * sum(len(one.grid.rows) for one in half_time.panels if len(one.grid.columns) <= 3)


def test_the_pdf_is_tagged_and_marked(half_time: Report, made: dict[str, bytes], printed: list[str]) -> None:
    pdf = reading.pdf_of(made["pdf"])
    catalog = reading.root_of(made["pdf"])
    assert catalog["/MarkInfo"]["/Marked"]
    assert catalog["/Lang"].startswith("sv")
    metadata = catalog["/Metadata"].get_object().get_data().decode()
    assert re.search(r"pdfuaid:part(>|=\")1", metadata)
    titles = [one.title for one in pdf.outline if not isinstance(one, list)]
    assert titles
    assert half_time.title in str(pdf.metadata and pdf.metadata.title)
    bookmarks = str([one if isinstance(one, list) else one.title for one in pdf.outline])
    for chapter in half_time.chapters:
        assert chapter.title in bookmarks
    charts = sum(panel.chart is not None for panel in half_time.panels)
    assert sum(bool(one.get("/Alt")) for one in _structure(catalog["/StructTreeRoot"], "/Figure")) == charts
    assert all("Arbetskopia" in page for page in printed)


def _structure(element: Any, kind: str) -> Iterator[Any]:
    """Every structure element of a kind."""
    found: Any = element.get_object() if hasattr(element, "get_object") else element
    if isinstance(found, list):
        for one in found:
            yield from _structure(one, kind)
    elif isinstance(found, dict):
        if found.get("/S") == kind:
            yield found
        if "/K" in found:
            yield from _structure(found["/K"], kind)


def test_the_page_asks_for_nothing_and_says_what_it_shows(half_time: Report, made: dict[str, bytes]) -> None:
    page = reading.page_of(made["html"])
    for element in page.iter():
        assert element.tag.rpartition("}")[2] not in ("script", "link", "img", "iframe", "object", "embed")
        for name, value in element.attrib.items():
            assert name != "style"
            if name in ("href", "src", "{http://www.w3.org/1999/xlink}href", "action", "srcset"):
                assert value.startswith("#"), value
    assert b"http" not in re.sub(rb"http://www\.w3\.org/2000/svg", b"", made["html"])
    assert not re.search(rb"@import|url\((?!#)", made["html"])
    drawings = list(page.iter(f"{reading.SVG}svg"))
    assert len(drawings) == sum(panel.chart is not None for panel in half_time.panels) > 25
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(ids) == len(set(ids))
    for drawing in drawings:
        _is_described(drawing)


def _is_described(drawing: ElementTree.Element) -> None:
    title, desc = drawing.find(f"{reading.SVG}title"), drawing.find(f"{reading.SVG}desc")
    assert title is not None
    assert desc is not None
    assert drawing.get("aria-labelledby") == title.get("id")
    assert drawing.get("aria-describedby") == desc.get("id")
    said = reading.words(desc)
    shown = [reading.words(one) for one in drawing.iter(f"{reading.SVG}text")]
    numbers = [one for one in shown if re.fullmatch(r"\d[\d\s]*( \(.*\))?", one)]
    assert all(one in said for one in numbers if "(" in one), said


def test_no_text_of_a_workbook_is_a_formula(half_time: Report, made: dict[str, bytes]) -> None:
    assert reading.kinds_of(made["xlsx"]) <= {"n", "s"}
    nasty = [
        Panel("nasty", "=1+1", half_time.panels[0].grid.__class__("+rows", (), ()), ("@cmd", "-1")),
        *half_time.panels[:1],
    ]
    chapter = half_time.chapters[0].__class__("x", "=HYPERLINK(1)", tuple(nasty))
    report = half_time.__class__(**{**half_time.__dict__, "chapters": (chapter,), "summary": ("=1",)})
    assert reading.kinds_of(FORMS["xlsx"].make(report)) <= {"n", "s"}
    for rows in reading.tables_of_zip(FORMS["zip"].make(report)).values():
        assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)


def test_the_same_figures_make_the_same_files(half_time: Report, made: dict[str, bytes]) -> None:
    for name in ("html", "zip"):
        assert FORMS[name].make(half_time) == made[name]
