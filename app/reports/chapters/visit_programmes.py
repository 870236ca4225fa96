"""Home visiting programmes side by side, as the chapter on home visits shows them."""

from collections.abc import Mapping, Sequence

from app.kit.language import Text
from app.reports.book import Book
from app.reports.cells import based, bases_line
from app.reports.document import Bars, Column, Grid, Panel, Row
from app.reports.figures import Spec
from app.reports.panels import value_bar
from app.reports.rankings import between
from app.reports.side_by_side import Measured


def by_programme(
    book: Book,
    id_: str,
    title: Text,
    columns: Sequence[Measured],
    *,
    sentences: Sequence[str] = (),
    notes: Sequence[Text] = (),
) -> Panel | None:
    """Programmes side by side, with all of them together; None where the edition has no such split."""
    found = book.home_programmes

    def spec(one: Measured, code: str | None) -> Spec:
        at: Mapping[str, str] = {**one.spec.at, **({"programme": code} if code else {})}
        return Spec(one.table, one.measure, one.value, at)

    kept = [one for one in columns if any(book.figure(spec(one, code)) for code, _ in found)]
    if not found or not kept:
        return None
    rows = [
        Row(name, tuple(based(book.figure(spec(one, code)), book.language) for one in kept))
        for code, name in found
    ]
    if len(found) > 1:
        together = tuple(based(book.figure(spec(one, None)), book.language) for one in kept)
        rows.append(Row(book.say("Alla program", "All programmes"), together, whole=True))
    chart = None
    if columns[0] in kept:
        bars = [value_bar(book, name, book.figure(spec(columns[0], code))) for code, name in found]
        bars.sort(key=lambda one: (one.value is None, -(one.value or 0)))
        if any(one.value for one in bars):
            chart = Bars(tuple(bars), columns[0].value == "percent")
    return Panel(
        id_,
        book.t(title),
        Grid(
            book.say("Hembesöksprogram", "Programme"),
            tuple(
                Column(str(place), book.t(one.title), "percent" if one.value == "percent" else "count")
                for place, one in enumerate(kept)
            ),
            tuple(rows),
        ),
        tuple(one for one in sentences if one),
        bases_line([(book.t(one.title), book.figure(spec(one, None))) for one in kept], book.language),
        book.source_line({one.table: book.period_of(one.table) for one in kept}),
        tuple(book.t(one) for one in notes),
        chart,
    )


def spread(book: Book, one: Measured) -> str:
    """Between which shares the programmes lie."""
    found = [
        (name, figure)
        for code, name in book.home_programmes
        if (
            figure := book.figure(Spec(one.table, one.measure, "percent", {**one.spec.at, "programme": code}))
        )
    ]
    if any(figure.mark for _, figure in found):
        return ""  # one that is not told may be the lowest or the highest
    return between([(name, figure.ratio) for name, figure in found if figure.ratio], book.language)
