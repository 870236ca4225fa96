"""The form's routes over HTTP: the shell, what a tablet keeps, and the forms on paper."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest

from app.activities.activity import kinds_of
from app.activities.kinds import CodeOf, CodesOf
from app.activities.registry import ACTIVITIES, EVENTS
from app.catalogue.catalogue import SHIPPED, load
from app.form.offline_files import STATIC, kept, worker
from app.vocabulary.lists import CLOSED_LISTS
from tests.support.service import Service, Templates, start


@pytest.fixture(params=SHIPPED)
def service(request: pytest.FixtureRequest, templates: Templates, tmp_path: Path) -> Iterator[Service]:
    """No record is filed here: one kind of database will do, and both cities."""
    yield from start(templates.sqlite(tmp_path / "stodlogg.db", request.param), request.param)


ADVISERS = [one for one in EVENTS if one.filed_by == "adviser"]


def test_the_shell_is_the_same_for_everybody(service: Service) -> None:
    nobody, tablet = service.client(), service.tablet()
    shell = nobody.get("/form/")
    assert shell.status_code == 200
    assert shell.content == tablet.get("/form/").content
    assert nobody.get("/form", follow_redirects=False).headers["location"] == "/form/"
    assert "set-cookie" not in shell.headers


def test_the_worker_keeps_every_file_that_the_form_can_load(service: Service) -> None:
    client = service.client()
    reply = client.get("/form/sw.js")
    assert reply.headers["content-type"].startswith("text/javascript")
    assert "/*VERSION*/" not in reply.text
    listed = json.loads(re.search(r"new Set\((\[.*?\])\)", reply.text, re.S)[1])  # type: ignore[index]
    assert listed == list(kept().addresses)
    modules = {f"/form/static/{path.relative_to(STATIC).as_posix()}" for path in STATIC.rglob("*.*js")}
    assert modules - {"/form/static/sw.js"} <= set(listed)
    for address in listed:
        assert client.get(address).status_code == 200, address
    loaded = re.findall(r'(?:href|src)="(/[^"]+)"', client.get("/form/").text)
    assert set(loaded) - {"/form/paper"} <= set(listed)


def test_everything_in_one_reply_is_each_file_by_itself(service: Service) -> None:
    """Of the version that the worker has; each file as it comes from its own address."""
    client = service.client()
    reply = client.get("/form/everything")
    assert reply.headers["content-encoding"] == "gzip"
    # The worker gives each file this reply's headers: what a page may load, and that it is asked for anew.
    for name in ("content-security-policy", "x-content-type-options", "cache-control"):
        assert reply.headers[name] == client.get("/form/").headers[name]
    held = json.loads(reply.content)
    assert f'VERSION = "{held["version"]}"' in client.get("/form/sw.js").text
    assert [address for address, _, _ in held["files"]] == list(kept().addresses)
    for address, kind, text in held["files"]:
        alone = client.get(address)
        assert (alone.text, alone.headers["content-type"].partition(";")[0]) == (text, kind.partition(";")[0])
    assert client.get("/form/everything", headers={"If-None-Match": reply.headers["etag"]}).status_code == 304


def test_files_are_sent_compressed_to_whom_can_read_it(service: Service) -> None:
    client = service.client()
    sizes = {}
    for way in ("gzip", "identity"):
        with client.stream(
            "GET", "/form/static/vendor/qrcode-generator.mjs", headers={"Accept-Encoding": way}
        ) as reply:
            assert reply.headers.get("content-encoding") == (way if way == "gzip" else None)
            assert reply.headers["vary"] == "Accept-Encoding"
            assert reply.headers["content-type"].startswith("text/javascript")
            sizes[way] = int(reply.headers["content-length"])
    assert sizes["gzip"] < sizes["identity"] / 3


def test_what_the_first_view_imports_is_named_in_the_shell(service: Service) -> None:
    """All of it, so that no module waits for another to be read; and nothing that is loaded on demand."""
    shell = service.client().get("/form/").text
    named = re.findall(r'<link rel="modulepreload" href="([^"]+)">', shell)
    assert {"/form/static/main.js", "/form/static/views/home.js", "/form/static/words-queue.js"} <= set(named)
    assert len(set(named)) == len(named)
    assert "/form/static/views/link.js" not in named
    for address in named:
        path = STATIC / address.removeprefix("/form/static/")
        for other in re.findall(r'from "(\.[^"]+)"', path.read_text("utf-8")):
            target = (path.parent / other).resolve().relative_to(STATIC).as_posix()
            assert f"/form/static/{target}" in named, (address, other)


def test_a_changed_file_is_another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    before = worker()
    kept.cache_clear()
    changed = STATIC / "words-form.js"
    read = type(changed).read_bytes
    monkeypatch.setattr(type(changed), "read_bytes", lambda path: read(path) + b" " * (path == changed))
    after = worker()
    kept.cache_clear()
    assert before != after
    assert before.count("\n") == after.count("\n")


def test_files_are_asked_for_anew_each_time(service: Service) -> None:
    client = service.client()
    reply = client.get("/form/static/main.js")
    assert reply.headers["cache-control"] == "no-cache"
    again = client.get("/form/static/main.js", headers={"If-None-Match": reply.headers["etag"]})
    assert again.status_code == 304


class _Texts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.found.append(" ".join(data.split()))


def texts_of(html: str) -> list[str]:
    parser = _Texts()
    parser.feed(html)
    return parser.found


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize("activity", ADVISERS, ids=lambda one: one.name)
def test_paper_asks_all_that_the_schema_has(service: Service, activity: object, language: str) -> None:
    one = next(each for each in ADVISERS if each is activity)
    reply = service.client().get(f"/form/paper/{one.name}?lang={language}")
    assert reply.status_code == 200
    assert f'<html lang="{language}">' in reply.text
    found = texts_of(reply.text)
    catalogue = load(service.catalogue)
    has_levels = bool(catalogue.municipality.entries("levels"))
    for name in one.schema.model_fields:
        if name in ("catalogue_version", "answers") or (name == "level" and not has_levels):
            continue
        label = catalogue.field_texts(one.name, name)
        assert label is not None
        assert label.label.text.of("en" if language == "en" else "sv") in found, name


@pytest.mark.parametrize("activity", ADVISERS, ids=lambda one: one.name)
def test_paper_has_a_box_for_every_code_that_fits_on_it(service: Service, activity: object) -> None:
    one = next(each for each in ADVISERS if each is activity)
    found = texts_of(service.client().get(f"/form/paper/{one.name}").text)
    data = load(service.catalogue).municipality
    for name, kind in kinds_of(one.schema).items():
        if not isinstance(kind, (CodeOf, CodesOf)) or kind.list in CLOSED_LISTS or name == "language":
            continue
        entries = [entry for entry in data.entries(kind.list) if not entry.last]
        if len(entries) > 40 or kind.list in ("parenting-programmes", "partners"):
            continue
        assert {entry.sv for entry in entries} <= set(found), name


def test_paper_has_no_room_for_a_name_or_a_day(service: Service) -> None:
    for one in ADVISERS:
        text = service.client().get(f"/form/paper/{one.name}").text
        assert "<input" not in text
        assert "Skriv inga namn" in text


def test_there_is_paper_for_advisers_activities_alone(service: Service) -> None:
    client = service.client()
    index = client.get("/form/paper").text
    for one in ACTIVITIES:
        status = client.get(f"/form/paper/{one.name}").status_code
        assert status == (200 if one in ADVISERS else 404)
        assert (f'/form/paper/{one.name}"' in index) == (one in ADVISERS)
