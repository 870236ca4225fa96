"""Limits on time: they end in an answer, in which what was not settled counts as unsafe."""

import time
from collections.abc import Callable
from dataclasses import replace

import pytest

from app.disclosure.cell_system import CannotProtect, CellSystem
from app.disclosure.suppression.coarse_repair import loosened
from app.disclosure.suppression.secondary_suppression import ORDERS, suppress
from app.disclosure.suppression.suppressed_tables import Protection, protect
from app.disclosure.suppression.suppression_audit import audit
from app.disclosure.suppression.suppression_check import faults
from app.disclosure.time_limit import Deadline
from tests.disclosure.table_sets import cells_named, crossed, overlapping

BEYOND = 15.0
"""Seconds that an answer may come after its limit: what is between two looks at a busy machine's clock."""


def counting() -> Callable[[], float]:
    """A clock that is a second later each time that somebody looks: where time is up does not depend on how
    fast the computer is."""
    now = 0.0

    def look() -> float:
        nonlocal now
        now += 1.0
        return now

    return look


def in_time(system: CellSystem, seconds: float) -> Protection:
    began = time.monotonic()
    found = protect(system, deadline=Deadline(seconds))
    assert time.monotonic() - began < seconds + BEYOND
    return found


@pytest.mark.parametrize("seed", [1, 5])
def test_what_branch_and_bound_does_not_end_is_protected_in_time(seed: int) -> None:
    """40 atoms and 71 cells that overlap at random. Without a limit this went on for ten minutes."""
    system = overlapping(seed=seed)
    assert system.primary
    found = in_time(system, 4.0)
    assert faults(system, found.certificate) == []
    # Not everything is withheld for it; how much more is, depends on how fast the machine is.
    assert len(found.primary | found.secondary) < len(system.cells)


def test_an_audit_ends_in_time_and_what_it_does_not_settle_is_no_secret() -> None:
    system = overlapping(seed=1)
    eliminated = suppress(system, ORDERS[0](system))
    # As many withheld besides as leave room for whole numbers that are hard to find.
    withheld = eliminated | frozenset(sorted(set(range(len(system.cells))) - eliminated)[:10])
    began = time.monotonic()
    found = audit(system, withheld, deadline=Deadline(2.0))
    assert time.monotonic() - began < 2.0 + BEYOND
    assert found.intervals.keys() == withheld
    assert found.unsettled
    assert {breach.cell for breach in found.breaches if breach.why == "not-settled"} <= found.unsettled
    assert not found.safe


INSIDERS = replace(
    crossed([[9, 8, 3, 0], [7, 6, 2, 11], [12, 1, 5, 9]]),
    coalitions=(frozenset({0, 1, 2, 3}), frozenset({4, 5, 6, 7})),
    singletons=frozenset({9}),
)


@pytest.mark.parametrize("looks", [0, 1, 3, 10, 30, 60, 100, 150, 200, 300, 500, 1000, 3000])
@pytest.mark.parametrize("system", [INSIDERS, overlapping(12, 20)], ids=["insiders", "overlapping"])
def test_wherever_time_is_up_the_answer_is_right_or_names_what_is_not_protected(
    system: CellSystem, looks: int
) -> None:
    try:
        found = protect(system, deadline=Deadline(looks, counting()))
    except CannotProtect as refused:
        told = str(refused).removeprefix("time was up before these cells were protected: ").split(", ")
        assert set(told) <= {system.cells[cell] for cell in system.primary}
        assert looks < 1000
        return
    assert faults(system, found.certificate) == []
    assert audit(system, found.primary | found.secondary).safe


@pytest.mark.parametrize("looks", [0, 1, 3, 10, 30, 60, 100, 300])
def test_wherever_time_is_up_an_audit_misses_nothing(looks: int) -> None:
    withheld = INSIDERS.primary | cells_named(INSIDERS, "0a 1a")
    whole = audit(INSIDERS, withheld)
    assert whole.unsettled == frozenset()
    found = audit(INSIDERS, withheld, deadline=Deadline(looks, counting()))
    told = {(one.attacker, one.cell, one.why) for one in found.breaches}
    for one in whole.breaches:
        assert {(one.attacker, one.cell, why) for why in (one.why, "not-settled")} & told
    right = {(one.attacker, one.cell, one.why) for one in whole.breaches}
    assert {why for *_, why in told - right} <= {"not-settled"}
    for cell, (least, most) in found.intervals.items():
        wider_least, wider_most = whole.intervals[cell]
        assert least >= wider_least
        assert wider_most is None or (most is not None and most <= wider_most)
        assert cell in found.unsettled or (least, most) == whole.intervals[cell]


def test_the_coarse_repair_frees_the_cheapest_atom() -> None:
    system = crossed([[3, 9, 30], [8, 7, 6]])
    cell = system.cells.index("0a")
    # The row has 42, the column 11; either way all totals that the atom is in are withheld.
    assert loosened(system, system.primary, frozenset(), cell) == cells_named(system, "0 a all")
    # Where one of them stays published the neighbours go, and then everything that can.
    tied = replace(system, forced=cells_named(system, "0"))
    around = loosened(tied, tied.primary, frozenset(), cell)
    assert around == cells_named(system, "a all")
    rest = loosened(tied, tied.primary | around, frozenset(), cell)
    assert rest == cells_named(system, "0b 0c 1a 1b 1c 1 b c")
    assert not loosened(tied, tied.primary | around | rest, frozenset(), cell)
