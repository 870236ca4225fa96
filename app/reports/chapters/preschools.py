"""Open preschools: supply by district, visits, and the answers of their own survey.

Source: half-time report, chapter "Öppna förskolan".
"""

from collections.abc import Iterator
from dataclasses import replace

from app.reports.chapter_declarations import ChapterDeclaration, DistrictPanel
from app.reports.chapters.parents_answers import in_words, questions
from app.reports.district_columns import said_without
from app.reports.document import GridRow, Panel
from app.reports.figure_book import FigureBook
from app.reports.panels import distribution, parts_of
from app.reports.phrases.returns import preschools_run
from app.reports.report_cells import based, cell
from app.reports.words import ChapterWords

_WORDS = ChapterWords(__file__)
_TABLE, _VISITS, _SURVEY = "open-preschools", "open-preschool-visits", "open-preschool-survey"
_SUPPLY = tuple(
    _WORDS.figure(code, _TABLE, code)
    for code in ("own-run", "opening-hours", "run-by-others", "introduction-preschools")
)
_BY_DISTRICT = DistrictPanel(_WORDS.panel("open-preschools"), _SUPPLY)
_ALONE = replace(_WORDS.panel("open-preschools-alone"), id=_TABLE)
_VISITS_WORDS, _SURVEY_WORDS = _WORDS.panel(_VISITS), _WORDS.panel(_SURVEY)
_ADULTS, _CHILDREN, _TURNED_AWAY = _WORDS["adults"], _WORDS["children"], _WORDS["turned-away"]


def _introduction(book: FigureBook) -> Iterator[str]:
    own, others = book.get(_TABLE, "own-run"), book.get(_TABLE, "run-by-others")
    if own is None or own.counted is None:
        return
    yield preschools_run(own.counted, others.counted if others else None, book.language)
    yield said_without(book, _TABLE, "own-run")


def _supply(book: FigureBook) -> Panel | None:
    """Of the districts, or one district's own."""
    figures = [book.figure(one.spec) for one in _SUPPLY]
    if (made := _BY_DISTRICT(book)) or not any(figures):
        return made
    rows = [
        GridRow(book.t(one.title), (cell(figure, book.language),))
        for one, figure in zip(_SUPPLY, figures, strict=True)
    ]
    return _ALONE.panel(book, [_ALONE.column(book, "number")], rows, source=book.source_line(_TABLE))


def _visits(book: FigureBook) -> Panel | None:
    rows = []
    for category in book.categories(_VISITS, "gender"):
        found = book.get(_VISITS, "adult-visits", "percent", gender=category.code)
        count = book.get(_VISITS, "adult-visits", gender=category.code)
        label = f"{book.t(_ADULTS)}: {book.t(category.text).lower()}"
        rows.append(GridRow(label, (cell(count, book.language), based(found, book.language))))
    children = book.get(_VISITS, "child-visits")
    turned = book.get(_VISITS, "turned-away")
    if not rows or children is None:
        return None
    none = cell(None, book.language)
    for what, figure in ((_CHILDREN, children), (_TURNED_AWAY, turned)):
        rows.append(GridRow(book.t(what), (cell(figure, book.language), none)))
    return _VISITS_WORDS.panel(
        book,
        [_VISITS_WORDS.column(book, "number"), _VISITS_WORDS.column(book, "share", "percent")],
        rows,
        source=book.source_line(_VISITS),
    )


def _survey(book: FigureBook) -> Iterator[Panel | None]:
    for code, question in questions(book, "open-preschool-return"):
        words = replace(_SURVEY_WORDS, id=f"open-preschool-{code}", title=question)
        parts = parts_of(book, _SURVEY, "answers", "answer", ordered=True, at={"question": code})
        said = in_words(book, _SURVEY, "open-preschool-return", code)
        yield distribution(book, words, parts, (said,), say_most=False)


def _are_there(book: FigureBook) -> bool:
    """Whether the municipality has open preschools in the span."""
    return any(book.data.has_open_preschools(tertial) for tertial in book.period.tertials)


chapter = ChapterDeclaration("preschools", _WORDS, (_supply, _visits, _survey), _introduction, _are_there)
