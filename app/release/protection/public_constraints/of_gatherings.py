"""Relations between tables of meetings, groups and collaboration: many people at a time."""

from app.release.protection.public_constraints.relations import (
    ENDS,
    PG,
    TM,
    ChoicesMade,
    Composition,
    Equality,
    EqualityByCategory,
    Relation,
    UpperLimit,
    both,
    states,
    v,
)
from app.vocabulary.lists import GENDERS

_MEETINGS, _GROUPS = "theme-meetings", "programme-groups"


def _gathering(table: str, records: str, per: str, activity: str) -> tuple[Relation, ...]:
    """Meetings and groups: their participants, in all and by gender."""
    everyone, gendered = (v(table, "participants"),), (v(table, "participants-by-gender"),)
    unknown = (v(table, "participants-not-known"),)
    unknown_gender = (v(table, "participants-by-gender-not-known"),)
    return (
        *(
            Composition(v("reach", f"reached{end}", activity=activity), (v(table, f"participants{end}"),))
            for end in ("", "-not-known")
        ),
        *(
            Composition(
                v("gender-split", f"participants{end}", activity=activity, gender=gender),
                (v(table, f"participants-by-gender{end}", gender=gender),),
            )
            for gender in GENDERS
            for end in ENDS
        ),
        EqualityByCategory(
            f"{activity}-participants",
            both(table, "participants-by-gender"),
            "gender",
            (per,),
            also=((v(table, records),), both(table, "participants")),
        ),
        UpperLimit(f"{activity}-some", (v(table, "participants-known"),), everyone, (per,)),
        UpperLimit(
            f"{activity}-by-gender", gendered, everyone, (per,), unless=unknown, equal_without=unknown_gender
        ),
        UpperLimit(f"{activity}-in-all", everyone, gendered, (per,), unless=unknown_gender),
    )


MEETINGS: tuple[Relation, ...] = (
    *_gathering(_MEETINGS, "meetings", "kind", TM),
    ChoicesMade("theme-meeting-partners", "meetings", "meetings-known", "partner"),
    Equality(
        "meetings",
        (
            (v(_MEETINGS, "meetings"),),
            (v("response-rates", "contacts", activity=TM),),
            (
                v("theme-meeting-partners", "meetings-known"),
                states("theme-meeting-partners", "meetings", "partner"),
            ),
        ),
    ),
)


def with_clinics(clinics: tuple[str, ...]) -> tuple[Relation, ...]:
    """Of the meetings with any of the clinics; none where the catalogue marks no partner as one."""
    if not clinics:
        return ()
    table = "theme-meeting-partners"
    any_clinic = (v(table, "with-clinic"),)
    return (
        *(
            UpperLimit(f"with-{clinic}", (v(table, "meetings", partner=clinic),), any_clinic)
            for clinic in clinics
        ),
        UpperLimit("with-either", any_clinic, (v(table, "meetings", partner=clinics),)),
        UpperLimit("with-known", any_clinic, (v(table, "meetings-known"),)),
    )


_P = ("programme",)

GROUPS: tuple[Relation, ...] = (
    *_gathering(_GROUPS, "groups", "programme", PG),
    ChoicesMade(_GROUPS, "groups-by-partner", "groups-known", "partner", _P),
    Equality("groups", ((v(_GROUPS, "groups"),), (v("response-rates", "contacts", activity=PG),))),
    Equality(
        "groups-by-programme",
        (
            (v(_GROUPS, "groups"),),
            both(_GROUPS, "completed"),
            both(_GROUPS, "sessions-held"),
            (v(_GROUPS, "groups-known"), states(_GROUPS, "groups-by-partner", "partner")),
        ),
        _P,
    ),
    UpperLimit(
        "completed-of-paired",
        (v(_GROUPS, "completed-paired"),),
        (v(_GROUPS, "completed"),),
        _P,
        equal_without=(v(_GROUPS, "participants-not-known"),),
    ),
    UpperLimit(
        "participants-of-paired",
        (v(_GROUPS, "completed-whole"),),
        (v(_GROUPS, "participants"),),
        _P,
        equal_without=(v(_GROUPS, "completed-not-known"),),
    ),
    UpperLimit("completed", (v(_GROUPS, "completed-paired"),), (v(_GROUPS, "completed-whole"),), _P),
    EqualityByCategory("ratings", (v(_GROUPS, "answers"),), "question", ("programme", "questionnaire")),
)

COLLABORATION: tuple[Relation, ...] = (
    ChoicesMade("collaboration", "activities-by-partner", "activities-known", "partner", ("kind",)),
    Equality(
        "activities",
        (
            (v("collaboration", "activities"),),
            both("collaboration", "participants"),
            (
                v("collaboration", "activities-known"),
                states("collaboration", "activities-by-partner", "partner"),
            ),
        ),
        ("kind",),
    ),
    UpperLimit(
        "activity-some",
        (v("collaboration", "participants-known"),),
        (v("collaboration", "participants"),),
        ("kind",),
    ),
)
