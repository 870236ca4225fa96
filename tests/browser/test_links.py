"""A link for the parent's own phone: made without a network, used once, and kind to everybody else."""

from hashlib import sha256

import httpx
import pytest
import segno
from playwright.sync_api import Browser, Page, expect

from app.answers import link_tokens
from tests.browser.asking import SESSION, begin, make_link, save, show_links
from tests.browser.phone import PAGE_LIMIT, answer, phone, weigh
from tests.browser.proxy import Proxy
from tests.browser.records import Answered
from tests.browser.seeing import axe
from tests.browser.tablet import stored, try_now, wait_for_counts
from tests.support import qr
from tests.support.live import Live

ALL_YES_REALLY = {
    ("link", "father", "counselling-session-2", question, "yes-really"): 1
    for question in ("helpful", "strengthened", "accessible")
}


@pytest.fixture
def live(served: Live) -> Live:
    """The shared service: what has been answered is counted from the test's beginning."""
    return served


@pytest.fixture
def answered(served: Live) -> Answered:
    return Answered(served)


@pytest.fixture
def session(clean: Page) -> Page:
    """A counselling session with a mother and a father, half filled in; the keys of links have come."""
    wait_for_keys(clean)
    begin(clean, mothers=1, fathers=1)
    return clean


def wait_for_keys(page: Page) -> None:
    page.wait_for_function("async () => (await import('/form/static/links.js')).canMake()", polling=100)


# --------------------------------------------------------------------------------------------------- offline


def test_made_offline_answered_before_its_record_and_stored_once(
    answered: Answered, browser: Browser, session: Page
) -> None:
    session.context.set_offline(True)
    show_links(session)
    address = make_link(session, "Pappa")
    with phone(browser) as parents:
        parents.goto(address)
        assert parents.locator("html").get_attribute("dir") == "ltr", "nobody has read the Arabic yet"
        parents.locator("nav a").first.click()
        assert parents.locator("html").get_attribute("dir") == "rtl"
        answer(parents)
        assert parents.context.cookies() == []
    assert answered.now() == {}, "its record has not come"
    session.get_by_role("link", name="Klar").click()
    save(session)
    session.context.set_offline(False)
    try_now(session)
    wait_for_counts(session)
    assert answered.now() == ALL_YES_REALLY


def test_made_after_the_record_was_sent(
    live: Live, answered: Answered, browser: Browser, session: Page
) -> None:
    save(session)
    wait_for_counts(session)
    session.get_by_role("link", name="Visa svarslänk").click()
    address = make_link(session, "Pappa")
    wait_for_counts(session)
    with phone(browser) as parents:
        parents.goto(address)
        answer(parents)
    assert answered.now() == ALL_YES_REALLY
    session.goto(f"{live.url}/form/#/sent")
    session.get_by_role("link", name="Visa svarslänk").click()
    assert make_link(session, "Mamma") != address


def test_a_records_id_that_happens_to_look_like_a_day_is_no_hindrance(behind: Page) -> None:
    link = {"activity": SESSION, "record": "20261124-1124-4202-8611-202611242026", "respondent": "mother"}
    kept = behind.evaluate(
        """async link => {
          const queue = await import('/form/static/queue.js');
          await queue.enqueueLink({...link, hash: '5a'.repeat(32)});
          return (await queue.entry('5a'.repeat(32))).content;
        }""",
        link,
    )
    assert kept == link


def test_without_keys_it_is_said_plainly(session: Page) -> None:
    session.evaluate("async () => (await import('/form/static/store.js')).remove('kept', 'link-keys')")
    session.context.set_offline(True)
    show_links(session)
    expect(session.get_by_text("Plattan behöver ha haft nät")).to_be_visible()
    assert session.locator(".tile, .qr").count() == 0
    session.context.set_offline(False)
    session.get_by_role("button", name="Försök igen").click()
    expect(session.get_by_role("button", name="Pappa")).to_be_visible()


# ---------------------------------------------------------------------------------------------- what is shown


def test_the_qr_code_is_the_address_and_the_address_can_be_read_aloud(session: Page) -> None:
    show_links(session)
    address = make_link(session, "Mamma")
    picture = session.get_by_role("img", name=f"QR-kod till adressen {address}")
    expect(picture).to_be_visible()
    size = int(picture.get_attribute("viewBox").split()[-1])  # type: ignore[union-attr]
    path = picture.locator("path").get_attribute("d")
    assert path
    matrix = qr.from_path(path, size - 8, quiet=4)
    assert qr.read(matrix) == address
    groups = session.locator(".link-address strong").inner_text()
    assert groups == address.split("/s/")[1].upper()
    assert link_tokens.canonical(groups) == address.split("/s/")[1].replace("-", "")


