"""Two tabs of one form do not collide."""

from collections import Counter
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from app.access.roles import Role
from tests.browser.asking import answer_all, begin, hand_over, take_back
from tests.browser.proxy import Answer, Proxy
from tests.browser.records import Filed, content
from tests.browser.tablet import Tablet, cleaned, counts, enqueue, enrolled, ready, stored, wait_for_counts
from tests.support.live import Live

MANY = """async ([number, content]) => {
  const queue = await import('/form/static/queue.js');
  const made = Array.from({length: number}, () =>
    queue.enqueueRecord({activity: 'counselling-session', content}));
  return Promise.all(made);
}"""


def _second(page: Page) -> Page:
    other = page.context.new_page()
    other.goto(page.url)
    ready(other)
    return other


@pytest.fixture
def filed(served: Live) -> Filed:
    return Filed(served)


def test_both_register_at_once_and_each_record_is_sent_once(filed: Filed, proxy: Proxy, behind: Page) -> None:
    other = _second(behind)
    proxy.seen.clear()
    # Not awaited, so that both tabs are at it together.
    for tab in (behind, other):
        tab.evaluate("([many, args]) => { window.made = eval(many)(args); }", [MANY, [15, content()]])
    ids = [id_ for tab in (behind, other) for id_ in tab.evaluate("window.made")]
    wait_for_counts(behind)
    wait_for_counts(other)
    assert filed.ids() == sorted(ids)
    assert set(Counter(proxy.writes()).values()) == {1}
    assert len(proxy.writes()) == 30
    other.close()


def test_one_tab_hears_what_happens_in_the_other(proxy: Proxy, behind: Page) -> None:
    other = _second(behind)
    other.evaluate("location.hash = '#/waiting'")
    id_ = enqueue(behind, "counselling-session", content(route_in="by-balloon"))
    expect(other.locator("#queue-state")).to_have_text("1 behöver rättas")
    expect(other.locator(f'.entry[data-id="{id_}"]')).to_be_visible()
    behind.evaluate("async (id) => (await import('/form/static/queue.js')).drop(id)", id_)
    expect(other.locator("#queue-state")).to_have_text("Allt är skickat")
    expect(other.locator(".entry")).to_have_count(0)
    other.close()


def test_a_tab_that_closes_leaves_the_rest_to_the_other(filed: Filed, proxy: Proxy, behind: Page) -> None:
    other = _second(behind)
    ids = behind.evaluate(MANY, [20, content()])
    other.evaluate("() => true")
    first = behind.context.new_page()
    first.goto(behind.url)
    more = first.evaluate(MANY, [20, content()])
    first.close(run_before_unload=False)
    wait_for_counts(other)
    assert filed.ids() == sorted(ids + more)
    other.close()


def test_a_tab_that_sleeps_with_the_turn_is_passed_by(filed: Filed, behind: Page) -> None:
    asleep = _second(behind)
    asleep.evaluate("() => { navigator.locks.request('stodlogg-sender', () => new Promise(() => {})); }")
    other = behind.context.new_page()
    # The patience is a minute; here it is a second.
    other.add_init_script(
        """const patient = AbortSignal.timeout.bind(AbortSignal);
        AbortSignal.timeout = (ms) => patient(ms === 60_000 ? 1_000 : ms);"""
    )
    other.goto(behind.url)
    behind.close()
    id_ = enqueue(other, "counselling-session", content())
    wait_for_counts(other)
    assert filed.ids() == [id_]
    for tab in (asleep, other):
        tab.close()


def test_without_web_locks_nothing_is_lost_or_doubled(filed: Filed, proxy: Proxy, behind: Page) -> None:
    tabs = []
    for _ in range(2):
        tab = behind.context.new_page()
        tab.add_init_script("Object.defineProperty(navigator, 'locks', {get: () => undefined})")
        tab.goto(behind.url)
        ready(tab)
        assert tab.evaluate("navigator.locks === undefined")
        tabs.append(tab)
    behind.close()
    ids = [id_ for tab in tabs for id_ in tab.evaluate(MANY, [10, content()])]
    wait_for_counts(tabs[0])
    assert filed.ids() == sorted(ids)
    for tab in tabs:
        tab.close()


