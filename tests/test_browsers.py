"""Addresses that a browser reaches by mistake: answered in words with a way onward, and never in JSON."""

import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.kit.clock import Clock
from app.kit.db.database import Database
from app.kit.http.parts import PageWords, part
from app.kit.problems import CATALOGUE, DatabaseUnavailable
from tests.desk.reading import Page, get, read, text_of
from tests.support.service import Service, Templates, start
from tests.test_routes import LETS_IN, ROUTES, WHO, Doors, publish_tables

FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
CHROMIUM = (
    "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,image/apng,*/*;q=0.8,"
    "application/signed-exchange;v=b3;q=0.7"
)
BROWSER = {"Accept": CHROMIUM, "Accept-Language": "sv-SE,sv;q=0.9"}

GETS = [route for route in ROUTES if route.startswith("GET")]


@pytest.fixture(scope="module")
def doors(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Doors]:
    folder: Path = tmp_path_factory.mktemp("browsers")
    url = templates.sqlite(folder / "stodlogg.db", "stockholm")
    for service in start(url, "stockholm", one_person_releases=True, key_requests_per_minute=100_000):
        publish_tables(service)
        yield Doors(service)


def _refused(client: Any, reply: Any) -> Page:
    """A refusal as a page: the problem's own words, a way onward, nothing for programs around them."""
    page = read(client, reply)
    titles = {text for one in CATALOGUE.values() for text in one.title}
    assert page.heading in titles, page.heading
    main = page.one("main")
    assert len(text_of(main)) > len(page.heading) + 20
    assert [one for one in main.iter("a") if (one.get("href") or "").startswith("/")]
    assert reply.headers["cache-control"] == "no-store"
    assert "default-src 'self'" in reply.headers["content-security-policy"]
    assert "script" not in {one.tag for one in page.tree.iter()}
    return page


@pytest.mark.parametrize("route", GETS)
def test_every_address_answers_a_browser_in_words(doors: Doors, route: str) -> None:
    """Signed out, and in each role that the address is not for."""
    for who in WHO:
        if who in LETS_IN[ROUTES[route]]:
            continue
        client = doors.client(who, route)
        _, path, _ = doors.call(route)
        reply = client.get(path, headers=BROWSER)
        assert reply.status_code == (401 if who == "nobody" else 403)
        page = _refused(client, reply)
        assert ("Logga in" in page.text) is (who == "nobody")
        plain = client.get(path, headers={"Accept": "application/json"})
        assert (plain.status_code, plain.headers["content-type"]) == (
            reply.status_code, "application/problem+json",
        )  # fmt: skip


HOSTILE: list[tuple[str, int]] = [
    ("/nothing", 404),
    ("/nothing/at/all?lang=<script>alert(1)</script>", 404),
    ("/<script>alert(1)</script>", 404),
    ("/%00", 404),
    ("/%ff%fe", 404),
    ("/%2e%2e/%2e%2e/etc/passwd", 404),
    ("/static/../../pyproject.toml", 404),
    ("/static/nothing.css", 404),
    ("/form/static/nothing.js", 404),
    ("/form/nothing", 404),
    ("/form/paper/nothing", 404),
    ("/" + "a" * 4000, 404),
    ("/desk/", 404),
    ("/desk/nothing", 404),
    ("/sign-in/", 404),
    ("/reports", 404),
    ("/reports/", 404),
    ("/problems/nothing", 404),
    ("/api", 404),
    ("/api/v1", 404),
    ("/api/v1/nothing", 404),
    ("/api/v2", 404),
    ("/api/v2/nothing", 404),
    ("/api/v1/batches", 405),
    ("/desk/sign-out", 405),
    ("/api/v1/sign-ins", 405),
]


@pytest.mark.parametrize(("path", "status"), HOSTILE, ids=[path[:40] for path, _ in HOSTILE])
def test_an_address_that_is_not_there_is_a_page_with_a_way_onward(
    doors: Doors, path: str, status: int
) -> None:
    for who in ("nobody", "city"):
        client = doors.client(who, "")
        for accept in (FIREFOX, CHROMIUM):
            reply = client.get(path, headers=BROWSER | {"Accept": accept})
            assert reply.status_code == status
            page = _refused(client, reply)
            assert "<script>" not in page.reply.text
    reply = doors.client("nobody", "").get(path)
    assert (reply.status_code, reply.headers["content-type"]) == (status, "application/problem+json")


