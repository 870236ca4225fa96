"""The texts that lie beside the code as YAML: every one is said somewhere, and every file can be read.

That both languages are there, with the same blanks, is checked whenever a text is looked up.
"""

import ast
from dataclasses import replace
from pathlib import Path

import pytest

from app.kit.faults import WORDS
from app.kit.problems import CATALOGUE, DESCRIBED, problem
from app.kit.texts import Texts, read, text_of
from app.main import create_routes
from app.tables.declaration import Measure, Table
from app.tables.enrolment_tables import ENROLMENT
from app.tables.registry import TABLES
from app.tables.words import told

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


def test_a_table_says_no_more_and_no_less_than_it_has() -> None:
    """`told` refuses what lacks words, and words of what is not there."""
    own = Table(id=ENROLMENT.id, own=(), measures=(Measure("enrolled"),), parts=ENROLMENT.parts, usual=())
    with pytest.raises(ValueError, match="enrolment has words of what the table has not"):
        told(own)
    with pytest.raises(ValueError, match="enrolment has no strangers"):
        told(replace(own, measures=(Measure("strangers"),)))
    for table in TABLES:
        assert all(one.label.sv and one.label.en and one.unit.sv for one in table.measures), table.id
        assert all(one.rate is None or one.rate.known.sv for one in table.measures), table.id
