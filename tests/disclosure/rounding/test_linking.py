"""Table sets from outside as what is rounded together: who knows what, what is shown, what is refused."""

from dataclasses import replace

import pytest

from app.disclosure.cell_system import CellSystem
from app.disclosure.rounding.attackers import attackers
from app.disclosure.rounding.linked_tables import LinkedTables
from app.disclosure.rounding.table_set_linkage import cell_in_file, linked_of, shown_in
from app.disclosure.strict_json import UnusableFile
from app.disclosure.table_set_file import MOST_LISTED, TableSet
from bench.synthetic import national
from tests.disclosure.table_sets import cells_named, crossed

TABLE = crossed([[9, 8, 3], [7, 6, 2], [12, 1, 5]])


def linked(system: CellSystem) -> LinkedTables:
    return linked_of(TableSet(system, {}))


def known_to(found: LinkedTables) -> set[frozenset[str]]:
    """What each attacker knows, by the names of atoms."""
    return {
        frozenset(name for name, of in zip(found.atoms, found.districts, strict=True) if of in one.districts)
        for one in attackers(found)
    }


def atoms(names: str) -> frozenset[str]:
    return frozenset(names.split())


def of_atoms(names: str) -> frozenset[int]:
    return frozenset(TABLE.atoms.index(name) for name in names.split())


def test_nobody_knows_anything_where_no_list_says_so() -> None:
    found = linked(TABLE)
    assert (found.insiders, set(found.districts)) == ((), {""})
    assert known_to(found) == {frozenset()}
    assert found.shown == frozenset(range(len(TABLE.cells)))


def test_lists_without_an_atom_in_common_are_districts() -> None:
    found = linked(replace(TABLE, coalitions=(of_atoms("0a 0b 0c"), of_atoms("1a 1b 1c"), of_atoms("2a"))))
    first, second, third = atoms("0a 0b 0c"), atoms("1a 1b 1c"), atoms("2a")
    assert known_to(found) == {
        frozenset(), first, second, third, first | second, first | third, second | third
    }  # fmt: skip
    block = [found.blocks.get(district, district) for district in found.districts]
    assert len({*block[:3]}) == len({*block[3:6]}) == 1
    assert block[0] != block[3]
    # A single atom is no block of its own.
    assert set(block[6:]) == {""}


def test_lists_that_overlap_are_known_as_they_are() -> None:
    found = linked(replace(TABLE, coalitions=(of_atoms("0a 0b 1a"), of_atoms("1a 1b"), of_atoms("2a 2b"))))
    first, second, third = atoms("0a 0b 1a"), atoms("1a 1b"), atoms("2a 2b")
    assert known_to(found) == {
        frozenset(), first, second, third, first | second, first | third, second | third
    }  # fmt: skip
    # What two of them share is rounded with both.
    block = dict(zip(found.atoms, (found.blocks.get(of, of) for of in found.districts), strict=True))
    assert len({block[atom] for atom in first | second}) == 1
    assert block["2a"] not in (block["0a"], "")


def test_a_contributor_who_is_alone_is_an_insider_of_one_atom() -> None:
    found = linked(replace(TABLE, singletons=of_atoms("1b 2b"), coalitions=(of_atoms("1a 1b"),)))
    assert {atoms("1b"), atoms("2b"), atoms("1a 1b"), atoms("1b 2b"), atoms("1a 1b 2b")} <= known_to(found)
    again = linked(replace(TABLE, singletons=of_atoms("1b"), coalitions=(of_atoms("1b"),)))
    assert len(again.insiders) == 1


def test_a_sensitive_cell_is_protected_whatever_it_is() -> None:
    system = replace(TABLE, sensitive=cells_named(TABLE, "0a 2"), zeros_hidden=cells_named(TABLE, "0b"))
    system = replace(system, cells=(*system.cells[:-1], "0a (guarded)"))
    found = linked(system)
    assert found.uniform == cells_named(system, "0a 2 0b")
    assert found.cells[len(system.cells) :] == ("0a (guarded)'", "2 (guarded)")
    assert found.guarded == {len(system.cells), len(system.cells) + 1}
    assert [system.cells[cell_in_file(system, cell)] for cell in sorted(found.guarded)] == ["0a", "2"]
    assert found.members[-2:] == (system.members[0], system.members[system.cells.index("2")])


@pytest.mark.parametrize("municipalities", [8, 9])
def test_what_nobody_knows_falls_into_blocks_where_it_is_much(municipalities: int) -> None:
    """Two tables of 45 atoms by municipality with equal totals: up to 400 atoms are one block."""
    system = national(municipalities)
    found = linked(system)
    assert found.insiders == ()
    assert len(set(found.districts)) == (1 if municipalities == 8 else municipalities)
    # What forced cells hold together is never in two.
    for cell in system.forced:
        assert len({found.districts[atom] for atom in system.members[cell]}) == 1
    # The structure alone decides.
    assert linked(replace(system, counts=(5,) * len(system.counts))).districts == found.districts


def test_what_rounding_has_no_place_for_is_refused() -> None:
    with pytest.raises(UnusableFile, match="threshold: must be from 4 to 100"):
        linked(replace(TABLE, threshold=3))
    with pytest.raises(UnusableFile, match="cells: there is none to be rounded"):
        linked(replace(TABLE, forced=frozenset(range(len(TABLE.cells)))))


def test_an_audit_needs_every_number() -> None:
    tables = TableSet(TABLE, dict(enumerate(TABLE.values[:-2])))
    with pytest.raises(UnusableFile, match="an audit needs their numbers: c, all"):
        shown_in(tables, linked_of(tables))


def test_an_audit_of_many_numbers_names_some_that_it_needs() -> None:
    tables = TableSet(crossed([[9] * 6] * 6), {})
    more = len(tables.system.cells) - MOST_LISTED
    with pytest.raises(UnusableFile, match=rf" and {more} more$"):
        shown_in(tables, linked_of(tables))
