"""What an answer says beside its figures: its bytes, headers, tags, hashes and sizes."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import replace

import httpx

from app.disclosure.certificate import Json
from app.disclosure.problem import Problem
from app.release.frozen import FrozenTable, as_bytes
from tests.attacks import forms
from tests.attacks.reading import CONTENTS, LISTS, NAMED, PX, tables
from tests.attacks.worlds import FIRST, SECOND

PASSING = {"date", "x-request-id", "request-id", "ratelimit", "ratelimit-policy"}
"""Headers of the request and the hour."""
NAMED_FORMATS = ("json", "csv", "xlsx", "json-stat2")

Trace = tuple[int, tuple[tuple[str, str], ...], bytes]
Asked = tuple[str, tuple[tuple[str, str], ...]]


def trace(reply: httpx.Response) -> Trace:
    """Everything that whoever asked has got, but for the request's own random number."""
    headers = tuple(sorted((k, v) for k, v in reply.headers.items() if k not in PASSING))
    raw = re.sub(rb"urn:stodlogg:request:[0-9a-f-]+", b"urn", reply.content)
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
        for name in forms.READERS:
            yield f"{path}/data", (*every, ("outputFormat", name))
        yield f"{path}/data", (("valueCodes[district]", "nowhere"),)
        yield f"{path}/data", ((f"valueCodes[{CONTENTS}]", "TOP(0)"),)
    for table in dict.fromkeys(one["subjectCode"] for one in tables(client)):
        for name in NAMED_FORMATS:
            yield f"{NAMED}/{table}", (("by", "district"), ("period", "2019"), ("format", name))
        yield f"{NAMED}/{table}", (("by", "month"),)
        yield f"{NAMED}/{table}", (("period", "2019-T3"),)


def traces(client: httpx.Client, asked: list[Asked]) -> dict[Asked, Trace]:
    return {one: trace(client.get(one[0], params=list(one[1]))) for one in asked}


def acts(coordinator: httpx.Client) -> dict[str, Trace]:
    """What those who sign in are told of releases, and the published report."""
    paths = ["/api/v1/releases", *(f"/api/v1/releases/{one}-r1" for one in (FIRST, SECOND))]
    paths += [f"/reports/{one}?edition=published" for one in (FIRST, SECOND)]
    return {one: trace(coordinator.get(one)) for one in paths}


def another_truth(problem: Problem, certificate: Json) -> Problem:
    """The same published figures over other counts: one of the tables that the certificate holds."""
    changes = certificate["tables"]
    assert isinstance(changes, list)
    most = max(changes, key=len)
    counts = tuple(
        count + most.get(atom, 0) for atom, count in zip(problem.atoms, problem.counts, strict=True)
    )
    return replace(problem, counts=counts)


def hash_of(table: FrozenTable) -> str:
    return hashlib.sha256(as_bytes(table)).hexdigest()


def filled(table: FrozenTable, guess: int) -> FrozenTable:
    """The table with a guess where there is a mark."""
    measures = tuple(
        replace(one, values=tuple(guess if value == "withheld" else value for value in one.values))
        for one in table.measures
    )
    return replace(table, measures=measures)


def confirmed_by_hash(table: FrozenTable, told: str, guesses: range) -> list[int]:
    """Guesses of a table's marks (all the same) that a published hash confirms."""
    return [guess for guess in guesses if hash_of(filled(table, guess)) == told]


def confirmed_by_tag(client: httpx.Client, path: str, cell: dict[str, str], guesses: range) -> list[int]:
    """Guesses of one figure that the service confirms, by saying that the client has it already."""
    chosen = {f"valueCodes[{code}]": one for code, one in cell.items()}
    body = client.get(path, params=chosen).content
    head = body[: body.index(b',"value":')]
    found = []
    for guess in guesses:
        tag = hashlib.sha256(head + b',"value":[%d]}' % guess).hexdigest()[:32]
        reply = client.get(path, params=chosen, headers={"If-None-Match": f'"{tag}"'})
        found += [guess] if reply.status_code == 304 else []
    return found
