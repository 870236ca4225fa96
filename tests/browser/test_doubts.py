"""Counts as they are typed, and what is asked about before it is saved."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.activities.registry import EVENTS
from tests.browser.asking import begin
from tests.browser.filling import SAVED, open_form
from tests.browser.tablet import stored, wait_for_counts

FIELD = "Barn i familjen"

TYPE = """(number, texts) => texts.map((text) => {
  number.focus();
  number.value = text;
  number.dispatchEvent(new InputEvent('input', { bubbles: true }));
  return [number.value, document.querySelector('.so-far').textContent.includes('Barn i familjen')];
})"""
"""What stands there after each of these was typed or pasted, and whether it is taken as answered."""


@pytest.fixture
def page(clean: Page) -> Page:
    return clean


def test_a_count_is_a_whole_number_or_an_error_and_never_a_part_of_what_was_typed(page: Page) -> None:
    open_form(page, "counselling-session")
    number, error = page.get_by_role("textbox", name=FIELD), page.locator("#q-children_in_family-error")
    no_numbers = [
        "3,5",
        "3.5",
        "-1",
        "1e3",
        "٣",
        "0x10",
        "1 2",
        "1\u00a02",
        "+3",
        "3 st",
        "½",
        "99999999999",
        "³",
    ]
    assert number.evaluate(TYPE, no_numbers) == [[typed, False] for typed in no_numbers]
    number.fill("3,5")
    number.blur()
    expect(error).to_contain_text("Ange ett heltal från 0 till 20.")
    expect(number).to_have_attribute("aria-invalid", "true")
    page.get_by_role("button", name="Mammor: en till").tap()
    expect(number).to_have_value("3,5")  # to be mended, not something else
    page.get_by_role("button", name="Spara", exact=True).tap()
    expect(page.get_by_role("alert", name="uppgifter behöver du titta på")).to_contain_text(
        f"{FIELD}: Ange ett heltal"
    )
    for typed, value in ((" 3 ", "3"), ("007", "7"), ("0", "0")):
        number.fill(typed)
        number.blur()
        expect(error).to_be_hidden()
        page.get_by_role("button", name="Mammor: en till").tap()
        expect(number).to_have_value(value)
    number.fill("abc")
    page.get_by_role("button", name=f"{FIELD}: en till").tap()
    expect(number).to_have_value("1")


@pytest.mark.parametrize(
    ("changes", "asked"),
    [
        ({"children": 3, "children_in_family": 2}, "Barn som var med är 3, men Barn i familjen är 2."),
        (
            {"children_in_family": 1, "age_groups": ["0-6", "7-12"]},
            "Barnens åldrar: 2 är valda, men Barn i familjen är 1.",
        ),
        (
            {"children": 0, "children_in_family": 1, "age_groups": ["expecting"]},
            "Barn i familjen är 1, men ingen av dem finns med under Barnens åldrar.",
        ),
        (
            {"children": 0, "children_in_family": 0, "age_groups": ["0-6"]},
            "Barnens åldrar: 1 är vald, men Barn i familjen är 0.",
        ),
        ({"mothers": 11}, "Mammor är 11. Det är ovanligt många."),
    ],
    ids=[
        "more-children-than-family",
        "more-ages-than-children",
        "no-age-for-the-children",
        "an-age-without-children",
        "a-slip",
    ],
)
def test_what_is_unlikely_is_asked_about_and_not_refused(
    page: Page, changes: dict[str, Any], asked: str
) -> None:
    begin(page, **changes)
    save = page.get_by_role("button", name="Spara", exact=True)
    box = page.get_by_role("alert", name="Stämmer det här?")
    save.tap()
    expect(box).to_contain_text(asked)
    expect(box).to_be_focused()
    assert stored(page)["queue"] == {}, "it is not saved yet"
    page.get_by_role("button", name="Nej, jag ändrar").tap()
    expect(box).to_have_count(0)
    page.get_by_role("button", name="Granska").tap()
    page.wait_for_selector("dl.facts")
    expect(page.locator(".doubts")).to_contain_text(asked)  # the summary asks in its heading
    page.get_by_role("link", name="Tillbaka till formuläret").tap()
    page.wait_for_selector("form.questions")
    save.tap()
    page.get_by_role("button", name="Ja, spara").tap()
    expect(page.get_by_role("heading", name=SAVED)).to_be_visible()
    wait_for_counts(page)


def test_what_may_well_be_is_saved_at_once(page: Page) -> None:
    cases: tuple[dict[str, Any], ...] = (
        {"children": 2, "children_in_family": 2, "age_groups": ["0-6", "expecting"]},
        {"children": 0, "children_in_family": 0, "age_groups": ["expecting"]},
        {"children": 3, "children_in_family": "not-known", "age_groups": "not-known"},
    )
    for changes in cases:
        begin(page, **changes)
        page.get_by_role("button", name="Spara", exact=True).tap()
        expect(page.get_by_role("heading", name=SAVED)).to_be_visible()


def test_every_doubt_is_about_fields_that_there_are() -> None:
    named = 0
    for activity in EVENTS:
        for doubt in activity.doubts:
            described = doubt.described()
            fields = [described[key] for key in ("field", "part", "whole", "choices") if key in described]
            assert set(fields) <= set(activity.schema.model_fields), activity.name
            named += len(fields)
    assert named
