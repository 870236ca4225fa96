"""The form's rules against the service's: both judge random records, right and nearly right, alike."""

import json
from datetime import date
from random import Random
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from pydantic import ValidationError

from app.activities.activity import Activity
from app.activities.checks import check
from app.activities.field_conditions import FieldCondition
from app.activities.kinds import CodeOf, CodesOf, NumberOf
from app.activities.registry import EVENTS
from app.catalogue.catalogue import Catalogue, load
from app.kit import clock
from tests.browser.filling import fill, keep, open_form, review
from tests.browser.tablet import Tablet, stored
from tests.support.records import record

MANY = 120
JUDGE = """async ([name, records, month]) => {
  const { check } = await import('/form/static/check.js');
  const catalogue = await import('/form/static/catalogue.js');
  await catalogue.load();
  return records.map((one) => check(catalogue.activity(name), one, { district: one.district, month }));
}"""


def _changed(activity: Activity, content: dict[str, Any], data: Catalogue, chance: Random) -> dict[str, Any]:
    """The record with one fact that may be wrong now: left out, another number, another code."""
    changed = json.loads(json.dumps(content))
    name = chance.choice(list(activity.kinds))
    kind = activity.kinds[name]
    unused = isinstance(kind, CodeOf) and not (kind.closed or data.municipality.codes(kind.list))
    if name == "district" or name not in changed or unused:
        return dict(changed)
    way = chance.random()
    if way < 0.15:
        del changed[name]
    elif isinstance(kind, NumberOf):
        changed[name] = chance.choice(
            [0, 1, kind.least, kind.most, kind.most + 1, chance.randint(0, kind.most)]
        )
    elif isinstance(kind, CodeOf):
        changed[name] = chance.choice(kind.closed or data.municipality.codes(kind.list))
    elif isinstance(kind, CodesOf):
        codes = kind.closed or data.municipality.codes(kind.list)
        changed[name] = sorted(chance.sample(codes, min(len(codes), chance.randint(1, 3))))
    return dict(changed)


def _as_sent(activity: Activity, content: dict[str, Any]) -> dict[str, Any]:
    """What the form would send: nothing that does not apply."""
    sent = {name: value for name, value in content.items() if name != "answers"}
    for name, info in activity.schema.model_fields.items():
        for part in info.metadata:
            if isinstance(part, FieldCondition) and sent.get(part.field) not in part.among:
                sent.pop(name, None)
    return sent


def _is_right(activity: Activity, content: dict[str, Any], data: Catalogue, today: date) -> bool:
    try:
        return not check(activity, activity.schema.model_validate(content), data, today)
    except ValidationError:
        return False


@pytest.fixture(scope="module")
def page(shared: Tablet) -> Page:
    return shared.open()


@pytest.mark.parametrize("name", [one.name for one in EVENTS if one.filed_by == "adviser"])
def test_form_and_service_judge_alike(page: Page, name: str) -> None:
    activity = next(one for one in EVENTS if one.name == name)
    data, today, chance = load("stockholm"), clock.today(), Random(3)
    right = [record(name, data, chance, today) for _ in range(MANY)]
    records = [_as_sent(activity, one) for one in right]
    records += [_as_sent(activity, _changed(activity, one, data, chance)) for one in right for _ in range(3)]
    found = page.evaluate(JUDGE, [name, records, f"{today:%Y-%m}"])
    service = [_is_right(activity, one, data, today) for one in records]
    differ = [
        (one, faults, ours)
        for one, faults, ours in zip(records, found, service, strict=True)
        if bool(faults) == ours
    ]
    assert differ == []
    assert all(service[:MANY])
    assert service[MANY:].count(False) > 20


def test_a_rule_that_the_form_does_not_know_is_told_and_nothing_is_lost(clean: Page) -> None:
    """The service is newer than the form on the tablet: a record is not let through unjudged."""
    open_form(clean, "counselling-session")
    fill(clean)
    clean.evaluate(
        """async () => {
          const catalogue = await import('/form/static/catalogue.js');
          catalogue.activity('counselling-session').rules.push({ kind: 'as-many-as' });
        }"""
    )
    for button in ("Spara", "Granska"):
        clean.get_by_role("button", name=button, exact=True).tap()
        expect(clean.locator("form .error[role=alert]:not(:empty)")).to_contain_text(
            "Formuläret på plattan är äldre än tjänsten"
        )
    kept = stored(clean)
    assert [kept["queue"], kept["sent"]] == [{}, {}]
    assert list(kept["drafts"]) == ["counselling-session"]
    clean.evaluate(
        """async () => {
          const catalogue = await import('/form/static/catalogue.js');
          catalogue.activity('counselling-session').rules.pop();
        }"""
    )
    review(clean)
    keep(clean)
