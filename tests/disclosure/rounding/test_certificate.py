"""A certificate proves what it says, and nothing that was tampered with does."""

import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from typing import Any

import pytest

from app.disclosure.rounding.rounding_attack import attack
from app.disclosure.rounding.rounding_certificate import certificate
from app.disclosure.rounding.rounding_check import faults
from tests.disclosure.rounding.linked_tables import Building, two_tables

LINKED = two_tables({"a": ([3, 6], [1, 8]), "b": ([2, 7], [7, 2]), "c": ([9, 1], [4, 6])})
SHOWN_ATOMS = {"a.a0": 5, "a.a1": 6, "a.b0": 0, "a.b1": 11, "b.a0": 0, "b.a1": 7, "b.b0": 7, "b.b1": 0,
               "c.a0": 10, "c.a1": 0, "c.b0": 5, "c.b1": 5}  # fmt: skip


def _rounded() -> tuple[int, ...]:
    atoms = dict(SHOWN_ATOMS)
    for district in "abc":
        atoms[f"{district}:rest:"] = 1000 - atoms[f"{district}.a0"] - atoms[f"{district}.a1"]
    return tuple(atoms[name] for name in LINKED.atoms)


ROUNDED = _rounded()
SHOWN = LINKED.sums(ROUNDED)
ATTACKED = attack(LINKED, SHOWN)
GENUINE: Any = json.loads(json.dumps(certificate(LINKED, ROUNDED, ATTACKED)))


def test_the_genuine_one_holds() -> None:
    assert ATTACKED.breaches == ()
    assert faults(LINKED, SHOWN, GENUINE) == []


def test_it_takes_no_truth_that_it_does_not_need() -> None:
    for number in range(len(GENUINE["truths"])):
        forged = deepcopy(GENUINE)
        del forged["truths"][number]
        assert faults(LINKED, SHOWN, forged), number


def test_no_count_of_any_truth_can_be_changed() -> None:
    refused = 0
    for number, (atoms, _) in enumerate(GENUINE["truths"]):
        for place in range(len(atoms)):
            for change in (-3, 3):
                forged = deepcopy(GENUINE)
                forged["truths"][number][1][place] += change
                if forged["truths"][number][1][place]:
                    # Both tables have one total, so that no single count can be another.
                    assert faults(LINKED, SHOWN, forged), (number, place, change)
                    refused += 1
    assert refused > 20


@pytest.mark.parametrize("change", [-1, 1])
def test_nothing_else_can_be_shown(change: int) -> None:
    for cell in LINKED.shown:
        shown = list(SHOWN)
        shown[cell] += change
        assert faults(LINKED, shown, GENUINE), LINKED.cells[cell]


def test_a_deviation_beyond_the_rule_is_refused_whoever_shows_it() -> None:
    # Each district's own numbers keep the rule, and those of the city are up to 9 away.
    atoms = dict(zip(LINKED.atoms, ROUNDED, strict=True))
    atoms |= {"a.a0": 7, "a.a1": 6, "b.a0": 6, "a:rest:": 987, "b:rest:": 987, "a.b1": 12, "a.b0": 1}
    changed = tuple(atoms[name] for name in LINKED.atoms)
    shown = LINKED.sums(changed)
    proof = certificate(LINKED, changed, attack(LINKED, shown))
    wrong = [fault for fault in faults(LINKED, shown, proof) if "the rule does not allow" in fault]
    assert any(fault.startswith("city.a0 is shown as 23") for fault in wrong)


def _without_truths(body: Any) -> None:
    body["truths"] = []


def _with_no_truths_at_all(body: Any) -> None:
    body["truths"] = None


def _with_another_count(body: Any) -> None:
    body["counts"][2] += 1


def _with_a_count_less(body: Any) -> None:
    body["counts"].pop()


def _with_a_count_that_is_true(body: Any) -> None:
    body["counts"][body["counts"].index(1)] = True


def _with_an_unknown_version(body: Any) -> None:
    body["version"] = 2


def _with_a_version_that_is_true(body: Any) -> None:
    body["version"] = True


def _with_another_table_shown(body: Any) -> None:
    body["rounded"][1][0] += 1


def _with_nothing_rounded(body: Any) -> None:
    body["rounded"] = [[], []]


def _with_an_atom_that_is_not_there(body: Any) -> None:
    body["truths"][0][0][-1] = 99


def _with_an_atom_before_the_first(body: Any) -> None:
    body["truths"][0][0][0] = -1


def _with_atoms_out_of_order(body: Any) -> None:
    body["truths"][0] = [one[::-1] for one in body["truths"][0]]


def _with_an_atom_twice(body: Any) -> None:
    body["truths"][0][0][1] = body["truths"][0][0][0]


def _with_a_change_less(body: Any) -> None:
    body["truths"][0][1].pop()


def _with_a_change_of_nothing(body: Any) -> None:
    body["truths"][0][1][0] = 0


def _with_a_broken_number(body: Any) -> None:
    body["truths"][0][1][0] += 0.5


def _with_a_number_of_text(body: Any) -> None:
    body["truths"][0][1][0] = "1"


def _with_a_number_that_overflows(body: Any) -> None:
    body["truths"][0][1][0] += 2**64


def _with_more_in_it(body: Any) -> None:
    body["note"] = "trust me"


