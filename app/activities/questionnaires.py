"""Checking parents' answers against the version of the questionnaire that they were given to."""

from collections import Counter
from collections.abc import Iterator
from functools import cache

from app.activities.activity import Activity
from app.activities.kinds import NumberOf
from app.activities.record import Content
from app.catalogue.model import Municipality, Questionnaire
from app.kit.faults import Fault
from app.kit.language import Text
from app.vocabulary.states import NO_ANSWER

NOT_ADULTS = ("child", "sibling", "all")
"""Roles of participants who answer no questions, or who are counted under others."""
_FIELD_OF_ROLE = {"woman": "women", "man": "men", "other": "other_participants"}


def answer_faults(activity: Activity, content: Content, data: Municipality) -> Iterator[Fault]:
    """Unknown questionnaires, questions and answers, unanswered questions, more respondents than people."""
    respondents = getattr(content, "answers", None)
    if not respondents:
        return
    for index, one in enumerate(respondents):
        questionnaire = data.questionnaire(one.questionnaire)
        if questionnaire is None or questionnaire.activity != activity.name:
            allowed = tuple(q.code for q in data.questionnaires if q.activity == activity.name)
            yield Fault(f"answers.{index}.questionnaire", "unknown-questionnaire", allowed=allowed)
        else:
            yield from _one_respondents(f"answers.{index}.answers", one.answers, questionnaire)
    yield from _too_many(activity, content, Counter(one.respondent for one in respondents))


def _one_respondents(at: str, answers: dict[str, str], questionnaire: Questionnaire) -> Iterator[Fault]:
    allowed = questionnaire.allowed
    for code, answer in answers.items():
        if code not in allowed:
            yield Fault(f"{at}.{code}", "unknown-question", allowed=tuple(allowed))
        elif answer != NO_ANSWER and answer not in allowed[code]:
            yield Fault(f"{at}.{code}", "unknown-answer", allowed=(*allowed[code], NO_ANSWER))
    for code in allowed.keys() - answers.keys():
        right = Text(f"Ange ett svar eller {NO_ANSWER}.", f"Give an answer or {NO_ANSWER}.")
        yield Fault(f"{at}.{code}", "question-missing", right)


@cache
def _participants(activity: Activity) -> dict[str | None, str]:
    """Field by role of those who can take part."""
    return {
        kind.role: name
        for name, kind in activity.kinds.items()
        if isinstance(kind, NumberOf) and kind.group == "participants"
    }


def _too_many(activity: Activity, content: Content, given: Counter[str]) -> Iterator[Fault]:
    """Answers of a role can be no more than its participants, and all no more than all, where known."""
    kinds = _participants(activity)
    for role, answered in given.items():
        name = kinds.get(role) or _FIELD_OF_ROLE.get(role)
        there = getattr(content, name, None) if name else None
        if isinstance(there, int) and answered > there:
            yield more_than_in_role("answers", there)
            return
    adults = [getattr(content, kinds[role]) for role in kinds if role not in NOT_ADULTS]
    whole = "participants"
    everyone = getattr(content, whole) if whole in activity.kinds else None
    most = (
        everyone
        if isinstance(everyone, int)
        else sum(adults)
        if adults and all(isinstance(n, int) for n in adults)
        else None
    )
    if most is not None and sum(given.values()) > most:
        yield more_than_people("answers", most)


def more_than_in_role(field: str, most: int) -> Fault:
    right = Text(f"Högst {most} i rollen.", f"At most {most} in the role.")
    return Fault(field, "more-answers-than-people", right)


def more_than_people(field: str, most: int) -> Fault:
    return Fault(field, "more-answers-than-people", Text(f"Högst {most} svar.", f"At most {most} answers."))
