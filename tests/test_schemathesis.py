"""A bounded, deterministic run of schemathesis against a server that really listens: no failure on our side,
and no reply that the API's description does not tell of.

Each operation is asked as whoever may use it: by a tablet, the city's coordinator or an administrator.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.config import SchemathesisConfig

from app.access.roles import Role
from tests.support.live import ROOT, Live
from tests.support.service import Templates

pytestmark = pytest.mark.slow

EXAMPLES = 15
"""Generated requests for each operation, beside the deterministic ones at the bounds of its schema."""

CONFIG = SchemathesisConfig.from_dict(
    {
        "generation": {
            "max-examples": EXAMPLES,
            "deterministic": True,
            "database": "none",
            # The cookies are the real ones; tests/test_routes.py tries all the others.
            "with-security-parameters": False,
        },
        "checks": {
            # Whether a code is in its list, a month before today or a sum right, no schema can say: 422 is
            # right for data that fits the schema. So are the contract's other answers: an unknown id (404),
            # other content under the same address (409), a locked tertial (409), another ETag (412), a code
            # that never was (403).
            "positive_data_acceptance": {
                "expected-statuses": ["2xx", "403", "404", "409", "410", "412", "422"]
            },
        },
        "operations": [
            {
                # Their addresses also have the form of one tablet's, or of one meeting's posters, which take
                # DELETE: Allow names both.
                "include-operation-id": ["make_device_code", "print_poster"],
                "checks": {
                    "allow_header_conformance": {"enabled": False},
                    "unsupported_method": {"enabled": False},
                },
            },
            {
                # PxWebApi 2 says 400 of what no schema can: a variable, value or code list that a table does
                # not have, or parameters that do not go together.
                "include-operation-id": ["px_tables", "px_metadata", "px_data", "px_data_selected"],
                "checks": {
                    "positive_data_acceptance": {
                        "expected-statuses": ["2xx", "400", "403", "404", "413", "415"]
                    },
                },
            },
            {
                "include-operation-id": "post_batch",
                # What is wrong with one record of a batch is said in its verdict; the others are filed.
                "checks": {"negative_data_rejection": {"enabled": False}},
                # The bounds of each record's schema are tried by its PUT: here they would be 1,500 cases.
                "phases": {"coverage": {"enabled": False}},
            },
        ],
    }
)
OF_THE_STATISTICS = ("routes-in", "helpfulness", "enrolment", "context")
"""One table of each kind: the others' routes are made by the same function, and read by the same code."""

schema = schemathesis.openapi.from_path(ROOT / "openapi" / "openapi.json", config=CONFIG).exclude(
    path_regex=rf"/statistics/(?!({'|'.join(OF_THE_STATISTICS)})$)"
)


class Cookies:
    """The cookies of each kind of client; new ones where a request ends or changes its own."""

    def __init__(self, live: Live) -> None:
        self.live = live
        self._kept = {"admin": self._sign_in(Role.ADMIN), "coordinator": self._sign_in(Role.COORDINATOR)}
        self._tablet = dict(live.tablet("farsta").cookies)

    def _sign_in(self, role: Role) -> dict[str, str]:
        return dict(self.live.account(role).cookies)

    def of(self, operation: str) -> dict[str, str]:
        if operation in ("sign_out", "set_password"):
            return self._sign_in(Role.COORDINATOR)
        if operation in ("create_account", "list_accounts", "remove_account", "make_account_link"):
            return self._kept["admin"]
        if operation == "disconnect_device":
            return dict(self.live.tablet("farsta").cookies)
        return self._tablet | self._kept["coordinator"]


@pytest.fixture(scope="module")
def cookies(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cookies]:
    folder: Path = tmp_path_factory.mktemp("schemathesis")
    url = templates.sqlite(folder / "stodlogg.db", "stockholm")
    with Live(url, "stockholm", folder, attempts_per_hour=1_000_000) as live:
        yield Cookies(live)
        assert live.is_running(), live.said()


@schema.parametrize()
@settings(
    max_examples=EXAMPLES,
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=list(HealthCheck),
)
def test_every_reply_is_as_described(case: Any, cookies: Cookies) -> None:
    sent = cookies.of(case.operation.definition.raw["operationId"])
    case.call_and_validate(base_url=cookies.live.url, cookies=sent)
