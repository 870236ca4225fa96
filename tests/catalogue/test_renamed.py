"""The same records under other codes say the same: nothing is read from how a code is spelled."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from sqlalchemy import Connection

from app.activities.activity import Activity
from app.activities.registry import ACTIVITIES, BY_NAME
from app.catalogue.catalogue import Catalogue
from app.demo.cities import LAST_OWN_MONTH, city_of
from app.figures.rows import live_rows
from app.importing.template import template
from app.intake.filing import FiledItem, FiledRecord, Filing, file_all, prepare
from app.release.protection.linked_figures import tables_of
from app.release.protection.release_counts import counted_layouts
from app.reports.figure_book import ReportScope
from app.reports.live_source import LiveSource
from app.reports.report_assembly import make
from app.reports.report_formats import FORMS
from app.reports.report_periods import ReportPeriod
from app.tables.count_selection import CountSelection
from app.tables.engine import count
from app.tables.registry import TABLES
from app.vocabulary.periods import Span, tertial_of
from tests.catalogue.renaming import Renamed, rename
from tests.support.every_record import counting
from tests.support.service import TODAY, Service, Templates, migrate, start

TERTIAL = "2019-T2"


@dataclass(frozen=True)
class Both:
    """A service with the demo's records of a tertial, and one with the same under other codes."""

    was: Service
    now: Service
    renamed: Renamed


def file_demo_tertial(service: Service, tertial: str, renamed: Renamed | None = None) -> None:
    """The demo city's records of a tertial; with the new names where there are any."""
    municipality = renamed.was.municipality if renamed else service.here.catalogue.municipality
    city = city_of(municipality, LAST_OWN_MONTH)
    assert city
    items: list[tuple[Activity, Mapping[str, Any], Mapping[str, Any]]] = []
    for event in city.events:
        if (event.period if "T" in event.period else tertial_of(event.period)) == tertial:
            items.append((BY_NAME[event.activity], {"id": event.id}, event.content))
    for one in city.returns:
        if one.period in (tertial, tertial[:4]):
            activity = BY_NAME[one.activity]
            of = int(one.period) if activity.period == "year" else one.period
            items.append((activity, dict(zip(activity.key, (one.about, of), strict=True)), one.content))
    filing = Filing(service.here.catalogue, TODAY)
    prepared = []
    for activity, key, content in items:
        own = renamed.key(activity, key) if renamed else key
        body = renamed.content(activity, content) if renamed else content
        prepared.append(prepare(FiledItem(activity, own, activity.schema.model_validate(body)), filing))
    with service.database.filing() as connection:
        outcomes = file_all(connection, prepared, filing)
    assert all(isinstance(one, FiledRecord) for one in outcomes), [str(one) for one in outcomes][:3]


@pytest.fixture(scope="module")
def both(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Both]:
    folder = tmp_path_factory.mktemp("renamed")
    renamed = rename("stockholm", folder, seed=20)
    url = f"sqlite:///{folder / 'now.db'}"
    migrate(url, str(renamed.path))
    was, now = (
        start(templates.sqlite(folder / "was.db", "stockholm"), "stockholm"),
        start(url, str(renamed.path)),
    )
    first, second = next(was), next(now)
    file_demo_tertial(first, TERTIAL)
    file_demo_tertial(second, TERTIAL, renamed)
    yield Both(first, second, renamed)
    for one in (was, now):
        next(one, None)


def _figures(service: Service) -> dict[str, list[str]]:
    catalogue = service.here.catalogue
    found = {}
    with service.database.reading() as session:
        for table in TABLES:
            span = Span.parse("2019" if table.grain == "year" else TERTIAL)
            selection = CountSelection(
                (*catalogue.municipality.codes("districts"), catalogue.municipality.city.code),
                (span,),
                ("district", *table.usual),
            )
            counted = count(session.connection(), table, selection, catalogue)
            found[table.id] = [str(one) for one in live_rows(counted, catalogue)]
    return found


def test_every_table_counts_the_same(both: Both) -> None:
    was, now = _figures(both.was), _figures(both.now)
    assert sum(map(len, was.values())) > 1000
    for table, lines in now.items():
        assert [both.renamed.back(line) for line in lines] == was[table], table


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_report_says_the_same(both: Both, language: Any) -> None:
    said = []
    for service in (both.was, both.now):
        catalogue = service.here.catalogue
        data = catalogue.municipality
        with service.database.reading() as session:
            count = counting(catalogue)
            live = LiveSource(
                session.connection(), catalogue, data.codes("districts"), count=count, city=True
            )
            report = make(live, catalogue, ReportScope(ReportPeriod.parse(TERTIAL), data.city.code, language))
        said.append(FORMS["html"].make(report).decode())
    assert both.renamed.back(said[1]) == said[0]
    assert "9" in said[0]


PAGES = (
    "/desk",
    "/desk/returns",
    "/desk/closing",
    "/desk/tablets",
    "/desk/spindle",
    "/desk/keys",
    "/desk/tables",
    "/desk/reports",
)


def _pages(service: Service) -> dict[str, str]:
    client = service.coordinator()
    tertial = f"?tertial={TERTIAL}"
    found = {}
    for path in PAGES:
        reply = client.get(f"{path}{tertial}")
        assert reply.status_code == 200, path
        found[path] = re.sub(r"\bc-[0-9a-z]{6}\b", "", reply.text)  # the coordinator's mark is random
    for language in ("sv", "en"):
        described = client.get(f"/api/v1/catalogue?lang={language}")
        assert described.status_code == 200
        found[language] = described.text
    for activity in ACTIVITIES:
        found[activity.name] = template(activity, service.here.catalogue, "csv", "sv").decode()
    return found


def test_the_pages_the_form_and_the_imports_templates_are_the_same(both: Both) -> None:
    was, now = _pages(both.was), _pages(both.now)
    assert len(was) >= 15
    for name, page in now.items():
        assert both.renamed.back(page) == was[name], name


def _system(connection: Connection, catalogue: Catalogue) -> tuple[list[str], list[str]]:
    """The released tables' words, and all atoms of what is protected, by name."""
    layouts = counted_layouts(connection, catalogue, TERTIAL, TABLES)
    tables = tables_of(layouts, catalogue, 5)
    assert not tables.broken
    linked = tables.linked
    words = [
        f"{shape.table.id} {one.code} {shape.own(one.code)}" for shape in layouts for one in shape.measures
    ]
    return words, [f"{name} {number}" for name, number in zip(linked.atoms, linked.counts, strict=True)]


def test_what_a_release_protects_hangs_together_alike(both: Both) -> None:
    found = []
    for service in (both.was, both.now):
        with service.database.reading() as session:
            found.append(_system(session.connection(), service.here.catalogue))
    assert found[1][0] == found[0][0]
    assert sorted(map(both.renamed.back, found[1][1])) == sorted(found[0][1])
