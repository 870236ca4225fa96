"""Tables of parents' answers: how many answered, and what.

Source: half-time report, "Känner sig föräldrarna stärkta i sitt föräldraskap?" (498 of 863 sessions have an
answer: 42 per cent non-response; 95 per cent "yes" or "yes, really").
"""

from sqlalchemy import ColumnElement, case, literal
from sqlalchemy import Table as Stored

from app.kit.language import Text
from app.tables import dimensions
from app.tables.counts import rows
from app.tables.declaration import Dimension, Measure, RecordPart, Table, WatchedDimension
from app.tables.dimensions import ACTIVITY, RESPONDENT
from app.tables.questions import has_yes, is_top, structure_of
from app.tables.rates import CategoryShare, ShareWithin
from app.tables.record_sources import (
    GROUP,
    GROUP_ANSWER,
    MEETING,
    MEETING_ANSWER,
    SESSION,
    SESSION_ANSWER,
)
from app.tables.words import NOTES, told

ANSWERED = Dimension(
    "answered",
    Text("Svar", "Answer"),
    states=(),
    words={
        "answered": Text("Med svar (svarsfrekvens)", "With an answer (response rate)"),
        "not-answered": Text("Utan svar (bortfall)", "Without an answer (non-response)"),
    },
)


def _answered(record: Stored, answer: Stored) -> ColumnElement[str]:
    return case((dimensions.has_answer(record, answer), "answered"), else_="not-answered")


def _contacts(activity: str, record: Stored, answer: Stored) -> RecordPart:
    own = {"activity": literal(activity), "answered": _answered(record, answer)}
    return RecordPart(record, {"contacts": rows()}, own)


RESPONSE_RATES = told(
    Table(
        id="response-rates",
        own=(dimensions.among(ACTIVITY, "counselling-session", "theme-meeting", "programme-group"), ANSWERED),
        measures=(Measure("contacts", always=("activity", "answered"), rate=ShareWithin("answered")),),
        parts=(
            _contacts("counselling-session", SESSION, SESSION_ANSWER),
            _contacts("theme-meeting", MEETING, MEETING_ANSWER),
            _contacts("programme-group", GROUP, GROUP_ANSWER),
        ),
        usual=("activity", "answered"),
        whole_tertials=True,
    )
)


def _given(activity: str, record: Stored, answer: Stored) -> RecordPart:
    own = {
        "activity": literal(activity),
        "question": answer.c.question,
        "answer": answer.c.answer,
        "respondent": answer.c.respondent,
        "questionnaire": answer.c.questionnaire,
    }
    return RecordPart(record, {"answers": rows()}, own, join=answer)


_ASKED = ("counselling-session", "theme-meeting")

HELPFULNESS = told(
    Table(
        id="helpfulness",
        own=(
            dimensions.among(ACTIVITY, *_ASKED),
            dimensions.questions(*_ASKED),
            dimensions.answers(*_ASKED),
            RESPONDENT,
            dimensions.questionnaires(*_ASKED),
        ),
        measures=(Measure("answers", rate=ShareWithin("answer"), always=("activity", "question", "answer")),),
        parts=(
            _given("counselling-session", SESSION, SESSION_ANSWER),
            _given("theme-meeting", MEETING, MEETING_ANSWER),
        ),
        usual=("activity", "question", "answer"),
        whole_tertials=True,
        derived=(CategoryShare("positive", of="answers", over="answer", pick=is_top, applies=has_yes),),
        watch=WatchedDimension("questionnaire", NOTES["mixed-questionnaires"]),
        structure=structure_of(*_ASKED),
    )
)

TABLES = (RESPONSE_RATES, HELPFULNESS)
