"""Which demo city belongs to which catalogue, and up to which month.

city_of(load("stockholm").municipality, month_of(here.day))
"""

from collections.abc import Callable, Mapping

from app.catalogue.model import Municipality
from app.demo import lindesberg, stockholm
from app.demo.city import City

CITIES: Mapping[str, Callable[[Municipality, str], City]] = {
    "stockholm": stockholm.build,
    "lindesberg": lindesberg.build,
}
"""By municipality. A catalogue of somebody's own has no demo city."""


ITS_OWN = "2024-04"
"""A month after which no recent tertial follows: the city is then what its own tertials are, which is what
the half-time report is reproduced from."""


def city_of(data: Municipality, through: str) -> City | None:
    """The demo city of a municipality, with recent tertials up to the month `through` (such as `2026-11`).

    The same one every time that the same month is asked for, and the same records again, with more to them,
    when a later one is. None where there is none.
    """
    build = CITIES.get(data.municipality)
    return build(data, through) if build else None
