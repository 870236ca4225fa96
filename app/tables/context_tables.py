"""Context: the population and the staff that the other figures are read against.

Source: half-time report, "Befolkning, personalstyrka och projektfinansiering" (children 0-20, reports of
concern and their ratio, by district).
"""

from app.activities.district_context import ACTIVITY
from app.tables.declaration import RecordPart, Table
from app.tables.handed_in_numbers import counts_of, measures_of
from app.tables.words import told

FIGURES = ACTIVITY.table
_NUMBERS = {
    "children-0-6": None,
    "children-0-20": None,
    "reports-of-concern": "children-0-20",
    "advisers-total": None,
    "advisers-funded": "advisers-total",
}

CONTEXT = told(
    Table(
        id="context",
        own=(),
        measures=measures_of(_NUMBERS, stock=True),
        parts=(RecordPart(FIGURES, counts_of(FIGURES, _NUMBERS)),),
        usual=("district",),
    )
)

TABLES = (CONTEXT,)
