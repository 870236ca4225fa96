"""From a draft to a record that can be filed, or to what is wrong with it, cell by cell."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from pydantic import ValidationError

from app.activities.activity import Activity
from app.activities.checks import check
from app.activities.record import Content
from app.activities.storage import content_hash
from app.catalogue.catalogue import Catalogue
from app.catalogue.model import CODE
from app.importing.drafts import Draft
from app.importing.heading import Heading
from app.importing.identity import Seen, made_id
from app.importing.mistakes import Mistake, mistake
from app.importing.words import CELL, FILING, UNDOING
from app.intake.filing import Item
from app.kit.faults import FORMS, Fault
from app.kit.language import Text
from app.kit.problems import Problem
from app.kit.shapes import faults_of
from app.vocabulary.periods import TERTIAL, YEAR
from app.vocabulary.states import NOT_KNOWN

_UUID_4 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.IGNORECASE)
_HASH = re.compile(r"[0-9a-f]{64}", re.IGNORECASE)
_KEY_FORMS = {"district": CODE, "programme": CODE, "tertial": TERTIAL, "year": YEAR}


@dataclass(frozen=True)
class Reading:
    """What all records of one file are read with."""

    activity: Activity
    catalogue: Catalogue
    today: date
    heading: Heading
    seen: Seen


def record_of(draft: Draft, reading: Reading) -> Item | None:
    """The record, or None where the draft has mistakes; those are added to it."""
    if any(one.column is None for one in draft.mistakes):
        return None  # the row itself is not what it seems: its cells would only mislead
    key = _key(draft, reading)
    content = _content(draft, reading)
    if content is None or key is None or draft.mistakes:
        return None
    content = _said(draft, key, content, reading)
    activity, seen = reading.activity, reading.seen
    if not key:
        hash_ = content_hash(content)
        municipality = reading.catalogue.municipality.municipality
        return Item(activity, {"id": made_id(municipality, activity.name, hash_, seen.times(hash_))}, content)
    first = seen.first_row("/".join(str(value) for value in key.values()), draft.row)
    if first is not None:
        several = "rows-apart" if "programmes" in draft.content else "key-twice"
        rule = "id-twice" if activity.keyed_by_id else several
        _add(draft, reading.heading, mistake(rule, draft.row, first=first), activity.key[0])
        return None
    return Item(activity, key, content)


def _key(draft: Draft, reading: Reading) -> dict[str, Any] | None:
    """What the record is filed under; empty where an id is to be made, None where it is wrong."""
    key = draft.key
    if reading.activity.keyed_by_id:
        if not _HASH.fullmatch(str(key.get("hash", "0" * 64))):
            _add(draft, reading.heading, mistake("hash", draft.row), "hash")
            return None
        if "id" not in key:
            return {}
        if _UUID_4.fullmatch(str(key["id"])):
            return {"id": UUID(str(key["id"]))}
        _add(draft, reading.heading, mistake("uuid", draft.row), "id")
        return None
    faults = [
        Fault(name, "wrong-format", FORMS[_KEY_FORMS[name]]) if name in key else Fault(name, "missing")
        for name in reading.activity.key
        if not (name in key and re.match(_KEY_FORMS[name], str(key[name])))
    ]
    _blame(draft, faults, reading.heading)
    return None if faults else {name: key[name] for name in reading.activity.key}


def _content(draft: Draft, reading: Reading) -> Content | None:
    try:
        return reading.activity.schema.model_validate(draft.content)
    except ValidationError as error:
        _blame(draft, faults_of(error.errors(include_input=False, include_url=False)), reading.heading)
        return None


def _said(draft: Draft, key: dict[str, Any], content: Content, reading: Reading) -> Content:
    """The content with "not known" where a blank cell's default cannot be right.

    The default is tried first: the checks know where it is wrong (a visit that was held, a language that
    was needed), and "not known" is then the one thing that the blank can mean.
    """
    if not draft.unsaid:
        return content
    faults = check(reading.activity, content, reading.catalogue, reading.today, key)
    wrong = {fault.field for fault in faults} & set(draft.unsaid)
    if not wrong:
        return content
    return reading.activity.schema.model_validate({**draft.content, **dict.fromkeys(wrong, NOT_KNOWN)})


def refusals(
    problem: Problem, draft: Draft, activity: Activity, heading: Heading, *, undoing: bool = False
) -> list[Mistake]:
    """Why the intake refused a record, or would not let it go, by cell where it names fields."""
    if problem.faults:
        return [_mistake(draft, fault, heading) for fault in problem.faults]
    words = {**FILING, **UNDOING} if undoing else FILING
    text = words.get(problem.kind, problem.text)
    row, column = draft.place(
        activity.period if problem.kind == "tertial-locked" else activity.key[0], heading
    )
    return [Mistake(problem.kind, text, row, column, heading.letters.get(column or ""))]


def _blame(draft: Draft, faults: Iterable[Fault], heading: Heading) -> None:
    """Add faults to the draft, except where a cell has been refused already: its value was never seen."""
    bad = draft.bad_places()
    for fault in faults:
        one = _mistake(draft, fault, heading)
        if (one.row, one.column) not in bad:
            draft.mistakes.append(one)


def _mistake(draft: Draft, fault: Fault, heading: Heading) -> Mistake:
    row, column = draft.place(fault.field, heading)
    said = Text(fault.message("sv"), fault.message("en"))
    text = CELL["blank"] if fault.rule == "missing" else said
    if fault.rule == "wrong-format" and fault.right == FORMS[CODE]:
        text = CELL["no-code"]  # a word typed by hand: that a code has small letters would not help
    return Mistake(fault.rule, text, row, column, heading.letters.get(column or ""), fault.allowed)


def _add(draft: Draft, heading: Heading, one: Mistake, path: str) -> None:
    row, column = draft.place(path, heading)
    draft.mistakes.append(Mistake(one.rule, one.text, row, column, heading.letters.get(column or "")))
