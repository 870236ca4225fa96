"""Code lists: of the districts the division as it was reported and the current one, of the tertials years."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from app.kit.language import Text
from app.pxweb.cubes import YEARS, PxCube, PxValue, PxVariable
from app.release.protection.table_layout import BEGUN
from app.vocabulary.periods import Span

REPORTED, CURRENT = "vs_district_reported", "agg_district_current"


@dataclass(frozen=True)
class PxCodeList:
    """The values that a variable has by the list; `parts` are its own codes that each stands for."""

    id: str
    label: Text
    kind: Literal["Valueset", "Aggregation"]
    values: tuple[PxValue, ...]
    parts: Mapping[str, tuple[str, ...]]
    elimination: str | None


_LABELS = {
    REPORTED: Text("Indelningen som den rapporterades", "The division as it was reported"),
    CURRENT: Text("Nuvarande indelning", "The current division"),
    YEARS: Text("År (summan av tre tertial)", "Years (the sum of three tertials)"),
}
_DIVISION = {REPORTED: "reported", CURRENT: "current"}


def values_in(variable: PxVariable, code_list: str) -> tuple[int, ...]:
    """Places of the values that a variable has by a list: of districts those of a division, the city among
    them. Years are all of a cube that is of years."""
    if code_list == YEARS:
        return tuple(range(len(variable.values)))
    division = _DIVISION[code_list]
    return tuple(
        index for index, value in enumerate(variable.values) if value.total or division in value.divisions
    )


def lists_of(variable: PxVariable) -> tuple[str, ...]:
    return (REPORTED, CURRENT) if variable.role == "geo" else variable.code_lists


def label_of(code_list: str) -> Text:
    return _LABELS[code_list]


def code_list(name: str, cubes: Sequence[PxCube], successors: Mapping[str, str]) -> PxCodeList | None:
    """A code list over several cubes; None if there is none of that name."""
    if name == YEARS:
        return _years(cubes)
    variables = [cube.variables[0] for cube in cubes if cube.variables[0].role == "geo"]
    return _districts(name, variables, successors) if name in _LABELS and variables else None


def parts_of(name: str, cube: PxCube, successors: Mapping[str, str]) -> Mapping[str, tuple[str, ...]]:
    """A cube's own codes that each value of its code list stands for."""
    found = code_list(name, [cube], successors)
    return found.parts if found else {}


def _years(cubes: Iterable[PxCube]) -> PxCodeList | None:
    met = {value.code: value for cube in cubes if cube.years for value in cube.years.time.values}
    values = tuple(met[code] for code in sorted(met))
    parts = {code: tuple(Span.parse(code).tertials()) for code in met}
    return PxCodeList(YEARS, _LABELS[YEARS], "Aggregation", values, parts, None) if values else None


def _districts(name: str, variables: Iterable[PxVariable], successors: Mapping[str, str]) -> PxCodeList:
    districts: dict[str, PxValue] = {}
    elimination = None
    reported: dict[str, None] = {}
    for variable in variables:
        elimination = variable.elimination or elimination
        for value in values_in(variable, name):
            districts.setdefault(variable.values[value].code, variable.values[value])
        for one in variable.values:
            if "reported" in one.divisions:
                reported[one.code] = None
    parts = {code: _parts(code, one, reported, successors, name) for code, one in districts.items()}
    kind: Literal["Valueset", "Aggregation"] = "Valueset" if name == REPORTED else "Aggregation"
    return PxCodeList(name, _LABELS[name], kind, tuple(districts.values()), parts, elimination)


def _parts(
    code: str, one: PxValue, reported: Iterable[str], successors: Mapping[str, str], name: str
) -> tuple[str, ...]:
    if name == REPORTED or one.total:
        return (code,)
    now = {part: part.removesuffix(BEGUN) for part in reported}
    return tuple(part for part, own in now.items() if successors.get(own, own) == code) or (code,)
