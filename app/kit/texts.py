"""Texts that lie beside the code as data: a YAML file with `sv` and `en` for each code, read at import.

    _TEXTS = texts_beside(__file__)         # NAME.yaml beside NAME.py
    _WHOLE = _TEXTS["whole"]

They are looked up while their module is imported: a misspelt code fails there, and not when it is said.
"""

import re
from collections.abc import Hashable, Iterable, Mapping
from pathlib import Path
from string import Formatter
from typing import Any, TypeVar

import yaml

from app.kit.language import Text

Code = TypeVar("Code", bound=str)


class PlainLoader(yaml.CSafeLoader):
    """Plain data, except that dates stay text and only `true` and `false` are truth values: `no` is a code
    here. By libyaml, which reads in a quarter of the time. No key may be there twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        found = super().construct_mapping(node, deep)
        if len(found) != len(node.value):
            raise yaml.constructor.ConstructorError(None, None, "a key is there twice", node.start_mark)
        return found


_DROPPED = {"tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool"}
PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag not in _DROPPED]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
PlainLoader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(true|false)$"), list("tf"))


def read(path: Path) -> dict[str, Any]:
    """What a file of ours holds."""
    found: dict[str, Any] = yaml.load(path.read_text("utf-8"), PlainLoader)
    return found


class Texts:
    """The texts of one file. Codes may be grouped: `texts.group("rules")` are those under `rules`."""

    def __init__(self, path: Path, own: Mapping[str, Any] | None = None) -> None:
        self._path = path
        self._own = read(path) if own is None else own

    def __getitem__(self, code: str) -> Text:
        return self._text(code, self._found(code))

    def all(self) -> dict[str, Text]:
        """Every text by its code, in the file's order."""
        return {code: self[code] for code in self._own}

    def each(self, codes: Iterable[Code]) -> dict[Code, Text]:
        """Every text by its code, for codes that a type lists. Raises `ValueError` for any others."""
        known = {str(code): code for code in codes}
        if known.keys() != self._own.keys():
            raise ValueError(f"{self._path}: {', '.join(sorted(known.keys() ^ self._own.keys()))}")
        return {known[code]: self[code] for code in self._own}

    def group(self, code: str) -> "Texts":
        return Texts(self._path, self._found(code))

    def list(self, code: str) -> tuple[Text, ...]:
        """Several texts under one code."""
        return tuple(self._text(code, one) for one in self._found(code))

    def _found(self, code: str) -> Any:
        if code not in self._own:
            raise KeyError(f"{self._path} has no {code}")
        return self._own[code]

    def _text(self, code: str, value: Any) -> Text:
        return text_of(value, f"{self._path}: {code}")


def text_of(value: Any, where: str) -> Text:
    """A text as a file has it. Raises `ValueError` where a language lacks, or has other blanks to fill."""
    if not isinstance(value, Mapping) or set(value) != {"sv", "en"}:
        raise ValueError(f"{where} is not a text with sv and en")
    text = Text(**value)
    if _blanks(text.sv) != _blanks(text.en):
        raise ValueError(f"{where}: the two languages have other blanks")
    return text


def _blanks(text: str) -> set[str]:
    """What is to be filled in: `{right}`."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def texts_beside(module: str) -> Texts:
    """The texts of the YAML file with a module's own name; `module` is its `__file__`."""
    return Texts(Path(module).with_suffix(".yaml"))
