"""Tables of counselling sessions: routes in, next steps, participants, residential areas, order.

Source: half-time report, chapter "Råd- och stödsamtal". A session is counted once for each time it was held;
families are counted as first sessions, since nobody can be recognised.
"""

from app.kit.language import Text
from app.tables import dimensions
from app.tables.counts import having, number, rows
from app.tables.declaration import Measure, Part, Table, number_measures
from app.tables.dimensions import AREA, ARENA, LEVEL, NEXT_STEP, ROUTE_IN, SESSION_ORDER, TARGET_GROUP
from app.tables.notes import MULTIPLE, NOT_UNIQUE
from app.tables.rates import InUse, Mean, Of, Picked, Within
from app.tables.records import SESSION, SESSION_BY, SESSION_PARTICIPANT, SESSION_STEP
from app.vocabulary.states import ABSENT

_UNIT = Text("samtal", "sessions")
_COUNTED = Text("Genomförda råd- och stödsamtal", "Counselling sessions held")
_ALL = Text("alla samtal", "all sessions")
_CHAPTER = Text("Delrapporten, Råd- och stödsamtal: ", "Half-time report, Råd- och stödsamtal: ")


def _source(what: Text) -> Text:
    return Text(_CHAPTER.sv + what.sv, _CHAPTER.en + what.en)


ROUTES_IN = Table(
    id="routes-in",
    title=Text("Vägar in till råd- och stödsamtal", "Routes in to counselling sessions"),
    counted=_COUNTED,
    source=_source(
        Text("stycket om vägar in (24 alternativ)", "the paragraph on routes in (24 alternatives)")
    ),
    own=(ROUTE_IN, AREA, ARENA, SESSION_ORDER, TARGET_GROUP, LEVEL),
    measures=(
        Measure(
            "sessions",
            Text("Samtal", "Sessions"),
            _UNIT,
            rate=Within(
                "route_in", Text("samtal där vägen in är känd", "sessions with a known route in"), _ALL
            ),
            always=("route_in",),
        ),
    ),
    parts=(Part(SESSION, {"sessions": rows()}, {"route_in": SESSION.c.route_in, **SESSION_BY}),),
    usual=("route_in",),
    derived=(
        InUse(
            "routes-in-use",
            Text("Vägar in som används", "Routes in that are in use"),
            Text("vägar in", "routes in"),
            of="sessions",
            over="route_in",
            known=Text(
                "vägar in som kan väljas under perioden", "routes in that can be chosen in the period"
            ),
        ),
    ),
)

NEXT_STEPS = Table(
    id="next-steps",
    title=Text("Nästa steg efter råd- och stödsamtal", "Next steps after counselling sessions"),
    counted=_COUNTED,
    source=_source(Text("figuren om hänvisningar", "the figure of next steps")),
    own=(NEXT_STEP,),
    measures=(
        Measure(
            "sessions",
            Text("Samtal", "Sessions"),
            _UNIT,
            rate=Of(
                "sessions-known",
                Text("samtal där nästa steg är känt", "sessions with known next steps"),
                over="next_step",
                all=_ALL,
            ),
            always=("next_step",),
        ),
        Measure(
            "sessions-known",
            Text("Samtal där nästa steg är känt", "Sessions with known next steps"),
            _UNIT,
            hidden=True,
        ),
    ),
    parts=(
        Part(
            SESSION,
            {"sessions": rows()},
            {"next_step": SESSION_STEP.c.code},
            join=SESSION_STEP,
        ),
        Part(
            SESSION,
            {"sessions-known": having(dimensions.has_code(SESSION, SESSION_STEP, besides=ABSENT))},
        ),
    ),
    usual=("next_step",),
    whole_tertials=True,
    notes=(
        MULTIPLE,
        Text(
            "En anmälan som någon annan gjort, till exempel barnavårdscentralen, registreras inte "
            "alltid här.",
            "A report of concern made by somebody else, such as the child health centre, is not always "
            "registered here.",
        ),
    ),
)

