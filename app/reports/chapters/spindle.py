"""The Spindle: how the parties judge their collaboration; over time, by organisation, by district.

Source: half-time report, "Utveckling av samverkan utifrån spindelmätningar".
"""

from app.kit.language import Text
from app.reports.book import Book
from app.reports.cells import cell, mean_places
from app.reports.document import Chapter, Column, Grid, Panel, Radar, Row
from app.reports.figures import Figure
from app.reports.phrases.answers import highest_and_lowest, responses_to_the_spindle
from app.reports.within import Number
from app.vocabulary.lists import SPINDLE_ITEMS

LEAST, MOST = 1, 5
TERTIALS = 4
"""How many are shown over time."""
_FEW = 5
"""Below this a mean says more of the single respondent than of the collaboration."""


def chapter(book: Book) -> Chapter:
    panels = [_now(book), _over_time(book), _by_organisation(book), _by_district(book)]
    return Chapter(
        "spindle",
        book.say("Spindeln: förutsättningar för samverkan", "The Spindle: conditions for collaboration"),
        tuple(one for one in panels if one),
        (
            book.say(
                "Spindeln mäter hur samverkan fungerar, inte vad den leder till för barn och föräldrar.",
                "The Spindle measures the process of collaboration, not its effect for children and parents.",
            ),
        ),
    )


def _items(book: Book) -> list[tuple[str, str]]:
    return [(code, book.t(book.catalogue.text_of("spindle-items", code))) for code in SPINDLE_ITEMS]


def _mean(
    book: Book, item: str, *, period: str | None = None, district: str | None = None, **at: str
) -> Figure | None:
    return book.get("spindle", "score", "mean", period=period, district=district, item=item, **at)


def _responses(book: Book, *, period: str | None = None, **at: str) -> Number:
    """The most responses that any item has."""
    figures = [_mean(book, code, period=period, **at) for code in SPINDLE_ITEMS]
    bases = [one.based_on for one in figures if one and one.based_on]
    return max(bases, key=lambda one: one.shown, default=Number.exactly(0))


def _answered(book: Book, *, period: str | None = None, **at: str) -> int:
    return _responses(book, period=period, **at).shown


def _now(book: Book) -> Panel | None:
    items = [(code, name, _mean(book, code)) for code, name in _items(book)]
    if not _answered(book):
        return None
    before = [
        one
        for one in book.tertials_back(TERTIALS + len(book.period.tertials))
        if one not in book.period.tertials
    ]
    earlier = next((one for one in reversed(before) if _answered(book, period=one)), None)
    columns = [
        Column("now", book.t(book.named(book.period)), "mean"),
        Column("n", book.say("Svar", "Responses")),
    ]
    series = [(book.t(book.named(book.period)), tuple(one.mean if one else None for _, _, one in items))]
    if earlier:
        columns.append(Column("before", earlier, "mean"))
        series.append(
            (
                earlier,
                tuple(
                    one.mean if (one := _mean(book, code, period=earlier)) else None for code, _, _ in items
                ),
            )
        )
    rows = []
    for code, name, found in items:
        cells = [
            cell(found, book.language),
            cell(book.get("spindle", "score", "base", item=code), book.language),
        ]
        if earlier:
            cells.append(cell(_mean(book, code, period=earlier), book.language))
        rows.append(Row(name, tuple(cells)))
    return Panel(
        "spindle-now",
        book.say("Spindeln nu", "The Spindle now"),
        Grid(book.say("Utfallsmått", "Item"), tuple(columns), tuple(rows)),
        tuple(_said(book, [(name, found) for _, name, found in items])),
        book.say(
            "Medelvärden på skalan 1–5, med antal svar.",
            "Means on a scale of 1–5, with the number of responses.",
        ),
        book.source_line("spindle"),
        (
            book.say(
                "Skillnader mellan få svar kan bero på vilka som svarade.",
                "Differences between few responses may come of who responded.",
            ),
        ),
        Radar(tuple(name for _, name, _ in items), tuple(series), LEAST, MOST),
    )


def _said(book: Book, items: list[tuple[str, Figure | None]]) -> list[str]:
    known = [(name, one, one.mean) for name, one in items if one and one.mean is not None]
    responses = _responses(book)
    lines = [responses_to_the_spindle(responses, book.language)]
    if responses.shown >= _FEW and len(known) == len(items):
        places = min(mean_places(one) for _, one, _ in known)
        means = [(name, mean) for name, _, mean in known]
        lines.append(highest_and_lowest(means, places, responses.exact, book.language))
    return lines


def _over_time(book: Book) -> Panel | None:
    tertials = [one for one in book.tertials_back(TERTIALS) if _answered(book, period=one)]
    if len(tertials) < 2:
        return None
    rows = [
        Row(name, tuple(cell(_mean(book, code, period=one), book.language) for one in tertials))
        for code, name in _items(book)
    ]
    bases = tuple(
        cell(book.get("spindle", "score", "base", period=one, item=SPINDLE_ITEMS[0]), book.language)
        for one in tertials
    )
    rows.append(Row(book.say("Svar", "Responses"), bases, whole=True))
    return Panel(
        "spindle-over-time",
        book.say("Spindeln över tid", "The Spindle over time"),
        Grid(
            book.say("Utfallsmått", "Item"),
            tuple(Column(one, book.tertial(one), "mean") for one in tertials),
            tuple(rows),
        ),
        source=book.source_line({"spindle": f"{tertials[0]}..{tertials[-1]}"}),
    )


def _by_organisation(book: Book) -> Panel | None:
    if not book.has("spindle", "score", "organisation_type"):
        return None
    organisations = [
        one
        for one in book.categories("spindle", "organisation_type")
        if _answered(book, organisation_type=one.code)
    ]
    if not organisations:
        return None
    rows = []
    for one in organisations:
        figures = [_mean(book, code, organisation_type=one.code) for code in SPINDLE_ITEMS]
        number = _answered(book, organisation_type=one.code)
        rows.append(
            Row(f"{book.t(one.text)} (n = {number})", tuple(cell(each, book.language) for each in figures))
        )
    return Panel(
        "spindle-by-organisation",
        book.say("Spindeln efter organisation", "The Spindle by organisation"),
        Grid(
            book.say("Organisation", "Organisation"),
            tuple(Column(code, name, "mean") for code, name in _items(book)),
            tuple(rows),
        ),
        source=book.source_line("spindle"),
    )


def _by_district(book: Book) -> Panel | None:
    if not book.districts:
        return None
    rows = []
    for code, name in book.districts:
        figures = [_mean(book, item, district=code) for item in SPINDLE_ITEMS]
        if any(one and (one.base or one.mark) for one in figures):
            number = _answered(book, district=code)
            label = f"{name} (n = {number})" if number else name
            rows.append(Row(label, tuple(cell(one, book.language) for one in figures)))
    if not rows:
        return None
    return Panel(
        "spindle-by-district",
        book.t(book.by_district(Text("Spindeln per {}", "The Spindle by {}"))),
        Grid(
            book.t(book.district_label),
            tuple(Column(code, name, "mean") for code, name in _items(book)),
            tuple(rows),
        ),
        source=book.source_line("spindle"),
    )
