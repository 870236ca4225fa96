"""The shapes that most panels have: a distribution over categories, and its bars."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from app.kit.language import Text
from app.release.storage.frozen_table import Category
from app.reports.bounded_numbers import BoundedNumber
from app.reports.document import Bar, BarKind, Bars, GridCell, GridColumn, GridRow, Panel, SmallMultiples
from app.reports.figure_book import FigureBook
from app.reports.number_format import whole
from app.reports.rankings import most_common
from app.reports.report_cells import base_line, cell, grid_share, lacking_line, number_cell
from app.reports.report_figures import FigureRequest, Kind, ReportFigure
from app.reports.words import NO_BLANKS, PanelWords
from app.tables.categories import is_state
from app.vocabulary.states import DOES_NOT_APPLY

SHARE = Text("Andel", "Share")
MEAN = Text("Medelvärde", "Mean")
BASE = Text("Bas", "Base")
LACKING = Text("Uppgift saknas", "Not known")
MOST_BARS = 16
"""More bars than this are not drawn: the smaller ones stand in the table."""


@dataclass(frozen=True)
class DistributionParts:
    """The categories of a distribution with their figures; those of a state come last."""

    rows: tuple[tuple[Category, ReportFigure], ...]
    table: str
    period: str | None = None
    """Where it is not the report's own."""

    @property
    def known(self) -> list[tuple[Category, ReportFigure]]:
        return [row for row in self.rows if not is_state(row[0].code)]

    @property
    def first(self) -> ReportFigure | None:
        """One of the known ones: it has the base and the non-response of all."""
        return self.known[0][1] if self.known else None


def parts_of(
    book: FigureBook,
    table: str,
    measure: str,
    over: str,
    *,
    district: str | None = None,
    period: str | None = None,
    ordered: bool = False,
    value: Kind = "percent",
    at: Mapping[str, str] | None = None,
) -> DistributionParts:
    """A distribution, the largest first unless the categories have an order of their own."""
    parts = []
    for category in book.categories(table, over, period):
        spec = FigureRequest(table, measure, value, {**(at or {}), over: category.code})
        figure = book.figure(spec, district, period)
        elsewhere = is_state(category.code) or not book.lies_in(category.parent, district)
        if figure is None or (elsewhere and figure.value == 0):
            continue
        if category.code != DOES_NOT_APPLY:
            parts.append((category, figure))
    places = {category.code: index for index, (category, _) in enumerate(parts)}

    def rank(one: tuple[Category, ReportFigure]) -> tuple[bool, int, int]:
        size = 0 if ordered else -(one[1].number or 0)
        return is_state(one[0].code), size, places[one[0].code]

    return DistributionParts(tuple(sorted(parts, key=rank)), table, period)


def distribution(
    book: FigureBook,
    words: PanelWords,
    parts: DistributionParts,
    sentences: Sequence[str] = (),
    *,
    say_most: bool = True,
    fill: Mapping[str, str] = NO_BLANKS,
) -> Panel | None:
    """A panel of one distribution; None where the edition does not have it, or nothing was counted."""
    first = parts.first
    if first is None or all(figure.value == 0 for _, figure in parts.rows):
        return None
    based = first.base is not None
    varied = _varied(parts)
    columns = [GridColumn("number", book.t(words.number))]
    if based and first.kind == "mean":
        columns.append(GridColumn("mean", book.t(MEAN), "mean"))
    elif based:
        columns.append(GridColumn("share", book.t(SHARE), "percent"))
    columns += [GridColumn(f"own-{key}", title) for key, title in _own_columns(book, first, varied)]
    rows = [
        GridRow(
            book.t(category.text),
            (
                number_cell(figure.value, book.language),
                *((cell(figure, book.language),) if based else ()),
                *_own_cells(book, figure, varied, is_state(category.code)),
            ),
            unknown=is_state(category.code),
        )
        for category, figure in parts.rows
    ]
    return words.panel(
        book,
        columns,
        rows,
        [*sentences, *([most_said(book, parts)] if say_most else [])],
        base=_based_on(book, parts, varied),
        source=book.source_line({parts.table: parts.period} if parts.period else parts.table),
        chart=bars_of(book, parts),
        fill=fill,
    )


def _varied(parts: DistributionParts) -> tuple[str, ...]:
    """What of the base and of what lacks the fact is another in another row: it stands in a column then."""
    known = [figure for _, figure in parts.known]
    bases = {figure.base for figure in known}
    lacking = {figure.not_known for figure in known}
    return (*(["base"] if len(bases) > 1 else []), *(["lacking"] if len(lacking) > 1 else []))


def _own_columns(book: FigureBook, first: ReportFigure, varied: Sequence[str]) -> list[tuple[str, str]]:
    of = f" ({first.lacking.many.of(book.language)})" if first.lacking else ""
    titles = {"base": book.t(BASE), "lacking": f"{book.t(LACKING)}{of}"}
    return [(one, titles[one]) for one in varied]


def _own_cells(book: FigureBook, figure: ReportFigure, varied: Sequence[str], state: bool) -> list[GridCell]:
    values = {"base": figure.base, "lacking": figure.not_known}
    own_cells = []
    for one in varied:
        value = None if state and one == "lacking" else values[one]
        own_cells.append(cell(None, book.language) if value is None else number_cell(value, book.language))
    return own_cells


