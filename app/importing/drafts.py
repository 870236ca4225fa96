"""From the rows of a file to drafts of records: a key, a content as the intake takes it, and where each
part of it stands in the file.

A blank cell is never zero and never "no". It means "not known" where the field can say so; a field with a
default (`does-not-apply`) keeps it, and becomes "not known" where the default cannot be right (the mothers
of a visit that was held); what can be neither is refused.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from pydantic.fields import FieldInfo

from app.importing.cell_labels import Labels, codes_for
from app.importing.cell_reader import BadCell, Raw, Value, is_blank, read
from app.importing.heading import SheetHeading
from app.importing.mistakes import FileMistake, mistake
from app.importing.record_file import Row
from app.importing.sheet_columns import SheetColumn, SheetLayout, has_no_default
from app.kit.json_values import JsonObject
from app.vocabulary.states import DOES_NOT_APPLY, NOT_ASKED, NOT_KNOWN

MOST_ITEMS = 100
"""Rows of one return that are kept; the schema refuses far fewer."""


@dataclass(frozen=True)
class NestedPlace:
    """Where a nested part of a record stands: `answers.0.respondent` is in `answer1_respondent`."""

    row: int
    header: str
    prefix: str | None = None


@dataclass
class RecordDraft:
    """One record on its way in; `unsaid` are the fields that a blank cell left at their default."""

    row: int
    heading: SheetHeading
    key: dict[str, Any] = field(default_factory=dict)
    content: dict[str, Any] = field(default_factory=dict)
    unsaid: list[str] = field(default_factory=list)
    nested: dict[str, NestedPlace] = field(default_factory=dict)
    mistakes: list[FileMistake] = field(default_factory=list)

    def cell(self, path: str) -> tuple[int, str | None, str | None]:
        """Row, header and letter of a field's dotted path."""
        first, *rest = path.split(".")
        nested = self.nested.get(".".join((first, *rest[:1])))
        letters = self.heading.letters
        if nested is not None:
            own = nested.header if nested.prefix is None else f"{nested.prefix}{path.rpartition('.')[2]}"
            header = own if own in letters else nested.header
            return nested.row, header, letters.get(header)
        known = first in letters and first != "answers"
        return self.row, first if known else None, letters[first] if known else None

    def blame(self, rule: str, path: str, **values: object) -> None:
        """Add a mistake of the import's own at a field's cell."""
        row, header, letter = self.cell(path)
        self.mistakes.append(mistake(rule, row, header, letter, **values))


