"""What an answer says beside its figures: its bytes, headers, tags, hashes and sizes."""

import re
from collections.abc import Iterator
from itertools import product

import httpx

from app.access.guards import guards_of
from app.main import create_routes
from app.pxweb.formats import OUTPUTS
from app.reports.report_formats import FORMS
from app.statistics.parameters import CHOICES
from tests.attacks.reading import CONTENTS, LISTS, NAMED, PX, tables
from tests.attacks.worlds import FIRST, SECOND

PASSING = {"date", "x-request-id", "request-id", "ratelimit", "ratelimit-policy"}
"""Headers of the request and the hour."""
CITY = "stockholm"
LANGUAGES = ("sv", "en")
EDITIONS = ("working", "published")

Trace = tuple[int, tuple[tuple[str, str], ...], bytes]
Asked = tuple[str, tuple[tuple[str, str], ...]]


def trace(reply: httpx.Response) -> Trace:
    """Everything that whoever asked has got, but for random numbers of the request and the account."""
    headers = tuple(sorted((k, v) for k, v in reply.headers.items() if k not in PASSING))
    raw = re.sub(rb"urn:stodlogg:request:[0-9a-f-]+|\bc-[0-9a-z]{6}\b", b"random", reply.content)
    return reply.status_code, headers, raw


def questions(client: httpx.Client) -> Iterator[Asked]:
    """Every address that answers a key, in every format, and some that are refused."""
    yield f"{PX}/config", ()
    yield NAMED, ()
    yield "/research", ()
    yield from ((f"{PX}/codelists/{one}", ()) for one in (*LISTS, "nowhere"))
    for text in ("", "1", "2", "3", "4", "farsta"):
        yield f"{PX}/tables", (("query", text), ("pageSize", "5"))
    yield f"{PX}/tables", (("pageNumber", "99"),)
    for one in tables(client):
        path = f"{PX}/tables/{one['id']}"
        about = client.get(f"{path}/metadata").json()
        yield path, ()
        yield f"{path}/metadata", ()
        yield f"{path}/defaultselection", ()
        yield f"/research/tables/{one['id']}", ()
        every = tuple((f"valueCodes[{code}]", "*") for code in about["id"])
        for name in OUTPUTS:
            yield f"{path}/data", (*every, ("outputFormat", name))
        yield f"{path}/data", (*every, ("lang", "en"))
        yield f"{path}/data", (("valueCodes[district]", "nowhere"),)
        yield f"{path}/data", ((f"valueCodes[{CONTENTS}]", "TOP(0)"),)
    for table in dict.fromkeys(one["subjectCode"] for one in tables(client)):
        for name in CHOICES["format"]:
            yield f"{NAMED}/{table}", (("by", "district"), ("period", FIRST), ("format", name))
        yield f"{NAMED}/{table}", (("by", "month"),)
        yield f"{NAMED}/{table}", (("period", "2019-T3"),)


def traces(client: httpx.Client, asked: list[Asked]) -> dict[Asked, Trace]:
    return {one: trace(client.get(one[0], params=list(one[1]))) for one in asked}


def pages(coordinator: httpx.Client, district: str, *, live: bool) -> dict[Asked, Trace]:
    """What a coordinator gets at every address there is: pages, releases, figures and reports in each form.
    Without `live`, of live figures nothing."""
    return traces(coordinator, list(_addresses(district, live=live)))


def _addresses(district: str, *, live: bool) -> Iterator[Asked]:
    for path in _gets():
        if path.startswith("/reports/"):
            for edition, own, form, language in product(EDITIONS, (district, CITY), FORMS, LANGUAGES):
                if form == "pdf" and (edition, own, language) != ("published", CITY, "sv"):
                    continue  # slow, and of the same document
                if live or edition == "published":
                    about = {"edition": edition, "district": own, "form": form, "lang": language}
                    yield path, tuple(about.items())
                    if form == "html":
                        yield f"/reports/{SECOND}", tuple(about.items())
        elif path.startswith(f"{NAMED}/"):
            for edition, period in product(("live", "released"), (FIRST, SECOND)):
                if live or edition == "released":
                    for name in CHOICES["format"]:
                        if (edition, name) != ("live", "xlsx"):  # says when it was made
                            yield path, (("edition", edition), ("period", period), ("format", name))
        elif live or not path.startswith(LIVE):
            yield path, ()


LIVE = ("/desk", "/api/v1/research-keys", "/api/v1/trail")
"""Where a coordinator of the city sees what is registered now, and who has done what."""


def _gets() -> Iterator[str]:
    """Every address that can be read, with what stands for its parts."""
    for route in guards_of(create_routes().routes):
        method, path = route.split(" ")
        if method == "GET":
            path = path.replace("{release}", f"{FIRST}-r1")
            yield re.sub(r"{(\w+)(:\w+)?}", lambda found: PARTS.get(found[1], "nothing"), path)


PARTS = {"period": FIRST, "tertial": FIRST, "district": CITY, "year": "2019", "id": "routes-in"}
