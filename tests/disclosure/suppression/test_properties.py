"""Random table sets against every table tried, and larger ones against the audit."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any
from unittest.mock import patch

import hypothesis.strategies as st
from hypothesis import HealthCheck, example, given, settings

from app.disclosure.cell_system import CannotProtect, CellSystem
from app.disclosure.suppression import suppressed_tables
from app.disclosure.suppression.suppressed_tables import Protection, protect
from app.disclosure.suppression.suppression_audit import audit
from app.disclosure.suppression.suppression_check import faults
from tests.disclosure.suppression.enumeration import intervals, pinned
from tests.disclosure.suppression.fractions import rank
from tests.disclosure.table_sets import crossed, cube, linked, nested, of_equal_totals

SMALL_COUNT = st.sampled_from([0, 1, 2, 3, 4, 5, 6, 8])
quickly: Callable[[Any], Any] = settings(
    max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


def _rows(rows: int, columns: int) -> st.SearchStrategy[Sequence[Sequence[int]]]:
    return st.lists(st.lists(SMALL_COUNT, min_size=columns, max_size=columns), min_size=rows, max_size=rows)


SMALL = st.one_of(
    _rows(2, 3).map(crossed),
    _rows(3, 3).map(crossed),
    st.lists(SMALL_COUNT, min_size=8, max_size=8).map(lambda counts: cube(counts, (2, 2, 2))),
    st.tuples(
        st.lists(SMALL_COUNT, min_size=6, max_size=6),
        st.lists(st.lists(st.integers(0, 2), min_size=6, max_size=6), min_size=1, max_size=3),
    ).map(lambda drawn: linked(*drawn)),
    _rows(4, 2).map(nested),
    st.tuples(
        st.lists(st.sampled_from([1, 2, 3, 4, 6]), min_size=3, max_size=3),
        st.lists(st.sampled_from([0, 1, 2]), min_size=1, max_size=1),
    ).map(lambda drawn: of_equal_totals(*drawn, enough=20)),
)


@st.composite
def with_insiders(draw: st.DrawFn) -> CellSystem:
    system: CellSystem = draw(SMALL)
    atoms = st.frozensets(st.integers(0, len(system.atoms) - 1), min_size=1, max_size=3)
    return replace(system, coalitions=tuple(draw(st.lists(atoms, min_size=1, max_size=2))))


@st.composite
def with_withheld(draw: st.DrawFn) -> tuple[CellSystem, frozenset[int]]:
    """A system, its primary cells and any others withheld, with every atom still in a published cell."""
    system: CellSystem = draw(SMALL)
    free = sorted(set(range(len(system.cells) - 1)) - system.fixed)
    extra = draw(st.frozensets(st.sampled_from(free), max_size=5)) if free else frozenset()
    total = max(range(len(system.cells)), key=lambda cell: len(system.members[cell]))
    return system, (system.primary | extra) - {total}


def as_if_large(system: CellSystem) -> Protection:
    """Protected the quick way of large systems: one start, and nothing thinned."""
    with patch.object(suppressed_tables, "SMALL", 0):
        return protect(system)


@quickly
@given(SMALL)
def test_no_primary_cell_is_pinned(system: CellSystem) -> None:
    for found in (protect(system), as_if_large(system)):
        assert not pinned(system, found.primary | found.secondary, most=20)
        assert not faults(system, found.certificate)


@quickly
@given(SMALL, st.frozensets(st.integers(0, 30), max_size=6))
def test_what_is_published_already_stays_and_nothing_is_pinned(
    system: CellSystem, drawn: frozenset[int]
) -> None:
    free = sorted(set(range(len(system.cells))) - system.primary)
    system = replace(system, forced=system.forced | {free[place % len(free)] for place in drawn})
    try:
        found = as_if_large(system)
    except CannotProtect:
        # It must be true: with all else withheld somebody can still tell too much.
        assert pinned(system, frozenset(range(len(system.cells))) - system.fixed, most=20)
        return
    withheld = found.primary | found.secondary
    assert not withheld & system.forced
    assert not pinned(system, withheld, most=20)


KNOWN_BY_ITS_TOTAL = replace(of_equal_totals([1, 1, 1], [0], enough=20), coalitions=(frozenset({0, 1, 2}),))


@quickly
@given(with_insiders())
@example(KNOWN_BY_ITS_TOTAL)
def test_no_primary_cell_is_pinned_for_an_insider(system: CellSystem) -> None:
    everybody = (frozenset[int](), *system.coalitions)
    for method in (protect, as_if_large):
        try:
            found = method(system)
        except CannotProtect:
            # It must be true: with all withheld that can be, an insider can still tell too much. Who knows a
            # table whole knows the equal total of another, of which a single part is not a published zero.
            withheld = frozenset(range(len(system.cells))) - system.fixed
            assert any(pinned(system, withheld, known, most=20) for known in everybody)
            continue
        for known in everybody:
            assert not pinned(system, found.primary | found.secondary, known, most=20)


@quickly
@given(SMALL, st.booleans())
def test_nobody_who_is_alone_works_out_a_cell(system: CellSystem, zeros_hidden: bool) -> None:
    alone = frozenset(atom for atom, count in enumerate(system.counts) if count in (1, 2))
    marks = frozenset(range(len(system.cells))) if zeros_hidden else frozenset()
    system = replace(system, singletons=alone, zeros_hidden=marks)
    found = protect(system)
    withheld = found.primary | found.secondary
    assert audit(system, withheld).safe
    columns = [[int(a in atoms) for a in range(len(system.atoms))] for atoms in system.members]
    published = [columns[cell] for cell in range(len(columns)) if cell not in withheld]
    published += [[int(a == atom) for a in range(len(system.atoms))] for atom in system.zero_atoms]
    for atom in alone:
        told = [*published, [int(a == atom) for a in range(len(system.atoms))]]
        for cell in system.primary:
            own = set(system.members[cell]) - system.zero_atoms == {atom}
            assert own or rank([*told, columns[cell]]) > rank(told)


@quickly
@given(with_withheld())
def test_the_audit_knows_exactly_what_every_table_tried_tells(
    drawn: tuple[CellSystem, frozenset[int]],
) -> None:
    system, withheld = drawn
    found = audit(system, withheld)
    # The total is published, so no count can be greater than it.
    assert found.intervals == intervals(system, withheld, most=sum(system.counts))
    unsafe = {breach.cell for breach in found.breaches if breach.cell in system.primary}
    assert unsafe == pinned(system, withheld)


@quickly
@given(with_withheld(), st.integers(0, 1000))
def test_withholding_more_never_makes_a_cell_less_safe(
    drawn: tuple[CellSystem, frozenset[int]], choice: int
) -> None:
    system, withheld = drawn
    free = sorted(set(range(len(system.cells))) - withheld - system.fixed)
    if not free:
        return
    before, after = audit(system, withheld), audit(system, withheld | {free[choice % len(free)]})
    for cell, (least, most) in before.intervals.items():
        wider_least, wider_most = after.intervals[cell]
        assert wider_least <= least
        assert wider_most is None or (most is not None and wider_most >= most)
    primary = {breach.cell for breach in before.breaches} & system.primary
    assert {breach.cell for breach in after.breaches} & system.primary <= primary


LARGER = st.one_of(
    _rows(7, 8).map(crossed),
    st.lists(SMALL_COUNT, min_size=48, max_size=48).map(lambda counts: cube(counts, (4, 4, 3))),
)


@settings(max_examples=6, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(LARGER, st.booleans())
def test_larger_table_sets_pass_the_audit(system: CellSystem, insider: bool) -> None:
    if insider:
        system = replace(system, coalitions=(frozenset(range(8)),))
    found = protect(system)
    assert audit(system, found.primary | found.secondary).safe
    assert not faults(system, found.certificate)
