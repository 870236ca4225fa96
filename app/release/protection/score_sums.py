"""Sums that count nobody, such as the scores of a survey: what is shown keeps their means, and no sum of few.

A mean is shown where its base is shown as at least `LEAST`. The sum that stands for it is made of the shown
base, with a small draw of its own, so that nobody's score can be worked out; where a base is shown as less,
it counts with the mean of the whole group, and no mean of it is shown."""

import hmac
from collections import defaultdict
from collections.abc import Iterator, Mapping
from fractions import Fraction
from hashlib import sha256

from app.release.protection.atoms import Key, name_of
from app.release.protection.candidate_cells import CandidateCells
from app.release.protection.public_constraints.declarations import NOT_OF_PEOPLE
from app.release.protection.table_layout import Cell, TableLayout
from app.release.storage.frozen_table import Value
from app.tables.declaration import Measure
from app.tables.rates import MeanOfMeasure

LEAST = 10
"""The least shown base of a mean."""

DRAWN = 2
"""By how many points of the scale a sum may differ from what keeps its mean."""


def shown_sums(
    candidates: CandidateCells, figures: Mapping[Key, int], secret: bytes, lineage: str
) -> dict[Key, Value]:
    """What stands for each sum that counts nobody, by the shown figures."""
    found: dict[Key, Value] = {}
    for layout in candidates.layouts:
        for measure in layout.measures:
            scale = NOT_OF_PEOPLE.get((layout.table.id, measure.code))
            if scale is not None:
                sums = _Sums(candidates, figures, layout, measure, scale)
                finest = {key: sums.drawn(key, secret, lineage) for key in sums.finest}
                found |= {key: sums.shown(key, finest) for key in sums.cells()}
    return found


class _Sums:
    def __init__(
        self,
        candidates: CandidateCells,
        figures: Mapping[Key, int],
        layout: TableLayout,
        measure: Measure,
        scale: tuple[int, int],
    ) -> None:
        if not isinstance(measure.rate, MeanOfMeasure):
            raise TypeError(f"{layout.table.id}/{measure.code} has no mean")
        self.candidates, self.figures, self.layout, self.measure = candidates, figures, layout, measure
        self.base, self.unit = measure.rate.base, measure.rate.scale
        self.least, self.most = (self.unit * end for end in scale)
        self.finest = [self._key(cell) for cell in layout.finest(measure.code)]
        self._counted: dict[Cell, list[int]] = defaultdict(lambda: [0, 0])
        for key in self.finest:
            own = self._counted[key[2][1:]]
            own[0] += candidates.counts[key]
            own[1] += candidates.counts[self._of(key)]

    def cells(self) -> Iterator[Key]:
        return (self._key(cell) for cell in self.layout.published(self.measure.code))

    def drawn(self, key: Key, secret: bytes, lineage: str) -> int:
        """What stands for the sum of a finest cell."""
        base, total, of = (
            self.figures[self._of(key)],
            self.candidates.counts[key],
            self.candidates.counts[self._of(key)],
        )
        if base < LEAST:
            total, of = self._counted[key[2][1:]]
        if not base or not of:
            return 0
        kept = Fraction(total, of) * base
        spread = DRAWN * self.unit
        told = "/".join((lineage, name_of(key), str(base), str(total), str(of)))
        number = int.from_bytes(hmac.new(secret, told.encode(), sha256).digest(), "big")
        drawn = round(kept) + number % (2 * spread + 1) - spread
        return min(max(drawn, self.least * base), self.most * base)

    def shown(self, key: Key, finest: Mapping[Key, int]) -> Value:
        base = self.figures[self._of(key)]
        if 0 < base < LEAST:
            return "withheld"
        return sum(finest[part] for part in self.candidates.parts[key]) if base else 0

    def _key(self, cell: Cell) -> Key:
        return self.layout.table.id, self.measure.code, cell

    def _of(self, key: Key) -> Key:
        """The figure that counts what the sum is of."""
        return key[0], self.base, key[2]
