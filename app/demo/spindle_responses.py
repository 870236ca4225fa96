"""Responses to the Spindle, each tertial since 2018-T3.

Rinkeby-Kista is stable over time and other districts vary more; what rose at first has levelled off.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from app.demo.city import RecordedEvent, rows
from app.demo.dealer import Dealer
from app.demo.quotas import read_data
from app.vocabulary.states import NOT_KNOWN

_MIXTURES = read_data("mixtures")["spindle"]
_RISE = {"2018-T3": -3, "2019-T1": -1}
"""Tenths below the usual while the work was new."""
_WAVE = (0, 3, -2, 1, -3, 2, -1)
"""Tenths by which a district varies from one tertial to the next, as its staff changes."""


def spindle_responses(
    district: str,
    tertial: str,
    place: int,
    number: int,
    dealer: Dealer,
    respondents: Sequence[str] = _MIXTURES["respondents"],
) -> Iterator[RecordedEvent]:
    """One district's responses in one tertial; `place` is the district's `number` the tertial's."""
    stable = district == "rinkeby-kista"
    if not stable and (place + number) % 5 == 0:
        respondents = [*respondents[:-1], NOT_KNOWN]
    drift = 0 if stable else _RISE.get(tertial, 0) + _WAVE[(place + number) % len(_WAVE)]
    columns = {
        item: _scores(item, tenths + drift, respondents, dealer, gaps=not stable)
        for item, tenths in _MIXTURES["tenths"].items()
    }
    for row in rows({"organisation_type": respondents, **columns}):
        yield RecordedEvent(
            "spindle-response", dealer.uuid(), {"district": district, "tertial": tertial, **row}
        )


def _scores(
    item: str, tenths: int, respondents: Sequence[str], dealer: Dealer, *, gaps: bool
) -> list[object]:
    """Whole scores with a mean as near `tenths` as can be; what the report does not name has gaps."""
    count = len(respondents)
    base, above = divmod(round(tenths * count / 10), count)
    values: list[Any] = [base + 1] * above + [base] * (count - above)
    if 2 <= base <= 3:  # people do not agree to within one step
        values[0], values[-1] = values[0] + 1, values[-1] - 1
    values = dealer.shuffled(values)
    if item == "regulations":  # which child health centres see as lower than others do
        order = sorted(range(count), key=lambda index: respondents[index] != "child-health-centre")
        for index, value in zip(order, sorted(values), strict=True):
            values[index] = value
    elif gaps and item != "information":
        values[-1] = dealer.deck({values[-1]: 7, NOT_KNOWN: 1})[0]
    return values
