"""What routes read of the application's state is what it is furnished with: no type holds them together."""

import ast
from collections.abc import Iterator
from pathlib import Path

APP = Path(__file__).parents[1] / "app"


def _attributes(tree: ast.AST) -> Iterator[ast.Attribute]:
    """`…app.state.name`, also where a function calls that state by a name of its own."""
    for function in (
        one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef)
    ):
        named = {
            target.id
            for one in ast.walk(function)
            if isinstance(one, ast.Assign) and _is_state(one.value)
            for target in one.targets
            if isinstance(target, ast.Name)
        }
        for one in ast.walk(function):
            if isinstance(one, ast.Attribute) and (_is_state(one.value) or ast.unparse(one.value) in named):
                yield one


def _is_state(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Attribute)
        and node.attr == "state"
        and ast.unparse(node.value).endswith(("app", "['app']"))
    )


def test_what_is_read_is_what_is_there() -> None:
    set_, read = set[str](), set[str]()
    for file in APP.rglob("*.py"):
        for one in _attributes(ast.parse(file.read_text("utf-8"))):
            (set_ if isinstance(one.ctx, ast.Store) else read).add(one.attr)
    assert len(read) > 10
    assert read == set_ - {"onward"}, "`onward` is asked for with a default, by problems of any application"
