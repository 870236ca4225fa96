"""What is said of a table that lacks a relation."""

from tests.release.related import Vector, relations_met

RECORDS: list[Vector] = [
    {("new", "held", ("yes",)): 1, ("new", "parts", ()): 2, ("old", "met", ("yes",)): 1, ("old", "a", ()): 2},
    {("new", "held", ("no",)): 1, ("new", "parts", ()): 3, ("old", "met", ("no",)): 1, ("old", "a", ()): 1,
     ("other", "b", ()): 2},
]  # fmt: skip


def test_equal_made_of_and_at_most_are_told() -> None:
    assert set(relations_met("new", RECORDS, lambda _: False)) == {
        "new/held was equal to old/met",
        "new/held (yes) was equal to old/met (yes)",
        "new/held (no) was equal to old/met (no)",
        "new/parts was made of old/a + other/b",
    }
    assert "old/a was at most new/parts" in set(relations_met("old", RECORDS, lambda _: False))


def test_what_is_declared_is_not_told() -> None:
    declared = {("new", "held", ("yes",)): 1, ("old", "met", ("yes",)): -1}
    told = set(relations_met("new", RECORDS, lambda figures: figures == declared))
    assert "new/held (yes) was equal to old/met (yes)" not in told
    assert "new/held was equal to old/met" in told
