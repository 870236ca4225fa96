"""From the rows of a file to drafts of records: a key, a content as the intake takes it, and where each
part of it stands in the file.

A blank cell is never zero and never "no". It means "not known" where the field can say so; a field with a
default (`does-not-apply`) keeps it, and becomes "not known" where the default cannot be right (the mothers
of a visit that was held); what can be neither is refused.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.importing.cells import BadCell, Raw, Value, is_blank, read
from app.importing.columns import Column, Layout
from app.importing.heading import Heading
from app.importing.labels import Labels, codes_for
from app.importing.mistakes import Mistake, mistake
from app.vocabulary.states import DOES_NOT_APPLY, NOT_ASKED, NOT_KNOWN

Row = tuple[int, Sequence[Raw]]
"""A row's number as a spreadsheet shows it, and its cells."""

MOST_ITEMS = 100
"""Rows of one return that are kept; the schema refuses far fewer."""


@dataclass(frozen=True)
class Nested:
    """Where a nested part of a record stands: `answers.0.respondent` is in `answer1_respondent`."""

    row: int
    header: str
    prefix: str | None = None


@dataclass
class Draft:
    """One record on its way in; `unsaid` are the fields that a blank cell left at their default."""

    row: int
    key: dict[str, Any] = field(default_factory=dict)
    content: dict[str, Any] = field(default_factory=dict)
    unsaid: list[str] = field(default_factory=list)
    nested: dict[str, Nested] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)

    def place(self, path: str, heading: Heading) -> tuple[int, str | None]:
        """Row and header of a field's dotted path."""
        parts = path.split(".")
        nested = self.nested.get(".".join(parts[:2]))
        if nested is not None:
            own = f"{nested.prefix}{parts[-1]}" if nested.prefix is not None else nested.header
            return nested.row, own if heading.has(own) else nested.header
        if parts[0] == "answers":
            return self.row, None
        return self.row, parts[0] if heading.has(parts[0]) else None

    def bad_places(self) -> set[tuple[int | None, str | None]]:
        return {(one.row, one.column) for one in self.mistakes}


