"""The parts of the running service are found by their classes alone, and each that is asked for is there."""

import ast
from pathlib import Path

from tests.support.service import Service

APP = Path(__file__).parents[1] / "app"
PARTS = APP / "kit" / "http" / "parts.py"


def test_the_untyped_state_of_the_application_is_used_in_one_place() -> None:
    users = {
        file
        for file in APP.rglob("*.py")
        for one in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(one, ast.Attribute)
        and one.attr == "state"
        and ast.unparse(one.value).endswith(("app", "['app']"))
    }
    assert users == {PARTS}


def test_each_part_that_is_asked_for_is_given(quick: Service) -> None:
    asked = {
        ast.unparse(one.args[1]).rpartition(".")[2]
        for file in APP.rglob("*.py")
        if "from app.kit.http.parts import" in file.read_text("utf-8")
        for one in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(one, ast.Call) and ast.unparse(one.func) == "part"
    }
    given = {kind.__name__ for kind in quick.app.state.parts}
    assert len(asked) > 10
    assert asked == given
