"""What the attack finds where it can be worked out by hand."""

from app.disclosure.rounding.attack import attack, breaches
from app.disclosure.rounding.linked import Linked


def city(*counts: int, told: int | None = None) -> Linked:
    """One figure in districts a, b, c ..., and its sum."""
    names = tuple("abcdefgh"[: len(counts)])
    cells = (*names, "city")
    return Linked(
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


def found(linked: Linked, shown: list[int]) -> set[tuple[str, str, int, int]]:
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
