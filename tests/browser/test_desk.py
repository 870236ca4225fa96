"""The coordinator's desk in a browser: accessible at every size, from the keyboard, closing with two people.

What the pages say and do is tested without a browser in tests/desk.
"""

from collections.abc import Iterator

import httpx
import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from app.access.roles import Role
from tests.browser.phone import phone
from tests.browser.seeing import axe, fits
from tests.support.live import Live
from tests.support.service import example, new_id

SIZES: dict[str, ViewportSize] = {
    "phone": {"width": 390, "height": 844},
    "tablet": {"width": 820, "height": 1180},
    "desktop": {"width": 1280, "height": 900},
}
NARROW: ViewportSize = {"width": 320, "height": 640}
PAGES = (
    "/desk?tertial=2018-T2",
    "/desk/returns?tertial=2018-T2",
    "/desk/returns/open-preschool-returns/farsta/2018-T3",
    "/desk/returns/programme-figures/stockholm/2018",
    "/desk/spindle",
    "/desk/closing",
    "/desk/tables",
    "/desk/tablets",
    "/desk/keys",
    "/desk/keys/k-7k2m9q/rotation",
    "/desk/trail",
    "/desk/password",
    "/desk?district=nowhere",
)
OF_ADMIN = ("/desk", "/desk/accounts", "/desk/accounts/{other}/closing", "/desk/password", "/sign-in")
TERTIAL = "2018-T2"
"""Is locked here: no other test of the folder files anything for it."""
WAIT = 60_000
"""Milliseconds that a check of a few records may take."""


def _signed_in(browser: Browser, client: httpx.Client, url: str) -> Page:
    context = browser.new_context(locale="sv-SE", viewport=SIZES["desktop"])
    context.add_cookies([
        {"name": name, "value": value, "url": url} for name, value in client.cookies.items()
    ])  # fmt: skip
    return context.new_page()


@pytest.fixture(scope="module")
def client(served: Live) -> httpx.Client:
    return served.account(Role.COORDINATOR)


@pytest.fixture(scope="module")
def first(browser: Browser, served: Live, client: httpx.Client) -> Iterator[Page]:
    """A coordinator of the whole city. The pages may say nothing to the browser's console."""
    page = _signed_in(browser, client, served.url)
    said: list[str] = []
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("requestfailed", lambda request: said.append(request.url))
    yield page
    page.context.close()
    assert said == []


@pytest.fixture(scope="module")
def second(browser: Browser, served: Live) -> Iterator[Page]:
    """Another one, in another browser."""
    page = _signed_in(browser, served.account(Role.COORDINATOR), served.url)
    yield page
    page.context.close()


