"""The intake contract (design, section 3): as a table of cases, and over requests on both databases."""

from typing import Any

import pytest

from app.activities.registry import EVENTS, RETURNS
from app.activities.storage import content_hash
from app.intake.filing import decide
from app.intake.lookup import StoredRecord
from app.intake.problems import RecordChanged, RecordDiffers, RecordNotFound, RecordWithdrawn, TertialLocked
from tests.support.service import Service, example, new_id

OLD, NEW, OTHER = b"o" * 32, b"n" * 32, b"x" * 32
THERE = StoredRecord(OLD, "farsta", ("2019-T1",))

# stored, new content's hash (None: withdrawal), If-Match, withdrawn before, tertial closed -> what happens
CASES: list[tuple[StoredRecord | None, bytes | None, bytes | None, bool, bool, Any]] = [
    (None, NEW, None, False, False, "created"),
    (None, NEW, None, False, True, TertialLocked),
    (None, NEW, OLD, False, False, RecordChanged),
    (None, NEW, None, True, False, RecordWithdrawn),
    (None, NEW, OLD, True, True, RecordWithdrawn),
    (None, None, None, False, False, RecordNotFound),
    (None, None, None, True, False, "same"),
    (None, None, None, True, True, "same"),
    (THERE, OLD, None, False, False, "same"),
    (THERE, OLD, None, False, True, "same"),
    (THERE, OLD, OTHER, False, False, "same"),
    (THERE, NEW, None, False, False, RecordDiffers),
    (THERE, NEW, None, False, True, RecordDiffers),
    (THERE, NEW, OLD, False, False, "corrected"),
    (THERE, NEW, OLD, False, True, TertialLocked),
    (THERE, NEW, OTHER, False, False, RecordChanged),
    (THERE, None, None, False, False, "withdrawn"),
    (THERE, None, OLD, False, False, "withdrawn"),
    (THERE, None, OTHER, False, False, RecordChanged),
    (THERE, None, None, False, True, TertialLocked),
]


@pytest.mark.parametrize(("stored", "hash_", "if_match", "withdrawn", "closed", "expected"), CASES)
def test_decide(
    stored: StoredRecord | None,
    hash_: bytes | None,
    if_match: bytes | None,
    withdrawn: bool,
    closed: bool,
    expected: object,
) -> None:
    assert decide(stored, hash_, if_match, withdrawn=withdrawn, closed=closed) == expected


def _return_path(name: str, service: Service) -> str:
    paths = {
        "open-preschool-return": f"open-preschool-returns/{service.district}/2024-T1",
        "programme-figures": f"programme-figures/{service.district}/2024",
        "enrolment-figures": "enrolment-figures/"
        + ("rinkeby" if service.catalogue == "stockholm" else "familjecentralen")
        + "/2024-T1",
        "context": f"context/{service.district}/2024",
    }
    return f"/api/v1/{paths[name]}"


@pytest.mark.parametrize("activity", EVENTS, ids=lambda activity: activity.name)
def test_every_event_is_filed_once_read_back_and_withdrawn(service: Service, activity: Any) -> None:
    content = example(activity.name, service.catalogue)
    tablet = service.tablet(content["district"])
    path = f"/api/v1/{activity.path}/{new_id()}"
    first = tablet.put(path, json=content)
    assert first.status_code == 201, first.text
    assert first.json()["verdict"] == "created"
    again = tablet.put(path, json=content)
    assert (again.status_code, again.json()["verdict"]) == (200, "same")
    assert again.headers["ETag"] == first.headers["ETag"] == f'"{first.json()["hash"]}"'
    stored = tablet.get(path)
    schema = activity.schema
    assert schema.model_validate(stored.json()["content"]) == schema.model_validate(content)
    assert content_hash(schema.model_validate(stored.json()["content"])).hex() == first.json()["hash"]
    assert tablet.delete(path).status_code == 204
    assert tablet.delete(path).status_code == 204
    assert tablet.get(path).status_code == 404
    gone = tablet.put(path, json=content)
    assert (gone.status_code, gone.json()["type"]) == (410, "/problems/record-withdrawn")


@pytest.mark.parametrize("activity", RETURNS, ids=lambda activity: activity.name)
def test_every_return_is_filed_once_and_corrected(service: Service, activity: Any) -> None:
    content = example(activity.name, service.catalogue)
    coordinator = service.coordinator()
    path = _return_path(activity.name, service)
    first = coordinator.put(path, json=content)
    if service.catalogue == "lindesberg" and activity.name == "programme-figures":
        # Lindesberg runs all its programmes itself: there are no yearly figures of one run centrally.
        assert {error["rule"] for error in first.json()["errors"]} == {"nothing-of-it"}
        return
    assert first.status_code == 201, first.text
    assert coordinator.put(path, json=content).json()["verdict"] == "same"
    stored = coordinator.get(path).json()["content"]
    assert activity.schema.model_validate(stored) == activity.schema.model_validate(content)
    changed = _not_known(activity.name, content)
    assert coordinator.put(path, json=changed).json()["type"] == "/problems/record-differs"
    corrected = coordinator.put(path, json=changed, headers={"If-Match": first.headers["ETag"]})
    assert (corrected.status_code, corrected.json()["verdict"]) == (200, "corrected")
    stored = coordinator.get(path).json()["content"]
    assert activity.schema.model_validate(stored) == activity.schema.model_validate(changed)


