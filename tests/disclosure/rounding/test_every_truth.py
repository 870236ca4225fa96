"""The attack says neither more nor less than all truths tried together, and its proof says the same."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from random import Random

import pytest

from app.disclosure.rounding.attackers import AttackQuestions, targets
from app.disclosure.rounding.linked_tables import LinkedTables
from app.disclosure.rounding.nearest_table import nearest
from app.disclosure.rounding.random_draws import distribution
from app.disclosure.rounding.rounding_attack import AttackResult, attack
from app.disclosure.rounding.rounding_certificate import certificate
from app.disclosure.rounding.rounding_check import faults
from app.disclosure.rounding.rule import allowed, could_be_small
from tests.disclosure.rounding.enumeration import truths
from tests.disclosure.rounding.every_truth import ranges
from tests.disclosure.rounding.linked_tables import chance_counts, two_tables

SIZES = [(3, 2, (3, 2)), (3, 3, (2, 2)), (5, 2, (2, 2))]
"""Threshold, districts, and the categories of the two tables."""

sizes = pytest.mark.parametrize(("threshold", "districts", "parts"), SIZES)


def drawn(
    threshold: int, districts: int, parts: tuple[int, int], number: int
) -> tuple[LinkedTables, list[int]]:
    """Chance counts, and numbers that the rule allows for them: each by itself, which tells the most."""
    chance = Random(f"{threshold} {districts} {number}")
    counts = chance_counts(chance, districts, parts, most=4)
    linked = two_tables(counts, threshold, group=parts[0] > 2)
    return linked, [chance.choice(allowed(value, threshold)) for value in linked.values]


def rounded(linked: LinkedTables, number: int) -> tuple[int, ...]:
    """A whole table that may be shown, by chance targets."""
    chance = Random(number)
    wanted = {
        cell: chance.choice(allowed(linked.values[cell], linked.threshold)) for cell in sorted(linked.shown)
    }
    return nearest(linked, wanted)


def disagreements(linked: LinkedTables, shown: Sequence[int], attacked: AttackResult) -> Iterator[str]:
    """Where an attack says something else of a target than all truths do."""
    asking = AttackQuestions(linked, shown)
    for proof in attacked.none:
        asking.take_none(proof.districts, proof.cell)
    for attacker in asking.attackers:
        known, width = attacker.districts, attacker.width
        every = ranges(linked, shown, known)
        breaches = [one for one in attacked.breaches if one.attacker.width == width]
        told = {one.cell: (one.least, one.greatest) for one in breaches if one.attacker.districts == known}
        by_less = {one.cell for one in breaches if one.attacker.districts < known}
        asked = asking.of(known)
        for cell in targets(linked, shown):
            least, greatest = every[cell]
            name = f"{linked.cells[cell]}, {sorted(known)}"
            own = [atom for atom in linked.members[cell] if linked.districts[atom] not in known]
            rest = linked.values[cell] - sum(linked.counts[atom] for atom in own)
            if not asked[cell]:
                if own and not least == greatest == rest:
                    yield f"{name}: not asked, and more than 0 of it may be unknown"
            elif (greatest - least < width) != (cell in told or cell in by_less):
                yield f"{name}: {least} to {greatest}"
            if told.get(cell, every[cell]) != every[cell]:
                yield f"{name}: {told[cell]} and not {every[cell]}"


@sizes
def test_the_ranges_are_those_of_all_truths(threshold: int, districts: int, parts: tuple[int, int]) -> None:
    breached = 0
    for number in range(35):
        linked, shown = drawn(threshold, districts, parts, number)
        attacked = attack(linked, shown)
        assert list(disagreements(linked, shown, attacked)) == [], number
        breached += bool(attacked.breaches)
    # Both kinds are among them.
    assert 5 <= breached <= 35


@sizes
def test_the_proof_holds_where_nothing_is_known_too_closely_and_names_what_is(
    threshold: int, districts: int, parts: tuple[int, int]
) -> None:
    held = 0
    for number in range(25):
        linked, _ = drawn(threshold, districts, parts, number)
        atoms = rounded(linked, number)
        attacked = attack(linked, linked.sums(atoms))
        proof = certificate(linked, atoms, attacked)
        found = faults(linked, linked.sums(atoms), proof)
        names = {linked.cells[one.cell] for one in attacked.breaches}
        assert {fault.split(":")[0] for fault in found} == names
        held += not found
    assert held


def test_an_attacker_who_is_taken_to_know_a_relation_less_than_readers_do_is_found_out() -> None:
    found = 0
    for number in range(20):
        linked, shown = drawn(3, 2, (2, 2), number)
        blind = attack(replace(linked, forced=frozenset()), shown)
        found += bool(list(disagreements(linked, shown, blind)))
    assert found >= 5


def test_middle_figures_that_are_known_to_be_exact_give_small_ones_away() -> None:
    by_rule = exact = 0
    for number in range(20):
        linked, _ = drawn(5, 2, (2, 2), number)
        shown = linked.sums(rounded(linked, number))
        open_cells = frozenset(cell for cell in linked.shown if linked.values[cell] >= linked.threshold)
        told = replace(linked, shown=linked.shown - open_cells, undeclared=linked.undeclared | open_cells)
        by_rule += len(attack(linked, shown).breaches)
        exact += len(attack(told, shown).breaches)
    assert exact > 2 * by_rule


# --------------------------------------------------------------------------- who knows the program too


def consistent(linked: LinkedTables, shown: Sequence[int], known: frozenset[str]) -> list[LinkedTables]:
    """Every truth by the rule alone, for who knows these districts."""
    return [replace(linked, counts=counts) for counts in truths(linked, shown, known)]


def known_exactly(linked: LinkedTables, shown: Sequence[int], found: Sequence[LinkedTables]) -> int:
    """How many figures that could be small, and are not surely 0, have one value over these truths."""
    values = list(zip(*(one.values for one in found), strict=True))
    cells = [cell for cell in linked.shown if could_be_small(shown[cell], linked.threshold)]
    return sum(set(values[cell]) == {linked.values[cell]} != {0} for cell in cells)


def test_every_truth_that_the_rule_allows_could_have_been_published_so() -> None:
    tried = 0
    for number in range(12):
        linked, _ = drawn(5, 2, (2, 2), number)
        atoms = rounded(linked, number)
        shown = linked.sums(atoms)
        wanted = {cell: shown[cell] for cell in linked.shown}
        for other in consistent(linked, shown, frozenset({"d0"}))[:40]:
            assert all(distribution(other.values[cell], 5)[shown[cell]] > 0 for cell in linked.shown)
            assert linked.sums(nearest(other, wanted)) == shown
            tried += 1
    assert tried >= 100


def test_targets_that_are_not_drawn_tell_more_than_the_rule() -> None:
    """The nearest table to the truth itself: who knows the program tries every truth."""
    by_rule = by_program = 0
    for number in range(8):
        linked, _ = drawn(3, 2, (2, 2), number)
        shown = linked.sums(_fixed(linked))
        found = consistent(linked, shown, frozenset({"d0"}))
        same = [other for other in found if other.sums(_fixed(other)) == shown]
        by_rule += known_exactly(linked, shown, found)
        by_program += known_exactly(linked, shown, same)
    assert by_program >= by_rule + 5


def _fixed(linked: LinkedTables) -> tuple[int, ...]:
    wanted = {
        cell: min(allowed(linked.values[cell], linked.threshold), key=lambda n: abs(n - linked.values[cell]))
        for cell in linked.shown
    }
    return nearest(linked, wanted)
