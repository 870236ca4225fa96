"""From a table set in a file to what is rounded together."""

from collections.abc import Iterable

from app.disclosure.components import leaders
from app.disclosure.parsing import FileRefused
from app.disclosure.problem import Problem
from app.disclosure.reading import TableSet, without_number
from app.disclosure.rounding.blocking import blocked
from app.disclosure.rounding.linked import Linked

THRESHOLDS = range(4, 101)
"""Below 4 the rule leaves too few counts possible: what is shown would give many of them away."""


def linked_of(tables: TableSet) -> Linked:
    """The cells are those of the file, in its order; behind them, for each sensitive one, the same once more
    as a cell that is protected whatever it is.

    Each list of known atoms is an insider, and so is each contributor who is alone. What is known to the same
    insiders is a district; what nobody knows is rounded in blocks, which no insider knows. Raises
    `FileRefused` for what rounding has no place for.
    """
    problem = tables.problem
    _require_fit(problem)
    insiders = list(dict.fromkeys(known for known in _knowing(problem) if known))
    known = ["+".join(_numbers(insiders, atom)) for atom in range(len(problem.atoms))]
    rest = blocked(problem, (atom for atom, by in enumerate(known) if not by))
    districts = [by or rest[atom] for atom, by in enumerate(known)]
    cells = frozenset(range(len(problem.cells)))
    shown = cells - problem.forced
    twins = sorted(problem.sensitive & shown)
    return Linked(
        threshold=problem.threshold,
        atoms=problem.atoms,
        counts=problem.counts,
        helpers=frozenset(),
        cells=(*problem.cells, *_twins(problem, twins)),
        members=(*problem.members, *(problem.members[cell] for cell in twins)),
        shown=shown,
        forced=problem.forced,
        guarded=frozenset(range(len(problem.cells), len(problem.cells) + len(twins))),
        uniform=(problem.sensitive | problem.zeros_hidden) & shown,
        districts=tuple(districts),
        blocks=_blocks(insiders, known),
        insiders=tuple(frozenset(districts[atom] for atom in known) for known in insiders),
    )


def cell_in_file(problem: Problem, cell: int) -> int:
    """The file's cell that a cell of `linked_of` is, the second ones of sensitive cells too."""
    first = len(problem.cells)
    return cell if cell < first else sorted(problem.sensitive - problem.forced)[cell - first]


def given_away(problem: Problem) -> tuple[int, ...]:
    """The forced cells that needed protection: they are published exactly."""
    return tuple(sorted(problem.forced & problem.primary))


def shown_in(tables: TableSet, linked: Linked) -> tuple[int, ...]:
    """The number that is published of each cell, and 0 for those that are none of the file's.

    Raises `FileRefused` where there is none.
    """
    if tables.unpublished:
        names = without_number(tables.problem, tables.unpublished)
        raise FileRefused(
            f"where figures are rounded each one is published, so an audit needs their numbers: {names}"
        )
    return tuple(tables.published.get(cell, 0) for cell in range(len(linked.cells)))


def _require_fit(problem: Problem) -> None:
    wrong = []
    if problem.threshold not in THRESHOLDS:
        wrong.append(f"threshold: must be from {THRESHOLDS[0]} to {THRESHOLDS[-1]} where figures are rounded")
    if problem.shares:
        wrong.append(
            "shares: where figures are rounded their shares are those of the rounded figures; one of the "
            "true figures would give them away"
        )
    if len(problem.forced) == len(problem.cells):
        wrong.append("cells: there is none to be rounded")
    if wrong:
        raise FileRefused("\n".join(wrong))


def _twins(problem: Problem, cells: Iterable[int]) -> tuple[str, ...]:
    """Names for the second cells of some, which no cell of the file has."""
    taken = set(problem.cells)
    found = []
    for cell in cells:
        name = f"{problem.cells[cell]} (guarded)"
        while name in taken:
            name += "'"
        taken.add(name)
        found.append(name)
    return tuple(found)


def _knowing(problem: Problem) -> Iterable[frozenset[int]]:
    yield from problem.coalitions
    yield from (frozenset({atom}) for atom in sorted(problem.singletons))


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
