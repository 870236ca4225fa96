"""What everybody knows of the tables' figures beside the figures themselves: which count the same.

Every equality that all data hold to must be here, or an attacker knows more than the release was protected
against (a test looks for those that are missing). Of the inequalities those are here that can narrow a small
count down; the rest (a mother answers no more often than mothers took part) bound small counts by great ones.
"""

from app.catalogue.catalogue import Catalogue
from app.release.withholding.answers_related import ANSWERS, RETURNS, SPINDLE
from app.release.withholding.contacts_related import LANGUAGES, SESSIONS, VISITS
from app.release.withholding.gatherings_related import COLLABORATION, GROUPS, MEETINGS, with_clinics
from app.release.withholding.relations import CS, HV, Relation, v
from app.tables.meetings import CLINICS

OPEN_MEASURES = {
    "open-preschools": None,
    "collaboration": frozenset(
        {
            "activities",
            "activities-by-partner",
            "activities-known",
            "participants-known",
            "participants-not-known",
        }
    ),
}
"""What counts institutions, and what they do with one another: nobody's figures (decision 0015). None stands
for all of a table's."""

NOT_OF_PEOPLE = frozenset(
    {("spindle", "score"), ("programme-groups", "sessions-held")}
    | {("programme-figures", mean) for mean in ("relation", "recommend")}
)
"""Sums that count nobody: they are withheld wherever what they are sums of is."""

OF_FAMILIES = (v("participants", "participants"), v("gender-split", "participants", activity=(CS, HV)))
"""Sums over families: one of five is five people, so they are withheld where they are of few families."""

_CONTACTS: tuple[Relation, ...] = (*LANGUAGES, *SESSIONS, *VISITS, *MEETINGS)
_REST: tuple[Relation, ...] = (*GROUPS, *COLLABORATION, *ANSWERS, *SPINDLE, *RETURNS)

RELATIONS: tuple[Relation, ...] = (*_CONTACTS, *_REST)
"""Those that hold in every municipality."""


def relations_of(catalogue: Catalogue) -> tuple[Relation, ...]:
    """All that hold in one: also those between codes that its catalogue gives a meaning."""
    return (*_CONTACTS, *with_clinics(CLINICS.codes(catalogue)), *_REST)
