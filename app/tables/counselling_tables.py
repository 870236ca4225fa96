"""Tables of counselling sessions: routes in, next steps, participants, residential areas, order.

Source: half-time report, chapter "Råd- och stödsamtal". A session is counted once for each time it was held;
families are counted as first sessions, since nobody can be recognised.
"""

from app.tables import dimensions
from app.tables.counts import having, number, rows
from app.tables.declaration import Measure, RecordPart, Table, number_measures
from app.tables.dimensions import AREA, ARENA, LEVEL, NEXT_STEP, ROUTE_IN, SESSION_ORDER, TARGET_GROUP
from app.tables.rates import CategoriesInUse, CategoryShare, MeanOfMeasure, ShareOfMeasure, ShareWithin
from app.tables.record_sources import SESSION, SESSION_BY, SESSION_PARTICIPANT, SESSION_STEP
from app.tables.words import told
from app.vocabulary.states import ABSENT

ROUTES_IN = told(
    Table(
        id="routes-in",
        own=(ROUTE_IN, AREA, ARENA, SESSION_ORDER, TARGET_GROUP, LEVEL),
        measures=(Measure("sessions", rate=ShareWithin("route_in"), always=("route_in",)),),
        parts=(RecordPart(SESSION, {"sessions": rows()}, {"route_in": SESSION.c.route_in, **SESSION_BY}),),
        usual=("route_in",),
        derived=(CategoriesInUse("routes-in-use", of="sessions", over="route_in"),),
    )
)

NEXT_STEPS = told(
    Table(
        id="next-steps",
        own=(NEXT_STEP,),
        measures=(
            Measure(
                "sessions", rate=ShareOfMeasure("sessions-known", over="next_step"), always=("next_step",)
            ),
            Measure("sessions-known", hidden=True),
        ),
        parts=(
            RecordPart(SESSION, {"sessions": rows()}, {"next_step": SESSION_STEP.c.code}, join=SESSION_STEP),
            RecordPart(
                SESSION,
                {"sessions-known": having(dimensions.has_code(SESSION, SESSION_STEP, besides=ABSENT))},
            ),
        ),
        usual=("next_step",),
        whole_tertials=True,
    )
)

PARTICIPANTS = told(
    Table(
        id="participants",
        own=(
            dimensions.roles("mother", "father", "other-adult", "child"),
            AREA,
            ARENA,
            SESSION_ORDER,
            TARGET_GROUP,
            LEVEL,
        ),
        measures=number_measures("participants", rate=MeanOfMeasure("participants-known"), always=("role",)),
        parts=(
            RecordPart(
                SESSION,
                number("participants", SESSION_PARTICIPANT.c.number, SESSION_PARTICIPANT.c.state),
                {"role": SESSION_PARTICIPANT.c.role, **SESSION_BY},
                join=SESSION_PARTICIPANT,
            ),
        ),
        usual=("role",),
    )
)

RESIDENTIAL_AREAS = told(
    Table(
        id="residential-areas",
        own=(AREA, ARENA, SESSION_ORDER, TARGET_GROUP, LEVEL),
        measures=(Measure("sessions", rate=ShareWithin("area")),),
        parts=(RecordPart(SESSION, {"sessions": rows()}, SESSION_BY),),
        usual=("area",),
    )
)


SESSION_ORDER_TABLE = told(
    Table(
        id="session-order",
        own=(SESSION_ORDER, AREA, ARENA, TARGET_GROUP, LEVEL),
        measures=(Measure("sessions", rate=ShareWithin("session_order"), always=("session_order",)),),
        parts=(RecordPart(SESSION, {"sessions": rows()}, SESSION_BY),),
        usual=("session_order",),
        derived=(
            CategoryShare(
                "families",
                of="sessions",
                over="session_order",
                pick=lambda _catalogue, cell: cell["session_order"] == "first",
            ),
            CategoryShare(
                "within-five",
                of="sessions",
                over="session_order",
                pick=lambda _catalogue, cell: cell["session_order"] in ("first", "2-5"),
            ),
        ),
    )
)

TABLES = (ROUTES_IN, NEXT_STEPS, PARTICIPANTS, RESIDENTIAL_AREAS, SESSION_ORDER_TABLE)
