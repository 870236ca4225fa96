"""Language needs: contacts where another language than Swedish or English was needed, and which.

Source: half-time report, "Råd- och stödsamtal" (by district, unique individuals: split by session order) and
"Det utökade hembesöksprogrammet" (275 of a little over 900 visits).
"""

from sqlalchemy import ColumnElement, literal
from sqlalchemy import Table as Stored

from app.kit.language import Text
from app.tables import dimensions
from app.tables.counts import rows
from app.tables.declaration import Dimension, Measure, RecordPart, Table
from app.tables.dimensions import (
    ACTIVITY,
    AREA,
    ARENA,
    HOME_PROGRAMME,
    LEVEL,
    NEEDED,
    SESSION_ORDER,
    TARGET_GROUP,
)
from app.tables.rates import ShareWithin
from app.tables.record_sources import HELD, SESSION, SESSION_BY, VISIT, VISIT_BY, By
from app.tables.words import told

_OTHER = Dimension("language", Text("Språk", "Language"), "languages", usable=lambda entry: not entry.common)
_VISIT_BY: By = {"target_group": literal("0-6"), **VISIT_BY}


def _parts(
    activity: str, record: Stored, by: By, *held: ColumnElement[bool]
) -> tuple[RecordPart, RecordPart]:
    own = {"activity": literal(activity), **by}
    needed = record.c.other_language_needed
    return (
        RecordPart(record, {"contacts": rows()}, {"needed": needed, **own}, where=held),
        RecordPart(
            record,
            {"languages": rows()},
            {"language": record.c.language, **own},
            where=(*held, needed == "yes"),
        ),
    )


LANGUAGE_NEEDS = told(
    Table(
        id="language-needs",
        own=(
            dimensions.among(ACTIVITY, "counselling-session", "home-visit"),
            NEEDED,
            _OTHER,
            AREA,
            ARENA,
            SESSION_ORDER,
            HOME_PROGRAMME,
            dimensions.VISIT_NUMBER,
            TARGET_GROUP,
            LEVEL,
        ),
        measures=(
            Measure("contacts", always=("needed",), rate=ShareWithin("needed")),
            Measure("languages", rate=ShareWithin("language"), always=("language",)),
        ),
        parts=(
            *_parts("counselling-session", SESSION, SESSION_BY),
            *_parts("home-visit", VISIT, _VISIT_BY, HELD),
        ),
        usual=("activity", "needed"),
    )
)

TABLES = (LANGUAGE_NEEDS,)
