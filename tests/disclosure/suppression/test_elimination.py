"""The exact linear algebra against fractions, and what elimination alone promises."""

from random import Random

import pytest

from app.disclosure.modular import MODULUS, Basis
from app.disclosure.suppression.elimination import AttackerView
from app.disclosure.suppression.secondary_suppression import ORDERS, lone_disclosures, suppress
from tests.disclosure.suppression.fractions import rank
from tests.disclosure.table_sets import crossed, cube, linked, table_set


@pytest.mark.parametrize("seed", range(20))
def test_a_residue_is_empty_exactly_in_the_span(seed: int) -> None:
    chance = Random(seed)
    columns = [[chance.choice([0, 0, 1]) for _ in range(9)] for _ in range(14)]
    basis = Basis()
    kept: list[list[int]] = []
    for column in columns:
        residue = basis.residue({row: value for row, value in enumerate(column) if value})
        assert bool(residue) == (rank([*kept, column]) > rank(kept))
        assert all(0 < value < MODULUS for value in residue.values())
        if residue:
            basis.add(residue, chance.choice(sorted(residue)))
        kept.append(column)


@pytest.mark.parametrize("order", ORDERS)
@pytest.mark.parametrize("seed", range(6))
def test_no_sum_gives_a_primary_cell_away(order: object, seed: int) -> None:
    """By fractions: no primary cell lies in the span of the published ones."""
    chance = Random(seed)
    counts = [chance.choice([0, 1, 3, 5, 8, 13]) for _ in range(18)]
    problem = [
        crossed([counts[:6], counts[6:12], counts[12:]]),
        cube(counts, (3, 3, 2)),
        linked(counts, [[chance.randrange(4) for _ in counts] for _ in range(3)]),
    ][seed % 3]
    assert callable(order)
    withheld = suppress(problem, order(problem))
    columns = [[int(atom in atoms) for atom in range(len(counts))] for atoms in problem.members]
    published = [columns[cell] for cell in range(len(columns)) if cell not in withheld]
    full = rank(published)
    assert problem.primary
    assert all(rank([*published, columns[cell]]) == full + 1 for cell in problem.primary)
    assert withheld >= problem.primary
    assert not withheld & problem.fixed


def test_a_candidate_is_withheld_only_if_it_gives_something_away() -> None:
    problem = crossed([[2, 9], [8, 7]])
    view = AttackerView(problem)
    for name, gives_away in (("all", False), ("0", False), ("a", False), ("0b", True), ("1a", True)):
        residue = view.residue(problem.cells.index(name))
        assert bool(view.given_away(residue)) == gives_away, name
        if not gives_away:
            view.publish(residue)
    assert view.residue(problem.cells.index("1")) == {}


@pytest.mark.parametrize("order", ORDERS)
def test_no_sum_helps_who_is_alone(order: object) -> None:
    counts = {"alone": 2, "others": 4, "rest": 20}
    cells = {"alone": ["alone"], "others": ["others"], "both": ["alone", "others"], "rest": ["rest"]}
    problem = table_set(counts, cells, singletons=frozenset({0}))
    assert callable(order)
    assert suppress(problem, order(problem)) == frozenset({0, 1, 2})
    assert lone_disclosures(problem, frozenset({0, 1})) == frozenset({1})