PARTICIPANTS = Table(
    id="participants",
    title=Text("Deltagare vid råd- och stödsamtal", "Participants at counselling sessions"),
    counted=Text("Deltagare vid genomförda samtal", "Participants at sessions held"),
    source=_source(
        Text(
            "figuren över mammor, pappor, andra vuxna och barn",
            "the figure of mothers, fathers, other adults and children",
        )
    ),
    own=(
        dimensions.roles("mother", "father", "other-adult", "child"),
        AREA,
        ARENA,
        SESSION_ORDER,
        TARGET_GROUP,
        LEVEL,
    ),
    measures=number_measures(
        "participants",
        Text("Deltagare", "Participants"),
        Text("deltagare", "participants"),
        rate=Mean(
            "participants-known",
            Text(
                "samtal där antalet i rollen är känt; medelvärdet är per samtal",
                "sessions with a known number of the role; the mean is per session",
            ),
        ),
        always=("role",),
    ),
    parts=(
        Part(
            SESSION,
            number("participants", SESSION_PARTICIPANT.c.number, SESSION_PARTICIPANT.c.state),
            {"role": SESSION_PARTICIPANT.c.role, **SESSION_BY},
            join=SESSION_PARTICIPANT,
        ),
    ),
    usual=("role",),
    notes=(NOT_UNIQUE,),
)

RESIDENTIAL_AREAS = Table(
    id="residential-areas",
    title=Text("Råd- och stödsamtal efter bostadsområde", "Counselling sessions by residential area"),
    counted=_COUNTED,
    source=_source(
        Text(
            "figuren över var föräldrarna bor (Enskede-Årsta-Vantör, 99 samtal)",
            "the figure of where parents live (Enskede-Årsta-Vantör, 99 sessions)",
        )
    ),
    own=(AREA, ARENA, SESSION_ORDER, TARGET_GROUP, LEVEL),
    measures=(
        Measure(
            "sessions",
            Text("Samtal", "Sessions"),
            _UNIT,
            rate=Within(
                "area", Text("samtal där bostadsområdet är känt", "sessions with a known area"), _ALL
            ),
        ),
    ),
    parts=(Part(SESSION, {"sessions": rows()}, SESSION_BY),),
    usual=("area",),
)

_KNOWN_ORDER = Text("samtal där ordningen är känd", "sessions whose order is known")

SESSION_ORDER_TABLE = Table(
    id="session-order",
    title=Text("Samtal i ordningen och unika familjer", "Order of the sessions, and unique families"),
    counted=_COUNTED,
    source=_source(
        Text("unika besökare, och andelen med 1–5 samtal", "unique visitors, and the share with 1–5 sessions")
    ),
    own=(SESSION_ORDER, AREA, ARENA, TARGET_GROUP, LEVEL),
    measures=(
        Measure(
            "sessions",
            Text("Samtal", "Sessions"),
            _UNIT,
            rate=Within("session_order", _KNOWN_ORDER, _ALL),
            always=("session_order",),
        ),
    ),
    parts=(Part(SESSION, {"sessions": rows()}, SESSION_BY),),
    usual=("session_order",),
    derived=(
        Picked(
            "families",
            Text("Unika familjer (första samtal)", "Unique families (first sessions)"),
            Text("familjer", "families"),
            of="sessions",
            over="session_order",
            pick=lambda _catalogue, cell: cell["session_order"] == "first",
            known=None,
        ),
        Picked(
            "within-five",
            Text("Samtal 1–5", "Sessions 1–5"),
            _UNIT,
            of="sessions",
            over="session_order",
            pick=lambda _catalogue, cell: cell["session_order"] in ("first", "2-5"),
            known=_KNOWN_ORDER,
        ),
    ),
    notes=(
        Text(
            "Ingen kan kännas igen: familjer räknas som första samtal. En familj vars första samtal var före "
            "perioden räknas inte.",
            "Nobody can be recognised: families are counted as first sessions. A family whose first session "
            "was before the period is not counted.",
        ),
    ),
)

TABLES = (ROUTES_IN, NEXT_STEPS, PARTICIPANTS, RESIDENTIAL_AREAS, SESSION_ORDER_TABLE)
