"""All tables, in the order in which the half-time report speaks of them."""

from app.tables import (
    answer_channel_tables,
    answer_tables,
    city_programme_tables,
    collaboration_tables,
    context_tables,
    counselling_tables,
    enrolment_tables,
    gender_tables,
    home_visit_tables,
    language_tables,
    meeting_tables,
    open_preschool_tables,
    programme_group_tables,
    reach_tables,
    spindle_tables,
)
from app.tables.declaration import Table
from app.vocabulary.lists import STATISTICAL_TABLES

TABLES: tuple[Table, ...] = (
    *answer_tables.TABLES,
    *answer_channel_tables.TABLES,
    *gender_tables.TABLES,
    *counselling_tables.TABLES,
    *language_tables.TABLES,
    *home_visit_tables.TABLES,
    *enrolment_tables.TABLES,
    *meeting_tables.TABLES,
    *programme_group_tables.TABLES,
    *city_programme_tables.TABLES,
    *collaboration_tables.TABLES,
    *open_preschool_tables.TABLES,
    *spindle_tables.TABLES,
    *context_tables.TABLES,
    *reach_tables.TABLES,
)

BY_ID: dict[str, Table] = {table.id: table for table in TABLES}

if tuple(BY_ID) != STATISTICAL_TABLES:
    raise TypeError(
        "STATISTICAL_TABLES (app/vocabulary/lists.py, for research keys and the catalogue) has other tables, "
        f"or another order: {sorted(BY_ID.keys() ^ set(STATISTICAL_TABLES)) or list(BY_ID)}"
    )
