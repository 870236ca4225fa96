"""The Spindle: the parties' own assessment of their collaboration, as means with n.

Source: half-time report, "Utveckling av samverkan utifrån spindelmätningar".
"""

from app.activities.spindle_response import ACTIVITY, SCORES
from app.kit.language import Text
from app.tables.counts import number
from app.tables.declaration import Dimension, Part, Table, number_measures
from app.tables.rates import Mean

RESPONSE, SCORE = ACTIVITY.table, SCORES.table

SPINDLE = Table(
    id="spindle",
    title=Text("Spindeln: förutsättningar för samverkan", "The Spindle: conditions for collaboration"),
    counted=Text(
        "Poäng 1–5 i svar från samverkande parter", "Scores 1–5 in responses of collaborating parties"
    ),
    source=Text(
        "Delrapporten, Utveckling av samverkan utifrån spindelmätningar",
        "Half-time report, Utveckling av samverkan utifrån spindelmätningar",
    ),
    own=(
        Dimension("item", Text("Utfallsmått", "Item"), "spindle-items", states=()),
        Dimension("organisation_type", Text("Organisation", "Organisation"), "organisations"),
    ),
    measures=number_measures(
        "score",
        Text("Poäng", "Score"),
        Text("poäng", "points"),
        rate=Mean("score-known", Text("svar på påståendet", "responses to the item")),
        always=("item",),
    ),
    parts=(
        Part(
            RESPONSE,
            number("score", SCORE.c.number, SCORE.c.state),
            {"item": SCORE.c.role, "organisation_type": RESPONSE.c.organisation_type},
            join=SCORE,
        ),
    ),
    usual=("item",),
    notes=(
        Text(
            "Spindeln mäter hur samverkan fungerar, inte vad den leder till för barn och föräldrar.",
            "The Spindle measures the process of collaboration, not its effect for children and parents.",
        ),
    ),
)

TABLES = (SPINDLE,)
