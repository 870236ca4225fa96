"""Chapters and the usual kinds of panels as declarations: which figures, in which order, with which words."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.kit.language import Text
from app.reports.district_columns import by_district, most_and_fewest, spread
from app.reports.document import Chapter, Panel
from app.reports.figure_book import FigureBook
from app.reports.key_figures import key_figures, per_tertial
from app.reports.nouns import CountedNoun
from app.reports.panels import distribution, parts_of
from app.reports.report_figures import Kind, TitledFigure
from app.reports.words import ChapterWords, PanelWords

Said = Callable[[FigureBook], Sequence[str]]
"""Sentences; an empty one says nothing."""
Columns = Sequence[TitledFigure] | Callable[[FigureBook], Sequence[TitledFigure]]
"""Which figures; some depend on the catalogue or the period."""
Maker = Callable[[FigureBook], Panel | Iterable[Panel | None] | None]
"""Makes a panel, or several; None where the edition has no figures for it."""


def _of(columns: Columns, book: FigureBook) -> Sequence[TitledFigure]:
    return columns(book) if callable(columns) else columns


@dataclass(frozen=True)
class KeyFigures:
    """Key figures beside those of the earlier spans."""

    words: PanelWords
    figures: Columns

    def __call__(self, book: FigureBook) -> Panel | None:
        return key_figures(book, self.words, _of(self.figures, book))


@dataclass(frozen=True)
class TertialFigures:
    """Key figures of each tertial of a longer span."""

    words: PanelWords
    figures: Columns

    def __call__(self, book: FigureBook) -> Panel | None:
        return per_tertial(book, self.words, _of(self.figures, book))


@dataclass(frozen=True)
class DistributionPanel:
    """A measure over the categories of a dimension, the largest first unless they have an order."""

    words: PanelWords
    table: str
    measure: str
    over: str
    value: Kind = "percent"
    at: Mapping[str, str] = field(default_factory=dict)
    ordered: bool = False
    say_most: bool = True
    said: Said | None = None

    def __call__(self, book: FigureBook) -> Panel | None:
        parts = parts_of(
            book, self.table, self.measure, self.over, ordered=self.ordered, value=self.value, at=self.at
        )
        sentences = self.said(book) if self.said else ()
        return distribution(book, self.words, parts, sentences, say_most=self.say_most)


@dataclass(frozen=True)
class DistrictPanel:
    """Districts side by side. `most` says who has most and fewest of the first column's things."""

    words: PanelWords
    columns: Columns
    most: CountedNoun | None = None
    says_spread: bool = False
    """Whether it says between which shares of the first column the districts lie."""

    def __call__(self, book: FigureBook) -> Panel | None:
        columns = _of(self.columns, book)
        said = most_and_fewest(book, columns[0], self.most) if self.most else ""
        return by_district(
            book, self.words, columns, (said, spread(book, columns[0]) if self.says_spread else "")
        )


@dataclass(frozen=True)
class ChapterDeclaration:
    """A chapter: its panels in order. `introduction` begins it with what its figures say."""

    id: str
    words: ChapterWords
    panels: Sequence[Maker]
    introduction: Callable[[FigureBook], Iterable[str]] | None = None
    applies: Callable[[FigureBook], bool] = lambda _book: True
    """Where it does not it has no panels, and so is left out."""

    @property
    def name(self) -> Text:
        return self.words.name

    def __call__(self, book: FigureBook) -> Chapter:
        begun = self.introduction(book) if self.introduction else map(book.t, self.words.about)
        panels = tuple(self._panels(book)) if self.applies(book) else ()
        return Chapter(self.id, book.t(self.words.title), panels, tuple(line for line in begun if line))

    def _panels(self, book: FigureBook) -> Iterator[Panel]:
        for make in self.panels:
            made = make(book)
            yield from (one for one in ([made] if isinstance(made, Panel) else made or ()) if one)
