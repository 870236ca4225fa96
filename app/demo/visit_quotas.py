"""Home visits by programme: quotas, and those of February to August 2019.

The half-time report gives, for the city: a little over 900 visits held, 275 of them with another language
needed (more in Husby and Rinkeby), mothers at 99 %, fathers at 50 % (62 % in Rågsved, 44 % in Rinkeby and in
Husby), further contacts at 40 %, 6 reports of concern and 2 applications, about 5 % of the booked visits
missed, with little difference between programmes. RECONSTRUCTED: the number of visits of each programme and
its other shares, the number of each of the six visits, and which languages and contacts.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.demo.dealing import QuotaError, apportion
from app.demo.session_quotas import Counts
from app.vocabulary.states import NOT_KNOWN

WITH, WITHOUT = "with", "without"


@dataclass(frozen=True)
class VisitQuotas:
    """Each mapping but `languages` (weights) sums to the visits held."""

    numbers: Counts
    missed: int
    language_needed: Counts
    mothers: Counts
    fathers: Counts
    contacts: Counts
    """Held visits with and without a further contact."""
    languages: Counts
    reports: int = 0
    applications: int = 0
    levels: Counts | None = None

    def __post_init__(self) -> None:
        for name in ("language_needed", "mothers", "fathers", "contacts"):
            if (found := sum(getattr(self, name).values())) != self.held:
                raise QuotaError(f"{name} sum to {found}, the held visits are {self.held}")

    @property
    def held(self) -> int:
        return sum(self.numbers.values())

    def scaled(self, booked: int) -> "VisitQuotas":
        """The same mixture for another number of booked visits."""
        split = apportion(booked, {"held": self.held, "missed": self.missed})
        held = split["held"]
        special = apportion(
            held, {"reports": self.reports, "applications": self.applications, "other": self.held}
        )
        return replace(
            self,
            numbers=apportion(held, self.numbers),
            missed=split["missed"],
            language_needed=apportion(held, self.language_needed),
            mothers=apportion(held, self.mothers),
            fathers=apportion(held, self.fathers),
            contacts=apportion(held, self.contacts),
            reports=special["reports"],
            applications=special["applications"],
        )


def _of(
    numbers: str, missed: int, language: str, mothers: str, fathers: str, contacts: str, languages: Counts,
    *, reports: int = 1, applications: int = 0,
) -> VisitQuotas:  # fmt: skip
    def row(names: tuple[str, ...], values: str) -> Counts:
        return dict(zip(names, map(int, values.split()), strict=True))

    there = (WITH, WITHOUT, NOT_KNOWN)
    return VisitQuotas(
        numbers=row(("1", "2", "3", "4", "5", "6", NOT_KNOWN), numbers),
        missed=missed,
        language_needed=row(("yes", "no", NOT_KNOWN), language),
        mothers=row(there, mothers),
        fathers=row(there, fathers),
        contacts=row(there, contacts),
        languages=languages,
        reports=reports,
        applications=applications,
    )


# 917 held and 48 missed of 965 booked. 110 first visits: the families that were reached by the programmes.
# Another language: 275 of the 909 where it is known. Fathers: 453 of 905. Contacts: 358 of 894.
VISITS: Mapping[str, VisitQuotas] = {
    "hasselby": _of("20 31 33 30 27 21 2", 9, "38 125 1", "161 2 1", "80 82 2", "64 96 4",
                    {"arabic": 10, "somali": 9, "polish": 6, "tigrinya": 5, "russian": 3, "other": 3,
                     NOT_KNOWN: 1}),
    "ragsved": _of("18 29 31 27 25 20 2", 8, "32 119 1", "150 1 1", "93 57 2", "60 88 4",
                   {"arabic": 9, "somali": 8, "spanish": 5, "bengali": 4, "tigrinya": 3, "other": 2,
                    NOT_KNOWN: 1}),
    "skarholmen": _of("24 37 38 34 31 24 2", 10, "52 136 2", "187 2 1", "95 93 2", "72 113 5",
                      {"arabic": 18, "somali": 9, "turkish": 7, "kurdish-kurmanji": 6, "spanish": 5,
                       "tigrinya": 4, "other": 2, NOT_KNOWN: 1}, applications=1),
    "spanga-tensta": _of("17 28 29 26 23 18 1", 7, "37 104 1", "140 1 1", "69 71 2", "54 85 3",
                         {"somali": 14, "arabic": 11, "tigrinya": 4, "persian-dari": 3, "bengali": 2,
                          NOT_KNOWN: 1}),
    "husby-kista": _of("14 24 25 22 20 15 1", 6, "50 69 2", "119 1 1", "52 67 2", "49 69 3",
                       {"arabic": 15, "somali": 13, "persian-dari": 8, "kurdish-sorani": 6, "tigrinya": 4,
                        "other": 3}),
    "rinkeby": _of("17 29 30 27 25 19 1", 8, "66 81 1", "145 2 1", "64 82 2", "59 85 4",
                   {"somali": 31, "arabic": 19, "tigrinya": 6, "bengali": 3, "turkish": 3, "other": 3,
                    NOT_KNOWN: 1},
                   applications=1),
}  # fmt: skip

MONTHS: Counts = {
    "2019-02": 13, "2019-03": 15, "2019-04": 15, "2019-05": 16, "2019-06": 15, "2019-07": 11, "2019-08": 15,
}  # fmt: skip
"""Weights of the months. RECONSTRUCTED."""
