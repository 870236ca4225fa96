"""The parameters of a table's endpoint: which there are, and how the API's description tells of them.

They are read from the address itself (`parsing`), since the framework would let unknown ones pass.
"""

from app.catalogue.model import CODE
from app.kit.json_values import JsonObject
from app.kit.language import LANGUAGES
from app.statistics.formats import FORMATS
from app.tables.count_selection import DIVISIONS
from app.tables.declaration import Table
from app.tables.layout import all_dimensions

SEVERAL = ("district", "period", "area", "by")
"""Parameters that can be repeated, or hold a list with commas."""
RELEASED_SEVERAL = ("district", "period", "by")
"""Those of released figures: a residential area is finer than any release."""
MOST = 100
"""Most values of one parameter."""
CHOICES: dict[str, tuple[str, ...]] = {
    "edition": ("live", "released"),
    "compare": ("year-before", "tertial-before"),
    "division": DIVISIONS,
    "format": tuple(FORMATS),
    "sep": ("comma", "semicolon"),
    "lang": LANGUAGES,
}
"""Parameters with one value of a few."""

_PERIODS = {
    "month": "`2019-02`, `2019-T1`, `2019` or a range such as `2019-02..2019-08`. Left out: this tertial.",
    "tertial": "`2019-T1`, `2019` or a range such as `2019-T1..2019-T3`. Left out: the last whole tertial.",
    "year": "`2019` or a range such as `2013..2017`. Left out: the last whole year.",
}
_WHOLE = (
    "`2019-T1`, `2019` or a range such as `2019-T1..2019-T3`. Left out: this tertial. Live figures take in "
    "the months that are over, once a month, five answers or contacts at a time."
)
_PERIOD = r"(19|20)[0-9]{2}(-T[1-3]|-(0[1-9]|1[0-2]))?"
_FORMS: dict[str, JsonObject] = {
    "code": {"pattern": f"^$|{CODE}", "maxLength": 40},
    "period": {"pattern": rf"^({_PERIOD}(\.\.{_PERIOD})?)?$", "maxLength": 16},
}
"""The form of one value; an empty one is as good as none."""
_EXAMPLES = {"month": "2019-T1", "tertial": "2019-T1", "year": "2018"}
_MEANING = {
    "edition": "`live`: exact figures as they are now, of a coordinator's own district. `released`: "
    "what is published, rounded to protect individuals, of every district and of the city; in periods that "
    "were published before figures were rounded, what is withheld has the status `suppressed`. Left out: "
    "live for coordinators, released for research keys. Released figures are of whole tertials (or years), "
    "by what the table is usually split by; a longer period is the sum of its parts as they are published, "
    "and is there when all of them are. Several periods or districts come as rows of their own, and without "
    "`by=district` the figures are the city's.",
    "compare": "Adds the rows of an earlier period: the same a year before, or the tertial before. "
    "Each row then says which `period` it is of.",
    "division": "`reported` (if left out): districts as they were then. `current`: merged districts are "
    "counted under what they became.",
    "format": "Wins over `Accept`; JSON if neither says.",
    "sep": "Of CSV: comma (if left out), or semicolon, with a decimal comma in numbers.",
    "lang": "Language of the texts; wins over `Accept-Language`.",
}


def names_of(table: Table) -> tuple[str, ...]:
    """The parameters that a table's endpoint takes."""
    several = tuple(name for name in SEVERAL if name != "area" or table.by_area)
    return (*several, *CHOICES)


def described(table: Table) -> list[JsonObject]:
    """The parameters as OpenAPI has them."""
    by = [dimension.code for dimension in all_dimensions(table)]
    several = {
        "district": _several("Codes of districts. Left out: all whose figures you may see.", _FORMS["code"]),
        "period": _several(
            _period(table),
            _FORMS["period"],
            example=_EXAMPLES[table.grain],
        ),
        "area": _several(
            "Residential areas to narrow to, places outside the city and `not-known` among them.",
            _FORMS["code"],
        ),
        "by": _several(
            f"What to split by. Left out: {', '.join(f'`{code}`' for code in table.usual)}. "
            "Empty: nothing beyond what the table is always split by.",
            {"enum": by},
        ),
    }
    choices = {
        name: {"description": _MEANING[name], "schema": {"type": "string", "enum": list(codes)}}
        for name, codes in CHOICES.items()
    }
    return [{"name": name, "in": "query", **(several | choices)[name]} for name in names_of(table)]


def _period(table: Table) -> str:
    return _WHOLE if table.whole_tertials else _PERIODS[table.grain]


def _several(description: str, form: JsonObject, *, example: str | None = None) -> JsonObject:
    found: JsonObject = {
        "description": f"{description} Several: repeated, or with commas.",
        "schema": {"type": "array", "items": {"type": "string", **form}, "maxItems": MOST},
    }
    return found | ({"example": [example]} if example else {})
