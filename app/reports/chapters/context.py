"""The population and the staff that the other figures are read against.

Source: half-time report, "Befolkning, personalstyrka och projektfinansiering".
"""

from app.reports.book import Book
from app.reports.cells import cell, ratio
from app.reports.document import Bar, Bars, Chapter, Column, Grid, Panel, Row
from app.reports.figures import Figure
from app.reports.phrases import returns
from app.reports.side_by_side import said_without

_BACK = 4
"""How many years back a figure is looked for: they come once a year, and late."""
_CHILDREN, _REPORTS = "children-0-20", "reports-of-concern"


def chapter(book: Book) -> Chapter:
    panels = [_advisers(book), _children(book), _reports(book)]
    return Chapter(
        "context",
        book.say("Befolkning, orosanmälningar och personal", "Population, reports of concern and staff"),
        tuple(one for one in panels if one),
        (
            book.say(
                "Uppgifterna lämnas en gång om året. Här står det senaste årets.",
                "The figures are handed in once a year. The latest year's are shown.",
            ),
        ),
    )


def latest(book: Book, measure: str) -> str | None:
    """The last year up to the report's in which anybody handed the figure in."""
    for year in reversed(book.years("context", _BACK)):
        found = book.get("context", measure, period=year)
        if found is not None and found.mark != "missing":
            return year
    return None


def _districts(book: Book) -> list[tuple[str, str, bool]]:
    """The districts and all of them together; or the one district."""
    if not book.districts:
        return [(book.asked.district, book.district_name, False)]
    city = (book.data.city.code, book.t(book.data.city.text), True)
    return [*((code, name, False) for code, name in book.districts), city]


def _bars(book: Book, figures: list[tuple[str, Figure | None]], shown: list[str]) -> Bars | None:
    bars = [
        Bar(name, found.exact, text, "plain")
        for (name, found), text in zip(figures, shown, strict=True)
        if found and found.exact is not None
    ]
    bars.sort(key=lambda one: -(one.value or 0))
    return Bars(tuple(bars)) if len(bars) > 1 else None


def _advisers(book: Book) -> Panel | None:
    year = latest(book, "advisers-total")
    if year is None:
        return None
    rows, drawn = [], []
    for code, name, is_whole in _districts(book):
        total = book.get("context", "advisers-total", district=code, period=year)
        funded = book.get("context", "advisers-funded", district=code, period=year)
        share = book.get("context", "advisers-funded", "percent", district=code, period=year)
        rows.append(
            Row(name, tuple(cell(one, book.language) for one in (total, funded, share)), whole=is_whole)
        )
        if not is_whole:
            drawn.append((name, total))
    every = book.get("context", "advisers-total", period=year)
    said = []
    if every and every.counted:
        said.append(returns.advisers_worked(every.counted, year, book.language))
        said.append(said_without(book, "context", "advisers-total", year))
    return Panel(
        "advisers",
        book.say(f"[Advisers] {year}", f"[Advisers] {year}"),
        Grid(
            book.t(book.district_label),
            (
                Column("total", book.say("Totalt", "Total")),
                Column("funded", book.say("Projektfinansierade", "Funded by the project")),
                Column("share", book.say("Andel", "Share"), "percent"),
            ),
            tuple(rows),
        ),
        tuple(one for one in said if one),
        source=book.source_line({"context": year}),
        chart=_bars(book, drawn, [cell(one, book.language).shown for _, one in drawn]),
    )


def _children(book: Book) -> Panel | None:
    year = latest(book, "children-0-6")
    if year is None:
        return None
    rows, drawn = [], []
    for code, name, is_whole in _districts(book):
        young = book.get("context", "children-0-6", district=code, period=year)
        rows.append(Row(name, (cell(young, book.language),), whole=is_whole))
        if not is_whole:
            drawn.append((name, young))
    without = said_without(book, "context", "children-0-6", year)
    return Panel(
        "children",
        book.say(f"Barn 0–6 år {year}", f"Children aged 0–6, {year}"),
        Grid(
            book.t(book.district_label),
            (Column("children", book.say("Barn 0–6 år", "Children 0–6")),),
            tuple(rows),
        ),
        (without,) if without else (),
        source=book.source_line({"context": year}),
        chart=_bars(book, drawn, [cell(one, book.language).shown for _, one in drawn]),
    )


def _reports(book: Book) -> Panel | None:
    """Reports of concern beside the children they are about, and their ratio."""
    year = latest(book, _REPORTS)
    if year is None:
        return None
    rows, drawn, texts = [], [], []
    for code, name, is_whole in _districts(book):
        children = book.get("context", _CHILDREN, district=code, period=year)
        reports = book.get("context", _REPORTS, district=code, period=year)
        share = book.get("context", _REPORTS, "percent", district=code, period=year)
        rows.append(
            Row(
                name,
                (cell(children, book.language), cell(reports, book.language), ratio(share, book.language)),
                whole=is_whole,
            )
        )
        if not is_whole:
            drawn.append((name, share))
            texts.append(ratio(share, book.language).shown)
    every = book.get("context", _REPORTS, "percent", period=year)
    said = []
    if every and every.ratio:
        said.append(returns.reports_came_in(every.ratio, year, book.language))
        said.append(said_without(book, "context", _REPORTS, year))
    return Panel(
        "reports-of-concern",
        book.say(f"Orosanmälningar {year}", f"Reports of concern {year}"),
        Grid(
            book.t(book.district_label),
            (
                Column("children", book.say("Barn och unga 0–20 år", "Children 0–20")),
                Column("reports", book.say("Orosanmälningar", "Reports of concern")),
                Column("ratio", book.say("Kvot", "Ratio"), "mean"),
            ),
            tuple(rows),
        ),
        tuple(one for one in said if one),
        source=book.source_line({"context": year}),
        notes=(
            book.say(
                "Kvoten är anmälningar per barn. Ett barn kan ha flera anmälningar.",
                "The ratio is reports per child. A child can have several reports.",
            ),
        ),
        chart=_bars(book, drawn, texts),
    )
