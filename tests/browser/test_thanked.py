"""A parent who is thanked is counted: from the tablet's button to the database, with a network or without."""

from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.asking import (
    SESSION,
    answer_all,
    begin,
    hand_over,
    make_link,
    save,
    show_links,
    take_back,
)
from tests.browser.phone import answer, phone
from tests.browser.proxy import DropRequest, Proxy, SlowReply
from tests.browser.records import Answered
from tests.browser.tablet import stored, try_now, until, wait_for_counts
from tests.support.live import Live

YES = ["Ja, verkligen", "Ja", "Delvis"]
SHOWN = "Visa svarslänk"
NOBODY = "Alla som var med har redan svarat eller fått en svarslänk."


@pytest.fixture
def answered(served: Live) -> Answered:
    return Answered(served)


@pytest.fixture
def session(clean: Page) -> Page:
    """A counselling session with a mother and a father, half filled in; the keys of links have come."""
    clean.wait_for_function("async () => (await import('/form/static/links.js')).canMake()", polling=100)
    begin(clean, mothers=1, fathers=1, other_adults=0)
    return clean


def by_role(answered: Answered) -> dict[tuple[str, str], int]:
    """How many have answered the first question, by way and role."""
    found: dict[tuple[str, str], int] = {}
    for (way, role, _, question, _), number in answered.now().items():
        if question == "helpful":
            found[way, role] = found.get((way, role), 0) + number
    return found


def cannot_be_used(browser: Browser, address: str) -> bool:
    with phone(browser, "sv") as parents:
        reply = parents.goto(address)
        assert reply
        return reply.status == 404


def sent_record(page: Page) -> dict[str, Any]:
    (sent,) = stored(page)["sent"].values()
    return dict(sent)


def correct(served: Live, sent: dict[str, Any], **changes: Any) -> None:
    """Somebody else corrects the record at the service."""
    with httpx.Client(base_url=served.url, cookies=served.tablet("farsta").cookies, trust_env=False) as other:
        address = f"/api/v1/counselling-sessions/{sent['id']}"
        stored_ = other.get(address)
        content = {**stored_.json()["content"], **changes}
        reply = other.put(
            address, json=content, headers={"If-Match": stored_.headers["etag"], "Origin": served.url}
        )
        assert reply.status_code == 200, reply.text


def offered(page: Page) -> list[str]:
    return page.locator(".view-link .tile, .view-handover .tile").all_inner_texts()


# --------------------------------------------------------------------------------- who has been asked already


def test_who_has_answered_on_the_tablet_is_not_offered_a_link_afterwards(
    served: Live, answered: Answered, browser: Browser, session: Page
) -> None:
    hand_over(session, "Mamma")
    answer_all(session, "Svenska", YES)
    take_back(session)
    save(session)
    wait_for_counts(session)
    session.get_by_role("link", name=SHOWN).click()
    expect(session.locator(".tile")).to_have_text(["Pappa"])  # nor another adult, since none took part
    session.goto(f"{served.url}/form/#/sent")
    session.reload()
    session.get_by_role("link", name=SHOWN).click()
    expect(session.locator(".tile")).to_have_text(["Pappa"])
    address = make_link(session, "Pappa")
    wait_for_counts(session)
    with phone(browser) as parents:
        parents.goto(address)
        answer(parents)
    assert by_role(answered) == {("with-record", "mother"): 1, ("link", "father"): 1}
    # Nobody is left, after the app was started again, nor where the record is corrected.
    session.reload()
    expect(session.get_by_text(NOBODY)).to_be_visible()
    session.goto(f"{served.url}/form/#/edit/{sent_record(session)['id']}")
    session.get_by_role("link", name="Lämna över plattan").click()
    expect(session.get_by_text(NOBODY)).to_be_visible()


def test_a_link_that_waits_is_known_as_well(served: Live, session: Page) -> None:
    session.context.set_offline(True)
    show_links(session)
    make_link(session, "Mamma")
    session.get_by_role("link", name="Klar").click()
    save(session)
    session.get_by_role("link", name=SHOWN).click()
    expect(session.locator(".tile")).to_have_text(["Pappa"])
    make_link(session, "Pappa")
    session.get_by_role("button", name="En svarslänk till").click()
    expect(session.get_by_text(NOBODY)).to_be_visible()
    session.context.set_offline(False)
    try_now(session)
    wait_for_counts(session)
    assert sent_record(session)["asked"] == {"answered": [], "links": ["father", "mother"]}


# ---------------------------------------------------------------------------- thanked only when it is on disk

FULL = """() => {
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };
  window.mend = () => { IDBObjectStore.prototype.put = put; };
}"""


