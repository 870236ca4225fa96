"""Language needs: contacts where another language than Swedish or English was needed, and which.

Source: half-time report, "Råd- och stödsamtal" (by district, unique individuals: split by session order) and
"Det utökade hembesöksprogrammet" (275 of a little over 900 visits).
"""

from sqlalchemy import ColumnElement, literal
from sqlalchemy import Table as Stored

from app.kit.language import Text
from app.tables import dimensions
from app.tables.counts import rows
from app.tables.declaration import Dimension, Measure, Part, Table
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
from app.tables.rates import Within
from app.tables.records import HELD, SESSION, SESSION_BY, VISIT, VISIT_BY, By

_OTHER = Dimension("language", Text("Språk", "Language"), "languages", usable=lambda entry: not entry.common)
_VISIT_BY: By = {"target_group": literal("0-6"), **VISIT_BY}


def _parts(activity: str, record: Stored, by: By, *held: ColumnElement[bool]) -> tuple[Part, Part]:
    own = {"activity": literal(activity), **by}
    needed = record.c.other_language_needed
    return (
        Part(record, {"contacts": rows()}, {"needed": needed, **own}, where=held),
        Part(
            record,
            {"languages": rows()},
            {"language": record.c.language, **own},
            where=(*held, needed == "yes"),
        ),
    )


LANGUAGE_NEEDS = Table(
    id="language-needs",
    title=Text(
        "Behov av annat språk än svenska eller engelska", "Need of another language than Swedish or English"
    ),
    counted=Text("Genomförda råd- och stödsamtal och hembesök", "Counselling sessions and home visits held"),
    source=Text(
        "Delrapporten, Råd- och stödsamtal och Det utökade hembesöksprogrammet",
        "Half-time report, Råd- och stödsamtal and Det utökade hembesöksprogrammet",
    ),
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
        Measure(
            "contacts",
            Text("Kontakter", "Contacts"),
            Text("samtal och besök", "sessions and visits"),
            always=("needed",),
            rate=Within(
                "needed",
                Text("samtal och besök där behovet är känt", "sessions and visits with a known need"),
                Text("alla samtal och besök", "all sessions and visits"),
            ),
        ),
        Measure(
            "languages",
            Text("Kontakter där ett annat språk behövdes", "Contacts where another language was needed"),
            Text("samtal och besök", "sessions and visits"),
            rate=Within(
                "language",
                Text("de där språket är känt", "those where the language is known"),
                Text("alla där ett annat språk behövdes", "all where another language was needed"),
            ),
            always=("language",),
        ),
    ),
    parts=(
        *_parts("counselling-session", SESSION, SESSION_BY),
        *_parts("home-visit", VISIT, _VISIT_BY, HELD),
    ),
    usual=("activity", "needed"),
    notes=(
        Text(
            "Dela upp på samtal i ordningen (session_order) och läs första samtal för unika familjer.",
            "Split by order of the session (session_order) and read first sessions for unique families.",
        ),
    ),
)

TABLES = (LANGUAGE_NEEDS,)
