"""Collaboration activities: which strategies are used, with whom, how many take part.

Source: half-time report, chapter "Övriga strategier för att tillgängliggöra föräldraskapsstödet".
"""

from app.activities.collaboration_activity import ACTIVITY, PARTNER
from app.kit.language import Text
from app.tables import dimensions
from app.tables.counts import having, number, rows
from app.tables.declaration import Dimension, Measure, Part, Table, number_measures
from app.tables.notes import MULTIPLE
from app.tables.rates import Mean, Of, Within
from app.vocabulary.states import ABSENT

RECORD, PARTNER_OF = ACTIVITY.table, PARTNER.table
_UNIT = Text("aktiviteter", "activities")
_ALL = Text("alla aktiviteter", "all activities")
_KNOWN_PARTNERS = Text("aktiviteter där samverkansparterna är kända", "activities with known partners")
_BY = {"kind": RECORD.c.kind}

COLLABORATION = Table(
    id="collaboration",
    title=Text("Samverkansaktiviteter", "Collaboration activities"),
    counted=_UNIT,
    source=Text(
        "Delrapporten, Övriga strategier för att tillgängliggöra föräldraskapsstödet",
        "Half-time report, Övriga strategier för att tillgängliggöra föräldraskapsstödet",
    ),
    own=(
        Dimension("kind", Text("Slag", "Kind"), "collaboration-kinds", states=()),
        dimensions.PARTNER,
    ),
    measures=(
        Measure("activities", Text("Aktiviteter", "Activities"), _UNIT, rate=Within("kind", _ALL)),
        *number_measures(
            "participants",
            Text("Deltagare", "Participants"),
            Text("deltagare", "participants"),
            rate=Mean(
                "participants-known",
                Text(
                    "aktiviteter där antalet deltagare är känt; medelvärdet är per aktivitet",
                    "activities with a known number of participants; the mean is per activity",
                ),
            ),
        ),
        Measure(
            "activities-by-partner",
            Text("Aktiviteter efter samverkanspart", "Activities by partner"),
            _UNIT,
            rate=Of("activities-known", _KNOWN_PARTNERS, over="partner", all=_ALL),
            always=("partner",),
        ),
        Measure("activities-known", _KNOWN_PARTNERS, _UNIT, hidden=True),
    ),
    parts=(
        Part(
            RECORD,
            {
                "activities": rows(),
                **number("participants", RECORD.c.participants, RECORD.c.participants_state),
                "activities-known": having(dimensions.has_code(RECORD, PARTNER_OF, besides=ABSENT)),
            },
            _BY,
        ),
        Part(
            RECORD, {"activities-by-partner": rows()}, {"partner": PARTNER_OF.c.code, **_BY}, join=PARTNER_OF
        ),
    ),
    usual=("kind",),
    notes=(MULTIPLE,),
)

TABLES = (COLLABORATION,)
