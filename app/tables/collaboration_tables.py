"""Collaboration activities: which strategies are used, with whom, how many take part.

Source: half-time report, chapter "Övriga strategier för att tillgängliggöra föräldraskapsstödet".
"""

from app.activities.collaboration_activity import ACTIVITY, PARTNER
from app.kit.language import Text
from app.tables import dimensions
from app.tables.counts import having, number, rows
from app.tables.declaration import Dimension, Measure, RecordPart, Table, number_measures
from app.tables.rates import MeanOfMeasure, ShareOfMeasure, ShareWithin
from app.tables.words import told
from app.vocabulary.states import ABSENT

RECORD, PARTNER_OF = ACTIVITY.table, PARTNER.table
_BY = {"kind": RECORD.c.kind}

COLLABORATION = told(
    Table(
        id="collaboration",
        own=(Dimension("kind", Text("Slag", "Kind"), "collaboration-kinds", states=()), dimensions.PARTNER),
        measures=(
            Measure("activities", rate=ShareWithin("kind")),
            *number_measures("participants", rate=MeanOfMeasure("participants-known")),
            Measure(
                "activities-by-partner",
                rate=ShareOfMeasure("activities-known", over="partner"),
                always=("partner",),
            ),
            Measure("activities-known", hidden=True),
        ),
        parts=(
            RecordPart(
                RECORD,
                {
                    "activities": rows(),
                    **number("participants", RECORD.c.participants, RECORD.c.participants_state),
                    "activities-known": having(dimensions.has_code(RECORD, PARTNER_OF, besides=ABSENT)),
                },
                _BY,
            ),
            RecordPart(
                RECORD,
                {"activities-by-partner": rows()},
                {"partner": PARTNER_OF.c.code, **_BY},
                join=PARTNER_OF,
            ),
        ),
        usual=("kind",),
    )
)

TABLES = (COLLABORATION,)
