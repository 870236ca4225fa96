"""From figures to the cells and lines of a report: what a number looks like, and what is said of its base."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from app.figures.cell_values import Value
from app.kit.language import Language, Text
from app.reports.bounded_numbers import BoundedRatio
from app.reports.document import GridCell, NumberKind
from app.reports.number_format import beside, decimal, level, percent, signed, signed_decimal, whole
from app.reports.report_figures import Mark, ReportFigure, mark_of
from app.reports.sentences import counted, per_cent, share, told

WITHHELD = ".."
MISSING = Text("uppgift saknas", "not known")
TOO_FEW = Text("för få", "too few")
"""Of a mean that is of fewer than a rounded release gives means of."""
NONE = "–"
"""Where there is nothing that a figure could be of."""

UNCERTAIN = Text("osäker", "uncertain")

Reading = ReportFigure | None


def marked(mark: Mark, language: Language, kind: NumberKind | None = None) -> GridCell:
    shown = {"withheld": WITHHELD, "missing": MISSING.of(language), "few": TOO_FEW.of(language)}
    return GridCell(shown[mark], None, mark, kind)


def cell(
    figure: Reading, language: Language, *, with_base: bool = False, places: int | None = None
) -> GridCell:
    """A figure's cell: a count, a share with its unit, or a mean.

    `with_base` has shares and means say what they are of, where the cells of a table have different bases.
    """
    if figure is None:
        return GridCell(NONE)
    kind: NumberKind = "count" if figure.kind == "base" else figure.kind
    if figure.mark:
        return marked(figure.mark, language, kind)
    if figure.kind == "percent":
        if figure.ratio is None:
            return GridCell(NONE, kind=kind)
        return share_cell(figure.ratio, language, places, with_base=with_base)
    if figure.kind == "mean":
        if figure.mean is None or figure.pair is None:
            return GridCell(NONE, kind=kind)
        text = decimal(figure.mean, mean_places(figure) if places is None else places, language)
        n = _n(figure.pair[1], language) if with_base else ""
        return GridCell(f"{text}{n}", figure.mean, kind=kind, base=figure.pair[1])
    assert figure.counted
    number = figure.counted
    # Of what is rounded to 0 the line on rounding says what it means.
    text = told(number, language) if number.shown else whole(0, language)
    return GridCell(text, number.shown, kind=kind)


def share_cell(
    one: BoundedRatio, language: Language, places: int | None = None, *, with_base: bool = False
) -> GridCell:
    text = grid_share(one, language, places)
    n = _n(one.base.shown, language) if with_base and not one.few else ""
    part, base = one.shown
    return _own(f"{text}{n}", Decimal(part) / base, "percent", one, language)


def grid_share(one: BoundedRatio, language: Language, places: int | None = None) -> str:
    """A share in a table: `95 %`, or of few `3 av 7`. None and all are shown as such, since the
    line on rounding says what that means."""
    part, base = one.shown
    if one.few:
        return f"{whole(part, language)} {'av' if language == 'sv' else 'of'} {whole(base, language)}"
    text = percent(part, base, language) if part in (0, base) else per_cent(one, language, places)
    return f"{text} %"


def _own(
    text: str, number: Decimal | None, kind: NumberKind, one: BoundedRatio, language: Language
) -> GridCell:
    """A share's cell; one of few that was rounded says that it is uncertain."""
    text = f"{text}{_mark(language)}" if one.uncertain else text
    return GridCell(text, number, kind=kind, base=one.base.shown, uncertain=one.uncertain)


def _mark(language: Language) -> str:
    return f" ({UNCERTAIN.of(language)})"


def _n(base: int, language: Language) -> str:
    return f" (n = {whole(base, language)})"


def mean_places(figure: ReportFigure) -> int:
    """A mean of few has one decimal, of more two, and one that is a ratio of children two."""
    return 1 if figure.pair and figure.pair[1] < 100 else 2


