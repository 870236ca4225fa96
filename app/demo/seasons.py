"""The tertials around the half-time report: how much of each activity, and what was different.

RECONSTRUCTED, all of it: a test period before the platform was taken into use, a rising response rate after,
the pandemic of 2020 with its telephone calls, 2023-2024 with the merger of two districts into Järva, and the
tertials from then on, up to the one that runs. They are smaller than the half-time report's seven months:
enough to compare with, quick to file.
"""

from dataclasses import dataclass

from app.demo.session_quotas import OLDER, YOUNG, Counts
from app.vocabulary.periods import tertial_of, tertials_between
from app.vocabulary.states import NOT_KNOWN


@dataclass(frozen=True)
class Season:
    """One tertial; percentages are of what the half-time months would give in four months."""

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

    @property
    def months(self) -> tuple[str, ...]:
        first = 4 * int(self.tertial[-1]) - 3
        return tuple(f"{self.tertial[:4]}-{month:02d}" for month in range(first, first + 4))


_AT_A_DISTANCE: Counts = {
    "telephone": 34, "digital": 22, "social-services-open-care": 20, "child-health-centre": 10,
    "open-preschool": 6, "other": 6, NOT_KNOWN: 2,
}  # fmt: skip
_MIXED: Counts = {
    "social-services-open-care": 30, "child-health-centre": 18, "open-preschool": 18,
    "preschool-or-school": 11, "telephone": 9, "digital": 8, "midwifery-clinic": 4, NOT_KNOWN: 2,
}  # fmt: skip
_ALL_AGES: Counts = {YOUNG: 58, OLDER: 36, NOT_KNOWN: 6}

SEASONS: tuple[Season, ...] = (
    # A test period: the form asked whether an interpreter was used instead of whether one was needed.
    Season("2018-T3", 38, 41, 28, 40, 1, language_asked=False),
    Season("2019-T3", 60, 61, 38, 62, 2),
    Season("2020-T1", 58, 63, 38, 44, 2, arenas=_AT_A_DISTANCE),
    Season("2020-T2", 50, 57, 26, 16, 0, arenas=_AT_A_DISTANCE),
    Season("2020-T3", 55, 62, 32, 24, 1, arenas=_AT_A_DISTANCE),
    Season("2023-T1", 60, 69, 40, 56, 2, arenas=_MIXED, targets=_ALL_AGES),
    Season("2023-T2", 56, 71, 38, 48, 1, arenas=_MIXED, targets=_ALL_AGES),
    Season("2023-T3", 63, 73, 40, 60, 2, arenas=_MIXED, targets=_ALL_AGES),
    Season("2024-T1", 66, 76, 42, 64, 2, arenas=_MIXED, targets=_ALL_AGES),
)
TERTIALS: tuple[str, ...] = (
    "2018-T3", "2019-T1", "2019-T2", "2019-T3", "2020-T1", "2020-T2", "2020-T3", "2023-T1", "2023-T2",
    "2023-T3", "2024-T1",
)  # fmt: skip
"""The tertials that are always there, for what is returned each tertial."""

RECENT = 9
"""Tertials up to the one that runs: three years, so that each has one a year before to compare with."""


def recent_tertials(through: str, after: str) -> dict[str, int]:
    """The tertials later than `after` up to that of the month `through`, the last `RECENT` of them; with each
    the number of tertials since `after`, which stays the same when a later month asks."""
    later = tertials_between(after, tertial_of(through))[1:]
    return {tertial: number for number, tertial in list(enumerate(later, 1))[-RECENT:]}


def recent_seasons(through: str) -> tuple[Season, ...]:
    """The seasons that follow `SEASONS`. What one holds hangs on its tertial alone: asked in a later month,
    it comes out the same."""
    return tuple(_recent(tertial) for tertial in recent_tertials(through, TERTIALS[-1]))


# Sessions, of them answered, visits, meetings, groups, by the tertial of the year.
_USUAL = {"1": (67, 77, 43, 64, 2), "2": (58, 76, 39, 50, 1), "3": (65, 78, 42, 60, 2)}


def _recent(tertial: str) -> Season:
    sessions, answered, visits, meetings, groups = _USUAL[tertial[-1]]
    years = int(tertial[:4]) % 5  # some movement from year to year, and no growth without end
    return Season(
        tertial, sessions + 2 * years, answered + years, visits + years, meetings + years, groups,
        arenas=_MIXED, targets=_ALL_AGES,
    )  # fmt: skip
