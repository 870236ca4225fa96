"""Horizontal bars from zero with their figures at their ends: alone, in groups, and in small multiples."""

from collections.abc import Sequence
from decimal import Decimal

from app.reports.charts import svg
from app.reports.document import Bar, Bars, GroupedBars, SmallMultiples

WIDE = 720
_THICK, _STEP, _LINE = 18, 28, 15
_GAP = 8


def bars(prefix: str, chart: Bars) -> tuple[float, float, list[str]]:
    """Width, height and shapes."""
    label, room = _columns(chart.bars, WIDE)
    shapes, high = _rows(prefix, chart.bars, most_of([chart]), 0, 0, label, room)
    return WIDE, high, shapes


def multiples(prefix: str, chart: SmallMultiples) -> tuple[float, float, list[str]]:
    """Two columns of the same bars on one scale."""
    wide = (WIDE - 24) / 2
    every = [bar for _, part in chart.parts for bar in part.bars]
    label, room = _columns(every, wide, 0.46)
    most = most_of([part for _, part in chart.parts])
    shapes: list[str] = []
    y = 0.0
    for place in range(0, len(chart.parts), 2):
        ends = []
        for column, (title, part) in enumerate(chart.parts[place : place + 2]):
            x = column * (wide + 24)
            shapes.append(svg.text(x, y + 16, title, bold=True))
            own, high = _rows(prefix, part.bars, most, x, y + 24, label, room)
            shapes += own
            ends.append(y + 24 + high)
        y = max(ends) + 12
    return WIDE, y, shapes


def grouped(prefix: str, chart: GroupedBars) -> tuple[float, float, list[str]]:
    """For each row a bar of each series, each with its series' name."""
    label = min(250.0, max(svg.width(one) for one in chart.labels) + _GAP + 1)
    ends = [svg.width(f"{series.name} {bar.shown}") for series in chart.series for bar in series.bars]
    room = WIDE - label - max(ends) - 2 * _GAP
    most = chart.most or max(map(_reach, (bar for one in chart.series for bar in one.bars))) or Decimal(1)
    shapes, y = [], 4.0
    for row, words in enumerate(chart.labels):
        top = y
        for index, series in enumerate(chart.series):
            bar = series.bars[row]
            length = _length(bar, most, room)
            if length:
                shapes.append(
                    svg.element(
                        "rect", x=label, y=y, width=length, height=_THICK - 2, **svg.fill(prefix, index)
                    )
                )
            drawn, end = _whisker(bar, most, room, label, y + _THICK / 2 - 1)
            shapes += drawn
            shapes.append(svg.text(label + max(length, end) + _GAP, y + 13, f"{series.name} {bar.shown}"))
            y += _THICK + 1
        lines = svg.wrapped(words, label - _GAP, lines=len(chart.series))
        shapes += [
            svg.text(label - _GAP, (top + y) / 2 + 4 + _LINE * (n - (len(lines) - 1) / 2), line, anchor="end")
            for n, line in enumerate(lines)
        ]
        y += 8
    return WIDE, y, [*shapes, _axis(label, 0, y - 6)]


def most_of(charts: Sequence[Bars]) -> Decimal:
    """Where the scale ends: at the longest bar or whisker."""
    return max(map(_reach, (bar for chart in charts for bar in chart.bars)), default=Decimal(0)) or Decimal(1)


def _reach(bar: Bar) -> Decimal:
    """How far a bar goes: to the end of its whisker if it has one."""
    if bar.value is None:
        return Decimal(0)
    return bar.ends[1] if bar.ends else bar.value


def _columns(bars_: Sequence[Bar], wide: float, part: float = 0.4) -> tuple[float, float]:
    """The width of the labels, and of the longest bar: the figures at the ends need room too."""
    label = min(wide * part, max(svg.width(one.label) for one in bars_) + _GAP + 1)
    ends = max(svg.width(one.shown) for one in bars_) + _GAP
    return label, max(40.0, wide - label - ends)


def _rows(
    prefix: str, bars_: Sequence[Bar], most: Decimal, x: float, y: float, label: float, room: float
) -> tuple[list[str], float]:
    shapes, top = [], y
    for bar in bars_:
        lines = svg.wrapped(bar.label, label - _GAP)
        step = _STEP if len(lines) == 1 else _STEP + 8
        middle = y + step / 2
        shapes += [
            svg.text(x + label - _GAP, middle + 5 + _LINE * (n - (len(lines) - 1) / 2), line, anchor="end")
            for n, line in enumerate(lines)
        ]
        length = _length(bar, most, room)
        if length:
            paint = svg.unknown(prefix) if bar.kind == "unknown" else svg.fill(prefix, 0)
            shapes.append(
                svg.element("rect", x=x + label, y=middle - _THICK / 2, width=length, height=_THICK, **paint)
            )
        drawn, end = _whisker(bar, most, room, x + label, middle)
        shapes += drawn
        shapes.append(
            svg.text(
                x + label + max(length, end) + _GAP,
                middle + 5,
                bar.shown,
                bold=bar.kind == "withheld",
                italic=bar.kind in ("missing", "few"),
                quiet=bar.kind in ("missing", "few"),
            )
        )
        y += step
    return [*shapes, _axis(x + label, top, y)], y - top


def _length(bar: Bar, most: Decimal, room: float) -> float:
    """None at all for zero and for what has no number; never too short to be seen."""
    if not bar.value or bar.value < 0:
        return 0.0
    return max(1.5, float(bar.value / most) * room)


def _whisker(bar: Bar, most: Decimal, room: float, x: float, y: float) -> tuple[list[str], float]:
    """The line from the least to the greatest that a rounded bar may stand for, and how far it reaches."""
    if bar.ends is None or bar.value is None:
        return [], 0.0
    low, high = (float(min(one, most) / most) * room for one in bar.ends)
    line = f"M{x + low:.1f} {y:.1f}H{x + high:.1f}M{x + low:.1f} {y - 4:.1f}v8M{x + high:.1f} {y - 4:.1f}v8"
    # Light around dark, so that it is seen on the bar as well as beside it.
    return [
        svg.element("path", d=line, stroke="#ffffff", stroke_width=4, fill="none", class_="halo"),
        svg.element("path", d=line, stroke=svg.INK, stroke_width=1.5, fill="none", class_="whisker"),
    ], high


def _axis(x: float, top: float, bottom: float) -> str:
    """The zero that every bar begins at."""
    return svg.element(
        "path", d=f"M{x:.1f} {top:.1f}V{bottom:.1f}", stroke=svg.INK, stroke_width=1, class_="axis"
    )
