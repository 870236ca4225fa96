"""Whose figures and which tertial a page is about: chosen in its address, bounded by what one may see."""

from dataclasses import dataclass

from fastapi import Request

from app.access.actor import Actor
from app.access.problems import OtherDistrict
from app.catalogue.catalogue import Catalogue
from app.catalogue.model import Municipality
from app.kit.clock import Clock
from app.kit.faults import Fault
from app.kit.http.parts import part
from app.kit.problems import InvalidInput
from app.vocabulary.periods import (
    Span,
    month_of,
    months_of,
    tertial_before,
    tertial_of,
    tertials_between,
    year_earlier,
)


@dataclass(frozen=True)
class DeskScope:
    """`districts` are those that the page counts; `district` the one that was chosen, empty for all in reach;
    `choices` are what can be chosen."""

    tertial: str
    tertials: tuple[str, ...]
    districts: tuple[str, ...]
    district: str
    choices: tuple[str, ...]

    @property
    def span(self) -> Span:
        return Span(*months_of(self.tertial))

    @property
    def year(self) -> str:
        return self.tertial[:4]

    @property
    def earlier(self) -> tuple[str, ...]:
        """The tertial before and the same one last year, where anything could be registered then."""
        return tuple(
            one
            for one in (tertial_before(self.tertial), year_earlier(self.tertial))
            if one >= self.tertials[-1]
        )


def scope_of(request: Request, who: Actor) -> DeskScope:
    """What the address asks for. Raises `InvalidInput`, `OtherDistrict`."""
    catalogue = part(request, Catalogue)
    data = catalogue.municipality
    tertials = tertials_of(data, tertial_of(month_of(part(request, Clock).today())))
    tertial = request.query_params.get("tertial") or tertials[0]
    if tertial not in tertials:
        raise InvalidInput(faults=[Fault("tertial", "unknown-code", values={"list": "tertials"})])
    choices = districts_in(data, who, tertial)
    district = request.query_params.get("district") or ""
    if district and district not in choices:
        if district not in data.codes("districts"):
            raise InvalidInput(faults=[Fault("district", "unknown-district", allowed=choices)])
        if not who.reaches(district):
            raise OtherDistrict()
        district = ""  # not there in this tertial: all that were
    return DeskScope(tertial, tertials, (district,) if district else choices, district, choices)


def tertials_of(data: Municipality, now: str) -> tuple[str, ...]:
    """The tertials that something can be registered for, the newest first."""
    return tuple(reversed(tertials_between(tertial_of(data.starts), now)))


def districts_in(data: Municipality, who: Actor, tertial: str) -> tuple[str, ...]:
    """The districts of a tertial that are the own."""
    first, last = months_of(tertial)
    return tuple(
        district.code
        for district in data.districts
        if who.reaches(district.code)
        and (district.first or "0000-00") <= last
        and first <= (district.last or "9999-12")
    )
