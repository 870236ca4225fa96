"""What the tablet keeps and sends, read whole: no date, no free text, no name of a device or a person."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from app.kit.faults import WORDS
from app.kit.problems import CATALOGUE
from tests.browser.filling import fill, keep, open_form, review
from tests.browser.proxy import Answer, Proxy
from tests.browser.records import content
from tests.browser.tablet import Tablet, counts, enqueue, ready, stored, try_now, wait_for_counts
from tests.support.live import Live

CODE = re.compile(r"[a-z0-9]([a-z0-9_-]{0,58}[a-z0-9])?")
MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
TERTIAL = re.compile(r"\d{4}-T[123]")
HASH = re.compile(r"[0-9a-f]{64}")
UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
# A day, a time of day, or a number as long as a point in time, a telephone or a personal number.
TELLING = re.compile(r"\d{4}-\d\d-\d\d|\d\d:\d\d|\d{6,}")
MOST = 100_000

OURS = frozenset(
    {
        *("kept", "drafts", "queue", "sent"),
        *("begun", "me", "district", "language", "sv", "en", "service-month", "last-choices", "use-counts"),
        *("link-keys", "keys", "month", "tertial", "catalogue_version"),
        *("id", "kind", "activity", "path", "content", "ifMatch", "state", "problem", "since", "revision"),
        *("maybeThere", "replaces", "hash", "facts", "record", "link", "withdrawal", "waiting", "refused"),
        *("answer-links", "respondent", "status", "title", "detail", "errors", "field", "rule", "message"),
        *("asked", "answered", "posters"),
        *("key", "values", "remembered", "links", "problems", "new", "mend", "correct", "continued"),
    }
)
"""Names and values that the form's own modules write."""
SERVICE_WORDS = {
    text
    for kind in CATALOGUE.values()
    for words in (kind.title, kind.advice)
    for text in (words.sv, words.en)
}
"""Sentences that the service says of a refused record; they are in its own code."""
PLACES_OF_WORDS = {"title", "detail", "message"}


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every name and every value that something holds, with where it stands."""
    if isinstance(value, Mapping):
        for name, one in value.items():
            yield f"{path}/{name} (name)", name
            yield from leaves(one, f"{path}/{name}")
    elif isinstance(value, list):
        for one in value:
            yield from leaves(one, f"{path}/*")
    else:
        yield path, value


def is_plain(value: Any, known: frozenset[str] = frozenset()) -> bool:
    """A month, tertial, hash, random id, truth or small number, or a word that everybody's form holds."""
    if value is None or isinstance(value, bool):
        return True
    if isinstance(value, (int, float)):
        return abs(value) < MOST
    assert isinstance(value, str), value
    if UUID.fullmatch(value) or HASH.fullmatch(value) or MONTH.fullmatch(value) or TERTIAL.fullmatch(value):
        return True
    return value in known and TELLING.search(value) is None


def said_by_the_service(path: str, value: Any) -> bool:
    """The service's own words about a refused record, where they are kept to be shown."""
    place = path.rsplit("/", 1)[-1]
    if "/problem/" not in path or place not in PLACES_OF_WORDS:
        return False
    return value in SERVICE_WORDS or (place == "message" and TELLING.search(value) is None)


def not_plain(kept: Mapping[str, Any], known: frozenset[str]) -> dict[str, Any]:
    return {
        path: value
        for path, value in leaves(kept)
        if not is_plain(value, known) and not said_by_the_service(path, value)
    }


@pytest.fixture
def known(served: Live) -> frozenset[str]:
    """Codes and names of fields that the service gives to every tablet alike, and the form's own names."""
    catalogue = served.tablet("farsta").get("/api/v1/catalogue?lang=sv").json()
    codes = {one for _, one in leaves(catalogue) if isinstance(one, str) and CODE.fullmatch(one)}
    return frozenset(codes | set(CATALOGUE) | set(WORDS) | OURS)


