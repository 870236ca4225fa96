"""A report as plain data: what every form of it (HTML, PDF, XLSX, CSV) is drawn from.

All texts are in one language already. A cell knows its number and the text that stands for it.
"""

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from app.kit.language import Language
from app.reports.figure_source import Edition
from app.reports.report_figures import Mark

NumberKind = Literal["count", "percent", "mean", "change", "points", "text"]
"""`percent` holds shares (0 to 1), `points` a difference of shares (0.03 is three percentage points)."""


@dataclass(frozen=True)
class GridColumn:
    key: str
    title: str
    kind: NumberKind = "count"


@dataclass(frozen=True)
class GridCell:
    """A number with its text, or a text alone; `mark` says why there is no number."""

    shown: str
    number: int | Decimal | None = None
    mark: Mark | None = None
    kind: NumberKind | None = None
    """What it is, where the rows of a column differ; else its column's kind."""
    base: int | None = None
    """Of a share or a mean what it is of."""
    uncertain: bool = False
    """Whether the rounding may have made it another: a share of few, a change that may be the other way."""


@dataclass(frozen=True)
class GridRow:
    label: str
    cells: tuple[GridCell, ...]
    whole: bool = False
    """Whether it adds up the other rows, or stands for all of them."""
    unknown: bool = False
    """Whether it counts those that lack the fact."""


@dataclass(frozen=True)
class Grid:
    """A table: what its rows are, its columns, its rows."""

    rows_are: str
    columns: tuple[GridColumn, ...]
    rows: tuple[GridRow, ...]


BarKind = Literal["plain", "unknown", "withheld", "missing", "few"]
"""`few`: a share of so few that its length would say more than it knows; its text stands alone."""


@dataclass(frozen=True)
class Bar:
    """One bar: its length by `value` (none where there is a mark), the text at its end."""

    label: str
    value: Decimal | None
    shown: str
    kind: BarKind = "plain"
    ends: tuple[Decimal, Decimal] | None = None
    """The least and the greatest that it may stand for, where it was rounded: drawn as a whisker."""


@dataclass(frozen=True)
class Bars:
    """Horizontal bars on one scale from zero; in per cent the scale ends at 100 at most."""

    bars: tuple[Bar, ...]
    percent: bool = False


@dataclass(frozen=True)
class BarSeries:
    """One of several bars for each row."""

    name: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class GroupedBars:
    """For each row a bar of each series, told apart by pattern as well as colour."""

    labels: tuple[str, ...]
    series: tuple[BarSeries, ...]
    percent: bool = False
    most: Decimal | None = None
    """Where the scale ends, if that is given (such as 5 points)."""


@dataclass(frozen=True)
class SmallMultiples:
    """The same bars for each of several groups, on one scale."""

    parts: tuple[tuple[str, Bars], ...]
    percent: bool = False


@dataclass(frozen=True)
class RadarChart:
    """Means on a scale of `least` to `most` along the spokes of a wheel. For the Spindle alone."""

    axes: tuple[str, ...]
    series: tuple[tuple[str, tuple[Decimal | None, ...]], ...]
    least: int
    most: int


Chart = Bars | GroupedBars | SmallMultiples | RadarChart


@dataclass(frozen=True)
class Panel:
    """One table of the report with its chart and words. `id` names its sheet, file and place."""

    id: str
    title: str
    grid: Grid
    sentences: tuple[str, ...] = ()
    base: str = ""
    """What the shares are of and how many lack the fact."""
    source: str = ""
    """Which table and period the figures are from, and in which state."""
    notes: tuple[str, ...] = ()
    chart: Chart | None = None


@dataclass(frozen=True)
class Chapter:
    id: str
    title: str
    panels: tuple[Panel, ...]
    introduction: tuple[str, ...] = ()
    rounding: tuple[str, ...] = ()
    """What it means for all of its tables that their figures were rounded; nothing where they are exact."""


@dataclass(frozen=True)
class Report:
    """The whole report. `mark` says which edition it is and must stand on every page."""

    language: Language
    edition: Edition
    place: str
    district: str
    period: str
    period_words: str
    title: str
    mark: str
    explained: str
    about: tuple[str, ...]
    summary: tuple[str, ...]
    chapters: tuple[Chapter, ...]
    method: tuple[str, ...] = ()
    version: str = ""
    file_name: str = ""

    @property
    def panels(self) -> tuple[Panel, ...]:
        """All panels in order."""
        return tuple(panel for _, panel in self.placed)

    @property
    def placed(self) -> tuple[tuple[Chapter, Panel], ...]:
        """All panels in order, each with its chapter."""
        return tuple((chapter, panel) for chapter in self.chapters for panel in chapter.panels)
