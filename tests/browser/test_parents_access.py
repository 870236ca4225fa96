"""The parent's screens on the tablet for everybody: large, named, and nothing that axe finds fault with."""

import pytest
from playwright.sync_api import Page

from tests.browser.asking import hand_over
from tests.browser.seeing import axe


def test_no_face_without_words_and_none_for_a_screen_reader(session: Page) -> None:
    hand_over(session)
    session.get_by_role("button", name="Svenska", exact=True).click()
    session.get_by_role("button", name="Börja").click()
    faces = session.locator(".face")
    assert faces.count() == 5
    assert faces.evaluate_all("all => all.every(f => f.getAttribute('aria-hidden') === 'true')")
    assert faces.evaluate_all("all => all.every(f => f.parentElement.innerText.trim().length > 0)")


def test_targets_are_large(session: Page) -> None:
    hand_over(session)
    small = "all => all.map(b => b.getBoundingClientRect()).filter(b => b.height < 44 || b.width < 44).length"
    assert session.locator("button:visible").evaluate_all(small) == 0
    session.get_by_role("button", name="Svenska", exact=True).click()
    session.get_by_role("button", name="Börja").click()
    assert session.locator("button:visible").evaluate_all(small) == 0


@pytest.mark.parametrize("language", ["العربية", "Svenska"])
def test_axe_finds_nothing_on_any_of_the_parents_screens(session: Page, language: str) -> None:
    axe(session, "the form")
    session.get_by_role("link", name="Lämna över plattan").click()
    session.wait_for_selector(".tile")
    axe(session, "who")
    session.get_by_role("button", name="Mamma", exact=True).click()
    session.wait_for_selector(".parent-languages")
    axe(session, "languages")
    session.get_by_role("button", name=language, exact=True).click()
    axe(session, "introduction")
    session.locator(".parent-introduction .primary").click()
    axe(session, "question")
    session.locator(".parent-question .answer").nth(1).click()
    session.locator(".before button").click()
    axe(session, "question answered")
    for _ in range(3):
        session.locator(".parent-question .answer").nth(1).click()
    axe(session, "send")
    session.locator(".parent-send .primary").click()
    session.wait_for_selector(".parent-end")
    axe(session, "end")
    session.get_by_role("button", name="För föräldrarådgivaren").click()
    axe(session, "take back")
