"""Collaboration activities of a district.

The half-time report gives, in words: in all districts advisers have fixed hours at clinics and are consulted
there; most districts work with SFI; Rinkeby-Kista has six partnerships with civil society and gathers 120
people twice a year. RECONSTRUCTED: every other number.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.demo.city import Event
from app.demo.dealing import Dealer
from app.demo.session_quotas import Counts
from app.vocabulary.states import NOT_KNOWN

Partners = tuple[str, ...]

PARTNERS: Mapping[str, Mapping[Partners, int]] = {
    "consultation": {("child-health-centre",): 5, ("preschool",): 5, ("social-services-intake",): 3,
                     ("school",): 1, ("midwifery-clinic",): 2, (NOT_KNOWN,): 1},
    "joint-parent-group": {("midwifery-clinic",): 4, ("child-health-centre", "open-preschool"): 4,
                           ("child-health-centre",): 2},
    "fixed-hours": {("child-health-centre",): 7, ("midwifery-clinic",): 3},
    "joint-training-day": {
        ("child-health-centre", "midwifery-clinic", "preschool", "social-services-intake"): 1
    },
    "steering-group": {("child-health-centre", "midwifery-clinic"): 3,
                       ("child-health-centre", "preschool"): 1},
    "outreach": {("open-preschool",): 4, ("library",): 3, ("citizens-office",): 1, ("dental-care",): 1},
    "civil-society-partnership": {("civil-society",): 4, ("faith-community",): 1,
                                  ("tenants-association",): 1},
    "action-plan": {("child-health-centre", "midwifery-clinic", "preschool"): 1},
}  # fmt: skip
_PEOPLE: Mapping[str, Mapping[Any, int]] = {
    "consultation": {2: 5, 3: 4, 4: 2, NOT_KNOWN: 2},
    "joint-parent-group": {9: 2, 12: 3, 14: 2, NOT_KNOWN: 1},
    "fixed-hours": {2: 2, 3: 3, 5: 2, NOT_KNOWN: 3},
    "joint-training-day": {24: 1, 35: 1},
    "steering-group": {7: 2, 9: 3, 11: 1},
    "outreach": {8: 2, 15: 2, 30: 1, NOT_KNOWN: 2},
    "civil-society-partnership": {4: 2, 6: 2, 12: 1, NOT_KNOWN: 1},
    "action-plan": {6: 1, 8: 1},
}


@dataclass(frozen=True)
class CollaborationQuotas:
    """One district's activities by kind; `sfi` of the outreach is done together with SFI, and the joint
    training day gathers `gathering` people where that is given."""

    kinds: Counts
    sfi: int = 0
    gathering: int | None = None

    def scaled(self, percent: int) -> "CollaborationQuotas":
        """The same mixture, more or less of it; what a district has it keeps at least one of."""
        kinds = {kind: max(1, round(number * percent / 100)) for kind, number in self.kinds.items() if number}
        return CollaborationQuotas(kinds, min(self.sfi, kinds.get("outreach", 0)), self.gathering)


def _of(consultation: int, groups: int, hours: int, steering: int, outreach: int, civil: int, *, sfi: int = 0,
        days: int = 0, gathering: int | None = None) -> CollaborationQuotas:  # fmt: skip
    kinds = {"consultation": consultation, "joint-parent-group": groups, "fixed-hours": hours,
             "joint-training-day": days, "steering-group": steering, "outreach": outreach,
             "civil-society-partnership": civil}  # fmt: skip
    return CollaborationQuotas(kinds, sfi, gathering)


COLLABORATIONS: Mapping[str, CollaborationQuotas] = {
    "enskede-arsta-vantor": _of(7, 4, 8, 3, 4, 2, sfi=1),
    "farsta": _of(5, 3, 7, 2, 3, 1),
    "hasselby-vallingby": _of(6, 3, 6, 3, 4, 2, sfi=1),
    "rinkeby-kista": _of(6, 3, 7, 2, 5, 6, sfi=2, days=1, gathering=120),
    "skarpnack": _of(4, 2, 5, 2, 2, 1),
    "skarholmen": _of(6, 3, 7, 3, 3, 2, sfi=1),
    "spanga-tensta": _of(5, 3, 6, 2, 4, 3, sfi=2),
}


def collaborations(
    district: str,
    months: Counts,
    quotas: CollaborationQuotas,
    dealer: Dealer,
    by_kind: Mapping[str, Mapping[Partners, int]] = PARTNERS,
) -> Iterator[Event]:
    """A district's collaboration activities of one period; `by_kind` weighs the partners of each kind."""
    for kind, count in quotas.kinds.items():
        month = dealer.share(count, months)
        partners: list[Partners] = dealer.share(count, by_kind[kind])
        people: list[Any] = dealer.share(count, _PEOPLE[kind])
        if kind == "outreach":
            partners[: quotas.sfi] = [("sfi",)] * quotas.sfi
        if kind == "joint-training-day" and quotas.gathering:
            people = [quotas.gathering] * count
        for place in range(count):
            yield Event(
                "collaboration-activity",
                dealer.uuid(),
                {
                    "district": district,
                    "month": month[place],
                    "catalogue_version": 1,
                    "kind": kind,
                    "partners": NOT_KNOWN if partners[place] == (NOT_KNOWN,) else list(partners[place]),
                    "participants": people[place],
                },
            )
