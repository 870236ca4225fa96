"""Code lists of the districts: the division as it was reported, and the current one."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from app.kit.language import Text
from app.statistics.px.cubes import Value, Variable

REPORTED, CURRENT = "vs_district_reported", "agg_district_current"


@dataclass(frozen=True)
class CodeList:
    """Which values a variable has in one division; `parts` are the reported codes that each stands for."""

    id: str
    label: Text
    kind: Literal["Valueset", "Aggregation"]
    values: tuple[Value, ...]
    parts: Mapping[str, tuple[str, ...]]
    elimination: str | None


_LABELS = {
    REPORTED: Text("Indelningen som den rapporterades", "The division as it was reported"),
    CURRENT: Text("Nuvarande indelning", "The current division"),
}
_DIVISION = {REPORTED: "reported", CURRENT: "current"}


def values_in(variable: Variable, code_list: str) -> tuple[int, ...]:
    """Places of the values that a district variable has in a division, the city among them."""
    division = _DIVISION[code_list]
    return tuple(place for place, one in enumerate(variable.values) if one.total or division in one.divisions)


def lists_of(variable: Variable) -> tuple[str, ...]:
    return (REPORTED, CURRENT) if variable.role == "geo" else ()


def label_of(code_list: str) -> Text:
    return _LABELS[code_list]


def code_list(name: str, variables: Iterable[Variable], successors: Mapping[str, str]) -> CodeList | None:
    """A code list over the districts of several cubes; None if there is none of that name."""
    if name not in _LABELS:
        return None
    found: dict[str, Value] = {}
    elimination = None
    reported: dict[str, None] = {}
    for variable in variables:
        elimination = variable.elimination or elimination
        for place in values_in(variable, name):
            found.setdefault(variable.values[place].code, variable.values[place])
        for one in variable.values:
            if "reported" in one.divisions:
                reported[one.code] = None
    parts = {code: _parts(code, one, reported, successors, name) for code, one in found.items()}
    kind: Literal["Valueset", "Aggregation"] = "Valueset" if name == REPORTED else "Aggregation"
    return CodeList(name, _LABELS[name], kind, tuple(found.values()), parts, elimination)


def _parts(
    code: str, one: Value, reported: Iterable[str], successors: Mapping[str, str], name: str
) -> tuple[str, ...]:
    if name == REPORTED or one.total:
        return (code,)
    return tuple(part for part in reported if successors.get(part, part) == code) or (code,)