@pytest.mark.parametrize(
    "text",
    ["http://127.0.0.1:8000/s/7k2m-9qxa-41zb-c0te", "https://stodlogg.stockholm.se/s/0000-0000-zzzz-zzzz"],
)
def test_our_codes_are_those_of_another_encoder(
    clean: Page, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    ours = clean.evaluate("async text => (await import('/form/static/qr.js')).modules(text)", text)
    # segno fills up to the next byte even where one is full already; the standard does not (and nobody's
    # reader minds).
    monkeypatch.setattr("segno.encoder.write_padding_bits", lambda buff, _version, length: buff.extend(
        [0] * (-length % 8)
    ))  # fmt: skip
    level, mask = qr.format_of(ours)
    theirs = segno.make(
        text, version=(len(ours) - 17) // 4, error=level, mask=mask, mode="byte", boost_error=False
    )
    assert [[bool(module) for module in row] for row in theirs.matrix] == ours
    assert qr.read(ours) == text


def test_more_than_one_participant_each_once_and_shown_again_until_the_form_is_left(session: Page) -> None:
    show_links(session)
    mothers = make_link(session, "Mamma")
    session.get_by_role("button", name="En svarslänk till").click()
    expect(session.locator(".tile")).to_have_text(["Pappa"])
    fathers = make_link(session, "Pappa")
    assert mothers != fathers
    session.get_by_role("button", name="En svarslänk till").click()
    expect(session.get_by_text("Alla som var med har redan svarat eller fått en svarslänk.")).to_be_visible()
    session.get_by_role("button", name="Visa igen: Mamma").click()
    expect(session.get_by_role("img", name=mothers)).to_be_visible()


def test_only_the_hash_is_kept_and_sent(proxy: Proxy, behind: Page) -> None:
    page = behind
    wait_for_keys(page)
    begin(page, mothers=1, fathers=1)
    show_links(page)
    token = make_link(page, "Mamma").split("/s/")[1].replace("-", "")
    hash_ = sha256(token.encode()).hexdigest()
    kept = stored(page)
    assert kept["drafts"][SESSION]["links"] == [{"hash": hash_, "respondent": "mother"}]
    assert kept["kept"]["link-keys"]["keys"][0]["key"] == {"key": "HMAC", "extractable": False}
    page.get_by_role("link", name="Klar").click()
    save(page)
    wait_for_counts(page)
    everything = str(stored(page)) + str([(one.path, one.body) for one in proxy.all_seen])
    assert hash_ in everything
    for part in (token, token[:8], "-".join(token[i : i + 4] for i in range(0, 16, 4))):
        assert part not in everything
    assert proxy.writes()[-1] == f"/api/v1/answer-links/{hash_}"


def test_the_keys_are_asked_for_once_a_month(proxy: Proxy, behind: Page) -> None:
    wait_for_keys(behind)
    behind.evaluate("async () => (await import('/form/static/store.js')).remove('kept', 'link-keys')")
    proxy.reset()
    for _ in range(3):
        assert behind.evaluate("async () => (await import('/form/static/links.js')).refreshKeys()")
    behind.reload()
    wait_for_keys(behind)
    assert [one.path for one in proxy.all_seen].count("/api/v1/link-keys") == 1


# --------------------------------------------------------------------------------------------- on the phone


def test_a_second_use_a_forged_and_a_malformed_one_get_the_same_kind_page(
    live: Live, answered: Answered, browser: Browser, session: Page
) -> None:
    show_links(session)
    address = make_link(session, "Pappa")
    session.get_by_role("link", name="Klar").click()
    save(session)
    wait_for_counts(session)
    token = address.split("/s/")[1]
    forged = token[:-1] + ("0" if token[-1] != "0" else "1")
    with phone(browser) as parents:
        parents.goto(address)
        answer(parents)
        seen = []
        for one in (token, forged, "7k2m", "aaaa-bbbb-cccc-dddd"):
            reply = parents.goto(f"{live.url}/s/{one}?lang=ar")
            assert reply
            assert reply.status == 404
            seen.append(parents.content())
            expect(parents.locator("h1")).to_have_text("لا يمكن استخدام هذا الرابط")
        parents.go_back()
        assert len(set(seen)) == 1
    spent = httpx.post(f"{live.url}/s/{token}", data={"q-helpful": "no"}, headers={"Origin": live.url})
    assert spent.status_code == 404
    assert answered.now() == ALL_YES_REALLY


def test_an_old_phone_loads_less_than_fifty_kilobytes_and_nothing_from_elsewhere(
    live: Live, browser: Browser, session: Page
) -> None:
    show_links(session)
    address = make_link(session, "Mamma")
    with phone(browser, "ti") as parents:
        hosts: set[str] = set()
        parents.on("request", lambda request: hosts.add(request.url.split("/s/")[0].split("/static/")[0]))
        weight, requests = weigh(parents, f"{address}?lang=ti")
        assert 2_000 < weight < PAGE_LIMIT
        assert requests <= 4
        assert hosts == {live.url}


# --------------------------------------------------------------------------------------------- for everybody


def test_axe_finds_nothing_where_links_are_made_nor_on_the_parents_pages(
    live: Live, browser: Browser, session: Page
) -> None:
    show_links(session)
    axe(session, "who")
    address = make_link(session, "Mamma")
    axe(session, "the code")
    with phone(browser, "fa", script=True) as parents:
        for path in (
            f"{address}?lang=fa",
            f"{live.url}/s/thanks?lang=fa",
            f"{live.url}/s/aaaa-bbbb-cccc-dddd",
        ):
            parents.goto(path)
            axe(parents, path)
