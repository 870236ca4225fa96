"""What the attack finds where it can be worked out by hand."""

from dataclasses import replace

from app.disclosure.rounding.linked_tables import LinkedTables
from app.disclosure.rounding.rounding_attack import attack, breaches


def city(*counts: int) -> LinkedTables:
    """One figure in districts a, b, c ..., and its sum."""
    names = tuple("abcdefgh"[: len(counts)])
    cells = (*names, "city")
    return LinkedTables(
        threshold=5,
        atoms=names,
        counts=counts,
        helpers=frozenset(),
        cells=cells,
        members=(*((atom,) for atom in range(len(counts))), tuple(range(len(counts)))),
        shown=frozenset(range(len(cells))),
        districts=names,
        insiders=tuple(frozenset({name}) for name in names),
    )


def found(linked: LinkedTables, shown: list[int]) -> set[tuple[str, str, int, int]]:
    return {
        (linked.cells[one.cell], "".join(sorted(one.attacker.districts)), one.least, one.greatest)
        for one in breaches(linked, shown)
    }


def test_nothing_is_found_where_each_district_has_room() -> None:
    assert attack(city(3, 1, 2, 3), [5, 0, 0, 5, 10]).breaches == ()


def test_a_city_of_0_gives_the_others_away_to_who_knows_most_of_what_it_may_hide() -> None:
    # a knows its own 3, so that all others have 1 at most between them.
    assert found(city(3, 0, 1, 0), [0, 0, 0, 0, 0]) >= {
        ("b", "a", 0, 1), ("c", "a", 0, 1), ("d", "a", 0, 1), ("city", "a", 3, 4)
    }  # fmt: skip


def test_that_the_rest_is_surely_none_is_no_breach_but_in_a_sensitive_dimension() -> None:
    linked = city(4, 0, 0, 0)
    assert not any("a" in attacker for _, attacker, _, _ in found(linked, [0, 0, 0, 0, 0]))


def test_a_zero_in_a_sensitive_dimension_is_asked_about() -> None:
    linked = replace(city(4, 0, 0, 0), uniform=frozenset({1}))
    assert ("b", "a", 0, 0) in found(linked, [0, 0, 0, 0, 0])


def test_a_part_that_is_known_to_be_as_great_as_its_whole_narrows_both() -> None:
    # Part and more are the whole; who has found out that there is no more reads both numbers of one count.
    linked = LinkedTables(
        threshold=5,
        atoms=("part", "more"),
        counts=(4, 0),
        helpers=frozenset({1}),
        cells=("part", "whole", "tight"),
        members=((0,), (0, 1), (1,)),
        shown=frozenset({0, 1}),
        districts=("a", "a"),
    )
    assert found(linked, [0, 8, 4]) == set()
    assert found(replace(linked, undeclared=frozenset({2})), [0, 8, 4]) == {
        ("part", "", 4, 4),
        ("whole", "", 4, 4),
    }


def test_sums_over_few_families_are_asked_about_whatever_they_are() -> None:
    linked = LinkedTables(
        threshold=5,
        atoms=("families", "people"),
        counts=(3, 30),
        helpers=frozenset(),
        cells=("families", "people", "told"),
        members=((0,), (1,), (1,)),
        shown=frozenset({0, 1}),
        undeclared=frozenset({2}),
        districts=("a", "a"),
    )
    assert found(linked, [5, 31, 30]) == set()
    assert found(replace(linked, few={1: 0}), [5, 31, 30]) == {("people", "", 30, 30)}


def revised(stayed: int, added: int, withdrawn: int, told: int) -> LinkedTables:
    """One figure and its revision: then what stayed and what was withdrawn, now what stayed and was added."""
    return LinkedTables(
        threshold=5,
        atoms=("stayed", "added", "withdrawn"),
        counts=(stayed, added, withdrawn),
        helpers=frozenset(),
        cells=("then", "now", "late", "gone"),
        members=((0, 2), (0, 1), (1,), (2,)),
        shown=frozenset({1}),
        told={0: told},
        guarded=frozenset(cell for cell, count in ((2, added), (3, withdrawn)) if count),
        districts=("a", "a", "a"),
    )


def test_both_revisions_are_attacked_together() -> None:
    assert found(revised(3, 1, 0, told=0), [0, 5, 0, 0]) == set()
    # Nothing was withdrawn, as all know: then is no more than now, which is 4 at most.
    known = replace(revised(4, 0, 0, told=8), undeclared=frozenset({3}))
    assert found(known, [0, 0, 0, 0]) == {("then", "", 4, 4), ("now", "", 4, 4)}


def test_truths_of_an_earlier_attack_are_taken_where_they_still_hold() -> None:
    linked = city(3, 1, 2, 3)
    first = attack(linked, [5, 0, 0, 5, 10])
    again = attack(linked, [0, 0, 5, 5, 10], first.truths)
    fresh = attack(linked, [0, 0, 5, 5, 10])
    assert [one.cell for one in again.breaches] == [one.cell for one in fresh.breaches]
    assert set(first.truths) & set(again.truths)
    assert set(first.truths) - set(again.truths)


def test_progress_ends_at_its_end() -> None:
    told: list[tuple[str, int, int]] = []
    attack(city(3, 0, 1, 0), [0] * 5, progress=lambda *one: told.append(one))
    assert {stage for stage, _, _ in told} == {"attack"}
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)
    assert told[-1][1] == told[-1][2]
