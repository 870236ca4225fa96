"""Filling in any form as a person would, knowing nothing of its fields."""

from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect


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
    page.evaluate("(activity) => { location.hash = `#/new/${activity}`; }", activity)
    page.wait_for_selector("form.questions")


def fill(page: Page, rounds: int = 3) -> None:
    """Answer everything that is asked: the first button of each question, one more of each counter.

    What is asked because of an answer is answered in the next round.
    """
    for _ in range(rounds):
        for question in page.locator("fieldset.question:not([hidden])").all():
            if question.locator(".choices").count() and not question.locator("input:checked").count():
                question.locator("label.choice:not([hidden])").first.tap()
            for counter in question.locator(".counter:not([hidden])").all():
                number = counter.locator("input.number")
                if number.input_value() or counter.locator("input:checked").count():
                    continue
                steps = counter.locator(".step:not([hidden])")
                if steps.count():
                    steps.nth(1).tap()
                else:
                    number.fill("2,5")


def review(page: Page) -> None:
    page.get_by_role("button", name="Granska").tap()
    page.wait_for_selector("dl.facts")


def keep(page: Page) -> None:
    page.get_by_role("button", name="Spara", exact=True).tap()
    expect(page.get_by_role("heading", name="Sparat på plattan")).to_be_visible()


def facts(page: Page) -> dict[str, str]:
    """The summary: what is asked, and the answer in words."""
    rows = page.locator("dl.facts > div").all()
    return {row.locator("dt").inner_text(): row.locator("dd").first.inner_text() for row in rows}
