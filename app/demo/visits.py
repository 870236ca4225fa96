"""Home visits dealt from their quotas."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.catalogue.model import Municipality
from app.demo.city import Event
from app.demo.dealing import Dealer, QuotaError
from app.demo.session_quotas import Counts
from app.demo.visit_quotas import WITH, WITHOUT, VisitQuotas
from app.vocabulary.states import DOES_NOT_APPLY, NOT_KNOWN

# RECONSTRUCTED, all below. The report says which contacts are the most common: the child health centre and
# the open preschool.
_CONTACTS: Mapping[tuple[str, ...], int] = {
    ("child-health-centre",): 34, ("open-preschool",): 30, ("child-health-centre", "open-preschool"): 10,
    ("library",): 6, ("preschool",): 6, ("parenting-programme",): 4, ("midwifery-clinic",): 3,
    ("health-care-or-psychiatry",): 3, ("family-counselling",): 2, ("income-support",): 1,
    ("civil-society",): 1,
}  # fmt: skip
_PLACES: Counts = {"home": 89, "child-health-centre": 10, NOT_KNOWN: 1}
_MISSED: Counts = {"late-cancellation": 53, "nobody-home": 40, NOT_KNOWN: 7}
_OTHER_ADULTS: Mapping[Any, int] = {0: 93, 1: 5, 2: 1, NOT_KNOWN: 1}
_SIBLINGS: Mapping[Any, int] = {0: 88, 1: 8, 2: 2, NOT_KNOWN: 2}
_CONTENT: Mapping[str, Mapping[Any, int]] = {
    "good_health": {0: 8, 1: 47, 2: 43, NOT_KNOWN: 2},
    "adequate_nutrition": {0: 17, 1: 49, 2: 32, NOT_KNOWN: 2},
    "responsive_caregiving": {0: 4, 1: 33, 2: 61, NOT_KNOWN: 2},
    "security_and_safety": {0: 21, 1: 52, 2: 25, NOT_KNOWN: 2},
    "early_learning": {0: 14, 1: 45, 2: 39, NOT_KNOWN: 2},
}
"""Emphasis on each component: 0 not touched, 1 touched, 2 in focus."""


def visits(
    programme: str, months: Counts, quotas: VisitQuotas, data: Municipality, dealer: Dealer
) -> Iterator[Event]:
    """A programme's booked visits in one period, in the district that had the programme in each month."""
    home = next(one.district for one in data.home_visiting_programmes if one.code == programme)
    month = dealer.share(quotas.held + quotas.missed, months)
    numbers = [*dealer.deck(quotas.numbers), *dealer.share(quotas.missed, quotas.numbers)]
    held = list(_held(quotas, dealer))
    missed = [
        {"outcome": "missed", "missed_reason": reason} for reason in dealer.share(quotas.missed, _MISSED)
    ]
    level = dealer.share(quotas.held + quotas.missed, quotas.levels) if quotas.levels else []
    for place, facts in enumerate([*held, *missed]):
        yield Event(
            "home-visit",
            dealer.uuid(),
            {
                "district": data.district_in(home, month[place]),
                "month": month[place],
                "catalogue_version": 1,
                "programme": programme,
                "visit_number": numbers[place],
                **facts,
                **({"level": level[place]} if level else {}),
            },
        )


def _held(quotas: VisitQuotas, dealer: Dealer) -> Iterator[dict[str, Any]]:
    count = quotas.held
    parents = _parents(quotas, dealer)
    needed = dealer.deck(quotas.language_needed)
    language = iter(dealer.share(quotas.language_needed.get("yes", 0), quotas.languages))
    contacts = _contacts(quotas, dealer)
    places, others = dealer.share(count, _PLACES), dealer.share(count, _OTHER_ADULTS)
    siblings = dealer.share(count, _SIBLINGS)
    content = {name: dealer.share(count, weights) for name, weights in _CONTENT.items()}
    for place in range(count):
        mothers, fathers = parents[place]
        yield {
            "outcome": "held",
            "place": places[place],
            "mothers": mothers,
            "fathers": fathers,
            "other_adults": others[place],
            "siblings": siblings[place],
            "other_language_needed": needed[place],
            "language": next(language) if needed[place] == "yes" else DOES_NOT_APPLY,
            **{name: deck[place] for name, deck in content.items()},
            "further_contacts": contacts[place],
        }


def _parents(quotas: VisitQuotas, dealer: Dealer) -> list[tuple[Any, Any]]:
    """Mothers and fathers of each visit: where no mother took part, a father did."""
    there: dict[str, Any] = {WITH: 1, WITHOUT: 0, NOT_KNOWN: NOT_KNOWN}
    fathers = dealer.deck(quotas.fathers)
    alone = iter(place for place, father in enumerate(fathers) if father == WITH)
    without = {next(alone, -1) for _ in range(quotas.mothers.get(WITHOUT, 0))}
    if -1 in without:
        raise QuotaError("more visits without a mother than with a father")
    rest = iter(dealer.deck({key: number for key, number in quotas.mothers.items() if key != WITHOUT}))
    mothers = [WITHOUT if place in without else next(rest) for place in range(quotas.held)]
    return [(there[mother], there[father]) for mother, father in zip(mothers, fathers, strict=True)]


def _contacts(quotas: VisitQuotas, dealer: Dealer) -> list[Any]:
    any_contact = quotas.contacts.get(WITH, 0)
    special = ["report-of-concern"] * quotas.reports + ["application"] * quotas.applications
    if len(special) > any_contact:
        raise QuotaError("more reports and applications than visits with a contact")
    cards: list[Any] = [[code] for code in special]
    cards += [list(codes) for codes in dealer.share(any_contact - len(special), _CONTACTS)]
    cards += [["none"]] * quotas.contacts.get(WITHOUT, 0) + [NOT_KNOWN] * quotas.contacts.get(NOT_KNOWN, 0)
    return dealer.shuffled(cards)