def ratio(figure: Reading, language: Language) -> GridCell:
    """A share as a ratio with two decimals, such as reports per child."""
    found = cell(figure, language)
    if figure is None or figure.ratio is None or found.mark:
        return found
    part, base = figure.ratio.shown
    value = Decimal(part) / base
    return _own(decimal(value, 2, language), value.quantize(Decimal("0.01")), "mean", figure.ratio, language)


def number_cell(value: Value, language: Language) -> GridCell:
    mark = mark_of(value)
    if mark is None:
        assert isinstance(value, int)
        return GridCell(whole(value, language), value, kind="count")
    return marked(mark, language, "count")


def based(figure: Reading, language: Language) -> GridCell:
    """A cell that says what number its share or mean is of."""
    return cell(figure, language, with_base=True)


def compared(
    now: Reading, others: Sequence[Reading], language: Language
) -> tuple[GridCell, list[tuple[GridCell, GridCell]]]:
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
            gap = _gap_cell(next(gaps), shown.places, now.kind, language)
            cells.append((own, gap if _is_certain(now, one) else _uncertain(gap, language)))
        else:
            cells.append((own, _gap_of_counts(now, one, language)))
    return cell(now, language, with_base=True, places=shown.places), cells


def _comparable(now: ReportFigure, then: ReportFigure) -> bool:
    if now.mark or then.mark or not now.pair or not then.pair:
        return False
    return now.kind != "percent" or not any(one.ratio and one.ratio.few for one in (now, then))


def _is_certain(now: ReportFigure, then: ReportFigure) -> bool:
    """Whether the rounding cannot have made a change of one the other way; of a mean it might."""
    one, other = now.ratio, then.ratio
    if not one or not other or (one.exact and other.exact):
        return True
    return now.kind == "percent" and (one.surely_above(other) or other.surely_above(one))


def _uncertain(gap: GridCell, language: Language) -> GridCell:
    return replace(gap, shown=f"{gap.shown}{_mark(language)}", uncertain=True)


def _gap_cell(gap: Decimal, places: int, kind: str, language: Language) -> GridCell:
    if kind == "percent":
        return GridCell(points(gap, places, language), gap / 100, kind="points")
    return GridCell(signed_decimal(gap, places, language), gap, kind="mean")


def _gap_of_counts(now: Reading, before: Reading, language: Language) -> GridCell:
    """The later count minus the earlier, or why there is no difference."""
    if now is None or before is None:
        return GridCell(NONE)
    for mark in (now.mark, before.mark):
        if mark:
            return marked(mark, language)
    one, other = now.counted, before.counted
    if now.kind in ("percent", "mean") or one is None or other is None:
        return GridCell(NONE)
    gap = one.shown - other.shown
    found = GridCell(signed(gap, language), gap, kind="change")
    certain = (one.exact and other.exact) or one.surely_above(other) or other.surely_above(one)
    return found if certain else _uncertain(found, language)


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


def lacking_line(figure: ReportFigure, language: Language) -> str:
    """How many lack the fact, said also when it is none; a share only of what the base counts too."""
    if figure.not_known is None:
        return ""
    lacking, base, of = figure.without, figure.based_on, figure.lacking
    if lacking is None:
        return Text("Hur många som saknar uppgift visas inte.", "How many lack the fact is not shown.").of(
            language
        )
    if not lacking.shown and base is not None and not base.shown:
        return ""
    if not lacking.most:
        return Text("Ingen saknar uppgift.", "None lacks the fact.").of(language)
    if of is not None:
        number = counted(lacking, of, language)
        return Text(f"Uppgift saknas för {number}.", f"Not known for {number}.").of(language)
    text = told(lacking, language)
    if lacking.shown and base is not None and figure.kind != "mean":
        everyone = base + lacking
        part = BoundedRatio(lacking, everyone, figure.periods)
        if not part.few:
            text += f" ({share(part, language)} {_of_all(everyone.shown, language)})"
    return Text(f"Uppgift saknas för {text}.", f"Not known for {text}.").of(language)


def _of_all(everyone: int, language: Language) -> str:
    return Text(f"av {whole(everyone, 'sv')}", f"of {whole(everyone, 'en')}").of(language)
