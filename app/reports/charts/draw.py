"""Any chart as SVG, with its title and with everything that it shows in words."""

from app.kit.language import Language, Text
from app.reports.charts import svg
from app.reports.charts.bars import bars, grouped, multiples
from app.reports.charts.radar import radar
from app.reports.document import Bars, Chart, GroupedBars, Panel, RadarChart, SmallMultiples
from app.reports.number_format import decimal

_KINDS = {
    Bars: Text("Liggande staplar.", "Horizontal bars."),
    GroupedBars: Text("Liggande staplar i grupper.", "Horizontal bars in groups."),
    SmallMultiples: Text("Flera små stapeldiagram på samma skala.", "Several small bar charts on one scale."),
    RadarChart: Text("Spindeldiagram.", "Radar chart."),
}


def draw(panel: Panel, language: Language) -> str:
    """The panel's chart as one SVG element; empty where it has none."""
    chart = panel.chart
    if chart is None:
        return ""
    prefix = f"c-{panel.id}"
    if isinstance(chart, Bars):
        wide, high, shapes = bars(prefix, chart)
    elif isinstance(chart, GroupedBars):
        wide, high, shapes = grouped(prefix, chart)
    elif isinstance(chart, SmallMultiples):
        wide, high, shapes = multiples(prefix, chart)
    else:
        wide, high, shapes = radar(prefix, chart)
    return svg.drawing(prefix, wide, high, panel.title, described(chart, language), *shapes)


def described(chart: Chart, language: Language) -> str:
    """What the chart shows, every figure of it."""
    return f"{_KINDS[type(chart)].of(language)} {_figures(chart, language)}"


def _figures(chart: Chart, language: Language) -> str:
    if isinstance(chart, Bars):
        return f"{'; '.join(f'{bar.label}: {bar.shown}' for bar in chart.bars)}."
    if isinstance(chart, SmallMultiples):
        return " ".join(f"{title}. {_figures(part, language)}" for title, part in chart.parts)
    if isinstance(chart, GroupedBars):
        rows = [
            f"{label}: {', '.join(f'{one.name} {one.bars[index].shown}' for one in chart.series)}"
            for index, label in enumerate(chart.labels)
        ]
        return f"{'; '.join(rows)}."
    parts = []
    for name, values in chart.series:
        each = [
            f"{axis} {'–' if value is None else decimal(value, 1, language)}"
            for axis, value in zip(chart.axes, values, strict=True)
        ]
        parts.append(f"{name}: {', '.join(each)}.")
    return " ".join(parts)
