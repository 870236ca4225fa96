"""What bad input gets: a problem that names the field, the rule and what would be right; nothing stored.

Everything is sent over real connections to a served Stödlogg, by hand where a client library would refuse to.
The value that is sent is somebody's name and birth date. It comes back in no answer, and when the server has
stopped it stands in no log and no byte of the database (`served.serving` looks).
"""

import gzip
import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID, uuid1, uuid5

import httpx
import pytest

from app.kit.http.bodies import RECORD_BYTES
from tests.intake.served import NAME_MARKER, Served, problem_of, serving
from tests.support import raw
from tests.support.faulty import MARKER
from tests.support.live import Live
from tests.support.postgres import Postgres
from tests.support.service import Templates, example, new_id, start

Json = dict[str, Any]


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def served(
    request: pytest.FixtureRequest, templates: Templates, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    folder: Path = tmp_path_factory.mktemp("served")
    postgres: Postgres | None = None
    if request.param == "postgres":
        postgres = request.getfixturevalue("postgres_server")
        url = templates.postgres(postgres, "stockholm")
    else:
        url = templates.sqlite(folder / "stodlogg.db", "stockholm")
    with serving(url, "stockholm", "farsta", folder, postgres) as found:
        yield found


@pytest.fixture
def nothing_stored(served: Served) -> Iterator[None]:
    before = served.counts()
    yield
    assert served.counts() == before


refused = pytest.mark.usefixtures("nothing_stored")


def _path() -> str:
    return f"/api/v1/counselling-sessions/{new_id()}"


def _session(**changes: Any) -> Json:
    return example("counselling-session", "stockholm", **changes)


def _without(field: str) -> Json:
    return {name: value for name, value in _session().items() if name != field}


def _answers(**changes: Any) -> Json:
    (one,) = _session()["answers"]
    return _session(answers=[{**one, **changes}])


def _problem(reply: Any, kind: str) -> Json:
    return problem_of(reply.status_code, reply.headers, reply.content, kind)


# ------------------------------------------------------------------------------- fields and their rules

LONG = "9" * 5000
SHAPES: dict[str, tuple[Json, str, str]] = {
    # what is sent, the field that is named, the rule
    "unknown field": (_session(note=MARKER), "note", "unknown-field"),
    "unknown field within": (_answers(comment=MARKER), "answers.0.comment", "unknown-field"),
    "missing field": (_without("arena"), "arena", "missing"),
    "name for a code": (_session(arena=MARKER), "arena", "wrong-format"),
    "name for a closed code": (_session(session_order=MARKER), "session_order", "unknown-code"),
    "name among codes": (_session(age_groups=["0-6", MARKER]), "age_groups", "unknown-code"),
    "name for codes": (_session(next_steps=MARKER), "next_steps", "wrong-kind"),
    "name for a number": (_session(mothers=MARKER), "mothers", "not-a-number"),
    "name for answers": (_session(answers=MARKER), "answers", "wrong-kind"),
    "name for an answer": (
        _answers(answers={"helpful": MARKER}), "answers.0.answers.helpful", "wrong-format"
    ),
    "name for a respondent": (_answers(respondent=MARKER), "answers.0.respondent", "unknown-code"),
    "null for a code": (_session(arena=None), "arena", "wrong-kind"),
    "null for a number": (_session(mothers=None), "mothers", "not-a-number"),
    "null for codes": (_session(next_steps=None), "next_steps", "wrong-kind"),
    "object for a code": (_session(arena={MARKER: MARKER}), "arena", "wrong-kind"),
    "list for a code": (_session(arena=[MARKER]), "arena", "wrong-kind"),
    "number for a code": (_session(arena=7), "arena", "wrong-kind"),
    "upper case": (_session(arena="OPEN-PRESCHOOL"), "arena", "wrong-format"),
    "long code": (_session(arena="a" * 3000), "arena", "wrong-format"),
    "line feed after a code": (_session(arena="open-preschool\n"), "arena", "wrong-format"),
    "NUL in a code": (_session(arena="open\0preschool"), "arena", "wrong-format"),
    "no codes": (_session(next_steps=[]), "next_steps", "too-few"),
    "too many codes": (_session(next_steps=[f"code-{n}" for n in range(41)]), "next_steps", "too-many"),
    "a code twice": (_session(next_steps=["another-session"] * 2), "next_steps", "repeated-code"),
    "numbers for codes": (_session(next_steps=[1]), "next_steps", "wrong-kind"),
    "negative": (_session(mothers=-1), "mothers", "too-small"),
    "too many people": (_session(mothers=21), "mothers", "too-large"),
    "a whole number too large to hold": (_session(mothers=10**30), "mothers", "too-large"),
    "fraction": (_session(mothers=1.5), "mothers", "not-a-number"),
    "fraction of nothing": (_session(mothers=1.0), "mothers", "not-a-number"),
    "true": (_session(mothers=True), "mothers", "not-a-number"),
    "number as text": (_session(mothers="1"), "mothers", "not-a-number"),
    "empty text": (_session(mothers=""), "mothers", "not-a-number"),
    "a state of another field": (_session(mothers="does-not-apply"), "mothers", "not-a-number"),
    "day instead of month": (_session(month="2019-03-14"), "month", "wrong-format"),
    "month 13": (_session(month="2019-13"), "month", "wrong-format"),
    "month of long ago": (_session(month="1019-03"), "month", "wrong-format"),
    "month with other digits": (_session(month="２０１９-03"), "month", "wrong-format"),
    "version as text": (_session(catalogue_version="1"), "catalogue_version", "not-a-number"),
    "version 0": (_session(catalogue_version=0), "catalogue_version", "too-small"),
    "version true": (_session(catalogue_version=True), "catalogue_version", "not-a-number"),
    "no answers": (_answers(answers={}), "answers.0.answers", "too-few"),
    "too many answers": (
        _answers(answers={f"q-{n}": "yes" for n in range(11)}), "answers.0.answers", "too-many"
    ),
    "too many respondents": (_session(answers=[{}] * 61), "answers", "too-many"),
}  # fmt: skip
MEANINGS: dict[str, tuple[Json, str, str]] = {
    "no such code": (_session(arena="moon"), "arena", "unknown-code"),
    "arena of Lindesberg": (_session(arena="school-health"), "arena", "unknown-code"),
    "area of Lindesberg": (_session(residential_area="frovi"), "residential_area", "unknown-code"),
    "district of Lindesberg": (
        _session(district="familjecentralen-lindesberg"), "district", "unknown-district"
    ),
    "level of Lindesberg": (_session(level="universal"), "level", "not-used-here"),
    "district that was not yet": (_session(district="jarva"), "district", "district-not-then"),
    "name among open codes": (_session(next_steps=["another-session", MARKER]), "next_steps", "unknown-code"),
    "NUL among open codes": (_session(next_steps=["\0"]), "next_steps", "unknown-code"),
    "future": (_session(month="2099-12"), "month", "in-the-future"),
    "before the catalogue": (_session(month="2017-08"), "month", "before-the-start"),
    "newer catalogue": (_session(catalogue_version=99), "catalogue_version", "newer-catalogue"),
    "nobody": (_session(mothers=0, answers=[]), "mothers", "nobody-there"),
    "codes that exclude": (_session(next_steps=["none", "another-session"]), "next_steps", "combined-code"),
    "language without need": (_session(other_language_needed="no"), "language", "language-without-need"),
    "language missing": (_session(language="does-not-apply"), "language", "language-missing"),
    "no such questionnaire": (
        _answers(questionnaire="moon-1"), "answers.0.questionnaire", "unknown-questionnaire"
    ),
    "no such question": (
        _answers(answers={"moon": "yes", "helpful": "yes", "strengthened": "yes", "accessible": "yes"}),
        "answers.0.answers.moon", "unknown-question",
    ),
    "no such answer": (
        _answers(answers={"helpful": "moon", "strengthened": "yes", "accessible": "yes"}),
        "answers.0.answers.helpful", "unknown-answer",
    ),
    "more answers than people": (_answers(respondent="father"), "answers", "more-answers-than-people"),
}  # fmt: skip
SAY_ALL = {"unknown-field", "missing", "wrong-kind", "nobody-there", "combined-code", "repeated-code"}
"""Rules whose message says all without naming a value that would be right."""


@pytest.mark.parametrize(
    ("kind", "sent", "field", "rule"),
    [
        pytest.param(kind, *case, id=name)
        for kind, cases in (("invalid-input", SHAPES), ("invalid-record", MEANINGS))
        for name, case in cases.items()
    ],
)
@refused
def test_a_wrong_field_is_named_with_what_would_be_right(
    served: Served, kind: str, sent: Json, field: str, rule: str
) -> None:
    body = json.dumps(sent).encode()
    headers = {"Content-Type": "application/json"}
    for language, extra in (("sv", {}), ("en", {"Accept-Language": "en-GB"})):
        reply = served.tablet.put(_path(), content=body, headers=headers | extra)
        assert reply.status_code == 422, reply.text
        assert reply.headers["content-language"] == language
        fault = _problem(reply, kind)["errors"][0]
        assert (fault["field"], fault["rule"]) == (field, rule)
        says_what_is_right = fault.get("allowed") or "." in fault["message"].rstrip(".")
        assert says_what_is_right or rule in SAY_ALL, fault
    item = {"activity": "counselling-session", "id": new_id(), "content": sent}
    batch = json.dumps({"records": [item]}).encode()
    verdict = served.tablet.post("/api/v1/batches", content=batch, headers=headers)
    assert verdict.status_code == 200, verdict.text
    assert all(part not in verdict.text for part in MARKER.split())
    (refusal,) = verdict.json()["verdicts"]
    assert refusal["verdict"] == "refused"
    fault = refusal["problem"]["errors"][0]
    assert (fault["field"], fault["rule"]) == (field, rule)


@pytest.mark.parametrize("number", ["1e400", "-1e400", "1e5", LONG, f"-{LONG}", "0.1e1", "-0.0"])
@refused
def test_a_number_that_is_no_count_is_refused_by_name(served: Served, number: str) -> None:
    body = json.dumps(_session()).replace('"mothers": 1', f'"mothers": {number}')
    assert number in body
    reply = served.tablet.put(_path(), content=body, headers={"Content-Type": "application/json"})
    assert reply.status_code == 422, reply.text
    assert _problem(reply, "invalid-input")["errors"][0]["field"] == "mothers"
    assert LONG[:40] not in reply.text


@refused
def test_everything_wrong_is_named_at_once(served: Served) -> None:
    sent = _session(arena=MARKER, mothers=-1, month=MARKER, note=MARKER) | {NAME_MARKER: MARKER}
    found = _problem(served.tablet.put(_path(), json=sent), "invalid-input")
    named = {fault["field"]: fault["rule"] for fault in found["errors"]}
    assert named == {
        "arena": "wrong-format", "mothers": "too-small", "month": "wrong-format",
        "note": "unknown-field", NAME_MARKER: "unknown-field",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("catalogue", "content", "field", "rule"),
    [
        ("lindesberg", {"district": "farsta"}, "district", "unknown-district"),
        ("lindesberg", {"arena": "social-services-open-care", "residential_area": "hokarangen"},
         "residential_area", "unknown-code"),
        ("lindesberg", {"level": "does-not-apply"}, "level", "needed-here"),
        ("lindesberg", {"month": "2023-01"}, "month", "before-the-start"),
    ],
)  # fmt: skip
def test_lindesberg_refuses_stockholms(
    templates: Templates, tmp_path: Path, catalogue: str, content: Json, field: str, rule: str
) -> None:
    for service in start(templates.sqlite(tmp_path / "stodlogg.db", catalogue), catalogue):
        reply = service.tablet().put(_path(), json=example("counselling-session", catalogue, **content))
        fault = _problem(reply, "invalid-record")["errors"][0]
        assert (fault["field"], fault["rule"]) == (field, rule)


@pytest.mark.parametrize(
    ("path", "field", "rule"),
    [
        ("context/moon/2024", "district", "unknown-district"),
        ("context/Farsta/2024", "district", "wrong-format"),
        (f"context/{MARKER}/2024", "district", "wrong-format"),
        ("context/farsta/2012", "year", "before-the-start"),
        ("context/farsta/2099", "year", "in-the-future"),
        (f"context/farsta/{MARKER}", "year", "wrong-format"),
        ("context/farsta/２０２４", "year", "wrong-format"),
        ("context/farsta/2024%00", "year", "wrong-format"),
        ("context/far%00sta/2024", "district", "wrong-format"),
        ("context/farsta%0A/2024", "district", "wrong-format"),
        ("context/stockholm/2024", "district", "unknown-district"),
    ],
)
@refused
def test_a_wrong_key_is_named(served: Served, path: str, field: str, rule: str) -> None:
    reply = served.coordinator.put(f"/api/v1/{path}", json=example("context", "stockholm"))
    assert reply.status_code == 422, reply.text
    kind = "invalid-input" if rule == "wrong-format" else "invalid-record"
    fault = _problem(reply, kind)["errors"][0]
    assert (fault["field"], fault["rule"]) == (field, rule)


@pytest.mark.parametrize(
    "id_",
    [
        str(uuid1()), str(uuid5(UUID(int=0), MARKER)), "019a0000-0000-7000-8000-000000000000",
        str(UUID(int=0)),
        "01ARZ3NDEKTSV4RRFFQ69G5FAV", "1", MARKER, "%00", f"{new_id()}%00", f"{new_id()}0",
    ],
    ids=["v1", "v5", "v7", "nil", "ulid", "number", "name", "nul", "nul after", "longer"],
)  # fmt: skip
@refused
def test_only_a_random_id_is_an_id(served: Served, id_: str) -> None:
    for reply in (
        served.tablet.put(f"/api/v1/counselling-sessions/{id_}", json=_session()),
        served.tablet.get(f"/api/v1/counselling-sessions/{id_}"),
        served.tablet.delete(f"/api/v1/counselling-sessions/{id_}"),
    ):
        assert reply.status_code == 422, reply.text
        fault = _problem(reply, "invalid-input")["errors"][0]
        assert (fault["field"], fault["rule"]) == ("id", "wrong-format")
        assert "4" in fault["message"], fault
    sent = {"activity": "counselling-session", "id": id_, "content": _session()}
    (refusal,) = served.tablet.post("/api/v1/batches", json={"records": [sent]}).json()["verdicts"]
    assert (refusal["problem"]["errors"][0]["field"], refusal["verdict"]) == ("id", "refused")


def test_an_id_in_capitals_is_the_same_id(served: Served) -> None:
    id_ = new_id()
    first = served.tablet.put(f"/api/v1/counselling-sessions/{id_.upper()}", json=_session())
    again = served.tablet.put(f"/api/v1/counselling-sessions/{id_}", json=_session())
    assert (first.json()["verdict"], again.json()["verdict"]) == ("created", "same")


# ------------------------------------------------------------------------------------------ whole bodies

BODIES: dict[str, tuple[bytes, int, str]] = {
    "empty": (b"", 400, "malformed-json"),
    "white space": (b" \r\n\t", 400, "malformed-json"),
    "null": (b"null", 422, "invalid-input"),
    "true": (b"true", 422, "invalid-input"),
    "number": (b"1", 422, "invalid-input"),
    "string": (json.dumps(MARKER).encode(), 422, "invalid-input"),
    "list": (json.dumps([_session()]).encode(), 422, "invalid-input"),
    "empty list": (b"[]", 422, "invalid-input"),
    "empty object": (b"{}", 422, "invalid-input"),
    "name": (MARKER.encode(), 400, "malformed-json"),
    "cut off": (json.dumps(_session(note=MARKER)).encode()[:-30], 400, "malformed-json"),
    "twice": (json.dumps(_session()).encode() * 2, 400, "malformed-json"),
    "something after": (json.dumps(_session()).encode() + MARKER.encode(), 400, "malformed-json"),
    "single quotes": (str(_session()).encode(), 400, "malformed-json"),
    "comma at the end": (b'{"arena":"open-preschool",}', 400, "malformed-json"),
    "comment": (b'{/* ' + MARKER.encode() + b' */"arena":"open-preschool"}', 400, "malformed-json"),
    "control character": (b'{"arena":"open\npreschool"}', 400, "malformed-json"),
    "NaN": (b'{"mothers":NaN}', 400, "malformed-json"),
    "Infinity": (b'{"mothers":Infinity}', 400, "malformed-json"),
    "-Infinity": (b'{"mothers":-Infinity}', 400, "malformed-json"),
    "hexadecimal": (b'{"mothers":0x1}', 400, "malformed-json"),
    "zero before": (b'{"mothers":01}', 400, "malformed-json"),
    "not UTF-8": (f'{{"arena":"{MARKER}å"}}'.encode("latin-1"), 400, "malformed-json"),
    "UTF-16": (json.dumps(_session()).encode("utf-16"), 400, "malformed-json"),
    "UTF-32": (json.dumps(_session()).encode("utf-32-be"), 400, "malformed-json"),
    "byte order mark": (json.dumps(_session()).encode("utf-8-sig"), 400, "malformed-json"),
    "half a character as bytes": (b'{"arena":"\xed\xa0\x80"}', 400, "malformed-json"),
    "NUL": (b"\0", 400, "malformed-json"),
    "NUL after": (json.dumps(_session()).encode() + b"\0", 400, "malformed-json"),
    "NUL in a name": (b'{"a\\u0000b":1}', 422, "invalid-input"),
    "half a character": (b'{"arena":"\\ud800"}', 400, "malformed-json"),
    "half a character in a name": (b'{"a\\ud800b":1}', 400, "malformed-json"),
    "deep": (b"[" * 16_000, 400, "malformed-json"),
    "deep in a field": (b'{"note":' + b'{"a":' * 2000 + b"1" + b"}" * 2001, 400, "malformed-json"),
    "deep behind brackets in a text": (
        b'{"note":"' + b"]" * 4000 + b'","deep":' + b"[" * 4000 + b"]" * 4000 + b"}", 400, "malformed-json"
    ),
}  # fmt: skip


@pytest.mark.parametrize(("sent", "status", "kind"), BODIES.values(), ids=BODIES)
@refused
def test_a_body_that_is_no_record_is_refused(served: Served, sent: bytes, status: int, kind: str) -> None:
    reply = served.tablet.put(_path(), content=sent, headers={"Content-Type": "application/json"})
    assert reply.status_code == status, reply.text
    _problem(reply, kind)
    batch = served.tablet.post("/api/v1/batches", content=sent, headers={"Content-Type": "application/json"})
    assert batch.status_code == status, batch.text
    _problem(batch, kind)


def _item(**changes: Any) -> Json:
    return {"activity": "counselling-session", "id": new_id(), "content": _session(), **changes}


@pytest.mark.parametrize(
    ("sent", "field", "rule"),
    [
        ({"records": MARKER}, "records", "wrong-kind"),
        ({"records": None}, "records", "wrong-kind"),
        ({"records": {MARKER: MARKER}}, "records", "wrong-kind"),
        ({"records": [MARKER]}, "records.0", "wrong-kind"),
        ({"records": [_item(), [MARKER]]}, "records.1", "wrong-kind"),
        ({"records": [_item()], "note": MARKER}, "note", "unknown-field"),
        ({"records": []}, "records", "too-few"),
        ({"records": [{}] * 501}, "records", "too-many"),
        ({}, "records", "missing"),
    ],
)
@refused
def test_a_wrong_batch_is_refused_whole(served: Served, sent: Json, field: str, rule: str) -> None:
    reply = served.tablet.post("/api/v1/batches", json=sent)
    assert reply.status_code == 422, reply.text
    fault = _problem(reply, "invalid-input")["errors"][0]
    assert (fault["field"], fault["rule"]) == (field, rule)


@pytest.mark.parametrize(
    ("item", "field", "rule"),
    [
        (_item(note=MARKER), "note", "unknown-field"),
        (_item(activity=MARKER), "activity", "unknown-code"),
        (_item(activity="context"), "activity", "unknown-code"),
        (_item(activity=7), "activity", "wrong-kind"),
        (_item(id=None), "id", "wrong-format"),
        (_item(id=[MARKER]), "id", "wrong-format"),
        (_item(id=1e400), "id", "wrong-format"),
        (_item(content=[MARKER]), "content", "wrong-kind"),
        (_item(content=None), "content", "wrong-kind"),
        (_item(if_match=7), "if_match", "wrong-kind"),
        (_item(if_match="a" * 81), "if_match", "wrong-format"),
        ({MARKER: MARKER}, "activity", "missing"),
    ],
)
@refused
def test_a_wrong_item_of_a_batch_has_its_own_refusal(
    served: Served, item: Json, field: str, rule: str
) -> None:
    body = json.dumps({"records": [item]}).replace("Infinity", "1e400").replace(f'"{MARKER}":', '"note":')
    headers = {"Content-Type": "application/json"}
    reply = served.tablet.post("/api/v1/batches", content=body, headers=headers)
    assert reply.status_code == 200, reply.text
    assert all(part not in reply.text for part in MARKER.split())
    (refusal,) = reply.json()["verdicts"]
    assert refusal["verdict"] == "refused"
    fault = refusal["problem"]["errors"][0]
    assert (fault["field"], fault["rule"]) == (field, rule)


@pytest.mark.parametrize(
    ("sent", "field"),
    [
        (b'{"arena":"open-preschool","arena":"other"}', "arena"),
        (b'{"arena":"other","ar\\u0065na":"other"}', "arena"),
        (b'{"answers":[{"respondent":"mother","respondent":"father"}]}', "respondent"),
        (b'{"note":{"a":1,"a":1}}', "a"),
    ],
)
@refused
def test_a_field_that_is_given_twice_is_named(served: Served, sent: bytes, field: str) -> None:
    reply = served.tablet.put(_path(), content=sent, headers={"Content-Type": "application/json"})
    assert reply.status_code == 400
    (fault,) = _problem(reply, "malformed-json")["errors"]
    assert (fault["field"], fault["rule"]) == (field, "repeated-field")


@refused
def test_a_name_as_the_name_of_a_field_is_shown_in_part_and_kept_nowhere(served: Served) -> None:
    sent = {NAME_MARKER + "\n\0\u202e" + "x" * 500: 1, NAME_MARKER: 1}
    found = _problem(served.tablet.put(_path(), json=_session() | sent), "invalid-input")
    fields = [fault["field"] for fault in found["errors"]]
    assert all(len(field) <= 60 and field.isprintable() for field in fields), fields
    twice = f'{{"{NAME_MARKER}":1,"{NAME_MARKER}":2}}'
    reply = served.tablet.put(_path(), content=twice, headers={"Content-Type": "application/json"})
    assert _problem(reply, "malformed-json")["errors"][0]["field"] == NAME_MARKER


# ------------------------------------------------------------------------------------------------- sizes


def _padded(size: int) -> bytes:
    body = json.dumps(_session()).encode()
    return body[:-1] + b" " * (size - len(body)) + b"}"


def test_a_record_may_have_16_kib_and_no_byte_more(served: Served) -> None:
    headers = {"Content-Type": "application/json"}
    largest = served.tablet.put(_path(), content=_padded(RECORD_BYTES), headers=headers)
    assert largest.status_code == 201, largest.text
    before = served.counts()
    for size in (RECORD_BYTES + 1, 17 * 1024):
        reply = served.tablet.put(_path(), content=_padded(size), headers=headers)
        assert reply.status_code == 413
        assert "16 KiB" in _problem(reply, "body-too-large")["detail"]
    assert served.counts() == before


def test_a_record_in_a_batch_may_have_16_kib_too(served: Served) -> None:
    """Measured as it is without spaces, so that a batch never refuses what is small enough for PUT."""
    room = RECORD_BYTES - len(json.dumps(_session(note=""), separators=(",", ":")))
    items = [
        {"activity": "counselling-session", "id": new_id(), "content": _session(note="x" * length)}
        for length in (room, room + 1)
    ]
    fits, does_not = served.tablet.post("/api/v1/batches", json={"records": items}).json()["verdicts"]
    assert fits["problem"]["errors"][0]["rule"] == "unknown-field"
    assert does_not["problem"]["type"] == "/problems/body-too-large"


@refused
def test_ten_megabytes_are_refused_before_they_are_read(served: Served) -> None:
    headers = {"Content-Type": "application/json", **served.cookie}
    size = {"Content-Length": str(10 * 1024 * 1024)}
    for method, path in (("PUT", _path()), ("POST", "/api/v1/batches")):
        # Nothing of the body is sent: the answer can only come from the header.
        reply = raw.ask(served.port, raw.request(method, path, headers | size))
        assert reply.status == 413
        problem_of(reply.status, reply.headers, reply.body, "body-too-large")
        assert reply.headers["connection"] == "close"


@refused
def test_a_strangers_batch_is_refused_before_it_is_read(served: Served) -> None:
    """Eight megabytes would be read first otherwise. Nothing of this body is sent."""
    size = {"Content-Type": "application/json", "Content-Length": str(8 * 1024 * 1024 - 1)}
    reply = raw.ask(served.port, raw.request("POST", "/api/v1/batches", size))
    problem_of(reply.status, reply.headers, reply.body, "not-signed-in")


@refused
def test_ten_megabytes_without_a_length_are_cut_off(served: Served) -> None:
    headers = {"Content-Type": "application/json", "Transfer-Encoding": "chunked", **served.cookie}
    chunk = b"4000\r\n" + b" " * 0x4000 + b"\r\n"
    with raw.connect(served.port) as connection:
        connection.sendall(raw.request("PUT", _path(), headers) + chunk)
        connection.settimeout(0.5)
        with pytest.raises(TimeoutError):  # 16 KiB are allowed, and more is to come
            connection.recv(1)
        connection.settimeout(raw.SECONDS)
        connection.sendall(b"1\r\n \r\n")  # one byte more, and never an end
        reply = raw.read(connection)
    assert reply.status == 413
    problem_of(reply.status, reply.headers, reply.body, "body-too-large")


@refused
def test_a_large_body_that_is_sent_all_the_same_does_no_harm(served: Served) -> None:
    with httpx.Client(base_url=served.live.url, trust_env=False, cookies=served.tablet.cookies) as client:
        for _ in range(3):
            try:
                reply = client.put(
                    _path(), content=b" " * 10_485_760, headers={"Content-Type": "application/json"}
                )
            except httpx.TransportError:
                continue  # the server hung up in the middle, as it may
            assert reply.status_code == 413
    assert served.stranger.get("/health/ready").status_code == 200


# ------------------------------------------------------------------------------ media types and encodings


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Content-Type": ""},
        {"Content-Type": "text/plain"},
        {"Content-Type": "application/xml"},
        {"Content-Type": "multipart/form-data; boundary=x"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "application/problem+json"},
        {"Content-Type": f"application/{MARKER}"},
        {"Content-Type": "application/json", "Content-Encoding": "gzip"},
        {"Content-Type": "application/json", "Content-Encoding": "br"},
        {"Content-Type": "application/json", "Content-Encoding": MARKER},
    ],
    ids=lambda headers: " ".join(headers.values()) or "none",
)
@refused
def test_only_plain_json_is_taken(served: Served, headers: dict[str, str]) -> None:
    plain = json.dumps(_session()).encode()
    for body in (plain, gzip.compress(plain)):
        for method, path in (("PUT", _path()), ("POST", "/api/v1/batches")):
            reply = served.tablet.request(method, path, content=body, headers=headers)
            assert reply.status_code == 415, reply.text
            _problem(reply, "media-type-not-supported")


