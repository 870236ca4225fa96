"""Home visits dealt from their quotas."""

from collections.abc import Iterator
from typing import Any

from app.catalogue.model import Municipality
from app.demo.city import RecordedEvent, rows
from app.demo.counselling_sessions import languages_needed
from app.demo.dealer import Dealer, QuotaError
from app.demo.quotas import WITH, WITHOUT, Counts, VisitQuotas, codes, read_data
from app.kit.json_values import JsonObject
from app.vocabulary.states import NOT_KNOWN

_MIXTURES = read_data("mixtures")["visits"]


def visits(
    programme: str, months: Counts, quotas: VisitQuotas, data: Municipality, dealer: Dealer
) -> Iterator[RecordedEvent]:
    """A programme's booked visits in one period, in the district that had the programme in each month."""
    home = next(one.district for one in data.home_visiting_programmes if one.code == programme)
    columns = {
        "month": dealer.share(quotas.booked, months),
        "visit_number": [*dealer.deck(quotas.numbers), *dealer.share(quotas.missed, quotas.numbers)],
    }
    facts = [{"outcome": "held", **row} for row in rows(_held(quotas, dealer))]
    reasons = dealer.share(quotas.missed, _MIXTURES["missed_reason"])
    facts += [{"outcome": "missed", "missed_reason": reason} for reason in reasons]
    if quotas.levels:
        columns["level"] = dealer.share(quotas.booked, quotas.levels)
    for row, fact in zip(rows(columns), facts, strict=True):
        district = data.district_in(home, row["month"])
        yield RecordedEvent(
            "home-visit", dealer.uuid(), {"district": district, "programme": programme, **row, **fact}
        )


def _held(quotas: VisitQuotas, dealer: Dealer) -> dict[str, list[object]]:
    """What only a held visit has; the content of a visit is a number for each component."""
    mixtures = {name: _MIXTURES[name] for name in ("place", "other_adults", "siblings")} | _MIXTURES[
        "content"
    ]
    return {
        **_parents(quotas, dealer),
        **languages_needed(quotas.language_needed, quotas.languages, dealer),
        "further_contacts": _further_contacts(quotas, dealer),
        **{name: dealer.share(quotas.held, weights) for name, weights in mixtures.items()},
    }


def _parents(quotas: VisitQuotas, dealer: Dealer) -> dict[str, list[Any]]:
    """Mothers and fathers of each visit: where no mother took part, a father did."""
    there: JsonObject = {WITH: 1, WITHOUT: 0, NOT_KNOWN: NOT_KNOWN}
    fathers = dealer.deck(quotas.fathers)
    alone = [number for number, father in enumerate(fathers) if father == WITH][
        : quotas.mothers.get(WITHOUT, 0)
    ]
    if len(alone) < quotas.mothers.get(WITHOUT, 0):
        raise QuotaError("more visits without a mother than with a father")
    rest = iter(dealer.deck({key: number for key, number in quotas.mothers.items() if key != WITHOUT}))
    mothers = [WITHOUT if number in alone else next(rest) for number in range(quotas.held)]
    return {"mothers": [there[one] for one in mothers], "fathers": [there[one] for one in fathers]}


def _further_contacts(quotas: VisitQuotas, dealer: Dealer) -> list[object]:
    special = ["report-of-concern"] * quotas.reports + ["application"] * quotas.applications
    ordinary = quotas.contacts.get(WITH, 0) - len(special)
    if ordinary < 0:
        raise QuotaError("more reports and applications than visits with a contact")
    cards = [*special, *dealer.share(ordinary, _MIXTURES["further_contacts"])]
    cards += ["none"] * quotas.contacts.get(WITHOUT, 0) + [NOT_KNOWN] * quotas.contacts.get(NOT_KNOWN, 0)
    return dealer.shuffled(map(codes, cards))
