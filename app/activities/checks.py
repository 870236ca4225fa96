"""Checking a record against the catalogue, the calendar and its own rules.

The schema has held the shape by then. Everything found wrong is returned at once, so that an adviser
mends a record in one go.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, NamedTuple

from app.activities import rule_words  # noqa: F401 - what a pattern means must be known wherever rules are checked
from app.activities.activity import Activity, kinds_of
from app.activities.kinds import CodeOf, CodesOf
from app.activities.questionnaires import answer_faults
from app.activities.record import Content, lists_of
from app.catalogue.catalogue import Catalogue
from app.catalogue.model import Entry, Municipality
from app.kit.faults import Fault
from app.kit.json_values import JsonObject
from app.kit.language import Text
from app.vocabulary.periods import month_of, months_of
from app.vocabulary.states import DOES_NOT_APPLY

FEW = 40
"""As many codes as an error lists; a longer list is named instead."""


def check(
    activity: Activity,
    content: Content,
    catalogue: Catalogue,
    today: date,
    key: Mapping[str, object] | None = None,
) -> list[Fault]:
    """Everything wrong with `content`; `key` holds what stands in the address instead of the body."""
    key = key or {}
    data = catalogue.municipality
    values = content.__dict__
    where = {**key, **_named(values, activity)}
    period = str(where[activity.period])
    found = key_faults(activity, where, data, today)
    if not any(one.field == activity.period for one in found):
        found += _field_faults(content, period, data)
        found += answer_faults(activity, content, data)
        for rule in activity.rules:
            found += rule(content, catalogue)
    if values["catalogue_version"] > data.version:
        right = Text(f"Högst {data.version}.", f"At most {data.version}.")
        found.append(Fault("catalogue_version", "newer-catalogue", right))
    return found


def _named(values: Mapping[str, object], activity: Activity) -> JsonObject:
    """Where and when, as far as the content says it."""
    return {name: values[name] for name in (activity.period, "district") if name in values}


def key_faults(activity: Activity, key: Mapping[str, Any], data: Municipality, today: date) -> list[Fault]:
    """Everything wrong with where and when, whatever is filed there; of a wrong period, or one
    in which the municipality has nothing of what it is about, that alone."""
    period = str(key[activity.period])
    if wrong := list(_period_faults(activity, period, data, today)):
        return wrong
    if activity.has and not activity.has(data, period):
        return [Fault(activity.period, "nothing-of-it")]
    return [
        *_district_faults(activity, key.get("district"), period, data),
        *_key_faults(activity, key, period, data),
    ]


def _period_faults(activity: Activity, period: str, data: Municipality, today: date) -> Iterator[Fault]:
    first, last = months_of(period)
    if first > month_of(today):
        now = month_of(today)
        yield Fault(activity.period, "in-the-future", Text(f"Senast {now}.", f"At the latest {now}."))
    start = f"{data.figures_start}-01" if activity.period == "year" else data.starts
    if last < start:
        text = start[:4] if activity.period == "year" else start
        yield Fault(
            activity.period, "before-the-start", Text(f"Tidigast {text}.", f"At the earliest {text}.")
        )


def _district_faults(
    activity: Activity, code: str | None, period: str, data: Municipality
) -> Iterator[Fault]:
    if code is None or (activity.of_whole_city and code == data.city.code):
        return
    entry = data.find("districts", code)
    if entry is None:
        yield Fault("district", "unknown-district", allowed=_districts(period, data))
    elif not entry.valid_during(period):
        yield Fault("district", "district-not-then", _validity(entry), allowed=_districts(period, data))


def _districts(period: str, data: Municipality) -> tuple[str, ...]:
    return tuple(district.code for district in data.districts if district.valid_during(period))


def _key_faults(
    activity: Activity, key: Mapping[str, object], period: str, data: Municipality
) -> Iterator[Fault]:
    if "programme" in activity.key:
        kind = CodeOf("home-visiting-programmes", states=())
        yield from _code_faults("programme", kind, str(key["programme"]), period, data)


def _validity(entry: Entry) -> Text:
    first, last = entry.first or "", entry.last or ""
    since = Text(f"från {first}" if first else "", f"from {first}" if first else "")
    until = Text(f"till {last}" if last else "", f"to {last}" if last else "")
    text = Text(f"Gäller {since.sv} {until.sv}".strip() + ".", f"Valid {since.en} {until.en}".strip() + ".")
    if entry.successor:
        return Text(f"{text.sv} Sedan: {entry.successor}.", f"{text.en} After that: {entry.successor}.")
    return text


class _Plan(NamedTuple):
    """Which fields of a schema need the catalogue."""

    coded: tuple[tuple[str, CodeOf | CodesOf], ...]
    nested: tuple[str, ...]
    has_level: bool


@cache
def _plan(schema: type[Content]) -> _Plan:
    coded = tuple(
        (name, kind)
        for name, kind in kinds_of(schema).items()
        if isinstance(kind, (CodeOf, CodesOf)) and not kind.closed and name != "district"
    )
    nested = tuple(name for name in lists_of(schema) if name != "answers")
    return _Plan(coded, nested, "level" in schema.model_fields)


def _field_faults(content: Content, period: str, data: Municipality, at: str = "") -> Iterator[Fault]:
    plan, values, plain = _plan(type(content)), content.__dict__, data.plain
    if plan.has_level:
        yield from _level_faults(values["level"], data)
    for name, kind in plan.coded:
        value = values[name]
        if not (
            plain[kind.list].issuperset(value)
            if type(value) is list
            else value in plain[kind.list] or value in kind.states
        ):
            yield from _code_faults(f"{at}{name}", kind, value, period, data)
    for name in plan.nested:
        for index, item in enumerate(values[name]):
            yield from _field_faults(item, period, data, f"{name}.{index}.")


def _level_faults(value: str, data: Municipality) -> Iterator[Fault]:
    used = bool(data.entries("levels"))
    if not used and value != DOES_NOT_APPLY:
        yield Fault("level", "not-used-here", Text("Utelämna fältet.", "Leave the field out."))
    if used and value == DOES_NOT_APPLY:
        yield Fault("level", "needed-here", allowed=(*data.codes("levels"), "not-known"))


def _code_faults(
    field: str, kind: CodeOf | CodesOf, value: Any, period: str, data: Municipality
) -> Iterator[Fault]:
    several = isinstance(value, list)
    codes = value if several else (value,)
    extra = kind.extra if isinstance(kind, CodeOf) else ()
    for code in codes:
        if code in extra or (not several and code in kind.states):
            continue
        entry = data.find(kind.list, code)
        if entry is None:
            allowed = _usable(kind, extra, period, data)
            see = Text(f"Se listan {kind.list} i katalogen.", f"See the list {kind.list} in the catalogue.")
            yield Fault(field, "unknown-code", Text("", "") if allowed else see, {"list": kind.list}, allowed)
        elif not entry.valid_during(period):
            yield Fault(field, "code-not-then", _validity(entry), allowed=_usable(kind, extra, period, data))
        elif entry.alone and len(codes) > 1:
            yield Fault(field, "combined-code", values={"code": code})


def _usable(
    kind: CodeOf | CodesOf, extra: tuple[str, ...], period: str, data: Municipality
) -> tuple[str, ...]:
    """The codes that would be right, or none where they are too many to list."""
    usable = (*(entry.code for entry in data.entries(kind.list) if entry.valid_during(period)), *extra)
    return (*usable, *kind.states) if len(usable) <= FEW else ()
