"""Rounding with attack and repair: what is shown protects, is the same again, and says where it cannot."""

from dataclasses import replace
from random import Random

import pytest

from app.disclosure.cell_system import CannotProtect
from app.disclosure.rounding.linked_tables import LinkedTables
from app.disclosure.rounding.nearest_table import nearest
from app.disclosure.rounding.random_draws import targets
from app.disclosure.rounding.rounded_tables import round_tables
from app.disclosure.rounding.rounding_attack import breaches
from app.disclosure.rounding.rounding_repair import from_the_outset
from tests.disclosure.rounding.linked_tables import Building, chance_counts, two_tables
from tests.disclosure.rounding.test_nearest import broken, city_of


def first_of(linked: LinkedTables, secret: bytes) -> tuple[int, ...]:
    """What is attacked first."""
    return nearest(linked, targets(linked, secret, "t"), forbidden=from_the_outset(linked))


def needing_repair() -> tuple[LinkedTables, bytes]:
    """Tables whose first rounding tells too much, by more than a number alone."""
    for seed in range(200):
        linked = two_tables(chance_counts(Random(seed), 3))
        secret = bytes([seed])
        if breaches(linked, linked.sums(first_of(linked, secret))):
            return linked, secret
    raise AssertionError("none needs repair")


def test_what_is_known_too_closely_is_shown_otherwise() -> None:
    linked, secret = needing_repair()
    rounded = round_tables(linked, secret, "t")
    assert rounded.repaired > 0
    assert broken(linked, rounded.atoms) == []
    assert rounded.shown == linked.sums(rounded.atoms)
    assert breaches(linked, rounded.shown) == []


@pytest.mark.parametrize("seed", range(6))
def test_no_attacker_knows_too_much(seed: int) -> None:
    linked = two_tables(chance_counts(Random(seed), 3), 5)
    rounded = round_tables(linked, bytes([seed]), "t")
    assert broken(linked, rounded.atoms) == []
    assert breaches(linked, rounded.shown) == []
    assert round_tables(linked, bytes([seed]), "t") == rounded


def test_another_secret_or_lineage_gives_other_numbers() -> None:
    linked = two_tables(chance_counts(Random(1), 4, parts=(3, 3)))
    shown = {round_tables(linked, secret, lineage).shown for secret in (b"a", b"b") for lineage in ("1", "2")}
    assert len(shown) == 4


def test_what_an_earlier_revision_showed_stays() -> None:
    linked = two_tables(chance_counts(Random(5), 3, parts=(3, 2)))
    earlier = round_tables(linked, b"s", "t").shown
    before = {cell: earlier[cell] for cell in linked.shown}
    assert round_tables(linked, b"t", "t", before=before).shown == earlier


def test_repair_touches_only_what_it_needs() -> None:
    """Tables that have nothing to do with the breach show what they showed without it."""
    linked, secret = needing_repair()
    first = linked.sums(first_of(linked, secret))
    far = city_of([7, 2, 11])
    apart = _side_by_side(linked, far)
    rounded = round_tables(apart, secret, "t")
    alone = first_of(apart, secret)
    own = range(len(linked.cells), len(apart.cells))
    assert [rounded.shown[cell] for cell in own] == [apart.sums(alone)[cell] for cell in own]
    assert rounded.shown[: len(linked.cells)] != first


def _side_by_side(one: LinkedTables, other: LinkedTables) -> LinkedTables:
    atoms, cells = len(one.atoms), len(one.cells)
    return replace(
        one,
        atoms=(*one.atoms, *(f"far {name}" for name in other.atoms)),
        counts=(*one.counts, *other.counts),
        cells=(*one.cells, *(f"far {name}" for name in other.cells)),
        members=(*one.members, *(tuple(atom + atoms for atom in own) for own in other.members)),
        shown=one.shown | {cell + cells for cell in other.shown},
        districts=(*one.districts, *(f"far {name}" for name in other.districts)),
    )


def test_where_nothing_protects_the_figures_are_named() -> None:
    building = Building()
    for district, count in (("d0", 3), ("d1", 4)):
        building.cell(f"{district}.all", building.atom(district, count, district))
    building.cell("d0:found out", "d0")
    told = building.linked(undeclared=("d0:found out",))
    with pytest.raises(CannotProtect, match=r"too much can be known of d0\.all$"):
        round_tables(told, b"s", "t")


def test_it_tells_how_far_it_is_and_can_be_ended() -> None:
    linked = two_tables(chance_counts(Random(2), 3))
    told: list[tuple[str, int, int]] = []
    round_tables(linked, b"s", "t", progress=lambda *step: told.append(step))
    assert list(dict.fromkeys(stage for stage, _, _ in told)) == ["rounding", "attack"]
    for stage in ("rounding", "attack"):
        done = [(done, steps) for one, done, steps in told if one == stage]
        assert all(0 < done <= steps for done, steps in done)

    def end(stage: str, done: int, steps: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        round_tables(linked, b"s", "t", progress=end)
