"""Reading catalogue files, with errors that name the file, the line and the key."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from app.catalogue.model import Key, Wrong
from app.kit.texts import PlainLoader

Model = TypeVar("Model", bound=BaseModel)


class CatalogueError(Exception):
    """A catalogue file does not hold. `args[0]` lists every error as `file:line: key: what`."""


def read(path: Path, model: type[Model], *checks: Callable[[Model], Iterable[Wrong]]) -> Model:
    """Read and validate one YAML file; `checks` find what its fields say of each other.

    Raises `CatalogueError`.
    """
    try:
        source = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CatalogueError(f"{path}: cannot be read ({type(error).__name__})") from error
    try:
        node = yaml.compose(source, Loader=PlainLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise CatalogueError(f"{path}:{line}: {error.problem}") from error
    if node is None:
        raise CatalogueError(f"{path}:1: the file is empty")
    lines: dict[Key, int] = {}
    repeated: list[str] = []
    _collect(node, (), lines, repeated, path)
    if repeated:
        raise CatalogueError("\n".join(repeated))
    data = PlainLoader(source).construct_document(node)
    try:
        found = model.model_validate(data)
    except ValidationError as error:
        wrong: list[Wrong] = [(one["loc"], one["msg"]) for one in error.errors()]
    else:
        wrong = [one for check in checks for one in check(found)]
        if not wrong:
            return found
    raise CatalogueError("\n".join(f"{path}:{_line(lines, at)}: {_key(at)}: {what}" for at, what in wrong))


def _collect(node: yaml.Node, at: Key, lines: dict[Key, int], repeated: list[str], path: Path) -> None:
    lines[at] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        seen: set[object] = set()
        for key, value in node.value:
            if key.value in seen:
                repeated.append(
                    f"{path}:{key.start_mark.line + 1}: {_key((*at, key.value))}: the key is there twice"
                )
            seen.add(key.value)
            _collect(value, (*at, key.value), lines, repeated, path)
            lines[(*at, key.value)] = key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            _collect(value, (*at, index), lines, repeated, path)


def _line(lines: dict[Key, int], location: Key) -> int:
    while location not in lines and location:
        location = location[:-1]
    return lines.get(location, 1)


def _key(location: Key) -> str:
    return ".".join(str(part) for part in location) or "(the file)"
