"""Goals and indicators: those of the shipped catalogues can be counted, and what cannot is found by name."""

from dataclasses import replace

import pytest

from app.catalogue.catalogue import SHIPPED, Catalogue, load
from app.catalogue.model import Goal, Indicator
from app.reports.goals import wrong_indicators


@pytest.mark.parametrize("name", SHIPPED)
def test_every_shipped_indicator_can_be_counted(name: str) -> None:
    catalogue = load(name)
    assert catalogue.municipality.goals
    assert list(wrong_indicators(catalogue)) == []


WRONG: list[tuple[dict[str, object], str]] = [
    ({"table": "routes-in", "measure": "happiness"}, "routes-in has no measure happiness"),
    (
        {"table": "routes-in", "measure": "sessions", "at": {"role": "mother"}},
        "sessions of routes-in is not split by role",
    ),
    ({"table": "routes-in", "measure": "sessions", "at": {"route_in": "nowhere"}}, "nowhere is no route_in"),
    ({"table": "session-order", "measure": "families", "value": "mean"}, "families has no mean"),
]


@pytest.mark.parametrize(("fields", "what"), WRONG)
def test_what_no_table_gives(fields: dict[str, object], what: str) -> None:
    found = list(wrong_indicators(_with(load("stockholm"), fields)))
    assert found == [f"goals: goal.one: {what}"]


def _with(catalogue: Catalogue, fields: dict[str, object]) -> Catalogue:
    words = {"sv": "Mål", "en": "Goal"}
    indicator = Indicator.model_validate({"code": "one", **words, **fields})
    goal = Goal(code="goal", sv=words["sv"], en=words["en"], indicators=[indicator])
    return replace(catalogue, municipality=catalogue.municipality.model_copy(update={"goals": [goal]}))
