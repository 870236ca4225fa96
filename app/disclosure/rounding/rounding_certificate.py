"""The certificate: the table that is shown, and whole truths that show that nobody knows a cell too closely.

Each truth agrees with the rule, with everything that everybody knows, and with the real counts of the
districts that it does not differ in. So it serves every attacker who knows none of the others; for each of
them the truths lie far enough apart in every cell that is asked about. Which cells and attackers these are,
and what must hold, follows from what is shown: `checking` works it out again and believes nothing else. It
holds true counts, so it stays inside the service.

Where somebody can tell that the rest of a cell is surely none there is nothing to keep from them: that has a
proof of its own, a sum of cells that leaves no room for one.

Tables are written as their differences from the true counts: the places of the atoms, and by how much.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from app.disclosure.rounding.attackers import AttackQuestions
from app.disclosure.rounding.linked_tables import LinkedTables
from app.disclosure.rounding.rounding_attack import AttackResult
from app.disclosure.rounding.truths import Changes, whole

Json = dict[str, object]
Moves = NDArray[np.int32]
"""For each truth (row) and cell by how much it is more than the real count."""

VERSION = 1


def certificate(linked: LinkedTables, rounded: Sequence[int], attacked: AttackResult) -> Json:
    """As JSON-able data. `rounded` is the whole table that is shown, one number for each atom; the attack on
    it found no breach. Of its truths the certificate takes what it needs."""
    difference = np.array(rounded, dtype=np.int64) - np.array(linked.counts, dtype=np.int64)
    atoms = difference.nonzero()[0]
    return {
        "version": VERSION,
        "counts": list(linked.counts),
        "rounded": [atoms.tolist(), difference[atoms].tolist()],
        "truths": [[list(one) for one in truth] for truth in few(linked, rounded, attacked)],
        "none": [
            {
                "knows": sorted(one.districts),
                "cell": one.cell,
                "rows": list(one.rows),
                "multipliers": list(one.multipliers),
                "denominator": one.denominator,
            }
            for one in attacked.none
        ],
    }


def few(linked: LinkedTables, rounded: Sequence[int], attacked: AttackResult) -> list[Changes]:
    """Some of the truths that show all that they show together."""
    found = attacked.truths
    asking = AttackQuestions(linked, linked.sums(list(rounded)))
    for one in attacked.none:
        asking.take_none(one.districts, one.cell)
    districts = [frozenset(linked.districts[atom] for atom in atoms) for atoms, _ in found]
    moves = np.zeros((len(found), len(linked.cells)), dtype=np.int32)
    for number, truth in enumerate(found):
        moves[number] = asking.sums(whole(linked, truth)) - asking.values
    kept: list[int] = []
    for attacker in sorted(asking.attackers, key=lambda one: -len(one.districts)):
        usable = [number for number, own in enumerate(districts) if attacker.districts.isdisjoint(own)]
        cells = np.flatnonzero(asking.of(attacker.districts))
        if usable and len(cells):
            before = [index for index, number in enumerate(usable) if number in kept]
            more = _chosen(moves[usable][:, cells], attacker.width, before)
            kept += [usable[place] for place in more]
    return [found[number] for number in sorted(kept)]


def _chosen(moves: Moves, width: int, before: list[int]) -> list[int]:
    """The rows needed, beside those that are there and one of zeros, so that every column varies by the
    width, or by as much as it does over all rows."""
    all_least, all_most = moves.min(axis=0).clip(max=0), moves.max(axis=0).clip(min=0)
    wanted = np.minimum(width, all_most - all_least)
    least, most = moves[before].min(axis=0, initial=0), moves[before].max(axis=0, initial=0)
    chosen: list[int] = []
    while len(narrow := np.flatnonzero(most - least < wanted)):
        own = moves[:, narrow]
        reach = np.maximum(own - least[narrow], most[narrow] - own) >= wanted[narrow]
        gain = reach.sum(axis=1)
        row = int(gain.argmax() if gain.any() else np.abs(own[:, 0]).argmax())
        chosen.append(row)
        least, most = np.minimum(least, moves[row]), np.maximum(most, moves[row])
    return chosen
