"""The log names nobody: no address, path, query, id, time within the hour, nor a word of what was sent.

A served Stödlogg is asked well, badly and so that it fails, with a name and a birth date in every place that
a request has. Then everything that it wrote is read.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.access.accounts import service as accounts
from app.access.actor import COMMAND_LINE
from app.access.roles import Role
from app.kit.logs import ALLOWED
from app.vocabulary.periods import month_of
from tests.support import faulty, parents, raw
from tests.support.faulty import FAULTS, MARKER, STATEMENT
from tests.support.live import Live
from tests.support.service import Templates, example, new_id

ADDRESS = "198.51.100.77"
AGENT = "Surfplatta-hos-Kerstin/1.0"
SECRET = "hemlig-nyckel-1234567890"

pytestmark = pytest.mark.slow


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def live(request: pytest.FixtureRequest, templates: Templates, tmp_path: Path) -> Iterator[Live]:
    if request.param == "sqlite":
        url = templates.sqlite(tmp_path / "stodlogg.db", "stockholm")
    else:
        url = templates.postgres(request.getfixturevalue("postgres_server"), "stockholm")
    server = Live(url, "stockholm", tmp_path, program=(faulty.__file__,))
    database = server.database()
    with database.writing() as session:  # or the first start would print a link for one
        accounts.create_account(session, COMMAND_LINE, Role.ADMIN, None, server.here())
    database.dispose()
    with server:
        yield server


def _session(**changes: Any) -> dict[str, Any]:
    return example("counselling-session", "stockholm", **changes)


def _path() -> str:
    return f"/api/v1/counselling-sessions/{new_id()}"


def _ask_as_a_parent(live: Live, tablet: Any, query: dict[str, str]) -> list[str]:
    """Links and posters used well and badly; every secret of theirs that the log must not have."""
    today, keys = live.here().day, parents.link_keys(tablet)
    record, link, early = new_id(), parents.make_link(keys, today), parents.make_link(keys, today)
    session = _session(month=month_of(today), mothers=3, answers=[])
    assert tablet.put(f"/api/v1/counselling-sessions/{record}", json=session).status_code == 201
    assert parents.file_link(tablet, link, record).status_code == 201
    poster = parents.poster(tablet, activity="theme-meeting", record=new_id(), month=month_of(today), uses=1)
    phone = live.client(headers={"User-Agent": AGENT, "X-Forwarded-For": ADDRESS, "Accept-Language": MARKER})
    for path, answers in ((link.path, parents.YES), (early.path, parents.YES), (poster, parents.MET)):
        assert phone.get(path, params=query).status_code == 200
        assert phone.post(path, data={"q-helpful": MARKER}).status_code == 422
        assert parents.answer(phone, path, {**answers, "name": MARKER}).status_code == 303
        assert phone.get(path, params=query).status_code == 404
        assert parents.answer(phone, path, answers).status_code == 404
    assert phone.get(f"/s/{MARKER}", params=query).status_code == 404
    assert parents.file_link(tablet, parents.make_link(keys, today), new_id()).status_code == 404
    body = {"activity": "counselling-session", "record": record, "respondent": MARKER}
    assert tablet.put(f"/api/v1/answer-links/{link.hash}", json=body).status_code == 422
    assert tablet.post("/api/v1/posters/sheet", json={"code": MARKER}).status_code == 422
    tokens = [link.token, early.token, poster.removeprefix("/s/").replace("-", "")]
    secrets = [part for token in tokens for part in (token[:8], token[:4] + "-" + token[4:8])]
    return [*secrets, link.hash, early.hash, record, *(key.hex() for key in keys.values())]


def _ask_everything(live: Live) -> list[str]:
    tablet = live.tablet("farsta")
    tablet.headers.update(
        {
            "User-Agent": AGENT,
            "X-Forwarded-For": ADDRESS,
            "Forwarded": f"for={ADDRESS}",
            "X-Real-IP": ADDRESS,
            "Referer": f"https://example.org/{MARKER}",
            "Accept-Language": MARKER,
            "X-Request-Id": MARKER,
        }
    )
    tablet.cookies.set("other", MARKER.replace(" ", "-"))
    query = {"name": MARKER, "q": f"={MARKER}&{ADDRESS}"}

    path = _path()
    etag = tablet.put(path, json=_session(), params=query).headers["ETag"]
    assert tablet.get(path, params=query).status_code == 200
    changed = _session(children=2)
    assert tablet.put(path, json=changed, headers={"If-Match": etag}).status_code == 200
    assert tablet.put(path, json=_session()).status_code == 409
    assert tablet.put(path, json=_session(), headers={"If-Match": etag}).status_code == 412
    assert tablet.delete(path, params=query).status_code == 204
    assert tablet.put(path, json=changed, params=query).status_code == 410
    contents = (_session(), {MARKER: 1})
    items = [{"activity": "counselling-session", "id": new_id(), "content": one} for one in contents]
    assert tablet.post("/api/v1/batches", json={"records": items}, params=query).status_code == 200

    assert tablet.put(_path(), json=_session(arena=MARKER) | {MARKER: MARKER}).status_code == 422
    assert tablet.put(_path(), json=_session(next_steps=[MARKER]), params=query).status_code == 422
    assert tablet.put(_path(), content=f'{{"{MARKER}":1,"{MARKER}":2}}').status_code == 415
    assert tablet.put(f"/api/v1/home-visits/{MARKER}", json={}).status_code == 422
    assert tablet.get(f"/{MARKER}/{new_id()}", params=query).status_code == 404
    assert tablet.request("KERSTIN", "/api/v1/batches", params=query).status_code == 405
    assert tablet.put(_path(), json=_session(), headers={"Origin": f"https://{ADDRESS}"}).status_code == 403
    assert tablet.put(_path(), json=_session(), headers={"If-Match": MARKER}).status_code == 400

    stranger = live.client(headers={"User-Agent": AGENT, "Authorization": f"Bearer {SECRET}"})
    assert stranger.put(_path(), json=_session()).status_code == 401
    assert stranger.post("/api/v1/devices", json={"code": SECRET}).status_code in (403, 422)
    assert stranger.post("/api/v1/sign-ins", json={"account": MARKER, "password": SECRET}).status_code == 422
    wrong = stranger.post("/api/v1/sign-ins", json={"account": "c-000000", "password": SECRET})
    assert wrong.status_code in (403, 422)

    for sent in (
        f"{MARKER}\r\n\r\n",
        f"GET /{MARKER} HTTP/1.1\r\n\r\n",
        f"GET / HTTP/1.1\r\nHost: {MARKER}\r\nX\r\n\r\n",
        f"GET /health/live HTTP/1.1\r\nHost: a\r\nUpgrade: {AGENT}\r\nConnection: Upgrade\r\n\r\n",
        f"PATCH /health/live HTTP/1.1\r\nHost: [::1{MARKER}\r\n\r\n",
    ):  # fmt: skip
        raw.ask(live.port, sent.encode())
    with raw.connect(live.port) as connection:  # gone in the middle of a body
        connection.sendall(raw.request("PUT", _path(), {"Content-Length": "900"}) + MARKER.encode())

    for children in (*FAULTS, STATEMENT):
        reply = tablet.put(_path(), json=_session(children=children), params=query)
        assert reply.status_code == (500 if children in (11, 12, 13, STATEMENT) else 201), children
        assert all(part not in reply.text for part in MARKER.split())
        assert reply.status_code != 500 or reply.headers["content-type"] == "application/problem+json"
        assert reply.headers["x-content-type-options"] == "nosniff"
    return _ask_as_a_parent(live, tablet, query)


def test_a_log_that_names_nobody(live: Live) -> None:
    secrets = _ask_everything(live)
    live.stop()
    said = live.said()
    lines = [json.loads(line) for line in said.splitlines()]

    for what in (
        *MARKER.split(),
        ADDRESS,
        AGENT,
        "Surfplatta",
        SECRET,
        "hemlig",
        "KERSTIN",
        *secrets,
        "yes-really",
    ):
        assert what not in said, what
    for line in lines:
        assert re.fullmatch(r"[0-9a-f]{16}", line.get("request", "0" * 16)), "the request's own random id"
        text = json.dumps({name: value for name, value in line.items() if name != "request"})
        assert not re.search(r"\d{1,3}(\.\d{1,3}){3}|::", text), "an address"
        assert not re.search(r"[0-9a-f]{8}-?[0-9a-f]{4}", text), "an id"
        assert not re.search(r"\d{1,2}:\d{2}:\d{2}|\d{10}", text), "a time within the hour"
        assert line.keys() <= ALLOWED, line
        assert all("?" not in str(value) and "=" not in str(value) for value in line.values()), line
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:00Z", line.get("timestamp", "2000-01-01T00:00Z")), line

    # It says enough to mend what is wrong, and each of the faults has left its line.
    found = {(line.get("problem"), line.get("route"), line.get("status")) for line in lines}
    route = "/api/v1/counselling-sessions/{id}"
    assert {
        ("invalid-input", route, 422), ("invalid-record", route, 422), ("record-differs", route, 409),
        ("record-withdrawn", route, 410), ("cross-site", route, 403), ("not-found", None, 404),
        ("internal-error", route, 500), (None, "/s/{typed:anything}", 404),
        (None, "/s/{typed:anything}", 422),
        ("record-not-found", "/api/v1/answer-links/{hash}", 404),
    } <= found  # fmt: skip
    errors = [line["error"] for line in lines if "error" in line]
    assert {"Quoting", "KeyError", "ExceptionGroup", "UserWarning"} <= set(errors)
    assert {"OperationalError", "ProgrammingError"} & set(errors)
    events = [line["event"] for line in lines]
    assert {"a thread ended", "an error was passed over", "a warning", "could not read %s"} <= set(events)
    assert {"asyncio", "library", "uvicorn.error"} <= {line.get("logger") for line in lines}
    assert sum(line["event"] == "failed" for line in lines) == 4


def test_a_quiet_day_leaves_nothing(live: Live) -> None:
    """What went well is nobody's business."""
    tablet = live.tablet("farsta")
    for _ in range(3):
        path = _path()
        assert tablet.put(path, json=_session()).status_code == 201
        assert tablet.get(path).status_code == 200
        assert tablet.delete(path).status_code == 204
    link = parents.make_link(parents.link_keys(tablet), live.here().day)
    assert parents.answer(live.client(), link.path).status_code == 303
    live.stop()
    assert live.said() == ""
