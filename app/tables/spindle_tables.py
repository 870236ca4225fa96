"""The Spindle: the parties' own assessment of their collaboration, as means with n.

Source: half-time report, "Utveckling av samverkan utifrån spindelmätningar".
"""

from app.activities.spindle_response import ACTIVITY, SCORES
from app.kit.language import Text
from app.tables.counts import number
from app.tables.declaration import Dimension, RecordPart, Table, number_measures
from app.tables.rates import MeanOfMeasure
from app.tables.words import told

RESPONSE, SCORE = ACTIVITY.table, SCORES.table

SPINDLE = told(
    Table(
        id="spindle",
        own=(
            Dimension("item", Text("Utfallsmått", "Item"), "spindle-items", states=()),
            Dimension("organisation_type", Text("Organisation", "Organisation"), "organisations"),
        ),
        measures=number_measures("score", rate=MeanOfMeasure("score-known"), always=("item",)),
        parts=(
            RecordPart(
                RESPONSE,
                number("score", SCORE.c.number, SCORE.c.state),
                {"item": SCORE.c.role, "organisation_type": RESPONSE.c.organisation_type},
                join=SCORE,
            ),
        ),
        usual=("item",),
    )
)

TABLES = (SPINDLE,)
