"""What waits, what was sent, the tablet itself: accessible, by keyboard, at every size, in both languages."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.proxy import Answer, Proxy, problem
from tests.browser.records import content
from tests.browser.seeing import SMALLEST, axe, fits
from tests.browser.tablet import enqueue, enrolled, stored, wait_for_counts
from tests.support.live import Live

PRESSED = "main a, main button, main label.tick, main input[type=file]"
TOO_SMALL = f"""() => [...document.querySelectorAll('{PRESSED}')]
  .filter((one) => one.checkVisibility() && !one.closest('p:not(.hint)'))
  .map((one) => [one.textContent, one.getBoundingClientRect().height])
  .filter(([, height]) => height < {SMALLEST})"""


def _fill(page: Page, proxy: Proxy) -> str:
    """Something sent, refused in three ways, withdrawn and waiting; the id of what was withdrawn."""
    for activity in ("counselling-session", "theme-meeting"):
        enqueue(page, activity, content(activity))
    wait_for_counts(page)
    proxy.do = [
        problem(409, "record-differs", "En annan registrering har samma id"),
        problem(409, "tertial-locked", "Tertialet är låst"),
        Answer(423),
    ]
    for _ in range(3):
        enqueue(page, "collaboration-activity", content("collaboration-activity"))
    wait_for_counts(page, refused=3)
    enqueue(page, "counselling-session", content(arena="moon", route_in="by-balloon"))
    wait_for_counts(page, refused=4)
    proxy.always = Answer(503)
    enqueue(page, "counselling-session", content())
    withdrawn = next(iter(stored(page)["sent"]))
    page.evaluate("async (id) => (await import('/form/static/queue.js')).withdraw(id)", withdrawn)
    return withdrawn


def _see(page: Page, where: str) -> None:
    """axe finds nothing, nothing is too small to press, nothing has to be scrolled sideways for."""
    axe(page, where)
    assert page.evaluate(TOO_SMALL) == [], where
    fits(page, where)


@pytest.fixture(params=[("light", 820), ("dark", 360)], ids=lambda how: f"{how[0]}-{how[1]}")
def screen(request: pytest.FixtureRequest, browser: Browser, served: Live, proxy: Proxy) -> Iterator[Page]:
    scheme, width = request.param
    tablet = enrolled(
        browser, served, url=proxy.url, color_scheme=scheme, viewport={"width": width, "height": 900}
    )
    yield tablet.open()
    tablet.close()


def test_axe_finds_nothing_and_everything_can_be_pressed(screen: Page, proxy: Proxy) -> None:
    for view in ("waiting", "sent", "device"):
        screen.evaluate("(view) => { location.hash = `#/${view}`; }", view)
        screen.wait_for_selector(f".view-{view} h1")
        _see(screen, f"{view}, empty")
    withdrawn = _fill(screen, proxy)
    screen.evaluate("location.hash = '#/waiting'")
    expect(screen.locator(".entry")).to_have_count(6)
    _see(screen, "waiting")
    screen.get_by_role("button", name="Ta bort").first.click()
    _see(screen, "removing")
    screen.evaluate("location.hash = '#/sent'")
    expect(screen.locator(f'.entry[data-id="{withdrawn}"]')).to_contain_text("Väntar på att tas tillbaka")
    screen.get_by_role("button", name="Ta tillbaka").first.click()
    _see(screen, "withdrawing")
    screen.evaluate("location.hash = '#/device'")
    screen.get_by_role("button", name="Spara till fil").click()
    expect(screen.get_by_role("status").filter(has_text="Filen är sparad")).to_be_visible()
    screen.get_by_role("button", name="Töm plattan").click()
    _see(screen, "emptying")
    proxy.always = problem(401, "not-signed-in", "Du är inte inloggad")
    screen.evaluate("async () => (await import('/form/static/sender.js')).tryNow()")
    expect(screen.locator("#banner")).to_contain_text("inte ansluten längre")
    _see(screen, "not connected any more")


def test_removing_by_keyboard_alone(behind: Page) -> None:
    enqueue(behind, "counselling-session", content(arena="moon"))
    wait_for_counts(behind, refused=1)
    behind.evaluate("location.hash = '#/waiting'")
    expect(behind.get_by_role("heading", name="Väntar på att skickas")).to_be_focused()
    for _ in range(3):
        behind.keyboard.press("Tab")
    expect(behind.get_by_role("button", name="Ta bort: Råd- och stödsamtal")).to_be_focused()
    behind.keyboard.press("Enter")
    expect(behind.get_by_role("button", name="Nej, behåll")).to_be_focused()
    behind.keyboard.press("Enter")
    expect(behind.get_by_role("button", name="Ta bort: Råd- och stödsamtal")).to_be_focused()
    behind.keyboard.press("Enter")
    behind.keyboard.press("Tab")
    behind.keyboard.press("Enter")
    wait_for_counts(behind)
    expect(behind.get_by_role("heading", level=1)).to_be_focused()
    expect(behind.locator("#announcer")).to_have_text("Borttaget.")


def test_the_views_in_english(behind: Page) -> None:
    behind.evaluate("location.hash = '#/device'")
    behind.get_by_label("Engelska").check()
    expect(behind.get_by_role("heading", level=1)).to_have_text("This tablet")
    enqueue(behind, "counselling-session", content(arena="moon", route_in="by-balloon"))
    wait_for_counts(behind, refused=1)
    for view, heading in (("waiting", "Waiting to be sent"), ("sent", "Sent")):
        behind.evaluate("(view) => { location.hash = `#/${view}`; }", view)
        expect(behind.get_by_role("heading", level=1)).to_have_text(heading)
    behind.evaluate("location.hash = '#/waiting'")
    expect(behind.locator(".entry")).to_contain_text("The record is not right")
    behind.evaluate("location.hash = '#/device'")
    behind.get_by_label("Swedish").check()
    expect(behind.get_by_role("heading", level=1)).to_have_text("Den här plattan")
