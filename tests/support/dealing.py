"""How tests are dealt out to parallel workers: what shares a costly fixture stays together.

A filled city, a release or a server takes longer to make than the tests that look at it. The rest is dealt
out one by one, the large lots first, so that the workers end together.
"""

from xdist.scheduler import LoadScopeScheduling

FOLDERS = ("demo", "desk", "reports")
"""Folders whose tests share what their conftest makes."""

MODULES = (
    "anonymity/test_requests.py",
    "attacks/",
    "browser/",
    "disclosure/suppression/test_large.py",
    "intake/test_bad_input.py",
    "pxweb/",
    "release/test_freezing.py",
    "release/test_public_constraints.py",
    "release/test_table_layout.py",
    "statistics/test_released.py",
    "test_openapi.py",
    "test_routes.py",
    "test_schemathesis.py",
)
"""Modules, or folders of modules, each of which makes something of its own."""


def lot(nodeid: str) -> str:
    """The name of the lot that a test is dealt out with: its own, where it shares nothing."""
    path = nodeid.partition("::")[0].removeprefix("tests/")
    folder = path.partition("/")[0]
    if folder in FOLDERS:
        return folder
    return path if path.startswith(MODULES) else nodeid


class Dealing(LoadScopeScheduling):
    """The scheduler of parallel runs."""

    def _split_scope(self, nodeid: str) -> str:
        return lot(nodeid)
