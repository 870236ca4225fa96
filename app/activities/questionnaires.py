"""Checking parents' answers against the version of the questionnaire that they were given to."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

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
    given: dict[str, int] = {}  # a Counter takes longer to make than all of this to check
    for one in respondents:
        given[one.respondent] = given.get(one.respondent, 0) + 1
    found = over(activity, content, given)
    if found:
        yield (more_than_in_role if found.in_role else more_than_people)("answers", found.there)


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
def _adults(activity: Activity) -> tuple[str, ...]:
    """Fields of those who can take part and answer."""
    return tuple(name for role, name in _participants(activity).items() if role not in NOT_ADULTS)


@cache
def _participants(activity: Activity) -> dict[str | None, str]:
    """Field by role of those who can take part."""
    return {
        kind.role: name
        for name, kind in activity.kinds.items()
        if isinstance(kind, NumberOf) and kind.group == "participants"
    }


class AnswerSurplus(NamedTuple):
    """More answers than people: the field that counts them, what it says, how many answers there are."""

    field: str
    there: int
    answered: int
    in_role: bool


def over(activity: Activity, content: Content, given: Mapping[str, int]) -> AnswerSurplus | None:
    """Answers of a role can be no more than its participants, and all no more than all, where known."""
    kinds = _participants(activity)
    for role, answered in given.items():
        name = kinds.get(role) or _FIELD_OF_ROLE.get(role)
        there = getattr(content, name, None) if name else None
        if name and isinstance(there, int) and answered > there:
            return AnswerSurplus(name, there, answered, True)
    adults = _adults(activity)
    whole = "participants"
    everyone = getattr(content, whole) if whole in activity.kinds else None
    if isinstance(everyone, int):
        most, field = everyone, whole
    else:
        numbers = [getattr(content, name) for name in adults]
        if not numbers or str in map(type, numbers):
            return None
        most, field = sum(numbers), adults[0]
    answered = sum(given.values())
    return AnswerSurplus(field, most, answered, False) if answered > most else None


def fewer_than_answered(found: AnswerSurplus) -> Fault:
    """Of a correction that counts fewer than have answered by themselves: their answers stay."""
    right = Text(
        f"Minst {found.answered}: så många har redan svarat, och svaren finns kvar.",
        f"At least {found.answered}: so many have answered already, and their answers stay.",
    )
    return Fault(found.field, "more-answers-than-people", right)


def more_than_in_role(field: str, most: int) -> Fault:
    right = Text(f"Högst {most} i rollen.", f"At most {most} in the role.")
    return Fault(field, "more-answers-than-people", right)


def more_than_people(field: str, most: int) -> Fault:
    return Fault(field, "more-answers-than-people", Text(f"Högst {most} svar.", f"At most {most} answers."))