def test_what_the_tablet_keeps(known: frozenset[str], proxy: Proxy, behind: Page) -> None:
    """With a draft, records that wait, were refused and were sent, and a correction, after use by hand."""
    open_form(behind, "counselling-session")
    fill(behind)
    review(behind)
    keep(behind)
    wait_for_counts(behind)
    enqueue(behind, "counselling-session", content(mothers=99))
    wait_for_counts(behind, refused=1)
    proxy.always = Answer(503)
    enqueue(
        behind, "theme-meeting", content("theme-meeting"), links=[{"hash": "ab" * 32, "respondent": "woman"}]
    )
    (sent,) = stored(behind)["sent"].values()
    enqueue(behind, "counselling-session", content(), id=sent["id"], ifMatch=sent["hash"])
    open_form(behind, "collaboration-activity")
    fill(behind)
    behind.get_by_text("I går").first.tap()

    kept = stored(behind)
    assert all(kept[store] for store in ("kept", "drafts", "queue", "sent")), "each store is looked at"
    # The catalogue is the service's own text, the same for everybody; the district's name comes with it.
    for name in ("catalogue-sv", "catalogue-en"):
        copy = kept["kept"].pop(name, None)
        if copy:
            reply = behind.request.get(f"{proxy.url}/api/v1/catalogue?lang={name[-2:]}")
            assert copy == {"etag": reply.headers["etag"], "catalogue": reply.json()}
    assert kept["kept"]["me"].pop("label") == "Farsta"
    # Keys to sign links with cannot be read out, not even by a script of the form's own.
    for key in kept["kept"].pop("link-keys", {"keys": []})["keys"]:
        assert MONTH.fullmatch(key["month"])
        assert key["key"]["extractable"] is False
    assert set(kept["kept"]) <= {"begun", "me", "service-month", "last-choices", "use-counts", "language"}
    assert not_plain(kept, known) == {}

    elsewhere = behind.evaluate("() => [{...localStorage}, {...sessionStorage}, document.cookie]")
    assert elsewhere == [{}, {}, ""], "no script of ours keeps anything elsewhere"
    databases = behind.evaluate("async () => (await indexedDB.databases()).map((one) => one.name)")
    assert databases == ["stodlogg"]
    (cookie,) = behind.context.cookies()
    assert cookie["httpOnly"]
    assert "anna" not in json.dumps(kept)


def test_the_check_sees_what_must_not_be_there(known: frozenset[str]) -> None:
    for wrong in (
        "2026-10-14", "2026-10-14T10:02", "10:02", 1_790_000_000, "1790000000000", "Anna", "ringde mamman",
        "anna", "0701234567", "19121212-1212", "anna@example.org", "iPad 9",
    ):  # fmt: skip
        assert not_plain({"queue": {"a": {"content": {"arena": wrong}}}}, known).keys() >= {
            "/queue/a/content/arena"
        }, wrong
    assert not_plain({"queue": {"2026-10-14": {}}}, known)
    assert not_plain({"queue": {"a": {"problem": {"detail": "Anna ringde"}}}}, known)
    assert not_plain({"queue": {"record": {"content": {"arena": "open-preschool"}}}}, known) == {}


HEADERS = {
    *("accept", "accept-encoding", "accept-language", "user-agent", "cache-control", "pragma", "priority"),
    *("origin", "referer", "service-worker", "cookie", "content-type", "if-match", "if-none-match"),
}
"""What a browser sends by itself, and what the intake asks for."""


def test_what_the_tablet_sends(known: frozenset[str], proxy: Proxy, behind: Page) -> None:
    proxy.all_seen.clear()
    behind.reload()
    ready(behind)
    for activity in ("counselling-session", "theme-meeting"):
        open_form(behind, activity)
        fill(behind)
        review(behind)
        keep(behind)
    wait_for_counts(behind)
    ids = list(stored(behind)["sent"])
    behind.evaluate("async (id) => (await import('/form/static/queue.js')).withdraw(id)", ids[0])
    wait_for_counts(behind)
    for view in ("sent", "waiting", "device"):
        behind.evaluate("(view) => { location.hash = `#/${view}`; }", view)
        expect(behind.locator("main h1")).to_be_visible()
    try_now(behind)
    assert counts(behind) == {"waiting": 0, "refused": 0, "since": None}

    assert len([one for one in proxy.all_seen if one.method == "PUT"]) == 2
    assert len([one for one in proxy.all_seen if one.method == "DELETE"]) == 1
    for one in proxy.all_seen:
        assert {name.lower() for name in one.headers if not name.lower().startswith("sec-")} <= HEADERS
        if one.body:
            body = json.loads(one.body)
            assert not_plain(body, known) == {}, one.path
            assert isinstance(body["month"], str)
            assert MONTH.fullmatch(body["month"])
        path, _, query = one.path.partition("?")
        assert query in ("", "lang=sv", "lang=en"), one.path
        parts = [part for part in path.split("/") if part]
        assert all(is_plain(part, known) or re.fullmatch(r"[a-z0-9.-]+", part) for part in parts)


def test_nothing_goes_to_another_place(tablet: Tablet, live: Live) -> None:
    page = tablet.page()
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(request.url.split("/")[2]))
    page.goto(f"{live.url}/form/")
    ready(page)
    assert asked == {live.url.split("/")[2]}


def test_a_date_or_free_text_cannot_even_enter_the_queue(behind: Page) -> None:
    """Whatever a form may do wrong: the queue takes codes, months and small numbers alone."""
    kinds: list[dict[str, Any]] = [
        {"month": "2026-10-14"},
        {"note": "Ringde mamman"},
        {"mothers": 1_790_000_000},
        {"answers": [{"at": "10:02"}]},
    ]
    for wrong in kinds:
        failed = behind.evaluate(
            """async (content) => {
              const queue = await import('/form/static/queue.js');
              const made = queue.enqueueRecord({activity: 'counselling-session', content});
              return made.then(() => null, (error) => error.name);
            }""",
            content(**wrong),
        )
        assert failed == "ForbiddenContent", wrong
    assert stored(behind)["queue"] == {}
