"""The coordinator's view of how answers come in, and a poster made, printed and used, in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from app.access.roles import Role
from app.tables.count_selection import CountSelection
from app.tables.engine import count
from app.tables.registry import BY_ID
from app.vocabulary.periods import Span, month_of, months_later, tertial_of
from tests.browser.phone import answer, phone
from tests.browser.seeing import axe
from tests.support import parents
from tests.support.live import Live
from tests.support.service import Templates, example, new_id


@pytest.fixture(scope="module")
def live(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """A service of the module's own: everything in it is counted."""
    folder = tmp_path_factory.mktemp("desk")
    with Live(templates.sqlite(folder / "stodlogg.db", "stockholm"), "stockholm", folder) as running:
        yield running


@pytest.fixture
def desk(live: Live, browser: Browser) -> Iterator[Page]:
    """Farsta's coordinator, signed in. The page may say nothing to the browser's console."""
    signed_in = live.account(Role.COORDINATOR, "farsta")
    context = browser.new_context(locale="sv-SE", viewport={"width": 1100, "height": 900})
    context.add_cookies([
        {"name": name, "value": value, "url": live.url} for name, value in signed_in.cookies.items()
    ])  # fmt: skip
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    context.close()
    assert said == []


def test_the_desk_shows_what_raises_the_response_rate(live: Live, desk: Page) -> None:
    """Of a month that is over: the running one is not taken in yet."""
    tablet, today = live.tablet("farsta"), live.here().day
    month = months_later(month_of(today), -1)
    content = example("counselling-session", "stockholm", month=month, mothers=2)
    records = [new_id() for _ in range(8)]
    for place, record in enumerate(records):
        more = {"answers": content["answers"][:1] if place >= 3 else []}
        path = f"/api/v1/counselling-sessions/{record}"
        assert tablet.put(path, json={**content, **more}).status_code == 201
    keys = parents.link_keys(tablet)
    links = [parents.make_link(keys, today) for _ in range(2)]
    for link in links:
        assert parents.file_link(tablet, link, records[0]).status_code == 201
    assert parents.answer(live.client(), links[0].path).status_code == 303
    desk.goto(f"{live.url}/desk?tertial={tertial_of(month)}")
    row = desk.get_by_role("region", name="Så kommer svaren in").locator("tbody tr")
    expect(row).to_have_count(1)
    cells = [text.replace("\xa0", " ") for text in row.locator("th, td").all_inner_texts()]
    assert cells == ["Farsta", "8", "6 (75 %)", "2", "1 (50 %)", "5", "1", "0"]
    axe(desk, "the page")


def test_a_poster_is_made_printed_and_used(live: Live, browser: Browser, desk: Page, tmp_path: Path) -> None:
    asked: list[str] = []
    desk.on("request", lambda request: asked.append(request.url))
    desk.goto(f"{live.url}/posters")
    expect(desk.locator("#district option")).to_have_text(["Farsta"])
    axe(desk, "the page")
    desk.fill("#uses", "3")
    desk.get_by_role("button", name="Gör affischen").click()
    expect(desk.locator("#made")).to_be_focused()
    address = desk.locator("#address").inner_text()
    with desk.expect_download() as download:
        desk.get_by_label("ትግርኛ").check()
        desk.get_by_role("button", name="PDF, A5").click()
    file = tmp_path / "poster.pdf"
    download.value.save_as(file)
    swedish, tigrinya = PdfReader(file).pages
    for page in (swedish, tigrinya):
        assert address.partition("://")[2] in page.extract_text()
    desk.get_by_label("ትግርኛ").uncheck()
    with desk.expect_popup() as popup:
        desk.get_by_role("button", name="Webbsida, A4").click()
    expect(popup.value.locator(".address")).to_have_text(address.partition("://")[2])
    expect(popup.value.locator("h1")).to_have_css("font-size", "50.6667px")  # its stylesheet came
    axe(popup.value, "the poster")
    # The code stands in no address but the parent's own, which nobody has opened yet.
    code = address.rpartition("/")[2]
    assert [url for url in asked if code in url] == []
    with phone(browser, "so") as parent:
        parent.goto(address)
        answer(parent)
    assert _answers_by_way(live) == {"poster": 1}


def _answers_by_way(live: Live) -> dict[str, int]:
    """The respondents to one question of the open preschools, from the records: the running month stands in
    no live figure."""
    table, catalogue = BY_ID["open-preschool-survey"], live.here().catalogue
    year = Span.parse(str(live.here().day.year))
    database = live.database()
    try:
        with database.reading() as session:
            selection = CountSelection(("farsta",), (year,), ("question", "way"))
            counted = count(session.connection(), table, selection, catalogue).arrays["answers"]
    finally:
        database.dispose()
    at = counted.dimensions.index("way")
    return {codes[at]: value for codes, value in counted.cells() if value}


def test_a_meetings_poster_says_that_it_is_the_meetings(live: Live, desk: Page) -> None:
    record = new_id()
    desk.goto(f"{live.url}/posters#theme-meeting/{record}")
    expect(desk.locator("#for-meeting")).to_be_visible()
    expect(desk.locator("#district")).to_be_hidden()
    with desk.expect_request("**/api/v1/posters") as sent:
        desk.get_by_role("button", name="Gör affischen").click()
    body = sent.value.post_data_json
    assert body
    assert (body["activity"], body["record"]) == ("theme-meeting", record)
    expect(desk.locator("#made")).to_be_visible()
