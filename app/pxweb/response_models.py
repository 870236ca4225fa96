"""How the API's description tells of PxWebApi 2: shapes of its answers, and its parameters."""

from typing import Any, Literal

from pydantic import BaseModel, Field

from app.kit.language import LANGUAGES
from app.pxweb.formats import DEFAULT, OUTPUTS, PARAMETERS
from app.pxweb.listing import PAGE_SIZE
from app.pxweb.query_parameters import LONGEST_TEXT, MOST_VALUES, MOST_VARIABLES, OUTPUT_VALUES

ABOUT_SELECTIONS = """
A value is chosen by its code or by an expression: `*` (all), `*` and `?` within a code, `TOP(n)` and
`TOP(n,offset)`, `BOTTOM(n)`, `RANGE(a,b)`, `FROM(a)`, `TO(a)`; of time, TOP are the latest. Neither names nor
codes regard case. In an address a comma divides values, and an expression with a comma can stand in square
brackets.

A variable that is not chosen is left out at its total, where it has one. Where nothing at all is chosen, the
answer is the default selection.

A year is the sum of its three tertials as they are published: the code list `agg_tertial_year` of `tertial`
has those of which all three are.

Figures are rounded to protect individuals: with the threshold of 5 a `0` stands for 0 to 4, any other figure
for a count from 1 that differs from it by at most 4. A tertial of little data may have a greater threshold;
each table's notes say which. In periods that were published before figures were rounded, `..` is a figure
that is withheld.
""".strip()


class PxLink(BaseModel):
    rel: str
    hreflang: str
    href: str


class PxLanguage(BaseModel):
    id: str
    label: str


class PxSource(BaseModel):
    language: str
    text: str


class PxPair(BaseModel):
    key: str
    value: str


class PxFeature(BaseModel):
    id: str
    params: list[PxPair]


class Config(BaseModel):
    """What the interface can do."""

    apiVersion: str
    appVersion: str
    languages: list[PxLanguage]
    defaultLanguage: str
    maxDataCells: int
    maxCallsPerTimeWindow: int
    timeWindow: int = Field(description="Seconds.")
    license: str
    sourceReferences: list[PxSource]
    defaultDataFormat: str
    dataFormats: list[str]
    features: list[PxFeature]


class PxPath(BaseModel):
    id: str
    label: str


class PxTable(BaseModel):
    """One table as the list has it."""

    type: Literal["Table"]
    id: str
    label: str
    description: str
    updated: str = Field(description="Day of the last publication; no time of day is kept.")
    firstPeriod: str
    lastPeriod: str
    category: Literal["public"]
    variableNames: list[str]
    discontinued: bool
    source: str
    subjectCode: str
    timeUnit: Literal["Annual", "Other"] = Field(description="A tertial has no name of its own there.")
    paths: list[list[PxPath]]
    links: list[PxLink]


class OneTable(PxTable):
    language: str


class PxPage(BaseModel):
    pageNumber: int
    pageSize: int
    totalElements: int
    totalPages: int
    links: list[PxLink]


class Tables(BaseModel):
    """A page of the list of tables."""

    language: str
    tables: list[PxTable]
    page: PxPage
    links: list[PxLink]


class PxVariableSelection(BaseModel):
    variableCode: str
    valueCodes: list[str]


class PxPlacement(BaseModel):
    heading: list[str]
    stub: list[str]


class Selection(BaseModel):
    """A selection that can be sent as it is."""

    language: str
    selection: list[PxVariableSelection]
    placement: PxPlacement
    links: list[PxLink]


class PxCode(BaseModel):
    code: str
    label: str
    valueMap: list[str] = Field(
        description="The codes that it stands for: as reported, or a year's tertials."
    )


class CodeList(BaseModel):
    """Values of a variable: districts in one division, or years."""

    id: str
    label: str
    language: str
    languages: list[str]
    type: Literal["Aggregation", "Valueset"]
    elimination: bool
    eliminationValueCode: str | None = None
    values: list[PxCode]
    links: list[PxLink]


class Dataset(BaseModel):
    """A JSON-stat 2.0 dataset."""

    version: Literal["2.0"]
    class_: Literal["dataset"] = Field(alias="class")
    label: str
    source: str
    updated: str
    note: list[str]
    role: dict[str, list[str]]
    id: list[str]
    size: list[int]
    dimension: dict[str, Any]
    extension: dict[str, Any]
    value: list[int | None]
    status: dict[str, str] | None = Field(
        default=None,
        description="The symbol of each null: `...` not handed in, `....` not known, `.` none, and `..` "
        "withheld in periods that are not rounded.",
    )


HEADERS: dict[str, Any] = {
    "ETag": {"schema": {"type": "string"}, "description": "For `If-None-Match`."},
    "RateLimit": {"schema": {"type": "string"}, "description": "What is left of the key's limit."},
    "RateLimit-Policy": {"schema": {"type": "string"}, "description": "The key's limit."},
}


def _parameter(name: str, description: str, schema: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"name": name, "in": "query", "description": description, "schema": schema, **more}


