"""Tables of home visits: booked, held and missed, who took part, what they were about, where they led.

Source: half-time report, chapter "Det utökade hembesöksprogrammet". Missed visits (about 5 per cent of those
booked) have nothing but their reason; all other tables count visits that were held.
"""

from sqlalchemy import String, case, cast

from app.catalogue.catalogue import Catalogue
from app.kit.language import Text
from app.tables import dimensions
from app.tables.categories import line
from app.tables.counts import either, having, rows
from app.tables.declaration import Dimension, Measure, RecordPart, Structure, Table
from app.tables.dimensions import CONTACT, HOME_PROGRAMME, LEVEL, VISIT_NUMBER
from app.tables.rates import Cell, Remainder, ShareOfMeasure, ShareWithin
from app.tables.record_sources import HELD, VISIT, VISIT_BY, VISIT_CONTACT, VISIT_CONTENT, VISIT_PARTICIPANT
from app.tables.words import told
from app.vocabulary.states import ABSENT, KNOWN, NOT_ASKED, NOT_KNOWN

OUTCOME = Dimension("outcome", Text("Utfall", "Outcome"), "visit-outcomes", states=())
MISSED_REASON = Dimension("missed_reason", Text("Varför det uteblev", "Why it was missed"), "missed-reasons")
PLACE = Dimension("place", Text("Var besöket var", "Where it was held"), "visit-places")
COMPONENT = Dimension("component", Text("Område", "Component"), "components", states=())
EMPHASIS = Dimension("emphasis", Text("Hur mycket", "Emphasis"), "emphasis")


def programmes_in_districts(catalogue: Catalogue) -> Structure:
    """A programme runs in its own district, or in what that was merged into."""
    pairs = (
        (programme.code, district)
        for programme in catalogue.municipality.home_visiting_programmes
        for district in line(programme.district, catalogue)
    )
    return Structure(("programme", "district"), frozenset(pairs))


HOME_VISITS = told(
    Table(
        id="home-visits",
        own=(HOME_PROGRAMME, VISIT_NUMBER, OUTCOME, PLACE, MISSED_REASON, LEVEL),
        measures=(
            Measure("booked", rate=ShareWithin("outcome"), always=("outcome",)),
            Measure("held", rate=ShareWithin("place"), always=("place",)),
            Measure("missed", rate=ShareWithin("missed_reason"), always=("missed_reason",)),
        ),
        parts=(
            RecordPart(VISIT, {"booked": rows()}, {"outcome": VISIT.c.outcome, **VISIT_BY}),
            RecordPart(VISIT, {"held": rows()}, {"place": VISIT.c.place, **VISIT_BY}, where=(HELD,)),
            RecordPart(
                VISIT,
                {"missed": rows()},
                {"missed_reason": VISIT.c.missed_reason, **VISIT_BY},
                where=(VISIT.c.outcome == "missed",),
            ),
        ),
        usual=("outcome", "programme"),
        structure=programmes_in_districts,
    )
)

HOME_VISIT_PARTICIPANTS = told(
    Table(
        id="home-visit-participants",
        own=(
            dimensions.roles("mother", "father", "other-adult", "sibling"),
            HOME_PROGRAMME,
            VISIT_NUMBER,
            PLACE,
            LEVEL,
        ),
        measures=(
            Measure(
                "visits", rate=ShareOfMeasure("visits-known"), always=("role",), unknown="visits-not-known"
            ),
            Measure("visits-known", always=("role",), hidden=True),
            Measure("visits-not-known", always=("role",), hidden=True),
        ),
        parts=(
            RecordPart(
                VISIT,
                {
                    "visits": having(VISIT_PARTICIPANT.c.number >= 1),
                    "visits-known": having(VISIT_PARTICIPANT.c.state == KNOWN),
                    "visits-not-known": having(either(VISIT_PARTICIPANT.c.state, (NOT_KNOWN, NOT_ASKED))),
                },
                {"role": VISIT_PARTICIPANT.c.role, "place": VISIT.c.place, **VISIT_BY},
                join=VISIT_PARTICIPANT,
                where=(HELD,),
            ),
        ),
        usual=("role",),
        structure=programmes_in_districts,
    )
)

_EMPHASIS = case(
    (VISIT_CONTENT.c.state == KNOWN, cast(VISIT_CONTENT.c.number, String)), else_=VISIT_CONTENT.c.state
)

HOME_VISIT_CONTENT = told(
    Table(
        id="home-visit-content",
        own=(COMPONENT, EMPHASIS, HOME_PROGRAMME, VISIT_NUMBER, PLACE, LEVEL),
        measures=(Measure("visits", rate=ShareWithin("emphasis"), always=("component", "emphasis")),),
        parts=(
            RecordPart(
                VISIT,
                {"visits": rows()},
                {
                    "component": VISIT_CONTENT.c.role,
                    "emphasis": _EMPHASIS,
                    "place": VISIT.c.place,
                    **VISIT_BY,
                },
                join=VISIT_CONTENT,
                where=(HELD,),
            ),
        ),
        usual=("component", "emphasis"),
        structure=programmes_in_districts,
    )
)


def _no_contact(catalogue: Catalogue, cell: Cell) -> bool:
    entry = catalogue.municipality.find("next-steps", cell["contact"])
    return entry is not None and entry.alone


HOME_VISIT_CONTACTS = told(
    Table(
        id="home-visit-contacts",
        own=(CONTACT, HOME_PROGRAMME),
        measures=(
            Measure("visits", rate=ShareOfMeasure("visits-known", over="contact"), always=("contact",)),
            Measure("visits-known", hidden=True),
        ),
        parts=(
            RecordPart(
                VISIT,
                {"visits": rows()},
                {"contact": VISIT_CONTACT.c.code, "programme": VISIT.c.programme},
                join=VISIT_CONTACT,
                where=(HELD,),
            ),
            RecordPart(
                VISIT,
                {"visits-known": having(dimensions.has_code(VISIT, VISIT_CONTACT, besides=ABSENT))},
                {"programme": VISIT.c.programme},
                where=(HELD,),
            ),
        ),
        usual=("contact",),
        whole_tertials=True,
        derived=(
            Remainder("any-contact", whole="visits-known", of="visits", over="contact", pick=_no_contact),
        ),
        structure=programmes_in_districts,
    )
)

TABLES = (HOME_VISITS, HOME_VISIT_PARTICIPANTS, HOME_VISIT_CONTENT, HOME_VISIT_CONTACTS)
