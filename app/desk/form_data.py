"""From a filled-in form to a return's content, from stored content to the form, and faults back to boxes."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.catalogue.catalogue import Catalogue
from app.desk.return_boxes import BoxGroup, NumberBox
from app.desk.sent_form import SentForm
from app.kit.faults import Fault
from app.kit.json_values import JsonObject
from app.kit.language import Language, Text
from app.vocabulary.states import ABSENT

STATE = ".state"
"""A box's name and this is the name of the states that can be ticked beside it."""

_BLANKS = re.compile(r"[\s\u00a0\u202f]")
_NUMBER = re.compile(r"^-?[0-9]{1,18}$")
_DECIMAL = re.compile(r"^-?[0-9]{1,9}([.,][0-9]{1,9})?$")

BOTH = Text(
    "Ange antingen ett antal eller ”{state}”, inte båda.", "Give either a number or “{state}”, not both."
)
_MISSING = Text("Ange ett antal, eller välj ”{state}”.", "Give a number, or choose “{state}”.")
_WHOLE = Text(
    "Skriv ett heltal från {least} till {most}, med siffror.",
    "Write a whole number from {least} to {most}, in figures.",
)
_MEAN = Text(
    "Skriv ett tal från {least} till {most} med högst två decimaler, till exempel 4,25.",
    "Write a number from {least} to {most} with at most two decimals, such as 4.25.",
)
_ONE_ROW = Text("Fyll i minst en rad.", "Fill in at least one row.")
_ASKED_FOR = {"missing", "not-a-number", "wrong-kind", "too-small", "too-large", "wrong-format"}


@dataclass(frozen=True)
class BoxContent:
    """What stands in a box: a number as it was typed or stored, and the state that is ticked."""

    text: str = ""
    state: str = ""


@dataclass(frozen=True)
class BoxFault:
    """What is wrong, in words, and the box that it is wrong in (None for the form as a whole)."""

    message: str
    box: NumberBox | None = None


@dataclass
class FormReading:
    """A form as it was read: the content to validate, what stands in each box, and what is wrong already."""

    content: dict[str, Any]
    given: dict[str, BoxContent]
    wrong: list[tuple[NumberBox, Text]] = field(default_factory=list)
    rows: dict[str, list[tuple[str, ...]]] = field(default_factory=dict)
    """The codes of the rows of each list, in the order in which they stand in the content."""


def read(sent: SentForm, groups: Sequence[BoxGroup], version: int) -> FormReading:
    """Read a form. What is no number is refused by the schema like anything else, and not shown again: a
    name typed into the wrong box does not come back."""
    found = FormReading({"catalogue_version": version}, {})
    rows: dict[tuple[str, tuple[str, ...]], JsonObject] = {}
    for box in boxes_of(groups):
        typed = _BLANKS.sub("", sent.one(box.name))
        ticked = next((code for code in sent.all(f"{box.name}{STATE}") if code in box.states), "")
        number = _number(box, typed)
        found.given[box.name] = BoxContent("" if isinstance(number, str) else typed[:20], ticked)
        if typed and ticked:
            found.wrong.append((box, BOTH.format(state=box.states[ticked])))
        if not typed and not ticked:
            continue
        value = ticked or number
        if box.row is None:
            found.content[box.own_field] = value
        else:
            rows.setdefault(box.row, {})[box.own_field] = value
    for (name, codes), values in rows.items():
        keys = _key_names(groups, name)
        found.content.setdefault(name, []).append({**dict(zip(keys, codes, strict=True)), **values})
        found.rows.setdefault(name, []).append(codes)
    return found


def _number(box: NumberBox, typed: str) -> int | float | str:
    """The number that was typed, or a text that no schema takes."""
    if not typed:
        return ""
    if box.is_mean:
        return float(typed.replace(",", ".")) if _DECIMAL.match(typed) else "?"
    return int(typed) if _NUMBER.match(typed) else "?"


def _key_names(groups: Sequence[BoxGroup], name: str) -> tuple[str, ...]:
    """The names of a row's codes, in order."""
    return next(box.keys for box in boxes_of(groups) if box.row and box.row[0] == name)


def given_of(
    content: Mapping[str, Any], groups: Sequence[BoxGroup], language: Language
) -> dict[str, BoxContent]:
    """What is stored, as it stands in the boxes."""
    found = {}
    for box in boxes_of(groups):
        if box.row is None:
            value = content.get(box.own_field)
        else:
            name, codes = box.row
            rows = content.get(name, ())
            row: Mapping[str, object] = next(
                (one for one in rows if tuple(str(one[key]) for key in box.keys) == codes), {}
            )
            value = row.get(box.own_field)
        found[box.name] = _given(value, box, language)
    return found


def _given(value: object, box: NumberBox, language: Language) -> BoxContent:
    if value is None:
        return BoxContent()
    if isinstance(value, str):
        return BoxContent(state=value if value in box.states else "")
    text = f"{value:g}" if isinstance(value, float) else str(value)
    return BoxContent(text.replace(".", ",") if language == "sv" else text)


def boxes_of(groups: Iterable[BoxGroup]) -> list[NumberBox]:
    return [box for group in groups for box in group.boxes]


def told(
    faults: Iterable[Fault],
    reading: FormReading,
    groups: Sequence[BoxGroup],
    catalogue: Catalogue,
    language: Language,
) -> list[BoxFault]:
    """Faults in plain words, each at its box, one a box."""
    found = [BoxFault(text.of(language), box) for box, text in reading.wrong]
    taken = {one.box.name for one in found if one.box}
    for fault in faults:
        box = _box_of(fault.field, reading, groups)
        if box is None or box.name not in taken:
            found.append(BoxFault(_words(fault, box, groups, catalogue, language), box))
            taken |= {box.name} if box else set()
    return found


def _box_of(path: str, reading: FormReading, groups: Sequence[BoxGroup]) -> NumberBox | None:
    """The box of a dotted path in the content; of a whole row or list, its first one."""
    name, _, rest = path.partition(".")
    place, _, own = rest.partition(".")
    boxes = boxes_of(groups)
    if name in reading.rows and place.isdigit():
        codes = reading.rows[name][int(place)]
        in_row = [box for box in boxes if box.row == (name, codes)]
        return next((box for box in in_row if box.own_field == own), in_row[0])
    return next((box for box in boxes if box.name == name or (box.row and box.row[0] == name)), None)


def _words(
    fault: Fault, box: NumberBox | None, groups: Sequence[BoxGroup], catalogue: Catalogue, language: Language
) -> str:
    if box is not None and fault.rule == "missing" and box.row and fault.field == box.row[0]:
        return _ONE_ROW.of(language)
    if box is not None and fault.rule in _ASKED_FOR:
        if fault.rule == "missing":
            return _MISSING.of(language).format(state=next(iter(box.states.values()), ""))
        text = _MEAN if box.is_mean else _WHOLE
        return text.of(language).format(least=box.field["least"], most=box.field["most"])
    return _in_plain_words(fault.message(language), groups, catalogue, language)


def _in_plain_words(
    message: str, groups: Sequence[BoxGroup], catalogue: Catalogue, language: Language
) -> str:
    """Names of fields and codes of states as the form calls them."""
    names = {box.own_field: box.field.get("label", box.label) for box in boxes_of(groups)}
    names |= {code: catalogue.text_of("states", code).of(language) for code in ABSENT}
    return re.sub(
        r"[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*",
        lambda match: f"”{names[match[0]]}”" if match[0] in names else match[0],
        message,
    )
