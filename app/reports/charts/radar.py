"""The Spindle's wheel: its users know it so. The table beside it has every number."""

from decimal import Decimal
from math import cos, pi, sin

from app.reports.charts import svg
from app.reports.document import RadarChart

WIDE, _RADIUS = 720.0, 150.0
_DASHES = (None, "8 4", "2 4", "10 3 2 3")


def radar(prefix: str, chart: RadarChart) -> tuple[float, float, list[str]]:
    """Width, height and shapes: rings for each whole point, a spoke for each item, a line for each series."""
    middle_x, middle_y = WIDE / 2, _RADIUS + 56
    steps = range(chart.least + 1, chart.most + 1)
    shapes = [_ring(chart, step, middle_x, middle_y) for step in steps]
    for index, label in enumerate(chart.axes):
        x, y = _point(chart, index, Decimal(chart.most), middle_x, middle_y)
        shapes.append(
            svg.element(
                "path", d=f"M{middle_x:.1f} {middle_y:.1f}L{x:.1f} {y:.1f}", stroke=svg.LINE, class_="grid"
            )
        )
        shapes += _label(index, len(chart.axes), label, middle_x, middle_y)
    shapes += [
        svg.text(middle_x + 4, middle_y - _reach(chart, Decimal(step)) + 12, str(step), quiet=True, size=11)
        for step in steps
    ]
    for index, (_, values) in enumerate(chart.series):
        shapes += _line(chart, index, values, middle_x, middle_y)
    y = middle_y + _RADIUS + 62
    for index, (name, _) in enumerate(chart.series):
        shapes += _sample(index, name, y)
        y += 22
    return WIDE, y, shapes


def _reach(chart: RadarChart, value: Decimal) -> float:
    return _RADIUS * float((value - chart.least) / (chart.most - chart.least))


def _point(chart: RadarChart, place: int, value: Decimal, x: float, y: float) -> tuple[float, float]:
    turn = 2 * pi * place / len(chart.axes) - pi / 2
    reach = _reach(chart, value)
    return x + reach * cos(turn), y + reach * sin(turn)


def _ring(chart: RadarChart, step: int, x: float, y: float) -> str:
    points = [_point(chart, place, Decimal(step), x, y) for place in range(len(chart.axes))]
    return svg.element("polygon", points=_joined(points), fill="none", stroke=svg.LINE, class_="grid")


def _joined(points: list[tuple[float, float]]) -> str:
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in points)


def _line(
    chart: RadarChart, series: int, values: tuple[Decimal | None, ...], x: float, y: float
) -> list[str]:
    """A closed line where every item has a value; else only its points, so that no line is invented."""
    points = [_point(chart, index, value, x, y) for index, value in enumerate(values) if value is not None]
    colour = svg.COLOURS[series % len(svg.COLOURS)]
    kind = f"line-{series % len(svg.COLOURS) + 1}"
    marks = [_mark(series, px, py, colour) for px, py in points]
    if len(points) < len(values):
        return marks
    outline = svg.element(
        "polygon",
        points=_joined(points),
        fill="none",
        stroke=colour,
        stroke_width=2.5,
        stroke_dasharray=_DASHES[series % len(_DASHES)],
        stroke_linejoin="round",
        class_=kind,
    )
    return [outline, *marks]


def _mark(series: int, x: float, y: float, colour: str) -> str:
    """Round, square, or pointed: told apart without the colour."""
    kind = f"series-{series % len(svg.COLOURS) + 1}"
    if series % 3 == 0:
        return svg.element("circle", cx=x, cy=y, r=4.0, fill=colour, class_=kind)
    if series % 3 == 1:
        return svg.element("rect", x=x - 4, y=y - 4, width=8, height=8, fill=colour, class_=kind)
    points = [(x, y - 5), (x + 5, y + 4), (x - 5, y + 4)]
    return svg.element("polygon", points=_joined(points), fill=colour, class_=kind)


def _label(place: int, number: int, words: str, x: float, y: float) -> list[str]:
    turn = 2 * pi * place / number - pi / 2
    px, py = x + (_RADIUS + 14) * cos(turn), y + (_RADIUS + 14) * sin(turn)
    anchor = "middle" if abs(cos(turn)) < 0.2 else "start" if cos(turn) > 0 else "end"
    lines = svg.wrapped(words, 190 if anchor != "middle" else 300, size=13)
    lift = -(len(lines) - 1) * 15 if sin(turn) < -0.5 else 0 if sin(turn) > 0.5 else -(len(lines) - 1) * 7
    down = 12 if sin(turn) > 0.5 else 4
    return [
        svg.text(px, py + lift + down + 15 * n, line, anchor=anchor, size=13) for n, line in enumerate(lines)
    ]


def _sample(series: int, name: str, y: float) -> list[str]:
    colour = svg.COLOURS[series % len(svg.COLOURS)]
    x = WIDE / 2 - 120
    line = svg.element(
        "path",
        d=f"M{x:.1f} {y - 5:.1f}h44",
        stroke=colour,
        stroke_width=2.5,
        stroke_dasharray=_DASHES[series % len(_DASHES)],
        class_=f"line-{series % len(svg.COLOURS) + 1}",
    )
    return [line, _mark(series, x + 22, y - 5, colour), svg.text(x + 54, y, name)]
