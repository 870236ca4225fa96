"""Secondary suppression by Gaussian elimination: which cells to withhold so that no sum gives another away.

The method is Langsrud's, in Statistics Norway's GaussSuppression. Cells that are published already come
first, then candidates from the most wanted on: one that would let a primary cell be worked out is withheld,
every other is published. Insiders are attackers of their own, kept in step: a candidate is published only if
none of them gains a primary cell.

It stops exact recovery by sums, and no more: bounds need the audit.
"""

from collections.abc import Callable, Iterable, Sequence

from app.disclosure.cell_system import CannotProtect, CellSystem
from app.disclosure.suppression.elimination import AttackerView
from app.disclosure.time_limit import NEVER, Deadline, DeadlinePassed

Order = Callable[[CellSystem], Sequence[float]]


def suppress(
    system: CellSystem,
    order: Sequence[float],
    step: Callable[[], None] = lambda: None,
    deadline: Deadline = NEVER,
) -> frozenset[int]:
    """The cells to withhold, primary ones included. `order` has a rank for each cell: the greatest is the
    most wanted one. `step` is called after each candidate. What is not looked at in time is withheld.

    Raises `CannotProtect` with the primary cells that the fixed cells give away, `DeadlinePassed` where
    that is not known in time.
    """
    views = [AttackerView(system, lone=True), *(AttackerView(system, known) for known in system.coalitions)]
    _publish_fixed(system, views, deadline)
    withheld = set(system.primary)
    wanted = candidates(system, order)
    for index, cell in enumerate(wanted):
        if deadline.over():
            withheld.update(wanted[index:])
            break
        residues = [(view, residue) for view in views if (residue := view.residue(cell))]
        if any(view.given_away(residue) for view, residue in residues):
            withheld.add(cell)
        else:
            for view, residue in residues:
                view.publish(residue)
        step()
    return frozenset(withheld)


def candidates(system: CellSystem, order: Sequence[float]) -> list[int]:
    """The cells that may be withheld but need not be, the most wanted first."""
    free = set(range(len(system.cells))) - system.primary - system.fixed
    return sorted(free, key=lambda cell: (-order[cell], cell))


def _publish_fixed(system: CellSystem, views: Iterable[AttackerView], deadline: Deadline) -> None:
    given = set(system.primary & system.fixed)
    for view in views:
        given |= _publish(system, view, system.fixed, deadline)
    if given:
        names = ", ".join(system.cells[cell] for cell in sorted(given))
        raise CannotProtect(f"what is published already gives away: {names}")


def lone_disclosures(
    system: CellSystem, withheld: frozenset[int], deadline: Deadline = NEVER
) -> frozenset[int]:
    """The primary cells that a contributor who is alone can work out by sums from all that is published.

    Raises `DeadlinePassed`.
    """
    if not system.singletons:
        return frozenset()
    view = AttackerView(system, lone=True)
    return frozenset(_publish(system, view, set(range(len(system.cells))) - withheld, deadline))


def _publish(system: CellSystem, view: AttackerView, cells: Iterable[int], deadline: Deadline) -> set[int]:
    """Publish cells, small ones first; the primary cells that are given away."""
    given: set[int] = set()
    for cell in sorted(cells, key=lambda cell: (len(system.members[cell]), cell)):
        if deadline.over():
            raise DeadlinePassed(system.primary)
        residue = view.residue(cell)
        if residue:
            given |= view.given_away(residue)
            view.publish(residue)
    return given


# ------------------------------------------------------------------------------------------ orders


def by_count_and_ties(system: CellSystem) -> list[float]:
    """Great counts first; among equal ones those that share most with the rest."""
    ties = _ties(system)
    greatest = max(ties, default=1)
    return [value + 1 + 0.99 * tie / greatest for value, tie in zip(system.values, ties, strict=True)]


def by_ties(system: CellSystem) -> list[float]:
    return [float(tie) for tie in _ties(system)]


def by_size(system: CellSystem) -> list[float]:
    """Totals of many atoms first, then great counts."""
    most = max(system.values, default=0) + 1
    return [len(atoms) + value / most for atoms, value in zip(system.members, system.values, strict=True)]


ORDERS: tuple[Order, ...] = (by_count_and_ties, by_size, by_ties)
"""Orders that are tried on small systems; the first is the one that usually costs least."""


def _ties(system: CellSystem) -> list[int]:
    """|XᵀX(y + 1)|: how much each cell shares with all others, weighed by their counts."""
    weights = [sum(system.values[cell] + 1 for cell in cells) for cells in system.cells_of]
    return [sum(weights[atom] for atom in atoms) for atoms in system.members]


def cost(system: CellSystem, withheld: Iterable[int]) -> tuple[int, int]:
    """What is lost: cells withheld beyond the primary ones, then their counts together."""
    extra = set(withheld) - system.primary
    return len(extra), sum(system.values[cell] for cell in extra)