def _based_on(book: FigureBook, parts: DistributionParts, varied: Sequence[str]) -> str:
    """What the shares are of and how many lack the fact; what differs from row to row only in its words."""
    first = parts.first
    assert first
    if "base" in varied and first.base_words:
        lines = [Text("Bas, för varje rad: {}.", "Base, row by row: {}.").of(book.language)]
        lines[0] = lines[0].format(first.base_words.of(book.language))
    elif "lacking" in varied:
        lines = [base_line(replace(first, not_known=None), book.language)]
    else:
        lines = [base_line(first, book.language)]
    if "lacking" not in varied and "base" in varied:
        lines.append(lacking_line(first, book.language))
    of_all = {
        (figure.base_words, figure.base): book.t(category.text)
        for category, figure in parts.rows
        if is_state(category.code) and figure.base is not None and figure.base_words and figure.base_words.sv
    }
    for (words, base), name in of_all.items():
        shown = number_cell(base, book.language).shown
        lines.append(
            book.say(
                f"Raden ”{name}” är av {words.sv} ({shown}).", f"The row “{name}” is of {words.en} ({shown})."
            )
        )
    return " ".join(line for line in lines if line)


def most_said(book: FigureBook, parts: DistributionParts) -> str:
    """Which categories are the most common; nothing where any is withheld, since it might be one of them."""
    numbers = [(book.t(category.text), figure.counted) for category, figure in parts.known]
    known = [(name, number) for name, number in numbers if number is not None]
    base = parts.first.based_on if parts.first else None
    if base is None or len(known) < len(numbers) or "base" in _varied(parts):
        return ""
    return most_common(known, base, book.language)


def bars_of(book: FigureBook, parts: DistributionParts) -> Bars | None:
    """Bars by number with the share beside it: the not known hatched, the withheld without a bar."""
    bars = [
        bar_of(book, book.t(category.text), figure, is_state(category.code))
        for category, figure in parts.rows
    ]
    if not any(bar.value for bar in bars):
        return None
    if len(bars) > MOST_BARS:
        marked = [bar for bar in bars if bar.kind in ("unknown", "withheld")]
        plain = [bar for bar in bars if bar.kind == "plain" and bar.value]
        bars = [*plain[: max(MOST_BARS - len(marked), 5)], *marked][: MOST_BARS + 2]
    return Bars(tuple(bars))


def bar_of(book: FigureBook, label: str, figure: ReportFigure, unknown: bool = False) -> Bar:
    """A bar as long as the number."""
    shown = number_cell(figure.value, book.language).shown
    if not isinstance(figure.value, int):
        kind: BarKind = "withheld" if figure.value == "withheld" else "missing"
        return Bar(label, None, shown, kind)
    one = figure.ratio
    if one and not one.few and not unknown and figure.kind == "percent":
        shown = f"{shown} ({grid_share(one, book.language)})"
    kind = "unknown" if unknown else "plain"
    return Bar(label, Decimal(figure.value), shown, kind, _ends(figure.counted))


def _ends(number: BoundedNumber | None) -> tuple[Decimal, Decimal] | None:
    """What the rounding leaves of a number."""
    return None if number is None or number.exact else (Decimal(number.least), Decimal(number.most))


def value_bar(book: FigureBook, label: str, found: ReportFigure | None) -> Bar:
    """A bar as long as the figure: a count, a share in per cent, or a mean."""
    shown = cell(found, book.language)
    if found is None or shown.mark or found.exact is None:
        kind: BarKind = shown.mark or "missing"
        return Bar(label, None, shown.shown, kind)
    one = found.ratio
    if found.kind != "percent" or one is None:
        return Bar(
            label, found.exact, shown.shown, ends=_ends(found.counted) if found.kind == "count" else None
        )
    part, base = one.shown
    if one.few:
        return Bar(label, None, shown.shown, "few")
    numbers = f"{whole(part, book.language)} {book.say('av', 'of')} {whole(base, book.language)}"
    low, high = (100 * Decimal(end.numerator) / end.denominator for end in (one.lowest, one.highest))
    return Bar(
        label, 100 * found.exact, f"{shown.shown} ({numbers})", ends=None if one.exact else (low, high)
    )


def multiples(
    book: FigureBook, titles_and_parts: Sequence[tuple[str, DistributionParts]], *, most: int = 6
) -> SmallMultiples | None:
    """Small multiples on one scale, the largest categories of each."""
    drawn = []
    for title, parts in titles_and_parts:
        bars = [bar_of(book, book.t(c.text), f, is_state(c.code)) for c, f in parts.rows]
        shown = [bar for bar in bars if bar.kind == "plain" and bar.value][:most]
        shown += [bar for bar in bars if bar.kind == "withheld"][: max(0, most - len(shown))]
        shown += [bar for bar in bars if bar.kind == "unknown"]
        if shown:
            drawn.append((title, Bars(tuple(shown))))
    return SmallMultiples(tuple(drawn)) if len(drawn) > 1 else None
