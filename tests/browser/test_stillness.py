"""A tablet in a parent's hands that nobody touches: it counts down, and begins again without the answers."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.asking import SESSION, answer_all, begin, take_back
from tests.browser.seeing import axe, fits
from tests.browser.tablet import Tablet, cleaned, stored

QUESTION = ".parent-question h1"


@pytest.fixture
def page(shared: Tablet) -> Iterator[Page]:
    """The tablet handed over to a mother, and a clock that the test moves."""
    with cleaned(shared) as page:
        begin(page, mothers=1, fathers=0)
        page.clock.install()
        page.get_by_role("link", name="Lämna över plattan").click()
        page.get_by_role("button", name="Mamma", exact=True).click()
        page.wait_for_selector(".parent-languages")
        yield page


def _begin(page: Page, language: str) -> None:
    page.get_by_role("button", name=language, exact=True).click()
    page.locator(".parent-introduction .primary").click()
    page.locator(".parent-question .answer").first.click()
    expect(page.locator(".progress")).to_contain_text("2")


def test_nobody_touches_it_and_it_begins_again_without_the_answers(page: Page) -> None:
    _begin(page, "Svenska")
    asked = page.get_by_role("alertdialog", name="Är du kvar?")
    page.clock.run_for(88_000)
    expect(asked).to_have_count(0)
    page.clock.run_for(4_000)
    expect(asked).to_be_visible()
    expect(asked.get_by_role("button", name="Jag är kvar")).to_be_focused()
    left = int(asked.get_by_role("timer").inner_text())
    assert 25 <= left <= 30
    page.clock.run_for(5_000)
    assert int(asked.get_by_role("timer").inner_text()) <= left - 4
    page.clock.run_for(30_000)
    expect(page.locator(".parent-languages h1")).to_be_focused()
    expect(asked).to_have_count(0)
    page.get_by_role("button", name="Svenska", exact=True).click()
    page.locator(".parent-introduction .primary").click()
    assert page.locator("[aria-pressed=true]").count() == 0, "what was answered is gone"
    assert "answers" not in stored(page)["drafts"][SESSION]["values"]


def test_a_tap_anywhere_gives_the_whole_time_anew_and_answers_nothing(page: Page) -> None:
    _begin(page, "العربية")
    question = page.locator(QUESTION).inner_text()
    asked = page.get_by_role("alertdialog", name="هل ما زلت هنا؟")
    page.clock.run_for(100_000)
    expect(asked).to_have_attribute("dir", "rtl")
    axe(page, "still there")
    fits(page, "still there")
    page.clock.run_for(12_000)
    expect(asked.locator("[aria-live=assertive]")).to_contain_text("10.")
    box = page.viewport_size
    assert box
    page.mouse.click(box["width"] / 2, box["height"] - 300)
    expect(asked).to_have_count(0)
    expect(page.locator(QUESTION)).to_have_text(question)
    page.clock.run_for(85_000)
    expect(asked).to_have_count(0)
    page.clock.run_for(10_000)
    expect(asked).to_be_visible()
    page.keyboard.press("Enter")
    expect(asked).to_have_count(0)
    expect(page.locator(QUESTION)).to_have_text(question)
    page.locator(".parent-question .answer").first.click()
    expect(page.locator(".progress")).to_contain_text("3")


def test_a_tablet_that_wakes_much_later_shows_nothing_of_the_answers(page: Page) -> None:
    _begin(page, "Suomi")
    page.get_by_role("button", name="För föräldrarådgivaren").click()
    page.clock.fast_forward("03:00:00")
    expect(page.locator(".parent-languages")).to_be_visible()
    page.clock.run_for(300_000)
    expect(page.get_by_role("alertdialog")).to_have_count(0)  # there is nothing to take away


def test_at_the_end_nothing_is_counted_and_the_adviser_has_all_the_time_there_is(page: Page) -> None:
    answer_all(page, "Svenska", ["Ja", "Ja", "Ja"])
    page.clock.run_for(300_000)
    expect(page.locator(".parent-end")).to_be_visible()
    expect(page.get_by_role("alertdialog")).to_have_count(0)
    take_back(page)
    page.clock.run_for(300_000)
    expect(page.locator("form.questions")).to_be_visible()
    expect(page.get_by_text("1 deltagare har svarat på plattan.")).to_be_visible()
