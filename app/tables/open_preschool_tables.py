"""Tables of the open preschools: supply, visits, and the answers of their own yearly survey.

Source: half-time report, chapter "Öppna förskolan" (a table by district: own run, hours per week, run by
others, introduction preschools).
"""

from sqlalchemy import literal

from app.activities.open_preschool_return import ACTIVITY, COUNTS, SURVEY, VISITS
from app.kit.language import Text
from app.tables import dimensions
from app.tables.counts import either, number, total
from app.tables.declaration import Dimension, Measure, RecordPart, Table, WatchedDimension, number_measures
from app.tables.dimensions import GENDER
from app.tables.handed_in_numbers import counts_of, measures_of
from app.tables.questions import has_yes, is_top, structure_of
from app.tables.rates import CategoryShare, ShareWithin
from app.tables.words import NOTES, told
from app.vocabulary.lists import GENDERS

RETURN, VISIT_COUNT, SURVEY_COUNT = ACTIVITY.table, VISITS.table, SURVEY.table
_SUPPLY = dict.fromkeys(("own-run", "opening-hours", "run-by-others", "introduction-preschools"))

OPEN_PRESCHOOLS = told(
    Table(
        id="open-preschools",
        own=(),
        measures=measures_of(_SUPPLY, stock=True),
        parts=(RecordPart(RETURN, counts_of(RETURN, _SUPPLY)),),
        usual=("district",),
    )
)

OPEN_PRESCHOOL_VISITS = told(
    Table(
        id="open-preschool-visits",
        own=(GENDER,),
        measures=(
            *number_measures("adult-visits", rate=ShareWithin("gender"), always=("gender",)),
            *number_measures("child-visits"),
            *number_measures("turned-away"),
        ),
        parts=(
            RecordPart(
                VISIT_COUNT,
                number("adult-visits", VISIT_COUNT.c.number, VISIT_COUNT.c.state),
                {"gender": VISIT_COUNT.c.role},
                where=(either(VISIT_COUNT.c.role, GENDERS),),
            ),
            RecordPart(
                VISIT_COUNT,
                number("child-visits", VISIT_COUNT.c.number, VISIT_COUNT.c.state),
                where=(VISIT_COUNT.c.role == "child",),
            ),
            RecordPart(RETURN, number("turned-away", RETURN.c.turned_away, RETURN.c.turned_away_state)),
        ),
        usual=("district", "gender"),
    )
)

_SURVEY = "open-preschool-return"
_WAY = Dimension(
    "way",
    Text("Hur svaret kom in", "How the answer came in"),
    states=(),
    words={
        "survey": Text("Öppna förskolans egen enkät", "The open preschool's own survey"),
        "poster": Text("Egen telefon via affisch", "Own phone by poster"),
    },
)

OPEN_PRESCHOOL_SURVEY = told(
    Table(
        id="open-preschool-survey",
        own=(
            dimensions.questions(_SURVEY),
            dimensions.answers(_SURVEY, states=()),
            dimensions.questionnaires(_SURVEY),
            _WAY,
        ),
        measures=(Measure("answers", rate=ShareWithin("answer"), always=("question", "answer")),),
        parts=(
            RecordPart(
                SURVEY_COUNT,
                {"answers": total(SURVEY_COUNT.c.number)},
                {
                    "question": SURVEY_COUNT.c.question,
                    "answer": SURVEY_COUNT.c.answer,
                    "questionnaire": SURVEY_COUNT.c.questionnaire,
                    "way": literal("survey"),
                },
            ),
            RecordPart(
                COUNTS,
                {"answers": total(COUNTS.c.number)},
                {
                    "question": COUNTS.c.question,
                    "answer": COUNTS.c.answer,
                    "questionnaire": COUNTS.c.questionnaire,
                    "way": COUNTS.c.way,
                },
            ),
        ),
        usual=("question", "answer"),
        derived=(CategoryShare("positive", of="answers", over="answer", pick=is_top, applies=has_yes),),
        watch=WatchedDimension("questionnaire", NOTES["mixed-questionnaires"]),
        structure=structure_of(_SURVEY, no_answer=False),
    )
)

TABLES = (OPEN_PRESCHOOLS, OPEN_PRESCHOOL_VISITS, OPEN_PRESCHOOL_SURVEY)