def _not_known(name: str, content: dict[str, Any]) -> dict[str, Any]:
    if name == "programme-figures":
        return {**content, "programmes": [{"programme": "abc", "participants": "not-known"}], "leaders": []}
    field = {"open-preschool-return": "own_run", "enrolment-figures": "listed", "context": "children_0_6"}[
        name
    ]
    return {**content, field: "not-known"}


def test_a_correction_needs_the_hash_that_is_stored(service: Service) -> None:
    content = example("counselling-session", service.catalogue)
    tablet = service.tablet()
    path = f"/api/v1/counselling-sessions/{new_id()}"
    etag = tablet.put(path, json=content).headers["ETag"]
    changed = {**content, "children": 3, "next_steps": "not-known", "answers": []}
    refused = tablet.put(path, json=changed)
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/record-differs")
    wrong = tablet.put(path, json=changed, headers={"If-Match": f'"{"0" * 64}"'})
    assert (wrong.status_code, wrong.json()["type"]) == (412, "/problems/record-changed")
    unreadable = tablet.put(path, json=changed, headers={"If-Match": "*"})
    assert (unreadable.status_code, unreadable.json()["type"]) == (400, "/problems/bad-if-match")
    right = tablet.put(path, json=changed, headers={"If-Match": etag})
    assert (right.status_code, right.json()["verdict"]) == (200, "corrected")
    # The reply was lost: the tablet sends the same correction again.
    again = tablet.put(path, json=changed, headers={"If-Match": etag})
    assert (again.status_code, again.json()["verdict"]) == (200, "same")
    assert tablet.get(path).json()["content"]["children"] == 3
    assert tablet.get(path).json()["content"]["answers"] == []


def test_a_locked_tertial_takes_nothing_more(service: Service) -> None:
    content = example("counselling-session", service.catalogue, month="2023-03")
    open_month = {**content, "month": "2023-06"}
    tablet, city = service.tablet(), service.coordinator()
    path, other = (f"/api/v1/counselling-sessions/{new_id()}" for _ in range(2))
    etag = tablet.put(path, json=content).headers["ETag"]
    other_etag = tablet.put(other, json=open_month).headers["ETag"]
    assert city.put("/api/v1/locks/2023-T1").json() == {"tertial": "2023-T1", "verdict": "locked"}
    assert city.put("/api/v1/locks/2023-T1").json()["verdict"] == "was-locked"
    assert tablet.get("/api/v1/locks").json() == {"tertials": ["2023-T1"]}

    assert tablet.put(path, json=content).json()["verdict"] == "same"
    for reply in (
        tablet.put(f"/api/v1/counselling-sessions/{new_id()}", json=content),
        tablet.put(path, json=open_month, headers={"If-Match": etag}),
        tablet.put(other, json=content, headers={"If-Match": other_etag}),
        tablet.delete(path),
    ):
        assert (reply.status_code, reply.json()["type"]) == (409, "/problems/tertial-locked")
    assert tablet.get(path).json()["content"]["month"] == "2023-03"
    assert tablet.get(other).json()["content"]["month"] == "2023-06"


def test_a_year_closes_with_its_last_tertial(service: Service) -> None:
    city = service.coordinator()
    content = example("context", service.catalogue)
    path = f"/api/v1/context/{service.district}/2024"
    etag = city.put(path, json=content).headers["ETag"]
    for tertial in ("2024-T1", "2024-T2"):
        city.put(f"/api/v1/locks/{tertial}")
    changed = {**content, "advisers_total": 7}
    assert city.put(path, json=changed, headers={"If-Match": etag}).json()["verdict"] == "corrected"
    city.put("/api/v1/locks/2024-T3")
    assert (
        city.put(path, json=content, headers={"If-Match": etag}).json()["type"] == "/problems/record-changed"
    )
    etag = city.get(path).headers["ETag"]
    locked = city.put(path, json=content, headers={"If-Match": etag})
    assert (locked.status_code, locked.json()["type"]) == (409, "/problems/tertial-locked")


def test_a_tertial_that_is_not_over_cannot_be_locked(quick: Service) -> None:
    reply = quick.coordinator().put("/api/v1/locks/2026-T3")
    assert (reply.status_code, reply.json()["type"]) == (409, "/problems/tertial-not-over")


