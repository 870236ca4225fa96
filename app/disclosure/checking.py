"""Checks a certificate against the problem that it is for: plain sums and comparisons, no solver.

What it accepts is protected, whatever program made the certificate: the tables are checked one by one.
"""

from collections.abc import Iterator

from app.disclosure.problem import Problem

WIDTH = 2
VERSION = 1


def faults(problem: Problem, certificate: object) -> list[str]:
    """What is wrong with a certificate, as sentences; none if it proves that every primary cell is safe."""
    try:
        return list(_faults(problem, certificate))
    except _Malformed as malformed:
        return [str(malformed)]


class _Malformed(Exception):
    pass


def _faults(problem: Problem, certificate: object) -> Iterator[str]:
    body = _object(certificate, {"version", "withheld", "attackers"}, "the certificate")
    if body["version"] != VERSION or isinstance(body["version"], bool):
        raise _Malformed(f"the certificate is not of version {VERSION}")
    place = {name: cell for cell, name in enumerate(problem.cells)}
    withheld = {_named(place, name, "withheld") for name in _list(body["withheld"], "withheld")}
    for cell in sorted(problem.primary - withheld):
        yield f"{problem.cells[cell]} is primary and not withheld"
    for cell in sorted(problem.fixed & withheld):
        yield f"{problem.cells[cell]} cannot be withheld"
    attackers = _list(body["attackers"], "attackers")
    wanted = [frozenset[int](), *problem.coalitions]
    if len(attackers) != len(wanted):
        raise _Malformed(f"{len(attackers)} attackers where there must be {len(wanted)}")
    for number, (attacker, known) in enumerate(zip(attackers, wanted, strict=True)):
        for fault in _attacker(problem, withheld, known, attacker, f"attacker {number}"):
            yield f"attacker {number}: {fault}"


def _attacker(
    problem: Problem, withheld: set[int], known: frozenset[int], attacker: object, what: str
) -> Iterator[str]:
    body = _object(attacker, {"knows", "tables", "cells"}, what)
    if body["knows"] != [problem.atoms[atom] for atom in sorted(known)]:
        yield "knows other atoms than it should"
    tables = [_table(problem, one) for one in _list(body["tables"], "tables")]
    for number, table in enumerate(tables):
        for fault in _table_faults(problem, withheld, known, table):
            yield f"table {number}: {fault}"
    cells = _object(body["cells"], None, "cells")
    wanted = {problem.cells[cell]: cell for cell in problem.open_to(known, problem.primary)}
    if cells.keys() != wanted.keys():
        raise _Malformed("cells: not exactly the primary cells that are open to this attacker")
    for name, pair in cells.items():
        first, second = (_sum(problem, wanted[name], table) for table in _pair(tables, pair, name))
        if max(first, second) <= problem.values[wanted[name]]:
            yield f"{name}: no table has it greater than it is"
        if abs(first - second) < WIDTH:
            yield f"{name}: the tables differ by less than {WIDTH}"


def _table_faults(
    problem: Problem, withheld: set[int], known: frozenset[int], table: list[int]
) -> Iterator[str]:
    for atom in sorted(known):
        if table[atom] != problem.counts[atom]:
            yield f"the atom {problem.atoms[atom]} is not as the insider knows it"
    for cell, value in enumerate(problem.values):
        found = _sum(problem, cell, table)
        if cell in withheld:
            if found < problem.floor(cell):
                yield f"{problem.cells[cell]} is withheld and less than {problem.floor(cell)}"
        elif found != value:
            yield f"{problem.cells[cell]} is published and not {value}"
    for share in problem.shares:
        part, whole = (_sum(problem, cell, table) for cell in (share.numerator, share.denominator))
        if not share.least * whole <= part <= share.greatest * whole:
            yield f"the share of {problem.cells[share.numerator]} is not as published"


def _sum(problem: Problem, cell: int, table: list[int]) -> int:
    return sum(table[atom] for atom in problem.members[cell])


# ------------------------------------------------------------------------------------------- shapes


def _object(found: object, keys: set[str] | None, what: str) -> dict[str, object]:
    if not isinstance(found, dict) or (keys is not None and found.keys() != keys):
        raise _Malformed(f"{what} must be an object" + (f" with {', '.join(sorted(keys))}" if keys else ""))
    return found


def _list(found: object, what: str) -> list[object]:
    if not isinstance(found, list):
        raise _Malformed(f"{what} must be a list")
    return found


def _named(place: dict[str, int], name: object, what: str) -> int:
    if not isinstance(name, str) or name not in place:
        raise _Malformed(f"{what}: there is no cell {name!r}")
    return place[name]


def _table(problem: Problem, found: object) -> list[int]:
    table = _list(found, "a table")
    counts = [
        count for count in table if isinstance(count, int) and not isinstance(count, bool) and count >= 0
    ]
    if len(counts) != len(table) or len(table) != len(problem.atoms):
        raise _Malformed("a table must have a whole number, 0 or more, for each atom")
    return counts


def _pair(tables: list[list[int]], found: object, name: str) -> list[list[int]]:
    pair = _list(found, name)
    places = [
        one for one in pair if isinstance(one, int) and not isinstance(one, bool) and 0 <= one < len(tables)
    ]
    if len(pair) != 2 or len(places) != 2:
        raise _Malformed(f"{name} must name two tables")
    return [tables[one] for one in places]
