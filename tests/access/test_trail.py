"""The trail: one act for one deed, in the deed's own transaction, readable, and nothing secret anywhere."""

import io
import json
import logging
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
import structlog
from sqlalchemy import select

from app.access.accounts import service as accounts
from app.access.actor import COMMAND_LINE, actor
from app.access.devices import service as devices
from app.access.problems import NotAllowed
from app.access.roles import Role
from app.access.trail import service as trail
from app.access.trail.acts import ACTS
from app.access.trail.tables import ACT
from app.kit import logs
from tests.access.service import API, Service, contents, problem

DISTRICT_AND_DAY = ("kind", "account", "subject", "district", "tertial", "day")


def test_every_act_is_noted_with_who_what_where_and_which_day(service: Service) -> None:
    admin, d = service.admin(), service.district
    me = admin.get(f"{API}/me").json()["account"]
    made = admin.post(f"{API}/accounts", json={"role": "coordinator", "district": d}).json()
    coordinator = service.nobody()
    coordinator.post(f"{API}/sign-ins", json={"code": made["code"]})
    coordinator.put(f"{API}/me/password", json={"password": "femton vita svanar"})
    code = coordinator.post(f"{API}/devices/codes", json={"district": d}).json()["code"]
    device = service.nobody().post(f"{API}/devices", json={"code": code}).json()["mark"]
    service.day = date(2024, 3, 2)
    coordinator.delete(f"{API}/devices/{device}")
    body = {"tables": ["*"], "districts": ["*"], "expires": "2024-12-31"}
    key = admin.post(f"{API}/research-keys", json=body).json()["mark"]
    admin.post(f"{API}/research-keys/{key}/rotation")
    admin.delete(f"{API}/research-keys/{key}")
    admin.post(f"{API}/accounts/{made['account']}/links")
    admin.delete(f"{API}/accounts/{made['account']}")
    c = made["account"]
    first, second = date(2024, 3, 1), date(2024, 3, 2)
    found = [tuple(getattr(row, name) for name in DISTRICT_AND_DAY) for row in service.acts()]
    assert found == [
        ("account-created", "command-line", me, None, None, first),
        ("link-made", "command-line", me, None, None, first),
        ("account-created", me, c, d, None, first),
        ("link-made", me, c, d, None, first),
        ("password-set", c, c, d, None, first),
        ("device-code-made", c, None, d, None, first),
        ("device-enrolled", c, device, d, None, first),
        ("device-revoked", c, device, d, None, second),
        ("key-created", me, key, None, None, second),
        ("key-rotated", me, key, None, None, second),
        ("key-revoked", me, key, None, None, second),
        ("link-made", me, c, d, None, second),
        ("account-removed", me, c, d, None, second),
    ]
    assert [row.number for row in service.acts()] == [*range(1, 8), *range(1, 7)]


def test_an_act_and_its_note_are_there_together_or_not_at_all(service: Service) -> None:
    def do() -> None:
        with service.database.writing() as session:
            accounts.create_account(session, COMMAND_LINE, Role.ADMIN, None, service.here)
            devices.make_device_code(session, COMMAND_LINE, service.district, service.here)
            assert len(session.execute(select(ACT)).all()) == 3
            raise RuntimeError("the power goes")

    with pytest.raises(RuntimeError):
        do()
    assert not any(contents(service).values())


