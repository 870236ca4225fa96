"""Which questions a parent is asked, and what they sent: read from a plain form, nothing kept in between."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from app.answers.resolve import AnswerTarget
from app.catalogue.model import Municipality, Questionnaire
from app.vocabulary.periods import month_of
from app.vocabulary.states import NO_ANSWER, NOT_KNOWN

ROLE = "role"
"""Field of the form that says who answers on a poster; no question has this code."""
QUESTIONNAIRE = "questionnaire"
ROLES = ("woman", "man", "other")


@dataclass(frozen=True)
class AnsweredQuestionnaire:
    """What a parent sent: the version of the questions, an answer to each, and who answers on a poster."""

    questionnaire: str
    answers: Mapping[str, str]
    respondent: str = ""

    def rows(self) -> list[dict[str, str]]:
        return [
            {"question": question, "questionnaire": self.questionnaire, "answer": answer}
            for question, answer in self.answers.items()
        ]


@dataclass(frozen=True)
class SubmittedForm:
    """A form as it came. `answers` is None while something is missing; `chosen` are the right choices."""

    answers: AnsweredQuestionnaire | None
    chosen: Mapping[str, str]


def questionnaire_for(
    target: AnswerTarget, data: Municipality, today: date, sent: str = ""
) -> Questionnaire | None:
    """The version that is shown: the one that the form was made with, else the newest that is valid today."""
    own = [version for version in data.questionnaires if version.activity == target.activity.name]
    named = [version for version in own if version.code == sent]
    valid = [version for version in own if version.valid(month_of(today))]
    candidates = named or valid or own
    return candidates[-1] if candidates else None


def read(target: AnswerTarget, questionnaire: Questionnaire, form: Mapping[str, str]) -> SubmittedForm:
    """What a parent sent. Every question needs an answer, which may be that they do not want to."""
    allowed = {f"q-{code}": (*answers, NO_ANSWER) for code, answers in questionnaire.allowed.items()}
    if target.asks_role:
        allowed[ROLE] = (*ROLES, NO_ANSWER)
    chosen = {name: form[name] for name, codes in allowed.items() if form.get(name) in codes}
    if chosen.keys() != allowed.keys():
        return SubmittedForm(None, chosen)
    role = chosen.get(ROLE, "")
    answers = {code: chosen[f"q-{code}"] for code in questionnaire.allowed}
    respondent = NOT_KNOWN if role == NO_ANSWER else role
    return SubmittedForm(AnsweredQuestionnaire(questionnaire.code, answers, respondent), chosen)
