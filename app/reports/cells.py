"""From figures to the cells and lines of a report: what a number looks like, and what is said of its base."""

from decimal import Decimal

from app.kit.language import Language, Text
from app.release.frozen import Mark
from app.reports.document import Cell, ColumnKind
from app.reports.figures import Figure, Value
from app.reports.numbers import FEW, decimal, percent, places_of, signed, signed_decimal, whole
from app.reports.sentences import share

WITHHELD = ".."
MISSING = Text("uppgift saknas", "not known")
NONE = "–"
"""Where there is nothing that a figure could be of."""

Reading = Figure | None


def marked(mark: Mark, language: Language, kind: ColumnKind | None = None) -> Cell:
    return Cell(WITHHELD if mark == "withheld" else MISSING.of(language), None, mark, kind)


def cell(figure: Reading, language: Language) -> Cell:
    """A figure's cell: a count, a share with its unit, or a mean."""
    if figure is None:
        return Cell(NONE)
    kind: ColumnKind = "count" if figure.kind == "base" else figure.kind
    if figure.mark:
        return marked(figure.mark, language, kind)
    if figure.kind == "percent":
        if figure.pair is None:
            return Cell(NONE, kind=kind)
        part, base = figure.pair
        text = share(part, base, language) if base < FEW else f"{percent(part, base, language)} %"
        return Cell(text, figure.exact, kind=kind)
    if figure.kind == "mean":
        if figure.mean is None:
            return Cell(NONE, kind=kind)
        return Cell(decimal(figure.mean, mean_places(figure), language), figure.mean, kind=kind)
    assert figure.number is not None
    return Cell(whole(figure.number, language), figure.number, kind=kind)


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
    if isinstance(value, int):
        return Cell(whole(value, language), value, kind="count")
    return marked(value, language, "count")


def change(now: Reading, before: Reading, language: Language) -> Cell:
    """The later figure minus the earlier: a number, or percentage points."""
    if now is None or before is None:
        return Cell(NONE)
    for mark in (now.mark, before.mark):
        if mark:
            return marked(mark, language)
    if now.exact is None or before.exact is None:
        return Cell(NONE)
    gap = now.exact - before.exact
    if now.kind == "percent":
        assert now.pair
        assert before.pair
        if min(now.pair[1], before.pair[1]) < FEW:
            return Cell(NONE)
        places = min(places_of(now.pair[1]), places_of(before.pair[1]))
        return Cell(points(gap, places, language), gap, kind="points")
    if now.kind == "mean":
        return Cell(signed_decimal(gap, mean_places(now), language), gap, kind="mean")
    return Cell(signed(int(gap), language), int(gap), kind="change")


def points(gap: Decimal, places: int, language: Language) -> str:
    """A difference of shares: `+3 %-enheter`, `−1 %-enhet`."""
    number = signed_decimal(100 * gap, places, language)
    one = number[1:] == "1"
    if language == "sv":
        return f"{number} {'%-enhet' if one else '%-enheter'}"
    return f"{number} pp"


def base_line(figure: Reading, language: Language) -> str:
    """`Bas: samtal där vägen in är känd (820). Uppgift saknas för 43 (5 procent).`"""
    if figure is None or figure.base is None or figure.base_words is None:
        return ""
    base = number_cell(figure.base, language).shown
    line = Text("Bas: {words} ({base}).", "Base: {words} ({base}).").of(language)
    line = line.format(base=base, words=figure.base_words.of(language))
    return f"{line} {lacking_line(figure, language)}".strip()


def lacking_line(figure: Figure, language: Language) -> str:
    """How many lack the fact, said also when it is none."""
    lacking = figure.not_known
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
    if isinstance(figure.base, int) and figure.kind != "mean" and figure.base + lacking >= FEW:
        part = share(lacking, figure.base + lacking, language)
        return Text(
            f"Uppgift saknas för {whole(lacking, 'sv')} ({part}).",
            f"Not known for {whole(lacking, 'en')} ({part}).",
        ).of(language)
    return Text(f"Uppgift saknas för {whole(lacking, 'sv')}.", f"Not known for {whole(lacking, 'en')}.").of(
        language
    )
