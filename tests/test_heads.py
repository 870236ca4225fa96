"""HEAD says what GET would, without a body, at every address that has a GET."""

from tests.support.service import Service
from tests.test_routes import ROUTES

ADDRESSES = [
    path for route in ROUTES for method, path in [route.split(" ")] if method == "GET" and "{" not in path
]
AT_EVERY_ANSWER = {"content-length", "date"}


def test_a_head_is_answered_as_a_get_everywhere(quick: Service) -> None:
    """Also where nobody is signed in, and where something is refused."""
    client = quick.coordinator()
    for path in (*ADDRESSES, "/no/such/address", "/desk/tables/moon", "/static/stodlogg.css"):
        got, head = client.get(path), client.head(path)
        assert (head.status_code, head.content) == (got.status_code, b""), path
        differing = {name for name, value in got.headers.items() if head.headers.get(name) != value}
        assert differing <= AT_EVERY_ANSWER, path


def test_an_address_without_get_has_no_head(quick: Service) -> None:
    head = quick.coordinator().head("/api/v1/batches")
    assert (head.status_code, head.headers["allow"]) == (405, "POST")
