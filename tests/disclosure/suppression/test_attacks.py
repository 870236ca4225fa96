"""What an attacker would try, first shown to succeed on figures that are not protected against it."""

from dataclasses import replace
from fractions import Fraction

import pytest

from app.disclosure.cell_system import CannotProtect, CellSystem, KnownShare
from app.disclosure.suppression.secondary_suppression import ORDERS, lone_disclosures, suppress
from app.disclosure.suppression.suppressed_tables import protect
from app.disclosure.suppression.suppression_attack import Attack
from app.disclosure.suppression.suppression_audit import audit
from tests.disclosure.suppression.enumeration import pinned
from tests.disclosure.table_sets import cells_named, crossed, of_equal_totals, table_set


def why(system: CellSystem, withheld: frozenset[int]) -> set[tuple[str, str]]:
    return {(system.cells[one.cell], one.why) for one in audit(system, withheld).breaches}


def protected(system: CellSystem) -> frozenset[int]:
    found = protect(system)
    return found.primary | found.secondary


def test_two_overlapping_sets_subtracted() -> None:
    areas = {"north": 9, "east": 12, "south": 3, "west": 14}
    cells = {area: [area] for area in areas} | {"all but west": ["north", "east", "south"]}
    system = table_set(areas, cells | {"north and east": ["north", "east"]})
    # Nobody publishes the south, and everybody can subtract.
    assert why(system, cells_named(system, "north east south")) == {("south", "exact")}
    assert not pinned(system, protected(system))


def test_a_total_and_a_coordinators_own_district() -> None:
    # Two districts by three answers: who knows the first one subtracts it from the city.
    system = crossed([[9, 8, 3], [7, 6, 2]])
    own = frozenset({0, 1, 2})
    naive = protected(system)
    assert not pinned(system, naive)
    assert pinned(system, naive, own)
    aware = replace(system, coalitions=(own, frozenset({3, 4, 5})))
    assert {breach.attacker for breach in audit(aware, naive).breaches} & {1, 2}
    for known in aware.coalitions:
        assert not pinned(aware, protected(aware), known)


def test_a_share_with_a_known_base() -> None:
    # 33.3 % of 12 is exactly 4.
    counts = {"yes": 4, "no": 8, "elsewhere": 30}
    cells = {"yes": ["yes"], "no": ["no"], "asked": ["yes", "no"], "all": list(counts)}
    told = table_set(counts, cells)
    told = replace(told, shares=(KnownShare(0, 2, Fraction("0.3325"), Fraction("0.3335")),))
    without = replace(told, shares=())
    marks = cells_named(told, "yes no")
    assert Attack(without, marks).interval(0) == (1, 11)
    assert Attack(told, marks).interval(0) == (4, 4)
    assert ("yes", "exact") in why(told, marks)
    withheld = protected(told)
    assert cells_named(told, "asked") <= withheld
    assert audit(told, withheld).safe
    with pytest.raises(CannotProtect, match="yes"):
        protect(replace(told, forced=cells_named(told, "asked")))


def test_an_earlier_release_subtracted() -> None:
    # The first release published the city; now the districts come, and one of them is small.
    districts = {"a": 3, "b": 20, "c": 30}
    cells = {name: [name] for name in districts} | {"city": list(districts)}
    first = table_set(districts, cells, forced=frozenset({3}))
    assert why(first, frozenset({0})) == {("a", "exact")}
    withheld = protected(first)
    assert 3 not in withheld
    assert not pinned(first, withheld)


def test_what_is_published_already_is_refused_by_name() -> None:
    counts = {"a": 3, "b": 20, "c": 30}
    cells = {"a": ["a"], "b": ["b"], "c": ["c"], "b and c": ["b", "c"], "all": list(counts)}
    system = table_set(counts, cells)
    with pytest.raises(CannotProtect, match=r"already gives away: a$"):
        protect(replace(system, forced=cells_named(system, "all") | {3}))
    with pytest.raises(CannotProtect, match=r"already gives away: a$"):
        protect(replace(system, forced=frozenset({0})))


def test_bounds_hold_a_cell_that_sums_do_not() -> None:
    # Two in all, and both rows have a mark: each is one, though no sum tells it.
    system = table_set({"a": 1, "b": 1, "c": 9}, {"a": ["a"], "b": ["b"], "c": ["c"], "ab": ["a", "b"]}, 2)
    eliminated = suppress(system, ORDERS[0](system))
    assert eliminated == cells_named(system, "a b")
    assert why(system, eliminated) == {("a", "exact"), ("b", "exact")}
    assert not pinned(system, protected(system))


def test_a_total_that_another_table_tells() -> None:
    # The first table's total is withheld with its small cell; the second table has the same total.
    linked = of_equal_totals([3, 9], [7], enough=30)
    marks = cells_named(linked, "a0 a")
    apart = replace(linked, forced=frozenset())
    assert audit(apart, marks | linked.forced).safe
    assert why(linked, marks) == {("a0", "exact"), ("a", "exact")}
    assert pinned(linked, marks)
    assert not pinned(linked, protected(linked))


def test_a_contributor_who_is_alone_knows_the_own_cell() -> None:
    counts = {"alone": 2, "others": 4, "rest": 20}
    cells = {"alone": ["alone"], "others": ["others"], "both": ["alone", "others"], "rest": ["rest"]}
    anybody = table_set(counts, cells)
    assert protected(anybody) == cells_named(anybody, "alone others")
    # Whoever has given the two of `alone` subtracts them from the two together.
    system = replace(anybody, singletons=frozenset({0}))
    assert pinned(system, protected(anybody), frozenset({0})) == {1}
    assert why(system, protected(anybody)) == {("others", "alone")}
    withheld = protected(system)
    assert withheld == cells_named(system, "alone others both")
    assert not lone_disclosures(system, withheld)
    assert not pinned(system, withheld, frozenset({0}))


def test_a_row_that_is_all_in_one_sensitive_category() -> None:
    # All nine were referred on: the caller marks the cell, and zeros of the table may be withheld with it.
    counts = {"referred": 9, "not": 0, "x": 12, "y": 14}
    cells = {
        "referred": ["referred"], "not": ["not"], "these": ["referred", "not"], "x": ["x"], "y": ["y"],
        "all referred": ["referred", "x"], "all not": ["not", "y"], "all": list(counts),
    }  # fmt: skip
    system = table_set(counts, cells)
    assert system.primary == frozenset()
    sensitive = replace(
        system, sensitive=cells_named(system, "referred not"), zeros_hidden=frozenset(range(len(cells)))
    )
    assert sensitive.primary == cells_named(system, "referred not")
    withheld = protected(sensitive)
    least, most = Attack(sensitive, withheld).interval(system.cells.index("not"))
    assert least == 0
    assert most is None or most >= 2
