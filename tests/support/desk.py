"""Requests to the desk's pages that are right for who may make them: for the tests that try every route."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from starlette.testclient import TestClient

from app.answers import invitations
from app.kit.db.database import Database
from tests.support.releases import ROUNDED, put_checked, put_draft, put_locked, put_on_shelf, small_table
from tests.support.service import TODAY

TERTIAL, LOCKED, CHECKED = "2020-T1", "2018-T1", "2020-T2"
"""Of a release of the desk's own, and a tertial that is locked on the way."""

PLAIN = ("/s/", "/S/", "/spindle/", "/Spindle/", "/desk", "/sign-in")
"""Addresses whose forms are plain ones, and not JSON."""

CONTEXT = dict.fromkeys(
    ("children_0_6", "children_0_20", "reports_of_concern", "advisers_total", "advisers_funded"), "5"
)
SCORES = dict.fromkeys(invitations.items(), "3")

Call = tuple[str, str, Any]


def call(
    method: str,
    path: str,
    district: str,
    city: TestClient,
    made: Callable[[str], Mapping[str, str]],
    database: Database,
    wait: Callable[[float], None],
) -> Call | None:
    """A request to one of the desk's or the invited partners' routes, or None for another's.

    `made` makes a device, a research key or an account and returns its mark or code by name; `wait` waits
    for a check that goes on after its reply.
    """
    if path.startswith("/desk/closing/"):
        return method, path.format(tertial=_ready(path, database, city, wait)), _closing(path, district)
    bodies: dict[str, Callable[[], Any]] = {
        "/sign-in": lambda: made("account"),
        "/desk/accounts": lambda: {"holder": f"coordinator:{district}"},
        "/desk/password": lambda: dict.fromkeys(("password", "again"), "femton vita svanar"),
        "/desk/keys": lambda: {"tables": ["reach"], "expires": "2027-06-30"},
        "/desk/spindle": lambda: _invitation(district),
        "/desk/tablets": lambda: {"district": district},
        "/desk/waiting": lambda: {"through": "2019-01"},
        "/desk/returns/{activity}/{about}/{period}": lambda: CONTEXT,
        "/spindle/{typed:anything}": lambda: SCORES,
        "/Spindle/{typed:anything}": lambda: SCORES,
    }
    body = bodies[path]() if method == "POST" and path in bodies else None
    if path.lower() == "/spindle/{typed:anything}":
        page = city.post("/desk/spindle", data=_invitation(district)).text
        token = re.findall(r"/spindle/([0-9a-z-]{19})", page)[0]
        return method, path.partition("{")[0] + token, body
    if path.startswith("/desk/returns/"):
        return method, path.format(activity="context", about=district, period="2020"), body
    if path.startswith("/desk/") and "{mark}" in path:
        return method, path.format(**made("device" if "tablets" in path else "key")), body
    if path.startswith("/desk/accounts/"):
        return method, path.format(account=made("account's mark")["account"]), {}
    return (method, path, body) if path.startswith("/desk") or path == "/sign-in" else None


def _invitation(district: str) -> dict[str, str]:
    return {"district": district, "tertial": "2023-T1", "organisation_type": "preschool", "number": "1"}


def _ready(path: str, database: Database, city: TestClient, wait: Callable[[float], None]) -> str:
    """Bring a tertial to where the act or page can be; the tertial."""
    act = path.rpartition("/")[2]
    tables = [small_table(period=TERTIAL)]
    if act in ("exceptions", "end"):
        assert city.put(f"/api/v1/locks/{LOCKED}").is_success
        return LOCKED
    if act == "lock":
        put_draft(database, LOCKED)
        return LOCKED
    if act == "check":
        wait(60)
        put_locked(database, CHECKED)
        return CHECKED
    if act == "publish":
        put_checked(database, tables, TERTIAL, ROUNDED)
    elif act in ("changes", "progress", "revision", "withdrawal"):
        put_on_shelf(database, tables, TERTIAL, parameters=ROUNDED)
        put_on_shelf(database, tables, TERTIAL, parameters=ROUNDED)
    return TERTIAL


def _closing(path: str, district: str) -> dict[str, str] | None:
    return {
        "lock": {"read": "yes"},
        "withdrawal": {"reason": "wrong-figures"},
        "exceptions": {"district": district, "last_day": str(TODAY)},
        "end": {"district": district},
    }.get(path.rpartition("/")[2])
