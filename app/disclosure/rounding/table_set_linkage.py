"""From a table set in a file to what is rounded together."""

from collections.abc import Iterable

from app.disclosure.cell_system import CellSystem
from app.disclosure.components import leaders
from app.disclosure.rounding.atom_blocks import blocked
from app.disclosure.rounding.linked_tables import LinkedTables
from app.disclosure.strict_json import UnusableFile
from app.disclosure.table_set_file import TableSet, without_number

THRESHOLDS = range(4, 101)
"""Below 4 the rule leaves too few counts possible: what is shown would give many of them away."""


def linked_of(tables: TableSet) -> LinkedTables:
    """The cells are those of the file, in its order; behind them, for each sensitive one, the same once more
    as a cell that is protected whatever it is.

    Each list of known atoms is an insider, and so is each contributor who is alone. What is known to the same
    insiders is a district; what nobody knows is rounded in blocks, which no insider knows. Raises
    `UnusableFile` for what rounding has no place for.
    """
    system = tables.system
    _require_fit(system)
    insiders = list(dict.fromkeys(known for known in _knowing(system) if known))
    known = ["+".join(_numbers(insiders, atom)) for atom in range(len(system.atoms))]
    rest = blocked(system, (atom for atom, by in enumerate(known) if not by))
    districts = [by or rest[atom] for atom, by in enumerate(known)]
    cells = frozenset(range(len(system.cells)))
    shown = cells - system.forced
    twins = sorted(system.sensitive & shown)
    return LinkedTables(
        threshold=system.threshold,
        atoms=system.atoms,
        counts=system.counts,
        helpers=frozenset(),
        cells=(*system.cells, *_twins(system, twins)),
        members=(*system.members, *(system.members[cell] for cell in twins)),
        shown=shown,
        forced=system.forced,
        guarded=frozenset(range(len(system.cells), len(system.cells) + len(twins))),
        uniform=(system.sensitive | system.zeros_hidden) & shown,
        districts=tuple(districts),
        blocks=_blocks(insiders, known),
        insiders=tuple(frozenset(districts[atom] for atom in known) for known in insiders),
    )


def cell_in_file(system: CellSystem, cell: int) -> int:
    """The file's cell that a cell of `linked_of` is, the second ones of sensitive cells too."""
    first = len(system.cells)
    return cell if cell < first else sorted(system.sensitive - system.forced)[cell - first]


def given_away(system: CellSystem) -> tuple[int, ...]:
    """The forced cells that needed protection: they are published exactly."""
    return tuple(sorted(system.forced & system.primary))


def shown_in(tables: TableSet, linked: LinkedTables) -> tuple[int, ...]:
    """The number that is published of each cell, and 0 for those that are none of the file's.

    Raises `UnusableFile` where there is none.
    """
    if tables.unpublished:
        names = without_number(tables.system, tables.unpublished)
        raise UnusableFile(
            f"where figures are rounded each one is published, so an audit needs their numbers: {names}"
        )
    return tuple(tables.published.get(cell, 0) for cell in range(len(linked.cells)))


def _require_fit(system: CellSystem) -> None:
    wrong = []
    if system.threshold not in THRESHOLDS:
        wrong.append(f"threshold: must be from {THRESHOLDS[0]} to {THRESHOLDS[-1]} where figures are rounded")
    if system.shares:
        wrong.append(
            "shares: where figures are rounded their shares are those of the rounded figures; one of the "
            "true figures would give them away"
        )
    if len(system.forced) == len(system.cells):
        wrong.append("cells: there is none to be rounded")
    if wrong:
        raise UnusableFile("\n".join(wrong))


def _twins(system: CellSystem, cells: Iterable[int]) -> tuple[str, ...]:
    """Names for the second cells of some, which no cell of the file has."""
    taken = set(system.cells)
    twins = []
    for cell in cells:
        name = f"{system.cells[cell]} (guarded)"
        while name in taken:
            name += "'"
        taken.add(name)
        twins.append(name)
    return tuple(twins)


def _knowing(system: CellSystem) -> Iterable[frozenset[int]]:
    yield from system.coalitions
    yield from (frozenset({atom}) for atom in sorted(system.singletons))


def _numbers(insiders: list[frozenset[int]], atom: int) -> list[str]:
    """Who knows an atom, counted from 1."""
    return [str(number) for number, known in enumerate(insiders, 1) if atom in known]


def _blocks(insiders: list[frozenset[int]], districts: list[str]) -> dict[str, str]:
    """What is rounded as one: districts that share an insider. What only insiders of a single atom know is of
    no block, like what nobody knows."""
    several = {str(number) for number, known in enumerate(insiders, 1) if len(known) > 1}
    of = {
        district: [int(one) for one in district.split("+") if one in several]
        for district in dict.fromkeys(districts)
    }
    leader = leaders(len(insiders) + 1, (numbers for numbers in of.values() if numbers))
    return {
        district: str(leader[numbers[0]]) if numbers else "" for district, numbers in of.items() if district
    }
