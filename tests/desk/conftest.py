"""One served Stödlogg for the whole folder; tests keep to districts and tertials of their own."""

from collections.abc import Iterator

import httpx
import pytest

from app.access.roles import Role
from tests.support.live import Live
from tests.support.service import Templates


@pytest.fixture(scope="package")
def desk(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    folder = tmp_path_factory.mktemp("desk")
    database_url = templates.sqlite(folder / "stodlogg.db", "stockholm")
    with Live(database_url, "stockholm", folder) as running:
        yield running


@pytest.fixture(scope="package")
def city(desk: Live) -> httpx.Client:
    """A coordinator of the whole city."""
    return _following(desk.account(Role.COORDINATOR))


@pytest.fixture(scope="package")
def other_city(desk: Live) -> httpx.Client:
    """Another one."""
    return _following(desk.account(Role.COORDINATOR))


@pytest.fixture(scope="package")
def farsta(desk: Live) -> httpx.Client:
    """The coordinator of Farsta."""
    return _following(desk.account(Role.COORDINATOR, "farsta"))


@pytest.fixture(scope="package")
def admin(desk: Live) -> httpx.Client:
    return _following(desk.account(Role.ADMIN))


def _following(client: httpx.Client) -> httpx.Client:
    client.follow_redirects = True
    return client