_TEXT = {"type": "string", "maxLength": LONGEST_TEXT}
_NUMBER = {"type": "integer", "minimum": 1, "maximum": 1_000_000}
LANG = [_parameter("lang", "Language of the texts.", {"type": "string", "enum": list(LANGUAGES)})]
LISTING = [
    *LANG,
    _parameter("query", "Words that the table's names, variables or values all have.", _TEXT),
    _parameter("pastDays", "Published within so many days.", _NUMBER),
    _parameter("includeDiscontinued", "Tables too that are no longer published.", {"type": "boolean"}),
    _parameter("pageNumber", "From 1 on.", _NUMBER),
    _parameter("pageSize", f"Tables on a page; {PAGE_SIZE} if left out.", _NUMBER),
]
_DEEP = {"style": "deepObject", "explode": True}
_LISTED = {"style": "form", "explode": False}
# Codes and expressions: no words, and nothing of them is kept.
_EXPRESSION = {"type": "string", "pattern": r"^[A-Za-z0-9_\*\?\(\)\[\],\.-]{0,200}$"}
_CODE = {"type": "string", "pattern": "^[A-Za-z0-9_-]{1,80}$"}
_BY_VARIABLE = {"type": "object", "propertyNames": _CODE, "maxProperties": MOST_VARIABLES}
_PLACES = {"type": "array", "items": _CODE, "maxItems": MOST_VARIABLES}
_CODE_LIST = _parameter(
    "codelist",
    "A code list of a variable: `codelist[district]=...`.",
    {**_BY_VARIABLE, "additionalProperties": _CODE},
    **_DEEP,
)
METADATA = [*LANG, _CODE_LIST]
_OUTPUT_VALUES = (
    "`aggregated` (if left out): the values of the code list. `single`: of the code list of years the "
    "tertials that they are the sums of."
)
DATA_POSTED = [
    *LANG,
    _parameter("outputFormat", f"{DEFAULT} if left out.", {"type": "string", "enum": list(OUTPUTS)}),
    _parameter(
        "outputFormatParams",
        "Of csv, html and xlsx: codes or texts, a title, the separator.",
        {
            "type": "array",
            "items": {"type": "string", "enum": list(PARAMETERS)},
            "maxItems": len(PARAMETERS),
        },
        **_LISTED,
    ),
    _parameter("heading", "Variables across the table's top.", _PLACES, **_LISTED),
    _parameter("stub", "Variables down the table's side.", _PLACES, **_LISTED),
]
DATA = [
    *DATA_POSTED,
    _parameter(
        "valueCodes",
        "Values of a variable: `valueCodes[tertial]=TOP(3)`.",
        {**_BY_VARIABLE, "additionalProperties": _EXPRESSION},
        **_DEEP,
        example={"tertial": "TOP(3)", "ContentsCode": "*"},
    ),
    _CODE_LIST,
    _parameter(
        "outputValues",
        _OUTPUT_VALUES,
        {**_BY_VARIABLE, "additionalProperties": {"type": "string", "enum": list(OUTPUT_VALUES)}},
        **_DEEP,
    ),
]
_OR_NULL = {"anyOf": [_CODE, {"type": "null"}]}
BODY: dict[str, Any] = {
    "type": "object",
    "description": "A selection. An empty one is the table's default selection.",
    "additionalProperties": False,
    "required": ["selection"],
    "properties": {
        "selection": {
            "type": "array",
            "maxItems": MOST_VARIABLES,
            "items": {
                "type": "object",
                "additionalProperties": False,
                "required": ["variableCode"],
                "properties": {
                    "variableCode": _CODE,
                    "valueCodes": {"type": "array", "items": _EXPRESSION, "maxItems": MOST_VALUES},
                    "codelist": {**_OR_NULL, "description": "A code list of the variable."},
                    "codeList": {**_OR_NULL, "description": "The same, as some clients write it."},
                    "outputValues": {"enum": [*OUTPUT_VALUES, None], "description": _OUTPUT_VALUES},
                },
            },
        },
        "placement": {
            "type": "object",
            "additionalProperties": False,
            "properties": {"heading": _PLACES, "stub": _PLACES},
        },
    },
}


BODY_EXAMPLES: dict[str, Any] = {
    "latest": {
        "summary": "The latest tertial of every district, all values of one variable",
        "value": {
            "selection": [
                {"variableCode": "tertial", "valueCodes": ["TOP(1)"]},
                {"variableCode": "district", "valueCodes": ["*"], "codelist": "agg_district_current"},
                {"variableCode": "route_in", "valueCodes": ["*"]},
            ]
        },
    }
}


def of_data(answers: dict[int | str, dict[str, Any]]) -> dict[int | str, dict[str, Any]]:
    """The same with every output format among what 200 can be."""
    content: dict[str, Any] = {
        output.media_type.partition(";")[0]: {"schema": {"type": "string", "format": "binary"}}
        for output in OUTPUTS.values()
        if output.media_type != "application/json"
    }
    answers[200] = {**answers[200], "content": {"application/json": {}, **content}}
    return answers
