"""The demo city, filed once for all tests here, its reports, and shelves made by hand."""

from collections.abc import Iterator

import pytest

from app.catalogue.catalogue import Catalogue, load
from app.demo.cities import LAST_OWN_MONTH
from app.demo.city_filing import file_demo
from app.kit.language import Language
from app.release.storage.frozen_table import FrozenTable
from app.reports.document import Report
from app.reports.figure_book import ReportScope, districts_of
from app.reports.live_source import LiveSource
from app.reports.released_source import ReleasedSource
from app.reports.report_assembly import make
from app.reports.report_periods import ReportPeriod
from app.tables.categories import in_use
from app.tables.registry import TABLES
from reproduction.temporary_service import TemporaryService, serve_temporarily
from tests.reports.shelf import HandMade, released_from
from tests.support.every_record import counting
from tests.support.service import Templates, settings_for

HALF_TIME = "2019-02..2019-08"


@pytest.fixture(scope="session")
def city(tmp_path_factory: pytest.TempPathFactory, templates: Templates) -> Iterator[TemporaryService]:
    """A running service with the demo city. Nothing here may change what it holds."""
    url = templates.sqlite(tmp_path_factory.mktemp("reports") / "demo.db", "stockholm")
    with serve_temporarily(settings_for(url, "stockholm")) as trial:
        file_demo(trial.base_url, trial.database, trial.here, LAST_OWN_MONTH)
        yield trial


@pytest.fixture(scope="session")
def half_time(city: TemporaryService) -> Report:
    """The city's report of the months that the half-time report is about."""
    return live_report(city, HALF_TIME)


@pytest.fixture(scope="session")
def stockholm_catalogue() -> Catalogue:
    return load("stockholm")


def live_report(
    trial: TemporaryService,
    period: str,
    district: str = "stockholm",
    language: Language = "sv",
    running: str = "9999-12",
) -> Report:
    """A working copy from a service's database, in a month that runs."""
    catalogue = trial.here.catalogue
    whole = district == catalogue.municipality.city.code
    asked = ReportScope(ReportPeriod.parse(period), district, language, running)
    with trial.database.reading() as session:
        districts, count = districts_of(catalogue, asked), counting(catalogue)
        live = LiveSource(session.connection(), catalogue, districts, count=count, city=whole)
        return make(live, catalogue, asked)


@pytest.fixture(scope="session")
def shelf(city: TemporaryService) -> HandMade:
    """Two tertials of the demo city as released tables with nothing withheld."""
    data = city.here.catalogue.municipality
    made: dict[tuple[str, str], FrozenTable] = {}
    with city.database.reading() as session:
        for tertial in ("2019-T1", "2019-T2"):
            span = ReportPeriod.parse(tertial).span
            districts = tuple(one.code for one in data.districts if in_use(one, (span,)))
            for table in TABLES:
                if table.grain != "year":
                    made[table.id, tertial] = released_from(
                        session.connection(), table, tertial, districts, city.here.catalogue
                    )
    return HandMade(made)


def published_report(
    shelf: HandMade, catalogue: Catalogue, period: str, district: str = "stockholm", language: Language = "sv"
) -> Report:
    """A published edition, which has no connection to anything but a shelf."""
    source = ReleasedSource(shelf, catalogue, shelf.told)
    return make(source, catalogue, ReportScope(ReportPeriod.parse(period), district, language))
