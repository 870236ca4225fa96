"""How answers travel: to whom, how often, packed, unchanged, from elsewhere, and after a publication."""

import gzip
import threading
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import httpx
import pytest
import zstandard

from app.access.actor import COMMAND_LINE
from app.access.research_keys import service as research_keys
from app.access.roles import Role
from app.kit.http.parts import part
from app.published.content_encoding import encoding_of
from app.published.fast_path import FastPath
from app.published.response_cache import CachedResponse, ResponseCache
from tests.pxweb.conftest import Served
from tests.pxweb.releases import publish, routes_in
from tests.support.service import Service

DATA = "/tables/routes-in/data?valueCodes[district]=*&valueCodes[route_in]=*&valueCodes[ContentsCode]=*"
EVERY = f"{DATA}&valueCodes[tertial]=*"
PATHS = ("/config", "/tables", "/tables/routes-in", "/tables/routes-in/metadata", EVERY)


@pytest.mark.parametrize("path", PATHS)
def test_only_readers_are_let_in(served: Served, path: str) -> None:
    key = served.key()
    reply = {
        name: served.live.client(base_url=f"{served.live.url}/api/v2").get(path, headers=headers).status_code
        for name, headers in {
            "nobody": {},
            "wrong": {"Authorization": "Bearer stodlogg_wrong"},
            "bearer": {"Authorization": f"Bearer {key}"},
            "basic": {"Authorization": f"Basic {b64encode(f'x:{key}'.encode()).decode()}"},
        }.items()
    }
    assert reply == {"nobody": 401, "wrong": 401, "bearer": 200, "basic": 200}
    district = served.live.account(Role.COORDINATOR, "farsta")
    assert district.get(f"/api/v2{path}").status_code == 200
    assert served.live.account(Role.ADMIN).get(f"/api/v2{path}").status_code == 403


@pytest.mark.parametrize("path", PATHS)
def test_a_revoked_key_gets_nothing_more(served: Served, path: str) -> None:
    """Also where the answer is ready, and the key was in use a moment ago."""
    key = served.key()
    client = served.client(key)
    for _ in range(3):
        assert client.get(path).status_code == 200
    here = served.live.here()
    known = research_keys.find_key(served.database, key, here)
    assert known is not None
    with served.database.writing() as session:
        research_keys.revoke_key(session, COMMAND_LINE, known[0].mark, here)
    reply = client.get(path)
    assert reply.status_code == 401
    assert reply.headers["www-authenticate"].startswith("Bearer")


def test_a_key_is_revoked_in_the_middle_of_many_requests(served: Served) -> None:
    """Whatever is asked after the revocation is refused, however many ask at once."""
    key = served.key()
    here, begun, revoked = served.live.here(), threading.Barrier(7), threading.Event()
    known = research_keys.find_key(served.database, key, here)
    assert known is not None

    def ask() -> tuple[list[int], list[int]]:
        """What was answered before the revocation was done, and to what was asked after it."""
        client = served.client(key)
        before = [client.get(EVERY).status_code]
        begun.wait(60)
        while not revoked.is_set():
            before.append(client.get(EVERY).status_code)
        return before, [client.get(EVERY).status_code for _ in range(5)]

    with ThreadPoolExecutor(6) as pool:
        asking = [pool.submit(ask) for _ in range(6)]
        begun.wait(60)
        with served.database.writing() as session:
            research_keys.revoke_key(session, COMMAND_LINE, known[0].mark, here)
        revoked.set()
    for before, after in (one.result() for one in asking):
        assert before[0] == 200
        assert set(before) <= {200, 401}
        assert after == [401] * 5


