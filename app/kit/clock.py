"""The only place that asks what day it is."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache, partial
from zoneinfo import ZoneInfo

Today = Callable[[], date]

USUAL_ZONE = "Europe/Stockholm"
"""The time zone of a municipality that names no other."""


def today(zone: str = USUAL_ZONE) -> date:
    """Today's date in a time zone: a municipality's own, which its catalogue names (`time_zone`)."""
    return _day_of(int(time.time() // 60), zone)


def today_in(zone: str) -> Today:
    """The clock of a place."""
    return partial(today, zone)


@lru_cache(maxsize=4)
def _day_of(minute: int, zone: str) -> date:
    return datetime.fromtimestamp(minute * 60, ZoneInfo(zone)).date()


def hour() -> int:
    """Whole hours since 1970 (UTC): the finest time that is ever stored, for what expires."""
    return int(time.time() // 3600)


@dataclass
class Clock:
    """What day and which hour it is for a running service."""

    today: Today
    hour: Callable[[], int] = hour
