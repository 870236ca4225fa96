"""Connecting a tablet from the coordinator's desk: its code, link and QR code reach no server's address."""

from playwright.sync_api import Browser, expect

from app.access.accounts import service as accounts
from app.access.actor import COMMAND_LINE
from app.access.roles import Role
from tests.browser.seeing import axe
from tests.browser.tablet import SCREEN, SECONDS
from tests.support.live import Live


def _sign_in_link(live: Live) -> str:
    database = live.database()
    try:
        with database.writing() as session:
            return accounts.create_account(
                session, COMMAND_LINE, Role.COORDINATOR, "skarholmen", live.here()
            ).link
    finally:
        database.dispose()


def test_a_coordinator_connects_a_tablet_from_the_desk(browser: Browser, served: Live) -> None:
    desk = browser.new_context(locale="sv-SE", viewport=SCREEN)
    desk.set_default_timeout(SECONDS)
    asked: list[str] = []
    desk.on("request", lambda request: asked.append(request.url.partition("#")[0]))
    page = desk.new_page()
    page.goto(_sign_in_link(served))
    page.get_by_role("button", name="Logga in").first.click()
    page.get_by_role("link", name="Surfplattor").click()
    page.get_by_label("Stadsdel", exact=True).select_option(label="Skärholmen")
    page.get_by_role("button", name="Skapa en kod").click()
    code = page.locator(".code").inner_text()
    expect(page.get_by_role("img", name="QR-kod som ansluter en surfplatta")).to_be_visible()
    link = page.locator(".made a").get_attribute("href") or ""
    assert link == f"{served.url}/enrol#{code}"
    axe(page, "the desk")
    desk.close()

    other = browser.new_context(locale="sv-SE", viewport=SCREEN)
    other.set_default_timeout(SECONDS)
    other.on("request", lambda request: asked.append(request.url.partition("#")[0]))
    page = other.new_page()
    page.goto(link)
    page.get_by_role("button", name="Anslut").click()
    expect(page.get_by_role("heading", name="Vad vill du registrera?")).to_be_visible()
    expect(page.locator("#place")).to_have_text("Skärholmen")
    other.close()
    assert len(asked) > 20
    assert not [address for address in asked if code in address or code.replace("-", "") in address]


def test_the_front_page_leads_to_the_form(browser: Browser, served: Live) -> None:
    page = browser.new_page(locale="sv-SE")
    page.goto(served.url)
    page.get_by_role("link", name="Öppna formuläret").click()
    expect(page.get_by_role("heading", name="Anslut surfplattan")).to_be_visible()
    page.close()
