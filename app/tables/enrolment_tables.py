"""Enrolment in the home visiting programmes.

Source: half-time report, chapter "Det utökade hembesöksprogrammet" (278 children in six programmes; very few
declined). Listed, accepted, declined and discontinued are flows of the tertial; enrolled is a state at its
end.
"""

from app.activities.enrolment_figures import ACTIVITY
from app.tables.declaration import RecordPart, Table
from app.tables.dimensions import HOME_PROGRAMME
from app.tables.handed_in_numbers import counts_of, measures_of
from app.tables.home_visit_tables import programmes_in_districts
from app.tables.words import told

FIGURES = ACTIVITY.table
_FLOWS = {"listed": None, "accepted": "listed", "declined": "listed", "discontinued": None}
_STATE = {"enrolled": None}
_BY = {"programme": FIGURES.c.programme}

ENROLMENT = told(
    Table(
        id="enrolment",
        own=(HOME_PROGRAMME,),
        measures=(*measures_of(_FLOWS), *measures_of(_STATE, stock=True)),
        parts=tuple(RecordPart(FIGURES, counts_of(FIGURES, numbers), _BY) for numbers in (_FLOWS, _STATE)),
        usual=("programme",),
        structure=programmes_in_districts,
    )
)

TABLES = (ENROLMENT,)