def test_a_failure_of_ours_is_a_problem_here_too(quick: Service, monkeypatch: pytest.MonkeyPatch) -> None:
    """What fails before any route is looked for is told of as what fails in one: never with what it said."""

    async def failing(*_: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(part(quick.app, FastPath), "find", failing)
    reply = quick.researcher().get("/api/v2/config", headers={"Accept-Language": "en"})
    assert (reply.status_code, reply.json()["type"]) == (500, "/problems/internal-error")
    assert reply.json()["instance"].startswith("urn:stodlogg:request:")
    assert "secret" not in reply.text
    assert reply.headers["x-content-type-options"] == "nosniff"


def test_scopes_limit_what_is_there(served: Served) -> None:
    client = served.client(served.key(frozenset({"routes-in", "context"}), frozenset({"farsta"})))
    assert [one["id"] for one in client.get("/tables").json()["tables"]] == ["routes-in", "context"]
    assert client.get("/tables/next-steps").status_code == 404
    metadata = client.get("/tables/routes-in/metadata").json()
    assert list(metadata["dimension"]["district"]["category"]["index"]) == ["farsta", "stockholm"]
    assert metadata["size"][0] == 2
    everything = served.client().get(EVERY).json()
    own = client.get(EVERY).json()
    width = len(own["value"]) // 2
    assert own["value"] == [*everything["value"][:width], *everything["value"][-width:]]
    refused = client.get(EVERY.replace("[district]=*", "[district]=jarva"))
    assert (refused.status_code, refused.json()["type"]) == (400, "/problems/no-such-value")
    lists = client.get("/codelists/agg_district_current").json()
    assert [one["code"] for one in lists["values"]] == ["farsta", "stockholm"]
    for _ in range(2):  # what is ready for one is not given to the other
        assert served.client().get(EVERY).json() == everything
        assert client.get(EVERY).json() == own


@pytest.mark.parametrize("path", PATHS[1:])
def test_the_limit_counts_every_answer(served: Served, path: str) -> None:
    client = served.client(served.key(per_minute=4))
    assert client.get("/config").json()["maxCallsPerTimeWindow"] == 4
    left = []
    replies = [client.get(path), client.get(path), client.get("/tables/moon"), client.get(path)]
    for reply in replies[:3]:
        assert reply.headers["ratelimit-policy"] == '"key";q=4;w=60'
        left.append(int(reply.headers["ratelimit"].split(";")[1].removeprefix("r=")))
    assert left == [2, 1, 0]
    assert [reply.status_code for reply in replies] == [200, 200, 404, 429]
    last = replies[3]
    assert 1 <= int(last.headers["retry-after"]) <= 60
    assert last.headers["ratelimit"].startswith('"key";r=0;')
    assert last.json()["type"] == "/problems/too-many-requests"


@pytest.mark.parametrize("path", PATHS[1:])
def test_what_the_client_has_is_not_sent_again(client: httpx.Client, path: str) -> None:
    first = client.get(path)
    for tag in (first.headers["etag"], f'"other", W/{first.headers["etag"]}', "*"):
        again = client.get(path, headers={"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == first.headers["etag"]
        assert again.headers["cache-control"] == "private, no-cache"
        assert "Authorization" in again.headers["vary"]
        assert "ratelimit" in again.headers
    assert client.get(path, headers={"If-None-Match": '"other"'}).status_code == 200
    assert not first.headers["etag"].startswith("W/")


@pytest.mark.parametrize("path", PATHS)
def test_head_says_what_get_would(client: httpx.Client, path: str) -> None:
    got = client.get(path, headers={"Accept-Encoding": "identity"})
    for _ in range(2):
        head = client.head(path, headers={"Accept-Encoding": "identity"})
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["content-length"] == str(len(got.content))
        assert head.headers["etag"] == got.headers["etag"]
    assert client.head("/tables/moon").status_code == 404


def test_answers_are_packed_as_the_client_takes_them(served: Served) -> None:
    client = served.client()
    plain = client.get(EVERY, headers={"Accept-Encoding": "identity"})
    tags = {plain.headers["etag"]}
    for accepted, expected in (("gzip", "gzip"), ("zstd, gzip", "zstd"), ("gzip, zstd;q=0.1", "gzip")):
        with client.stream("GET", EVERY, headers={"Accept-Encoding": accepted}) as reply:
            raw = b"".join(reply.iter_raw())
        assert reply.headers["content-encoding"] == expected
        assert int(reply.headers["content-length"]) == len(raw) < len(plain.content)
        unpacked = gzip.decompress(raw) if expected == "gzip" else zstandard.decompress(raw)
        assert unpacked == plain.content
        tags.add(reply.headers["etag"])
    assert len(tags) == 3  # a strong tag is of its bytes
    for packed in ("xlsx", "parquet"):
        reply = client.get(f"{EVERY}&outputFormat={packed}", headers={"Accept-Encoding": "gzip"})
        assert "content-encoding" not in reply.headers


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("", "identity"),
        ("gzip", "gzip"),
        ("x-gzip", "gzip"),
        ("zstd", "zstd"),
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip;q=0", "identity"),
        ("*;q=0.5, zstd;q=0", "gzip"),
        ("identity;q=1, gzip;q=0.5", "identity"),
        ("gzip;q=nonsense", "identity"),
        ("br", "identity"),
        ("*;q=0", "identity"),
        ("GZIP;Q=0.3", "gzip"),
    ],
)
def test_encodings(accepted: str, expected: str) -> None:
    assert encoding_of(accepted) == expected


def test_other_origins_are_those_of_the_setting(served: Served) -> None:
    client = served.client()
    ours, theirs = "https://partner.example", "https://evil.example"
    for path in (EVERY, "/tables/moon"):
        for _ in range(2):
            assert client.get(path, headers={"Origin": ours}).headers["access-control-allow-origin"] == ours
            assert "access-control-allow-origin" not in client.get(path, headers={"Origin": theirs}).headers
    asking = {"Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"}
    nobody = served.live.client(base_url=f"{served.live.url}/api/v2")
    allowed = nobody.options(EVERY, headers={"Origin": ours, **asking})
    assert allowed.status_code == 204
    assert "Authorization" in allowed.headers["access-control-allow-headers"]
    assert "access-control-allow-credentials" not in allowed.headers
    refused = nobody.options(EVERY, headers={"Origin": theirs, **asking})
    assert (refused.status_code, "access-control-allow-origin" in refused.headers) == (403, False)
    inside = served.live.client().get("/api/v1/statistics", headers={"Origin": ours})
    assert "access-control-allow-origin" not in inside.headers
    feature = client.get("/config").json()["features"][0]
    assert feature == {"id": "CORS", "params": [{"key": "enabled", "value": "True"}]}


def test_safe_headers_are_on_ready_answers_too(client: httpx.Client) -> None:
    for _ in range(2):
        reply = client.get(EVERY)
        assert reply.headers["x-content-type-options"] == "nosniff"
        assert "default-src" in reply.headers["content-security-policy"]


def test_a_new_release_is_served_at_once(served: Served) -> None:
    """The last of this module: it adds a tertial, and then takes the first one's revision."""
    client = served.client()
    before = client.get(EVERY)
    added = publish(served.database, "2024-T1", [routes_in("2024-T1", 3000)], day=date(2026, 11, 1))
    after = client.get(EVERY)
    assert added == "2024-T1-r1"
    assert after.headers["etag"] != before.headers["etag"]
    periods = after.json()["dimension"]["tertial"]["category"]["index"]
    assert list(periods) == ["2023-T1", "2023-T3", "2024-T1"]
    assert after.json()["updated"].startswith("2026-11-01")
    publish(served.database, "2024-T1", [routes_in("2024-T1", 4000)], revision=2)
    last = client.get(EVERY).json()
    assert 4000 in last["value"]
    assert 3000 not in last["value"]


# ------------------------------------------------------------------------------------------- parts alone


def test_what_is_kept_is_bounded() -> None:
    kept = ResponseCache(most_bytes=20_000)
    for number in range(50):
        kept.put(number, CachedResponse(bytes([number]) * 5_000, "text/plain", "sv"))
        kept.remember(("address", number), number)
    assert kept.bytes <= 20_000
    assert kept.get(49) is not None
    assert kept.at(("address", 0)) is None
    packed = kept.get(49)
    assert packed is not None
    packed.form("gzip")
    before = kept.bytes
    assert kept.get(49) is packed
    assert kept.bytes > before  # the packed form counts too
