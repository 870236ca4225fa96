"""A service that holds the demo city, filed once for all tests here, and spoiled copies of it."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path

import pytest

from app.catalogue.catalogue import load
from app.demo.cities import LAST_OWN_MONTH, city_of
from app.demo.city import DemoCity
from app.demo.city_filing import file_demo
from reproduction.figures import Reproduction
from reproduction.statistics import reproduce_statistics
from reproduction.temporary_service import TemporaryService, serve_temporarily
from tests.support.service import Templates, settings_for

Copies = Callable[[], AbstractContextManager[TemporaryService]]


def demo_city(catalogue: str, through: str = LAST_OWN_MONTH) -> DemoCity:
    city = city_of(load(catalogue).municipality, through)
    assert city is not None
    return city


@pytest.fixture(scope="session")
def stockholm_city() -> DemoCity:
    return demo_city("stockholm")


@pytest.fixture(scope="session")
def filed(tmp_path_factory: pytest.TempPathFactory, templates: Templates) -> Iterator[TemporaryService]:
    """A running service with the demo city in an SQLite file. Nothing here may change what it holds."""
    url = templates.sqlite(tmp_path_factory.mktemp("demo") / "demo.db", "stockholm")
    with serve_temporarily(settings_for(url, "stockholm")) as trial:
        assert file_demo(trial.base_url, trial.database, trial.here, LAST_OWN_MONTH).keys() == {"created"}
        yield trial


@pytest.fixture(scope="session")
def reproductions(filed: TemporaryService) -> list[Reproduction]:
    """Of every printed figure, from the demo city's statistics."""
    return reproduce_statistics(filed)


@pytest.fixture
def copies(filed: TemporaryService, tmp_path: Path) -> Copies:
    """Running services with copies of the demo city, to spoil."""

    @contextmanager
    def copy() -> Iterator[TemporaryService]:
        source, target = filed.here.settings.sqlite_path, tmp_path / "copy.db"
        with closing(sqlite3.connect(str(source))) as whole, closing(sqlite3.connect(target)) as part:
            whole.backup(part)
        with serve_temporarily(settings_for(f"sqlite:///{target}", "stockholm")) as trial:
            yield trial

    return copy
