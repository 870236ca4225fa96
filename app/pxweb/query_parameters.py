"""From an address and a body to what is wanted. Names of parameters do not regard case.

Where figures are asked for, a parameter that the interface does not have is refused: a misspelt one would
otherwise give the default selection, and nobody would notice. Those that it has and that mean nothing at an
address are passed over there, as clients send them everywhere; what tells of tables passes over the rest too.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from app.kit.http.bodies import read_json
from app.kit.language import LANGUAGES, Language, Text
from app.kit.problems import MalformedJson
from app.pxweb.cube_selection import SelectionRequest
from app.pxweb.expressions import split
from app.pxweb.problems import BadParameter, UnsupportedLanguage

BODY_BYTES = 256 * 1024
"""Largest body of a selection: pxwebpy writes every code of a `*`."""
LONGEST_TEXT = 200
MOST_VARIABLES, MOST_VALUES = 50, 10_000
_MOST = 1_000_000

Pairs = Sequence[tuple[str, str]]
PLAIN = ("lang",)
DATA = ("outputformat", "outputformatparams", "heading", "stub")
CONTRACT = {
    *PLAIN,
    *DATA,
    *("query", "pastdays", "includediscontinued", "pagenumber", "pagesize", "defaultselection", "savedquery"),
}
"""Every single parameter that PxWebApi 2 has, in small letters."""
OUTPUT_VALUES = ("aggregated", "single")
"""What is wanted of each variable: the values of its code list (if nothing is said), or those it adds up."""


@dataclass(frozen=True)
class QueryParameters:
    """An address's parameters: single ones by name, and those of each variable."""

    single: Mapping[str, list[str]] = field(default_factory=dict)
    of_variables: Mapping[str, Mapping[str, list[str]]] = field(default_factory=dict)

    def one(self, name: str) -> str | None:
        """A parameter's value; an empty one is none. Raises `BadParameter` for two different ones."""
        given = set(filter(None, self.single.get(name, [])))
        if len(given) > 1:
            raise BadParameter(Text(f"{name} får anges en gång.", f"{name} may be given once."))
        return given.pop() if given else None

    def text(self, name: str) -> str:
        """A text that is looked for. Raises `BadParameter` for one that is too long."""
        given = self.one(name) or ""
        if len(given) > LONGEST_TEXT:
            raise BadParameter(Text(f"Högst {LONGEST_TEXT} tecken.", f"At most {LONGEST_TEXT} characters."))
        return given

    def several(self, name: str) -> list[str]:
        """The values of a parameter, whether repeated or with commas."""
        return [part for text in self.single.get(name, []) for part in split(text)]

    def number(self, name: str, usual: int) -> int:
        """A whole number from 1 on. Raises `BadParameter`."""
        given = self.one(name)
        if given is None or not given:
            return usual
        if not (given.isascii() and given.isdigit() and 1 <= int(given[:9]) <= _MOST and len(given) < 8):
            raise BadParameter(Text(f"{name} är ett heltal från 1.", f"{name} is a whole number from 1 on."))
        return int(given)

    def flag(self, name: str) -> bool:
        given = (self.one(name) or "false").casefold()
        if given not in ("true", "false"):
            raise BadParameter(Text(f"{name} är true eller false.", f"{name} is true or false."))
        return given == "true"


def parameters(
    pairs: Pairs, known: Iterable[str], variables: Iterable[str] = (), *, strict: bool = False
) -> QueryParameters:
    """Sort an address's parameters into those that mean something here.

    `strict` refuses those that the interface does not have. Raises `BadParameter`.
    """
    single: dict[str, list[str]] = {}
    of_variables: dict[str, dict[str, list[str]]] = {}
    here, each = {*known, *PLAIN}, set(variables)
    for name, value in pairs:
        plain, bracket, rest = name.casefold().partition("[")
        of_one = bool(bracket) and rest.endswith("]") and len(rest) > 1
        if of_one and plain in each:
            of_variables.setdefault(plain, {}).setdefault(rest[:-1], []).append(value)
        elif not bracket and plain in here:
            single.setdefault(plain, []).append(value)
        elif strict and (bracket or plain not in CONTRACT):
            names = ", ".join((*sorted(here), *(f"{one}[...]" for one in sorted(each))))
            raise BadParameter(Text(f"Parametrarna här är {names}.", f"The parameters here are {names}."))
    return QueryParameters(single, of_variables)