def _reach(page: Page, selector: str, most: int = 150) -> None:
    """Press Tab until what the selector names has the focus; what has it can always be seen."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("(selector) => document.activeElement.matches(selector)", selector):
            outline = "getComputedStyle(document.activeElement).outlineStyle"
            assert page.evaluate(outline) != "none", selector
            return
    raise AssertionError(f"not reached: {selector}")


def test_axe_finds_nothing_on_any_page_and_all_of_them_fit(first: Page, served: Live) -> None:
    # A list that is empty fits anywhere.
    first.goto(f"{served.url}/desk/keys")
    first.get_by_role("button", name="Skapa nyckeln").click()
    expect(first.locator(".secret")).to_be_visible()
    for path in PAGES:
        first.goto(served.url + path)
        axe(first, path)
        for size in (*SIZES.values(), NARROW):
            first.set_viewport_size(size)
            fits(first, f"{path}, {size['width']}")
        first.set_viewport_size(SIZES["desktop"])
    first.set_viewport_size(SIZES["tablet"])
    first.goto(f"{served.url}/desk/returns/programme-figures/stockholm/2018")
    first.evaluate("document.documentElement.style.fontSize = '200%'")
    fits(first, "twice as large")
    first.set_viewport_size(SIZES["desktop"])
    first.goto(f"{served.url}/desk/returns/open-preschool-returns/farsta/2018-T3")
    first.get_by_role("button", name="Lämna in").click()
    expect(first.get_by_role("alert")).to_contain_text("9 uppgifter behöver du titta på")
    axe(first, "errors")
    first.goto(f"{served.url}/desk/tablets")
    first.get_by_role("button", name="Skapa en kod").click()
    expect(first.get_by_role("img", name="QR-kod som ansluter en surfplatta")).to_be_visible()
    axe(first, "a tablet's code")
    first.goto(f"{served.url}/desk/keys")
    first.get_by_role("button", name="Skapa nyckeln").click()
    expect(first.get_by_text("Nyckeln visas bara nu.")).to_be_visible()
    axe(first, "a key")


def test_an_administrator_lets_a_coordinator_in(browser: Browser, served: Live) -> None:
    """Accounts and passwords at every size, and the link followed as its receiver follows it: with script."""
    client = served.account(Role.ADMIN)
    page = _signed_in(browser, client, served.url)
    page.goto(f"{served.url}/desk/accounts")
    page.get_by_label("Vad kontot är för").select_option(label="Samordnare, Skarpnäck")
    page.get_by_role("button", name="Skapa kontot").click()
    expect(page.get_by_text("Länken visas bara nu.")).to_be_visible()
    axe(page, "an account's link")
    fits(page, "an account's link")
    link = page.locator(".secret").inner_text()
    account = page.locator("h1").inner_text().split()[-1]
    for path in OF_ADMIN:
        page.goto(served.url + path.format(other=account))
        axe(page, path)
        for size in (*SIZES.values(), NARROW):
            page.set_viewport_size(size)
            fits(page, f"{path}, {size['width']}")
        page.set_viewport_size(SIZES["desktop"])
    page.context.close()
    other = browser.new_context(locale="sv-SE").new_page()
    other.goto(link)
    other.keyboard.press("Enter")
    other.wait_for_url("**/desk/password")
    other.get_by_label("Nytt lösenord").fill("fyra små")
    other.get_by_label("Samma lösenord en gång till").fill("fyra små")
    other.keyboard.press("Enter")
    expect(other.locator("#password-wrong")).to_contain_text("Mellan 12 och 200 tecken.")
    axe(other, "a password that is not taken")
    other.get_by_label("Nytt lösenord").fill("femton vita svanar")
    other.get_by_label("Samma lösenord en gång till").fill("femton vita svanar")
    other.keyboard.press("Enter")
    expect(other.get_by_role("status")).to_contain_text("Lösenordet är sparat.")
    other.get_by_role("button", name="Logga ut").click()
    other.goto(f"{served.url}/sign-in")
    other.get_by_label("Konto").fill(account.upper())
    other.get_by_label("Lösenord").fill("femton vita svanar")
    other.keyboard.press("Enter")
    other.wait_for_url("**/desk")
    other.context.close()


def test_a_return_is_handed_in_from_the_keyboard(first: Page, served: Live, client: httpx.Client) -> None:
    first.goto(f"{served.url}/desk?tertial=2018-T3")
    first.keyboard.press("Tab")
    assert first.evaluate("document.activeElement.className") == "skip"
    _reach(first, 'nav.desk a[href="/desk/returns"]')
    first.keyboard.press("Enter")
    first.wait_for_url("**/desk/returns")
    first.goto(f"{served.url}/desk/returns?tertial=2018-T3")
    _reach(first, 'a[href="/desk/returns/context/skarpnack/2018"]')
    first.keyboard.press("Enter")
    first.wait_for_url("**/context/**")
    _reach(first, "#f-children_0_6")
    first.keyboard.type("3000")
    _reach(first, "#f-children_0_20")
    first.keyboard.type("en hel del")
    for name in ("reports_of_concern", "advisers_total", "advisers_funded"):
        _reach(first, f'input[name="{name}.state"]')
        first.keyboard.press("Space")
    _reach(first, "form.return button")
    first.keyboard.press("Enter")
    expect(first.get_by_role("alert")).to_contain_text("En uppgift behöver du titta på")
    _reach(first, '#errors a[href="#f-children_0_20"]')
    first.keyboard.press("Enter")
    assert first.evaluate("document.activeElement.id") == "f-children_0_20"
    first.keyboard.type("9000")
    first.keyboard.press("Enter")
    expect(first.get_by_role("status")).to_have_text("Uppgifterna är sparade.")
    stored = client.get("/api/v1/context/skarpnack/2018").json()["content"]
    assert (stored["children_0_20"], stored["advisers_total"]) == (9000, "not-known")


def test_a_partner_answers_the_spindle_on_an_old_phone(browser: Browser, first: Page, served: Live) -> None:
    first.goto(f"{served.url}/desk/spindle")
    first.get_by_label("Stadsdel").last.select_option(label="Farsta")
    first.get_by_role("button", name="Gör länkar").click()
    expect(first.get_by_role("img", name="QR-kod för länk 1")).to_be_visible()
    axe(first, "invitations")
    link = first.get_by_role("link", name=f"{served.url}/spindle/").get_attribute("href") or ""
    with phone(browser, "sv") as page:
        page.goto(link)
        fits(page, "the partner's page")
        for group in page.locator("fieldset").all():
            group.locator("label").nth(3).click()
        page.get_by_role("button", name="Skicka svaret").click()
        expect(page.get_by_role("heading", name="Tack för ditt svar!")).to_be_visible()
        page.goto(link)
        expect(page.get_by_role("heading", name="Länken går inte att använda")).to_be_visible()
        assert page.context.cookies() == []
    first.goto(f"{served.url}/desk/spindle")
    first.get_by_role("button", name="Gör länkar").click()
    first.get_by_role("link", name=f"{served.url}/spindle/").click()
    expect(first.get_by_role("group")).to_have_count(9)
    axe(first, "the partner's page")


def test_a_tertial_is_closed_by_two_coordinators(
    first: Page, second: Page, served: Live, client: httpx.Client
) -> None:
    content = example("counselling-session", "stockholm", month="2018-06", answers=[])
    for _ in range(7):
        filed = client.put(f"/api/v1/counselling-sessions/{new_id()}", json=content)
        assert filed.status_code == 201
    first.goto(f"{served.url}/desk/closing/{TERTIAL}")
    expect(first.get_by_role("heading", name="Det här händer när du låser")).to_be_visible()
    axe(first, "to lock")
    first.get_by_label("Jag har läst vad låsningen innebär").check()
    first.get_by_role("button", name=f"Lås {TERTIAL}").click()
    axe(first, "to check")
    first.get_by_role("button", name="Granska").click()
    # The page of its progress reads itself anew, without script, until there is something else to show.
    first.wait_for_url(f"**/desk/closing/{TERTIAL}", timeout=WAIT)
    expect(first.get_by_text("Be en annan av stadens samordnare")).to_be_visible()
    axe(first, "to be published by another")
    expect(first.get_by_role("button", name="Publicera")).to_have_count(0)
    second.goto(f"{served.url}/desk/closing/{TERTIAL}")
    second.get_by_role("button", name=f"Publicera {TERTIAL}-r1").click()
    expect(second.get_by_text(f"Publicerad {served.here().day}.")).to_be_visible()
    axe(second, "published")
    second.get_by_role("button", name="Påbörja version 2").click()
    expect(second.get_by_text("En ny version är påbörjad")).to_be_visible()
    second.get_by_label("Stadsdel").select_option(label="Farsta")
    second.get_by_label("Sista dag").fill(served.here().day.isoformat())
    second.get_by_role("button", name="Släpp in").click()
    expect(second.get_by_role("button", name="Avsluta Farsta")).to_be_visible()
    axe(second, "a revision with an exception")
    second.goto(f"{served.url}/desk/reports?tertial={TERTIAL}")
    axe(second, "reports")
    with second.expect_response(lambda reply: "edition=published" in reply.url) as opened:
        second.get_by_role("link", name=f"HTML Publicerad utgåva {TERTIAL}").click()
    assert opened.value.status == 200
