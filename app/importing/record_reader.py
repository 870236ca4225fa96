"""From a draft to a record that can be filed, or to what is wrong with it, cell by cell."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from pydantic import ValidationError

from app.activities.activity import Activity
from app.activities.checks import check
from app.activities.record import Content
from app.activities.storage import content_hash
from app.catalogue.catalogue import Catalogue
from app.catalogue.model import CODE
from app.importing.drafts import RecordDraft
from app.importing.identity import SeenRows
from app.importing.mistakes import FileMistake
from app.importing.words import CELL, FILING, UNDOING
from app.intake.filing import FiledItem
from app.kit.faults import FORMS, Fault
from app.kit.http.validation_errors import faults_of
from app.kit.json_values import JsonObject
from app.kit.language import Text
from app.kit.problems import Problem
from app.vocabulary.periods import TERTIAL, YEAR
from app.vocabulary.states import NOT_KNOWN

_UUID_4 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", re.IGNORECASE)
_HASH = re.compile(r"[0-9a-f]{64}", re.IGNORECASE)
_KEY_FORMS = {"district": CODE, "programme": CODE, "tertial": TERTIAL, "year": YEAR}


@dataclass(frozen=True)
class RecordReader:
    """Makes the records of one file."""

    activity: Activity
    catalogue: Catalogue
    today: date
    seen: SeenRows

    def record(self, draft: RecordDraft) -> FiledItem | None:
        """The record, or None where the draft has mistakes; those are added to it."""
        if any(mistake.column is None for mistake in draft.mistakes):
            return None  # the row itself is not what it seems: its cells would only mislead
        key = self._key(draft)
        content = self._content(draft)
        if content is None or key is None or draft.mistakes:
            return None
        content = self._with_not_known(draft, key, content)
        activity = self.activity
        if not key:
            municipality = self.catalogue.municipality.municipality
            id_ = self.seen.new_id(municipality, activity.name, content_hash(content))
            return FiledItem(activity, {"id": id_}, content)
        first = self.seen.first_row("/".join(str(value) for value in key.values()), draft.row)
        if first is not None:
            several = "rows-apart" if "programmes" in draft.content else "key-twice"
            draft.blame("id-twice" if activity.keyed_by_id else several, activity.key[0], first=first)
            return None
        return FiledItem(activity, key, content)

    def _key(self, draft: RecordDraft) -> JsonObject | None:
        """What the record is filed under; empty where an id is to be made, None where it is wrong."""
        key = draft.key
        if not self.activity.keyed_by_id:
            faults = [
                Fault(name, "wrong-format", FORMS[_KEY_FORMS[name]])
                if name in key
                else Fault(name, "missing")
                for name in self.activity.key
                if not re.match(_KEY_FORMS[name], str(key.get(name, "")))
            ]
            _blame(draft, faults)
            return None if faults else {name: key[name] for name in self.activity.key}
        if not _HASH.fullmatch(str(key.get("hash", "0" * 64))):
            draft.blame("hash", "hash")
            return None
        if "id" not in key:
            return {}
        if _UUID_4.fullmatch(str(key["id"])):
            return {"id": UUID(str(key["id"]))}
        draft.blame("uuid", "id")
        return None

    def _content(self, draft: RecordDraft) -> Content | None:
        try:
            return self.activity.schema.model_validate(draft.content)
        except ValidationError as error:
            _blame(draft, faults_of(error.errors(include_input=False, include_url=False)))
            return None

    def _with_not_known(self, draft: RecordDraft, key: JsonObject, content: Content) -> Content:
        """The content with "not known" where a blank cell's default cannot be right.

        The default is tried first: the checks know where it is wrong (a visit that was held, a language that
        was needed), and "not known" is then the one thing that the blank can mean.
        """
        if not draft.unsaid:
            return content
        faults = check(self.activity, content, self.catalogue, self.today, key)
        wrong = {fault.field for fault in faults} & set(draft.unsaid)
        if not wrong:
            return content
        return self.activity.schema.model_validate({**draft.content, **dict.fromkeys(wrong, NOT_KNOWN)})


def refusals(
    problem: Problem, draft: RecordDraft, activity: Activity, *, undoing: bool = False
) -> list[FileMistake]:
    """Why the intake refused a record, or would not let it go, by cell where it names fields."""
    if problem.faults:
        return [_mistake(draft, fault) for fault in problem.faults]
    words = {**FILING, **UNDOING} if undoing else FILING
    field = activity.period if problem.kind == "tertial-locked" else activity.key[0]
    return [FileMistake(problem.kind, words.get(problem.kind, problem.text), *draft.cell(field))]


def _blame(draft: RecordDraft, faults: Iterable[Fault]) -> None:
    """Add faults to the draft, except where a cell has been refused already: its value was never seen."""
    bad = {(mistake.row, mistake.column) for mistake in draft.mistakes}
    found = [_mistake(draft, fault) for fault in faults]
    draft.mistakes += [one for one in found if (one.row, one.column) not in bad]


def _mistake(draft: RecordDraft, fault: Fault) -> FileMistake:
    text = Text(fault.message("sv"), fault.message("en"))
    if fault.rule == "missing":
        text = CELL["blank"]
    elif fault.rule == "wrong-format" and fault.right == FORMS[CODE]:
        text = CELL["no-code"]  # a word typed by hand: that a code has small letters would not help
    return FileMistake(fault.rule, text, *draft.cell(fault.field), fault.allowed)
