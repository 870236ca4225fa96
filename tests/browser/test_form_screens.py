"""The form's screens: accessible, at every size, in both languages; errors that lead to what is wrong."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.filling import SAVED, Taps, fill, group, keep, open_form, review
from tests.browser.seeing import SMALLEST, axe, fits
from tests.browser.tablet import SECONDS, Tablet, code_for, enqueue, ready, stored, wait_for_counts
from tests.support.live import Live

ACTIVITIES = (
    "counselling-session",
    "home-visit",
    "theme-meeting",
    "programme-group",
    "collaboration-activity",
    "spindle-response",
)
SIZES = ((320, 640), (390, 844), (820, 1180), (1280, 800))
TOO_SMALL = """(smallest) => [
  ...document.querySelectorAll('button, a[href], label.choice, input:not(.choice input), summary')
].filter((one) => one.checkVisibility() && !one.closest('.unseen, p.hint') && !one.matches('.skip'))
  .map((one) => [one.textContent || one.id, one.getBoundingClientRect()])
  .filter(([, box]) => box.width < smallest || box.height < smallest)
  .map(([name, box]) => `${name}: ${box.width} x ${box.height}`)"""
"""What is pressed and smaller than that. Links in running text may be (WCAG 2.5.8)."""


@pytest.fixture
def live(served: Live) -> Live:
    """The shared service: nothing here counts what it holds."""
    return served


@pytest.fixture
def page(clean: Page) -> Page:
    return clean


def test_axe_finds_nothing_on_any_screen_of_the_form(clean_in_jarva: Page) -> None:
    """In daylight and in the dark."""
    page = clean_in_jarva
    axe(page, "first view")
    for activity in ACTIVITIES:
        open_form(page, activity)
        axe(page, activity)
    page.get_by_role("button", name="Granska").tap()
    expect(page.get_by_role("alert", name="uppgifter behöver du titta på")).to_be_focused()
    axe(page, "errors")
    open_form(page, "home-visit")
    fill(page)
    for button in page.locator("fieldset.question:not([hidden]) > .help").all():
        button.tap()
    while (more := page.get_by_role("button", name="Visa alla")).count():
        more.first.tap()
    axe(page, "everything open")
    review(page)
    axe(page, "summary")
    keep(page)
    axe(page, "saved")
    page.get_by_role("link", name="Ändra det jag nyss sparade").tap()
    page.wait_for_selector("form.questions")
    axe(page, "correcting")
    page.evaluate("location.hash = '#/nothing'")
    expect(page.get_by_role("heading", name="Sidan finns inte")).to_be_visible()
    axe(page, "no such view")


def test_axe_finds_nothing_where_a_tablet_is_enrolled_nor_on_paper(browser: Browser, live: Live) -> None:
    page = browser.new_page(locale="sv-SE", service_workers="block")
    for path in ("/form/", "/enrol", "/form/paper", "/form/paper/counselling-session"):
        page.goto(live.url + path)
        page.wait_for_selector("h1:not(:text-is('Stödlogg'))")
        axe(page, path)
    page.close()


def test_every_form_fits_and_can_be_pressed(clean_in_jarva: Page) -> None:
    page = clean_in_jarva
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        page.evaluate("location.hash = '#/'")
        page.wait_for_selector(".tile")
        fits(page, f"first view, {width}")
        for activity in ACTIVITIES:
            open_form(page, activity)
            fits(page, f"{activity}, {width}")
            small = page.evaluate(TOO_SMALL, SMALLEST)
            assert small == [], f"{activity}, {width}"
        fill(page)
        review(page)
        fits(page, f"summary, {width}")


def test_twice_as_large_text_fits_too(clean_in_jarva: Page) -> None:
    page = clean_in_jarva
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    for activity in ACTIVITIES:
        open_form(page, activity)
        fits(page, activity)


def test_errors_are_announced_linked_and_taken_away(page: Page) -> None:
    open_form(page, "counselling-session")
    Taps(page).choose("Plats", "Telefon")
    page.get_by_role("button", name="Granska").tap()
    summary = page.get_by_role("alert", name="uppgifter behöver du titta på")
    expect(summary).to_be_focused()
    links = summary.get_by_role("link")
    expect(links).to_have_count(8)
    expect(links.nth(1)).to_have_text(
        "Mammor: Minst en person behöver ha varit med. Ange vem, eller ”Uppgift saknas”."
    )
    links.nth(2).click()
    number = page.get_by_role("textbox", name="Barn i familjen")
    expect(number).to_be_focused()
    expect(number).to_have_attribute("aria-invalid", "true")
    described = number.get_attribute("aria-describedby") or ""
    expect(page.locator(f"#{described}")).to_contain_text("Ange ett antal")
    number.fill("99")
    page.get_by_role("button", name="Granska").tap()
    expect(page.locator("#q-children_in_family-error")).to_contain_text("Ange ett heltal från 0 till 20.")
    number.fill("2")
    expect(page.locator("#q-children_in_family-error")).to_be_hidden()


def test_what_the_service_refused_is_told_at_its_field(page: Page, live: Live) -> None:
    enqueue(page, "collaboration-activity", {
        "district": "farsta", "month": "2026-11", "catalogue_version": 1, "kind": "consultation",
        "partners": ["school"], "participants": 0,
    })  # fmt: skip
    wait_for_counts(page, refused=1)
    (id_,) = stored(page)["queue"]
    page.evaluate("(id) => { location.hash = `#/edit/${id}`; }", id_)
    page.wait_for_selector("form.questions")
    expect(page.get_by_role("alert", name="En uppgift behöver du titta på")).to_be_focused()
    expect(page.locator("#q-participants-error")).to_be_visible()
    page.get_by_role("button", name="en till").tap()
    review(page)
    keep(page)
    wait_for_counts(page)
    assert list(stored(page)["sent"]) == [id_]


def test_a_view_that_changes_moves_the_focus_to_its_heading_and_names_the_page(page: Page) -> None:
    expect(page.get_by_role("heading", name="Vad vill du registrera?")).to_be_focused()
    open_form(page, "spindle-response")
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    assert page.title() == "Spindeln – Stödlogg"


def test_everything_can_be_done_from_the_keyboard(page: Page) -> None:
    """A collaboration activity without a pointer: Tab, arrows, space and Enter."""
    open_form(page, "collaboration-activity")

    def press_until(selector: str) -> None:
        for _ in range(60):
            if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
                return
            page.keyboard.press("Tab")
        raise AssertionError(f"not reached: {selector}")

    press_until("#q-kind input")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    press_until("#q-partners input[type=checkbox]")
    page.keyboard.press("Space")
    press_until("#q-participants input.number")
    page.keyboard.type("12")
    press_until("button[type=submit]")
    page.keyboard.press("Enter")
    page.wait_for_selector("dl.facts")
    press_until("button.primary")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name=SAVED)).to_be_focused()
    wait_for_counts(page)
    (sent,) = stored(page)["sent"].values()
    assert sent["facts"]["participants"] == 12


def test_the_form_is_in_english_on_demand_and_stays_so(page: Page) -> None:
    page.get_by_role("button", name="English").tap()
    expect(page.get_by_role("heading", name="What do you want to register?")).to_be_visible()
    open_form(page, "counselling-session")
    expect(group(page, "Residential area")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "en"
    page.reload()
    expect(page.get_by_role("heading", name="Counselling session")).to_be_visible()


def test_a_code_is_typed_in_the_form_itself(browser: Browser, live: Live) -> None:
    context = browser.new_context(locale="sv-SE")
    context.set_default_timeout(SECONDS)
    page = context.new_page()
    page.goto(f"{live.url}/form/")
    expect(page.get_by_role("heading", name="Anslut surfplattan")).to_be_visible()
    page.get_by_role("button", name="Anslut").click()
    expect(page.get_by_role("alert")).to_have_text("Skriv koden först.")
    page.get_by_label("Engångskod").fill("AAAA-AAAA-AAAA-AAAA")
    page.get_by_role("button", name="Anslut").click()
    expect(page.get_by_label("Engångskod")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("Engångskod").fill(code_for(live, "skarholmen").lower().replace("-", " "))
    page.get_by_role("button", name="Anslut").click()
    expect(page.get_by_role("heading", name="Vad vill du registrera?")).to_be_visible()
    expect(page.locator("#place")).to_have_text("Skärholmen")
    ready(page)
    assert stored(page)["kept"]["me"]["district"] == "skarholmen"
    context.close()


def test_a_tablet_that_is_connected_to_another_district_belongs_there(tablet: Tablet, live: Live) -> None:
    page = tablet.open()
    expect(page.locator("#place")).to_have_text("Farsta")
    page.goto(f"{live.url}/enrol?lang=sv#{code_for(live, 'skarpnack')}")
    page.get_by_role("button", name="Anslut").click()
    expect(page.locator("#place")).to_have_text("Skarpnäck")
    open_form(page, "counselling-session")
    expect(group(page, "Bostadsområde").locator("label.choice").first).to_have_text("Bagarmossen")
