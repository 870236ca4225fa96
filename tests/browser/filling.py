"""Filling in any form as a person would, knowing nothing of its fields."""

import re
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

SAVED = re.compile("Sparat (på plattan|och skickat)")
"""Told on the first view: on the tablet, and soon that it was sent."""


@dataclass
class Taps:
    """Presses on the screen, counted; a keyboard is not among them."""

    page: Page
    number: int = 0

    def on(self, place: Locator) -> None:
        place.tap()
        self.number += 1

    def choose(self, question: str, answer: str) -> None:
        """A button of a question, by the words on it."""
        self.on(group(self.page, question).locator("label.choice:not([hidden])", has_text=answer).first)

    def press(self, name: str, exact: bool = True) -> None:
        self.on(self.page.get_by_role("button", name=name, exact=exact))


def group(page: Page, name: str) -> Locator:
    """A question, by its legend."""
    return page.locator("fieldset.question").filter(has=page.locator("legend .name", has_text=name)).first


def open_form(page: Page, activity: str) -> None:
    """Open an activity's form; the form that was open before it is not mistaken for it."""
    page.evaluate(LEAVE_FOR, activity)
    page.wait_for_selector("form.questions:not([data-left])")


LEAVE_FOR = """(activity) => {
  if (location.hash === `#/new/${activity}`) return;
  document.querySelector('form.questions')?.setAttribute('data-left', '');
  location.hash = `#/new/${activity}`;
}"""


UNANSWERED = """() => {
  const shown = (selector, within) =>
    [...within.querySelectorAll(selector)].filter((one) => !one.closest('[hidden]'));
  document.querySelectorAll('[data-next]').forEach((one) => one.removeAttribute('data-next'));
  let next = 0;
  for (const question of shown('fieldset.question', document)) {
    if (question.querySelector('.choices') && !question.querySelector('input:checked')) {
      shown('label.choice', question)[0]?.setAttribute('data-next', next++);
    }
    for (const counter of shown('.counter', question)) {
      const number = counter.querySelector('input.number');
      if (number.value || counter.querySelector('input:checked')) continue;
      (shown('.step', counter)[1] ?? number).setAttribute('data-next', next++);
    }
  }
  return next;
}"""
"""Marks, in order, what to press: the first button of each open question, one more of each counter."""


def fill(page: Page, rounds: int = 6) -> None:
    """Answer everything that is asked: the first button of each question, one more of each counter.

    What is asked because of an answer is answered in the next round.
    """
    for _ in range(rounds):
        unanswered = page.evaluate(UNANSWERED)
        if not unanswered:
            return
        for number in range(unanswered):
            one = page.locator(f'[data-next="{number}"]')
            if not one.count() or not one.is_visible():
                continue  # an answer before it has taken it away, or answered it
            kind = one.evaluate(WHAT_IT_IS)
            if kind == "number":
                one.fill("2,5")
            elif kind == "open":
                one.tap()


WHAT_IT_IS = """one => one.matches('input') ? 'number'
  : one.closest('.counter')?.querySelector('input.number').value ? 'answered' : 'open'"""
"""One counter may settle its neighbours."""


def review(page: Page) -> None:
    page.get_by_role("button", name="Granska").tap()
    page.wait_for_selector("dl.facts")


def keep(page: Page) -> None:
    page.get_by_role("button", name="Spara", exact=True).tap()
    expect(page.get_by_role("heading", name=SAVED)).to_be_visible()


def facts(page: Page) -> dict[str, str]:
    """The summary: what is asked, and the answer in words."""
    rows = page.locator("dl.facts > div").all()
    texts = {row.locator("dt").inner_text(): row.locator("dd").first.inner_text() for row in rows}
    return {name: words.replace("\xa0", " ") for name, words in texts.items()}
