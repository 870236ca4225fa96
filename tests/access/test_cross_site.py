"""Writes that another site made a browser send: the rule as a table."""

import pytest

from tests.access.service import API, SITE, Service, problem

CASES = [
    ({}, True),
    ({"Sec-Fetch-Site": "same-origin"}, True),
    ({"Sec-Fetch-Site": "none"}, True),
    ({"Sec-Fetch-Site": "same-site"}, False),
    ({"Sec-Fetch-Site": "cross-site"}, False),
    ({"Sec-Fetch-Site": "anything"}, False),
    ({"Origin": SITE}, True),
    ({"Origin": "HTTPS://Stodlogg.Test"}, True),
    ({"Origin": "https://evil.test"}, False),
    ({"Origin": "https://stodlogg.test.evil.test"}, False),
    ({"Origin": "http://stodlogg.test:8080"}, False),
    ({"Origin": "null"}, False),
    # Our own forms: no referrer is sent, so the origin is null; the browser says where they come from.
    ({"Sec-Fetch-Site": "same-origin", "Origin": "null"}, True),
    ({"Sec-Fetch-Site": "cross-site", "Origin": SITE}, False),
    # Reached by another address than the public one, such as a proxy's inside.
    ({"Host": "10.1.2.3:8000", "Origin": "http://10.1.2.3:8000"}, True),
    ({"Host": "10.1.2.3:8000", "Origin": SITE}, True),
    ({"Host": "10.1.2.3:8000", "Origin": "http://10.1.2.3:9000"}, False),
]


@pytest.mark.parametrize(("headers", "allowed"), CASES, ids=str)
def test_a_write_with_a_cookie(small: Service, headers: dict[str, str], allowed: bool) -> None:
    for client, probe in ((small.tablet(), "adviser"), (small.coordinator(), "coordinator")):
        cookie = "; ".join(f"{one.name}={one.value}" for one in client.cookies.jar)
        reply = small.nobody().put(f"/probe/{probe}", headers=headers | {"Cookie": cookie})
        assert reply.status_code == (200 if allowed else 403)
        if not allowed:
            assert problem(reply) == "cross-site"
        read = small.nobody().get(f"/probe/{probe}", headers=headers | {"Cookie": cookie})
        assert read.status_code == 200


@pytest.mark.parametrize(("headers", "allowed"), CASES, ids=str)
def test_enrolling_and_signing_in(small: Service, headers: dict[str, str], allowed: bool) -> None:
    """Nobody is made to enrol or sign in as somebody else's, either."""
    code = small.device_code()
    reply = small.nobody().post(f"{API}/devices", json={"code": code}, headers=headers)
    assert reply.status_code == (201 if allowed else 403)
    assert ("set-cookie" in reply.headers) is allowed
