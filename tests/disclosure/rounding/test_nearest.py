"""The nearest whole table: the rule everywhere, what is known kept, any truth's targets as they are."""

from collections.abc import Mapping
from dataclasses import replace
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.disclosure.cell_system import CannotProtect
from app.disclosure.rounding import integer_program
from app.disclosure.rounding.linked_tables import LinkedTables
from app.disclosure.rounding.nearest_table import RISE, SMALL, STEEP, nearest
from app.disclosure.rounding.random_draws import targets
from app.disclosure.rounding.rule import allowed, is_allowed
from tests.disclosure.rounding.enumeration import truths, whole_tables
from tests.disclosure.rounding.linked_tables import Building, Counts, chance_counts, two_tables

LITTLE = {"d0": ([1, 3], [2, 2]), "d1": ([0, 6], [5, 1])}


@st.composite
def tables(draw: st.DrawFn) -> LinkedTables:
    counts: dict[str, tuple[list[int], list[int]]] = {}
    for district in range(draw(st.integers(1, 4))):
        first = draw(st.lists(st.integers(0, 12), min_size=2, max_size=4))
        cut = draw(st.integers(0, sum(first)))
        counts[f"d{district}"] = (first, [cut, sum(first) - cut])
    parts = max(len(first) for first, _ in counts.values())
    counts = {name: (first + [0] * (parts - len(first)), second) for name, (first, second) in counts.items()}
    return two_tables(counts, draw(st.sampled_from((3, 4, 5))), group=draw(st.booleans()))


def broken(linked: LinkedTables, atoms: tuple[int, ...]) -> list[str]:
    """What is wrong with a table, in words."""
    sums = linked.sums(atoms)
    wrong = [
        f"{linked.cells[cell]}: {sums[cell]} for {linked.values[cell]}"
        for cell in linked.shown
        if not is_allowed(sums[cell], linked.values[cell], linked.threshold)
    ]
    wrong += [linked.cells[cell] for cell in linked.forced if sums[cell] != linked.values[cell]]
    return wrong + [linked.atoms[atom] for atom, number in enumerate(atoms) if number < 0]


@given(tables(), st.binary(min_size=1, max_size=4))
@settings(max_examples=60, deadline=None)
def test_the_rule_holds_everywhere_and_what_is_known_is_kept(linked: LinkedTables, secret: bytes) -> None:
    drawn = targets(linked, secret, "t")
    # There always is a table of such a shape: the one with a neighbouring multiple of k everywhere.
    atoms = nearest(linked, drawn)
    assert broken(linked, atoms) == []
    assert nearest(linked, drawn) == atoms


@pytest.mark.parametrize("seed", range(12))
def test_nothing_is_nearer(seed: int) -> None:
    linked = two_tables(chance_counts(Random(seed), 1, parts=(3, 2)), group=True)
    drawn = targets(linked, bytes([seed]), "t")
    found = _distance(linked, nearest(linked, drawn), drawn)
    best = min(_distance(linked, atoms, drawn) for atoms in whole_tables(linked))
    assert found <= best * (1 + integer_program.GAP) + 1e-9


def _distance(linked: LinkedTables, atoms: tuple[int, ...], drawn: Mapping[int, int]) -> float:
    sums = linked.sums(atoms)
    return sum(_cost(linked, cell, sums[cell], drawn[cell]) for cell in linked.shown)


def _cost(linked: LinkedTables, cell: int, number: int, target: int) -> float:
    """The prices in words: a small count weighs more; to raise one that is nearer to k costs as half of k
    more steps would; what goes beyond a target of k, or of 0, costs more for each step above k."""
    count, k, weight = linked.values[cell], linked.threshold, linked.weights.get(cell, 1.0)
    if not 0 < count < k:
        return weight * abs(number - target)
    steps = float(abs(number - target))
    if target <= k < number:
        steps += (STEEP - 1) * (number - k)
    if target == 0 < number and k - count < count:
        steps += RISE * k
    return SMALL * weight * steps


@pytest.mark.parametrize("seed", range(100))
def test_what_any_possible_truth_has_as_its_targets_is_shown_as_it_is(seed: int) -> None:
    """So who knows the programme learns no more than who knows the rule: each truth could have led to it."""
    chance = Random(seed)
    linked = two_tables(chance_counts(chance, 2), chance.choice((3, 4, 5)))
    shown = linked.sums(nearest(linked, targets(linked, bytes([seed]), "t")))
    wanted = {cell: shown[cell] for cell in linked.shown}
    tried = 0
    for truth in truths(linked, shown, known={"d0"}):
        other = replace(linked, counts=truth)
        assert all(targets_can_be(other, cell, shown[cell]) for cell in linked.shown)
        assert other.sums(nearest(other, wanted)) == shown
        tried += 1
    assert tried


