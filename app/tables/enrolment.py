"""Enrolment in the home visiting programmes.

Source: half-time report, chapter "Det utökade hembesöksprogrammet" (278 children in six programmes; very few
declined). Listed, accepted, declined and discontinued are flows of the tertial; enrolled is a state at its
end.
"""

from app.activities.enrolment_figures import ACTIVITY
from app.kit.language import Text
from app.tables.counts import number, pair
from app.tables.declaration import Measure, Part, Table, number_measures
from app.tables.dimensions import HOME_PROGRAMME
from app.tables.home_visits import programmes_in_districts
from app.tables.notes import HANDED_IN, PAIRED
from app.tables.rates import Paired

FIGURES = ACTIVITY.table
_UNIT = Text("barn", "children")
_LISTED = (FIGURES.c.listed, FIGURES.c.listed_state)
_OF_LISTED = Text("inbjudna barn", "children listed and invited")


def _answered(code: str, label: Text) -> tuple[Measure, ...]:
    return (
        *number_measures(code, label, _UNIT, rate=Paired(f"{code}-paired", f"{code}-whole", _OF_LISTED)),
        Measure(f"{code}-paired", label, _UNIT, hidden=True),
        Measure(f"{code}-whole", _OF_LISTED, _UNIT, hidden=True),
    )


ENROLMENT = Table(
    id="enrolment",
    title=Text("Barn i hembesöksprogrammen", "Children in the home visiting programmes"),
    counted=Text("Barn, enligt varje programs tertialuppgifter", "Children, by each programme's returns"),
    source=Text(
        "Delrapporten, Det utökade hembesöksprogrammet", "Half-time report, Det utökade hembesöksprogrammet"
    ),
    own=(HOME_PROGRAMME,),
    measures=(
        *number_measures("listed", Text("Inbjudna", "Listed and invited"), _UNIT),
        *_answered("accepted", Text("Tackade ja", "Accepted")),
        *_answered("declined", Text("Tackade nej", "Declined")),
        *number_measures("discontinued", Text("Avbröt programmet", "Discontinued"), _UNIT),
        *number_measures("enrolled", Text("Barn i programmet", "Children enrolled"), _UNIT, stock=True),
    ),
    parts=(
        Part(
            FIGURES,
            {
                **number("listed", *_LISTED),
                **number("accepted", FIGURES.c.accepted, FIGURES.c.accepted_state),
                **pair("accepted", (FIGURES.c.accepted, FIGURES.c.accepted_state), _LISTED),
                **number("declined", FIGURES.c.declined, FIGURES.c.declined_state),
                **pair("declined", (FIGURES.c.declined, FIGURES.c.declined_state), _LISTED),
                **number("discontinued", FIGURES.c.discontinued, FIGURES.c.discontinued_state),
            },
            {"programme": FIGURES.c.programme},
        ),
        Part(
            FIGURES,
            number("enrolled", FIGURES.c.enrolled, FIGURES.c.enrolled_state),
            {"programme": FIGURES.c.programme},
        ),
    ),
    usual=("programme",),
    notes=(
        HANDED_IN,
        PAIRED,
        Text(
            "Barn i programmet gäller läget vid tertialets slut och summeras inte över tid.",
            "Children enrolled is the state at the end of the tertial and is not summed over time.",
        ),
    ),
    structure=programmes_in_districts,
)

TABLES = (ENROLMENT,)
