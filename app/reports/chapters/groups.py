"""Parenting programme groups that the districts run themselves.

Source: half-time report, chapter "Övriga universella föräldraskapsstödsprogram".
"""

from collections.abc import Iterator

from app.reports.chapter_declarations import ChapterDeclaration, DistributionPanel, DistrictPanel, KeyFigures
from app.reports.chapters.parents_answers import question_of, questions
from app.reports.district_columns import columns_of
from app.reports.document import Bars, GridRow, Panel
from app.reports.figure_book import FigureBook
from app.reports.number_format import FEW
from app.reports.panels import distribution, parts_of, value_bar
from app.reports.phrases import support
from app.reports.report_cells import based, cell
from app.reports.words import ChapterWords, PanelWords

_WORDS = ChapterWords(__file__)
_TABLE = "programme-groups"
_GROUPS = _WORDS.figure("groups", _TABLE, "groups")
_PARTICIPANTS = _WORDS.figure("participants", _TABLE, "participants")
_WOMEN = {"gender": "woman"}
_BY_PROGRAMME = (
    _GROUPS,
    _PARTICIPANTS,
    _WORDS.figure("per-group", _TABLE, "participants", "mean"),
    _WORDS.figure("completed", _TABLE, "completed", "percent"),
    _WORDS.figure("sessions-held", _TABLE, "sessions-held"),
)
_PROGRAMME_WORDS, _RATINGS_WORDS = _WORDS.panel("groups-by-programme"), _WORDS.panel("group-ratings")


def _introduction(book: FigureBook) -> Iterator[str]:
    groups = book.get(_TABLE, "groups")
    if groups is None or groups.counted is None:
        return
    yield support.groups_started(groups.counted, book.when, book.language)
    people = book.get(_TABLE, "participants", "mean")
    if people and people.ratio:
        women = book.get(_TABLE, "participants-by-gender", "percent", **_WOMEN)
        of_them = women.ratio if women else None
        yield support.groups_had(groups.counted, people.ratio.part, people.ratio.base, of_them, book.language)


def _by_programme(book: FigureBook) -> Panel | None:
    rows = []
    for category in book.categories(_TABLE, "programme"):
        figures = [book.figure(each.within(programme=category.code)) for each in _BY_PROGRAMME]
        if figures[0] and figures[0].value != 0:
            rows.append(GridRow(book.t(category.text), tuple(based(each, book.language) for each in figures)))
    if not rows:
        return None
    columns = columns_of(book, _BY_PROGRAMME)
    return _PROGRAMME_WORDS.panel(book, columns, rows, source=book.source_line(_TABLE))


def _ratings(book: FigureBook) -> Panel | None:
    """Means of the participants' ratings, with their n and the scale of each."""
    rows, bars, enough = [], [], True
    for code, words in questions(book, "programme-group"):
        asked = question_of(book, "programme-group", code)
        found = book.get(_TABLE, "rating", "mean", question=code)
        if asked is None or not asked.scaled or found is None or found.base == 0:
            continue
        answers = book.get(_TABLE, "rating", "base", question=code)
        scale = "{}–{}".format(*asked.scale)
        rows.append((book.t(words), scale, (cell(found, book.language), cell(answers, book.language))))
        enough = enough and isinstance(found.base, int) and found.base >= FEW
        bars.append(value_bar(book, book.t(words), found))
    if not rows:
        return None
    # Bars of different scales do not compare.
    is_one_scale = len({scale for _, scale, _ in rows}) == 1
    return _RATINGS_WORDS.panel(
        book,
        [_RATINGS_WORDS.column(book, "mean", "mean"), _RATINGS_WORDS.column(book, "n")],
        [GridRow(words if is_one_scale else f"{words} ({scale})", cells) for words, scale, cells in rows],
        source=book.source_line(_TABLE),
        chart=Bars(tuple(bars)) if enough and is_one_scale else None,
        fill={"scale": f", {rows[0][1]}" if is_one_scale else ""},
    )


def _answers(book: FigureBook) -> Iterator[Panel | None]:
    """The participants' answers to each question that is on no scale."""
    for code, question in questions(book, "programme-group"):
        asked = question_of(book, "programme-group", code)
        if asked and not asked.scaled:
            words = PanelWords(f"group-answers-{code}", question, _WORDS["answer"])
            parts = parts_of(book, _TABLE, "answers", "answer", ordered=True, at={"question": code})
            yield distribution(book, words, parts, say_most=False)


chapter = ChapterDeclaration(
    "groups",
    _WORDS,
    (
        KeyFigures(
            _WORDS.panel("groups-key-figures"),
            (
                _WORDS.figure("started", _TABLE, "groups"),
                _PARTICIPANTS,
                _WORDS.figure("women", _TABLE, "participants-by-gender", "percent", **_WOMEN),
                _WORDS.figure("completed-programme", _TABLE, "completed", "percent"),
            ),
        ),
        DistrictPanel(
            _WORDS.panel("groups-by-district"),
            (
                _GROUPS,
                _PARTICIPANTS,
                _WORDS.figure("share-of-women", _TABLE, "participants-by-gender", "percent", **_WOMEN),
            ),
        ),
        _by_programme,
        DistributionPanel(
            _WORDS.panel("group-gender"),
            _TABLE,
            "participants-by-gender",
            "gender",
            ordered=True,
            say_most=False,
        ),
        DistributionPanel(
            _WORDS.panel("group-partners"), _TABLE, "groups-by-partner", "partner", say_most=False
        ),
        _ratings,
        _answers,
    ),
    _introduction,
)