def test_nobody_is_thanked_for_answers_that_the_tablet_could_not_keep(
    served: Live, answered: Answered, session: Page
) -> None:
    hand_over(session, "Mamma")
    session.evaluate(FULL)
    answer_all(session, "Svenska", YES, ".parent-not-kept")
    expect(session.get_by_role("alert")).to_have_text("Inget har sparats. Vänta en stund och försök igen.")
    session.get_by_role("button", name="För föräldrarådgivaren").click()
    expect(session.get_by_text("Plattan kunde inte spara svaren, minnet kan vara fullt.")).to_be_visible()
    session.get_by_role("button", name="Nej, tillbaka").click()
    assert "answers" not in stored(session)["drafts"][SESSION]["values"]
    session.evaluate("window.mend()")
    session.get_by_role("button", name="Skicka svaren").click()
    expect(session.get_by_role("heading", name="Tack!")).to_be_visible()
    # What is thanked for outlives the app, and nobody is asked twice.
    session.reload()
    expect(session.locator(".parent-end")).to_be_visible()
    take_back(session)
    # Full before it is handed over: it stays with the adviser, who is told.
    session.evaluate(FULL)
    session.get_by_role("link", name="Lämna över plattan").click()
    session.get_by_role("button", name="Pappa", exact=True).click()
    expect(session.get_by_role("alert")).to_contain_text("Plattan kan inte spara något")
    session.evaluate("window.mend()")
    session.goto(f"{served.url}/form/#/new/{SESSION}")
    save(session)
    wait_for_counts(session)
    assert by_role(answered) == {("with-record", "mother"): 1}


# ---------------------------------------------------------------------------------- what others changed since


def test_a_link_that_the_service_refuses_is_not_shown(
    served: Live, answered: Answered, session: Page
) -> None:
    save(session)
    wait_for_counts(session)
    correct(served, sent_record(session), fathers=0)
    session.get_by_role("link", name=SHOWN).click()
    session.get_by_role("button", name="Pappa", exact=True).click()
    expect(session.get_by_role("alert")).to_contain_text("Tjänsten tog inte emot svarslänken")
    assert session.locator(".qr").count() == 0
    wait_for_counts(session)
    assert sent_record(session)["asked"]["links"] == []
    make_link(session, "Mamma")
    wait_for_counts(session)
    assert answered.now() == {}


def test_an_answer_that_came_first_is_counted_whatever_the_record_says_by_then(
    served: Live, answered: Answered, browser: Browser, session: Page
) -> None:
    save(session)
    wait_for_counts(session)
    correct(served, sent_record(session), fathers=0)
    session.context.set_offline(True)
    session.get_by_role("link", name=SHOWN).click()
    address = make_link(session, "Pappa")
    with phone(browser) as parents:
        parents.goto(address)
        answer(parents)
    session.context.set_offline(False)
    try_now(session)
    wait_for_counts(session)
    assert by_role(answered) == {("link", "not-known"): 1}


def test_a_refused_link_is_mended_where_the_record_is(
    served: Live, answered: Answered, browser: Browser, session: Page
) -> None:
    save(session)
    wait_for_counts(session)
    correct(served, sent_record(session), fathers=0)
    session.context.set_offline(True)
    session.get_by_role("link", name=SHOWN).click()
    address = make_link(session, "Pappa")
    session.context.set_offline(False)
    try_now(session)
    wait_for_counts(session, refused=1)
    assert cannot_be_used(browser, address)  # before anything is answered
    session.goto(f"{served.url}/form/#/waiting")
    expect(session.get_by_text("Fler har svarat eller fått en svarslänk än som var med.")).to_be_visible()
    session.get_by_role("link", name="Rätta registreringen").click()
    session.wait_for_selector("form.questions")
    session.evaluate("async () => (await import('/form/static/form-state.js')).change('fathers', 1)")
    save(session)
    wait_for_counts(session)
    with phone(browser) as parents:
        parents.goto(address)
        answer(parents)
    assert by_role(answered) == {("link", "father"): 1}


# -------------------------------------------------------------------------------- changed before it was saved


def test_a_link_shown_for_another_role_than_was_there(
    answered: Answered, browser: Browser, session: Page
) -> None:
    show_links(session)
    address = make_link(session, "Mamma")
    session.get_by_role("link", name="Klar").click()
    session.evaluate(
        """async () => {
          const state = await import('/form/static/form-state.js');
          await state.change('mothers', 0);
        }"""
    )
    save(session)
    wait_for_counts(session)
    with phone(browser) as parents:
        parents.goto(address)
        answer(parents)
    assert by_role(answered) == {("link", "not-known"): 1}


def test_a_link_that_is_taken_back_or_thrown_away_takes_no_answer(
    served: Live, answered: Answered, browser: Browser, session: Page
) -> None:
    show_links(session)
    mothers = make_link(session, "Mamma")
    session.get_by_role("button", name="En svarslänk till").click()
    fathers = make_link(session, "Pappa")
    session.get_by_role("button", name="En svarslänk till").click()
    session.get_by_role("button", name="Ta tillbaka: Mamma").click()
    session.get_by_role("button", name="Ja, ta tillbaka").click()
    expect(session.locator(".tile")).to_have_text(["Mamma"])
    wait_for_counts(session)
    assert cannot_be_used(browser, mothers)
    assert not cannot_be_used(browser, fathers)
    session.goto(f"{served.url}/form/#/")
    session.get_by_role("link", name="Råd- och stödsamtal").click()
    session.get_by_role("button", name="Börja om").click()
    expect(session.get_by_text("Den som har fått en svarslänk kan inte svara sedan.")).to_be_visible()
    session.get_by_role("button", name="Ja, börja om").click()
    until(lambda: cannot_be_used(browser, fathers))
    wait_for_counts(session)
    assert answered.now() == {}