@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "application/json; charset=utf-8"},
        {"Content-Type": "Application/JSON"},
        {"Content-Type": "application/json", "Content-Encoding": "identity"},
    ],
)
def test_plain_json_may_be_named_in_other_ways(served: Served, headers: dict[str, str]) -> None:
    body = json.dumps(_session()).encode()
    assert served.tablet.put(_path(), content=body, headers=headers).status_code == 201


# --------------------------------------------------------------------------------------- headers and paths


@pytest.mark.parametrize(
    "if_match",
    ["*", MARKER, '"', '""', f'"{"g" * 64}"', f'"{"a" * 63}"', f'"{"a" * 64}", "{"b" * 64}"', "å"],
)
@refused
def test_an_if_match_that_is_no_etag_of_ours(served: Served, if_match: str) -> None:
    headers = {b"If-Match": if_match.encode()}
    reply = served.tablet.put(_path(), json=_session(), headers=headers)
    assert reply.status_code in (400, 422)
    if reply.status_code == 400:
        _problem(reply, "bad-if-match")
    else:
        assert _problem(reply, "invalid-input")["errors"][0]["field"] == "if-match"
    assert served.tablet.delete(_path(), headers=headers).status_code == reply.status_code


@pytest.mark.parametrize(
    ("method", "path", "allowed"),
    [
        ("POST", "counselling-sessions/{id}", {"DELETE", "GET", "HEAD", "PUT"}),
        ("PATCH", "counselling-sessions/{id}", {"DELETE", "GET", "HEAD", "PUT"}),
        ("HEAD", "batches", {"POST"}),
        ("OPTIONS", "counselling-sessions/{id}", {"DELETE", "GET", "HEAD", "PUT"}),
        ("KERSTIN", "counselling-sessions/{id}", {"DELETE", "GET", "HEAD", "PUT"}),
        ("TRACE", "batches", {"POST"}),
        ("GET", "batches", {"POST"}),
        ("DELETE", "context/farsta/2024", {"GET", "HEAD", "PUT"}),
        ("POST", "catalogue", {"GET", "HEAD"}),
    ],
)
@refused
def test_another_method_is_answered_with_those_that_work(
    served: Served, method: str, path: str, allowed: set[str]
) -> None:
    reply = served.tablet.request(method, f"/api/v1/{path.replace('{id}', new_id())}")
    assert reply.status_code == 405
    assert set(reply.headers["allow"].split(", ")) == allowed
    if method != "HEAD":
        _problem(reply, "method-not-allowed")


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/counselling-sessions",
        "/api/v1/counselling-sessions/",
        "/api/v1/batches/",
        "/api/v1/home-visits/%2e%2e/batches",
        "/api/v2/batches",
        f"/{MARKER}",
        "/%00",
        "/api/v1/%00",
        "/static/%00",
        "/static/../../pyproject.toml",
        "/static/%2e%2e/%2e%2e/pyproject.toml",
        "/static/..%2f..%2fpyproject.toml",
        "/../../etc/passwd",
        "//etc/passwd",
        "/static//etc/passwd",
        "/static/" + "a" * 5000,
        "/problems/" + MARKER.replace(" ", "%20"),
        "/problems/%00",
        "/.env",
        "/http://127.0.0.1/health/live",
        "http://127.0.0.1/health/live",
        "*",
    ],
)
@refused
def test_where_nothing_is_nothing_is_found(served: Served, path: str) -> None:
    target = path.replace(" ", "%20")
    for method in ("GET", "PUT"):
        headers = {"Content-Type": "application/json", **served.cookie}
        body = json.dumps(_session()).encode() if method == "PUT" else None
        reply = raw.ask(served.port, raw.request(method, target, headers, body))
        assert reply.status in (404, 405), reply
        assert b"[project]" not in reply.body
        kind = {404: "not-found", 405: "method-not-allowed"}[reply.status]
        problem_of(reply.status, reply.headers, reply.body, kind)


