"""What must not be shown: numbers that give a rest away by themselves, and those that an attack ruled out.

Decided from what is shown and from what the attacker knows, never from whether a count truly is small.

Where few districts have anything, two insiders have nearly all of many sums, and a 0 there leaves one at most
for all the others. Such numbers are forbidden before the first table is made, all at once: forbidden one by
one they lead into dead ends, as what one of them becomes is in the way of the next.

A number that gives a cell away all the same is forbidden, in the first of these that can show another one:
sums with the cell in which what is left after the attacker's own part has hardly any room; the cell itself;
what shares pieces with it, and what shares pieces with that.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from app.disclosure.rounding.attackers import WIDTH, attackers
from app.disclosure.rounding.linked_tables import LinkedTables
from app.disclosure.rounding.nearest_table import choices
from app.disclosure.rounding.rounding_attack import RoundingBreach
from app.disclosure.rounding.rule import allowed, could_be_small, possible

Forbidden = Mapping[int, frozenset[int]]
"""By cell, the numbers that are not to be shown."""


def from_the_outset(linked: LinkedTables) -> dict[int, frozenset[int]]:
    """Numbers that could be of a small count and leave too little room for what some attacker does not know
    of the cell, whatever else is shown. Where they leave none at all, there is nobody to know of."""
    known = [
        attacker.districts for attacker in attackers(linked) if attacker.width == WIDTH and attacker.districts
    ]
    found: dict[int, frozenset[int]] = {}
    for cell in sorted(linked.shown):
        own: defaultdict[str, int] = defaultdict(int)
        for atom in linked.members[cell]:
            own[linked.districts[atom]] += linked.counts[atom]
        parts = {
            sum(own.get(district, 0) for district in districts)
            for districts in known
            if own.keys() - districts
        }
        if telling := frozenset(
            number
            for number in allowed(linked.values[cell], linked.threshold)
            if could_be_small(number, linked.threshold)
            and any(possible(number, linked.threshold)[1] - part in range(1, WIDTH) for part in parts)
        ):
            found[cell] = telling
    return found


def candidates(
    linked: LinkedTables, shown: Sequence[int], breach: RoundingBreach, forbidden: Forbidden
) -> Iterator[int]:
    """The cells of which another number could help, the likeliest first."""
    seen: set[int] = set()
    for cell in _likeliest_first(linked, shown, breach):
        if cell in linked.shown and cell not in seen:
            seen.add(cell)
            # A 0 that is a true one cannot be anything else, and helps nobody.
            if any(number != shown[cell] for number in choices(linked, cell, forbidden.get(cell, ()))):
                yield cell


def _likeliest_first(linked: LinkedTables, shown: Sequence[int], breach: RoundingBreach) -> Iterator[int]:
    unknown = _unknown(linked, breach)
    around = sorted({cell for atom in unknown for cell in linked.cells_of[atom]})
    yield from sorted(
        (cell for cell in around if cell in linked.shown and _room(linked, shown, cell, breach) < WIDTH),
        key=lambda cell: (len(linked.members[cell]), cell),
    )
    yield breach.cell
    nearer = [cell for cell in around if cell != breach.cell]
    yield from sorted(nearer, key=lambda cell: (len(linked.members[cell]), cell))
    atoms = sorted({atom for cell in around for atom in linked.members[cell]})
    yield from sorted(
        {cell for atom in atoms for cell in linked.cells_of[atom]},
        key=lambda cell: (len(linked.members[cell]), cell),
    )


def _unknown(linked: LinkedTables, breach: RoundingBreach) -> list[int]:
    known = breach.attacker.districts
    return [atom for atom in linked.members[breach.cell] if linked.districts[atom] not in known]


def _room(linked: LinkedTables, shown: Sequence[int], cell: int, breach: RoundingBreach) -> int:
    """How much can be left of a sum for what the attacker does not know."""
    known = breach.attacker.districts
    own = sum(linked.counts[atom] for atom in linked.members[cell] if linked.districts[atom] in known)
    return possible(shown[cell], linked.threshold)[1] - own