@pytest.mark.parametrize(
    "tamper",
    [
        _without_truths, _with_no_truths_at_all, _with_another_count, _with_a_count_less,
        _with_a_count_that_is_true, _with_an_unknown_version, _with_a_version_that_is_true,
        _with_another_table_shown, _with_nothing_rounded, _with_an_atom_that_is_not_there,
        _with_an_atom_before_the_first, _with_atoms_out_of_order, _with_an_atom_twice, _with_a_change_less,
        _with_a_change_of_nothing, _with_a_broken_number, _with_a_number_of_text,
        _with_a_number_that_overflows, _with_more_in_it,
    ],
)  # fmt: skip
def test_tampering_is_seen(tamper: Callable[[Any], None]) -> None:
    forged = deepcopy(GENUINE)
    tamper(forged)
    assert faults(LINKED, SHOWN, forged)


@pytest.mark.parametrize("forged", [None, [], {}, "safe", 1])
def test_what_is_no_certificate_is_refused(forged: object) -> None:
    assert faults(LINKED, SHOWN, forged)


def test_it_holds_for_no_other_counts_and_no_other_attackers() -> None:
    for atom in range(len(LINKED.atoms)):
        counts = list(LINKED.counts)
        counts[atom] += 1
        assert faults(replace(LINKED, counts=tuple(counts)), SHOWN, GENUINE), LINKED.atoms[atom]
    cell = LINKED.cells.index("a.a0")
    more = replace(LINKED, shown=LINKED.shown - {cell}, undeclared=frozenset({cell}))
    assert faults(more, SHOWN, GENUINE)


def test_numbers_that_are_missing_are_refused() -> None:
    assert faults(LINKED, SHOWN[:-1], GENUINE) == [
        f"{len(SHOWN) - 1} numbers are shown for {len(SHOWN)} cells"
    ]


def test_what_is_told_and_what_is_at_least_there_is_checked() -> None:
    """By hand: a count of 5 or more that is shown as less than everybody knows it to be."""
    linked = replace(LINKED, floors={LINKED.cells.index("b.a1"): 8})
    wrong = faults(linked, SHOWN, GENUINE)
    assert wrong == ["b.a1 is shown as 7, less than everybody knows it to be"]
    told = replace(
        LINKED, told={LINKED.cells.index("b.a1"): 12}, shown=LINKED.shown - {LINKED.cells.index("b.a1")}
    )
    assert "b.a1 is shown as 12, which the rule does not allow for its count" in faults(told, SHOWN, GENUINE)


# ------------------------------------------------------------------------- what is surely none of it

# All who answered did so by a link or with a record, and with a record did as many: none did by a link.
WAYS = Building()
for name, count in (("link", 0), ("record", 6), ("other", 2), ("more", 990)):
    WAYS.atom(name, count, "a", helper=name == "more")
for name in ("link", "record", "other"):
    WAYS.cell(name, name)
WAYS.force("answered", "link", "record", "other", "more")
WAYS.cells["all with a record or other"] = ("record", "other", "more")
ALL_WITH_A_RECORD = WAYS.linked(undeclared=("all with a record or other",))
WAYS_ROUNDED = (0, 5, 0, 993)


def _ways() -> Any:
    attacked = attack(ALL_WITH_A_RECORD, ALL_WITH_A_RECORD.sums(WAYS_ROUNDED))
    assert attacked.breaches == ()
    return json.loads(json.dumps(certificate(ALL_WITH_A_RECORD, WAYS_ROUNDED, attacked)))


def ways_faults(body: object) -> list[str]:
    return faults(ALL_WITH_A_RECORD, ALL_WITH_A_RECORD.sums(WAYS_ROUNDED), body)


def test_that_nothing_of_a_cell_is_there_is_proved_by_a_sum() -> None:
    genuine = _ways()
    assert ways_faults(genuine) == []
    assert [one["cell"] for one in genuine["none"]] == [ALL_WITH_A_RECORD.cells.index("link")]
    assert sorted(genuine["none"][0]["multipliers"]) == [-1, 1]


@pytest.mark.parametrize(
    ("field", "forged"),
    [
        ("knows", ["b"]), ("knows", "a"), ("knows", [""]), ("cell", 1), ("cell", 99), ("cell", True),
        ("rows", []), ("rows", [0, 0]), ("rows", [3, 99]), ("rows", [0, 1]), ("multipliers", [1, 1]),
        ("multipliers", [-1, -1]), ("multipliers", [1]), ("multipliers", [0, 0]), ("denominator", 0),
        ("denominator", 2), ("denominator", -1), ("denominator", 1.0),
    ],
)  # fmt: skip
def test_no_such_proof_can_be_changed(field: str, forged: object) -> None:
    body = _ways()
    body["none"][0][field] = forged
    assert ways_faults(body)


def test_no_such_proof_can_be_left_out_or_be_of_a_sensitive_category() -> None:
    body = _ways()
    body["none"] = []
    assert ways_faults(body) == ["link: no two truths for any reader differ by 2"]
    sensitive = replace(ALL_WITH_A_RECORD, uniform=frozenset({ALL_WITH_A_RECORD.cells.index("link")}))
    wrong = faults(sensitive, sensitive.sums(WAYS_ROUNDED), _ways())
    assert wrong == ["link: no two truths for any reader differ by 2"]
