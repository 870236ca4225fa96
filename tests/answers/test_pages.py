"""The parents' pages: plain HTML for any phone, twelve languages, small, kind, telling nothing apart."""

import re
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from app.catalogue.catalogue import Catalogue
from app.kit.clock import Clock
from app.kit.db.database import Database
from app.kit.http.parts import give, part
from app.kit.problems import DatabaseBusy, DatabaseUnavailable, StorageFull
from tests.answers.conftest import Place
from tests.support import parents
from tests.support.service import ORIGIN, TODAY, new_id, start

TWELVE = ("sv", "sv-easy", "en", "ar", "so", "ti", "fa", "es", "tr", "pl", "ru", "fi")
SMALL = 50_000
"""Bytes of a page with everything that it loads."""


class Page(HTMLParser):
    """What a page consists of: each tag with its attributes, and all its text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.said = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.said += data

    def all(self, tag: str, **where: str) -> list[dict[str, str | None]]:
        return [
            attributes
            for name, attributes in self.tags
            if name == tag and all(attributes.get(key) == value for key, value in where.items())
        ]


def _texts(place: Place, language: str) -> dict[str, str]:
    catalogue = part(place.service.app, Catalogue)
    words: dict[str, str] = catalogue.parents.words(language, catalogue.municipality.city.text)
    return words


def _loads(place: Place, page: Any) -> int:
    """Bytes of a page and of everything that it loads, as sent without compression."""
    size = len(page.content)
    for place_ in re.findall(r'<link[^>]*href="([^"]+)"', page.text):
        file = place.phone.get(place_)
        assert file.status_code == 200
        size += len(file.content)
    return size


@pytest.mark.parametrize("language", TWELVE)
def test_a_page_says_who_asks_what_for_and_that_nobody_is_known(quick_place: Place, language: str) -> None:
    page = quick_place.phone.get(quick_place.link().path, params={"lang": language})
    assert page.status_code == 200
    words, shown = _texts(quick_place, language), Page(page.text)
    for name in ("title", "asks", "anonymous", "purpose", "voluntary", "send"):
        assert words[name] in shown.said, name
    assert "Stockholms stad" in shown.said or "City of Stockholm" in shown.said
    catalogue = part(quick_place.service.app, Catalogue)
    own = catalogue.parents.language(language)
    [html] = shown.all("html")
    assert (html["lang"], html["dir"]) == (own.tag, "rtl" if language in ("ar", "fa") else "ltr")
    assert page.headers["content-language"] == own.tag
    questionnaire = catalogue.municipality.questionnaire("counselling-session-2")
    assert questionnaire
    for question in questionnaire.questions:
        assert question.text[language] in shown.said
        choices = shown.all("input", type="radio", name=f"q-{question.code}")
        assert [one["value"] for one in choices] == [*(one.code for one in question.answers), "no-answer"]
    assert shown.said.count(words["no_answer"]) == 3
    assert len(shown.all("fieldset")) == len(shown.all("legend")) == 3
    assert len(shown.all("label")) == 18
    # Every language can be chosen by a link in itself, and only this one is marked.
    links = shown.all("a")
    assert [one["href"] for one in links] == [f"?lang={code}" for code in TWELVE]
    assert [one["href"] for one in links if one.get("aria-current")] == [f"?lang={language}"]
    for one, offered in zip(links, catalogue.parents.languages, strict=True):
        assert (one["lang"], one["dir"]) == (offered.tag, offered.direction)
        assert offered.label in shown.said


def test_a_page_has_no_script_no_style_of_its_own_and_nothing_from_elsewhere(quick_place: Place) -> None:
    sent = quick_place.answer(quick_place.link().path)
    pages = [
        quick_place.phone.get(quick_place.link().path),
        quick_place.phone.get(sent.headers["location"]),
        quick_place.phone.get("/s/7k2m-9qxa-41zb-c0te"),
    ]
    for page in pages:
        shown = Page(page.text)
        assert not shown.all("script")
        assert not shown.all("style")
        assert not [
            one for _, one in shown.tags if "style" in one or any(name.startswith("on") for name in one)
        ]
        addresses = [one[name] for _, one in shown.tags for name in ("href", "src", "action") if name in one]
        assert all(re.match(r"^(/static/|\?lang=)", str(one)) for one in addresses), addresses
        assert page.headers["cache-control"] == "no-store"
        assert page.headers["referrer-policy"] == "no-referrer"
        assert "noindex" in page.headers["x-robots-tag"]
        assert "default-src 'self'" in page.headers["content-security-policy"]
        assert "form-action 'self'" in page.headers["content-security-policy"]
        assert "Accept-Language" in page.headers["vary"]
        assert "set-cookie" not in page.headers
        assert _loads(quick_place, page) < SMALL


def test_every_language_and_poster_is_small(quick_place: Place) -> None:
    meeting = parents.poster(
        quick_place.tablet, activity="theme-meeting", record=new_id(), month="2026-11", uses=9
    )
    for path in (quick_place.link().path, meeting):
        for language in TWELVE:
            page = quick_place.phone.get(path, params={"lang": language})
            assert _loads(quick_place, page) < SMALL / 2


def test_targets_are_large_enough_for_a_thumb() -> None:
    """Measured in a browser by tests/browser; here, that the stylesheet says so."""
    css = (Path(__file__).parents[2] / "app/front/static/parents.css").read_text("utf-8")
    for what in ("label", "button", "nav a"):
        sizes = [int(size) for size in re.findall(rf"(?m)^{what} {{[^}}]*min-height: (\d+)px", css)]
        assert sizes, what
        assert min(sizes) >= 44, what


@pytest.mark.parametrize(
    ("header", "own"), [("ar-SY,ar;q=0.9,sv;q=0.1", "ar"), ("de,fi;q=0.5", "fi"), ("", "")]
)
def test_a_language_that_nobody_has_read_is_offered_first_and_shown_to_who_chooses_it(
    quick_place: Place, header: str, own: str
) -> None:
    path = quick_place.link().path
    page = quick_place.phone.get(path, headers={"Accept-Language": header})
    assert page.headers["content-language"] == "sv"
    links = Page(page.text).all("a")
    assert [one["href"] for one in links if one.get("class") == "own"] == ([f"?lang={own}"] if own else [])
    assert links[0]["href"] == f"?lang={own or 'sv'}"
    assert len(links) == len(TWELVE)
    if own:
        chosen = quick_place.phone.get(path, params={"lang": own}, headers={"Accept-Language": header})
        assert chosen.headers["content-language"] == own
        assert not Page(chosen.text).all("a", **{"class": "own"})


def test_a_language_that_was_read_is_the_phones_own(quick_place: Place) -> None:
    catalogue = part(quick_place.service.app, Catalogue)
    path = quick_place.link().path
    read = catalogue.parents.read_by(lambda one: one.code in ("sv", "ar"))
    give(quick_place.service.app, replace(catalogue, parents=read))
    try:
        page = quick_place.phone.get(path, headers={"Accept-Language": "ti,ar;q=0.5"})
        assert page.headers["content-language"] == "ar"
        give(quick_place.service.app, replace(catalogue, parents=read.without_unreviewed()))
        offered = Page(quick_place.phone.get(path, params={"lang": "ti"}).text)
        assert [one["href"] for one in offered.all("a")] == ["?lang=sv", "?lang=ar"]
        assert offered.all("html")[0]["lang"] == "sv"
    finally:
        give(quick_place.service.app, catalogue)


def test_a_setting_keeps_what_nobody_has_read_from_parents(quick_place: Place) -> None:
    path = quick_place.link().path
    for service in start(quick_place.service.database_url, "stockholm", reviewed_languages_only=True):
        phone = service.client()
        page = Page(phone.get(path, params={"lang": "ar"}, headers={"Accept-Language": "ar"}).text)
        assert [one["href"] for one in page.all("a")] == ["?lang=sv"]
        tablet = service.tablet("farsta")
        described = tablet.get("/api/v1/catalogue").json()["parents"]
        assert [one["code"] for one in described["languages"]] == list(described["texts"]) == ["sv"]
        sheet = {"code": path.removeprefix("/s/"), "activity": "theme-meeting", "format": "html"}
        assert tablet.post("/api/v1/posters/sheet", json={**sheet, "languages": ["ar"]}).status_code == 422
        poster = tablet.post("/api/v1/posters/sheet", json=sheet).text
        assert "Vad tycker du?" in poster
        assert "<li " not in poster, "no other language's title"
        assert "unreviewed" not in phone.get("/posters").text


def test_what_is_missing_is_said_and_what_was_chosen_is_kept(quick_place: Place) -> None:
    link = quick_place.link()
    sent = {"questionnaire": "counselling-session-1", "q-helpful": "partly", "q-strengthened": "maybe"}
    reply = quick_place.phone.post(f"{link.path}?lang=en", data=sent, follow_redirects=False)
    assert reply.status_code == 422
    shown = Page(reply.text)
    assert [one["value"] for one in shown.all("input", type="radio") if "checked" in one] == ["partly"]
    lacking = [one["aria-describedby"] for one in shown.all("fieldset") if one.get("class") == "lacks"]
    assert len(lacking) == 2
    assert all(len(shown.all("p", id=str(one))) == 1 for one in lacking)
    assert shown.said.count(_texts(quick_place, "en")["missing"]) == 4  # the title, above, and at each
    assert quick_place.count("spent_link") == 0
    assert quick_place.answer(link.path).status_code == 303


@pytest.mark.parametrize(
    "body",
    [b"", b"q-helpful", b"\xff\xfe", b"=" * 300, b"q-helpful=yes&" * 2000, b"{}", b"q-helpful=yes%00"],
    ids=["empty", "half", "bytes", "signs", "long", "json", "zero"],
)
def test_a_form_that_is_none_lacks_every_answer(quick_place: Place, body: bytes) -> None:
    for kind in ("application/x-www-form-urlencoded", "text/plain", ""):
        headers = {"Content-Type": kind} if kind else {}
        path = quick_place.link().path
        reply = quick_place.phone.post(path, content=body, headers=headers, follow_redirects=False)
        assert reply.status_code == 422
        assert quick_place.count("early_answer") == 0


def test_answers_are_those_of_the_question_and_nothing_else_is_kept(quick_place: Place) -> None:
    record, link = quick_place.session(), quick_place.link()
    assert quick_place.file(link, record).status_code == 201
    odd = {"name": "Anna Andersson", "role": "man", "respondent": "father", "q-unknown": "yes", "month": "1"}
    assert quick_place.answer(link.path, {**parents.YES, **odd}).status_code == 303
    assert {row["respondent"] for row in quick_place.rows("counselling_session_answer")} == {"mother"}
    assert len(quick_place.answers()) == 3


# ------------------------------------------------------------------------------------- the kind page


def _unusable(place: Place) -> dict[str, str]:
    """Addresses that cannot be used, by why; the day is moved on, so that one of them is too old."""
    record = place.session(mothers=9)
    old = place.link()
    of = {"activity": "open-preschool-return", "district": "farsta", "tertial": "2026-T3"}
    poster = parents.poster(place.tablet, **of, month="2026-11", uses=1)
    over = parents.poster(place.tablet, **of, month="2026-11", uses=9)
    assert parents.answer(place.phone, poster, parents.VISITED).status_code == 303
    assert place.file(old, record).status_code == 201
    part(place.service.app, Clock).today = lambda: TODAY + timedelta(days=16)
    fresh = parents.make_link(place.keys, TODAY + timedelta(days=16))
    used, early = (parents.make_link(place.keys, TODAY + timedelta(days=16)) for _ in range(2))
    assert place.file(used, record).status_code == 201
    for link in (used, early):
        assert place.answer(link.path).status_code == 303
    forged = fresh.token[:-1] + ("0" if fresh.token[-1] != "0" else "1")
    return {
        "used": used.path,
        "used before its record": early.path,
        "too old, with its record": old.path,
        "too old": parents.make_link(place.keys, TODAY).path,
        "forged": f"/s/{forged}",
        "another's key": parents.make_link({"2026-12": bytes(32)}, TODAY + timedelta(days=16)).path,
        "never made": "/s/0000-0000-0000-0000",
        "too short": "/s/7k2m",
        "of other letters": "/s/%C3%A5%C3%A4%C3%B6",
        "too long": "/s/" + "7" * 300,
        "a poster used up": poster,
        "a poster that is over": over,
    }


def test_everything_that_cannot_be_used_is_one_and_the_same(place: Place) -> None:
    addresses = _unusable(place)
    for language in ("sv", "ar"):
        replies = {}
        for why, path in addresses.items():
            for how, reply in (
                ("GET", place.phone.get(path, params={"lang": language})),
                (
                    "POST",
                    place.phone.post(f"{path}?lang={language}", data=parents.YES, follow_redirects=False),
                ),
            ):
                headers = {name: value for name, value in reply.headers.items() if name != "date"}
                replies[why, how] = (reply.status_code, reply.content, headers)
        first = replies["used", "GET"]
        assert {why for why, reply in replies.items() if reply != first} == set()
        assert first[0] == 404
        assert _texts(place, language)["unusable"].encode() in first[1]
    assert place.count("early_answer") == 3


def test_the_kind_page_says_what_to_do(quick_place: Place) -> None:
    page = Page(quick_place.phone.get("/s/7k2m-9qxa-41zb-c0te?lang=sv").text)
    assert "Länken går inte att använda" in page.said
    assert "Du behöver inte göra något" in page.said
    assert [one["href"] for one in page.all("a")] == [f"?lang={code}" for code in TWELVE]


# ---------------------------------------------------------------------------- other sites, old phones

OLD_PHONES: list[dict[str, str]] = [
    {},
    {"Origin": "null"},
    {"Origin": ORIGIN},
    {"Sec-Fetch-Site": "same-origin", "Origin": "null"},
    {"Sec-Fetch-Site": "none"},
    {"User-Agent": "Mozilla/4.0 (compatible; MSIE 6.0; Windows CE)"},
]
OTHER_SITES: list[dict[str, str]] = [
    {"Origin": "https://evil.example"},
    {"Sec-Fetch-Site": "cross-site", "Origin": "null"},
    {"Sec-Fetch-Site": "same-site"},
]


@pytest.mark.parametrize("headers", OLD_PHONES, ids=str)
def test_an_old_phone_can_send(quick_place: Place, headers: dict[str, str]) -> None:
    reply = parents.answer(quick_place.phone, quick_place.link().path, headers=headers)
    assert reply.status_code == 303


@pytest.mark.parametrize("headers", OTHER_SITES, ids=str)
def test_another_site_cannot(quick_place: Place, headers: dict[str, str]) -> None:
    link = quick_place.link()
    assert parents.answer(quick_place.phone, link.path, headers=headers).status_code == 403
    assert quick_place.count("spent_link") == 0
    assert quick_place.phone.get(link.path).status_code == 200


# ------------------------------------------------------------------------------------ when it is broken


@pytest.mark.parametrize(
    ("problem", "status"), [(DatabaseBusy, 503), (DatabaseUnavailable, 503), (StorageFull, 507)]
)
def test_a_broken_database_is_told_in_a_parents_words(
    quick_place: Place, monkeypatch: pytest.MonkeyPatch, problem: Any, status: int
) -> None:
    link = quick_place.link()

    def broken(*_: object, **__: object) -> None:
        raise problem()

    monkeypatch.setattr(Database, "filing", broken)
    reply = quick_place.answer(f"{link.path}?lang=so")
    assert reply.status_code == status
    assert _texts(quick_place, "so")["later"] in reply.text
    assert ("retry-after" in reply.headers) is (status == 503)
    monkeypatch.setattr(Database, "reading", broken)
    assert _texts(quick_place, "so")["later_more"] in quick_place.phone.get(f"{link.path}?lang=so").text
    monkeypatch.undo()
    assert quick_place.answer(link.path).status_code == 303
