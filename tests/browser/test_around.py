"""Around every view of the adviser's: the state of the queue is there, and nothing overlaps."""

from itertools import combinations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.asking import answer_all, begin, make_link, show_links, take_back
from tests.browser.filling import open_form
from tests.browser.records import content
from tests.browser.seeing import fits
from tests.browser.tablet import enqueue, wait_for_counts

TOP = """() => [...document.querySelectorAll('#top .mark, #top .place, #top .state, #top #language')]
  .filter((one) => one.checkVisibility() && one.textContent)
  .map((one) => {
    const box = document.createRange();
    box.selectNodeContents(one);
    const {left, right, top, bottom} = box.getBoundingClientRect();
    return [one.textContent, left, top, right, bottom];
  })"""
"""What is written at the top, and where its letters are."""

Place = tuple[str, float, float, float, float]


def overlap(one: Place, other: Place) -> bool:
    (_, left, top, right, bottom), (_, left2, top2, right2, bottom2) = one, other
    return left < right2 and left2 < right and top < bottom2 and top2 < bottom


@pytest.fixture
def page(clean: Page) -> Page:
    """A tablet with a record that needs attention."""
    enqueue(clean, "counselling-session", content(arena="moon"))
    wait_for_counts(clean, refused=1)
    return clean


def test_the_queues_state_is_on_every_screen_of_the_adviser(page: Page) -> None:
    state = page.locator("#queue-state")
    begin(page, mothers=1, fathers=1)
    page.get_by_role("link", name="Lämna över plattan").click()
    expect(page.get_by_text("Vem ska svara?")).to_be_visible()
    expect(state).to_have_text("1 behöver rättas")
    page.get_by_role("button", name="Mamma", exact=True).click()
    page.wait_for_selector(".parent-languages")
    expect(state).to_be_hidden()
    answer_all(page, "Svenska", ["Ja", "Ja", "Ja"])
    take_back(page)
    expect(state).to_have_text("1 behöver rättas")
    page.wait_for_function("async () => (await import('/form/static/links.js')).canMake()", polling=100)
    show_links(page)
    expect(state).to_have_text("1 behöver rättas")
    make_link(page, "Pappa")
    expect(state).to_be_hidden()  # the parent looks at the code
    page.get_by_role("link", name="Klar").click()
    page.wait_for_selector("form.questions")
    expect(state).to_have_text("1 behöver rättas")
    for view in ("", "waiting", "sent", "device", "nothing"):
        page.evaluate("(view) => { location.hash = `#/${view}`; }", view)
        page.wait_for_selector("form.questions", state="detached")
        expect(state).to_have_text("1 behöver rättas")


def test_name_district_and_state_do_not_overlap_on_any_screen(page: Page) -> None:
    page.context.set_offline(True)
    for _ in range(2):
        enqueue(page, "counselling-session", content())
    wait_for_counts(page, waiting=2, refused=1)
    expect(page.locator("#queue-state")).to_have_text("2 väntar på nät1 behöver rättas")
    open_form(page, "collaboration-activity")
    for district in ("Enskede-Årsta-Vantör", "Familjecentralen i Lindesberg"):
        page.evaluate("(name) => { document.getElementById('place').textContent = name; }", district)
        for width in (320, 390, 512, 640, 660, 820, 1180):
            page.set_viewport_size({"width": width, "height": 800})
            fits(page, f"{district}, {width}")
            places: list[Place] = [tuple(one) for one in page.evaluate(TOP)]
            assert len(places) == 5
            found = [(one[0], other[0]) for one, other in combinations(places, 2) if overlap(one, other)]
            assert not found, f"{district}, {width}"
    page.context.set_offline(False)
