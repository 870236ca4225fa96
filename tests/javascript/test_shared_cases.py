"""What Python and JavaScript must judge alike: one file of cases, run here and by `shared-cases.test.mjs`."""

import json
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Annotated, Any, get_args

import pytest
from pydantic import TypeAdapter, ValidationError

from app.activities.doubts import Doubt
from app.activities.kinds import HundredthsOf
from app.activities.shared_rules import DESCRIBED, described_rules
from app.catalogue.catalogue import load
from app.importing.cell_reader import read
from app.vocabulary.periods import MONTH, months_of, tertial_of, tertials_between

CASES: dict[str, Any] = json.loads((Path(__file__).parent / "cases.json").read_text("utf-8"))


def _made(kinds: tuple[Any, ...], data: dict[str, Any]) -> Any:
    """The rule or doubt that describes itself as this. Raises KeyError for an unknown kind."""
    blank = {"fields": (), "parts": (), "part": "", "whole": "", "choices": "", "field": "", "most": 0}
    by_kind = {}
    for kind in kinds:
        names = kind.__dataclass_fields__.keys() & blank.keys()
        by_kind[kind(**{name: blank[name] for name in names}).described()["kind"]] = kind
    values = {name: tuple(value) if isinstance(value, list) else value for name, value in data.items()}
    return by_kind[values.pop("kind")](**values)


@pytest.mark.parametrize("case", CASES["rules"], ids=lambda case: f"{case['rule']['kind']}: {case['what']}")
def test_a_rule_judges_as_the_case_says(case: dict[str, Any]) -> None:
    rule = _made(DESCRIBED, case["rule"])
    faults = list(rule(SimpleNamespace(**case["values"]), load("stockholm")))
    assert [fault.field for fault in faults] == ([case["at"]] if case["at"] else [])
    assert described_rules([rule]) == [case["rule"]]


def test_every_kind_has_cases_that_find_something_and_that_do_not() -> None:
    for part, name, kinds in (("rules", "rule", DESCRIBED), ("doubts", "doubt", get_args(Doubt))):
        judged = {(type(_made(kinds, case[name])), case["at"] is not None) for case in CASES[part]}
        assert judged == {(kind, found) for kind in kinds for found in (True, False)}


def test_a_rule_of_an_unknown_kind_is_an_error() -> None:
    with pytest.raises(KeyError):
        _made(DESCRIBED, CASES["unknown"])

    class AsManyAs:
        def __call__(self, *_: Any) -> list[Any]:
            return []

    with pytest.raises(TypeError, match="unknown kind"):
        described_rules([AsManyAs()])
    assert described_rules([lambda *_: []]) == []


@pytest.mark.parametrize("case", CASES["periods"], ids=lambda case: case["period"])
def test_first_and_last_month(case: dict[str, str]) -> None:
    assert months_of(case["period"]) == (case["first"], case["last"])


@pytest.mark.parametrize("case", CASES["tertials"], ids=lambda case: case["month"])
def test_the_tertial_of_a_month(case: dict[str, str]) -> None:
    assert tertial_of(case["month"]) == case["tertial"]


@pytest.mark.parametrize("case", CASES["newest_tertials"], ids=lambda case: case["month"])
def test_the_newest_tertials(case: dict[str, Any]) -> None:
    until = tertials_between(tertial_of(case["starts"]), tertial_of(case["month"]))
    assert until[::-1][: case["number"]] == case["tertials"]


@pytest.mark.parametrize("case", CASES["months"], ids=lambda case: case["text"])
def test_what_is_a_month(case: dict[str, Any]) -> None:
    assert bool(re.match(MONTH, case["text"])) is case["is"]


@pytest.mark.parametrize("case", CASES["decimals"], ids=lambda case: str(case["value"]))
def test_what_is_a_mean(case: dict[str, Any]) -> None:
    kind: TypeAdapter[Any] = TypeAdapter(Annotated[Any, HundredthsOf(case["most"])])
    try:
        kind.validate_python(case["value"])
        right = True
    except ValidationError:
        right = False
    assert right is case["is"]


@pytest.mark.parametrize("case", CASES["typed_means"], ids=lambda case: case["text"])
def test_how_a_mean_is_written(case: dict[str, Any]) -> None:
    value = read(case["text"], "mean")
    assert (value if isinstance(value, float) else None) == case["value"]