def targets_can_be(linked: LinkedTables, cell: int, number: int) -> bool:
    return number in allowed(linked.values[cell], linked.threshold)


def multiple_choice(counts: Mapping[str, int], asked: int) -> LinkedTables:
    """Each of those asked chose one or more: a choice is its first ones and some more, all helpers."""
    building, left, firsts = Building(), asked, []
    for name, count in counts.items():
        first = min(count, left)
        left -= first
        firsts.append(building.atom(f"{name}:first", first, helper=True))
        building.atom(f"{name}:more", count - first, helper=True)
        building.atom(f"{name}:not", asked - count, helper=True)
        building.cell(name, f"{name}:first", f"{name}:more")
    rest = building.atom("asked:rest:", 1000 - asked, helper=True)
    building.cell("asked", *firsts)
    building.force("asked:firsts", *firsts, rest)
    for name in counts:
        building.force(f"asked:{name}", f"{name}:first", f"{name}:more", f"{name}:not", rest)
    return building.linked()


def test_targets_that_only_helpers_can_fill_are_found_exactly() -> None:
    linked = multiple_choice({"a": 3, "b": 6, "c": 2}, asked=8)
    cell = {name: place for place, name in enumerate(linked.cells)}
    for asked, a, b, c in ((8, 5, 8, 0), (11, 0, 9, 5), (10, 5, 5, 5), (5, 5, 5, 5)):
        wanted = {cell["asked"]: asked, cell["a"]: a, cell["b"]: b, cell["c"]: c}
        sums = linked.sums(nearest(linked, wanted))
        assert {one: sums[one] for one in wanted} == wanted
    # More have chosen b than were asked; or nobody chose anything.
    for impossible in ((7, 5, 9, 0), (12, 5, 6, 0)):
        wanted = dict(zip((cell["asked"], cell["a"], cell["b"], cell["c"]), impossible, strict=True))
        atoms = nearest(linked, wanted)
        assert broken(linked, atoms) == []
        assert {one: linked.sums(atoms)[one] for one in wanted} != wanted


def city_of(parts: list[int], **more: Any) -> LinkedTables:
    """Districts with one figure each, and the city."""
    building = Building()
    atoms = [building.atom(f"d{n}", count, f"d{n}") for n, count in enumerate(parts)]
    for atom in atoms:
        building.cell(f"{atom}.all", atom)
    building.cell("city.all", *atoms)
    return building.linked(**more)


@pytest.mark.parametrize("parts", [[3] * 14, [4] * 9, [1] * 30, [2, 1, 1], [4, 6, 3, 3, 3, 9, 7, 1, 2] * 3])
@pytest.mark.parametrize("up", [True, False])
def test_the_city_is_within_the_rule_whatever_all_targets_pull_to(parts: list[int], up: bool) -> None:
    linked = city_of(parts)
    end = -1 if up else 0
    pulled = {cell: allowed(linked.values[cell], 5)[end] for cell in linked.shown}
    assert broken(linked, nearest(linked, pulled)) == []


def test_where_the_rule_leaves_nothing_the_figures_are_named() -> None:
    linked = city_of([3, 3, 3, 3, 3, 3, 3])
    district = {cell for cell in linked.shown if not linked.cells[cell].startswith("city")}
    with pytest.raises(CannotProtect, match=r"city\.all"):
        nearest(linked, targets(linked, b"s", "t"), forbidden={cell: {0} for cell in district})
    with pytest.raises(CannotProtect, match=r"d0\.all"):
        nearest(linked, targets(linked, b"s", "t"), forbidden={0: {0, 5, 6, 7}})


def test_what_is_forbidden_is_not_shown() -> None:
    linked = two_tables(LITTLE)
    for cell in linked.shown:
        forbidden: set[int] = set()
        choices = allowed(linked.values[cell], 5)
        for _ in choices[1:]:
            atoms = nearest(linked, targets(linked, b"s", "t"), forbidden={cell: forbidden})
            assert broken(linked, atoms) == []
            assert linked.sums(atoms)[cell] not in forbidden
            forbidden.add(linked.sums(atoms)[cell])
            if len(forbidden) == 2:
                break


