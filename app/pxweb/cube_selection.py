"""What is asked of a cube: values of each variable, what is left out, code lists and placement."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import prod

from app.kit.language import Text
from app.pxweb.code_lists import lists_of, parts_of, values_in
from app.pxweb.cubes import YEARS, PxCube, PxVariable
from app.pxweb.expressions import places
from app.pxweb.problems import (
    MissingSelection,
    NoSuchCodeList,
    NoSuchValue,
    NoSuchVariable,
    TooManyCells,
    about,
)

PERIODS = 13
"""Latest periods of the default selection."""


@dataclass(frozen=True)
class SelectionRequest:
    """A request's own words: expressions and code lists by variable, and where variables go."""

    values: Mapping[str, Sequence[str]] = field(default_factory=dict)
    code_lists: Mapping[str, str] = field(default_factory=dict)
    heading: tuple[str, ...] | None = None
    stub: tuple[str, ...] | None = None
    single: frozenset[str] = frozenset()
    """Variables, in small letters, of which what a code list adds up is wanted, and not the sums."""


@dataclass(frozen=True)
class CubeSelection:
    """A selection of a cube, in the cube's own order. Equal for requests that mean the same.

    `places` are those of each variable's values; an eliminated one has its total alone and is not in
    `shown`. `code_lists` are by variable; `heading` and `stub` hold the shown variables' codes.
    """

    places: tuple[tuple[int, ...], ...]
    shown: tuple[str, ...]
    code_lists: tuple[tuple[str, str], ...]
    heading: tuple[str, ...]
    stub: tuple[str, ...]

    @property
    def size(self) -> int:
        return prod(len(one) for one in self.places)


def aggregated(
    cube: PxCube, wanted: SelectionRequest, successors: Mapping[str, str]
) -> tuple[PxCube, SelectionRequest]:
    """The cube to choose from, and what to choose: of a cube's years, where their code list is asked for.
    Where single values are, what the list's values add up is chosen instead, of no list.

    Raises `NoSuchVariable`, `NoSuchCodeList`, `NoSuchValue`, `IllegalExpression`.
    """
    values, lists = _by_variable(cube, wanted.values), _code_lists(cube, wanted.code_lists)
    listed = cube.years if lists.get(cube.time.code) == YEARS and cube.years else cube
    for code in [one for one in lists if one.casefold() in wanted.single]:
        name, variable = lists.pop(code), listed.variable[code.casefold()]
        chosen = places(variable, values_in(variable, name), values.get(code) or ("*",))
        parts = parts_of(name, cube if name == YEARS else listed, successors)
        values[code] = [part for place in chosen for part in parts[variable.values[place].code]]
    kept = listed if cube.time.code in lists else cube
    return kept, replace(wanted, values=values, code_lists=lists)


def choose(cube: PxCube, wanted: SelectionRequest, most: int) -> CubeSelection:
    """Read a request against a cube; the default selection where nothing is selected.

    Raises `NoSuchVariable`, `NoSuchValue`, `NoSuchCodeList`, `IllegalExpression`, `MissingSelection`,
    `TooManyCells`.
    """
    values = _by_variable(cube, wanted.values)
    lists = _code_lists(cube, wanted.code_lists)
    for code in lists:
        values.setdefault(code, ("*",))
    found, shown = [], []
    default = None if values else default_places(cube, most)
    for number, variable in enumerate(cube.variables):
        chosen = default[number] if default is not None else None
        if chosen is None and values.get(variable.code):
            usable = _usable(variable, lists.get(variable.code))
            chosen = places(variable, usable, values[variable.code])
            if not chosen:
                raise NoSuchValue(about(variable.code))
        if chosen is not None:
            shown.append(variable.code)
        elif variable.elimination is not None:
            chosen = (variable.place[variable.elimination.casefold()],)
        else:
            raise MissingSelection(about(variable.code))
        found.append(chosen)
    size = prod(len(one) for one in found)
    if size > most:
        raise TooManyCells(
            Text(f"{size} celler; högst {most} på en gång.", f"{size} cells; at most {most} at once.")
        )
    stub, heading = _placement(cube, shown, wanted)
    return CubeSelection(tuple(found), tuple(shown), tuple(sorted(lists.items())), heading, stub)


def default_places(cube: PxCube, most: int) -> list[tuple[int, ...] | None]:
    """The city's figures by everything else, of the latest periods; None for what is left out.

    Bases are not among them. Where that is too much, what can be left out is, from the last variable on.
    """
    found: list[tuple[int, ...] | None] = [
        None if variable.role == "geo" and variable.elimination else tuple(range(len(variable.values)))
        for variable in cube.variables
    ]
    found[-1] = found[-1][-PERIODS:] if found[-1] else found[-1]
    shown = tuple(index for index, value in enumerate(cube.contents.values) if not value.hidden)
    found[-2] = shown or found[-2]
    for number in range(len(found) - 3, 0, -1):
        if prod(len(one) for one in found if one) > most and cube.variables[number].elimination:
            found[number] = None
    for number in range(len(found)):  # what remains is cut, so that the default is never refused
        kept = found[number]
        rest = prod(len(one) for index, one in enumerate(found) if one and index != number)
        if kept and rest * len(kept) > most:
            found[number] = kept[: max(1, most // rest)]
    return found


def _by_variable(cube: PxCube, given: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    return {_variable(cube, name).code: values for name, values in given.items()}


def _variable(cube: PxCube, name: str) -> PxVariable:
    found = cube.variable.get(name.casefold())
    if found is None:
        raise NoSuchVariable(
            Text(
                f"Tabellens variabler är {_codes(cube.variables)}.",
                f"The table's variables are {_codes(cube.variables)}.",
            )
        )
    return found


def _codes(variables: Iterable[PxVariable]) -> str:
    return ", ".join(variable.code for variable in variables)


def _code_lists(cube: PxCube, given: Mapping[str, str]) -> dict[str, str]:
    code_lists = {}
    for name, code_list in given.items():
        variable = _variable(cube, name)
        known = {one.casefold(): one for one in lists_of(variable)}
        if code_list.casefold() not in known:
            raise NoSuchCodeList(about(variable.code))
        code_lists[variable.code] = known[code_list.casefold()]
    return code_lists


def _usable(variable: PxVariable, code_list: str | None) -> Sequence[int]:
    return range(len(variable.values)) if code_list is None else values_in(variable, code_list)


def _placement(
    cube: PxCube, shown: Sequence[str], wanted: SelectionRequest
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Stub and heading: as asked, and otherwise contents and time in the heading."""
    if wanted.heading is None and wanted.stub is None:
        heading = tuple(code for code in shown if code in (cube.contents.code, cube.time.code))
        return tuple(code for code in shown if code not in heading), heading
    asked = [_variable(cube, name).code for name in (*(wanted.stub or ()), *(wanted.heading or ()))]
    if len(set(asked)) < len(asked):
        raise NoSuchVariable(Text("En variabel står två gånger.", "A variable stands twice."))
    in_heading = [_variable(cube, name).code for name in wanted.heading or ()]
    in_stub = [_variable(cube, name).code for name in wanted.stub or ()]
    rest = [code for code in shown if code not in asked]
    return (
        tuple(code for code in (*in_stub, *rest) if code in shown),
        tuple(code for code in in_heading if code in shown),
    )
