"""From figures to the cells and lines of a report: what a number looks like, and what is said of its base."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from app.figures.values import Value
from app.kit.language import Language, Text
from app.reports.document import Cell, ColumnKind
from app.reports.figures import Figure, Mark, mark_of
from app.reports.numbers import FEW, beside, decimal, level, percent, signed, signed_decimal, whole
from app.reports.sentences import counted, share

WITHHELD = ".."
MISSING = Text("uppgift saknas", "not known")
NONE = "–"
"""Where there is nothing that a figure could be of."""

Reading = Figure | None


def marked(mark: Mark, language: Language, kind: ColumnKind | None = None) -> Cell:
    return Cell(WITHHELD if mark == "withheld" else MISSING.of(language), None, mark, kind)


def cell(figure: Reading, language: Language, *, with_base: bool = False, places: int | None = None) -> Cell:
    """A figure's cell: a count, a share with its unit, or a mean.

    `with_base` has shares and means say what they are of, where the cells of a table have different bases.
    """
    if figure is None:
        return Cell(NONE)
    kind: ColumnKind = "count" if figure.kind == "base" else figure.kind
    if figure.mark:
        return marked(figure.mark, language, kind)
    if figure.kind == "percent":
        if figure.pair is None:
            return Cell(NONE, kind=kind)
        part, base = figure.pair
        if base < FEW:
            return Cell(share(part, base, language), figure.exact, kind=kind)
        text = f"{percent(part, base, language, places)} %"
        return Cell(f"{text}{_n(base, language) if with_base else ''}", figure.exact, kind=kind)
    if figure.kind == "mean":
        if figure.mean is None or figure.pair is None:
            return Cell(NONE, kind=kind)
        text = decimal(figure.mean, mean_places(figure) if places is None else places, language)
        return Cell(f"{text}{_n(figure.pair[1], language) if with_base else ''}", figure.mean, kind=kind)
    assert figure.number is not None
    return Cell(whole(figure.number, language), figure.number, kind=kind)


def _n(base: int, language: Language) -> str:
    return f" (n = {whole(base, language)})"


def mean_places(figure: Figure) -> int:
    """A mean of few has one decimal, of more two, and one that is a ratio of children two."""
    return 1 if figure.pair and figure.pair[1] < 100 else 2


def ratio(figure: Reading, language: Language) -> Cell:
    """A share as a ratio with two decimals, such as reports per child."""
    found = cell(figure, language)
    if figure is None or figure.pair is None or found.mark:
        return found
    value = Decimal(figure.pair[0]) / figure.pair[1]
    return Cell(decimal(value, 2, language), value.quantize(Decimal("0.01")), kind="mean")


def number_cell(value: Value, language: Language) -> Cell:
    mark = mark_of(value)
    if mark is None:
        assert isinstance(value, int)
        return Cell(whole(value, language), value, kind="count")
    return marked(mark, language, "count")


def based(figure: Reading, language: Language) -> Cell:
    """A cell that says what number its share or mean is of."""
    return cell(figure, language, with_base=True)


def compared(
    now: Reading, others: Sequence[Reading], language: Language
) -> tuple[Cell, list[tuple[Cell, Cell]]]:
    """A figure's cell, and for each earlier one its cell and how far the first is from it.

    All of them have the same decimals, as many as the differences need to be those of what is shown.
    """
    able = [one for one in others if now and one and _comparable(now, one)]
    if now is None or now.kind not in ("percent", "mean") or not able:
        return based(now, language), [
            (based(one, language), _gap_of_counts(now, one, language)) for one in others
        ]
    assert now.pair
    pairs = [one.pair for one in able if one.pair]
    if now.kind == "percent":
        shown = beside(now.pair, pairs)
    else:
        means = [Fraction(one.pair[0], one.pair[1] * one.scale) for one in (now, *able) if one.pair]
        shown = level(means, min(mean_places(one) for one in (now, *able)))
    gaps = iter(shown.gaps)
    cells = []
    for one in others:
        own = cell(one, language, with_base=True, places=shown.places)
        if one in able and one is not None:
            cells.append((own, _gap_cell(next(gaps), shown.places, now.kind, language)))
        else:
            cells.append((own, _gap_of_counts(now, one, language)))
    return cell(now, language, with_base=True, places=shown.places), cells


def _comparable(now: Figure, then: Figure) -> bool:
    if now.mark or then.mark or not now.pair or not then.pair:
        return False
    return now.kind != "percent" or min(now.pair[1], then.pair[1]) >= FEW


def _gap_cell(gap: Decimal, places: int, kind: str, language: Language) -> Cell:
    if kind == "percent":
        return Cell(points(gap, places, language), gap / 100, kind="points")
    return Cell(signed_decimal(gap, places, language), gap, kind="mean")


def _gap_of_counts(now: Reading, before: Reading, language: Language) -> Cell:
    """The later count minus the earlier, or why there is no difference."""
    if now is None or before is None:
        return Cell(NONE)
    for mark in (now.mark, before.mark):
        if mark:
            return marked(mark, language)
    if now.kind in ("percent", "mean") or now.number is None or before.number is None:
        return Cell(NONE)
    gap = now.number - before.number
    return Cell(signed(gap, language), gap, kind="change")


def points(gap: Decimal, places: int, language: Language) -> str:
    """A difference of shares, in percentage points: `+3 %-enheter`, `−1 %-enhet`."""
    number = signed_decimal(gap, places, language)
    one = number[1:] == "1"
    if language == "sv":
        return f"{number} {'%-enhet' if one else '%-enheter'}"
    return f"{number} pp"


def bases_line(figures: Sequence[tuple[str, Reading]], language: Language) -> str:
    """What the shares and means of a table are of, where they are of different things, by their names."""
    found: dict[str, list[str]] = {}
    for name, figure in figures:
        if figure and figure.base_words and figure.kind in ("percent", "mean"):
            names = found.setdefault(figure.base_words.of(language), [])
            names.extend([] if name in names else [name])
    if not found:
        return ""
    parts = "; ".join(f"{', '.join(names)}: {words}" for words, names in found.items())
    return Text(f"Bas (n): {parts}.", f"Base (n): {parts}.").of(language)


def base_line(figure: Reading, language: Language) -> str:
    """`Bas: samtal där vägen in är känd (820). Uppgift saknas för 43 (5 procent).`"""
    if figure is None or figure.base is None or figure.base_words is None:
        return ""
    base = number_cell(figure.base, language).shown
    line = Text("Bas: {words} ({base}).", "Base: {words} ({base}).").of(language)
    line = line.format(base=base, words=figure.base_words.of(language))
    return f"{line} {lacking_line(figure, language)}".strip()


def lacking_line(figure: Figure, language: Language) -> str:
    """How many lack the fact, said also when it is none; a share only of what the base counts too."""
    lacking, of = figure.not_known, figure.lacking
    if lacking is None:
        return ""
    if not isinstance(lacking, int):
        return Text("Hur många som saknar uppgift visas inte.", "How many lack the fact is not shown.").of(
            language
        )
    if lacking == 0 and figure.base == 0:
        return ""
    if lacking == 0:
        return Text("Ingen saknar uppgift.", "None lacks the fact.").of(language)
    if of is not None:
        number = counted(lacking, of, language)
        return Text(f"Uppgift saknas för {number}.", f"Not known for {number}.").of(language)
    text = whole(lacking, language)
    if isinstance(figure.base, int) and figure.kind != "mean" and figure.base + lacking >= FEW:
        everyone = figure.base + lacking
        text += f" ({share(lacking, everyone, language)} {_of_all(everyone, language)})"
    return Text(f"Uppgift saknas för {text}.", f"Not known for {text}.").of(language)


def _of_all(everyone: int, language: Language) -> str:
    return Text(f"av {whole(everyone, 'sv')}", f"of {whole(everyone, 'en')}").of(language)
