"""From a record's content to rows, and back. One layout by kind of field, the same for every activity.

A code is a column; a number is a column and its state; what a record can have several of are rows of a
child table. Nothing here knows which activity it handles.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import orjson
from sqlalchemy import Row, Table, select
from sqlmodel import Session

from app.activities.activity import Activity, kinds_of
from app.activities.kinds import CodesOf, HundredthsOf, NumberOf
from app.activities.record import Content
from app.vocabulary.states import KNOWN

Key = Mapping[str, Any]
Rows = dict[Table, list[dict[str, Any]]]


def content_hash(content: Content) -> bytes:
    """SHA-256 of the canonical content: the same for the same facts, whatever the order of sending."""
    canonical = content.canonical()
    for name, value in canonical.items():
        # Codes come sorted; answers and rows are told apart by what they hold, not by their place.
        if isinstance(value, list) and len(value) > 1 and isinstance(value[0], dict):
            canonical[name] = sorted(value, key=_sorted_json)
    return hashlib.sha256(_sorted_json(canonical)).digest()


def _sorted_json(value: Any) -> bytes:
    """JSON without blanks, every object's names in order."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def rows_of(activity: Activity, key: Key, content: Content, hash_: bytes, derived: Key | None = None) -> Rows:
    """Every row that stores `content`, by table; the record's own table comes first.

    `derived` are columns of the record's own that follow from its key (a programme's district).
    """
    own: dict[str, Any] = {**key, **(derived or {}), "content_hash": hash_}
    rows: Rows = {activity.table: [own]}
    parent = {"record_id": key["id"]} if activity.keyed_by_id else dict(key)
    for name, lay_out, child in _layout(activity):
        lay_out(rows, own, parent, name, getattr(content, name), child)
    return rows


_LayOut = Callable[[Rows, dict[str, Any], dict[str, Any], str, Any, Any], None]


@cache
def _layout(activity: Activity) -> tuple[tuple[str, _LayOut, Any], ...]:
    """How each field of an activity's content is laid out, worked out once."""
    found: list[tuple[str, _LayOut, Any]] = []
    for name in activity.schema.model_fields:
        kind = activity.kinds.get(name)
        if isinstance(kind, NumberOf) and kind.group:
            found.append((name, _by_role, (activity.children[kind.group].table, kind.role)))
        elif isinstance(kind, CodesOf):
            found.append((name, _as_codes, activity.children[name].table))
        elif isinstance(kind, (NumberOf, HundredthsOf)):
            found.append((name, _as_number, isinstance(kind, HundredthsOf)))
        elif name in activity.children:
            child = activity.children[name]
            found.append(
                (name, _as_rows, (child.table, _answers if child.shape == "answers" else _small_rows))
            )
        else:
            found.append((name, _as_column, None))
    return tuple(found)


def _by_role(rows: Rows, _own: Any, parent: Any, _name: str, value: Any, child: Any) -> None:
    table, role = child
    known = not isinstance(value, str)
    rows.setdefault(table, []).append(
        {**parent, "role": role, "number": value if known else None, "state": KNOWN if known else value}
    )


def _as_codes(rows: Rows, _own: Any, parent: Any, _name: str, value: Any, table: Table) -> None:
    codes = value if isinstance(value, list) else (value,)
    rows[table] = [{**parent, "code": code} for code in codes]


def _as_number(_rows: Rows, own: Any, _parent: Any, name: str, value: Any, hundredths: bool) -> None:
    own.update(_number(name, f"{name}_state", value, hundredths))


def _as_rows(rows: Rows, _own: Any, parent: Any, _name: str, value: Any, child: Any) -> None:
    table, lay_out = child
    if found := lay_out(value):
        rows[table] = [{**parent, **row} for row in found]


def _as_column(_rows: Rows, own: Any, _parent: Any, name: str, value: Any, _child: None) -> None:
    own[name] = value


def _number(name: str, state: str, value: int | float | str, hundredths: bool = False) -> dict[str, Any]:
    if isinstance(value, str):
        return {name: None, state: value}
    return {name: round(value * 100) if hundredths else value, state: KNOWN}


def _answers(respondents: Sequence[Any]) -> list[dict[str, Any]]:
    ordered = respondents
    if len(respondents) > 1:
        ordered = sorted(respondents, key=lambda one: _sorted_json(one.model_dump(mode="json")))
    return [
        {
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


def _small_rows(items: Sequence[Content]) -> list[dict[str, Any]]:
    found = []
    for item in items:
        row: dict[str, Any] = {}
        kinds = kinds_of(type(item))
        for name in type(item).model_fields:
            kind = kinds.get(name)
            value = getattr(item, name)
            if isinstance(kind, (NumberOf, HundredthsOf)) and kind.states:
                row.update(_number(name, f"{name}_state", value, isinstance(kind, HundredthsOf)))
            else:
                row[name] = value
        found.append(row)
    return found


def read_back(session: Session, activity: Activity, key: Key) -> tuple[Content, bytes] | None:
    """The content that was filed under `key` and its hash, or None."""
    table = activity.table
    where = [table.c[name] == value for name, value in key.items()]
    own = session.execute(select(table).where(*where)).first()
    if own is None:
        return None
    children = {name: _child_rows(session, activity, name, key) for name in activity.children}
    values: dict[str, Any] = {}
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


def _value(row: Row[Any], name: str, state: str, hundredths: bool = False) -> Any:
    stored = getattr(row, name)
    if stored is None:
        return getattr(row, state)
    return stored / 100 if hundredths else stored


def _respondents(rows: Sequence[Row[Any]]) -> list[dict[str, Any]]:
    """Only the answers that were filed with the record; those that came by link are nobody's to read."""
    found: dict[int, dict[str, Any]] = {}
    for row in rows:
        if row.way == "with-record":
            one = found.setdefault(
                row.slot, {"questionnaire": row.questionnaire, "respondent": row.respondent, "answers": {}}
            )
            one["answers"][row.question] = row.answer
    return list(found.values())


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
