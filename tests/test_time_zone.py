"""Which day it is: one function, in the time zone that the municipality's catalogue names."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from fastapi import FastAPI

import app
from app.catalogue.catalogue import DATA, load
from app.kit import clock
from app.kit.clock import Clock
from app.kit.http.parts import part
from app.kit.settings import Settings
from app.main import create_app
from app.running import here_of

ROOT = Path(app.__file__).parent
ASKS = re.compile(r"\b(date\.today|datetime\.(now|today|utcnow)|localtime|gmtime|clock\.today\(\))")

MOMENTS = {
    ("2026-08-31T21:59", "Europe/Stockholm"): date(2026, 8, 31),
    ("2026-08-31T22:00", "Europe/Stockholm"): date(2026, 9, 1),
    ("2026-08-31T22:00", "America/Los_Angeles"): date(2026, 8, 31),
    ("2026-09-01T06:59", "America/Los_Angeles"): date(2026, 8, 31),
    ("2026-08-31T16:00", "Asia/Shanghai"): date(2026, 9, 1),
    ("2026-12-31T23:00", "Europe/Stockholm"): date(2027, 1, 1),
    ("2028-02-28T23:00", "Europe/Stockholm"): date(2028, 2, 29),
    ("2026-03-29T21:59", "Europe/Stockholm"): date(2026, 3, 29),  # the day of 23 hours
    ("2026-10-25T22:59", "Europe/Stockholm"): date(2026, 10, 25),  # the day of 25 hours
}


@pytest.fixture
def in_los_angeles(tmp_path: Path) -> Settings:
    text = (DATA / "lindesberg.yaml").read_text("utf-8")
    file = tmp_path / "west.yaml"
    file.write_text(text.replace("\nstarts: ", "\ntime_zone: America/Los_Angeles\nstarts: ", 1), "utf-8")
    return Settings(_env_file=None, database_url=f"sqlite:///{tmp_path / 'west.db'}", catalogue=str(file))


@pytest.mark.parametrize(("at", "zone"), MOMENTS)
def test_the_day_of_a_place(monkeypatch: pytest.MonkeyPatch, at: str, zone: str) -> None:
    moment = datetime.fromisoformat(at).replace(tzinfo=UTC).timestamp()
    monkeypatch.setattr("time.time", lambda: moment)
    assert clock.today(zone) == MOMENTS[at, zone]


def test_the_service_and_its_commands_count_by_the_catalogues_zone(
    monkeypatch: pytest.MonkeyPatch, in_los_angeles: Settings
) -> None:
    moment = datetime(2026, 9, 1, 3, 0, tzinfo=UTC).timestamp()
    monkeypatch.setattr("time.time", lambda: moment)
    service: FastAPI = create_app(in_los_angeles)
    assert part(service, Clock).today() == here_of(in_los_angeles).day == date(2026, 8, 31)
    assert load("stockholm").municipality.time_zone == "Europe/Stockholm"


def test_nothing_else_asks_what_day_it_is() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {line.strip()}"
        for path in ROOT.rglob("*.py")
        if path != ROOT / "kit" / "clock.py"
        for line in path.read_text("utf-8").splitlines()
        if ASKS.search(line)
    ]
    assert found == []
