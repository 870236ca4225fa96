"""Who gets which report over HTTP, in which form, with which headers."""

import re
from datetime import timedelta

import pytest
from starlette.testclient import TestClient

from app.access.actor import COMMAND_LINE, Scopes
from app.access.research_keys import service as research_keys
from app.access.roles import Role
from tests.reports import reading
from tests.reports.shelf import HandMade
from tests.support.service import TODAY, Service, example, new_id

AT = "/reports/2024-T1"


@pytest.fixture
def filed(stockholm: Service) -> Service:
    """One session in Farsta."""
    content = example("counselling-session", "stockholm", month="2024-02")
    path = f"/api/v1/counselling-sessions/{new_id()}"
    assert stockholm.tablet("farsta").put(path, json=content).status_code == 201
    return stockholm


def _status(client: TestClient, query: str = "", path: str = AT) -> tuple[int, str]:
    reply = client.get(f"{path}?{query}")
    kind = reply.json()["type"] if "problem" in reply.headers["content-type"] else ""
    return reply.status_code, kind.rpartition("/")[2]


def test_the_working_copy_is_for_whose_figures_it_is_of(filed: Service) -> None:
    city, farsta = filed.coordinator(), filed.coordinator("farsta")
    assert _status(city)[0] == 200
    assert _status(city, "district=farsta")[0] == 200
    assert _status(city, "district=stockholm")[0] == 200
    assert _status(farsta)[0] == 200
    assert "Tertialrapport: Farsta" in farsta.get(AT).text
    assert _status(farsta, "district=skarpnack") == (403, "other-district")
    assert _status(farsta, "district=stockholm") == (403, "other-district")
    assert _status(filed.researcher(), "edition=working&district=farsta") == (403, "not-allowed")
    assert _status(filed.researcher(), "district=farsta") == (404, "nothing-published")
    for other in (filed.tablet("farsta"), filed.account(Role.ADMIN)):
        assert _status(other, "district=farsta") == (403, "not-allowed")
    assert _status(filed.client(), "district=farsta") == (401, "not-signed-in")


def test_the_published_edition_is_for_those_who_may_read_releases(filed: Service) -> None:
    for reader in (filed.coordinator("farsta"), filed.coordinator(), filed.researcher()):
        assert _status(reader, "edition=published&district=skarpnack") == (404, "nothing-published")
    for other in (filed.tablet("farsta"), filed.admin()):
        assert _status(other, "edition=published&district=farsta") == (403, "not-allowed")
    assert _status(filed.client(), "edition=published") == (401, "not-signed-in")
    months = "/reports/2024-02..2024-03"
    assert _status(filed.coordinator(), "edition=published", months) == (422, "invalid-selection")
    assert _status(filed.coordinator(), "", months)[0] == 200


@pytest.mark.parametrize(
    ("path", "query", "kind"),
    [
        ("/reports/2024-T4", "", "invalid-input"),
        ("/reports/igår", "", "invalid-input"),
        ("/reports/2024-T2..2024-T1", "", "invalid-selection"),
        ("/reports/2001..2024", "", "invalid-selection"),
        (AT, "district=atlantis", "invalid-selection"),
        (AT, "district=rinkeby-kista", "invalid-selection"),  # it was merged into another by then
        (AT, "form=docx", "invalid-input"),
        (AT, "edition=secret", "invalid-input"),
        (AT, "lang=fi", "invalid-input"),
    ],
)
def test_what_is_no_report(filed: Service, path: str, query: str, kind: str) -> None:
    assert _status(filed.coordinator(), query, path) == (422, kind)


def test_forms_and_their_headers(filed: Service) -> None:
    client = filed.coordinator("farsta")
    page = client.get(AT, headers={"Accept-Language": "en"})
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["content-language"] == "en"
    assert "Working copy – not for publication" in page.text
    policy = page.headers.get_list("content-security-policy")
    assert len(policy) == 1
    assert "default-src 'none'; style-src 'sha256-" in policy[0]
    reading.page_of(page.content)
    for form, begins, ending in (("pdf", b"%PDF-", "pdf"), ("xlsx", b"PK", "xlsx"), ("zip", b"PK", "zip")):
        reply = client.get(f"{AT}?form={form}&lang=sv")
        assert reply.content.startswith(begins)
        name = f'attachment; filename="rapport-2024-T1-farsta-arbetskopia.{ending}"'
        assert reply.headers["content-disposition"] == name
        assert reply.headers["cache-control"] == "no-store"
        assert reply.headers["x-content-type-options"] == "nosniff"
    assert len(reading.pdf_of(client.get(f"{AT}?form=pdf").content).pages) > 3


def test_a_locked_tertial_is_said_to_be_locked(filed: Service) -> None:
    city = filed.coordinator()
    assert "inte låst, kan ändras" in city.get(AT).text
    assert city.put("/api/v1/locks/2024-T1").status_code == 200
    text = city.get(AT).text
    assert "Perioden är låst: inget mer kan registreras i den." in text
    assert "inte låst" not in text.partition("Befolkning")[0]


def test_a_research_key_opens_what_it_is_for(
    quick: Service, shelf: HandMade, monkeypatch: pytest.MonkeyPatch
) -> None:
    """All tables and districts, or some: the report holds what the key opens and names nothing else."""
    monkeypatch.setattr("app.reports.service.snapshot_of", lambda _database: shelf)
    path = "/reports/2019-T1"
    whole = quick.researcher().get(f"{path}?edition=published&lang=sv")
    assert whole.status_code == 200
    assert "utgåva 2019-T1-r1, publicerad 2019-09-30" in whole.text
    narrow = quick.client()
    scopes = Scopes(tables=frozenset({"routes-in"}), districts=frozenset({"farsta"}))
    with quick.database.writing() as session:
        until = TODAY + timedelta(days=30)
        key = research_keys.create_key(session, COMMAND_LINE, scopes, until, None, quick.here).key
    narrow.headers["Authorization"] = f"Bearer {key}"
    own = narrow.get(f"{path}?edition=published&district=farsta")
    assert own.status_code == 200
    tables = reading.tables_of_html(own.content)
    assert "routes-in" in tables
    assert all("routes-in" in line for line in re.findall(r'class="source">([^<]+)<', own.text))
    assert "next-steps" not in tables
    for other in ("skarpnack", "stockholm"):
        reply = _status(narrow, f"edition=published&district={other}", path)
        assert reply == (403, "out-of-scope"), other
    assert _status(narrow, "edition=published&district=farsta", "/reports/2018-T1") == (
        404,
        "nothing-published",
    )