def test_the_order_of_codes_and_answers_makes_no_other_content(quick: Service) -> None:
    tablet = quick.tablet()
    answers = example("counselling-session", "stockholm")["answers"]
    father = {**answers[0], "respondent": "father"}
    content = example("counselling-session", "stockholm", fathers=1, answers=[*answers, father])
    path = f"/api/v1/counselling-sessions/{new_id()}"
    assert tablet.put(path, json=content).status_code == 201
    turned = {
        **dict(reversed(content.items())),
        "next_steps": content["next_steps"][::-1],
        "answers": [father, *answers],
        "level": "does-not-apply",
    }
    assert tablet.put(path, json=turned).json()["verdict"] == "same"


def test_a_tablet_reaches_its_own_district_alone(quick: Service) -> None:
    own, other = quick.tablet("farsta"), quick.tablet("skarpnack")
    path = f"/api/v1/counselling-sessions/{new_id()}"
    content = example("counselling-session", "stockholm")
    etag = own.put(path, json=content).headers["ETag"]
    moved = {**content, "district": "skarpnack"}
    for reply in (
        other.put(path, json=content),
        other.put(path, json=moved, headers={"If-Match": etag}),
        other.get(path),
        other.delete(path),
    ):
        assert (reply.status_code, reply.json()["type"]) == (403, "/problems/other-district")
    assert own.get(path).json()["content"]["district"] == "farsta"


def test_a_batch_has_a_verdict_for_each_record_in_order(service: Service) -> None:
    tablet = service.tablet()
    session = example("counselling-session", service.catalogue)
    meeting = example("theme-meeting", service.catalogue)
    ids = [new_id() for _ in range(4)]
    etag = tablet.put(f"/api/v1/counselling-sessions/{ids[0]}", json=session).json()["hash"]
    records = [
        {"activity": "counselling-session", "id": ids[0], "content": session},
        {"activity": "theme-meeting", "id": ids[1], "content": meeting},
        {"activity": "theme-meeting", "id": ids[2], "content": {**meeting, "participants": 99}},
        {"activity": "counselling-session", "id": ids[3], "content": session},
        {"activity": "counselling-session", "id": ids[3], "content": session},
        {"activity": "counselling-session", "id": ids[3], "content": {**session, "children": 4}},
        {
            "activity": "counselling-session",
            "id": ids[0],
            "content": {**session, "children": 4},
            "if_match": etag,
        },
        {"activity": "diary-entry", "id": new_id(), "content": {}},
        {"activity": "counselling-session", "content": session},
        {"activity": "counselling-session", "id": new_id(), "content": {**session, "note": "x"}},
    ]
    reply = tablet.post("/api/v1/batches", json={"records": records})
    assert reply.status_code == 200
    verdicts = reply.json()["verdicts"]
    assert [one["verdict"] for one in verdicts] == [
        *("same", "created", "refused", "created", "same"),
        *("refused", "corrected", "refused", "refused", "refused"),
    ]
    assert [one["problem"]["type"].rpartition("/")[2] for one in verdicts if one["verdict"] == "refused"] == [
        "invalid-record", "record-differs", "invalid-record", "invalid-record", "invalid-record",
    ]  # fmt: skip
    assert [one.get("id") for one in verdicts[:3]] == ids[:3]
    assert tablet.get(f"/api/v1/theme-meetings/{ids[2]}").status_code == 404
    assert tablet.get(f"/api/v1/counselling-sessions/{ids[0]}").json()["content"]["children"] == 4


def test_a_batch_is_bounded(quick: Service) -> None:
    tablet = quick.tablet()
    many = tablet.post("/api/v1/batches", json={"records": [{}] * 501})
    assert (many.status_code, many.json()["errors"][0]["rule"]) == (422, "too-many")
    none = tablet.post("/api/v1/batches", json={"records": []})
    assert (none.status_code, none.json()["errors"][0]["rule"]) == (422, "too-few")


def test_the_catalogue_is_served_whole_with_an_etag(service: Service) -> None:
    tablet = service.tablet()
    first = tablet.get("/api/v1/catalogue")
    english = tablet.get("/api/v1/catalogue?lang=en")
    assert first.headers["Content-Language"] == "sv"
    assert english.headers["Content-Language"] == "en"
    assert english.headers["ETag"] != first.headers["ETag"]
    unchanged = tablet.get("/api/v1/catalogue", headers={"If-None-Match": first.headers["ETag"]})
    assert (unchanged.status_code, unchanged.content) == (304, b"")
    body = first.json()
    assert body["municipality"] == service.catalogue
    assert len(body["activities"]) == 10
    for activity in body["activities"]:
        for field in activity["fields"]:
            assert field["label"], (activity["name"], field["name"])
            assert field["help"], (activity["name"], field["name"])
            if "list" in field:
                assert body["lists"][field["list"]] or field["list"] in (
                    "levels",
                    "home-visiting-programmes",
                ), field