def language(asked: str | None, preferred: Language) -> Language:
    """The language of `lang`, or the reader's own. Raises `UnsupportedLanguage`."""
    if asked is None:
        return preferred
    for one in LANGUAGES:
        if asked.casefold() == one:
            return one
    raise UnsupportedLanguage()


def wanted_of(given: QueryParameters) -> SelectionRequest:
    """The selection that an address makes. Raises `BadParameter`."""
    values = {
        name: [part for text in texts for part in split(text)]
        for name, texts in given.of_variables.get("valuecodes", {}).items()
    }
    lists = {name: texts[-1] for name, texts in given.of_variables.get("codelist", {}).items() if texts[-1]}
    return SelectionRequest(values, lists, *_placed(given), _single(given))


def _single(given: QueryParameters) -> frozenset[str]:
    output = given.of_variables.get("outputvalues", {})
    if not {text.casefold() for texts in output.values() for text in texts} <= {"", *OUTPUT_VALUES}:
        raise BadParameter(
            Text("outputValues är aggregated eller single.", "outputValues is aggregated or single.")
        )
    return frozenset(name for name, texts in output.items() if texts[-1].casefold() == "single")


def _placed(given: QueryParameters) -> tuple[tuple[str, ...] | None, tuple[str, ...] | None]:
    heading, stub = (
        tuple(given.several(name)) if name in given.single else None for name in ("heading", "stub")
    )
    return heading, stub


class VariableSelection(BaseModel):
    """What is wanted of one variable."""

    model_config = ConfigDict(extra="forbid")

    variableCode: str = Field(min_length=1, max_length=100, description="The variable's code.")
    valueCodes: list[str] = Field(
        default_factory=list,
        max_length=MOST_VALUES,
        description="Codes and selection expressions; none leaves the variable out, where that can be.",
    )
    codelist: str | None = Field(default=None, description="A code list of the variable.")
    codeList: str | None = Field(default=None, description="The same, as some clients write it.")
    outputValues: Literal["aggregated", "single"] | None = Field(
        default=None, description="The values of the code list, or those that it adds up."
    )


class Placement(BaseModel):
    """Where the variables go in a table: the others stand in the stub."""

    model_config = ConfigDict(extra="forbid")

    heading: list[str] = Field(default_factory=list, max_length=MOST_VARIABLES)
    stub: list[str] = Field(default_factory=list, max_length=MOST_VARIABLES)


class VariablesSelection(BaseModel):
    """A selection. An empty one is the table's default selection."""

    model_config = ConfigDict(extra="forbid")

    selection: list[VariableSelection] = Field(max_length=MOST_VARIABLES)
    placement: Placement | None = None


def wanted_from(body: bytes, given: QueryParameters) -> SelectionRequest:
    """The selection that a body makes; the address may place its variables.

    Raises `MalformedJson`, `BadParameter`.
    """
    if not body.strip():
        return SelectionRequest({}, {}, *_placed(given))
    read: object = read_json(body)
    try:
        asked = VariablesSelection.model_validate(read)
    except ValidationError:
        raise MalformedJson(
            Text(
                'Formen är {"selection": [{"variableCode": "...", "valueCodes": ["..."]}]}.',
                'The form is {"selection": [{"variableCode": "...", "valueCodes": ["..."]}]}.',
            )
        ) from None
    names = [one.variableCode.casefold() for one in asked.selection]
    if len(set(names)) < len(names):
        raise BadParameter(Text("En variabel står två gånger.", "A variable stands twice."))
    values = {one.variableCode: one.valueCodes for one in asked.selection}
    lists = {one.variableCode: name for one in asked.selection if (name := one.codelist or one.codeList)}
    heading, stub = _placed(given)
    if asked.placement is not None and heading is None and stub is None:
        heading, stub = tuple(asked.placement.heading), tuple(asked.placement.stub)
    single = frozenset(one.variableCode.casefold() for one in asked.selection if one.outputValues == "single")
    return SelectionRequest(values, lists, heading, stub, single | _single(given))
