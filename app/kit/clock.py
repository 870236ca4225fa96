"""The only place that asks what day it is."""

import time
from collections.abc import Callable
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

Today = Callable[[], date]

_STOCKHOLM = ZoneInfo("Europe/Stockholm")


def today() -> date:
    """Today's date where the service is used."""
    return _day_of(int(time.time() // 60))


@lru_cache(maxsize=2)
def _day_of(minute: int) -> date:
    return datetime.fromtimestamp(minute * 60, _STOCKHOLM).date()


def hour() -> int:
    """Whole hours since 1970 (UTC): the finest time that is ever stored, for what expires."""
    return int(time.time() // 3600)
