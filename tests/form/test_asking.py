"""How fields are asked against what is checked: the two are written apart and must say the same."""

from datetime import date
from random import Random

import pytest

from app.activities.activity import Activity, kinds_of
from app.activities.field_conditions import (
    ExcludedEntries,
    FieldCondition,
    ListCondition,
    OwnDistrictEntries,
    ValueWords,
)
from app.activities.kinds import CodeOf, CodesOf, NumberOf
from app.activities.registry import ACTIVITIES, EVENTS
from app.activities.shared_rules import AtLeastOnePerson, PartOfWhole, PartsSum
from app.catalogue.catalogue import SHIPPED, load
from app.vocabulary.lists import CLOSED_LISTS
from app.vocabulary.states import DOES_NOT_APPLY, NO_VALUE, NOT_ASKED
from tests.support.records import record

TODAY = date(2026, 11, 24)
MANY = 150

HOW = [
    (activity, name, part)
    for activity in ACTIVITIES
    for name, info in activity.schema.model_fields.items()
    for part in info.metadata
]


@pytest.mark.parametrize(
    ("activity", "name", "part"),
    [one for one in HOW if isinstance(one[2], FieldCondition)],
    ids=lambda one: getattr(one, "name", str(one)),
)
def test_a_condition_names_a_field_and_codes_that_are_there(
    activity: Activity, name: str, part: FieldCondition
) -> None:
    kind = kinds_of(activity.schema)[part.field]
    assert isinstance(kind, CodeOf)
    assert set(part.among) <= set(kind.closed)
    fields = list(activity.schema.model_fields)
    assert fields.index(part.field) < fields.index(name), "it is asked before what depends on it"
    assert activity.schema.model_fields[name].default in NO_VALUE


@pytest.mark.parametrize("catalogue", SHIPPED)
@pytest.mark.parametrize("activity", EVENTS, ids=lambda one: one.name)
def test_right_records_have_what_applies_and_nothing_else(activity: Activity, catalogue: str) -> None:
    conditions = [
        (name, part) for one, name, part in HOW if one is activity and isinstance(part, FieldCondition)
    ]
    chance = Random(11)
    for _ in range(MANY):
        content = record(activity.name, load(catalogue), chance, TODAY)
        for name, condition in conditions:
            applies = content.get(condition.field) in condition.among
            default = activity.schema.model_fields[name].default
            value = content.get(name, default)
            assert value == NOT_ASKED or (value != DOES_NOT_APPLY) == applies, (name, content)


@pytest.mark.parametrize("catalogue", SHIPPED)
def test_what_is_left_out_and_what_is_the_districts_is_in_the_lists(catalogue: str) -> None:
    data = load(catalogue).municipality
    for activity, name, part in HOW:
        kind = kinds_of(activity.schema).get(name)
        if isinstance(part, ExcludedEntries):
            assert isinstance(kind, (CodeOf, CodesOf))
            assert all(hasattr(entry, part.key) for entry in data.entries(kind.list))
        if isinstance(part, OwnDistrictEntries):
            assert isinstance(kind, CodeOf)
            assert all(hasattr(entry, "district") for entry in data.entries(kind.list))
        if isinstance(part, ListCondition):
            data.entries(part.list)
        if isinstance(part, ValueWords):
            assert isinstance(kind, NumberOf)
            assert CLOSED_LISTS[part.list] == tuple(str(n) for n in range(kind.least, kind.most + 1))


def test_rules_that_are_data_name_numbers_of_their_schema() -> None:
    found = 0
    for activity in ACTIVITIES:
        for rule in activity.rules:
            names: tuple[str, ...] = ()
            if isinstance(rule, AtLeastOnePerson):
                names = rule.fields
            elif isinstance(rule, PartsSum):
                names = (*rule.parts, rule.whole)
            elif isinstance(rule, PartOfWhole):
                names = (rule.part, rule.whole)
            found += len(names)
            assert all(isinstance(activity.kinds[name], NumberOf) for name in names)
    assert found > 15
