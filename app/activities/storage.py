"""From a record's content to rows, and back. One layout by kind of field, the same for every activity.

A code is a column; a number is a column and its state; what a record can have several of are rows of a
child table. Nothing here knows which activity it handles.
"""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

import orjson
from sqlalchemy import Row, Table, select
from sqlmodel import Session

from app.activities.activity import Activity, kinds_of
from app.activities.kinds import CodesOf, HundredthsOf, NumberOf
from app.activities.record import Content, lists_of
from app.kit.json_values import JsonObject
from app.vocabulary.states import KNOWN

Key = Mapping[str, object]
Values = JsonObject
"""A row's values, by the names of its table's columns."""
Rows = dict[Table, list[Values]]


def content_hash(content: Content) -> bytes:
    """SHA-256 of the canonical content: the same for the same facts, whatever the order of sending."""
    canonical = content.canonical()
    for name in lists_of(type(content)):
        # Codes come sorted; answers and rows are told apart by what they hold, not by their place.
        if len(items := canonical.get(name, ())) > 1:
            canonical[name] = sorted(items, key=_sorted_json)
    return hashlib.sha256(_sorted_json(canonical)).digest()


def _sorted_json(value: object) -> bytes:
    """JSON without blanks, every object's names in order."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def rows_of(activity: Activity, key: Key, content: Content, hash_: bytes, derived: Key | None = None) -> Rows:
    """Every row that stores `content`, by table; the record's own table comes first.

    `derived` are columns of the record's own that follow from its key (a programme's district).
    """
    own = {**content.__dict__, **key, **(derived or {}), "content_hash": hash_}
    parent = {"record_id": key["id"]} if activity.keyed_by_id else dict(key)
    rows: Rows = {activity.table: []}
    for name in activity.schema.model_fields:
        kind, value = activity.kinds.get(name), getattr(content, name)
        if isinstance(kind, NumberOf) and kind.group:
            number, state = _number(value, kind)
            row = {**parent, "role": kind.role, "state": state, "number": number}
            rows.setdefault(activity.children[kind.group].table, []).append(row)
        elif isinstance(kind, CodesOf):
            codes = value if isinstance(value, list) else [value]
            rows[activity.children[name].table] = [{**parent, "code": code} for code in codes]
        elif isinstance(kind, (NumberOf, HundredthsOf)):
            own[name], own[f"{name}_state"] = _number(value, kind)
        elif name in activity.children:
            lay_out = _answers if activity.children[name].shape == "answers" else _small_rows
            rows[activity.children[name].table] = lay_out(parent, value)
    rows[activity.table].append({column.name: own[column.name] for column in activity.table.columns})
    return {table: found for table, found in rows.items() if found}


def _number(value: int | float | str, kind: NumberOf | HundredthsOf) -> tuple[int | float | None, str]:
    """A number and its state, of which one says that the other is there."""
    if isinstance(value, str):
        return None, value
    return round(value * 100) if isinstance(kind, HundredthsOf) else value, KNOWN


def _answers(parent: Key, respondents: Sequence[Any]) -> list[Values]:
    ordered = sorted(respondents, key=lambda one: _sorted_json(one.model_dump(mode="json")))
    return [
        {
            **parent,
            "slot": slot,
            "question": question,
            "way": "with-record",
            "questionnaire": one.questionnaire,
            "respondent": one.respondent,
            "answer": answer,
        }
        for slot, one in enumerate(ordered)
        for question, answer in one.answers.items()
    ]


def _small_rows(parent: Key, items: Sequence[Content]) -> list[Values]:
    """For a list of small rows, whose fields are named as the columns."""
    rows = []
    for item in items:
        row = {**parent, **item.__dict__}
        for name, kind in kinds_of(type(item)).items():
            if isinstance(kind, (NumberOf, HundredthsOf)) and kind.states:
                row[name], row[f"{name}_state"] = _number(row[name], kind)
        rows.append(row)
    return rows


def read_back(session: Session, activity: Activity, key: Key) -> tuple[Content, bytes] | None:
    """The content that was filed under `key` and its hash, or None."""
    table = activity.table
    where = [table.c[name] == value for name, value in key.items()]
    own = session.execute(select(table).where(*where)).first()
    if own is None:
        return None
    children = {name: _child_rows(session, activity, name, key) for name in activity.children}
    values: JsonObject = {}
    for name, info in activity.schema.model_fields.items():
        kind = activity.kinds.get(name)
        if isinstance(kind, NumberOf) and kind.group:
            numbers = {row.role: row for row in children[kind.group]}
            values[name] = _value(numbers[str(kind.role)], "number", "state")
        elif isinstance(kind, CodesOf):
            codes = sorted(row.code for row in children[name])
            values[name] = codes[0] if len(codes) == 1 and codes[0] in kind.states else codes
        elif isinstance(kind, (NumberOf, HundredthsOf)):
            values[name] = _value(own, name, f"{name}_state", isinstance(kind, HundredthsOf))
        elif name in activity.children:
            if activity.children[name].shape == "answers":
                values[name] = _respondents(children[name])
            else:
                values[name] = _items(info.annotation, children[name])
        else:
            values[name] = getattr(own, name)
    return activity.schema.model_validate(values), bytes(own.content_hash)


def _child_rows(session: Session, activity: Activity, name: str, key: Key) -> Sequence[Row[Any]]:
    table = activity.children[name].table
    where = (
        [table.c.record_id == key["id"]]
        if activity.keyed_by_id
        else [table.c[k] == v for k, v in key.items()]
    )
    return session.execute(select(table).where(*where).order_by(*table.primary_key.columns)).all()


def _value(row: Row[Any], name: str, state: str, hundredths: bool = False) -> object:
    stored = getattr(row, name)
    if stored is None:
        return getattr(row, state)
    return stored / 100 if hundredths else stored


def _respondents(rows: Sequence[Row[Any]]) -> list[JsonObject]:
    """Only the answers that were filed with the record; those that came by link are nobody's to read."""
    respondents: dict[int, dict[str, Any]] = {}
    for row in rows:
        if row.way == "with-record":
            one = respondents.setdefault(
                row.slot, {"questionnaire": row.questionnaire, "respondent": row.respondent, "answers": {}}
            )
            one["answers"][row.question] = row.answer
    return list(respondents.values())


def _items(annotation: Any, rows: Sequence[Row[Any]]) -> list[dict[str, Any]]:
    item = annotation.__args__[0]
    kinds = kinds_of(item)
    return [
        {
            name: _value(row, name, f"{name}_state", isinstance(kinds.get(name), HundredthsOf))
            if isinstance(kinds.get(name), (NumberOf, HundredthsOf)) and kinds[name].states
            else getattr(row, name)
            for name in item.model_fields
        }
        for row in rows
    ]
