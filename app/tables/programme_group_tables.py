"""Parenting programme groups that the districts run themselves.

Source: half-time report, chapter "Övriga universella föräldraskapsstödsprogram" (19 groups, about 70 parents,
over 70 per cent women).
"""

from app.kit.language import Text
from app.tables import dimensions
from app.tables.counts import either, having, number, pair, rows
from app.tables.declaration import Dimension, Measure, RecordPart, Table, WatchedDimension, number_measures
from app.tables.dimensions import DISTRICT_PROGRAMME, GENDER, LANGUAGE, LEVEL, PARTNER
from app.tables.handed_in_numbers import paired_measures
from app.tables.questions import structure_of, value_of
from app.tables.rates import MeanOfMeasure, MeanRating, ShareOfMeasure, ShareWithin
from app.tables.record_sources import GROUP, GROUP_ANSWER, GROUP_BY, GROUP_PARTICIPANT, GROUP_PARTNER
from app.tables.words import NOTES, told
from app.vocabulary.lists import GENDERS
from app.vocabulary.states import ABSENT

INTERPRETER = Dimension("interpreter", Text("Tolk", "Interpreter"), "yes-no")

_EVERYONE = (GROUP_PARTICIPANT.c.number, GROUP_PARTICIPANT.c.state)
_COMPLETED = (GROUP.c.completed, GROUP.c.completed_state)


PROGRAMME_GROUPS = told(
    Table(
        id="programme-groups",
        own=(
            DISTRICT_PROGRAMME,
            LANGUAGE,
            INTERPRETER,
            GENDER,
            PARTNER,
            dimensions.questions("programme-group"),
            dimensions.answers("programme-group"),
            dimensions.questionnaires("programme-group"),
            LEVEL,
        ),
        measures=(
            Measure("groups"),
            *number_measures("participants", rate=MeanOfMeasure("participants-known")),
            *number_measures("participants-by-gender", rate=ShareWithin("gender"), always=("gender",)),
            *paired_measures("completed"),
            *number_measures("sessions-held", rate=MeanOfMeasure("sessions-held-known")),
            Measure(
                "groups-by-partner", rate=ShareOfMeasure("groups-known", over="partner"), always=("partner",)
            ),
            Measure("groups-known", hidden=True),
            Measure("answers", rate=ShareWithin("answer"), always=("question", "answer")),
        ),
        parts=(
            RecordPart(GROUP, {"groups": rows()}, GROUP_BY),
            RecordPart(
                GROUP,
                {
                    **number("participants", *_EVERYONE),
                    **number("completed", *_COMPLETED),
                    **pair("completed", _COMPLETED, _EVERYONE),
                    **number("sessions-held", GROUP.c.sessions_held, GROUP.c.sessions_held_state),
                },
                GROUP_BY,
                join=GROUP_PARTICIPANT,
                where=(GROUP_PARTICIPANT.c.role == "all",),
            ),
            RecordPart(
                GROUP,
                number("participants-by-gender", *_EVERYONE),
                {"gender": GROUP_PARTICIPANT.c.role, **GROUP_BY},
                join=GROUP_PARTICIPANT,
                where=(either(GROUP_PARTICIPANT.c.role, GENDERS),),
            ),
            RecordPart(
                GROUP,
                {"groups-by-partner": rows()},
                {"partner": GROUP_PARTNER.c.code, **GROUP_BY},
                join=GROUP_PARTNER,
            ),
            RecordPart(
                GROUP,
                {"groups-known": having(dimensions.has_code(GROUP, GROUP_PARTNER, besides=ABSENT))},
                GROUP_BY,
            ),
            RecordPart(
                GROUP,
                {"answers": rows()},
                {
                    "question": GROUP_ANSWER.c.question,
                    "answer": GROUP_ANSWER.c.answer,
                    "questionnaire": GROUP_ANSWER.c.questionnaire,
                    "programme": GROUP.c.programme,
                },
                join=GROUP_ANSWER,
            ),
        ),
        usual=("programme",),
        derived=(MeanRating("rating", of="answers", over="answer", weight=value_of),),
        watch=WatchedDimension("questionnaire", NOTES["mixed-questionnaires"]),
        structure=structure_of("programme-group"),
    )
)

TABLES = (PROGRAMME_GROUPS,)
