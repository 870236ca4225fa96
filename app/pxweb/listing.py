"""The list of tables, one table, code lists, the default selection and the limits, as PxWebApi 2 has them."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from urllib.parse import quote

from app.kit.json_values import JsonObject
from app.kit.language import LANGUAGES, Language, Text
from app.pxweb import words
from app.pxweb.code_lists import PxCodeList
from app.pxweb.cube_selection import CubeSelection
from app.pxweb.cubes import PxCube
from app.pxweb.formats import DEFAULT, OUTPUTS
from app.pxweb.problems import PageNotFound
from app.tables.registry import BY_ID

API_VERSION = "2.0.0"
PAGE_SIZE = 20
LANGUAGE_NAMES = {"sv": "Svenska", "en": "English"}
_SOURCE = Text("Källa: {place}, Stödlogg", "Source: {place}, Stödlogg")


def config(version: str, place: Text, cells: int, calls: int, terms: str, cross_origin: bool) -> JsonObject:
    """What a client must know before it asks. `calls` are a key's own in a minute, `terms` an address."""
    return {
        "apiVersion": API_VERSION,
        "appVersion": version,
        "languages": [{"id": language, "label": LANGUAGE_NAMES[language]} for language in LANGUAGES],
        "defaultLanguage": LANGUAGES[0],
        "maxDataCells": cells,
        "maxCallsPerTimeWindow": calls,
        "timeWindow": 60,
        "license": terms,
        "sourceReferences": [
            {"language": language, "text": _SOURCE.format(place=place.of(language)).of(language)}
            for language in LANGUAGES
        ],
        "defaultDataFormat": DEFAULT,
        "dataFormats": list(OUTPUTS),
        "features": [{"id": "CORS", "params": [{"key": "enabled", "value": str(cross_origin)}]}],
    }


def links(base: str, cube: PxCube, language: Language) -> list[dict[str, str]]:
    own = f"{base}/tables/{cube.id}"
    return [
        {"rel": rel, "hreflang": language, "href": f"{own}{path}?lang={language}"}
        for rel, path in (("self", ""), ("metadata", "/metadata"), ("data", "/data"))
    ]


def table(base: str, cube: PxCube, language: Language) -> JsonObject:
    """One table as the list has it. One whose declaration is gone is not published any more."""
    first, last = cube.periods
    return {
        "type": "Table",
        "id": cube.id,
        "label": cube.label.of(language),
        "description": cube.counted.of(language),
        "updated": f"{cube.updated}T00:00:00Z",
        "firstPeriod": first,
        "lastPeriod": last,
        "category": "public",
        "variableNames": [variable.text.of(language) for variable in cube.variables],
        "discontinued": cube.table not in BY_ID,
        "source": cube.source.of(language),
        "subjectCode": cube.table,
        "timeUnit": "Annual" if cube.yearly else "Other",
        "paths": [
            [
                {"id": "stodlogg", "label": words.SUBJECT.of(language)},
                {"id": cube.table, "label": cube.title.of(language).partition(":")[0]},
            ]
        ],
        "links": links(base, cube, language),
    }


def matching(cubes: Iterable[PxCube], query: str, language: Language) -> list[PxCube]:
    """Tables with every word of the query in their names, variables or values; a `*` is nothing."""
    wanted = [word.strip("*\"'()").casefold() for word in query.split()]
    return [cube for cube in cubes if all(word in _searched(cube, language) for word in wanted)]


def _searched(cube: PxCube, language: Language) -> str:
    texts = [cube.title, cube.counted, cube.source]
    texts += [
        text
        for variable in cube.variables
        for text in (variable.text, *(value.text for value in variable.values))
    ]
    return "\n".join((cube.id, *(one.of(language) for one in texts))).casefold()


def current(cubes: Iterable[PxCube], today: date, days: int, discontinued: bool) -> list[PxCube]:
    since = (today - timedelta(days=min(days, 36_500))).isoformat() if days else ""
    return [cube for cube in cubes if cube.updated >= since and (discontinued or cube.table in BY_ID)]


def kept_in_address(query: str, days: int, discontinued: bool) -> str:
    """What the links to other pages repeat of the address."""
    kept = {"query": query, "pastDays": days, "includeDiscontinued": str(discontinued).lower()}
    return "".join(
        f"&{name}={quote(str(value))}" for name, value in kept.items() if value not in ("", 0, "false")
    )


def page(base: str, cubes: Sequence[PxCube], language: Language, number: int, size: int, kept: str) -> object:
    """One page of tables; `kept` are the address's other parameters. Raises `PageNotFound`."""
    pages = max(1, -(-len(cubes) // size))
    if number > pages:
        raise PageNotFound()
    places = {"self": number, "first": 1, "last": pages}
    if number > 1:
        places["prev"] = number - 1
    if number < pages:
        places["next"] = number + 1
    addresses = [
        {
            "rel": rel,
            "hreflang": language,
            "href": f"{base}/tables?lang={language}{kept}&pageNumber={place}&pageSize={size}",
        }
        for rel, place in places.items()
    ]
    shown = cubes[(number - 1) * size : number * size]
    return {
        "language": language,
        "tables": [table(base, one, language) for one in shown],
        "page": {
            "pageNumber": number,
            "pageSize": size,
            "totalElements": len(cubes),
            "totalPages": pages,
            "links": addresses,
        },
        "links": addresses,
    }


def default_selection(base: str, cube: PxCube, chosen: CubeSelection, language: Language) -> JsonObject:
    """What is given where nothing is selected, as a selection that can be sent."""
    selection = [
        {
            "variableCode": variable.code,
            "valueCodes": (
                [variable.values[place].code for place in places] if variable.code in chosen.shown else []
            ),
        }
        for variable, places in zip(cube.variables, chosen.places, strict=True)
    ]
    return {
        "language": language,
        "selection": selection,
        "placement": {"heading": list(chosen.heading), "stub": list(chosen.stub)},
        "links": links(base, cube, language),
    }


def code_list(base: str, one: PxCodeList, language: Language) -> JsonObject:
    found: JsonObject = {
        "id": one.id,
        "label": one.label.of(language),
        "language": language,
        "languages": list(LANGUAGES),
        "type": one.kind,
        "elimination": one.elimination is not None,
        "values": [
            {"code": value.code, "label": value.text.of(language), "valueMap": list(one.parts[value.code])}
            for value in one.values
        ],
        "links": [
            {
                "rel": "self",
                "hreflang": language,
                "href": f"{base}/codelists/{one.id}?lang={language}",
            }
        ],
    }
    return found | ({"eliminationValueCode": one.elimination} if one.elimination else {})
