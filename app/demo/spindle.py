"""Responses to the Spindle, each tertial since 2018-T3.

The half-time report gives no figure of it in its text,
but says: how well the parties' regulations fit together
has one of the lowest values, and child health centres see it as lower than others do; the flow of information
does not quite reach "good"; Rinkeby-Kista is stable over time and other districts vary more; what rose at
first has levelled off. RECONSTRUCTED: every score, and that "good" is a 4.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from app.demo.city import Event
from app.demo.dealing import Dealer
from app.vocabulary.states import NOT_KNOWN

STABLE = "rinkeby-kista"
CRITICAL = "child-health-centre"
LOWEST = "regulations"
COMPARED = "information"

_TENTHS: Mapping[str, int] = {
    "regulations": 31, "organisation": 36, "common_view": 39, "roles": 37, "information": 40, "resources": 34,
    "management_support": 41, "early_support_today": 40, "users_influence": 36,
}  # fmt: skip
"""Usual mean of each item, in tenths."""
_RISE: Mapping[str, int] = {"2018-T3": -3, "2019-T1": -1}
"""Tenths below the usual while the work was new."""
_WAVE = (0, 3, -2, 1, -3, 2, -1)
"""Tenths by which a district varies from one tertial to the next, as its staff changes."""
_RESPONDENTS = (
    "child-health-centre", "child-health-centre", "preventive-social-services", "preventive-social-services",
    "midwifery-clinic", "open-preschool", "preschool", "intake-and-investigation",
)  # fmt: skip


def spindle_responses(
    district: str,
    tertial: str,
    place: int,
    number: int,
    dealer: Dealer,
    respondents: Sequence[str] = _RESPONDENTS,
) -> Iterator[Event]:
    """One district's responses in one tertial; `place` is the district's `number` the tertial's."""
    calm = district == STABLE
    if not calm and (place + number) % 5 == 0:
        respondents = [*respondents[:-1], NOT_KNOWN]
    drift = 0 if calm else _RISE.get(tertial, 0) + _WAVE[(place + number) % len(_WAVE)]
    scores = {
        item: _scores(item, tenths + drift, respondents, dealer, gaps=not calm)
        for item, tenths in _TENTHS.items()
    }
    for index, organisation in enumerate(respondents):
        yield Event(
            "spindle-response",
            dealer.uuid(),
            {
                "district": district,
                "tertial": tertial,
                "catalogue_version": 1,
                "organisation_type": organisation,
                **{item: values[index] for item, values in scores.items()},
            },
        )


def _scores(item: str, tenths: int, respondents: Sequence[str], dealer: Dealer, *, gaps: bool) -> list[Any]:
    """Whole scores with a mean as near `tenths` as can be; what the report does not name has gaps."""
    count = len(respondents)
    base, above = divmod(round(tenths * count / 10), count)
    values: list[Any] = [base + 1] * above + [base] * (count - above)
    if 2 <= base <= 3:  # people do not agree to within one step
        values[0], values[-1] = values[0] + 1, values[-1] - 1
    values = dealer.shuffled(values)
    if item == LOWEST:
        order = sorted(range(count), key=lambda one: respondents[one] != CRITICAL)
        for place, value in zip(order, sorted(values), strict=True):
            values[place] = value
    elif gaps and item != COMPARED:
        values[-1] = dealer.deck({values[-1]: 7, NOT_KNOWN: 1})[0]
    return values
