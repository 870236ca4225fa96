"""Which demo city belongs to which catalogue."""

from collections.abc import Callable, Mapping

from app.catalogue.model import Municipality
from app.demo import lindesberg, stockholm
from app.demo.city import City

CITIES: Mapping[str, Callable[[Municipality], City]] = {
    "stockholm": stockholm.build,
    "lindesberg": lindesberg.build,
}
"""By municipality. A catalogue of somebody's own has no demo city."""


def city_of(data: Municipality) -> City | None:
    """The demo city of a municipality, the same one every time; None where there is none."""
    build = CITIES.get(data.municipality)
    return build(data) if build else None
