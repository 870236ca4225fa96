"""The words of a chapter, from the YAML file beside it: its title, its labels, and its panels by their ids.

A chapter looks its words up while it is imported, so that what lacks them fails there.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any

from app.kit.language import Text
from app.kit.texts import Texts, read, text_of
from app.reports.document import Chart, Grid, GridColumn, GridRow, NumberKind, Panel
from app.reports.figure_book import FigureBook
from app.reports.report_figures import Kind, TitledFigure, measured

_NOTHING = Text("", "")
_NUMBER = Text("Antal", "Number")
NO_BLANKS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class PanelWords:
    """What is said of a panel whatever its figures are. Blanks of its title are filled when it is made."""

    id: str
    title: Text
    rows: Text = _NOTHING
    """What its rows are."""
    base: Text = _NOTHING
    number: Text = _NUMBER
    """What is counted, at the head of a distribution's first column."""
    notes: tuple[Text, ...] = ()
    columns: Mapping[str, Text] = field(default_factory=dict)

    def titled(self, book: FigureBook, fill: Mapping[str, str]) -> str:
        """The title; `{district}` is what the municipality calls its districts. Texts of a catalogue are
        titles too, so that braces which name nothing stay."""
        title = book.t(self.title)
        for name, value in {"district": book.t(book.district_label).lower(), **fill}.items():
            title = title.replace(f"{{{name}}}", value)
        return title

    def column(self, book: FigureBook, key: str, kind: NumberKind = "count") -> GridColumn:
        return GridColumn(key, book.t(self.columns[key]), kind)

    def panel(
        self,
        book: FigureBook,
        columns: Sequence[GridColumn],
        rows: Sequence[GridRow],
        sentences: Sequence[str] = (),
        *,
        source: str = "",
        base: str = "",
        notes: Sequence[str] = (),
        chart: Chart | None = None,
        rows_are: str = "",
        fill: Mapping[str, str] = NO_BLANKS,
    ) -> Panel:
        """The panel, from what is of its figures; `notes` come after its own, `fill` into its title."""
        return Panel(
            self.id,
            self.titled(book, fill),
            Grid(rows_are or book.t(self.rows), tuple(columns), tuple(rows)),
            tuple(sentence for sentence in sentences if sentence),
            base or book.t(self.base),
            source,
            (*(book.t(note) for note in self.notes), *notes),
            chart,
        )


class ChapterWords:
    """The words of one chapter; `module` is its `__file__`."""

    def __init__(self, module: str) -> None:
        path = Path(module).with_suffix(".yaml")
        own = read(path)
        texts = Texts(path, own)
        self._texts = texts
        self.about: tuple[Text, ...] = texts.list("about") if "about" in own else ()
        """What it begins with, whatever its figures are."""
        self._labels = texts.group("labels") if "labels" in own else texts
        self._panels: Mapping[str, Any] = own.get("panels", {})
        self._path = path

    @property
    def name(self) -> Text:
        """Short, for who waits for it."""
        return self._texts["name"]

    @property
    def title(self) -> Text:
        return self._texts["title"]

    def __getitem__(self, label: str) -> Text:
        return self._labels[label]

    def figure(
        self, label: str, table: str, measure: str, value: Kind = "count", /, **at: str
    ) -> TitledFigure:
        """A figure under one of the chapter's labels."""
        return measured(self[label], table, measure, value, **at)

    def panel(self, id_: str) -> PanelWords:
        """The words of a panel. Raises `TypeError` for a part that no panel has."""
        texts = partial(text_of, where=f"{self._path}: {id_}")
        own = dict(self._panels[id_])
        notes = tuple(map(texts, own.pop("notes", ())))
        columns = {key: texts(one) for key, one in own.pop("columns", {}).items()}
        return PanelWords(
            id_, notes=notes, columns=columns, **{part: texts(one) for part, one in own.items()}
        )
