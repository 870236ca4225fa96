"""Checking a record against the catalogue, the calendar and its own rules.

The schema has held the shape by then. Everything found wrong is returned at once, so that an adviser
mends a record in one go.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import Any, NamedTuple, get_args, get_origin

from app.activities import words  # noqa: F401 - the rules' words must be known wherever rules are checked
from app.activities.activity import Activity, kinds_of
from app.activities.kinds import CodeOf, CodesOf
from app.activities.questionnaires import answer_faults
from app.activities.record import Content
from app.catalogue.catalogue import Catalogue
from app.catalogue.model import Entry, Municipality
from app.kit.faults import Fault
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
    key: Mapping[str, Any] | None = None,
) -> list[Fault]:
    """Everything wrong with `content`; `key` holds what stands in the address instead of the body."""
    key = key or {}
    data = catalogue.municipality
    fields = activity.schema.model_fields
    period = str(getattr(content, activity.period) if activity.period in fields else key[activity.period])
    found = list(_period_faults(activity, period, data, today))
    if not found:
        district = content.district if "district" in fields else key.get("district")  # type: ignore[attr-defined]
        found += _district_faults(activity, district, period, data)
        found += _key_faults(activity, key, period, data)
        found += _field_faults(content, period, data)
        found += answer_faults(activity, content, data)
        for rule in activity.rules:
            found += rule(content, catalogue)
    if content.catalogue_version > data.version:  # type: ignore[attr-defined]
        right = Text(f"Högst {data.version}.", f"At most {data.version}.")
        found.append(Fault("catalogue_version", "newer-catalogue", right))
    return found


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


def _valid(entry: Entry, period: str) -> bool:
    if entry.first is None and entry.last is None:
        return True
    first, last = months_of(period)
    return (entry.first or "0000-00") <= last and first <= (entry.last or "9999-12")


def _district_faults(
    activity: Activity, code: str | None, period: str, data: Municipality
) -> Iterator[Fault]:
    if code is None or (activity.of_whole_city and code == data.city.code):
        return
    entry = data.find("districts", code)
    if entry is None:
        yield Fault("district", "unknown-district", allowed=_districts(period, data))
    elif not _valid(entry, period):
        yield Fault("district", "district-not-then", _validity(entry), allowed=_districts(period, data))


def _districts(period: str, data: Municipality) -> tuple[str, ...]:
    return tuple(one.code for one in data.districts if _valid(one, period))


def _key_faults(
    activity: Activity, key: Mapping[str, Any], period: str, data: Municipality
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
    nested = tuple(
        name
        for name, info in schema.model_fields.items()
        if name != "answers" and get_origin(info.annotation) is list
        and issubclass(get_args(info.annotation)[0], Content)
    )  # fmt: skip
    return _Plan(coded, nested, "level" in schema.model_fields)


def _field_faults(content: Content, period: str, data: Municipality, at: str = "") -> Iterator[Fault]:
    plan = _plan(type(content))
    if plan.has_level:
        yield from _level_faults(content.level, data)  # type: ignore[attr-defined]
    for name, kind in plan.coded:
        value = getattr(content, name)
        if not _is_plain(kind, value, data):
            yield from _code_faults(f"{at}{name}", kind, value, period, data)
    for name in plan.nested:
        for index, item in enumerate(getattr(content, name)):
            yield from _field_faults(item, period, data, f"{name}.{index}.")


def _is_plain(kind: CodeOf | CodesOf, value: Any, data: Municipality) -> bool:
    """Whether it is a state, or one code that is valid always: what nearly every field is."""
    return isinstance(value, str) and (value in kind.states or value in data.lasting(kind.list))


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
        elif not _valid(entry, period):
            yield Fault(field, "code-not-then", _validity(entry), allowed=_usable(kind, extra, period, data))
        elif entry.alone and len(codes) > 1:
            yield Fault(field, "combined-code", values={"code": code})


def _usable(
    kind: CodeOf | CodesOf, extra: tuple[str, ...], period: str, data: Municipality
) -> tuple[str, ...]:
    """The codes that would be right, or none where they are too many to list."""
    usable = (*(one.code for one in data.entries(kind.list) if _valid(one, period)), *extra)
    return (*usable, *kind.states) if len(usable) <= FEW else ()
