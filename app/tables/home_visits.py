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
from app.tables.declaration import Dimension, Measure, Part, Structure, Table
from app.tables.dimensions import CONTACT, HOME_PROGRAMME, LEVEL, VISIT_NUMBER
from app.tables.notes import MULTIPLE
from app.tables.rates import Cell, Of, Remainder, Within
from app.tables.records import HELD, VISIT, VISIT_BY, VISIT_CONTACT, VISIT_CONTENT, VISIT_PARTICIPANT
from app.vocabulary.states import ABSENT, KNOWN, NOT_ASKED, NOT_KNOWN

_BOOKED = Text("Inbokade hembesök", "Booked home visits")
_HELD = Text("Genomförda hembesök", "Home visits held")
_UNIT = Text("besök", "visits")
_SOURCE = Text(
    "Delrapporten, Det utökade hembesöksprogrammet", "Half-time report, Det utökade hembesöksprogrammet"
)
_ALL_HELD = Text("alla genomförda besök", "all visits held")

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


HOME_VISITS = Table(
    id="home-visits",
    title=Text("Hembesök: genomförda och uteblivna", "Home visits: held and missed"),
    counted=_BOOKED,
    source=_SOURCE,
    own=(HOME_PROGRAMME, VISIT_NUMBER, OUTCOME, PLACE, MISSED_REASON, LEVEL),
    measures=(
        Measure(
            "booked",
            _BOOKED,
            _UNIT,
            rate=Within("outcome", Text("alla inbokade besök", "all booked visits")),
            always=("outcome",),
        ),
        Measure(
            "held",
            Text("Genomförda hembesök efter plats", "Home visits held, by place"),
            _UNIT,
            rate=Within("place", Text("besök där platsen är känd", "visits with a known place"), _ALL_HELD),
            always=("place",),
        ),
        Measure(
            "missed",
            Text("Uteblivna hembesök efter orsak", "Missed home visits, by reason"),
            _UNIT,
            rate=Within(
                "missed_reason",
                Text("besök där orsaken är känd", "visits with a known reason"),
                Text("alla uteblivna besök", "all missed visits"),
            ),
            always=("missed_reason",),
        ),
    ),
    parts=(
        Part(VISIT, {"booked": rows()}, {"outcome": VISIT.c.outcome, **VISIT_BY}),
        Part(VISIT, {"held": rows()}, {"place": VISIT.c.place, **VISIT_BY}, where=(HELD,)),
        Part(
            VISIT,
            {"missed": rows()},
            {"missed_reason": VISIT.c.missed_reason, **VISIT_BY},
            where=(VISIT.c.outcome == "missed",),
        ),
    ),
    usual=("outcome", "programme"),
    structure=programmes_in_districts,
)

HOME_VISIT_PARTICIPANTS = Table(
    id="home-visit-participants",
    title=Text("Vilka som deltog vid hembesöken", "Who took part in the home visits"),
    counted=_HELD,
    source=_SOURCE,
    own=(
        dimensions.roles("mother", "father", "other-adult", "sibling"),
        HOME_PROGRAMME,
        VISIT_NUMBER,
        PLACE,
        LEVEL,
    ),
    measures=(
        Measure(
            "visits",
            Text("Besök där någon i rollen deltog", "Visits where someone of the role took part"),
            _UNIT,
            rate=Of(
                "visits-known",
                Text("besök där antalet i rollen är känt", "visits with a known number of the role"),
            ),
            always=("role",),
            unknown="visits-not-known",
        ),
        Measure(
            "visits-known",
            Text("Besök med känt antal", "Visits with a known number"),
            _UNIT,
            always=("role",),
            hidden=True,
        ),
        Measure(
            "visits-not-known",
            Text("Besök där uppgift saknas", "Visits where it is not known"),
            _UNIT,
            always=("role",),
            hidden=True,
        ),
    ),
    parts=(
        Part(
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
    notes=(MULTIPLE,),
    structure=programmes_in_districts,
)

_EMPHASIS = case(
    (VISIT_CONTENT.c.state == KNOWN, cast(VISIT_CONTENT.c.number, String)), else_=VISIT_CONTENT.c.state
)

HOME_VISIT_CONTENT = Table(
    id="home-visit-content",
    title=Text("Vad hembesöken handlade om", "What the home visits were about"),
    counted=_HELD,
    source=Text(
        "Delrapporten, Att följa upp det tidiga föräldraskapsstödet (innehållet enligt Nurturing Care)",
        "Half-time report, Att följa upp det tidiga föräldraskapsstödet (content by Nurturing Care)",
    ),
    own=(COMPONENT, EMPHASIS, HOME_PROGRAMME, VISIT_NUMBER, PLACE, LEVEL),
    measures=(
        Measure(
            "visits",
            Text("Besök", "Visits"),
            _UNIT,
            rate=Within(
                "emphasis",
                Text("besök där området är skattat", "visits where the component was estimated"),
                _ALL_HELD,
            ),
            always=("component", "emphasis"),
        ),
    ),
    parts=(
        Part(
            VISIT,
            {"visits": rows()},
            {"component": VISIT_CONTENT.c.role, "emphasis": _EMPHASIS, "place": VISIT.c.place, **VISIT_BY},
            join=VISIT_CONTENT,
            where=(HELD,),
        ),
    ),
    usual=("component", "emphasis"),
    notes=(
        Text(
            "Skattningen är gjord av den som var på besöket. Andelarna är inom varje område.",
            "The estimate is by whoever made the visit. The shares are within each component.",
        ),
    ),
    structure=programmes_in_districts,
)


def _no_contact(catalogue: Catalogue, cell: Cell) -> bool:
    entry = catalogue.municipality.find("next-steps", cell["contact"])
    return entry is not None and entry.alone


_KNOWN_CONTACTS = Text("besök där ytterligare kontakter är kända", "visits with known further contacts")

HOME_VISIT_CONTACTS = Table(
    id="home-visit-contacts",
    title=Text("Ytterligare kontakter efter hembesök", "Further contacts after home visits"),
    counted=_HELD,
    source=_SOURCE,
    own=(CONTACT, HOME_PROGRAMME),
    measures=(
        Measure(
            "visits",
            Text("Besök", "Visits"),
            _UNIT,
            rate=Of("visits-known", _KNOWN_CONTACTS, over="contact", all=_ALL_HELD),
            always=("contact",),
        ),
        Measure("visits-known", _KNOWN_CONTACTS, _UNIT, hidden=True),
    ),
    parts=(
        Part(
            VISIT,
            {"visits": rows()},
            {"contact": VISIT_CONTACT.c.code, "programme": VISIT.c.programme},
            join=VISIT_CONTACT,
            where=(HELD,),
        ),
        Part(
            VISIT,
            {"visits-known": having(dimensions.has_code(VISIT, VISIT_CONTACT, besides=ABSENT))},
            {"programme": VISIT.c.programme},
            where=(HELD,),
        ),
    ),
    usual=("contact",),
    whole_tertials=True,
    derived=(
        Remainder(
            "any-contact",
            Text("Besök med någon ytterligare kontakt", "Visits with any further contact"),
            _UNIT,
            whole="visits-known",
            of="visits",
            over="contact",
            pick=_no_contact,
            known=_KNOWN_CONTACTS,
        ),
    ),
    notes=(MULTIPLE,),
    structure=programmes_in_districts,
)

TABLES = (HOME_VISITS, HOME_VISIT_PARTICIPANTS, HOME_VISIT_CONTENT, HOME_VISIT_CONTACTS)
