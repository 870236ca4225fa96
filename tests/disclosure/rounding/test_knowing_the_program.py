"""Who knows the program with its repair, but not the secret, knows no more exactly than the rule leaves.

By complete enumeration: what the program would not have shown for a truth rules that truth out.
"""

from collections.abc import Iterator
from random import Random

import numpy as np
import pytest

from app.disclosure.cell_system import CannotProtect
from app.disclosure.rounding.linked_tables import LinkedTables
from app.disclosure.rounding.rounded_tables import round_tables
from tests.disclosure.rounding.knowing_the_program import EveryTruth, TooMany
from tests.disclosure.rounding.linked_tables import chance_counts, revised_tables, single_tables, two_tables

pytestmark = pytest.mark.slow


def _rounded(
    threshold: int, districts: int, parts: tuple[int, int], seeds: int
) -> Iterator[tuple[LinkedTables, EveryTruth]]:
    for seed in range(seeds):
        chance = Random(f"{threshold}{districts}{seed}")
        linked = two_tables(chance_counts(chance, districts, parts, most=4), threshold)
        try:
            yield linked, EveryTruth(linked, round_tables(linked, bytes([seed]), "t").shown)
        except (CannotProtect, TooMany):
            continue


def _known(linked: LinkedTables, every: EveryTruth) -> tuple[int, int]:
    """How many figures somebody knows exactly by the rule, and how many by the program too."""
    real = (every.truths == np.array(linked.counts)).all(axis=1)
    assert real.sum() == 1
    assert every.published[real].all()
    rule = program = 0
    for attacker in every.attackers:
        for among in (np.ones(len(every.truths), dtype=bool), every.published):
            found = sum(bool(known[real].any()) for _, known in every.exactly(attacker, among))
            if among is every.published:
                program += found
            else:
                rule += found
    return rule, program


@pytest.mark.parametrize(
    ("districts", "parts", "seeds", "tables"),
    [(2, (2, 2), 40, 35), (3, (2, 1), 30, 25), (4, (1, 1), 40, 35), (5, (1, 1), 12, 10)],
)
def test_the_program_tells_nothing_exactly(
    districts: int, parts: tuple[int, int], seeds: int, tables: int
) -> None:
    found = [_known(linked, every) for linked, every in _rounded(5, districts, parts, seeds)]
    assert len(found) >= tables
    assert found == [(0, 0)] * len(found)


def test_it_is_found_where_the_program_tells_more() -> None:
    """With a threshold of 3 there is hardly room: what the repair avoids tells two of three the third."""
    assert any(program > rule for rule, program in (_known(*one) for one in _rounded(3, 3, (2, 2), 7)))


def _revised(seed: int) -> EveryTruth | None:
    """A first publication and its revision, with one record more or one less."""
    chance = Random(f"rev3{seed}")
    before = {
        f"d{number}": [chance.choice((0, 1, 1, 2, 3, 4, chance.randint(0, 6))) for _ in range(2)]
        for number in range(3)
    }
    after = {district: list(counts) for district, counts in before.items()}
    district, place = chance.choice(list(before)), chance.randrange(2)
    late = chance.random() < 0.5 or not before[district][place]
    after[district][place] += 1 if late else -1
    first = single_tables(before)
    try:
        shown = dict(zip(first.cells, round_tables(first, b"s", "t").shown, strict=True))
        joint = revised_tables(before, after, shown)
        cell = {name: number for number, name in enumerate(joint.cells)}
        same = [name for name, value in zip(first.cells, first.values, strict=True)
                if joint.values[cell[name]] == value]  # fmt: skip
        kept = {cell[name]: shown[name] for name in same}
        return EveryTruth(joint, round_tables(joint, b"s", "t", before=kept).shown)
    except CannotProtect:
        return None


def test_a_revision_beside_the_first_tells_nothing_exactly() -> None:
    """Both are there to be read, and everybody sees which figures have changed: by one at least."""
    found = [every for every in map(_revised, range(25)) if every is not None]
    assert len(found) >= 15
    for every in found:
        linked = every.linked
        real = (every.truths == np.array(linked.counts)).all(axis=1)
        assert linked.guarded
        assert every.values[:, sorted(linked.guarded)].min() == 1
        for attacker in every.attackers:
            for cell, known in every.exactly(attacker, np.ones(len(every.truths), dtype=bool)):
                assert not known[real].any(), (linked.cells[cell], attacker)