@pytest.fixture
def own(browser: Browser, served: Live) -> Iterator[Tablet]:
    """A tablet that nobody needs afterwards."""
    tablet = enrolled(browser, served)
    yield tablet
    tablet.close()


def test_emptying_the_tablet_reaches_the_other_tab_and_disconnects_it(own: Tablet, served: Live) -> None:
    behind = own.open()
    city = served.account(Role.COORDINATOR)
    connected = len(city.get("/api/v1/devices").json()["devices"])
    other = _second(behind)
    other.evaluate("location.hash = '#/waiting'")
    enqueue(behind, "counselling-session", content(route_in="by-balloon"))
    wait_for_counts(behind, refused=1)
    behind.evaluate("location.hash = '#/device'")
    behind.get_by_role("button", name="Töm plattan").click()
    expect(behind.locator("main")).to_contain_text("1 registrering har inte kommit fram och försvinner")
    # Not before it has been ticked that this is known.
    behind.get_by_role("button", name="Ja, töm plattan").click()
    assert counts(behind)["refused"] == 1
    behind.get_by_label("Jag vet att det som väntar försvinner").check()
    behind.get_by_role("button", name="Ja, töm plattan").click()
    expect(behind.locator("#banner")).to_contain_text("Plattan är tömd och bortkopplad")
    for tab in (behind, other):
        expect(tab.get_by_role("heading", name="Anslut surfplattan")).to_be_visible()
    assert own.context.cookies() == [], "no script can remove it: the service has"
    assert len(city.get("/api/v1/devices").json()["devices"]) == connected - 1
    assert stored(behind) == {"queue": {}, "sent": {}, "drafts": {}, "kept": {"begun": True}}


def test_emptying_without_a_network_says_that_the_tablet_is_still_connected(own: Tablet) -> None:
    page = own.open("#/device")
    own.context.set_offline(True)
    page.get_by_role("button", name="Töm plattan").click()
    page.get_by_role("button", name="Ja, töm plattan").click()
    expect(page.locator("#banner")).to_contain_text("plattan är fortfarande ansluten")
    kept = stored(page)
    assert kept["queue"] == kept["sent"] == kept["drafts"] == {}
    own.context.set_offline(False)
    # With a network it is known again, and can be emptied once more.
    page.goto(f"{own.url}/form/#/device")
    page.reload()
    page.get_by_role("button", name="Töm plattan").click()
    page.get_by_role("button", name="Ja, töm plattan").click()
    expect(page.locator("#banner")).to_contain_text("Plattan är tömd och bortkopplad")
    assert own.context.cookies() == []


WHILE_DRAWN = """async (record) => {
  const { show } = await import('/form/static/views/waiting-list.js');
  const queue = await import('/form/static/queue.js');
  const root = document.body.appendChild(document.createElement('div'));
  root.id = 'drawn';
  // The view asks this when it has read the queue, before it shows what it read.
  const made = new Promise((resolve) => {
    navigator.storage.persisted = async () => {
      delete navigator.storage.persisted;
      resolve(await queue.enqueueRecord(record));
      return true;
    };
  });
  await show(root, []);
  return made;
}"""


def test_what_changes_while_a_view_is_drawn_is_seen_in_it(proxy: Proxy, behind: Page) -> None:
    proxy.always = Answer(503)
    id_ = behind.evaluate(WHILE_DRAWN, {"activity": "counselling-session", "content": content()})
    expect(behind.locator(f'#drawn .entry[data-id="{id_}"]')).to_be_visible()


def test_what_was_answered_in_one_tab_is_in_the_others_form(shared: Tablet) -> None:
    with cleaned(shared) as one:
        begin(one, mothers=1, fathers=0)
        other = shared.open("#/new/counselling-session")
        other.wait_for_selector("form.questions")
        hand_over(one)
        expect(other.locator(".parent-languages")).to_be_visible()
        answer_all(one, "Svenska", ["Ja", "Ja", "Ja"])
        expect(other.locator(".parent-end")).to_be_visible()
        take_back(other)
        expect(other.get_by_text("1 deltagare har svarat på plattan.")).to_be_visible()
