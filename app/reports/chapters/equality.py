"""Gender equality analysis: who takes part, who answers, what they answer, and which differences are real.

Source: half-time report, "Jämställdhetsanalys". The method is `app.reports.chance`, told in the chapter.
"""

from collections.abc import Iterator

from app.reports.bounded_numbers import BoundedRatio
from app.reports.chance import SMALL, interval
from app.reports.chapter_declarations import ChapterDeclaration
from app.reports.chapters.equality_answers import answers_compared, districts_compared
from app.reports.comparisons import SharePair, compared, interval_words
from app.reports.document import BarSeries, GridCell, GridRow, GroupedBars, Panel
from app.reports.figure_book import FigureBook
from app.reports.panels import value_bar
from app.reports.phrases import support
from app.reports.report_cells import NONE, based, number_cell
from app.reports.words import ChapterWords

_SPLIT = "gender-split"
_WOMAN, _MAN = "woman", "man"
_WORDS = ChapterWords(__file__)
_PARTICIPANTS, _RESPONDENTS, _VISITS = (
    _WORDS.panel(f"equality-{part}") for part in ("participants", "respondents", "visits")
)
_PARENTS = tuple((role, _WORDS[f"with-{role}"]) for role in ("mother", "father"))


def _introduction(book: FigureBook) -> Iterator[str]:
    return (book.t(one).replace("{small}", str(SMALL)) for one in _WORDS.about)


def _participants(book: FigureBook) -> Panel | None:
    """Women's share of the adults of each activity, with Wilson's interval."""
    language = book.language
    rows, said, women_bars, men_bars = [], [], [], []
    for activity in book.categories(_SPLIT, "activity"):
        women, men, other = (
            book.get(_SPLIT, "participants", "percent", activity=activity.code, gender=code)
            for code in (_WOMAN, _MAN, "other")
        )
        if women is None or men is None or other is None or women.base == 0:
            continue
        name = book.t(activity.text)
        reach = GridCell(NONE)
        if women.ratio and not women.ratio.few:
            low, high = interval(women.ratio)
            reach = GridCell(interval_words(low, high, language))
            said.append(support.women_among(name, women.ratio, low, high, language))
        numbers = (number_cell(one.value, language) for one in (women, men, other))
        rows.append(GridRow(name, (*numbers, based(women, language), based(men, language), reach)))
        women_bars.append(value_bar(book, "", women))
        men_bars.append(value_bar(book, "", men))
    if not rows:
        return None
    words = _PARTICIPANTS
    series = [
        BarSeries(book.t(words.columns[key]), tuple(bars))
        for key, bars in (("women", women_bars), ("men", men_bars))
    ]
    drawn = any(one.value for one in (*women_bars, *men_bars))
    return words.panel(
        book,
        [
            *(words.column(book, key) for key in ("women", "men", "other")),
            *(words.column(book, key, "percent") for key in ("share", "share-men")),
            words.column(book, "interval", "text"),
        ],
        rows,
        said,
        source=book.source_line(_SPLIT),
        chart=GroupedBars(tuple(row.label for row in rows), tuple(series), percent=True) if drawn else None,
    )


def _respondents(book: FigureBook) -> Panel | None:
    """How often women and men answer: respondents of participants."""
    pairs = []
    for activity in book.categories(_SPLIT, "activity"):
        shares: list[BoundedRatio | None] = []
        withheld = False
        for gender in (_WOMAN, _MAN):
            answered = book.get(_SPLIT, "respondents", activity=activity.code, gender=gender)
            there = book.get(_SPLIT, "participants", activity=activity.code, gender=gender)
            withheld = withheld or bool(answered and there and "withheld" in (answered.mark, there.mark))
            part = answered.counted if answered else None
            base = there.counted if there else None
            able = part is not None and base is not None and 0 < base.shown >= part.shown
            added = answered.periods if answered else 1
            shares.append(BoundedRatio(part, base, added) if able and part and base else None)
        if withheld or any(share and share.part.most for share in shares):
            pairs.append(SharePair(book.t(activity.text), shares[0], shares[1], withheld))
    return compared(book, _RESPONDENTS, pairs, source=book.source_line(_SPLIT))


def _visits(book: FigureBook) -> Panel | None:
    """Mothers and fathers at the same visits: not two independent groups, so the difference is not tested."""
    found = [
        (name, book.get("home-visit-participants", "visits", "percent", role=code)) for code, name in _PARENTS
    ]
    shown = [(name, one) for name, one in found if one is not None and one.base != 0]
    if len(shown) < len(found):
        return None
    ratios = [one.ratio for _, one in shown if one.ratio]
    said = support.parents_at_visits(ratios[0], ratios[1], book.language) if len(ratios) == 2 else ""
    return _VISITS.panel(
        book,
        [_VISITS.column(book, "visits"), _VISITS.column(book, "share", "percent")],
        [
            GridRow(book.t(name), (number_cell(one.value, book.language), based(one, book.language)))
            for name, one in shown
        ],
        (said,),
        source=book.source_line("home-visit-participants"),
    )


chapter = ChapterDeclaration(
    "equality",
    _WORDS,
    (_participants, _respondents, answers_compared, districts_compared, _visits),
    _introduction,
)