@pytest.mark.parametrize("host", ["[::1", "evil.example", MARKER, "a:b:c", "", "%00"])
def test_the_host_that_was_asked_decides_nothing(served: Served, host: str) -> None:
    for method, target, status in (
        ("GET", "/health/live", 200), ("GET", "/nothing", 404), ("PATCH", "/health/live", 405),
        ("GET", "/api/v1/batches/", 404), ("GET", "/static/style.css/", 404),
    ):  # fmt: skip
        reply = raw.ask(served.port, raw.request(method, target, {"Host": host}))
        assert reply.status == status, (target, reply)
        assert "location" not in reply.headers


def test_a_long_query_changes_nothing(served: Served) -> None:
    query = "&".join(f"{MARKER.replace(' ', '+')}{n}=%00{MARKER.replace(' ', '%20')}" for n in range(200))
    reply = served.tablet.put(f"{_path()}?{query}", json=_session())
    assert reply.status_code == 201
    for odd in ("?lang=%00", f"?lang={MARKER}", "?lang=" + "a" * 5000, "?lang=%ff&lang=sv;en"):
        catalogue = served.tablet.get(f"/api/v1/catalogue{odd}")
        assert catalogue.status_code == 422, odd
        assert _problem(catalogue, "invalid-input")["errors"][0]["field"] == "lang"
    for odd in ("?&&=&", "?" + "a=b&" * 10_000, "?lang=en&lang=sv"):
        assert served.tablet.get(f"/api/v1/catalogue{odd}").status_code == 200, odd[:20]


