"""Tables of parents' answers: how many answered, and what.

Source: half-time report, "Känner sig föräldrarna stärkta i sitt föräldraskap?" (498 of 863 sessions have an
answer: 42 per cent non-response; 95 per cent "yes" or "yes, really").
"""

from sqlalchemy import ColumnElement, case, literal
from sqlalchemy import Table as Stored

from app.kit.language import Text
from app.tables import dimensions
from app.tables.counts import rows
from app.tables.declaration import Dimension, Measure, Part, Table, Watch
from app.tables.dimensions import ACTIVITY, RESPONDENT
from app.tables.notes import MIXED_QUESTIONNAIRES
from app.tables.questions import has_yes, is_top, structure_of
from app.tables.rates import Picked, Within
from app.tables.records import (
    GROUP,
    GROUP_ANSWER,
    MEETING,
    MEETING_ANSWER,
    SESSION,
    SESSION_ANSWER,
)

_SOURCE = Text(
    "Delrapporten, Känner sig föräldrarna stärkta i sitt föräldraskap?",
    "Half-time report, Känner sig föräldrarna stärkta i sitt föräldraskap?",
)

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


def _contacts(activity: str, record: Stored, answer: Stored) -> Part:
    own = {"activity": literal(activity), "answered": _answered(record, answer)}
    return Part(record, {"contacts": rows()}, own)


RESPONSE_RATES = Table(
    id="response-rates",
    title=Text("Svarsfrekvens på brukarfrågorna", "Response rates of the user questions"),
    counted=Text(
        "Genomförda samtal, tematräffar och programgrupper",
        "Counselling sessions, theme meetings and programme groups that were held",
    ),
    source=_SOURCE,
    own=(
        dimensions.among(ACTIVITY, "counselling-session", "theme-meeting", "programme-group"),
        ANSWERED,
    ),
    measures=(
        Measure(
            "contacts",
            Text("Kontakter", "Contacts"),
            Text("samtal, träffar och grupper", "sessions, meetings and groups"),
            always=("activity", "answered"),
            rate=Within(
                "answered",
                Text(
                    "alla genomförda samtal, träffar eller grupper", "all sessions, meetings or groups held"
                ),
            ),
        ),
    ),
    parts=(
        _contacts("counselling-session", SESSION, SESSION_ANSWER),
        _contacts("theme-meeting", MEETING, MEETING_ANSWER),
        _contacts("programme-group", GROUP, GROUP_ANSWER),
    ),
    usual=("activity", "answered"),
    whole_tertials=True,
    notes=(
        Text(
            "Ett samtal har svar om minst en deltagare har svarat på minst en fråga. "
            "”Vill inte svara” är inget svar.",
            "A session has an answer if at least one participant answered at least one question. "
            "“Does not want to answer” is no answer.",
        ),
    ),
)


def _given(activity: str, record: Stored, answer: Stored) -> Part:
    own = {
        "activity": literal(activity),
        "question": answer.c.question,
        "answer": answer.c.answer,
        "respondent": answer.c.respondent,
        "questionnaire": answer.c.questionnaire,
    }
    return Part(record, {"answers": rows()}, own, join=answer)


_ASKED = ("counselling-session", "theme-meeting")
_GIVEN = Text("svar på frågan", "answers to the question")

HELPFULNESS = Table(
    id="helpfulness",
    title=Text("Föräldrarnas svar på brukarfrågorna", "Parents' answers to the user questions"),
    counted=Text(
        "Svar från deltagare vid samtal och tematräffar", "Answers of participants at sessions and meetings"
    ),
    source=_SOURCE,
    own=(
        dimensions.among(ACTIVITY, *_ASKED),
        dimensions.questions(*_ASKED),
        dimensions.answers(*_ASKED),
        RESPONDENT,
        dimensions.questionnaires(*_ASKED),
    ),
    measures=(
        Measure(
            "answers",
            Text("Svar", "Answers"),
            Text("svar", "answers"),
            rate=Within("answer", _GIVEN, Text("alla som fick frågan", "all who were asked")),
            always=("activity", "question", "answer"),
        ),
    ),
    parts=(
        _given("counselling-session", SESSION, SESSION_ANSWER),
        _given("theme-meeting", MEETING, MEETING_ANSWER),
    ),
    usual=("activity", "question", "answer"),
    whole_tertials=True,
    derived=(
        Picked(
            "positive",
            Text("Positiva svar", "Positive answers"),
            Text("svar", "answers"),
            of="answers",
            over="answer",
            pick=is_top,
            known=_GIVEN,
            applies=has_yes,
        ),
    ),
    watch=Watch("questionnaire", MIXED_QUESTIONNAIRES),
    structure=structure_of(*_ASKED),
    notes=(
        Text(
            "Varje deltagare som ville svara räknas för sig. ”Vill inte svara” ingår inte i basen.",
            "Each participant who wanted to answer counts. “Does not want to answer” is not in the base.",
        ),
    ),
)

TABLES = (RESPONSE_RATES, HELPFULNESS)
