"""Two versions of the questions: the first as it was asked, the second mended, and both counted as one."""

import pytest

from app.catalogue.catalogue import Catalogue, load
from app.catalogue.model import AnswerChoice, Question, Questionnaire
from app.tables.categories import text_of
from app.tables.questions import is_top, value_of
from app.tables.registry import TABLES

MENDED = {
    ("counselling-session", "helpful", "hardly"): {
        "ar": "قليلًا جدًا", "fi": "Ei juurikaan", "sv-easy": "Nästan inte alls",
    },
    ("counselling-session", "helpful", "yes-really"): {"en": "Yes, definitely", "ru": "Да, безусловно"},
    ("programme-group", "relation", "0"): {"ti": "0 (ብፍጹም ኣይፋል)"},
    ("programme-group", "relation", "5"): {"en": "5 (very much)"},
    ("programme-group", "recommend", "0"): {"es": "0 (de ninguna manera)"},
    ("theme-meeting", "other-parents", ""): {
        "sv-easy": "Fick du kontakt med andra föräldrar på träffen?",
        "fi": "Saitko tapaamisessa kontaktia muihin vanhempiin?",
    },
}  # fmt: skip
"""Wordings that turned the scale round or asked something else, as the second version has them."""


@pytest.fixture
def catalogue(catalogue_name: str) -> Catalogue:
    return load(catalogue_name)


def _versions(catalogue: Catalogue) -> list[tuple[Questionnaire, Questionnaire]]:
    data = catalogue.municipality
    found = [
        (one, newer)
        for one in data.questionnaires
        if (newer := data.questionnaire(one.code.replace("-1", "-2"))) and newer is not one
    ]
    assert len(found) == 4
    return found


def test_the_second_version_follows_the_first_without_a_month_between(catalogue: Catalogue) -> None:
    for first, second in _versions(catalogue):
        assert (first.last, second.first, second.last) == ("2026-08", "2026-09", None)
        assert first.activity == second.activity


def test_each_question_means_what_it_meant_and_counts_alike(catalogue: Catalogue) -> None:
    for first, second in _versions(catalogue):
        assert first.allowed == second.allowed
        for old, new in zip(first.questions, second.questions, strict=True):
            assert old.text["sv"] == new.text["sv"]
            for one, other in zip(old.answers, new.answers, strict=True):
                assert (one.top, one.value, one.text["sv"]) == (other.top, other.value, other.text["sv"])
                for version in (first, second):
                    cell = {"questionnaire": version.code, "question": old.code, "answer": one.code}
                    assert is_top(catalogue, cell) is one.top
                    assert value_of(catalogue, cell) == one.value


def test_what_was_certainly_wrong_is_mended_and_the_first_version_stays(catalogue: Catalogue) -> None:
    for first, second in _versions(catalogue):
        for (activity, question, answer), words in MENDED.items():
            if activity != first.activity:
                continue
            for language, right in words.items():
                assert _text(second, question, answer)[language] == right
                assert _text(first, question, answer)[language] != right


def _text(questionnaire: Questionnaire, question: str, answer: str) -> dict[str, str]:
    asked: Question = next(one for one in questionnaire.questions if one.code == question)
    if not answer:
        return asked.text
    given: AnswerChoice = next(one for one in asked.answers if one.code == answer)
    return given.text


def test_a_table_names_a_question_and_an_answer_once_in_the_newest_words(catalogue: Catalogue) -> None:
    table = next(one for one in TABLES if one.id == "helpfulness")
    answer = next(one for one in table.own if one.list == "answers")
    assert text_of(answer, "yes-really", catalogue).en == "Yes, definitely"
    assert text_of(answer, "hardly", catalogue).sv == "Knappast"
    question = next(one for one in table.own if one.list == "questions")
    assert text_of(question, "accessible", catalogue).en.count("parent adviser") == 1