def test_an_act_that_cannot_be_noted_is_not_done(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    tablet, coordinator = service.tablet(), service.coordinator()
    [device] = coordinator.get(f"{API}/devices").json()["devices"]

    def fails(*_: Any, **__: Any) -> None:
        raise OSError

    monkeypatch.setattr(trail, "note", fails)
    assert coordinator.delete(f"{API}/devices/{device['mark']}").status_code == 500
    assert tablet.put("/probe/adviser").status_code == 200
    monkeypatch.undo()
    assert coordinator.delete(f"{API}/devices/{device['mark']}").status_code == 204


def test_no_cookie_leaves_before_the_commit(service: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    code = service.device_code()

    def fails(*_: Any, **__: Any) -> None:
        raise OSError

    monkeypatch.setattr("sqlmodel.Session.commit", fails)
    reply = service.nobody().post(f"{API}/devices", json={"code": code})
    assert reply.status_code == 500
    assert "set-cookie" not in reply.headers
    monkeypatch.undo()
    assert service.nobody().post(f"{API}/devices", json={"code": code}).status_code == 201


def test_the_trail_is_read_newest_first_and_in_pages(service: Service) -> None:
    city = service.city()
    for number in range(1, 8):
        service.day = date(2024, 3, 1 + number // 3)
        service.device_code()
    everything = city.get(f"{API}/trail").json()
    assert everything["before"] is None
    expected = [str(row.id) for row in reversed(service.acts())]
    assert [act["id"] for act in everything["acts"]] == expected
    seen, before = [], ""
    while True:
        page = city.get(f"{API}/trail?limit=4{before}").json()
        seen += [act["id"] for act in page["acts"]]
        if page["before"] is None:
            break
        before = f"&before={page['before']}"
    assert seen == expected
    assert city.get(f"{API}/trail?before={uuid4()}").json() == {"acts": [], "before": None}
    assert problem(city.get(f"{API}/trail?limit=0")) == "invalid-input"
    assert problem(city.get(f"{API}/trail?before=yesterday")) == "invalid-input"


def test_an_act_is_shown_in_words(small: Service) -> None:
    small.device_code()
    city = small.city()
    swedish = city.get(f"{API}/trail").json()["acts"][-1]
    assert swedish["text"] == "skapade en kod för att ansluta en surfplatta"
    english = city.get(f"{API}/trail", headers={"Accept-Language": "en"}).json()["acts"][-1]
    assert english == swedish | {"text": "made a code to connect a tablet"}
    assert swedish.keys() == {"id", "act", "text", "by", "subject", "tertial", "district", "day"}
    assert swedish["day"] == "2024-03-01"


def test_every_kind_of_act_can_be_noted(service: Service) -> None:
    with service.database.writing() as session:
        for kind in ACTS:
            trail.note(session, COMMAND_LINE, kind, service.day, tertial="2023-T3")
    assert [row.kind for row in service.acts()] == list(ACTS)
    assert {row.tertial for row in service.acts()} == {"2023-T3"}


def test_a_device_cannot_stand_in_the_trail(small: Service) -> None:
    who = actor(Role.ADVISER, small.district, small.here.catalogue.municipality)
    with pytest.raises(NotAllowed), small.database.writing() as session:
        trail.note(session, who, "device-revoked", small.day)
    assert small.acts() == []


def test_the_trail_refers_to_nothing_that_can_go() -> None:
    table = ACT
    assert {key.target_fullname for key in table.foreign_keys} == {
        "code_districts.code", "calendar_tertial.tertial",
    }  # fmt: skip
    assert not {"time", "hour", "at", "address", "agent"} & set(table.c.keys())


def test_no_secret_is_in_a_table_a_log_or_an_error(
    service: Service, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    written, root, usual = io.StringIO(), logging.getLogger(), structlog.get_config()
    handlers, level = root.handlers[:], root.level
    monkeypatch.setattr("sys.stderr", written)
    logs.configure("DEBUG")
    logging.getLogger("sqlalchemy.engine").setLevel(logging.INFO)
    try:
        secrets = _use_everything(service)
    finally:
        logging.getLogger("sqlalchemy.engine").setLevel(logging.NOTSET)
        root.handlers[:], root.level = handlers, level
        structlog.configure(**usual)
    stored, lines = repr(contents(service)), written.getvalue()
    assert '"refused"' in lines
    assert "INSERT INTO device" in lines  # the statements were logged; what they carried was not
    for secret in secrets:
        for form in (secret, secret.replace("-", ""), secret.lower(), secret.replace("-", "").lower()):
            assert form not in stored
            assert form not in lines
            assert form not in caplog.text
    for line in lines.splitlines():
        assert json.loads(line).keys() <= logs.ALLOWED


def _use_everything(service: Service) -> list[str]:
    """Does what makes and uses secrets, rightly and wrongly; returns every secret that there was."""
    password = "femton vita svanar"
    account, link = service.account(Role.COORDINATOR, service.district)
    client = service.nobody()
    client.post(f"{API}/sign-ins", json={"code": link})
    client.put(f"{API}/me/password", json={"password": password})
    token = client.cookies["stodlogg_sign_in"]
    code = client.post(f"{API}/devices/codes", json={"district": service.district}).json()["code"]
    tablet = service.nobody()
    tablet.post(f"{API}/devices", json={"code": code})
    device_token = tablet.cookies["stodlogg_device"]
    key = service.key()["key"]
    wrong = service.nobody()
    replies = [
        wrong.post(f"{API}/devices", json={"code": code}),
        wrong.post(f"{API}/sign-ins", json={"code": link, "secret": key}),
        wrong.post(f"{API}/sign-ins", json={"account": account, "password": password + "!"}),
        wrong.get(f"{API}/me", headers={"Authorization": f"Bearer {key}!"}),
        wrong.get(f"{API}/trail?before={key}"),
        wrong.delete(f"{API}/devices/{code}"),
    ]
    secrets = [link, password, token, code, device_token, key]
    for reply in replies:
        assert reply.status_code >= 400
        assert not any(secret in reply.text for secret in secrets)
    return secrets
