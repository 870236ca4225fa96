"""Relations between tables of sessions and home visits: families met one at a time."""

from app.release.protection.public_constraints.relations import (
    CS,
    ENDS,
    HV,
    ROLES,
    ChoicesMade,
    Composition,
    Equality,
    EqualityByCategory,
    Relation,
    Side,
    UpperLimit,
    both,
    states,
    v,
)
from app.vocabulary.lists import GENDERS

_ADULTS: Side = tuple(
    v("participants", f"participants{end}", role=role)
    for role in ROLES.values()
    for end in ("", "-not-known")
)
_VISITORS: Side = (
    *(v("gender-split", "participants", activity=HV, gender=gender) for gender in GENDERS),
    *(v("home-visit-participants", "visits-not-known", role=role) for role in ROLES.values()),
)

SESSIONS: tuple[Relation, ...] = (
    Composition(v("reach", "reached", activity=CS), (v("session-order", "sessions", session_order="first"),)),
    Composition(
        v("reach", "reached-not-known", activity=CS),
        (v("session-order", "sessions", session_order="not-known"),),
    ),
    *(
        Composition(
            v("gender-split", f"participants{end}", activity=CS, gender=gender),
            (v("participants", f"participants{end}", role=role),),
        )
        for gender, role in ROLES.items()
        for end in ENDS
    ),
    ChoicesMade("next-steps", "sessions", "sessions-known", "next_step"),
    Equality(
        "sessions",
        (
            (v("routes-in", "sessions"),),
            (v("residential-areas", "sessions"),),
            (v("session-order", "sessions"),),
            (v("response-rates", "contacts", activity=CS),),
            (v("language-needs", "contacts", activity=CS),),
            (v("next-steps", "sessions-known"), states("next-steps", "sessions", "next_step")),
            *(both("participants", "participants", role=role) for role in (*ROLES.values(), "child")),
        ),
    ),
    UpperLimit("session-adults", (v("session-order", "sessions"),), _ADULTS),
)

LANGUAGES: tuple[Relation, ...] = (
    Composition(
        v("language-needs", "contacts", needed="yes"), (v("language-needs", "languages"),), ("activity",)
    ),
)

VISITS: tuple[Relation, ...] = (
    Composition(v("home-visits", "booked", outcome="held"), (v("home-visits", "held"),), ("programme",)),
    Composition(v("home-visits", "booked", outcome="missed"), (v("home-visits", "missed"),), ("programme",)),
    *(
        Composition(
            v("gender-split", f"participants{end}", activity=HV, gender=gender),
            (v("home-visit-participants", f"visits{end}", role=role),),
        )
        for gender, role in ROLES.items()
        for end in ("-known", "-not-known")
    ),
    ChoicesMade("home-visit-contacts", "visits", "visits-known", "contact"),
    Equality(
        "visits",
        (
            (v("home-visits", "held"),),
            (v("language-needs", "contacts", activity=HV),),
            (v("home-visit-contacts", "visits-known"), states("home-visit-contacts", "visits", "contact")),
            *(both("home-visit-participants", "visits", role=r) for r in (*ROLES.values(), "sibling")),
        ),
    ),
    EqualityByCategory(
        "visit-content",
        (v("home-visit-content", "visits"),),
        "component",
        also=((v("home-visits", "held"),),),
    ),
    UpperLimit(
        "visits-with",
        (v("home-visit-participants", "visits"),),
        (v("home-visit-participants", "visits-known"),),
        ("role",),
    ),
    *(
        UpperLimit(
            f"visits-with-{role}",
            (v("home-visit-participants", "visits", role=role),),
            (v("gender-split", "participants", activity=HV, gender=gender),),
        )
        for gender, role in ROLES.items()
    ),
    UpperLimit("visit-adults", (v("home-visits", "held"),), _VISITORS),
    UpperLimit(
        "first-visits",
        (v("reach", "reached", activity=HV), v("reach", "reached-not-known", activity=HV)),
        (v("home-visits", "held"),),
    ),
)
