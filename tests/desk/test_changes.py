"""What a revision changed, from two frozen tables: every kind of change, and nothing else."""

from dataclasses import replace

from app.desk.changes import changed
from app.kit.language import Text
from app.release.storage.frozen_table import Category, FrozenDimension, FrozenMeasure, FrozenTable, Mark


def _text(word: str) -> Text:
    return Text(word, word)


def _table(*values: int | Mark, districts: tuple[str, ...] = ("stockholm", "farsta")) -> FrozenTable:
    dimension = FrozenDimension(
        "district", _text("District"), tuple(Category(code, _text(code)) for code in districts), "district"
    )
    role = FrozenDimension("role", _text("Role"), (Category("a", _text("A")), Category("b", _text("B"))))
    sessions = FrozenMeasure("sessions", _text("Sessions"), _text("sessions"), ("district", "role"), values)
    hidden = replace(sessions, code="base", hidden=True, values=tuple(9 for _ in values))
    words = _text("words")
    return FrozenTable("t", "2019-T1", words, words, words, (), (dimension, role), (sessions, hidden))


def test_only_what_differs_is_told_with_its_words() -> None:
    before, after = _table(10, 5, "withheld", 7), _table(12, 5, 5, "withheld")
    (found,) = changed([before], [after])
    assert found.cells == 4  # what is hidden is no figure that anybody reads
    told = [([part.sv for part in one.where], one.before, one.after, one.kind) for one in found.changes]
    assert told == [
        (["stockholm", "A"], 10, 12, "number"),
        (["farsta", "A"], "withheld", 5, "shown"),
        (["farsta", "B"], 7, "withheld", "hidden"),
    ]


def test_nothing_is_told_where_nothing_changed() -> None:
    (found,) = changed([_table(1, 2, 3, 4)], [_table(1, 2, 3, 4)])
    assert found.changes == ()


def test_what_cannot_occur_was_no_change_where_it_was_said_as_zero() -> None:
    """Releases of the first format have 0 there."""
    (found,) = changed([_table(0, 0, 3, 0)], [_table(0, "not-applicable", "not-applicable", "not-known")])
    assert [(one.before, one.after, one.kind) for one in found.changes] == [
        (3, "not-applicable", "other"),
        (0, "not-known", "other"),
    ]


def test_categories_and_tables_that_come_and_go_are_compared_by_their_codes() -> None:
    old = _table(1, 2, 3, 4)
    new = _table(5, 6, 1, 2, 3, 4, districts=("jarva", "stockholm", "farsta"))
    (found,) = changed([old], [new])
    assert [(one.where[0].sv, one.before, one.after) for one in found.changes] == [
        ("jarva", None, 5),
        ("jarva", None, 6),
    ]
    (gone,) = changed([new], [old])
    assert [(one.where[0].sv, one.before, one.after) for one in gone.changes] == [
        ("jarva", 5, None),
        ("jarva", 6, None),
    ]
    found_new, found_old = changed([replace(old, id="u")], [old])
    assert (found_new.table, found_old.table) == ("t", "u")
    assert {one.before for one in found_new.changes} == {None}
    assert {one.after for one in found_old.changes} == {None}
    assert {one.kind for one in found_old.changes} == {"other"}