class DraftMaker:
    """Makes drafts of one file's rows."""

    def __init__(
        self, layout: SheetLayout, heading: SheetHeading, labels: Mapping[str, Labels], *, even: bool
    ) -> None:
        """`labels` are those of each column by its header; `even` says that no row may have fewer cells than
        the header, or more that hold something (CSV)."""
        self._heading, self._labels, self._even = heading, labels, even
        self._grouped = layout.grouped
        self._placed: dict[str, list[tuple[int, SheetColumn]]] = defaultdict(list)
        self._slots: dict[int, list[tuple[int, SheetColumn]]] = defaultdict(list)
        self._blank: dict[str, tuple[str | None, bool]] = {}
        for index, column in enumerate(heading.columns):
            if column is not None:
                self._placed[column.part].append((index, column))
                if column.part == "answer":
                    self._slots[column.slot].append((index, column))
                if column.part == "field":
                    info = layout.activity.schema.model_fields[column.name]
                    self._blank[column.name] = _blank(column, info)
        self._outside = [index for index, column in enumerate(heading.columns) if column is None]

    def drafts(self, rows: Iterable[Row]) -> Iterator[RecordDraft]:
        """A draft for each row; for a return of several rows, one for each such group: rows of one key that
        follow each other."""
        whole: RecordDraft | None = None
        for row, cells in rows:
            draft = self._draft(row, cells)
            if whole is not None and self._grouped and draft.key and draft.key == whole.key:
                self._join(whole, draft)
                continue
            if whole is not None:
                yield whole
            whole = draft
        if whole is not None:
            yield whole

    def _draft(self, row: int, cells: Sequence[Raw]) -> RecordDraft:
        draft = RecordDraft(row, self._heading)
        width = len(self._heading.columns)
        beyond = not all(map(is_blank, cells[width:]))
        if self._even and (len(cells) < width or beyond):
            draft.mistakes.append(mistake("row-width", row, cells=len(cells), columns=width))
            return draft
        if beyond:
            draft.mistakes.append(mistake("outside", row))
        if any(place < len(cells) and not is_blank(cells[place]) for place in self._outside):
            draft.mistakes.append(mistake("outside", row))
        draft.key = self._values(draft, cells, self._placed["key"])
        draft.content = self._values(draft, cells, self._placed["field"])
        for name, (blank, may_be_not_known) in self._blank.items():
            if name not in draft.content:
                if blank is not None:
                    draft.content[name] = blank
                if may_be_not_known:
                    draft.unsaid.append(name)
        for slot in sorted(self._slots):
            self._add_respondent(draft, cells, slot)
        self._add_counts(draft, cells)
        if self._placed["item"]:
            item = self._values(draft, cells, self._placed["item"])
            draft.nested["programmes.0"] = NestedPlace(row, "programme", "")
            for leaders in draft.content.get("leaders", []):
                leaders.setdefault("programme", item.get("programme", ""))
            draft.content["programmes"] = [item]
        return draft

    def _values(
        self, draft: RecordDraft, cells: Sequence[Raw], columns: Iterable[tuple[int, SheetColumn]]
    ) -> dict[str, Any]:
        """By the columns' names, the cells that are not blank. A bad one is left out and noted."""
        values = {}
        for place, column in columns:
            value = self._read(draft, cells[place] if place < len(cells) else None, column)
            if value is not None:
                values[column.name] = value
        return values

    def _read(self, draft: RecordDraft, raw: Raw, column: SheetColumn) -> Value | None:
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
            draft.mistakes.append(mistake(bad.rule, draft.row, column.header, letter))
            return None

    def _add_respondent(self, draft: RecordDraft, cells: Sequence[Raw], slot: int) -> None:
        """One respondent's answers, if any cell of theirs is filled in."""
        answers = self._values(draft, cells, self._slots[slot])
        if not answers:
            return
        one: JsonObject = {"respondent": answers.pop("respondent", NOT_KNOWN)}
        if "questionnaire" in answers:
            one["questionnaire"] = answers.pop("questionnaire")
        prefix = f"answer{slot}_"
        _add(
            draft,
            "answers",
            {**one, "answers": answers},
            NestedPlace(draft.row, f"{prefix}respondent", prefix),
        )

    def _add_counts(self, draft: RecordDraft, cells: Sequence[Raw]) -> None:
        """Numbers that have a column each: survey answers, group leaders. A blank cell is no number."""
        for place, column in (*self._placed["survey"], *self._placed["leaders"]):
            value = self._read(draft, cells[place] if place < len(cells) else None, column)
            if value is None:
                continue
            item: JsonObject = {"arena": column.codes[0], "leaders": value}
            if column.part == "survey":
                item = dict(zip(("questionnaire", "question", "answer"), column.codes, strict=True))
                item["number"] = value
            _add(draft, column.name, item, NestedPlace(draft.row, column.header))

    def _join(self, whole: RecordDraft, draft: RecordDraft) -> None:
        """Add a row's items to the return that it belongs to. Facts of the return itself may not differ."""
        whole.mistakes += draft.mistakes
        for _, column in self._placed["field"]:
            if draft.content.get(column.name) != whole.content.get(column.name):
                letter = self._heading.letters[column.header]
                whole.mistakes.append(
                    mistake("differs-from-first", draft.row, column.header, letter, first=whole.row)
                )
        for name in ("programmes", "leaders"):
            for index, item in enumerate(draft.content.get(name, [])):
                if len(whole.content.get(name, [])) < MOST_ITEMS:
                    _add(whole, name, item, draft.nested[f"{name}.{index}"])


def _add(draft: RecordDraft, name: str, item: JsonObject, place: NestedPlace) -> None:
    """One more part of a record, and where it stands."""
    items = draft.content.setdefault(name, [])
    draft.nested[f"{name}.{len(items)}"] = place
    items.append(item)


def _blank(column: SheetColumn, info: FieldInfo) -> tuple[str | None, bool]:
    """What a blank cell says, None for the field's default; and whether it may turn out "not known"."""
    states = column.kind.states if column.kind else ()
    if has_no_default(info, states):
        return (NOT_KNOWN if NOT_KNOWN in states else None), False
    return (DOES_NOT_APPLY if info.default == NOT_ASKED else None), NOT_KNOWN in states
