"""The intake's operations: one call each, one transaction each, committed before they return."""

import json
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import orjson
from fastapi import Request, Response
from pydantic import ValidationError

from app.access.actor import Actor
from app.access.problems import OtherDistrict
from app.activities.activity import Activity
from app.activities.record import Content
from app.activities.registry import EVENTS
from app.activities.storage import read_back
from app.catalogue.catalogue import Catalogue
from app.intake.filing import FiledItem, FiledRecord, Filing, Prepared, file_all, file_one, prepare
from app.intake.problems import InvalidRecord, RecordNotFound
from app.intake.schemas import BatchItem, Stored, if_match_of, receipt
from app.kit.clock import Clock
from app.kit.db.database import Database
from app.kit.faults import Fault
from app.kit.http.bodies import RECORD_BYTES
from app.kit.http.headers import language_of
from app.kit.http.parts import PageWords, part
from app.kit.http.validation_errors import faults_of
from app.kit.json_values import JsonObject
from app.kit.language import Language, filled
from app.kit.problems import BodyTooLarge, Problem

ORDINARY, FEW = 40, 8
"""Fields of a record or characters of a code, and values of a list, at the most in an ordinary record."""

_FILED_SINGLY = {activity.name: activity for activity in EVENTS}


def put(
    request: Request,
    actor: Actor,
    activity: Activity,
    key: Mapping[str, object],
    content: Content,
    if_match: str | None,
) -> Response:
    """File one record. Raises the problem that refuses it; nothing is stored then."""
    return receipt(_file_one(request, actor, FiledItem(activity, key, content, if_match_of(if_match))))


def withdraw(request: Request, actor: Actor, activity: Activity, id_: UUID, if_match: str | None) -> None:
    """Withdraw a record: only the hash of its id stays."""
    _file_one(request, actor, FiledItem(activity, {"id": id_}, None, if_match_of(if_match)))


def _file_one(request: Request, actor: Actor, item: FiledItem) -> FiledRecord:
    filing = _filing(request, actor)
    prepared = prepare(item, filing)
    if isinstance(prepared, Problem):
        raise prepared
    with _database(request).filing() as connection:
        return file_one(connection, prepared, filing)


def get(
    request: Request, response: Response, actor: Actor, activity: Activity, key: Mapping[str, Any]
) -> Stored:
    """A record as it was filed. Raises `RecordNotFound`, `OtherDistrict`."""
    with _database(request).reading() as session:
        found = read_back(session, activity, key)
    if found is None:
        raise RecordNotFound()
    content, hash_ = found
    derived = activity.derive(key, part(request, Catalogue)) if activity.derive else {}
    district = derived.get("district") or key.get("district") or getattr(content, "district", None)
    if not actor.reaches(district):
        raise OtherDistrict()
    response.headers["ETag"] = f'"{hash_.hex()}"'
    response.headers["Cache-Control"] = "no-store"
    return Stored(hash=hash_.hex(), content=content.model_dump(mode="json"))


def post_batch(request: Request, actor: Actor, records: list[JsonObject]) -> Response:
    """File many records; each has its own verdict, and a refused one holds up no other."""
    filing = _filing(request, actor)
    read: list[FiledItem | Problem] = []
    prepared: list[Prepared] = []
    for record in records:
        item = _read(record)
        read.append(item)
        prepared.append(prepare(item, filing) if isinstance(item, FiledItem) else item)
    with _database(request).filing() as connection:
        outcomes = file_all(connection, prepared, filing)
    language = language_of(request)
    ids = [
        item.key["id"] if isinstance(item, FiledItem) else _readable_id(record.get("id"))
        for item, record in zip(read, records, strict=True)
    ]
    verdicts = [
        filled(_verdict(id_, outcome, language), part(request, PageWords).wording, language)
        if isinstance(outcome, Problem)
        else _verdict(id_, outcome, language)
        for id_, outcome in zip(ids, outcomes, strict=True)
    ]
    # Made by hand, as a receipt is: five hundred models would be built only to be written out.
    return Response(orjson.dumps({"verdicts": verdicts}), media_type="application/json")


def _filing(request: Request, actor: Actor) -> Filing:
    return Filing(part(request, Catalogue), part(request, Clock).today(), actor.reach)


def _database(request: Request) -> Database:
    database = part(request, Database)
    return database


def _read(record: JsonObject) -> FiledItem | Problem:
    """One record of a batch, or why it cannot be read."""
    try:
        item = BatchItem.model_validate(record)
    except ValidationError as error:
        return InvalidRecord(faults=faults_of(error.errors(include_input=False, include_url=False)))
    activity = _FILED_SINGLY.get(item.activity)
    if activity is None:
        return InvalidRecord(
            faults=[
                Fault("activity", "unknown-code", values={"list": "activities"}, allowed=tuple(_FILED_SINGLY))
            ]
        )
    if _may_be_large(item.content) and _size(item.content) > RECORD_BYTES:
        return BodyTooLarge()
    try:
        content = activity.schema.model_validate(item.content)
        return FiledItem(activity, {"id": item.id}, content, if_match_of(item.if_match))
    except ValidationError as error:
        return InvalidRecord(faults=faults_of(error.errors(include_input=False, include_url=False)))
    except Problem as problem:
        return problem


def _may_be_large(content: dict[str, Any]) -> bool:
    """Whether it is worth measuring: an ordinary record's few short values cannot reach the limit."""
    if len(content) > ORDINARY:
        return True
    for value in content.values():
        kind = type(value)
        if kind is dict or (kind is str and len(value) > ORDINARY) or (kind is list and len(value) > FEW):
            return True
    return False


def _size(content: JsonObject) -> int:
    return len(json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode())


def _verdict(id_: UUID | None, outcome: FiledRecord | Problem, language: Language) -> JsonObject:
    """A `Verdict` as it is sent."""
    found: JsonObject = {} if id_ is None else {"id": str(id_)}
    if isinstance(outcome, Problem):
        return {**found, "verdict": "refused", "problem": outcome.as_json(language)}
    assert outcome.hash is not None
    return {**found, "verdict": outcome.verdict, "hash": outcome.hash.hex()}


def _readable_id(value: Any) -> UUID | None:
    try:
        return UUID(value)
    except (ValueError, TypeError, AttributeError):
        return None
