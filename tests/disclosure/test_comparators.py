"""What rounding is compared with: the other methods are what their authors describe, and the comparison can
tell a difference."""

from math import log
from pathlib import Path
from random import Random

import pytest

from bench.beside import OTHERS, moved, ours
from bench.cell_key import perturbation, shown_for
from bench.guessing import Prior, board, guessed, rare
from bench.methods import METHODS, THRESHOLD, rounded_to
from bench.published_tables import PublishedTable, published_tables

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def tables() -> dict[str, PublishedTable]:
    return {one.name: one for one in published_tables()}


# ----------------------------------------------------------------------------------- the cell key method


@pytest.mark.parametrize("unseen", [0, 2])
@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 6, 7, 8, 30])
def test_a_perturbation_has_its_mean_and_variance_and_is_as_even_as_these_allow(
    count: int, unseen: int
) -> None:
    chances = perturbation(count, 5, 3.0, unseen)
    assert sum(chances.values()) == pytest.approx(1)
    assert sum(value * chance for value, chance in chances.items()) == pytest.approx(count)
    assert sum((value - count) ** 2 * chance for value, chance in chances.items()) == pytest.approx(3)
    assert all(value == 0 or value > unseen for value in chances)
    assert all(value >= 0 and abs(value - count) <= 5 for value in chances)
    # Of largest entropy is what is the exponential of a quadratic: its logarithm bends evenly.
    steady = [value for value in chances if value > unseen]
    bends = [
        log(chances[one + 1]) - 2 * log(chances[one]) + log(chances[one - 1])
        for one in steady
        if one - 1 in steady and one + 1 in steady
    ]
    assert len(bends) > 1
    assert bends == pytest.approx([bends[0]] * len(bends), abs=1e-6)


def test_where_no_perturbation_has_the_variance_the_nearest_is_taken() -> None:
    assert perturbation(1, 5, 1.0, 2) == pytest.approx({0: 2 / 3, 3: 1 / 3})
    assert perturbation(0, 5, 3.0, 2) == {0: 1.0}


def test_a_key_gives_each_number_as_often_as_it_is_likely() -> None:
    chances = perturbation(3, 5, 3.0, 2)
    found = [shown_for(3, key / 10_000, 5, 3.0, 2) for key in range(10_000)]
    assert {value: found.count(value) / 10_000 for value in chances} == pytest.approx(chances, abs=1e-3)


def test_the_same_records_are_the_same_number_by_the_cell_key_method(
    tables: dict[str, PublishedTable],
) -> None:
    table = tables["e6, every cell"]
    names = table.linked.cells
    for name, perturb in OTHERS.items():
        found = perturb(table, Random(1))
        same = found[names.index("nonEU/Total")] == found[names.index("Iceland/Total")]
        assert same or "cell key" not in name


@pytest.mark.parametrize("base", [3, 5])
def test_random_rounding_is_to_a_multiple_and_right_in_the_mean(base: int) -> None:
    for count in range(20):
        chances = rounded_to(base)(count)
        assert all(int(value) % base == 0 and abs(int(value) - count) < base for value in chances)
        assert sum(int(value) * chance for value, chance in chances.items()) == pytest.approx(count)


# --------------------------------------------------------------------------------------------- guessing


def test_what_can_be_guessed_is_what_another_program_found() -> None:
    """Poisson with mean 2; to two decimals, as an independent review of the method had them."""
    known = {
        "suppression": (1.0, None, 0.28, 0.33, 0.33, None, None),
        "random rounding to base 3": (0.33, 0.67, 0.32, 0.48, 0.44, 1.04, 0.0),
        "random rounding to base 5": (0.22, 0.46, 0.26, 0.40, 0.36, 1.95, 0.0),
        "cell key, at most 5, variance 3, none of 1–2": (0.28, 0.56, 0.29, 0.48, 0.41, 1.44, 0.0),
        "cell key, at most 5, variance 3": (0.35, 0.68, 0.31, 0.49, 0.44, 1.34, 0.0),
    }
    for method in METHODS[1:]:
        found = guessed(method, rare())
        told = (
            found.zero, found.one, found.right, found.best, found.surest, found.deviation, found.bias
        )  # fmt: skip
        for one, expected in zip(told, known[method.name], strict=True):
            assert one is None if expected is None else one == pytest.approx(expected, abs=0.006)


def test_ours_is_no_easier_to_guess_than_random_rounding_to_base_3() -> None:
    ours, theirs = guessed(METHODS[0], rare()), guessed(METHODS[2], rare())
    assert ours.zero < theirs.zero
    assert ours.one is not None
    assert theirs.one is not None
    assert ours.one < theirs.one
    assert ours.right < theirs.right
    assert ours.best < theirs.best
    assert ours.surest < theirs.surest


def test_a_method_that_hides_nothing_is_guessed_surely() -> None:
    method = METHODS[0].__class__("as counted", lambda count: {count: 1.0})
    prior: Prior = {0: 0.5, 1: 0.3, 2: 0.2}
    found = guessed(method, prior)
    assert (found.zero, found.one) == (1.0, None)
    assert (found.right, found.best, found.surest, found.deviation, found.bias) == (1, 1, 1, 0, 0)


def test_the_boards_table_is_as_calculated() -> None:
    assert board() in (ROOT / "docs" / "disclosure.md").read_text("utf-8"), "python -m bench.guessing"


# --------------------------------------------------------------------- Statistics Norway's test tables


def test_the_published_results_are_what_the_package_prints(tables: dict[str, PublishedTable]) -> None:
    """`meanAbsDiff` and `maxdiff` as the package's documentation and tests have them."""
    printed = {
        "exPSD, every cell": (1.3333, 4),
        "exPSD, margins": (1.0, 2),
        "e6, margins": (1.25, 3),
    }
    for name, (mean, greatest) in printed.items():
        found = moved(tables[name], [tables[name].theirs])
        assert found.mean == pytest.approx(mean, abs=1e-4)
        assert found.greatest == greatest


def test_every_table_adds_up_as_counted_and_as_the_package_shows_it(
    tables: dict[str, PublishedTable],
) -> None:
    for table in tables.values():
        assert table.relations
        for numbers in (table.linked.values, table.theirs):
            assert moved(table, [numbers]).apart == 0
        off = list(table.theirs)
        off[table.relations[0].total] += 1
        assert moved(table, [off]).apart > 0


def test_what_changes_each_cell_for_itself_comes_apart(tables: dict[str, PublishedTable]) -> None:
    table = tables["example1, three linked tables"]
    for perturb in OTHERS.values():
        assert moved(table, (perturb(table, Random(draw)) for draw in range(5))).apart > 0.2


@pytest.mark.parametrize(
    "name", ["exPSD, every cell", "exPSD, margins", "e6, every cell", "example1, three linked tables"]
)
def test_ours_keeps_every_sum_and_the_rule_on_the_same_tables(
    name: str, tables: dict[str, PublishedTable]
) -> None:
    table = tables[name]
    for draw in range(3):
        shown = ours(table, draw)
        found = moved(table, [shown])
        assert found.apart == 0
        assert found.greatest < THRESHOLD
        assert not [one for one in shown if 0 < one < THRESHOLD]
