"""The coordinator's view of how answers come in, and a poster made, printed and used, in a real browser."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from app.access.roles import Role
from app.vocabulary.periods import month_of
from tests.browser.phone import answer, phone
from tests.support import parents
from tests.support.live import Live
from tests.support.service import example, new_id


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


def _axe(page: Page) -> None:
    found = Axe().run(page)
    assert not found.response["violations"], found.generate_report()


def test_the_desk_shows_what_raises_the_response_rate(live: Live, desk: Page) -> None:
    tablet, today = live.tablet("farsta"), live.here().day
    content = example("counselling-session", "stockholm", month=month_of(today), mothers=2, answers=[])
    records = [new_id(), new_id()]
    for record in records:
        assert tablet.put(f"/api/v1/counselling-sessions/{record}", json=content).status_code == 201
    keys = parents.link_keys(tablet)
    links = [parents.make_link(keys, today) for _ in range(2)]
    for link in links:
        assert parents.file_link(tablet, link, records[0]).status_code == 201
    assert parents.answer(live.client(), links[0].path).status_code == 303
    desk.goto(f"{live.url}/desk")
    desk.fill("#period", month_of(today))
    rows = desk.locator("#ways-rows tr")
    expect(rows).to_have_count(1)
    expect(rows.first.locator("td").nth(0)).to_have_text("2")
    cells = [text.replace("\xa0", " ") for text in rows.first.locator("th, td").all_inner_texts()]
    assert cells == ["Farsta", "2", "1 (50 %)", "2", "1 (50 %)", "0", "1", "0"]
    expect(desk.locator("#ways-caption")).to_contain_text(month_of(today))
    _axe(desk)


def test_a_poster_is_made_printed_and_used(live: Live, browser: Browser, desk: Page, tmp_path: Path) -> None:
    asked: list[str] = []
    desk.on("request", lambda request: asked.append(request.url))
    desk.goto(f"{live.url}/posters")
    expect(desk.locator("#district option")).to_have_text(["Farsta"])
    _axe(desk)
    desk.fill("#uses", "3")
    desk.get_by_role("button", name="Gör affischen").click()
    expect(desk.locator("#made")).to_be_focused()
    address = desk.locator("#address").inner_text()
    with desk.expect_download() as download:
        desk.get_by_role("button", name="PDF, A5").click()
    file = tmp_path / "poster.pdf"
    download.value.save_as(file)
    assert address.partition("://")[2] in PdfReader(file).pages[0].extract_text()
    with desk.expect_popup() as popup:
        desk.get_by_role("button", name="Sida på alla språk, A4").click()
    expect(popup.value.locator(".address")).to_have_text(address.partition("://")[2])
    expect(popup.value.locator("h1")).to_have_css("font-size", "50.6667px")  # its stylesheet came
    _axe(popup.value)
    # The code stands in no address but the parent's own, which nobody has opened yet.
    code = address.rpartition("/")[2]
    assert [url for url in asked if code in url] == []
    with phone(browser, "so") as parent:
        parent.goto(address)
        answer(parent)
    survey = live.account(Role.COORDINATOR, "farsta").get(
        "/api/v1/statistics/open-preschool-survey",
        params={"period": str(live.here().day.year), "by": "question,way"},
    )
    counted = {
        row["way"]: row["count"]
        for row in survey.json()["rows"]
        if row["measure"] == "answers" and row["count"]
    }
    assert counted == {"poster": 1}


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
