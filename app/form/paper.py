"""An empty form on paper, made from an activity's schema: for the day when nothing else works."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from app.activities.activity import Activity
from app.activities.descriptions import describe_catalogue
from app.catalogue.catalogue import Catalogue
from app.kit.json_values import JsonObject
from app.kit.language import Language
from app.vocabulary.states import DOES_NOT_APPLY, NOT_ASKED

MANY = 6
"""More boxes than this stand in columns."""
SCALE = 6
"""A number with at most so many values has a box for each."""


@dataclass(frozen=True)
class PaperQuestion:
    """One field: what to tick (`boxes`), or what to write (`blank`)."""

    label: str
    help: str
    boxes: tuple[str, ...] = ()
    several: bool = False
    blank: str = ""
    when: str = ""
    """Under which condition it is answered, in words."""
    group: str = ""
    fields: tuple["PaperQuestion", ...] = ()

    @property
    def in_columns(self) -> bool:
        return len(self.boxes) > MANY


@dataclass(frozen=True)
class PaperForm:
    """A whole form; `areas` of other districts are left out where the field has boxes for them."""

    name: str
    label: str
    help: str
    questions: tuple[PaperQuestion, ...]


def compose(activity: Activity, catalogue: Catalogue, language: Language) -> PaperForm:
    """The form of an activity in one language."""
    described = describe_catalogue(catalogue, language)
    (own,) = (one for one in described["activities"] if one["name"] == activity.name)
    questions = tuple(_questions(own["fields"], described))
    return PaperForm(activity.name, own["label"], own["help"], questions)


def _questions(fields: list[dict[str, Any]], described: dict[str, Any]) -> Iterator[PaperQuestion]:
    by_name = {field["name"]: field for field in fields}
    for field in fields:
        where = field.get("applies", {})
        if field["kind"] in ("version", "answers") or (
            "list" in where and not described["lists"][where["list"]]
        ):
            continue
        asked: dict[str, Any] = {
            "label": field.get("label", field["name"]),
            "help": field.get("help", ""),
            "when": _condition(where, by_name, described),
            "group": described["groups"].get(field.get("group") or "", ""),
        }
        states = [described["states"][one] for one in field.get("states", ()) if _offered(one, field)]
        if field["kind"] in ("code", "codes"):
            boxes = _boxes(field, described)
            several = field["kind"] == "codes"
            if len(boxes) > 60:  # areas of a whole city: the own district's are known to who writes
                yield PaperQuestion(**asked, boxes=tuple(states), blank="line")
            else:
                yield PaperQuestion(**asked, boxes=(*boxes, *states), several=several)
        elif field["kind"] == "number" and field["most"] - field["least"] < SCALE:
            numbers = range(field["least"], field["most"] + 1)
            words = {one["code"]: one["label"] for one in described["lists"].get(field.get("labels"), ())}
            boxes = tuple(words.get(str(number), str(number)) for number in numbers)
            yield PaperQuestion(**asked, boxes=(*boxes, *states))
        elif field["kind"] == "rows":
            inner = tuple(_questions(field["fields"], described))
            yield PaperQuestion(**asked, fields=inner)
        else:
            blank = {"month": "month", "tertial": "tertial"}.get(field["kind"], "number")
            yield PaperQuestion(**asked, boxes=tuple(states), blank=blank)


def _offered(state: str, field: JsonObject) -> bool:
    return state != NOT_ASKED and not (state == DOES_NOT_APPLY and "applies" in field)


def _boxes(field: dict[str, Any], described: dict[str, Any]) -> tuple[str, ...]:
    """What can be ticked today: entries whose last month has passed are no longer offered."""
    out = field.get("leave_out", {"key": "", "value": object()})
    entries = [
        one
        for one in described["lists"][field["list"]]
        if "to" not in one and one.get(out["key"]) != out["value"]
        and ("among" not in field or one["code"] in field["among"])
    ]  # fmt: skip
    places = {one["code"]: one["label"] for one in described["lists"]["places"]}
    return (*(entry["label"] for entry in entries), *(places[code] for code in field.get("extra", ())))


def _condition(where: dict[str, Any], fields: dict[str, Any], described: dict[str, Any]) -> str:
    if "field" not in where:
        return ""
    other = fields[where["field"]]
    words = {one["code"]: one["label"] for one in described["lists"][other["list"]]}
    return f"{other.get('label', other['name'])}: {', '.join(words[code] for code in where['among'])}"
