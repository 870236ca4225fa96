"""Relations between tables of parents' answers, of the Spindle, and of what is handed in."""

from app.release.protection.public_constraints.relations import (
    CS,
    PG,
    TM,
    AnyOtherCategory,
    Composition,
    Equality,
    EqualityByCategory,
    Relation,
    UpperLimit,
    both,
    v,
)
from app.vocabulary.lists import GENDERS
from app.vocabulary.states import NO_ANSWER

_P = ("programme",)

ANSWERS: tuple[Relation, ...] = (
    Composition(v("answer-ways", "contacts"), (v("response-rates", "contacts"),), ("activity",)),
    Composition(
        v("answer-ways", "answered"), (v("response-rates", "contacts", answered="answered"),), ("activity",)
    ),
    Equality(
        "respondents",
        ((v("answer-ways", "respondents"),), (v("gender-split", "respondents"),)),
        ("activity",),
    ),
    UpperLimit(
        "respondents-of-families",
        (v("gender-split", "respondents", activity=CS, gender=GENDERS),),
        tuple(v("gender-split", f"participants{end}", activity=CS) for end in ("", "-not-known")),
        ("gender",),
    ),
    *(
        UpperLimit(
            f"respondents-{activity}",
            (v("gender-split", "respondents", activity=activity, gender=GENDERS),),
            (v("gender-split", "participants", activity=activity),),
            ("gender",),
            unless=(v("gender-split", "participants-not-known", activity=activity),),
        )
        for activity in (TM, PG)
    ),
    UpperLimit(
        "answered", (v("answer-ways", "answered"),), (v("answer-ways", "respondents"),), ("activity",)
    ),
    UpperLimit("links", (v("answer-ways", "links-used"),), (v("answer-ways", "links-handed-out"),)),
    UpperLimit(
        "links-answered",
        (v("answer-ways", "respondents", activity=CS, way="link"),),
        (v("answer-ways", "links-used"),),
    ),
    EqualityByCategory("answers", (v("helpfulness", "answers"),), "question", ("activity", "questionnaire")),
    *(
        relation
        for activity, answers in (
            (CS, v("helpfulness", "answers", activity=CS)),
            (TM, v("helpfulness", "answers", activity=TM)),
            (PG, v("programme-groups", "answers")),
        )
        for relation in (
            UpperLimit(
                f"answers-{activity}",
                (v(answers.table, answers.measure, **answers.where, answer=AnyOtherCategory(NO_ANSWER)),),
                (v("answer-ways", "respondents", activity=activity),),
                along="question",
            ),
            UpperLimit(
                f"asked-{activity}",
                (v("answer-ways", "respondents", activity=activity),),
                (answers,),
                along="question",
                everywhere="questionnaire",
            ),
        )
    ),
)

SPINDLE: tuple[Relation, ...] = (EqualityByCategory("responses", both("spindle", "score"), "item"),)


def _both_known(table: str, part: str, whole: str, per: tuple[str, ...]) -> tuple[Relation, ...]:
    """A number that is handed in, the one that it is read against, and both where both are known."""
    return (
        UpperLimit(
            f"{table}-{part}-paired",
            (v(table, f"{part}-paired"),),
            (v(table, part),),
            per,
            equal_without=(v(table, f"{whole}-not-known"),),
        ),
        UpperLimit(
            f"{table}-{part}-whole",
            (v(table, f"{part}-whole"),),
            (v(table, whole),),
            per,
            equal_without=(v(table, f"{part}-not-known"),),
        ),
    )


def _paired(table: str, part: str, whole: str, per: tuple[str, ...]) -> tuple[Relation, ...]:
    """The same where the one is a part of the other."""
    inside = UpperLimit(f"{table}-{part}", (v(table, f"{part}-paired"),), (v(table, f"{part}-whole"),), per)
    return (*_both_known(table, part, whole, per), inside)


def _add_up(table: str, parts: tuple[str, str], whole: str) -> Relation:
    unknown = tuple(v(table, f"{part}-not-known") for part in (*parts, whole))
    return UpperLimit(
        f"{table}-{'-and-'.join(parts)}",
        tuple(v(table, part) for part in parts),
        (v(table, whole),),
        _P,
        unless=unknown,
    )


_FIGURES = "programme-figures"

RETURNS: tuple[Relation, ...] = (
    *_paired("enrolment", "accepted", "listed", _P),
    *_paired("enrolment", "declined", "listed", _P),
    _add_up("enrolment", ("accepted", "declined"), "listed"),
    *_paired(_FIGURES, "women", "participants", _P),
    *_paired(_FIGURES, "men", "participants", _P),
    _add_up(_FIGURES, ("women", "men"), "participants"),
    *_paired(_FIGURES, "survey-answered", "survey-sent", _P),
    *_paired(_FIGURES, "survey-women", "survey-answered", _P),
    *_paired(_FIGURES, "survey-men", "survey-answered", _P),
    _add_up(_FIGURES, ("survey-women", "survey-men"), "survey-answered"),
    *(
        UpperLimit(
            f"{mean}-answers",
            (v(_FIGURES, f"{mean}-answers"),),
            (v(_FIGURES, "survey-answered"),),
            _P,
            equal_without=(v(_FIGURES, f"{mean}-not-known"),),
        )
        for mean in ("relation", "recommend")
    ),
    *_both_known("context", "reports-of-concern", "children-0-20", ()),
    *_paired("context", "advisers-funded", "advisers-total", ()),
    UpperLimit(
        "young-children",
        (v("context", "children-0-6"),),
        (v("context", "children-0-20"),),
        unless=(v("context", "children-0-6-not-known"), v("context", "children-0-20-not-known")),
    ),
)