class Drafting:
    """Makes drafts of one file's rows."""

    def __init__(self, layout: Layout, heading: Heading, labels: Mapping[str, Labels], *, even: bool) -> None:
        """`labels` are those of each column by its header; `even` says that no row may have fewer cells than
        the header, or more that hold something (CSV)."""
        self._heading = heading
        self._labels = labels
        self._even = even
        self._layout = layout
        placed = [(place, column) for place, column in enumerate(heading.columns) if column is not None]
        self._keys = [(place, column) for place, column in placed if column.part == "key"]
        self._fields = [
            (place, column, *self._blank(column)) for place, column in placed if column.part == "field"
        ]
        self._items = [(place, column) for place, column in placed if column.part == "item"]
        self._counts = [(place, column) for place, column in placed if column.part in ("survey", "leaders")]
        self._slots: dict[int, list[tuple[int, Column]]] = {}
        for place, column in placed:
            if column.part == "answer":
                self._slots.setdefault(column.slot, []).append((place, column))
        self._outside = [place for place, column in enumerate(heading.columns) if column is None]

    def _blank(self, column: Column) -> tuple[str | None, bool]:
        """What a blank cell says, None for the field's default; and whether it may turn out "not known".

        A column that older files lack was asked where it is there: blank is not "not asked"."""
        states = column.kind.states if column.kind else ()
        info = self._layout.activity.schema.model_fields[column.name]
        if info.is_required() or (info.default == NOT_ASKED and DOES_NOT_APPLY not in states):
            return (NOT_KNOWN if NOT_KNOWN in states else None), False
        return (DOES_NOT_APPLY if info.default == NOT_ASKED else None), NOT_KNOWN in states

    def drafts(self, rows: Iterable[Row]) -> Iterator[Draft]:
        """A draft for each row; for a return of several rows, one for each such group."""
        if self._layout.grouped:
            yield from self._grouped(rows)
            return
        for row, cells in rows:
            yield self._one(row, cells)

    def _one(self, row: int, cells: Sequence[Raw]) -> Draft:
        draft = Draft(row)
        width = len(self._heading.columns)
        beyond = not all(map(is_blank, cells[width:]))
        if self._even and (len(cells) < width or beyond):
            draft.mistakes.append(mistake("row-width", row, cells=len(cells), columns=width))
            return draft
        if beyond:
            draft.mistakes.append(mistake("outside", row))
        if any(place < len(cells) and not is_blank(cells[place]) for place in self._outside):
            draft.mistakes.append(mistake("outside", row))
        for place, column in self._keys:
            value = self._read(draft, row, cells, place, column)
            if value is not None:
                draft.key[column.name] = value
        for place, column, blank, may_be in self._fields:
            value = self._read(draft, row, cells, place, column)
            if value is not None:
                draft.content[column.name] = value
                continue
            if blank is not None:
                draft.content[column.name] = blank
            if may_be:
                draft.unsaid.append(column.name)
        for slot in sorted(self._slots):
            self._respondent(draft, row, cells, slot)
        if self._counts:
            self._count(draft, row, cells)
        if self._items:
            draft.content["programmes"] = [self._item(draft, row, cells, 0)]
        return draft

    def _read(self, draft: Draft, row: int, cells: Sequence[Raw], place: int, column: Column) -> Value | None:
        """The cell's value; None where it is blank or beyond the row's end, or bad, which the draft notes."""
        raw = cells[place] if place < len(cells) else None
        if raw is None or raw == "":
            return None
        if isinstance(raw, str) and (labels := self._labels.get(column.header)):
            codes = codes_for(raw, labels)
            if codes is not None and (column.reading == "codes" or len(codes) == 1):
                return codes if column.reading == "codes" else codes[0]
        try:
            return read(raw, column.reading)
        except BadCell as bad:
            letter = self._heading.letters[column.header]
            draft.mistakes.append(mistake(bad.rule, row, column.header, letter))
            return None

    def _respondent(self, draft: Draft, row: int, cells: Sequence[Raw], slot: int) -> None:
        """One respondent's answers, if any cell of theirs is filled in."""
        found = {
            column.name: value
            for place, column in self._slots[slot]
            if (value := self._read(draft, row, cells, place, column)) is not None
        }
        if not found:
            return
        one: dict[str, Any] = {"respondent": found.pop("respondent", NOT_KNOWN)}
        if "questionnaire" in found:
            one["questionnaire"] = found.pop("questionnaire")
        answers = draft.content.setdefault("answers", [])
        prefix = f"answer{slot}_"
        draft.nested[f"answers.{len(answers)}"] = Nested(row, f"{prefix}respondent", prefix)
        answers.append({**one, "answers": found})

    def _count(self, draft: Draft, row: int, cells: Sequence[Raw]) -> None:
        """Numbers that have a column each: survey answers, group leaders. A blank cell is no number."""
        for place, column in self._counts:
            value = self._read(draft, row, cells, place, column)
            if value is None:
                continue
            items = draft.content.setdefault(column.name, [])
            draft.nested[f"{column.name}.{len(items)}"] = Nested(row, column.header)
            if column.part == "survey":
                questionnaire, question, answer = column.codes
                items.append(
                    {"questionnaire": questionnaire, "question": question, "answer": answer, "number": value}
                )
            else:
                items.append({"arena": column.codes[0], "leaders": value})

    def _item(self, draft: Draft, row: int, cells: Sequence[Raw], index: int) -> dict[str, Any]:
        """A programme's own row; the leaders on it are the programme's."""
        item: dict[str, Any] = {}
        for place, column in self._items:
            value = self._read(draft, row, cells, place, column)
            if value is not None:
                item[column.name] = value
        draft.nested[f"programmes.{index}"] = Nested(row, "programme", "")
        for leaders in draft.content.get("leaders", []):
            leaders.setdefault("programme", item.get("programme", ""))
        return item

    def _grouped(self, rows: Iterable[Row]) -> Iterator[Draft]:
        """Rows of one key that follow each other, as one draft."""
        whole: Draft | None = None
        for row, cells in rows:
            draft = self._one(row, cells)
            if whole is None or not draft.key or draft.key != whole.key:
                if whole is not None:
                    yield whole
                whole = draft
            else:
                self._join(whole, draft)
        if whole is not None:
            yield whole

    def _join(self, whole: Draft, draft: Draft) -> None:
        """Add a row's items to the return that it belongs to. Facts of the return itself may not differ."""
        whole.mistakes += draft.mistakes
        for _, column, *_ in self._fields:
            if draft.content.get(column.name) != whole.content.get(column.name):
                letter = self._heading.letters[column.header]
                whole.mistakes.append(
                    mistake("differs-from-first", draft.row, column.header, letter, first=whole.row)
                )
        for name in ("programmes", "leaders"):
            items = whole.content.setdefault(name, [])
            for index, item in enumerate(draft.content.get(name, [])):
                if len(items) < MOST_ITEMS:
                    whole.nested[f"{name}.{len(items)}"] = draft.nested[f"{name}.{index}"]
                    items.append(item)
