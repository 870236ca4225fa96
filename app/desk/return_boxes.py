"""A return as boxes to fill in: made of the description that the API validates by, so that a field that is
added to a schema is asked for here without another line."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.activities.activity import Activity
from app.activities.descriptions import describe_fields
from app.catalogue.catalogue import Catalogue
from app.catalogue.model import ParentingProgramme
from app.kit.language import Language, Text
from app.vocabulary.periods import months_of
from app.vocabulary.states import DOES_NOT_APPLY

Described = Mapping[str, Any]

NOWHERE = Text("Var är inte känt", "Where is not known")
"""A row whose inner code, such as an arena, nobody knows."""


@dataclass(frozen=True)
class NumberBox:
    """One number to fill in, or a state that says why there is none.

    `name` is its own in the form, `path` where it stands in the content: a field, or a field, the row's codes
    and one of the row's fields. `states` are those that can be ticked, by code; `optional` says that an
    empty box means that the fact does not apply, or that the row is not there.
    """

    name: str
    field: Described
    label: str
    help: str
    states: Mapping[str, str]
    optional: bool
    row: tuple[str, tuple[str, ...]] | None = None
    """The list that it belongs to, and the codes of its row."""
    keys: tuple[str, ...] = ()
    """The names of those codes in the content."""

    @property
    def id(self) -> str:
        return f"f-{self.name.replace('.', '--')}"

    @property
    def own_field(self) -> str:
        return str(self.field["name"])

    @property
    def is_mean(self) -> bool:
        return bool(self.field["kind"] == "mean")


@dataclass(frozen=True)
class BoxGroup:
    """Boxes under one heading (empty for those that stand alone)."""

    heading: str
    help: str
    boxes: tuple[NumberBox, ...]
    of: str = ""
    """The heading over this group and the ones after it that have the same."""


@dataclass(frozen=True)
class RowKey:
    """A row that can be filled in: its codes, whose heading it stands under, and its own name."""

    codes: tuple[str, ...]
    heading: str
    label: str


def groups_of(
    activity: Activity, catalogue: Catalogue, language: Language, period: str, stored: Mapping[str, Any]
) -> list[BoxGroup]:
    """What a return asks for in a period; rows that are stored are asked for too, whatever is in use now."""
    found: list[BoxGroup] = []
    single: dict[str, list[NumberBox]] = {}
    states = {code: catalogue.text_of("states", code).of(language) for code in ("not-known", DOES_NOT_APPLY)}
    for field in describe_fields(activity, activity.schema, catalogue, language):
        if field["kind"] == "rows":
            rows = list(_rows(activity, field, catalogue, language, period, stored.get(field["name"], ())))
            found += _row_groups(field, rows, states)
        elif field["kind"] in ("number", "mean"):
            single.setdefault(field.get("group") or "", []).append(_box(field, states))
    words = catalogue.product.vocabulary["groups"]
    alone = [
        BoxGroup(words[name].text.of(language) if name else "", "", tuple(boxes))
        for name, boxes in single.items()
    ]
    return [*alone, *found]


def _box(
    field: Described, states: Mapping[str, str], row: RowKey | None = None, of: Described | None = None
) -> NumberBox:
    # An empty box of an optional fact says that it does not apply: it needs no box of its own to tick.
    ticked = {
        code: states[code] for code in field["states"] if not (code == DOES_NOT_APPLY and "default" in field)
    }
    if row is None or of is None:
        name = str(field["name"])
        return NumberBox(name, field, field["label"], field["help"], ticked, not field["required"])
    return NumberBox(
        ".".join((of["name"], *row.codes, field["name"])),
        field,
        row.label or field["label"],
        "" if row.label else field["help"],
        ticked,
        True,
        (of["name"], row.codes),
        tuple(one["name"] for one in of["fields"] if one["kind"] == "code"),
    )


def _row_groups(field: Described, rows: Sequence[RowKey], states: Mapping[str, str]) -> list[BoxGroup]:
    values = [one for one in field["fields"] if one["kind"] in ("number", "mean")]
    headings = dict.fromkeys(row.heading for row in rows)
    return [
        BoxGroup(
            heading,
            field["help"] if index == 0 else "",
            tuple(
                _box(value, states, row, field) for row in rows if row.heading == heading for value in values
            ),
            of=field["label"],
        )
        for index, heading in enumerate(headings)
    ]


def _rows(
    activity: Activity,
    field: Described,
    catalogue: Catalogue,
    language: Language,
    period: str,
    stored: Sequence[Mapping[str, object]],
) -> Iterator[RowKey]:
    codes = [one for one in field["fields"] if one["kind"] == "code"]
    there = {tuple(str(row[one["name"]]) for one in codes) for row in stored}
    if codes[0]["name"] == "questionnaire":
        yield from _survey(activity, catalogue, language, period, there)
        return
    several = sum(one["kind"] in ("number", "mean") for one in field["fields"]) > 1
    for entry in catalogue.municipality.entries(codes[0]["list"]):
        used = any(key[0] == entry.code for key in there)
        elsewhere = several and isinstance(entry, ParentingProgramme) and entry.run_by == "district"
        if not used and (elsewhere or not entry.valid_during(period)):
            continue
        heading = entry.text.of(language)
        if len(codes) == 1:
            yield RowKey((entry.code,), heading, "")
            continue
        inner = codes[1]
        for other in catalogue.municipality.entries(inner["list"]):
            if other.valid_during(period) or (entry.code, other.code) in there:
                yield RowKey((entry.code, other.code), heading, other.text.of(language))
        for state in inner["states"]:
            yield RowKey((entry.code, state), heading, NOWHERE.of(language))


def _survey(
    activity: Activity, catalogue: Catalogue, language: Language, period: str, there: set[tuple[str, ...]]
) -> Iterator[RowKey]:
    """The questions of the versions that were in use, and of those that are stored."""
    last = months_of(period)[1]
    for questionnaire in catalogue.municipality.questionnaires:
        if questionnaire.activity != activity.name:
            continue
        if not (questionnaire.valid(last) or any(key[0] == questionnaire.code for key in there)):
            continue
        for question in questionnaire.questions:
            for answer in question.answers:
                yield RowKey(
                    (questionnaire.code, question.code, answer.code),
                    question.text[language],
                    answer.text[language],
                )
