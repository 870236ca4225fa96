"""What an answer says beside its figures: its bytes, headers, tags, hashes and sizes."""

import re
from collections.abc import Iterator
from dataclasses import replace

import httpx

from app.disclosure.rounding.certificate import Json
from app.release.rounding_proof import RoundingProof
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


def another_truth(proof: RoundingProof, certificate: Json) -> RoundingProof:
    """The same published figures over other counts: one of the truths that the certificate holds."""
    truths = certificate["truths"]
    assert isinstance(truths, list)
    atoms, moves = max(truths, key=lambda one: len(one[0]))
    counts = list(proof.linked.counts)
    for atom, move in zip(atoms, moves, strict=True):
        counts[atom] += move
    return replace(proof, linked=replace(proof.linked, counts=tuple(counts)))
