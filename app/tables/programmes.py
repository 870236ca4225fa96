"""Parenting programme groups that the districts run themselves.

Source: half-time report, chapter "Övriga universella föräldraskapsstödsprogram" (19 groups, about 70 parents,
over 70 per cent women).
"""

from app.kit.language import Text
from app.tables import dimensions
from app.tables.counts import either, having, number, pair, rows
from app.tables.declaration import Dimension, Measure, Part, Table, Watch, number_measures
from app.tables.dimensions import DISTRICT_PROGRAMME, GENDER, LANGUAGE, LEVEL, PARTNER
from app.tables.notes import MIXED_QUESTIONNAIRES, NOT_UNIQUE, PAIRED
from app.tables.questions import structure_of, value_of
from app.tables.rates import Mean, Of, Paired, Rating, Within
from app.tables.records import GROUP, GROUP_ANSWER, GROUP_BY, GROUP_PARTICIPANT, GROUP_PARTNER
from app.vocabulary.lists import GENDERS
from app.vocabulary.states import ABSENT

_UNIT = Text("grupper", "groups")
_PARTICIPANTS = Text("deltagare", "participants")
_KNOWN_PARTNERS = Text("grupper där samverkansparterna är kända", "groups with known partners")
_GIVEN = Text("svar på frågan", "answers to the question")

INTERPRETER = Dimension("interpreter", Text("Tolk", "Interpreter"), "yes-no")

_EVERYONE = (GROUP_PARTICIPANT.c.number, GROUP_PARTICIPANT.c.state)
_COMPLETED = (GROUP.c.completed, GROUP.c.completed_state)


def _per_group(code: str, label: Text, unit: Text, known: Text) -> tuple[Measure, ...]:
    return number_measures(code, label, unit, rate=Mean(f"{code}-known", known))


PROGRAMME_GROUPS = Table(
    id="programme-groups",
    title=Text("Föräldraskapsstödsprogram i grupp", "Parenting programme groups"),
    counted=Text(
        "Programgrupper, efter månaden då de startade", "Programme groups, by the month they started"
    ),
    source=Text(
        "Delrapporten, Övriga universella föräldraskapsstödsprogram",
        "Half-time report, Övriga universella föräldraskapsstödsprogram",
    ),
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
        Measure("groups", Text("Grupper", "Groups"), _UNIT),
        *_per_group(
            "participants",
            Text("Deltagare, alla", "Participants, all"),
            _PARTICIPANTS,
            Text(
                "grupper där antalet deltagare är känt; medelvärdet är per grupp",
                "groups with a known number of participants; the mean is per group",
            ),
        ),
        *number_measures(
            "participants-by-gender",
            Text("Deltagare efter kön", "Participants by gender"),
            _PARTICIPANTS,
            rate=Within("gender", Text("deltagare vars kön är känt", "participants whose gender is known")),
            always=("gender",),
        ),
        *number_measures(
            "completed",
            Text("Fullföljde programmet", "Completed the programme"),
            _PARTICIPANTS,
            rate=Paired(
                "completed-paired",
                "completed-whole",
                Text(
                    "deltagare i grupper där både deltagare och fullföljda är kända",
                    "participants of groups that know both participants and completed",
                ),
            ),
        ),
        Measure("completed-paired", _PARTICIPANTS, _PARTICIPANTS, hidden=True),
        Measure("completed-whole", _PARTICIPANTS, _PARTICIPANTS, hidden=True),
        *_per_group(
            "sessions-held",
            Text("Hållna träffar", "Sessions held"),
            Text("träffar", "sessions"),
            Text(
                "grupper där antalet träffar är känt; medelvärdet är per grupp",
                "groups with a known number of sessions; the mean is per group",
            ),
        ),
        Measure(
            "groups-by-partner",
            Text("Grupper efter samverkanspart", "Groups by partner"),
            _UNIT,
            rate=Of("groups-known", _KNOWN_PARTNERS, over="partner", all=Text("alla grupper", "all groups")),
            always=("partner",),
        ),
        Measure("groups-known", _KNOWN_PARTNERS, _UNIT, hidden=True),
        Measure(
            "answers",
            Text("Svar på brukarfrågorna", "Answers to the user questions"),
            Text("svar", "answers"),
            rate=Within("answer", _GIVEN, Text("alla som fick frågan", "all who were asked")),
            always=("question", "answer"),
        ),
    ),
    parts=(
        Part(GROUP, {"groups": rows()}, GROUP_BY),
        Part(
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
        Part(
            GROUP,
            number("participants-by-gender", *_EVERYONE),
            {"gender": GROUP_PARTICIPANT.c.role, **GROUP_BY},
            join=GROUP_PARTICIPANT,
            where=(either(GROUP_PARTICIPANT.c.role, GENDERS),),
        ),
        Part(
            GROUP,
            {"groups-by-partner": rows()},
            {"partner": GROUP_PARTNER.c.code, **GROUP_BY},
            join=GROUP_PARTNER,
        ),
        Part(
            GROUP,
            {"groups-known": having(dimensions.has_code(GROUP, GROUP_PARTNER, besides=ABSENT))},
            GROUP_BY,
        ),
        Part(
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
    derived=(
        Rating(
            "rating",
            Text("Betyg, 0–5", "Rating, 0–5"),
            Text("poäng", "points"),
            of="answers",
            over="answer",
            weight=value_of,
            known=_GIVEN,
        ),
    ),
    watch=Watch("questionnaire", MIXED_QUESTIONNAIRES),
    structure=structure_of("programme-group"),
    notes=(
        NOT_UNIQUE,
        PAIRED,
        Text(
            "Fullföljda kan vara fler än deltagarna: en grupp där bara det ena är känt räknas bara i det.",
            "More can have completed than took part: a group where one is not known is only in the other.",
        ),
        Text(
            "Flera samverkansparter kan anges: deras andelar kan tillsammans bli mer än 100 procent.",
            "More than one partner can be given: their shares need not add up to 100 per cent.",
        ),
    ),
)

TABLES = (PROGRAMME_GROUPS,)
