"""Every record reaches the database exactly once, whatever the network and the server do."""

from collections.abc import Callable
from time import monotonic, sleep

import pytest
from playwright.sync_api import Page

from tests.browser.proxy import Answer, Deed, DropReply, DropRequest, Proxy
from tests.browser.records import Filed, content, number_of_answers, stored_ids
from tests.browser.tablet import Tablet, counts, enqueue, stored, try_now, until, wait_for_counts
from tests.support.live import Live

HASH = "5a" * 32


@pytest.fixture
def filed(served: Live) -> Filed:
    """What comes into the shared service's database during the test."""
    return Filed(served)


def test_a_record_that_was_sent_is_kept_only_as_something_to_recognise(filed: Filed, behind: Page) -> None:
    id_ = enqueue(behind, "counselling-session", content())
    wait_for_counts(behind)
    assert filed.ids() == [id_]
    kept = stored(behind)
    assert kept["queue"] == {}
    sent = kept["sent"][id_]
    assert set(sent) == {"id", "activity", "path", "month", "tertial", "district", "hash", "facts", "asked"}
    assert sent["asked"] == {"answered": ["mother"], "links": []}  # who, never what
    assert "yes" not in str(sent)
    assert "hokarangen" not in str(sent), "where the parent lives is forgotten"


def test_a_reply_lost_on_its_way_back_is_asked_for_again_and_nothing_is_stored_twice(
    served: Live, filed: Filed, proxy: Proxy, behind: Page
) -> None:
    proxy.do = [DropReply()]
    id_ = enqueue(behind, "counselling-session", content())
    wait_for_counts(behind)
    assert proxy.writes() == [f"/api/v1/counselling-sessions/{id_}"] * 2
    assert filed.ids() == [id_]
    assert number_of_answers(served, id_) == 3


def test_the_server_is_killed_while_it_is_sent_to(live: Live, page: Page) -> None:
    ids = set(
        page.evaluate(
            """async (content) => {
              const queue = await import('/form/static/queue.js');
              window.ids = [];
              for (let i = 0; i < 60; i += 1) {
                window.ids.push(await queue.enqueueRecord({activity: 'counselling-session', content}));
              }
              return window.ids;
            }""",
            content(),
        )
    )
    assert len(ids) == 60
    live.kill()
    there = set(stored_ids(live))
    waiting = counts(page)["waiting"]
    assert waiting > 0, "it was killed too late for the test to mean anything"
    assert len(ids) - waiting <= len(there), "what has left the queue is in the database"
    assert ids - set(stored(page)["queue"]) <= there
    live.start()
    try_now(page)
    wait_for_counts(page)
    assert sorted(stored_ids(live)) == sorted(ids)


@pytest.mark.parametrize(
    "trouble",
    [
        DropRequest(),
        Answer(500, body=b"oops"),
        Answer(502, body=b"<h1>Bad gateway</h1>"),
        Answer(503, {"Retry-After": "1"}, b"{}", "application/problem+json"),
        Answer(429, {"Retry-After": "1"}),
        # A network that wants one to log in answers in the service's place.
        Answer(200, body=b"<h1>Welcome to the hotel</h1>"),
        Answer(200, body=b"{}", media_type="application/json"),
        Answer(302, {"Location": "/"}),
        Answer(404, body=b"no such page"),
        Answer(403, body=b"forbidden"),
        Answer(204),
    ],
    ids=lambda deed: type(deed).__name__ + str(getattr(deed, "status", "")),
)
def test_trouble_that_passes_keeps_everything_and_tries_again(
    filed: Filed, proxy: Proxy, behind: Page, trouble: Deed
) -> None:
    proxy.do = [trouble, trouble]
    ids = {enqueue(behind, "counselling-session", content()) for _ in range(2)}
    assert counts(behind)["waiting"] + counts(behind)["refused"] > 0 or not proxy.do
    wait_for_counts(behind)
    assert set(filed.ids()) == ids
    assert len(proxy.writes()) >= 3


