"""Which districts are asked for and may be seen, by the division of their time or by the current one."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.catalogue.model import Municipality
from app.kit.faults import Fault
from app.tables.categories import in_order_of, in_use
from app.tables.count_selection import Division
from app.vocabulary.periods import Span


@dataclass(frozen=True)
class DistrictChoice:
    """Districts as they were reported, what is wrong with those asked for, whether some are another's."""

    codes: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    refused: bool = False


def pool(data: Municipality, spans: Sequence[Span], division: Division, *, city: bool) -> tuple[str, ...]:
    """The districts that can be asked for; with `city`, the whole city's own code too."""
    there = tuple(district.code for district in data.districts if in_use(district, spans))
    if division == "current":
        there = in_order_of(data.codes("districts"), map(data.successor_of, data.codes("districts")))
    return (*there, data.city.code) if city else there


def read(
    given: Sequence[str],
    usable: tuple[str, ...],
    data: Municipality,
    division: Division,
    reach: frozenset[str] | None,
) -> DistrictChoice:
    """The districts asked for, or all in reach. In the current division a district stands for all that were
    merged into it, and may be seen by who may see every one of them."""
    parts = {code: _parts(code, data, division) for code in usable}
    if not given:
        given = [code for code in usable if reach is None or reach.issuperset(parts[code])]
        if not given:
            refused = division == "current" or not usable
            rule = Fault("district", "district-not-then", allowed=usable)
            return DistrictChoice(refused=refused, faults=() if refused else (rule,))
    known = {*data.codes("districts"), data.city.code}
    if not set(given) <= known:
        return DistrictChoice(faults=(Fault("district", "unknown-district", allowed=usable),))
    if not set(given) <= parts.keys():
        rule_code = "other-division" if division == "current" else "district-not-then"
        return DistrictChoice(faults=(Fault("district", rule_code, allowed=usable),))
    codes = {part for code in given for part in parts[code]}
    if reach is not None and not reach.issuperset(codes):
        return DistrictChoice(refused=True)
    return DistrictChoice(in_order_of((*data.codes("districts"), data.city.code), codes))


def _parts(code: str, data: Municipality, division: Division) -> tuple[str, ...]:
    if division == "reported":
        return (code,)
    return tuple(one for one in (*data.codes("districts"), data.city.code) if data.successor_of(one) == code)