@pytest.mark.parametrize(
    ("path", "status", "onward"),
    [
        ("/desk/closing/2099-T1", 404, "Till skrivbordet"),
        ("/reports/nothing", 422, "Till skrivbordet"),
        ("/reports/2019-T1?form=doc", 422, "Till skrivbordet"),
        ("/research/tables/nothing", 404, "Till sidan för forskare"),
        ("/api/v2/tables/nothing/metadata", 404, "Till sidan för forskare"),
        ("/api/v2/tables/routes-in/data?tertial=1", 400, "Till sidan för forskare"),
        ("/api/v1/statistics/routes-in?period=yesterday", 422, "Till startsidan"),
        ("/api/v1/counselling-sessions/1", 422, "Till startsidan"),
    ],
)
def test_what_is_wrong_with_an_address_is_said_and_where_to_go_on(
    doors: Doors, path: str, status: int, onward: str
) -> None:
    client = doors.client("city", "")
    reply = client.get(path, headers=BROWSER)
    assert reply.status_code == status
    page = _refused(client, reply)
    assert page.follow(onward).status == 200
    problem = client.get(path).json()
    assert [problem["title"], problem["detail"] in page.text] == [page.heading, True]
    for error in problem.get("errors", []):
        assert " ".join(error["message"].split()) in page.text
    english = page.follow("English")
    assert english.heading == client.get(path, headers={"Accept-Language": "en"}).json()["title"]
    if path.startswith("/api/"):
        kind = problem["type"].rpartition("/")[2]
        assert page.follow(f"om felet {kind}").heading == page.heading


def test_whoever_is_signed_out_signs_in_from_where_they_are(doors: Doors) -> None:
    for path in ("/reports/2019-T1", "/research/tables/routes-in", "/desk/returns", "/api/v1/me"):
        client: Any = doors.client("nobody", "")
        page = get(client, path)
        assert page.status == 401
        assert page.follow("Logga in").path == "/sign-in"


@pytest.mark.parametrize(
    ("accept", "page"),
    [
        (FIREFOX, True),
        (CHROMIUM, True),
        ("text/html", True),
        ("TEXT/HTML;Q=1", True),
        ("text/html;q=0.5, */*;q=0.1", True),
        ("application/xhtml+xml", True),
        ("application/json;q=0.5, text/html", True),
        ("text/html, application/json", True),
        (None, False),
        ("", False),
        ("*/*", False),
        ("text/*", False),
        ("application/json", False),
        ("application/problem+json, */*", False),
        ("application/json, text/xml, application/xml, */*", False),
        ("application/json, text/html;q=0.9", False),
        ("text/html;q=0", False),
        ("text/html;q=nan", False),
        ("text/html;q=1e9", False),
        ("text/htmlx", False),
        (",;,;q=,", False),
        ("a/b," * 5000 + "text/html", False),
    ],
)
def test_who_is_answered_with_a_page(doors: Doors, accept: str | None, page: bool) -> None:
    client = doors.client("nobody", "")
    request = client.build_request("GET", "/nothing")
    del request.headers["accept"]
    if accept is not None:
        request.headers["accept"] = accept
    reply = client.send(request)
    assert reply.status_code == 404
    assert reply.headers["content-type"].startswith("text/html") is page


def test_our_own_failure_and_an_absent_database_are_pages_too(
    quick: Service, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    client: Any = quick.coordinator()

    def away(*_: Any) -> Any:
        raise DatabaseUnavailable()

    with monkeypatch.context() as patch:
        patch.setattr(part(quick.app, Database), "look_up", away)
        for path in ("/desk", "/api/v1/me", "/reports/2019-T1"):
            reply = client.get(path, headers=BROWSER)
            assert (reply.status_code, reply.headers["retry-after"]) == (503, "5")
            assert _refused(client, reply).heading == "Databasen går inte att nå"
    with monkeypatch.context() as patch, caplog.at_level(logging.CRITICAL):
        patch.setattr(part(quick.app, Clock), "today", lambda: 1 / 0)
        for path in ("/desk", "/api/v1/me"):
            reply = client.get(path, headers=BROWSER)
            assert reply.status_code == 500
            page = _refused(client, reply)
            number = client.get(path).json()["instance"].rpartition(":")[2]
            assert len(number) == 16
            (shown,) = [text_of(one) for one in page.one("main").iter("code") if len(text_of(one)) == 16]
            assert shown
        # Even where it is the pages that cannot be made.
        patch.setattr(part(quick.app, PageWords), "place", None)
        assert client.get("/desk", headers=BROWSER).json()["type"] == "/problems/internal-error"
    assert client.get("/desk", headers=BROWSER).status_code == 200
