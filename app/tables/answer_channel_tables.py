"""Ways of answering: what raises the response rate, for those who hand out links and put up posters.

Source: half-time report, "Känner sig föräldrarna stärkta i sitt föräldraskap?" and its reasons for the
non-response (42 per cent): the tool was not at hand, or it felt awkward to ask.
"""

from typing import Any

from sqlalchemy import Table as Stored
from sqlalchemy import func, literal

from app.activities import counselling_session
from app.activities.children import HANDED_OUT
from app.tables import dimensions
from app.tables.counts import having, rows, total
from app.tables.declaration import Measure, RecordPart, Table
from app.tables.dimensions import ACTIVITY, WAY
from app.tables.rates import ShareOfMeasure, ShareWithin
from app.tables.record_sources import (
    GROUP,
    GROUP_ANSWER,
    MEETING,
    MEETING_ANSWER,
    SESSION,
    SESSION_ANSWER,
)
from app.tables.words import told
from app.vocabulary.states import NO_ANSWER

_HANDED_OUT = counselling_session.ACTIVITY.beside[HANDED_OUT]


def _held(activity: str, record: Stored, answer: Stored) -> RecordPart:
    counts = {"contacts": rows(), "answered": having(dimensions.has_answer(record, answer))}
    return RecordPart(record, counts, {"activity": literal(activity)})


def _respondents(activity: str, record: Stored, answer: Stored) -> RecordPart:
    by: dict[str, Any] = {"activity": literal(activity), "way": answer.c.way}
    each = (answer.c.record_id, answer.c.slot, answer.c.way)
    where = (answer.c.answer != NO_ANSWER,)
    return RecordPart(record, {"respondents": rows()}, by, join=answer, where=where, each=each)


_SESSION: dict[str, Any] = {"activity": literal("counselling-session")}
_OF = (
    ("counselling-session", SESSION, SESSION_ANSWER),
    ("theme-meeting", MEETING, MEETING_ANSWER),
    ("programme-group", GROUP, GROUP_ANSWER),
)

ANSWER_WAYS = told(
    Table(
        id="answer-ways",
        own=(dimensions.among(ACTIVITY, *(activity for activity, _, _ in _OF)), WAY),
        measures=(
            Measure("contacts", always=("activity",)),
            Measure("answered", rate=ShareOfMeasure("contacts"), always=("activity",)),
            Measure("links-handed-out"),
            Measure("links-used", rate=ShareOfMeasure("links-handed-out")),
            Measure("respondents", rate=ShareWithin("way"), always=("activity", "way")),
        ),
        parts=(
            *(_held(*one) for one in _OF),
            RecordPart(
                SESSION, {"links-handed-out": total(_HANDED_OUT.c.number)}, _SESSION, join=_HANDED_OUT
            ),
            RecordPart(
                SESSION,
                {"links-used": func.count()},
                _SESSION,
                join=SESSION_ANSWER,
                where=(SESSION_ANSWER.c.way == "link",),
                each=(SESSION_ANSWER.c.record_id, SESSION_ANSWER.c.slot),
            ),
            *(_respondents(*one) for one in _OF),
        ),
        usual=("activity", "way"),
        whole_tertials=True,
    )
)

TABLES = (ANSWER_WAYS,)
