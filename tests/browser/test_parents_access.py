"""The parent's screens on the tablet for everybody: large, named, and nothing that axe finds fault with."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.asking import hand_over


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


@pytest.mark.parametrize(("scheme", "language"), [("light", "العربية"), ("dark", "Svenska")])
def test_axe_finds_nothing_on_any_of_the_parents_screens(session: Page, scheme: str, language: str) -> None:
    session.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    _axe(session, "the form")
    session.get_by_role("link", name="Lämna över plattan").click()
    session.wait_for_selector(".tile")
    _axe(session, "who")
    session.get_by_role("button", name="Mamma", exact=True).click()
    session.wait_for_selector(".parent-languages")
    _axe(session, "languages")
    session.get_by_role("button", name=language, exact=True).click()
    _axe(session, "introduction")
    session.locator(".parent-introduction .primary").click()
    _axe(session, "question")
    session.locator(".parent-question .answer").nth(1).click()
    session.locator(".before button").click()
    _axe(session, "question answered")
    for _ in range(3):
        session.locator(".parent-question .answer").nth(1).click()
    _axe(session, "send")
    session.locator(".parent-send .primary").click()
    session.wait_for_selector(".parent-end")
    _axe(session, "end")
    session.get_by_role("button", name="För rådgivaren").click()
    _axe(session, "take back")


def _axe(page: Page, where: str) -> None:
    found = Axe().run(page)
    assert not found.response["violations"], f"{where}: {found.generate_report()}"
