"""What everybody knows of the tables' figures beside the figures themselves: which count the same.

Every equality that all data hold to must be here, or an attacker knows more than the release was protected
against (a test looks for those that are missing). Of the inequalities those are here that can narrow a small
count down; the rest (a mother answers no more often than mothers took part) bound small counts by great ones.
"""

from app.catalogue.catalogue import Catalogue
from app.release.protection.public_constraints.of_answers import ANSWERS, RETURNS, SPINDLE
from app.release.protection.public_constraints.of_contacts import LANGUAGES, SESSIONS, VISITS
from app.release.protection.public_constraints.of_gatherings import (
    COLLABORATION,
    GROUPS,
    MEETINGS,
    with_clinics,
)
from app.release.protection.public_constraints.relations import (
    CS,
    ENDS,
    HV,
    PG,
    TM,
    AnyOtherCategory,
    CellView,
    ImpliedZero,
    Relation,
    v,
)
from app.tables.meeting_tables import CLINICS
from app.vocabulary.states import NO_ANSWER, NOT_KNOWN

OPEN: tuple[CellView, ...] = (
    *(
        v("open-preschools", one)
        for one in ("own-run", "opening-hours", "run-by-others", "introduction-preschools")
    ),
    *(v("collaboration", one) for one in ("activities", "activities-by-partner", "activities-known")),
    v("theme-meetings", "meetings"),
    *(v("theme-meeting-partners", one) for one in ("meetings", "meetings-known", "with-clinic")),
    *(v("programme-groups", one) for one in ("groups", "groups-by-partner", "groups-known", "sessions-held")),
    v("response-rates", "contacts", activity=(TM, PG)),
    *(v("answer-ways", one, activity=(TM, PG)) for one in ("contacts", "answered")),
    v("reach", "reached-not-known", activity=(TM, PG)),
    v("programme-leaders", "leaders"),
    *(
        v("context", f"{one}{end}")
        for one in ("advisers-total", "advisers-funded")
        for end in ("", "-paired", "-whole")
    ),
)
"""What counts institutions, what they do with one another, what they held, and who is employed for it:
nobody's figures (decision 0015)."""

OF_RECORDS: tuple[CellView, ...] = (
    *(v(table, "participants") for table in ("collaboration", "theme-meetings", "programme-groups")),
    *(v(table, "participants-by-gender") for table in ("theme-meetings", "programme-groups")),
    v("gender-split", "participants", activity=(TM, PG)),
    v("programme-groups", "completed"),
    v("programme-groups", "sessions-held"),
)
"""Numbers that are of activities, meetings or groups: their companions count these, and are open as they are.
The companions of what is handed in count returns, and are open too."""

NEVER: tuple[CellView, ...] = (
    *(v("gender-split", f"participants{end}", gender=NOT_KNOWN) for end in ENDS),
    v("gender-split", "respondents", activity=HV),
    *(v("answer-ways", f"links-{one}", activity=(TM, PG)) for one in ("handed-out", "used")),
    v("answer-ways", "respondents", activity=CS, way="poster"),
    v("answer-ways", "respondents", activity=TM, way="link"),
    v("answer-ways", "respondents", activity=PG, way=("link", "poster")),
)
"""Combinations of categories that no record can have, beside those that the tables declare themselves."""

NOTHING_WITHOUT: tuple[ImpliedZero, ...] = (
    ImpliedZero(v("helpfulness", "answers", activity=TM), v("theme-meetings", "meetings")),
    ImpliedZero(v("programme-groups", "answers"), v("programme-groups", "groups")),
    ImpliedZero(
        v("helpfulness", "answers", activity=TM, answer=AnyOtherCategory(NO_ANSWER)),
        v("answer-ways", "answered", activity=TM),
    ),
    ImpliedZero(
        v("programme-groups", "answers", answer=AnyOtherCategory(NO_ANSWER)),
        v("answer-ways", "answered", activity=PG),
    ),
    *(
        ImpliedZero(v(table, "respondents", activity=one), v("answer-ways", "answered", activity=one))
        for table in ("answer-ways", "gender-split")
        for one in (TM, PG)
    ),
    *(
        ImpliedZero(v(table, measure, activity=HV), v("home-visits", "held"))
        for table, measure in (
            ("language-needs", "contacts"),
            ("language-needs", "languages"),
            ("reach", "reached"),
            ("reach", "reached-not-known"),
            *(("gender-split", f"participants{end}") for end in ENDS),
        )
    ),
)
"""Where nothing was held, nobody answered or no programme runs, as everybody knows, the figures of it are 0.
(A number is 0 where its companion says so.)"""

NOT_OF_PEOPLE = {
    ("spindle", "score"): (1, 5),
    ("programme-figures", "relation"): (0, 5),
    ("programme-figures", "recommend"): (0, 5),
}
"""Sums that count nobody, and are only there for their means; with the least and the greatest mean."""

OF_FAMILIES = (v("participants", "participants"), v("gender-split", "participants", activity=(CS, HV)))
"""Sums over families: one of five is five people, so they are few where they are of few families."""

_CONTACTS: tuple[Relation, ...] = (*LANGUAGES, *SESSIONS, *VISITS, *MEETINGS)
_REST: tuple[Relation, ...] = (*GROUPS, *COLLABORATION, *ANSWERS, *SPINDLE, *RETURNS)


def relations_of(catalogue: Catalogue) -> tuple[Relation, ...]:
    """All that hold in one: also those between codes that its catalogue gives a meaning."""
    return (*_CONTACTS, *with_clinics(CLINICS.codes(catalogue)), *_REST)
