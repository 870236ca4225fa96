"""The likeness of a release: many linked tables with insiders, far too large to try every table."""

from dataclasses import replace
from threading import active_count

import pytest

from app.disclosure.cell_system import CellSystem
from app.disclosure.suppression.cheapest_suppression import is_safe
from app.disclosure.suppression.secondary_suppression import ORDERS, suppress
from app.disclosure.suppression.suppressed_tables import SMALL, Protection, protect
from app.disclosure.suppression.suppression_check import faults
from bench.synthetic import release
from tests.disclosure.table_sets import crossed

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def system() -> CellSystem:
    found = release(districts=3, tables=6)
    assert len(found.cells) > 2 * SMALL
    assert len(found.coalitions) == 3
    return found


@pytest.fixture(scope="module")
def told() -> list[tuple[str, int, int]]:
    return []


@pytest.fixture(scope="module")
def protection(system: CellSystem, told: list[tuple[str, int, int]]) -> Protection:
    return protect(system, lambda *step: told.append(step))


def test_every_attacker_fails(system: CellSystem, protection: Protection) -> None:
    withheld = protection.primary | protection.secondary
    assert is_safe(system, withheld)
    assert faults(system, protection.certificate) == []
    # Elimination alone would not have been enough.
    assert protection.repaired
    assert not is_safe(system, suppress(system, ORDERS[0](system)))


def test_it_tells_how_far_it_is(protection: Protection, told: list[tuple[str, int, int]]) -> None:
    assert list(dict.fromkeys(stage for stage, _, _ in told)) == ["elimination", "audit"]
    for stage in ("elimination", "audit"):
        steps = {steps for one, _, steps in told if one == stage}
        done = [done for one, done, _ in told if one == stage]
        assert len(steps) == 1
        assert done == sorted(done)
        assert done[-1] == max(steps)
        assert len(done) > 100


class Cancelled(Exception):
    pass


@pytest.mark.parametrize("error", [Cancelled, KeyboardInterrupt])
@pytest.mark.parametrize("part", [0.0, 0.3, 0.6, 0.99])
def test_it_can_be_ended_anywhere_and_begun_again(error: type[BaseException], part: float) -> None:
    system = crossed([[9, 8, 3, 0], [7, 6, 2, 11], [12, 1, 5, 9]])
    system = replace(system, coalitions=(frozenset({0, 1, 2, 3}), frozenset({4, 5, 6, 7})))
    calls: list[str] = []
    threads = active_count()
    whole = protect(system, lambda *step: calls.append(step[0]))
    assert {"elimination", "audit", "thinning"} <= set(calls)
    left = int(part * len(calls))

    def end(stage: str, done: int, steps: int) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise error(stage)

    with pytest.raises(error):
        protect(system, end)
    assert active_count() == threads
    assert protect(system) == whole
