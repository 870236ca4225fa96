"""What an attacker can work out exactly from sums: one elimination, carried along as cells are published."""

from app.disclosure.cell_system import CellSystem
from app.disclosure.modular import MODULUS, Basis, Column, form, scaled, subtract

Form = frozenset[tuple[int, int]]


class AttackerView:
    """One attacker, who knows some atoms, and the primary cells to be kept from them.

    `lone` adds the "any sum" rule for contributors that are alone: none of them may work out a primary cell
    with the help of the own count, except the cell that holds nothing else.
    """

    def __init__(self, system: CellSystem, known: frozenset[int] = frozenset(), lone: bool = False) -> None:
        self._system = system
        self._row_of = _rows(system, known | system.zero_atoms)
        self._basis = Basis()
        # Residues by key: primary cells by their place, contributors that are alone by -1 - their row.
        self._kept: dict[int, Column] = {}
        self._touching: dict[int, set[int]] = {}
        for cell in system.open_to(known, system.primary):
            self._keep(cell, self._column(cell))
        self._lone = _LoneContributors(self._kept)
        if lone:
            for row in {self._row_of[atom] for atom in system.singletons if atom in self._row_of}:
                self._keep(-1 - row, {row: 1})
            self._lone = _LoneContributors(self._kept)

    def _column(self, cell: int) -> Column:
        rows = (self._row_of.get(atom) for atom in self._system.members[cell])
        return {row: 1 for row in rows if row is not None}

    def _keep(self, key: int, column: Column) -> None:
        self._kept[key] = column
        for row in column:
            self._touching.setdefault(row, set()).add(key)

    def residue(self, cell: int) -> Column:
        """What publishing the cell would tell beyond what is known; empty if nothing."""
        return self._basis.residue(self._column(cell))

    def given_away(self, residue: Column) -> set[int]:
        """The primary cells that publishing a cell with this residue (not empty) would let be worked out."""
        pivot = self._pivot(residue)
        touched = self._touching.get(pivot, set())
        found = {key for key in touched if key >= 0 and _proportional(self._kept[key], residue, pivot)}
        if self._lone:
            step = scaled(residue, pivot)
            found |= self._lone.given_away({key: self._without(key, step, pivot) for key in touched})
        return found

    def publish(self, residue: Column) -> None:
        """Take in a published cell by its residue (not empty); what it gives away is no longer kept."""
        pivot = self._pivot(residue)
        step = self._basis.add(residue, pivot)
        for key in sorted(self._touching.get(pivot, ())):
            before, after = self._kept[key], self._without(key, step, pivot)
            for row in before.keys() - after.keys():
                self._touching[row].discard(key)
            for row in after.keys() - before.keys():
                self._touching.setdefault(row, set()).add(key)
            if after:
                self._kept[key] = after
            else:
                del self._kept[key]
            self._lone.note(key, after)

    def _pivot(self, residue: Column) -> int:
        """The row that fewest of what is kept would have to be eliminated from."""
        return min(residue, key=lambda row: (len(self._touching.get(row, ())), row))

    def _without(self, key: int, step: Column, pivot: int) -> Column:
        column = dict(self._kept[key])
        subtract(column, column[pivot], step)
        return column


class _LoneContributors:
    """The residues of primary cells and of contributors that are alone, by what is proportional to what."""

    def __init__(self, kept: dict[int, Column]) -> None:
        self._form_of: dict[int, Form] = {}
        self._keys: dict[Form, set[int]] = {}
        self._alone = {key for key in kept if key < 0}
        # Who is alone in a cell knows it, whatever is published.
        singles = {key: next(iter(column)) for key, column in kept.items() if len(column) == 1}
        self._own = {(key, -1 - row) for key, row in singles.items() if key >= 0}
        for key, column in kept.items():
            self.note(key, column)

    def __bool__(self) -> bool:
        return bool(self._alone)

    def note(self, key: int, column: Column) -> None:
        """Note what a residue has become; an empty one is forgotten."""
        if not self._alone:
            return
        old = self._form_of.pop(key, None)
        if old is not None:
            self._keys[old].discard(key)
        if column:
            new = self._form_of[key] = form(column)
            self._keys.setdefault(new, set()).add(key)

    def given_away(self, changed: dict[int, Column]) -> set[int]:
        """The primary cells that somebody alone could work out if these residues changed."""
        forms: dict[Form, set[int]] = {}
        for key, column in changed.items():
            if column:
                forms.setdefault(form(column), set()).add(key)
        found = set()
        for shape, keys in forms.items():
            same = keys | (self._keys.get(shape, set()) - changed.keys())
            found |= {
                cell
                for cell in same
                if cell >= 0 and any(one < 0 and (cell, one) not in self._own for one in same)
            }
        return found


def _proportional(one: Column, other: Column, row: int) -> bool:
    """Whether two columns that both have a value in `row` are multiples of one another."""
    if len(one) != len(other) or one.keys() != other.keys():
        return False
    left, right = one[row], other[row]
    return all((value * right - other[place] * left) % MODULUS == 0 for place, value in one.items())


def _rows(system: CellSystem, known: frozenset[int]) -> dict[int, int]:
    """A row for each atom that is not known; atoms in the same cells share one, unless one is alone."""
    rows: dict[tuple[tuple[int, ...], int], int] = {}
    return {
        atom: rows.setdefault((cells, atom if atom in system.singletons else -1), atom)
        for atom, cells in enumerate(system.cells_of)
        if atom not in known and cells
    }
