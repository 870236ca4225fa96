"""From a record's content to rows, and back. One layout by kind of field, the same for every activity.

A code is a column; a number is a column and its state; what a record can have several of are rows of a
child table. Nothing here knows which activity it handles.
"""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from operator import itemgetter
from typing import Any, NamedTuple

import orjson
from sqlalchemy import Row, Table, select
from sqlmodel import Session

from app.activities.activity import Activity, kinds_of
from app.activities.kinds import CodesOf, HundredthsOf, NumberOf
from app.activities.record import Content, lists_of
from app.vocabulary.states import KNOWN

Key = Mapping[str, Any]
Values = tuple[Any, ...]
"""A row's values, in the order of its table's columns."""
Rows = dict[Table, list[Values]]


def content_hash(content: Content) -> bytes:
    """SHA-256 of the canonical content: the same for the same facts, whatever the order of sending."""
    canonical = content.canonical()
    for name in lists_of(type(content)):
        # Codes come sorted; answers and rows are told apart by what they hold, not by their place.
        if len(items := canonical.get(name, ())) > 1:
            canonical[name] = sorted(items, key=_sorted_json)
    return hashlib.sha256(_sorted_json(canonical)).digest()


def _sorted_json(value: Any) -> bytes:
    """JSON without blanks, every object's names in order."""
    return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)


def rows_of(activity: Activity, key: Key, content: Content, hash_: bytes, derived: Key | None = None) -> Rows:
    """Every row that stores `content`, by table; the record's own table comes first.

    `derived` are columns of the record's own that follow from its key (a programme's district).
    """
    layout, values = _layout(activity), content.__dict__
    own = {**values, **key, **(derived or {}), "content_hash": hash_}
    for name, state, hundredths in layout.numbers:
        own[name], own[state] = _number(values[name], hundredths)
    rows: Rows = {activity.table: [layout.own(own)]}
    parent = tuple(key[name] for name in activity.key)
    for table, roles in layout.roles:
        rows[table] = [_of_role(parent, role, values[name]) for name, role in roles]
    for table, name in layout.codes:
        given = values[name]
        rows[table] = [(*parent, code) for code in (given if type(given) is list else (given,))]
    for table, name, lay_out in layout.rows:
        if found := lay_out(parent, values[name]):
            rows[table] = found
    return rows


_LayOut = Callable[[Values, Any], list[Values]]


class _Layout(NamedTuple):
    """How an activity's content is laid out, worked out once: tables, and the fields that fill them."""

    own: Callable[[Key], Values]
    """The record's own row, of its values by column."""
    numbers: tuple[tuple[str, str, bool], ...]
    """Columns of its own that have a state: name, state's name, whether it is in hundredths."""
    roles: tuple[tuple[Table, tuple[tuple[str, str | None], ...]], ...]
    codes: tuple[tuple[Table, str], ...]
    rows: tuple[tuple[Table, str, _LayOut], ...]


_OF_ROLE = ("role", "state", "number")
_ANSWER = ("slot", "question", "way", "questionnaire", "respondent", "answer")


@cache
def _layout(activity: Activity) -> _Layout:
    numbers: list[tuple[str, str, bool]] = []
    roles: dict[Table, list[tuple[str, str | None]]] = {}
    codes: list[tuple[Table, str]] = []
    rows: list[tuple[Table, str, _LayOut]] = []
    for name in activity.schema.model_fields:
        kind = activity.kinds.get(name)
        if isinstance(kind, NumberOf) and kind.group:
            table = _ordered(activity.children[kind.group].table, *_OF_ROLE)
            roles.setdefault(table, []).append((name, kind.role))
        elif isinstance(kind, CodesOf):
            codes.append((_ordered(activity.children[name].table, "code"), name))
        elif isinstance(kind, (NumberOf, HundredthsOf)):
            numbers.append((name, f"{name}_state", isinstance(kind, HundredthsOf)))
        elif name in activity.children:
            table = activity.children[name].table
            if activity.children[name].shape == "answers":
                rows.append((_ordered(table, *_ANSWER), name, _answers))
            else:
                rows.append((table, name, _small_rows(activity, table)))
    return _Layout(
        itemgetter(*activity.table.columns.keys()),
        tuple(numbers),
        tuple((table, tuple(fields)) for table, fields in roles.items()),
        tuple(codes),
        tuple(rows),
    )


def _ordered(table: Table, *names: str) -> Table:
    """A table of which we rely on that its columns come in this order, behind the parent's key."""
    if tuple(table.columns.keys()[-len(names) :]) != names:
        raise AssertionError(
            f"{table.name} ends with {table.columns.keys()[-len(names) :]}, not with {names}"
        )
    return table


def _of_role(parent: Values, role: str | None, value: int | str) -> Values:
    number, state = _number(value)
    return (*parent, role, state, number)


def _number(value: int | float | str, hundredths: bool = False) -> tuple[int | float | None, str]:
    """A number and its state, of which one says that the other is there."""
    if isinstance(value, str):
        return None, value
    return round(value * 100) if hundredths else value, KNOWN


def _answers(parent: Values, respondents: Sequence[Any]) -> list[Values]:
    ordered = respondents
    if len(respondents) > 1:
        ordered = sorted(respondents, key=lambda one: _sorted_json(one.model_dump(mode="json")))
    return [
        (*parent, slot, question, "with-record", one.questionnaire, one.respondent, answer)
        for slot, one in enumerate(ordered)
        for question, answer in one.answers.items()
    ]


def _small_rows(activity: Activity, table: Table) -> _LayOut:
    """For a list of small rows, whose fields are named as the columns."""
    names = table.columns.keys()
    parents = ("record_id",) if activity.keyed_by_id else activity.key

    def lay_out(parent: Values, items: Sequence[Content]) -> list[Values]:
        found = []
        for item in items:
            row = dict(zip(parents, parent, strict=True))
            kinds = kinds_of(type(item))
            for name in type(item).model_fields:
                kind, value = kinds.get(name), getattr(item, name)
                row[name] = value
                if isinstance(kind, (NumberOf, HundredthsOf)) and kind.states:
                    row[name], row[f"{name}_state"] = _number(value, isinstance(kind, HundredthsOf))
            found.append(tuple(row[name] for name in names))
        return found

    return lay_out


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
