"""Who is asking, and "may this person": pure, with a boolean and a raising form of each question.

Whether something may happen now (a locked tertial, a used code) is asked elsewhere.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from app.access.problems import NotAllowed, OtherDistrict, OutOfScope
from app.access.roles import Permission, Role, permissions_of
from app.catalogue.model import Municipality
from app.vocabulary.marks import COMMAND_LINE as COMMAND_LINE_MARK


@dataclass(frozen=True)
class Scopes:
    """What a research key opens; None stands for all."""

    tables: frozenset[str] | None
    districts: frozenset[str] | None


@dataclass(frozen=True)
class Actor:
    """Who is asking. Of a device nothing but its district: what it files can be traced to no device.

    `district` is the own one, None for the whole city; `reach` are the districts whose facts are the own,
    None for all; `account` is a coordinator's or admin's code, `key` a research key's mark.
    """

    role: Role | None
    district: str | None = None
    reach: frozenset[str] | None = None
    account: str | None = None
    key: str | None = None
    scopes: Scopes | None = None
    permissions: frozenset[Permission] = field(default=frozenset())

    def reaches(self, district: str | None) -> bool:
        """Whether a district's facts are the own."""
        return self.reach is None or district in self.reach

    @property
    def mark(self) -> str:
        """What the trail calls the actor. Raises `NotAllowed` for a device: it does no administrative act."""
        mark = self.account or self.key
        if mark is None:
            raise NotAllowed()
        return mark


COMMAND_LINE = Actor(role=None, account=COMMAND_LINE_MARK, permissions=frozenset(Permission))
"""Whoever runs the service, on its own machine: may do anything, and stands in the trail as such."""


def actor(
    role: Role,
    district: str | None,
    municipality: Municipality,
    *,
    account: str | None = None,
    key: str | None = None,
    scopes: Scopes | None = None,
) -> Actor:
    """An actor with what its role and its district give it."""
    reach = None if district is None else reach_of(role, district, municipality)
    return Actor(role, district, reach, account, key, scopes, permissions_of(role, district))


def reach_of(role: Role, district: str, municipality: Municipality) -> frozenset[str]:
    """The districts that count as the own: itself, and those that were merged into it.

    A device also reaches what its district was merged into: a tablet need not be enrolled again for a
    reorganisation. A coordinator does not: the new district's figures are more than the old one's.
    """
    entries = municipality.entries("districts")
    reach = {entry.code for entry in entries if district in _line(entry.code, municipality)}
    if role is Role.ADVISER:
        reach.update(_line(district, municipality))
    return frozenset(reach)


def _line(code: str, municipality: Municipality) -> Iterator[str]:
    """A district and its successors (the catalogue refuses circles)."""
    following: str | None = code
    while following:
        yield following
        entry = municipality.find("districts", following)
        following = entry.successor if entry else None


def may(who: Actor, permission: Permission) -> bool:
    return permission in who.permissions


def require(who: Actor, permission: Permission) -> None:
    """Raises `NotAllowed`."""
    if not may(who, permission):
        raise NotAllowed()


def may_in(who: Actor, permission: Permission, district: str) -> bool:
    """The same for what belongs to one district; the whole city's own code counts as one too."""
    return may(who, permission) and (who.reach is None or district in who.reach)


def require_in(who: Actor, permission: Permission, district: str) -> None:
    """Raises `NotAllowed`, `OtherDistrict`."""
    require(who, permission)
    if not may_in(who, permission, district):
        raise OtherDistrict()


def may_in_city(who: Actor, permission: Permission) -> bool:
    """The same for what belongs to all districts together."""
    return may(who, permission) and who.reach is None


def require_in_city(who: Actor, permission: Permission) -> None:
    """Raises `NotAllowed`, `OtherDistrict`."""
    require(who, permission)
    if not may_in_city(who, permission):
        raise OtherDistrict()


def in_scope(who: Actor, table: str, districts: Iterable[str]) -> bool:
    """Whether a released table, for these districts, is open to the actor: only keys have scopes."""
    if not may(who, Permission.READ_RELEASED_FIGURES):
        return False
    if who.scopes is None:
        return who.role is not Role.RESEARCHER
    tables, opened = who.scopes.tables, who.scopes.districts
    return (tables is None or table in tables) and (opened is None or opened.issuperset(districts))


def require_scope(who: Actor, table: str, districts: Iterable[str]) -> None:
    """Raises `NotAllowed`, `OutOfScope`."""
    require(who, Permission.READ_RELEASED_FIGURES)
    if not in_scope(who, table, districts):
        raise OutOfScope()
