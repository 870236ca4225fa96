"""What the catalogue's questionnaires say of an answer: whether it is a yes, its value, who gives it."""

from app.catalogue.catalogue import Catalogue
from app.catalogue.model import AnswerChoice, Questionnaire
from app.tables.declaration import Structure
from app.tables.rates import Cell
from app.vocabulary.lists import GENDERS, PARENT_ROLES
from app.vocabulary.states import NO_ANSWER, NOT_KNOWN

RESPONDENTS = {"counselling-session": (*PARENT_ROLES, NOT_KNOWN)}
"""Who answers, where it is not participants by gender."""


def _answer(catalogue: Catalogue, cell: Cell) -> AnswerChoice | None:
    questionnaire = catalogue.municipality.questionnaire(cell["questionnaire"])
    if questionnaire is None:
        return None
    answers = (
        answer
        for question in questionnaire.questions
        if question.code == cell["question"]
        for answer in question.answers
    )
    return next((answer for answer in answers if answer.code == cell["answer"]), None)


def is_top(catalogue: Catalogue, cell: Cell) -> bool:
    """Whether the answer counts as a yes, in the version that it was given to."""
    answer = _answer(catalogue, cell)
    return answer is not None and answer.top


def has_yes(catalogue: Catalogue, cell: Cell) -> bool:
    """Whether the question has answers that count as a yes: of a scale there is a mean, and no such share."""
    return any(
        not question.scaled
        for questionnaire in catalogue.municipality.questionnaires
        if cell.get("activity") in (None, questionnaire.activity)
        for question in questionnaire.questions
        if cell.get("question") in (None, question.code)
    )


def value_of(catalogue: Catalogue, cell: Cell) -> int | None:
    """The answer's value on its question's scale, if it has one."""
    answer = _answer(catalogue, cell)
    return answer.value if answer else None


def structure_of(*activities: str, no_answer: bool = True) -> "_QuestionStructure":
    """The combinations of activity, questionnaire, question, answer and respondent that can occur."""
    return _QuestionStructure(activities, no_answer)


class _QuestionStructure:
    def __init__(self, activities: tuple[str, ...], no_answer: bool) -> None:
        self._activities, self._no_answer = activities, no_answer

    def __call__(self, catalogue: Catalogue) -> Structure:
        possible = frozenset(
            combination
            for questionnaire in catalogue.municipality.questionnaires
            if questionnaire.activity in self._activities
            for combination in self._of(questionnaire)
        )
        return Structure(("activity", "questionnaire", "question", "answer", "respondent"), possible)

    def _of(self, one: Questionnaire) -> list[tuple[str, ...]]:
        respondents = RESPONDENTS.get(one.activity, (*GENDERS, NOT_KNOWN))
        more = (NO_ANSWER,) if self._no_answer else ()
        return [
            (one.activity, one.code, question.code, answer, respondent)
            for question in one.questions
            for answer in (*(given.code for given in question.answers), *more)
            for respondent in respondents
        ]
