"""Every rule has words: found in the code, not in a list that somebody keeps."""

import ast
import string
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from app.kit.faults import WORDS, Fault
from app.kit.http.validation_errors import _RULES
from app.kit.language import LANGUAGES
from app.main import create_routes

APP = Path(__file__).parent.parent / "app"
MAKERS = {"Fault": 1, "wrong": 0, "PydanticCustomError": 0}
"""What makes a fault, and the place of the rule's code in its call."""

PASSED_ON = {"access/schemas.py:wrong", "kit/http/validation_errors.py:_fault"}
"""Where the code comes from elsewhere: from a call of `wrong`, or from the table of the library's errors."""


class Made(NamedTuple):
    """A place where a fault is made."""

    where: str
    call: ast.Call
    rules: tuple[str, ...]


def _made() -> Iterator[Made]:
    for file in sorted(APP.rglob("*.py")):
        for function in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            for call in ast.walk(function):
                if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in MAKERS:
                    if call.func.id == "wrong" and file.parent.name != "access":
                        continue
                    where = f"{file.relative_to(APP)}:{function.name}"
                    yield Made(where, call, _codes(call, function))


def _codes(call: ast.Call, function: ast.AST) -> tuple[str, ...]:
    """The codes that a call can give: written in it, or given to the name that it gives."""
    place = MAKERS[call.func.id] if isinstance(call.func, ast.Name) else 0
    named = next((one.value for one in call.keywords if one.arg == "rule"), None)
    given = named if named is not None else call.args[place]
    if isinstance(given, ast.Name):
        values = [
            one.value
            for one in ast.walk(function)
            if isinstance(one, ast.Assign)
            and any(isinstance(target, ast.Name) and target.id == given.id for target in one.targets)
        ]
    else:
        values = [given]
    constants = [one for value in values for one in ast.walk(value) if isinstance(one, ast.Constant)]
    texts = [one.value for one in constants if isinstance(one.value, str)]
    # Beside codes, a condition may compare with other texts.
    return tuple(text for text in texts if "-" in text or text in WORDS)


@pytest.fixture(scope="module")
def made() -> list[Made]:
    create_routes()  # the words of every module are added
    return list(_made())


def test_every_rule_has_words_in_both_languages(made: list[Made]) -> None:
    assert len(made) > 90
    without = {one.where for one in made if not one.rules}
    assert without == PASSED_ON
    rules = {rule for one in made for rule in one.rules} | set(_RULES.values())
    assert len(rules) > 50
    assert {rule for rule in rules if rule not in WORDS} == set()
    for rule, text in WORDS.items():
        assert len(text.sv) > 10, rule
        assert len(text.en) > 10, rule
        assert text.sv != text.en
        assert set(_blanks(text.sv)) == set(_blanks(text.en)) <= {"right", "list", "code"}, rule


def test_what_a_rules_words_need_is_given_where_it_is_broken(made: list[Made]) -> None:
    for one in made:
        needed = {name for rule in one.rules for name in _blanks(WORDS[rule].sv)} - {"right"}
        given = {keyword.arg for keyword in one.call.keywords} | {
            key.value
            for part in ast.walk(one.call)
            if isinstance(part, ast.Dict)
            for key in part.keys
            if isinstance(key, ast.Constant)
        }
        assert needed <= given, f"{one.where}: {one.rules}"


def test_a_rule_without_words_is_a_refusal_all_the_same() -> None:
    for fault in (
        Fault("mothers", "nobody-wrote-this"),
        Fault("partners", "combined-code"),
        Fault("a", "unknown-code"),
    ):
        for language in LANGUAGES:
            assert len(fault.message(language)) > 10
            assert "{" not in fault.message(language)


def _blanks(text: str) -> list[str]:
    return [name for _, name, _, _ in string.Formatter().parse(text) if name]
