"""The texts that lie beside the code as YAML: every one is said somewhere, and every file can be read.

That both languages are there, with the same blanks, is checked whenever a text is looked up.
"""

import ast
from pathlib import Path

import pytest

from app.kit.faults import WORDS
from app.kit.problems import CATALOGUE, DESCRIBED, problem
from app.kit.texts import Texts, read, text_of
from app.main import create_routes

APP = Path(__file__).parent.parent / "app"


def test_every_described_problem_is_declared() -> None:
    create_routes()  # every module that declares a problem is imported
    assert CATALOGUE.keys() == DESCRIBED.keys()
    for kind, described in DESCRIBED.items():
        assert described.keys() <= {"status", "retry_after", "title", "advice"}, kind


def test_every_rule_with_words_is_named_in_the_code() -> None:
    constants = {
        one.value
        for file in APP.rglob("*.py")
        for one in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
    }
    assert WORDS.keys() - constants == set()


def test_a_misspelt_code_fails_where_it_is_declared(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="no-such-problem"):
        problem("no-such-problem")
    file = tmp_path / "texts.yaml"
    file.write_text("no: {sv: Nej, en: No}\nempty: {sv: Tom}\n", "utf-8")
    assert Texts(file)["no"].sv == "Nej"
    for code, error in (("nope", KeyError), ("empty", ValueError)):
        with pytest.raises(error, match=code):
            Texts(file)[code]


def test_both_languages_have_the_same_blanks() -> None:
    with pytest.raises(ValueError, match="blanks"):
        text_of({"sv": "Minst {least}.", "en": "At least {lest}."}, "here")


def test_a_code_is_there_once(tmp_path: Path) -> None:
    file = tmp_path / "texts.yaml"
    file.write_text("a: {sv: A, en: A}\na: {sv: B, en: B}\n", "utf-8")
    with pytest.raises(Exception, match="twice"):
        read(file)
