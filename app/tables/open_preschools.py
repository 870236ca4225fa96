"""Tables of the open preschools: supply, visits, and the answers of their own yearly survey.

Source: half-time report, chapter "Öppna förskolan" (a table by district: own run, hours per week, run by
others, introduction preschools).
"""

from sqlalchemy import literal

from app.activities.open_preschool_return import ACTIVITY, COUNTS, SURVEY, VISITS
from app.kit.language import Text
from app.tables import dimensions
from app.tables.counts import either, number, total
from app.tables.declaration import Dimension, Measure, Part, Table, Watch, number_measures
from app.tables.dimensions import GENDER
from app.tables.notes import HANDED_IN, MIXED_QUESTIONNAIRES, STOCK
from app.tables.questions import has_yes, is_top, structure_of
from app.tables.rates import Picked, Within
from app.vocabulary.lists import GENDERS

RETURN, VISIT_COUNT, SURVEY_COUNT = ACTIVITY.table, VISITS.table, SURVEY.table
_SOURCE = Text("Delrapporten, Öppna förskolan", "Half-time report, Öppna förskolan")
_PRESCHOOLS = Text("öppna förskolor", "open preschools")
_VISITS = Text("besök", "visits")
_SUPPLY = {
    "own-run": (Text("I kommunens regi", "Run by the municipality"), _PRESCHOOLS),
    "opening-hours": (Text("Timmar öppet per vecka", "Opening hours per week"), Text("timmar", "hours")),
    "run-by-others": (Text("I övrig regi", "Run by others"), _PRESCHOOLS),
    "introduction-preschools": (
        Text("Introduktionsförskolor", "Introduction preschools"),
        Text("introduktionsförskolor", "introduction preschools"),
    ),
}

OPEN_PRESCHOOLS = Table(
    id="open-preschools",
    title=Text("Öppna förskolor och öppettider", "Open preschools and opening hours"),
    counted=Text("Öppna förskolor vid tertialets slut", "Open preschools at the end of the tertial"),
    source=_SOURCE,
    own=(),
    measures=tuple(
        measure
        for code, (label, unit) in _SUPPLY.items()
        for measure in number_measures(code, label, unit, stock=True)
    ),
    parts=(
        Part(
            RETURN,
            {
                name: count
                for code in _SUPPLY
                for name, count in number(
                    code, RETURN.c[code.replace("-", "_")], RETURN.c[f"{code.replace('-', '_')}_state"]
                ).items()
            },
        ),
    ),
    usual=("district",),
    notes=(
        HANDED_IN,
        STOCK,
        Text(
            "Öppettiderna gäller dem i kommunens regi, tillsammans. Introduktionsförskolor ges i en öppen "
            "förskola.",
            "Opening hours are those of the municipality's own, all together. Introduction preschools are "
            "part of an open preschool.",
        ),
    ),
)

OPEN_PRESCHOOL_VISITS = Table(
    id="open-preschool-visits",
    title=Text("Besök på öppna förskolan", "Visits to the open preschools"),
    counted=Text("Besök under tertialet, inte personer", "Visits in the tertial, not persons"),
    source=Text(
        "Delrapporten, Att följa upp det tidiga föräldraskapsstödet (öppna förskolans beläggning)",
        "Half-time report, Att följa upp det tidiga föräldraskapsstödet (attendance of the open preschools)",
    ),
    own=(GENDER,),
    measures=(
        *number_measures(
            "adult-visits",
            Text("Besök av vuxna", "Visits by adults"),
            _VISITS,
            rate=Within(
                "gender",
                Text("besök av vuxna, där antalet är känt", "visits by adults whose number is known"),
            ),
            always=("gender",),
        ),
        *number_measures("child-visits", Text("Besök av barn", "Visits by children"), _VISITS),
        *number_measures(
            "turned-away",
            Text("Gånger föräldrar fick vända", "Times parents were turned away"),
            Text("gånger", "times"),
        ),
    ),
    parts=(
        Part(
            VISIT_COUNT,
            number("adult-visits", VISIT_COUNT.c.number, VISIT_COUNT.c.state),
            {"gender": VISIT_COUNT.c.role},
            where=(either(VISIT_COUNT.c.role, GENDERS),),
        ),
        Part(
            VISIT_COUNT,
            number("child-visits", VISIT_COUNT.c.number, VISIT_COUNT.c.state),
            where=(VISIT_COUNT.c.role == "child",),
        ),
        Part(RETURN, number("turned-away", RETURN.c.turned_away, RETURN.c.turned_away_state)),
    ),
    usual=("district", "gender"),
    notes=(HANDED_IN,),
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
_GIVEN = Text("svar på frågan", "answers to the question")

OPEN_PRESCHOOL_SURVEY = Table(
    id="open-preschool-survey",
    title=Text("Öppna förskolans brukarfrågor", "The open preschools' user questions"),
    counted=Text(
        "Svar i öppna förskolornas egna enkäter och på deras affischer",
        "Answers in the open preschools' own surveys and by their posters",
    ),
    source=Text(
        "Delrapporten, Att följa upp det tidiga föräldraskapsstödet (två frågor om året)",
        "Half-time report, Att följa upp det tidiga föräldraskapsstödet (two questions a year)",
    ),
    own=(
        dimensions.questions(_SURVEY),
        dimensions.answers(_SURVEY, states=()),
        dimensions.questionnaires(_SURVEY),
        _WAY,
    ),
    measures=(
        Measure(
            "answers",
            Text("Svar", "Answers"),
            Text("svar", "answers"),
            rate=Within("answer", _GIVEN),
            always=("question", "answer"),
        ),
    ),
    parts=(
        Part(
            SURVEY_COUNT,
            {"answers": total(SURVEY_COUNT.c.number)},
            {
                "question": SURVEY_COUNT.c.question,
                "answer": SURVEY_COUNT.c.answer,
                "questionnaire": SURVEY_COUNT.c.questionnaire,
                "way": literal("survey"),
            },
        ),
        Part(
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
    structure=structure_of(_SURVEY, no_answer=False),
    notes=(
        Text(
            "Enkäten görs en gång om året: i de andra tertialen finns inga svar.",
            "The survey is made once a year: there are no answers in the other tertials.",
        ),
        Text(
            "Svar på affischer räknas när de kommer in och ska inte också lämnas in i tertialrapporten.",
            "Answers by poster are counted as they come, and must not be handed in with the return as well.",
        ),
    ),
)

TABLES = (OPEN_PRESCHOOLS, OPEN_PRESCHOOL_VISITS, OPEN_PRESCHOOL_SURVEY)
