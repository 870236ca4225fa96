"""A form half filled in, and the screens of the parent who answers it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import Page

from app.intake.examples import EXAMPLES
from tests.browser.tablet import Tablet, cleaned

SESSION = "counselling-session"
_FILLED_BY_US = {"district", "catalogue_version", "answers"}

BEGIN = """async ([activity, values]) => {
  const state = await import('/form/static/form-state.js');
  const form = await state.begin(activity, values.month);
  for (const [name, value] of Object.entries(values)) await state.change(name, value);
  location.hash = `#/new/${activity}`;
  return form.key;
}"""


@contextmanager
def session_on(tablet: Tablet) -> Iterator[Page]:
    """A counselling session with a mother and a father, half filled in; forgotten afterwards."""
    with cleaned(tablet) as page:
        begin(page, mothers=1, fathers=1)
        yield page


def begin(page: Page, activity: str = SESSION, **changes: Any) -> None:
    """Fill in a form, all but the answers, and show it."""
    example: Mapping[str, Any] = EXAMPLES[activity] | changes
    values = {name: value for name, value in example.items() if name not in _FILLED_BY_US}
    page.evaluate(BEGIN, [activity, values])
    page.wait_for_selector("form.questions")


def hand_over(page: Page, to: str = "Mamma") -> None:
    """From the form into a parent's hands."""
    page.get_by_role("link", name="Lämna över plattan").click()
    page.get_by_role("button", name=to, exact=True).click()
    page.wait_for_selector(".parent-languages")


def answer_all(page: Page, language: str, answers: list[str], end: str = ".parent-end") -> None:
    """Choose a language by its own name, begin, press each of the answers, and send; `end` is shown then."""
    page.get_by_role("button", name=language, exact=True).click()
    page.locator(".parent-introduction .primary").click()
    for one in answers:
        question = page.locator(".parent-question h1").inner_text()
        page.locator(".parent-question").get_by_role("button", name=one, exact=True).click()
        page.wait_for_function("before => document.querySelector('h1').textContent !== before", arg=question)
    page.locator(".parent-send .primary").click()
    page.wait_for_selector(end)


def take_back(page: Page) -> None:
    """The adviser's three acts."""
    page.get_by_role("button", name="För föräldrarådgivaren").click()
    page.get_by_label("Jag är föräldrarådgivaren och har fått tillbaka plattan").check()
    page.get_by_role("button", name="Ta tillbaka plattan").click()
    page.wait_for_selector("form.questions")


def save(page: Page) -> None:
    """Review and save the form; it is on the tablet when this returns."""
    page.get_by_role("button", name="Granska").click()
    page.get_by_role("button", name="Spara", exact=True).click()
    page.wait_for_selector(".saved")


def show_links(page: Page) -> None:
    """From the form to where links are made."""
    page.get_by_role("link", name="Visa svarslänk").click()
    page.wait_for_selector(".view-link h1")


def make_link(page: Page, to: str = "Mamma") -> str:
    """Make a link for a participant; the address that is shown, as a phone opens it."""
    page.get_by_role("button", name=to, exact=True).click()
    page.wait_for_selector(".qr")
    return page.locator(".link-address").inner_text().replace("\n", "").lower()
