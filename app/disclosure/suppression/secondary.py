"""Secondary suppression by Gaussian elimination: which cells to withhold so that no sum gives another away.

The method is Langsrud's, in Statistics Norway's GaussSuppression. Cells that are published already come
first, then candidates from the most wanted on: one that would let a primary cell be worked out is withheld,
every other is published. Insiders are attackers of their own, kept in step: a candidate is published only if
none of them gains a primary cell.

It stops exact recovery by sums, and no more: bounds need the audit.
"""

from collections.abc import Callable, Iterable, Sequence

from app.disclosure.deadline import NEVER, Deadline, TimeIsUp
from app.disclosure.problem import CannotProtect, Problem
from app.disclosure.suppression.elimination import View

Order = Callable[[Problem], Sequence[float]]


def suppress(
    problem: Problem,
    order: Sequence[float],
    step: Callable[[], None] = lambda: None,
    deadline: Deadline = NEVER,
) -> frozenset[int]:
    """The cells to withhold, primary ones included. `order` has a rank for each cell: the greatest is the
    most wanted one. `step` is called after each candidate. What is not looked at in time is withheld.

    Raises `CannotProtect` with the primary cells that the fixed cells give away, `TimeIsUp` where that is not
    known in time.
    """
    views = [View(problem, lone=True), *(View(problem, known) for known in problem.coalitions)]
    _publish_fixed(problem, views, deadline)
    withheld = set(problem.primary)
    wanted = candidates(problem, order)
    for place, cell in enumerate(wanted):
        if deadline.over():
            withheld.update(wanted[place:])
            break
        residues = [(view, residue) for view in views if (residue := view.residue(cell))]
        if any(view.given_away(residue) for view, residue in residues):
            withheld.add(cell)
        else:
            for view, residue in residues:
                view.publish(residue)
        step()
    return frozenset(withheld)


def candidates(problem: Problem, order: Sequence[float]) -> list[int]:
    """The cells that may be withheld but need not be, the most wanted first."""
    free = set(range(len(problem.cells))) - problem.primary - problem.fixed
    return sorted(free, key=lambda cell: (-order[cell], cell))


def _publish_fixed(problem: Problem, views: Iterable[View], deadline: Deadline) -> None:
    given = set(problem.primary & problem.fixed)
    for view in views:
        given |= _publish(problem, view, problem.fixed, deadline)
    if given:
        names = ", ".join(problem.cells[cell] for cell in sorted(given))
        raise CannotProtect(f"what is published already gives away: {names}")


def lone_disclosures(
    problem: Problem, withheld: frozenset[int], deadline: Deadline = NEVER
) -> frozenset[int]:
    """The primary cells that a contributor who is alone can work out by sums from all that is published.

    Raises `TimeIsUp`.
    """
    if not problem.singletons:
        return frozenset()
    view = View(problem, lone=True)
    return frozenset(_publish(problem, view, set(range(len(problem.cells))) - withheld, deadline))


def _publish(problem: Problem, view: View, cells: Iterable[int], deadline: Deadline) -> set[int]:
    """Publish cells, small ones first; the primary cells that are given away."""
    given: set[int] = set()
    for cell in sorted(cells, key=lambda cell: (len(problem.members[cell]), cell)):
        if deadline.over():
            raise TimeIsUp(problem.primary)
        residue = view.residue(cell)
        if residue:
            given |= view.given_away(residue)
            view.publish(residue)
    return given


# ------------------------------------------------------------------------------------------ orders


def by_count_and_ties(problem: Problem) -> list[float]:
    """Great counts first; among equal ones those that share most with the rest."""
    ties = _ties(problem)
    greatest = max(ties, default=1)
    return [value + 1 + 0.99 * tie / greatest for value, tie in zip(problem.values, ties, strict=True)]


def by_ties(problem: Problem) -> list[float]:
    return [float(tie) for tie in _ties(problem)]


def by_size(problem: Problem) -> list[float]:
    """Totals of many atoms first, then great counts."""
    most = max(problem.values, default=0) + 1
    return [len(atoms) + value / most for atoms, value in zip(problem.members, problem.values, strict=True)]


ORDERS: tuple[Order, ...] = (by_count_and_ties, by_size, by_ties)
"""Orders that are tried on small problems; the first is the one that usually costs least."""


def _ties(problem: Problem) -> list[int]:
    """|XᵀX(y + 1)|: how much each cell shares with all others, weighed by their counts."""
    weights = [sum(problem.values[cell] + 1 for cell in cells) for cells in problem.cells_of]
    return [sum(weights[atom] for atom in atoms) for atoms in problem.members]


def cost(problem: Problem, withheld: Iterable[int]) -> tuple[int, int]:
    """What is lost: cells withheld beyond the primary ones, then their counts together."""
    extra = set(withheld) - problem.primary
    return len(extra), sum(problem.values[cell] for cell in extra)