def test_a_record_that_is_removed_or_withdrawn_takes_its_links_along(
    served: Live, answered: Answered, browser: Browser, session: Page
) -> None:
    session.context.set_offline(True)
    show_links(session)
    address = make_link(session, "Mamma")
    session.get_by_role("link", name="Klar").click()
    save(session)
    session.goto(f"{served.url}/form/#/waiting")
    session.locator(".entry", has_text="Ny registrering").get_by_role("button", name="Ta bort").click()
    session.get_by_role("button", name="Ja, ta bort").click()
    expect(session.get_by_text("Svarslänk eller affisch som tas tillbaka")).to_be_visible()
    session.context.set_offline(False)
    try_now(session)
    wait_for_counts(session)
    assert cannot_be_used(browser, address)
    assert answered.now() == {}


def test_a_meeting_that_is_thrown_away_takes_its_posters_along(proxy: Proxy, behind: Page) -> None:
    begin(behind, "theme-meeting")
    meeting = behind.evaluate("async () => (await import('/form/static/form-state.js')).recordId()")
    behind.goto(f"{proxy.url}/form/#/")
    behind.get_by_role("link", name="Tematräff").click()
    behind.get_by_role("button", name="Börja om").click()
    behind.get_by_role("button", name="Ja, börja om").click()
    until(lambda: proxy.writes("DELETE") == [f"/api/v1/posters/{meeting}"])
    wait_for_counts(behind)
    # One that was sent without a reply may have arrived. It had not: it is withdrawn, and then its posters.
    behind.goto(f"{proxy.url}/form/#/")
    begin(behind, "theme-meeting")
    meeting = behind.evaluate("async () => (await import('/form/static/form-state.js')).recordId()")
    proxy.always = DropRequest()
    save(behind)
    until(lambda: stored(behind)["queue"][meeting]["maybeThere"])
    proxy.reset()
    behind.context.set_offline(True)
    behind.goto(f"{proxy.url}/form/#/waiting")
    behind.get_by_role("button", name="Ta bort").click()
    behind.get_by_role("button", name="Ja, ta bort").click()
    behind.context.set_offline(False)
    try_now(behind)
    until(lambda: proxy.writes("DELETE")[-1:] == [f"/api/v1/posters/{meeting}"])
    assert proxy.writes("DELETE")[0] == f"/api/v1/theme-meetings/{meeting}"
    wait_for_counts(behind)


def test_answers_on_the_tablet_are_not_removed_by_one_press(session: Page) -> None:
    hand_over(session, "Mamma")
    answer_all(session, "Svenska", YES)
    take_back(session)
    session.get_by_role("button", name="Ta bort svaren").click()
    expect(session.get_by_text("De som har lämnat dem har fått tack för dem.")).to_be_visible()
    session.get_by_role("button", name="Nej, behåll").click()
    expect(session.get_by_text("1 deltagare har svarat på plattan.")).to_be_visible()
    session.get_by_role("button", name="Ta bort svaren").click()
    session.get_by_role("button", name="Ja, ta bort").click()
    expect(session.get_by_text("Ingen har svarat på plattan än.")).to_be_visible()


# --------------------------------------------------------------------------------------------- pressed twice


def test_send_pressed_twice_on_a_phone_ends_at_the_thanks(
    served: Live, answered: Answered, browser: Browser, session: Page
) -> None:
    """Over a network whose first reply takes longer than a second press."""
    show_links(session)
    address = make_link(session, "Pappa")
    session.get_by_role("link", name="Klar").click()
    save(session)
    wait_for_counts(session)
    with Proxy(served.url) as slow, phone(browser, "so") as parents:
        parents.goto(address.replace(served.url, slow.url) + "?lang=so")
        for group in parents.locator("fieldset").all():
            group.locator("input").first.check()
        slow.do = [SlowReply(2.5)]
        button = parents.locator("form button")
        button.scroll_into_view_if_needed()
        at = button.bounding_box()
        assert at
        for pause in (900, 0):
            # By place: a locator would wait for the page that is on its way.
            parents.mouse.click(at["x"] + at["width"] / 2, at["y"] + at["height"] / 2)
            parents.wait_for_timeout(pause)
        parents.wait_for_url("**/s/thanks?lang=so")
        assert len(slow.seen) == 2
        reply = parents.goto(address)
        assert reply
        assert reply.status == 404
    assert by_role(answered) == {("link", "father"): 1}
