"""All tables, in the order in which the half-time report speaks of them."""

from app.tables import (
    answers,
    collaboration,
    context,
    counselling,
    enrolment,
    gender,
    home_visits,
    languages,
    meetings,
    open_preschools,
    programme_figures,
    programmes,
    reach,
    spindle,
    ways,
)
from app.tables.declaration import Table
from app.vocabulary.lists import STATISTICAL_TABLES

TABLES: tuple[Table, ...] = (
    *answers.TABLES,
    *ways.TABLES,
    *gender.TABLES,
    *counselling.TABLES,
    *languages.TABLES,
    *home_visits.TABLES,
    *enrolment.TABLES,
    *meetings.TABLES,
    *programmes.TABLES,
    *programme_figures.TABLES,
    *collaboration.TABLES,
    *open_preschools.TABLES,
    *spindle.TABLES,
    *context.TABLES,
    *reach.TABLES,
)

BY_ID: dict[str, Table] = {table.id: table for table in TABLES}

if tuple(BY_ID) != STATISTICAL_TABLES:
    raise TypeError(
        "STATISTICAL_TABLES (app/vocabulary/lists.py, for research keys and the catalogue) has other tables, "
        f"or another order: {sorted(BY_ID.keys() ^ set(STATISTICAL_TABLES)) or list(BY_ID)}"
    )
