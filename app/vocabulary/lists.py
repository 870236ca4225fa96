"""Closed lists that the product itself knows, the same in every municipality.

What a municipality decides (arenas, routes in, next steps, ...) is in its catalogue instead.
"""

YES_NO = ("yes", "no")
EXPECTING = "expecting"
"""In the place of an age group: a child that is not born yet."""
AGE_GROUPS = (EXPECTING, "0-6", "7-12", "13-17", "18-plus")
SESSION_ORDERS = ("first", "2-5", "6-plus")
VISIT_OUTCOMES = ("held", "missed")
MISSED_REASONS = ("late-cancellation", "nobody-home")
VISIT_PLACES = ("home", "child-health-centre")
VISIT_NUMBERS = ("1", "2", "3", "4", "5", "6")
EMPHASIS = ("0", "1", "2")
"""How much a home visit was about a component: not touched, touched, in focus."""
COMPONENTS = (
    "good-health",
    "adequate-nutrition",
    "responsive-caregiving",
    "security-and-safety",
    "early-learning",
)
"""The five components of the Nurturing Care framework (WHO, UNICEF, World Bank 2018)."""
SPINDLE_ITEMS = (
    "regulations",
    "organisation",
    "common-view",
    "roles",
    "information",
    "resources",
    "management-support",
    "early-support-today",
    "users-influence",
)
"""The Spindle's seven items and the two that the outer city added."""
PARENT_ROLES = ("mother", "father", "other-adult")
GENDERS = ("woman", "man", "other")
PLACES_OUTSIDE = ("other-area-in-city", "other-municipality")
"""Where a parent may live besides the catalogue's residential areas."""
WAYS = ("with-record", "link", "poster")
"""How parents' answers came in."""
STATISTICAL_TABLES = (
    "response-rates",
    "helpfulness",
    "answer-ways",
    "gender-split",
    "routes-in",
    "next-steps",
    "participants",
    "residential-areas",
    "session-order",
    "language-needs",
    "home-visits",
    "home-visit-participants",
    "home-visit-content",
    "home-visit-contacts",
    "enrolment",
    "theme-meetings",
    "theme-meeting-partners",
    "programme-groups",
    "programme-figures",
    "programme-leaders",
    "collaboration",
    "open-preschools",
    "open-preschool-visits",
    "open-preschool-survey",
    "spindle",
    "context",
    "reach",
)
"""Ids of the statistical tables: what a research key can be limited to."""

CLOSED_LISTS: dict[str, tuple[str, ...]] = {
    "yes-no": YES_NO,
    "age-groups": AGE_GROUPS,
    "session-orders": SESSION_ORDERS,
    "visit-outcomes": VISIT_OUTCOMES,
    "missed-reasons": MISSED_REASONS,
    "visit-places": VISIT_PLACES,
    "visit-numbers": VISIT_NUMBERS,
    "emphasis": EMPHASIS,
    "components": COMPONENTS,
    "spindle-items": SPINDLE_ITEMS,
    "respondents": (*PARENT_ROLES, *GENDERS),
    "participants": ("mother", "father", "other-adult", "child", "sibling", "woman", "man", "other", "all"),
    "places": PLACES_OUTSIDE,
    "ways": WAYS,
}