@refused
def test_a_write_from_another_site_is_refused(served: Served) -> None:
    for headers in ({"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
        for method, path in (("PUT", _path()), ("DELETE", _path()), ("POST", "/api/v1/batches")):
            reply = served.tablet.request(method, path, json={"records": [{}]}, headers=headers)
            if method == "PUT":
                reply = served.tablet.put(path, json=_session(), headers=headers)
            assert reply.status_code == 403, reply.text
            _problem(reply, "cross-site")


@refused
def test_who_has_not_come_in_learns_nothing_of_the_rules(served: Served) -> None:
    reply = served.stranger.put(_path(), json=_session(arena=MARKER))
    assert reply.status_code == 401
    assert "errors" not in _problem(reply, "not-signed-in")
    forged = {"Cookie": f"stodlogg_device={MARKER.replace(' ', '')}"}
    assert served.stranger.put(_path(), json=_session(), headers=forged).status_code == 401


# ----------------------------------------------------------------------------------------- what is no HTTP

RUBBISH: dict[str, bytes] = {
    "a name": MARKER.encode() + b"\r\n\r\n",
    "no version": b"GET /health/live\r\n\r\n",
    "HTTP/2": b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "TLS": b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(200) + b"\r\n\r\n",
    "no host": b"GET /health/live HTTP/1.1\r\n\r\n",
    "two hosts": b"GET /health/live HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    "NUL in a header": b"GET /health/live HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n",
    "space before a colon": b"GET /health/live HTTP/1.1\r\nHost: a\r\nX : y\r\n\r\n",
    "a space in the path": b"GET /health/ live HTTP/1.1\r\nHost: a\r\n\r\n",
    "bytes in the path": b"GET /h\xe5lsa HTTP/1.1\r\nHost: a\r\n\r\n",
    "a length of words": b"PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: many\r\n\r\n",
    "a negative length": b"PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
    "an endless length": b"PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: " + b"9" * 400 + b"\r\n\r\n",
    "two lengths": b"PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
    "an unknown transfer": b"PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n",
    "chunks of no size": b"PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
    "an endless header": b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"a" * 40_000,
    "an endless path": b"GET /" + b"a" * 40_000,
    "endless headers": b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X: y\r\n" * 6_000,
}


@pytest.mark.parametrize("sent", RUBBISH.values(), ids=RUBBISH)
@refused
def test_what_is_no_request_is_turned_away_before_the_service_sees_it(served: Served, sent: bytes) -> None:
    """By the server's own plain 400, or an answer of ours where it reads as a request after all."""
    reply = raw.ask(served.port, sent)
    assert 400 <= reply.status < 500, reply
    assert all(part.encode() not in reply.body for part in MARKER.split())
    assert served.stranger.get("/health/live").status_code == 200


@refused
def test_slow_senders_hold_up_nobody(served: Served) -> None:
    """Sixty bodies that never end: more than there are threads to work on requests."""
    headers = {"Content-Type": "application/json", "Content-Length": "900", **served.cookie}
    held = [raw.connect(served.port) for _ in range(60)]
    try:
        for connection in held:
            connection.sendall(raw.request("PUT", _path(), headers) + b'{"arena":')
        started = time.monotonic()
        path = f"/api/v1/counselling-sessions/{new_id()}"
        assert served.tablet.get(path).status_code == 404
        assert time.monotonic() - started < 5
    finally:
        for connection in held:
            connection.close()


@pytest.mark.slow
def test_a_slow_sender_does_not_keep_the_server_from_stopping(templates: Templates, tmp_path: Path) -> None:
    url = templates.sqlite(tmp_path / "stodlogg.db", "stockholm")
    with Live(url, "stockholm", tmp_path) as live, raw.connect(live.port) as connection:
        connection.sendall(raw.request("PUT", _path(), {"Content-Length": "900"}) + b"{")
        time.sleep(0.2)
        started = time.monotonic()
        live.stop()
        assert time.monotonic() - started < 15


@refused
def test_a_body_that_breaks_off_is_not_stored(served: Served) -> None:
    body = json.dumps(_session()).encode()
    headers = {"Content-Type": "application/json", **served.cookie}
    for length, sent in ((len(body) + 1, body), (len(body), body[:-1])):
        path = _path()
        with raw.connect(served.port) as connection:
            connection.sendall(raw.request("PUT", path, headers | {"Content-Length": str(length)}) + sent)
        assert served.tablet.get(path).status_code == 404


def test_a_body_longer_than_its_length_is_cut_there(served: Served) -> None:
    """What follows is read as the next request, and refused as what it is."""
    body = json.dumps(_session()).encode()
    headers = {"Content-Type": "application/json", "Content-Length": str(len(body)), **served.cookie}
    reply = raw.ask(served.port, raw.request("PUT", _path(), headers) + body + MARKER.encode() + b"\r\n\r\n")
    assert reply.status == 201
    assert served.stranger.get("/health/live").status_code == 200


# ----------------------------------------------------------------------------------------- locked tertials


def test_a_locked_tertial_says_so(templates: Templates, tmp_path: Path) -> None:
    for service in start(templates.sqlite(tmp_path / "stodlogg.db", "stockholm"), "stockholm"):
        tablet = service.tablet()
        assert service.coordinator().put("/api/v1/locks/2019-T1").status_code == 200
        reply = tablet.put(_path(), json=_session())
        assert reply.status_code == 409
        _problem(reply, "tertial-locked")
