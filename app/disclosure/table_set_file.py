"""Reads a table set from a file, strictly: every mistake is told with its place, and nothing is guessed.

The format is described in docs/reference/disclosure.md.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path

from app.disclosure.cell_system import CellSystem, KnownShare
from app.disclosure.strict_json import UnusableFile, parsed, parsed_file, quoted

MOST_LISTED = 20
"""As many mistakes as are told; the rest are counted."""

GREATEST = 10**9
"""The greatest count of an atom."""

ALTOGETHER = 10**11
"""The greatest sum of all counts; beyond it the solver's numbers are no longer fine enough."""

DECIMALS = 12
"""Of a share's bounds at most."""

FINE = 2**53
"""Whole numbers up to which the solver's have no gaps."""


@dataclass(frozen=True)
class TableSet:
    """A file's content."""

    system: CellSystem
    published: Mapping[int, int]
    """The cells that have a number, and it."""

    @property
    def unpublished(self) -> frozenset[int]:
        return frozenset(range(len(self.system.cells))) - self.published.keys()


def read_file(path: Path, exact: bool = True) -> TableSet:
    """Reads and checks a file. `exact`: what is published are true counts; else only forced cells' must be.

    Raises `UnusableFile`.
    """
    return read(parsed_file(path), exact)


def read_text(text: str, exact: bool = True) -> TableSet:
    """The same from a text."""
    return read(parsed(text), exact)


def read(found: object, exact: bool = True) -> TableSet:
    """The same from plain data."""
    reader = _Reader(exact)
    tables = reader.tables(found)
    if reader.mistakes or tables is None:
        told = reader.mistakes[:MOST_LISTED]
        more = len(reader.mistakes) - len(told)
        raise UnusableFile("\n".join(told + [f"... and {more} more mistakes"] * (more > 0)))
    return tables


def without_number(system: CellSystem, cells: Iterable[int]) -> str:
    """The first of these cells by their ids, and how many more there are."""
    ids = [system.cells[cell] for cell in sorted(cells)]
    more = len(ids) - MOST_LISTED
    return ", ".join(ids[:MOST_LISTED]) + (f" and {more} more" if more > 0 else "")


def for_audit(tables: TableSet) -> tuple[CellSystem, frozenset[int]]:
    """The system as an audit of suppression sees it, and the withheld cells.

    Where a withheld cell is zero, zeros are not published, and no mark tells that there is at least one.
    """
    system, withheld = tables.system, tables.unpublished
    if wrong := withheld & system.forced:
        names = without_number(system, wrong)
        raise UnusableFile(f"forced cells are published, so an audit needs their numbers: {names}")
    if any(not system.values[cell] for cell in withheld - system.zeros_hidden):
        system = replace(system, zeros_hidden=frozenset(range(len(system.cells))))
    return system, withheld


class _Reader:
    """Reads piece by piece; what is wrong is noted, and something harmless goes on in its place."""

    def __init__(self, exact: bool) -> None:
        self._exact = exact
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
        if sum(counts) > ALTOGETHER:
            self._wrong("atoms", f"the counts add up to {sum(counts)}; at most {ALTOGETHER} is possible")
        members: list[tuple[int, ...]] = []
        flags: dict[str, set[int]] = {"forced": set(), "sensitive": set(), "zeros": set()}
        numbers: dict[int, int] = {}
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
            if published is not None:
                numbers[place] = self._number(published, f"{where}.published")
                if not self.mistakes and (self._exact or place in flags["forced"]):
                    self._require_true(numbers[place], [counts[a] for a in members[-1]], where)
        if self.mistakes:
            return None
        system = CellSystem(
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
        shares = tuple(self._shares(system, body.get("shares", [])))
        return TableSet(replace(system, shares=shares), numbers)

    def _coalitions(self, found: object) -> tuple[frozenset[int], ...]:
        coalitions = self._list(found, "known_atoms")
        return tuple(
            frozenset(self._members(coalition, f"known_atoms[{index}]"))
            for index, coalition in enumerate(coalitions)
        )

    def _shares(self, system: CellSystem, found: object) -> Iterator[KnownShare]:
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
            whole = system.values[below]
            if not least * whole <= system.values[above] <= greatest * whole or least > greatest:
                self._wrong(f"{where}.between", "the true share does not lie between the two")
            if max(least.denominator, greatest.denominator) * 4 * max(sum(system.counts), 1) > FINE:
                self._wrong(f"{where}.between", "has too many decimals for counts that are as great")
            yield KnownShare(above, below, least, greatest)

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
            self._wrong(where, f"{quoted(key)} is missing")
        for key in sorted(unknown):
            self._wrong(where, f"{quoted(key)} is not known here: {', '.join(sorted(needed | optional))} are")
        return None if missing else found

    def _objects(
        self, found: object, where: str, needed: set[str], optional: set[str]
    ) -> Iterator[tuple[str, dict[str, object]]]:
        for index, one in enumerate(self._list(found, where)):
            body = self._object(one, f"{where}[{index}]", needed, optional)
            if body is not None:
                yield f"{where}[{index}]", body

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
            known = round(Decimal(found), DECIMALS)
            if known == found:
                return Fraction(known)
        self._wrong(f"{where}.between", f"must be numbers from 0 to 1 with at most {DECIMALS} decimals")
        return Fraction(0)

    def _number(self, found: object, where: str) -> int:
        if isinstance(found, int) and not isinstance(found, bool) and 0 <= found <= 2 * ALTOGETHER:
            return found
        self._wrong(where, "must be a whole number or null")
        return 0

    def _require_true(self, found: int, counts: list[int], where: str) -> None:
        if found != sum(counts):
            self._wrong(f"{where}.published", f"is {found}, but the atoms add up to {sum(counts)}")

    def _name(self, names: dict[str, int], found: object, where: str) -> int:
        """Take a new id; its place."""
        if not isinstance(found, str) or not found:
            self._wrong(f"{where}.id", "must be a text that is not empty")
            found = f"\0{where}"
        elif found in names:
            self._wrong(f"{where}.id", f"{quoted(found)} is taken already")
            found = f"\0{where}"
        return names.setdefault(found, len(names))

    def _place(self, names: dict[str, int], found: object, where: str, what: str) -> int | None:
        if isinstance(found, str) and found in names:
            return names[found]
        told = (
            f"there is no {what} {quoted(found)}" if isinstance(found, str) else f"must be the id of a {what}"
        )
        self._wrong(where, told.replace("a atom", "an atom"))
        return None

    def _members(self, found: object, where: str) -> tuple[int, ...]:
        names = self._list(found, where)
        places = [
            self._place(self._atoms, name, f"{where}[{index}]", "atom") for index, name in enumerate(names)
        ]
        known = [place for place in places if place is not None]
        if len(set(known)) < len(known):
            self._wrong(where, "names an atom twice")
        if not names:
            self._wrong(where, "must name at least one atom")
        return tuple(sorted(set(known)))
