"""Gender split: who takes part and who answers.

Source: half-time report, "Jämställdhetsanalys": more mothers than fathers take part in sessions, meetings and
home visits. A mother counts as a woman, a father as a man, another adult under "other or not stated".
"""

from sqlalchemy import Table as Stored
from sqlalchemy import literal

from app.tables.counts import either, number, rows
from app.tables.declaration import Measure, RecordPart, Table, number_measures
from app.tables.dimensions import ACTIVITY, ARENA, GENDER, LEVEL, TARGET_GROUP
from app.tables.rates import ShareWithin
from app.tables.record_sources import (
    GROUP,
    GROUP_ANSWER,
    GROUP_BY,
    GROUP_PARTICIPANT,
    HELD,
    MEETING,
    MEETING_ANSWER,
    MEETING_BY,
    MEETING_PARTICIPANT,
    SESSION,
    SESSION_ANSWER,
    SESSION_BY,
    SESSION_PARTICIPANT,
    VISIT,
    VISIT_BY,
    VISIT_PARTICIPANT,
    By,
    only,
)
from app.tables.words import told
from app.vocabulary.lists import GENDERS, PARENT_ROLES
from app.vocabulary.states import NO_ANSWER

_SESSION_BY = only(SESSION_BY, "arena", "target_group", "level")
_MEETING_BY = only(MEETING_BY, "target_group", "level")
_VISIT_BY = {"target_group": literal("0-6"), **only(VISIT_BY, "level")}
_GROUP_BY = only(GROUP_BY, "level")


def _participants(activity: str, record: Stored, participant: Stored, by: By) -> RecordPart:
    adults = PARENT_ROLES if activity in ("counselling-session", "home-visit") else GENDERS
    where = (either(participant.c.role, adults), *((HELD,) if record is VISIT else ()))
    counts = number("participants", participant.c.number, participant.c.state)
    own = {"activity": literal(activity), "gender": participant.c.role}
    return RecordPart(record, counts, {**own, **by}, join=participant, where=where)


def _respondents(activity: str, record: Stored, answer: Stored) -> RecordPart:
    """One for each respondent who answered anything; `slot` tells them apart within a record and a way."""
    own = {"activity": literal(activity), "gender": answer.c.respondent}
    each = (answer.c.record_id, answer.c.way, answer.c.slot)
    where = (answer.c.answer != NO_ANSWER,)
    return RecordPart(record, {"respondents": rows()}, own, join=answer, where=where, each=each)


GENDER_SPLIT = told(
    Table(
        id="gender-split",
        own=(ACTIVITY, GENDER, ARENA, TARGET_GROUP, LEVEL),
        measures=(
            *number_measures("participants", always=("gender",), rate=ShareWithin("gender")),
            Measure("respondents", always=("gender",), rate=ShareWithin("gender")),
        ),
        parts=(
            _participants("counselling-session", SESSION, SESSION_PARTICIPANT, _SESSION_BY),
            _participants("home-visit", VISIT, VISIT_PARTICIPANT, _VISIT_BY),
            _participants("theme-meeting", MEETING, MEETING_PARTICIPANT, _MEETING_BY),
            _participants("programme-group", GROUP, GROUP_PARTICIPANT, _GROUP_BY),
            _respondents("counselling-session", SESSION, SESSION_ANSWER),
            _respondents("theme-meeting", MEETING, MEETING_ANSWER),
            _respondents("programme-group", GROUP, GROUP_ANSWER),
        ),
        usual=("activity", "gender"),
    )
)

TABLES = (GENDER_SPLIT,)
