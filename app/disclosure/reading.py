"""Reads a table set from a file, strictly: every mistake is told with its place, and nothing is guessed.

The format is described in docs/reference/disclosure.md.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from app.disclosure.problem import Problem, Share

MOST_LISTED = 20
"""As many mistakes as are told; the rest are counted."""

GREATEST = 10**9
"""The greatest count of an atom; beyond it the solver's numbers are no longer fine enough."""


class FileRefused(Exception):
    """The file cannot be used; one mistake a line."""


@dataclass(frozen=True)
class TableSet:
    """A file's content: the problem, and the cells whose `published` is null."""

    problem: Problem
    unpublished: frozenset[int]


def read_file(path: Path) -> TableSet:
    try:
        text = path.read_text("utf-8")
    except OSError as error:
        raise FileRefused(f"{path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise FileRefused(f"{path} is not UTF-8: byte {error.start} cannot be read") from error
    return read_text(text)


def read_text(text: str) -> TableSet:
    try:
        found = json.loads(
            text, parse_float=Decimal, parse_constant=_no_constant, object_pairs_hook=_no_doubles
        )
    except json.JSONDecodeError as error:
        raise FileRefused(f"not JSON: line {error.lineno}, column {error.colno}: {error.msg}") from error
    except RecursionError as error:
        raise FileRefused("not a table set: nested too deep") from error
    reader = _Reader()
    tables = reader.tables(found)
    if reader.mistakes or tables is None:
        told = reader.mistakes[:MOST_LISTED]
        more = len(reader.mistakes) - len(told)
        raise FileRefused("\n".join(told + [f"... and {more} more mistakes"] * (more > 0)))
    return tables


def for_audit(tables: TableSet) -> tuple[Problem, frozenset[int]]:
    """The problem as an audit sees it, and the withheld cells.

    Where a withheld cell is zero, zeros are not published, and no mark tells that there is at least one.
    """
    problem, withheld = tables.problem, tables.unpublished
    if wrong := sorted(withheld & problem.forced):
        names = ", ".join(problem.cells[cell] for cell in wrong)
        raise FileRefused(f"forced cells are published, so an audit needs their numbers: {names}")
    if any(not problem.values[cell] for cell in withheld - problem.zeros_hidden):
        problem = replace(problem, zeros_hidden=frozenset(range(len(problem.cells))))
    return problem, withheld


def _no_constant(name: str) -> object:
    raise FileRefused(f"not JSON: {name} is no number")


def _no_doubles(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        double = next(name for name in names if names.count(name) > 1)
        raise FileRefused(f'the key "{double}" stands twice in one object')
    return found


class _Reader:
    """Reads piece by piece; what is wrong is noted, and something harmless goes on in its place."""

    def __init__(self) -> None:
        self.mistakes: list[str] = []
        self._atoms: dict[str, int] = {}
        self._cells: dict[str, int] = {}

    def tables(self, found: object) -> TableSet | None:
        body = self._object(found, "the file", {"threshold", "atoms", "cells"}, {"known_atoms", "shares"})
        if body is None:
            return None
        threshold = self._whole(body["threshold"], "threshold", least=1)
        counts: list[int] = []
        singletons: set[int] = set()
        for where, atom in self._objects(body["atoms"], "atoms", {"id", "count"}, {"singleton"}):
            place = self._name(self._atoms, atom["id"], where)
            counts.append(self._whole(atom["count"], f"{where}.count"))
            if self._truth(atom.get("singleton", False), f"{where}.singleton"):
                singletons.add(place)
        members: list[tuple[int, ...]] = []
        flags: dict[str, set[int]] = {"forced": set(), "sensitive": set(), "zeros": set(), "withheld": set()}
        optional = {"forced", "published", "sensitive", "least"}
        for where, cell in self._objects(body["cells"], "cells", {"id", "atoms"}, optional):
            place = self._name(self._cells, cell["id"], where)
            members.append(self._members(cell["atoms"], f"{where}.atoms"))
            for flag in ("forced", "sensitive"):
                if self._truth(cell.get(flag, False), f"{where}.{flag}"):
                    flags[flag].add(place)
            if self._whole(cell.get("least", 1), f"{where}.least", most=1) == 0:
                flags["zeros"].add(place)
            published = cell.get("published")
            if published is None:
                flags["withheld"].add(place)
            elif not self.mistakes:
                self._published(published, sum(counts[atom] for atom in members[-1]), f"{where}.published")
        if self.mistakes:
            return None
        problem = Problem(
            threshold=threshold,
            atoms=tuple(self._atoms),
            counts=tuple(counts),
            cells=tuple(self._cells),
            members=tuple(members),
            singletons=frozenset(singletons),
            forced=frozenset(flags["forced"]),
            sensitive=frozenset(flags["sensitive"]),
            zeros_hidden=frozenset(flags["zeros"]),
            coalitions=self._coalitions(body.get("known_atoms", [])),
        )
        shares = tuple(self._shares(problem, body.get("shares", [])))
        return TableSet(replace(problem, shares=shares), frozenset(flags["withheld"]))

    def _coalitions(self, found: object) -> tuple[frozenset[int], ...]:
        coalitions = self._list(found, "known_atoms")
        return tuple(
            frozenset(self._members(one, f"known_atoms[{place}]")) for place, one in enumerate(coalitions)
        )

    def _shares(self, problem: Problem, found: object) -> Iterator[Share]:
        for where, share in self._objects(found, "shares", {"numerator", "denominator", "between"}, set()):
            above, below = (
                self._place(self._cells, share[key], f"{where}.{key}", "cell")
                for key in ("numerator", "denominator")
            )
            bounds = [self._fraction(one, where) for one in self._list(share["between"], f"{where}.between")]
            if above is None or below is None or len(bounds) != 2:
                self._wrong(f"{where}.between", "must be two numbers, the least and the greatest")
                continue
            least, greatest = bounds
            whole = problem.values[below]
            if not least * whole <= problem.values[above] <= greatest * whole or least > greatest:
                self._wrong(f"{where}.between", "the true share does not lie between the two")
            yield Share(above, below, least, greatest)

    # ------------------------------------------------------------------------------------- pieces

    def _wrong(self, where: str, what: str) -> None:
        self.mistakes.append(f"{where}: {what}")

    def _object(
        self, found: object, where: str, needed: set[str], optional: set[str]
    ) -> dict[str, object] | None:
        if not isinstance(found, dict):
            self._wrong(where, "must be an object")
            return None
        missing, unknown = needed - found.keys(), found.keys() - needed - optional
        for key in sorted(missing):
            self._wrong(where, f'"{key}" is missing')
        for key in sorted(unknown):
            self._wrong(where, f'"{key}" is not known here: {", ".join(sorted(needed | optional))} are')
        return None if missing else found

    def _objects(
        self, found: object, where: str, needed: set[str], optional: set[str]
    ) -> Iterator[tuple[str, dict[str, object]]]:
        for place, one in enumerate(self._list(found, where)):
            body = self._object(one, f"{where}[{place}]", needed, optional)
            if body is not None:
                yield f"{where}[{place}]", body

    def _list(self, found: object, where: str) -> list[object]:
        if isinstance(found, list):
            return found
        self._wrong(where, "must be a list")
        return []

    def _whole(self, found: object, where: str, least: int = 0, most: int = GREATEST) -> int:
        if isinstance(found, int) and not isinstance(found, bool) and least <= found <= most:
            return found
        self._wrong(where, f"must be a whole number from {least} to {most}")
        return least

    def _truth(self, found: object, where: str) -> bool:
        if isinstance(found, bool):
            return found
        self._wrong(where, "must be true or false")
        return False

    def _fraction(self, found: object, where: str) -> Fraction:
        if isinstance(found, int | Decimal) and not isinstance(found, bool) and 0 <= found <= 1:
            return Fraction(found)
        self._wrong(f"{where}.between", "must be numbers from 0 to 1")
        return Fraction(0)

    def _published(self, found: object, value: int, where: str) -> None:
        if isinstance(found, bool) or not isinstance(found, int):
            self._wrong(where, "must be a whole number or null")
        elif found != value:
            self._wrong(where, f"is {found}, but the atoms add up to {value}")

    def _name(self, names: dict[str, int], found: object, where: str) -> int:
        """Take a new id; its place."""
        if not isinstance(found, str) or not found:
            self._wrong(f"{where}.id", "must be a text that is not empty")
            found = f"\0{where}"
        elif found in names:
            self._wrong(f"{where}.id", f'"{found}" is taken already')
            found = f"\0{where}"
        return names.setdefault(found, len(names))

    def _place(self, names: dict[str, int], found: object, where: str, what: str) -> int | None:
        if isinstance(found, str) and found in names:
            return names[found]
        self._wrong(where, f"there is no {what} {json.dumps(found, ensure_ascii=False, default=str)}")
        return None

    def _members(self, found: object, where: str) -> tuple[int, ...]:
        names = self._list(found, where)
        places = [
            self._place(self._atoms, one, f"{where}[{place}]", "atom") for place, one in enumerate(names)
        ]
        known = [place for place in places if place is not None]
        if len(set(known)) < len(known):
            self._wrong(where, "names an atom twice")
        if not names:
            self._wrong(where, "must name at least one atom")
        return tuple(sorted(set(known)))
