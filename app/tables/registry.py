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
