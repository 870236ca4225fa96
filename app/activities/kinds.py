"""The kinds of field that an activity can have. Free text is not among them.

Each kind is put in `Annotated[...]` on a schema's field. It validates (strictly, with words of what would
be right), describes itself in the JSON schema, and tells the generic parts (checks against the catalogue,
storage, templates, forms) what the field is.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Annotated, Any

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from app.activities.field_conditions import ExcludedEntries, FieldCondition, ListCondition
from app.catalogue.model import CODE
from app.kit.language import Text
from app.vocabulary.lists import CLOSED_LISTS
from app.vocabulary.states import DOES_NOT_APPLY, NOT_ASKED, NOT_KNOWN

MOST_CODES = 40


def _or(states: Sequence[str]) -> Text:
    quoted = [f'"{state}"' for state in states]
    return Text("".join(f" eller {one}" for one in quoted), "".join(f" or {one}" for one in quoted))


@dataclass(frozen=True)
class CodeOf:
    """One code of a list: the catalogue's (checked against it later) or one of the product's closed ones."""

    list: str
    states: tuple[str, ...] = (NOT_KNOWN,)
    extra: tuple[str, ...] = ()
    """Further codes of the product's, beside the list's (such as areas outside the city)."""
    among: tuple[str, ...] = ()
    """Narrows a closed list to these codes."""

    @property
    def closed(self) -> tuple[str, ...]:
        return self.among or CLOSED_LISTS.get(self.list, ())

    def __get_pydantic_core_schema__(self, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        if self.closed:
            return core_schema.literal_schema([*self.closed, *self.states])
        return core_schema.str_schema(pattern=CODE, max_length=40, strict=True)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return handler(schema) | {"x-code-list": self.list, "x-states": list(self.states)}


@dataclass(frozen=True)
class CodesOf:
    """One or more codes of a list, in no order and none twice; or a state instead of them."""

    list: str
    states: tuple[str, ...] = (NOT_KNOWN,)

    @property
    def closed(self) -> tuple[str, ...]:
        return CLOSED_LISTS.get(self.list, ())

    @cached_property
    def _closed(self) -> frozenset[str]:
        return frozenset(self.closed)

    @property
    def right(self) -> Text:
        states = _or(self.states)
        return Text(f"En lista med koder{states.sv}.", f"A list of codes{states.en}.")

    def __get_pydantic_core_schema__(self, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self._check)

    def _check(self, value: Any) -> Any:
        if isinstance(value, str) and value in self.states:
            return value
        if not isinstance(value, list) or not {*map(type, value)} <= {str}:
            raise PydanticCustomError("wrong-kind", "wrong kind", {"right": self.right})
        if not value:
            raise PydanticCustomError("too-few", "too few", {"right": self.right})
        if len(value) == 1 and value[0] in self.states:
            return value[0]
        if len(value) > MOST_CODES:
            raise PydanticCustomError("too-many", "too many", {"right": self.right})
        if len(set(value)) != len(value):
            raise PydanticCustomError("repeated-code", "repeated", {"right": self.right})
        if self._closed and not self._closed.issuperset(value):
            listed, states = ", ".join(self.closed), _or(self.states)
            right = Text(f"Ange något av: {listed}{states.sv}.", f"Give one of: {listed}{states.en}.")
            raise PydanticCustomError("unknown-code", "unknown", {"right": right, "list": self.list})
        return sorted(value)

    def __get_pydantic_json_schema__(
        self, _schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        item: dict[str, Any] = {"type": "string", "pattern": CODE, "maxLength": 40}
        if self.closed:
            item = {"type": "string", "enum": list(self.closed)}
        codes = {"type": "array", "items": item, "minItems": 1, "maxItems": MOST_CODES, "uniqueItems": True}
        return {
            "anyOf": [codes, {"type": "string", "enum": list(self.states)}],
            "x-code-list": self.list,
            "x-states": list(self.states),
        }


@dataclass(frozen=True)
class NumberOf:
    """A whole number within bounds, or a state instead of it.

    `group` and `role` say where a number belongs that is one of several of its kind (participants by
    role): those are stored as rows of a child table, so that they can be counted by role.
    """

    most: int
    least: int = 0
    states: tuple[str, ...] = (NOT_KNOWN,)
    group: str | None = None
    role: str | None = None

    def __get_pydantic_core_schema__(self, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self._check)

    @property
    def right(self) -> Text:
        states = _or(self.states)
        return Text(
            f"Ett heltal från {self.least} till {self.most}{states.sv}.",
            f"A whole number from {self.least} to {self.most}{states.en}.",
        )

    def _check(self, value: Any) -> Any:
        # Not bool, which is an int too; a whole number without bound was read as an endless one.
        if type(value) is int or value in (math.inf, -math.inf):
            if value < self.least:
                raise PydanticCustomError("too-small", "too small", {"right": self.right})
            if value > self.most:
                raise PydanticCustomError("too-large", "too large", {"right": self.right})
            return value
        if isinstance(value, str) and value in self.states:
            return value
        raise PydanticCustomError("not-a-number", "not a number", {"right": self.right})

    def __get_pydantic_json_schema__(
        self, _schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        number: dict[str, Any] = {"type": "integer", "minimum": self.least, "maximum": self.most}
        if not self.states:
            return number
        return {
            "anyOf": [number, {"type": "string", "enum": list(self.states)}],
            "x-states": list(self.states),
        }


@dataclass(frozen=True)
class HundredthsOf:
    """A mean with at most two decimals, held as a whole number of hundredths so that sums stay exact."""

    most: int
    states: tuple[str, ...] = (NOT_KNOWN, DOES_NOT_APPLY)

    def __get_pydantic_core_schema__(self, _source: Any, _handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self._check)

    def _check(self, value: Any) -> Any:
        states = _or(self.states)
        right = Text(
            f"Ett tal från 0 till {self.most} med högst två decimaler{states.sv}.",
            f"A number from 0 to {self.most} with at most two decimals{states.en}.",
        )
        if isinstance(value, str) and value in self.states:
            return value
        if type(value) not in (int, float):
            raise PydanticCustomError("not-a-number", "not a number", {"right": right})
        if not 0 <= value <= self.most:
            raise PydanticCustomError(
                "too-large" if value > self.most else "too-small", "bounds", {"right": right}
            )
        hundredths = round(value * 100)
        if abs(hundredths - value * 100) > 1e-6:
            raise PydanticCustomError("wrong-format", "decimals", {"right": right})
        return hundredths / 100

    def __get_pydantic_json_schema__(
        self, _schema: CoreSchema, _handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        number = {"type": "number", "minimum": 0, "maximum": self.most, "multipleOf": 0.01}
        return {
            "anyOf": [number, {"type": "string", "enum": list(self.states)}],
            "x-states": list(self.states),
        }


KINDS = (CodeOf, CodesOf, NumberOf, HundredthsOf)
FieldKind = CodeOf | CodesOf | NumberOf | HundredthsOf

WHERE_IT_APPLIES = (NOT_KNOWN, DOES_NOT_APPLY)
LATER_WHERE_IT_APPLIES = (*WHERE_IT_APPLIES, NOT_ASKED)

YesNo = Annotated[str, CodeOf("yes-no")]
LevelCode = Annotated[str, CodeOf("levels", WHERE_IT_APPLIES), ListCondition("levels")]
LanguageNeeded = Annotated[
    str,
    CodeOf("languages", WHERE_IT_APPLIES),
    FieldCondition("other_language_needed", ("yes",)),
    ExcludedEntries("common", True),
]
"""The other language, only where another language was needed."""
