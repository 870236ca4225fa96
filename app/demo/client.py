"""A client of the service over HTTP: a tablet or a coordinator, known by a cookie."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Self

import httpx

TIMEOUT = 60.0
"""Seconds to wait for a reply: a batch of 500 on a slow disk takes a few."""


class RequestRefused(Exception):
    """The service refused a request; `args[0]` is what it said, `kind` the problem's, such as
    `tertial-locked`."""

    def __init__(self, message: str, kind: str = "") -> None:
        super().__init__(message)
        self.kind = kind


def open_client(base_url: str) -> httpx.Client:
    """A client for one service. Takes no proxy from the environment: the service is on this machine."""
    return httpx.Client(base_url=base_url, timeout=TIMEOUT, trust_env=False)


class DemoClient:
    """Sends its own cookie by hand, so that it also works where the cookie is meant for HTTPS alone."""

    def __init__(self, client: httpx.Client, cookie: str = "") -> None:
        self._client = client
        self._headers = {"Accept-Language": "en"} | ({"Cookie": cookie} if cookie else {})

    @classmethod
    def sign_in(cls, client: httpx.Client, code: str) -> Self:
        """Whoever has a one-time link's code. Raises `RequestRefused`."""
        return cls(client, _redeem(client, "/api/v1/sign-ins", code)[0])

    @classmethod
    def enrol(cls, client: httpx.Client, code: str) -> tuple[Self, str]:
        """A tablet, and its mark. Raises `RequestRefused`."""
        cookie, body = _redeem(client, "/api/v1/devices", code)
        return cls(client, cookie), str(body["mark"])

    def get(self, path: str) -> Any:
        """The reply's JSON, its numbers exact. Raises `RequestRefused`."""
        return self._send("GET", path).json(parse_float=Decimal)

    def post(self, path: str, body: Any) -> Any:
        """The reply's JSON. Raises `RequestRefused`."""
        return self._send("POST", path, json=body).json()

    def put(self, path: str, body: Any) -> Any:
        """The reply's JSON. Raises `RequestRefused`."""
        return self._send("PUT", path, json=body).json()

    def delete(self, path: str) -> None:
        """Raises `RequestRefused`."""
        self._send("DELETE", path)

    def _send(self, method: str, path: str, **body: Any) -> httpx.Response:
        return _checked(self._client.request(method, path, headers=self._headers, **body))


def _redeem(client: httpx.Client, path: str, code: str) -> tuple[str, Any]:
    """The cookie that the reply sets, as a request sends it back, and the reply's JSON."""
    reply = _checked(client.post(path, json={"code": code}))
    client.cookies.clear()  # several people share the client
    return str(reply.headers["set-cookie"]).partition(";")[0], reply.json()


def _checked(reply: httpx.Response) -> httpx.Response:
    if reply.is_success:
        return reply
    try:
        problem = reply.json()
    except ValueError:
        problem = None
    if not isinstance(problem, dict) or not problem:
        problem = {"title": f"status {reply.status_code}"}
    raise RequestRefused(
        f"{reply.request.method} {reply.request.url.path}: {in_one_line(problem)}", problem_kind(problem)
    )


def problem_kind(problem: Mapping[str, object]) -> str:
    """The last part of a problem's type."""
    return str(problem.get("type", "")).rpartition("/")[2]


def in_one_line(problem: Mapping[str, Any]) -> str:
    """A problem in one line: its title and the fields that it names."""
    fields = [
        f"{fault.get('field')}: {fault.get('message') or fault.get('rule')}"
        for fault in problem.get("errors", [])
    ]
    return "; ".join([str(problem.get("title", "refused")), *fields])
