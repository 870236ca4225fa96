"""Key figures beside those of the earlier spans, and of each tertial of a longer one."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.kit.language import Text
from app.reports.book import Book
from app.reports.cells import based, bases_line, compared
from app.reports.document import Cell, Column, Grid, Panel, Row
from app.reports.figures import Figure, Kind, Spec


@dataclass(frozen=True)
class Key:
    """A key figure of a chapter."""

    label: Text
    spec: Spec


def key(label: Text, table: str, measure: str, value: Kind = "count", /, **at: str) -> Key:
    return Key(label, Spec(table, measure, value, at))


def key_figures(
    book: Book,
    id_: str,
    title: Text,
    keys: Sequence[Key],
    read: Callable[..., Figure | None] | None = None,
) -> Panel | None:
    """Key figures beside those of the earlier spans; None where the edition has none of them.

    `read` reads them where that is not `book.figure`.
    """
    figure_of = read or book.figure
    shown = [(one, now) for one in keys if (now := figure_of(one.spec)) is not None]
    if not shown:
        return None
    earlier = [
        (period, name)
        for period, name in book.earlier()
        if any(_says(figure_of(one.spec, period=period)) for one, _ in shown)
    ]
    columns = [Column("now", book.t(book.named(book.period)))]
    for place, (period, _) in enumerate(earlier):
        columns.append(Column(f"earlier-{place}", book.t(period.name)))
        columns.append(Column(f"change-{place}", book.say("Förändring", "Change"), "change"))
    rows = []
    for one, now in shown:
        own, others = compared(now, [figure_of(one.spec, period=each) for each, _ in earlier], book.language)
        cells: list[Cell] = [own, *(each for pair in others for each in pair)]
        rows.append(Row(book.t(one.label), tuple(cells)))
    notes = []
    if not earlier and book.state == "over":
        notes.append(
            book.say(
                "Det finns ingen tidigare period att jämföra med.",
                "There is no earlier period to compare with.",
            )
        )
    return Panel(
        id_,
        book.t(title),
        Grid(book.say("Nyckeltal", "Key figure"), tuple(columns), tuple(rows)),
        (),
        bases_line([(book.t(one.label), now) for one, now in shown], book.language),
        book.source_line({one.spec.table: book.period_of(one.spec.table) for one, _ in shown}),
        tuple(notes),
    )


def _says(figure: Figure | None) -> bool:
    """Whether there is anything to compare with: a span before the service was used has only zeros."""
    return figure is not None and (bool(figure.number) or figure.mark == "withheld")


def per_tertial(book: Book, id_: str, title: Text, keys: Sequence[Key]) -> Panel | None:
    """The key figures of each tertial of a longer span, side by side."""
    if len(book.period.tertials) < 2 or not book.period.whole:
        return None
    found = [(one, [book.figure(one.spec, period=each) for each in book.period.tertials]) for one in keys]
    shown = [(one, figures) for one, figures in found if any(figures)]
    if not shown:
        return None
    rows = [
        Row(book.t(one.label), tuple(based(each, book.language) for each in figures))
        for one, figures in shown
    ]
    return Panel(
        id_,
        book.t(title),
        Grid(
            book.say("Nyckeltal", "Key figure"),
            tuple(Column(each, book.tertial(each)) for each in book.period.tertials),
            tuple(rows),
        ),
        base=bases_line(
            [(book.t(one.label), each) for one, figures in shown for each in figures], book.language
        ),
        source=book.source_line({one.spec.table: book.period_of(one.spec.table) for one, _ in shown}),
    )