def test_the_service_is_not_asked_before_the_time_that_it_gave(proxy: Proxy, behind: Page) -> None:
    proxy.do = [Answer(503, {"Retry-After": "4"})]
    enqueue(behind, "counselling-session", content())
    until(lambda: bool(proxy.writes()))
    asked = monotonic()
    # Nothing but the adviser's own wish goes before it: no new record, no lit screen.
    enqueue(behind, "counselling-session", content())
    behind.evaluate("window.dispatchEvent(new Event('online'))")
    wait_for_counts(behind)
    assert monotonic() - asked >= 3.9


def test_a_record_that_the_server_chokes_on_holds_up_no_other(
    filed: Filed, proxy: Proxy, behind: Page
) -> None:
    proxy.always = DropRequest()
    ids = sorted(enqueue(behind, "counselling-session", content()) for _ in range(4))
    proxy.always = None
    proxy.by_path[ids[0]] = Answer(500)
    try_now(behind)
    wait_for_counts(behind, waiting=1)
    assert sorted(filed.ids()) == ids[1:]


def test_two_contents_under_way_the_later_one_stands(filed: Filed, proxy: Proxy, behind: Page) -> None:
    """The first arrives and its reply is lost; meanwhile the adviser mends it."""
    proxy.do = [DropReply()]
    proxy.always = DropRequest()
    id_ = enqueue(behind, "counselling-session", content(arena="open-preschool"))
    until(lambda: filed.ids() == [id_])
    behind.evaluate(
        "async ([id, content]) => (await import('/form/static/queue.js')).mend(id, content)",
        [id_, content(arena="child-health-centre")],
    )
    proxy.always = None
    try_now(behind)
    wait_for_counts(behind)
    assert filed.arenas() == {id_: "child-health-centre"}


def test_a_record_that_may_have_arrived_is_withdrawn_when_it_is_removed(
    filed: Filed, proxy: Proxy, behind: Page
) -> None:
    proxy.do = [DropReply()]
    proxy.always = DropRequest()
    id_ = enqueue(behind, "counselling-session", content())
    until(lambda: filed.ids() == [id_])
    behind.evaluate("async (id) => (await import('/form/static/queue.js')).drop(id)", id_)
    proxy.always = None
    try_now(behind)
    wait_for_counts(behind)
    assert filed.ids() == []


def test_a_record_is_sent_before_its_links_and_a_link_waits_for_a_refused_record(
    proxy: Proxy, behind: Page
) -> None:
    links = [{"hash": HASH, "respondent": "mother"}, {"hash": "00" * 32, "respondent": "father"}]
    taken = Answer(201, body=b'{"verdict": "created"}', media_type="application/json")
    for link in links:
        proxy.by_path[link["hash"]] = taken
    # Refused first: no area of any district has this name.
    id_ = enqueue(behind, "counselling-session", content(residential_area="no-such-place"), links=links)
    wait_for_counts(behind, refused=1)
    assert proxy.writes() == [f"/api/v1/counselling-sessions/{id_}"]
    behind.evaluate(
        "async ([id, content]) => (await import('/form/static/queue.js')).mend(id, content)", [id_, content()]
    )
    wait_for_counts(behind)
    assert proxy.writes()[1] == f"/api/v1/counselling-sessions/{id_}"
    assert sorted(proxy.writes()[2:]) == sorted(f"/api/v1/answer-links/{link['hash']}" for link in links)
    assert stored(behind)["queue"] == {}


def test_a_clock_that_is_years_wrong_changes_nothing(live: Live, new_tablet: Callable[..., Tablet]) -> None:
    page = new_tablet().page()
    page.clock.set_fixed_time("2041-02-03T04:05:06Z")
    page.goto(f"{live.url}/form/")
    page.wait_for_selector("main h1")
    first = enqueue(page, "counselling-session", content())
    wait_for_counts(page)
    live.stop()
    page.clock.set_fixed_time("2001-02-03T04:05:06Z")
    second = enqueue(page, "counselling-session", content())
    sleep(1)
    live.start()
    wait_for_counts(page)
    assert sorted(stored_ids(live)) == sorted([first, second])
