"""Whoever reads everything that is served, and knows what a reader can know, recovers no small count.

Each attack is shown to succeed on the twin: the same counts, of which only the small ones are withheld.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.attacks.bounding import Bounds, Interval
from tests.attacks.reading import read_all
from tests.attacks.seeing import WITHHELD, Cell, Seen
from tests.attacks.worlds import FIRST, K, World, build, world
from tests.support.service import Templates


class Served:
    """The released city, its twin, and what a researcher has read of each."""

    def __init__(self, real: World, twin: World) -> None:
        self.real, self.twin = real, twin
        self.seen = read_all(real.researcher())
        self.seen_twin = read_all(twin.researcher())


@pytest.fixture(scope="module")
def served(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder: Path = tmp_path_factory.mktemp("attacks")
    with world(templates, folder / "real") as real, world(templates, folder / "twin") as twin:
        build(real, twin)
        yield Served(real, twin)


def small(seen: Seen, truth: dict[Cell, int], period: str) -> list[Cell]:
    """The withheld cells that are somebody's."""
    return [one for one in seen.withheld() if one[2] == period and 1 <= truth[one] < K]


def recovered(found: dict[Cell, Interval], truth: dict[Cell, int]) -> dict[Cell, Interval]:
    """What is told too well: to a width below two, or that it is no more than it is."""
    return {
        cell: (low, high)
        for cell, (low, high) in found.items()
        if high - low < 2 or high <= truth[cell]
    }


# ------------------------------------------------------------------------------------- all the sums


def test_every_selection_says_the_same(served: Served) -> None:
    for seen in (served.seen, served.seen_twin):
        assert seen.contradicted == {}
        assert len(seen.told) > 10_000


def test_all_sums_of_all_tables(served: Served) -> None:
    for seen, world, limit in ((served.seen_twin, served.twin, 60), (served.seen, served.real, None)):
        attack = Bounds(seen, FIRST)
        assert attack.wrong(world.truth) == []
        targets = small(seen, world.truth, FIRST)[:limit]
        found = recovered(attack.intervals(targets), world.truth)
        if world is served.twin:
            assert sum(low == high == world.truth[cell] for cell, (low, high) in found.items()) > 10
        else:
            assert len(targets) > 150
            assert found == {}
