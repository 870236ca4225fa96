"""Reach: how many parents the support has reached, all activities together.

Source: half-time report, "Summering och reflektion över måluppfyllelse" (a little over 1300 since February
2019). How the report added them up is not said: sessions and home visits are counted here as families (first
sessions, first visits), meetings and groups as participants. The sum is no number of unique persons.
"""

from sqlalchemy import ColumnElement, literal
from sqlalchemy import Table as Stored

from app.tables.counts import having, total
from app.tables.declaration import Measure, RecordPart, Table
from app.tables.dimensions import ACTIVITY, LEVEL, TARGET_GROUP
from app.tables.rates import CategoryShare
from app.tables.record_sources import (
    GROUP,
    GROUP_BY,
    GROUP_PARTICIPANT,
    HELD,
    MEETING,
    MEETING_BY,
    MEETING_PARTICIPANT,
    SESSION,
    SESSION_BY,
    VISIT,
    VISIT_BY,
    only,
)
from app.tables.words import told
from app.vocabulary.states import NOT_KNOWN


def _all_participants(participant: Stored) -> dict[str, ColumnElement[int]]:
    return {
        "reached": total(participant.c.number),
        "reached-not-known": having(participant.c.state == NOT_KNOWN),
    }


REACH = told(
    Table(
        id="reach",
        own=(ACTIVITY, TARGET_GROUP, LEVEL),
        measures=(
            Measure("reached", always=("activity",), unknown="reached-not-known"),
            Measure("reached-not-known", always=("activity",), hidden=True),
        ),
        parts=(
            RecordPart(
                SESSION,
                {
                    "reached": having(SESSION.c.session_order == "first"),
                    "reached-not-known": having(SESSION.c.session_order == NOT_KNOWN),
                },
                {"activity": literal("counselling-session"), **only(SESSION_BY, "target_group", "level")},
            ),
            RecordPart(
                VISIT,
                {
                    "reached": having(VISIT.c.visit_number == "1"),
                    "reached-not-known": having(VISIT.c.visit_number == NOT_KNOWN),
                },
                {
                    "activity": literal("home-visit"),
                    "target_group": literal("0-6"),
                    **only(VISIT_BY, "level"),
                },
                where=(HELD,),
            ),
            RecordPart(
                MEETING,
                _all_participants(MEETING_PARTICIPANT),
                {"activity": literal("theme-meeting"), **only(MEETING_BY, "target_group", "level")},
                join=MEETING_PARTICIPANT,
                where=(MEETING_PARTICIPANT.c.role == "all",),
            ),
            RecordPart(
                GROUP,
                _all_participants(GROUP_PARTICIPANT),
                {"activity": literal("programme-group"), **only(GROUP_BY, "level")},
                join=GROUP_PARTICIPANT,
                where=(GROUP_PARTICIPANT.c.role == "all",),
            ),
        ),
        usual=("activity",),
        derived=(
            CategoryShare(
                "reached-in-all", of="reached", over="activity", pick=lambda _catalogue, _cell: True
            ),
        ),
    )
)

TABLES = (REACH,)