def test_a_gap_in_the_middle_is_kept_out_of() -> None:
    linked = city_of([9])
    for cell in linked.shown:
        for target in range(5, 14):
            sums = linked.sums(nearest(linked, {0: target, 1: target}, forbidden={cell: {8, 9, 10}}))
            assert sums[0] in {5, 6, 7, 11, 12, 13}
            assert abs(sums[0] - target) == min(abs(one - target) for one in (5, 6, 7, 11, 12, 13))


def test_a_floor_leaves_0_and_what_is_no_less() -> None:
    linked = city_of([4, 8, 9], floors={"d0.all": 3, "d1.all": 7, "d2.all": 2})
    shown = set()
    for down in range(20):
        drawn = targets(linked, bytes([down]), "t") | {1: 5}
        atoms = nearest(linked, drawn)
        assert broken(linked, atoms) == []
        shown.add(atoms)
        assert atoms[0] != 3
        assert 7 <= atoms[1] <= 12
    assert {atoms[0] for atoms in shown} >= {0, 5}


def test_what_was_shown_before_stays_where_it_can() -> None:
    linked = two_tables(chance_counts(Random(3), 3, parts=(3, 2)))
    earlier = linked.sums(nearest(linked, targets(linked, b"s", "t")))
    before = {cell: earlier[cell] for cell in linked.shown}
    assert linked.sums(nearest(linked, targets(linked, b"other", "t"), before=before)) == earlier
    # One more is counted in one district: only what counts it may change.
    more = [*linked.counts]
    for name, change in (("d1.a0", 1), ("d1.b1", 1), ("d1:rest:", -1)):
        more[linked.atoms.index(name)] += change
    later = replace(linked, counts=tuple(more))
    kept = {cell: number for cell, number in before.items() if later.values[cell] == linked.values[cell]}
    assert 0 < len(kept) < len(before)
    atoms = nearest(later, targets(later, b"s", "t"), before=kept)
    assert broken(later, atoms) == []
    assert {cell: later.sums(atoms)[cell] for cell in kept} == kept


@pytest.mark.parametrize("seed", range(8))
def test_whatever_of_it_is_given_up_the_rest_stays(seed: int) -> None:
    chance = Random(seed)
    linked = two_tables(chance_counts(chance, 5, parts=(4, 3)), group=True)
    earlier = linked.sums(nearest(linked, targets(linked, b"s", "t")))
    before = {cell: earlier[cell] for cell in sorted(linked.shown) if chance.random() < 0.7}
    sums = linked.sums(nearest(linked, targets(linked, b"other", "t"), before=before))
    assert {cell: sums[cell] for cell in before} == before


def test_what_cannot_stay_beside_a_changed_count_is_shown_otherwise() -> None:
    # Each district's number stays, but not all of them with a city that is counted anew: 3 fewer.
    linked = city_of([5, 6, 7, 2])
    before = dict(enumerate((9, 10, 11, 5, 24)))
    atoms = nearest(linked, targets(linked, b"s", "t"), before=before)
    assert broken(linked, atoms) == []
    assert sum(atoms) <= 24


def test_only_what_must_change_is_solved_again() -> None:
    linked = two_tables({f"d{n}": ([1 + n, 3, 6], [4 + n, 6]) for n in range(4)})
    drawn = targets(linked, b"s", "t")
    atoms = nearest(linked, drawn)
    own = linked.cells.index("d2.a0")
    again = nearest(linked, drawn, forbidden={own: {linked.sums(atoms)[own]}}, start=atoms)
    assert broken(linked, again) == []
    assert linked.sums(again)[own] != linked.sums(atoms)[own]
    assert nearest(linked, drawn, start=atoms) == atoms


def test_merged_districts_and_what_is_forced_over_several_are_solved_as_one() -> None:
    counts: Counts = {"d0": ([1, 2], [1, 2]), "d1": ([2, 2], [3, 1]), "d2": ([6, 1], [2, 5])}
    merged = replace(two_tables(counts), blocks={"d0": "new", "d1": "new"})
    for seed in range(5):
        assert broken(merged, nearest(merged, targets(merged, bytes([seed]), "t"))) == []
    building = Building()
    for n, count in enumerate((4, 4, 3)):
        building.cell(f"d{n}.all", building.atom(f"d{n}", count, f"d{n}"))
    building.force("together", "d0", "d1", "d2")
    linked = building.linked()
    atoms = nearest(linked, dict.fromkeys(linked.shown, 0))
    assert broken(linked, atoms) == []
    assert sum(atoms) == 11


def test_when_the_time_is_up_it_says_so() -> None:
    linked = two_tables(LITTLE)
    with pytest.raises(TimeoutError):
        nearest(linked, targets(linked, b"s", "t"), seconds=0.0)
