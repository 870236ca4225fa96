"""Filing a demo city over HTTP: everything once, nothing left behind but the records."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app.access.accounts.tables import ACCOUNT
from app.access.actor import COMMAND_LINE
from app.access.devices.tables import DEVICE
from app.access.one_time_codes import ONE_TIME_CODE
from app.access.sign_in.tables import SIGN_IN
from app.access.use_states import CLOSED
from app.activities.registry import ACTIVITIES, BY_NAME
from app.demo.cities import LAST_OWN_MONTH
from app.demo.city import DemoCity
from app.demo.city_filing import Tell, coordinator_code, file_city, file_demo, is_filed
from app.demo.client import DemoClient, RequestRefused, open_client
from app.intake.locks.service import lock_tertial
from app.kit.db.database import Database
from reproduction.figures import Reproduction
from reproduction.temporary_service import TemporaryService, serve_temporarily
from tests.demo.conftest import demo_city
from tests.support.service import Templates, settings_for


@pytest.fixture
def lindesberg(tmp_path: Path, templates: Templates) -> Iterator[TemporaryService]:
    """A running service on Lindesberg's catalogue, empty."""
    url = templates.sqlite(tmp_path / "stodlogg.db", "lindesberg")
    with serve_temporarily(settings_for(url, "lindesberg")) as trial:
        yield trial


def stored(database: Database) -> Counter[str]:
    with database.reading() as session:
        counts = {
            one.name: session.execute(select(func.count()).select_from(one.table)).scalar_one()
            for one in ACTIVITIES
        }
    return Counter({name: count for name, count in counts.items() if count})


def file(trial: TemporaryService, city: DemoCity, tell: Tell = lambda number: None) -> Counter[str]:
    with coordinator_code(trial.database, trial.here) as code, open_client(trial.base_url) as client:
        return file_city(client, city, code, tell)


def expected(city: DemoCity) -> Counter[str]:
    return Counter(one.activity for one in city.everything)


def test_every_record_is_there_once(filed: TemporaryService, stockholm_city: DemoCity) -> None:
    assert stored(filed.database) == expected(stockholm_city)


def test_filing_twice_changes_nothing(lindesberg: TemporaryService) -> None:
    city = demo_city("lindesberg")
    first = file_demo(lindesberg.base_url, lindesberg.database, lindesberg.here, LAST_OWN_MONTH)
    second = file_demo(lindesberg.base_url, lindesberg.database, lindesberg.here, LAST_OWN_MONTH)
    assert first == {"created": city.size}
    assert second == {"same": city.size}
    assert stored(lindesberg.database) == expected(city)


def test_it_is_told_how_far_it_has_come(lindesberg: TemporaryService) -> None:
    city, told = demo_city("lindesberg"), list[int]()
    file(lindesberg, city, told.append)
    assert sum(told) == city.size
    assert max(told) <= 500


def test_no_tablet_account_or_sign_in_is_left_open(
    filed: TemporaryService, reproductions: list[Reproduction]
) -> None:
    assert reproductions  # read by another account, closed by now too
    with filed.database.reading() as session:
        accounts = session.execute(select(ACCOUNT.c.state)).scalars().all()
        tablets = session.execute(select(DEVICE.c.state)).scalars().all()
        open_ = [session.execute(select(table)).first() for table in (ONE_TIME_CODE, SIGN_IN)]
    assert (len(accounts), len(tablets)) == (2, 8)  # a tablet for each district
    assert {*accounts, *tablets} == {CLOSED}
    assert open_ == [None, None]


def test_a_refused_record_is_named_and_ends_the_filing(lindesberg: TemporaryService) -> None:
    city = demo_city("lindesberg")
    wrong = replace(city.events[40], content={**city.events[40].content, "month": "1999-01"})
    spoiled = DemoCity([*city.events[:40], wrong, *city.events[41:]], city.returns)
    with pytest.raises(RequestRefused, match=f"{wrong.activity} {wrong.id}: .*month: "):
        file(lindesberg, spoiled)


def test_a_code_that_is_not_right_is_refused(lindesberg: TemporaryService) -> None:
    with (
        open_client(lindesberg.base_url) as client,
        pytest.raises(RequestRefused, match=r"POST /api/v1/sign-ins: "),
    ):
        DemoClient.sign_in(client, "0000-0000-0000-0000-0000-0000-0000")


def test_only_an_empty_or_half_filled_database_is_filled(lindesberg: TemporaryService) -> None:
    database, city = lindesberg.database, demo_city("lindesberg")
    assert not is_filed(database, LAST_OWN_MONTH)
    file(lindesberg, DemoCity(city.events[:100]))
    assert not is_filed(database, LAST_OWN_MONTH)  # an interrupted first start goes on
    verdicts = file_demo(lindesberg.base_url, database, lindesberg.here, LAST_OWN_MONTH)
    assert verdicts == {"same": 100, "created": city.size - 100}
    assert is_filed(database, LAST_OWN_MONTH)


def test_a_database_with_records_of_its_own_is_left_alone(lindesberg: TemporaryService) -> None:
    own = DemoCity([demo_city("lindesberg").events[17]])  # any record that is not the demo's first
    file(lindesberg, own)
    assert is_filed(lindesberg.database, LAST_OWN_MONTH)


def test_next_month_it_is_filled_up_and_what_was_changed_is_left(lindesberg: TemporaryService) -> None:
    database, here = lindesberg.database, lindesberg.here
    base_url = lindesberg.base_url
    city, later = demo_city("lindesberg", "2026-08"), demo_city("lindesberg", "2026-09")
    assert file_demo(base_url, database, here, "2026-08") == {"created": city.size}
    gone = next(event for event in city.events if event.month == "2026-08")
    with coordinator_code(database, here) as code, open_client(base_url) as client:
        coordinator = DemoClient.sign_in(client, code)
        tablet, _ = DemoClient.enrol(
            client, coordinator.post("/api/v1/devices/codes", {"district": gone.district})["code"]
        )
        tablet.delete(f"/api/v1/{BY_NAME[gone.activity].path}/{gone.id}")
    lock_tertial(database, COMMAND_LINE, "2026-T1", here)
    assert is_filed(database, "2026-08")
    assert not is_filed(database, "2026-09")
    verdicts = file_demo(base_url, database, here, "2026-09")
    assert verdicts["created"] == later.size - city.size > 0
    assert verdicts["left"] >= 1  # what was withdrawn stays so; a locked tertial says the same of its records
    assert verdicts["same"] == city.size - verdicts["left"]
    assert is_filed(database, "2026-09")
