"""Which questions a parent is asked, and what they sent: read from a plain form, nothing kept in between."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.answers.opening import Opened
from app.answers.spending import Given
from app.catalogue.model import Municipality, Questionnaire
from app.vocabulary.periods import month_of
from app.vocabulary.states import NO_ANSWER, NOT_KNOWN

ROLE = "role"
"""Field of the form that says who answers on a poster; no question has this code."""
QUESTIONNAIRE = "questionnaire"
ROLES = ("woman", "man", "other")


@dataclass(frozen=True)
class Sent:
    """A form as it came. `given` is None while something is missing; `chosen` are the right choices."""

    given: Given | None
    chosen: Mapping[str, str]


def questionnaire_for(
    opened: Opened, data: Municipality, today: date, sent: str = ""
) -> Questionnaire | None:
    """The version that is shown: the one that the form was made with, else the newest that is valid today."""
    own = [one for one in data.questionnaires if one.activity == opened.activity.name]
    named = [one for one in own if one.code == sent]
    valid = [one for one in own if one.valid(month_of(today))]
    found = named or valid or own
    return found[-1] if found else None


def read(opened: Opened, questionnaire: Questionnaire, form: Mapping[str, str]) -> Sent:
    """What a parent sent. Every question needs an answer, which may be that they do not want to."""
    allowed = {f"q-{code}": (*answers, NO_ANSWER) for code, answers in questionnaire.allowed.items()}
    if opened.asks_role:
        allowed[ROLE] = (*ROLES, NO_ANSWER)
    chosen = {name: form[name] for name, codes in allowed.items() if form.get(name) in codes}
    if chosen.keys() != allowed.keys():
        return Sent(None, chosen)
    role = chosen.get(ROLE, "")
    answers = {code: chosen[f"q-{code}"] for code in questionnaire.allowed}
    respondent = NOT_KNOWN if role == NO_ANSWER else role
    return Sent(Given(questionnaire.code, answers, respondent), chosen)
