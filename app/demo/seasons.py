"""The tertials of a demo city: those that are always there, and those that follow up to the one that runs."""

from collections.abc import Sequence

from pydantic.dataclasses import dataclass

from app.demo.quotas import Counts, read_data, typed
from app.vocabulary.periods import tertial_of, tertials_between

_DATA = read_data("stockholm")

RECENT = 9
"""Tertials up to the one that runs: three years, so that each has one a year before to compare with."""


@dataclass(frozen=True, config={"extra": "forbid"})
class Season:
    """One tertial around the half-time report; percentages are of what its months would give in four."""

    tertial: str
    sessions: int
    answered: int
    """Sessions with an answer, in per cent."""
    visits: int
    meetings: int
    groups: int
    """Programme groups started, in each of three districts."""
    arenas: Counts | None = None
    targets: Counts | None = None
    language_asked: bool = True


SEASONS = typed(tuple[Season, ...], _DATA["seasons"])
TERTIALS = tuple(sorted({"2019-T1", "2019-T2", *(season.tertial for season in SEASONS)}))
"""The tertials that are always there, for what is returned each tertial."""


def usual_season(tertial: str) -> Season:
    """One that follows `SEASONS`. What it holds hangs on its tertial alone: asked in a later month, it comes
    out the same."""
    usual = _DATA["usual_seasons"][tertial[-1]]
    years = int(tertial[:4]) % 5  # some movement from year to year, and no growth without end
    rising = {name: usual[name] + years for name in ("answered", "visits", "meetings")}
    rising["sessions"] = usual["sessions"] + 2 * years
    return Season(**usual | rising, tertial=tertial)


def months_in(tertial: str) -> list[str]:
    """Its four months."""
    first = 4 * int(tertial[-1]) - 3
    return [f"{tertial[:4]}-{month:02d}" for month in range(first, first + 4)]


def recent_tertials(through: str, own: Sequence[str]) -> dict[str, int]:
    """The last `RECENT` tertials later than a city's own, up to that of the month `through`; with each its
    number, counted on from the city's own. It stays the same when a later month asks."""
    later = tertials_between(own[-1], tertial_of(through))[1:]
    return {tertial: number for number, tertial in list(enumerate(later, len(own)))[-RECENT:]}


def recent_years(recent: Sequence[str] | dict[str, int], through: str) -> list[str]:
    """The years of recent tertials that are over in the month `through`."""
    return sorted({tertial[:4] for tertial in recent} - {through[:4]})
