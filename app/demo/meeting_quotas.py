"""Theme meetings and programme groups of February to August 2019, district by district.

The half-time report gives, for the city: 100 theme meetings, about 740 participants, 7.5 on average, a little
over 70 % women, the open preschool a partner at 60 % and child or maternal health care at a quarter, and that
Rinkeby-Kista alone meets together with civil society, at 17 % of its meetings; 19 programme groups in Farsta,
Rinkeby-Kista and Skarpnäck with about 70 parents, a little over 70 % women.

740 participants at 100 meetings would be 7.4 on average, not 7.5. Both figures are right if the number is
not known for one of the meetings: 740 / 99 = 7.47. One meeting here therefore has no known number.
RECONSTRUCTED: that, and how the sums are divided between districts and meetings.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.demo.session_quotas import Counts

NO_NUMBER = 1
"""Meetings in Skarpnäck whose number of participants is not known."""


@dataclass(frozen=True)
class MeetingQuotas:
    """One district's theme meetings. `open_preschool`, `clinic` and `civil_society` count meetings with such
    a partner, among those whose partners are known."""

    meetings: int
    participants: int
    open_preschool: int
    clinic: int
    women: int
    """Women among 100 participants."""
    civil_society: int = 0
    partners_not_known: int = 0
    number_not_known: int = 0
    gender_not_known: int = 0


MEETINGS: Mapping[str, MeetingQuotas] = {
    "enskede-arsta-vantor": MeetingQuotas(17, 136, 10, 4, 72, partners_not_known=1, gender_not_known=1),
    "farsta": MeetingQuotas(12, 82, 9, 4, 70),
    "hasselby-vallingby": MeetingQuotas(14, 104, 7, 3, 72, partners_not_known=1, gender_not_known=1),
    "rinkeby-kista": MeetingQuotas(25, 196, 11, 5, 70, civil_society=4, partners_not_known=1),
    "skarpnack": MeetingQuotas(9, 54, 7, 2, 74, number_not_known=NO_NUMBER),
    "skarholmen": MeetingQuotas(13, 95, 7, 3, 73, partners_not_known=1),
    "spanga-tensta": MeetingQuotas(10, 73, 7, 3, 71),
}

MONTHS: Counts = {
    "2019-02": 15, "2019-03": 19, "2019-04": 18, "2019-05": 20, "2019-06": 11, "2019-07": 3, "2019-08": 14,
}  # fmt: skip


@dataclass(frozen=True)
class GroupQuotas:
    """One district's programme groups."""

    groups: int
    women: int
    men: int
    programmes: Counts
    number_not_known: int = 0


GROUPS: Mapping[str, GroupQuotas] = {
    "farsta": GroupQuotas(7, 19, 7, {"cos-p": 7}),
    "rinkeby-kista": GroupQuotas(8, 21, 9, {"cos-p": 3, "other": 5}),
    "skarpnack": GroupQuotas(4, 10, 4, {"cos-p": 2, "other": 2}),
}
GROUP_MONTHS: Counts = {"2019-02": 5, "2019-03": 5, "2019-04": 3, "2019-05": 3, "2019-06": 1, "2019-08": 2}
