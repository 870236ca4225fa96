"""Rounding a release: draw, round, attack, show otherwise what was known too closely, until nothing is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from app.disclosure.cell_system import CannotProtect
from app.disclosure.rounding.linked_tables import LinkedTables
from app.disclosure.rounding.nearest_table import SECONDS, nearest
from app.disclosure.rounding.random_draws import targets
from app.disclosure.rounding.rounding_attack import AttackResult, RoundingBreach, attack
from app.disclosure.rounding.rounding_repair import Forbidden, candidates, from_the_outset
from app.disclosure.time_limit import NEVER, Deadline
from app.progress import Progress, quiet

TURNS = 40
"""How often it is attacked and repaired before it counts as impossible."""

MOST_NAMED = 20
"""As many cells as a message names; the rest are counted."""


@dataclass(frozen=True)
class RoundedTables:
    """What is published, and what shows that it protects."""

    shown: tuple[int, ...]
    """The number of each cell, of which those of the shown cells are published."""
    atoms: tuple[int, ...]
    """The whole table that they are the sums of."""
    repaired: int
    """How many numbers the attack ruled out."""
    attacked: AttackResult


def round_tables(
    linked: LinkedTables,
    secret: bytes,
    lineage: str,
    *,
    before: Mapping[int, int] | None = None,
    progress: Progress = quiet,
    deadline: Deadline = NEVER,
) -> RoundedTables:
    """Round all tables together so that no attacker knows a count too closely.

    `lineage` names the release in all its revisions: with the secret it is the key of the draw. `before` has
    the numbers that an earlier revision showed of cells whose count is the same still. Raises `CannotProtect`
    with the names of cells where the rule, what is known and the protection cannot be had together, or not in
    time; `TimeoutError` where there is no whole table in time.
    """
    drawn = targets(linked, secret, lineage)
    forbidden = outset = from_the_outset(linked)
    atoms = nearest(
        linked,
        drawn,
        forbidden=forbidden,
        before=before,
        progress=progress,
        seconds=min(SECONDS, deadline.left),
    )
    earlier = AttackResult((), ())
    for _ in range(TURNS):
        shown = linked.sums(atoms)
        earlier = attack(linked, shown, earlier.truths, progress, deadline)
        if not earlier.breaches:
            repaired = sum(
                len(numbers - outset.get(cell, frozenset())) for cell, numbers in forbidden.items()
            )
            return RoundedTables(shown, atoms, repaired, earlier)
        if deadline.over():
            raise CannotProtect(
                f"time was up before it was settled that nobody can know {_named(linked, earlier.breaches)}"
            )
        found = _Repair(linked, drawn, before or {}, atoms, shown, forbidden, deadline)
        for breach in earlier.breaches:
            found.mend(breach)
        atoms, forbidden = found.atoms, found.forbidden
    raise CannotProtect(_told(linked, earlier.breaches))


class _Repair:
    """One turn: what was breached is shown otherwise, each by the least."""

    def __init__(
        self,
        linked: LinkedTables,
        drawn: Mapping[int, int],
        before: Mapping[int, int],
        atoms: tuple[int, ...],
        shown: Sequence[int],
        forbidden: Forbidden,
        deadline: Deadline,
    ) -> None:
        self.linked, self.drawn, self.before = linked, drawn, before
        self.atoms, self.shown, self.forbidden = atoms, shown, dict(forbidden)
        self.deadline = deadline

    def mend(self, breach: RoundingBreach) -> None:
        """Forbid one number that gives the cell away, unless another breach's repair has changed it."""
        now = self.linked.sums(self.atoms)
        for cell in candidates(self.linked, self.shown, breach, self.forbidden):
            if now[cell] != self.shown[cell]:
                return
            more = {**self.forbidden, cell: self.forbidden.get(cell, frozenset()) | {now[cell]}}
            try:
                atoms = nearest(
                    self.linked,
                    self.drawn,
                    forbidden=more,
                    before=self.before,
                    start=self.atoms,
                    seconds=min(SECONDS, self.deadline.left),
                )
            except CannotProtect:
                continue
            self.atoms, self.forbidden = atoms, more
            return
        raise CannotProtect(_told(self.linked, [breach]))


def _told(linked: LinkedTables, breaches: Sequence[RoundingBreach]) -> str:
    return f"whatever is shown within the rule, too much can be known of {_named(linked, breaches)}"


def _named(linked: LinkedTables, breaches: Sequence[RoundingBreach]) -> str:
    names = list(dict.fromkeys(linked.cells[breach.cell] for breach in breaches))
    more = f" and {len(names) - MOST_NAMED} more" if len(names) > MOST_NAMED else ""
    return ", ".join(names[:MOST_NAMED]) + more
