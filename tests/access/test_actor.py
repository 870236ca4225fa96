"""May this person: the rules as a table, without web or database."""

import pytest

from app.access.actor import (
    COMMAND_LINE,
    Scopes,
    actor,
    in_scope,
    may,
    may_in,
    may_in_city,
    require,
    require_in,
    require_in_city,
    require_scope,
)
from app.access.problems import NotAllowed, OtherDistrict, OutOfScope
from app.access.roles import Permission, Role
from app.catalogue.catalogue import load

CITY = load("stockholm").municipality

TABLET = actor(Role.ADVISER, "farsta", CITY)
COORDINATOR = actor(Role.COORDINATOR, "farsta", CITY, account="c-7k2m9q")
CITY_COORDINATOR = actor(Role.COORDINATOR, None, CITY, account="c-x03rtz")
RESEARCHER = actor(Role.RESEARCHER, None, CITY, key="k-7k2m9q", scopes=Scopes(None, None))
ADMIN = actor(Role.ADMIN, None, CITY, account="a-7k2m9q")
EVERYBODY = (TABLET, COORDINATOR, CITY_COORDINATOR, RESEARCHER, ADMIN)

# fmt: off
#                                      tablet  coord.  city    resear. admin
MAY = {
    Permission.READ_CATALOGUE:         (True,  True,   True,   True,   True),
    Permission.FILE_RECORDS:           (True,  True,   True,   False,  False),
    Permission.FILE_RETURNS:           (False, True,   True,   False,  False),
    Permission.READ_LIVE_FIGURES:      (False, True,   True,   False,  False),
    Permission.READ_RELEASED_FIGURES:  (False, True,   True,   True,   False),
    Permission.ENROL_DEVICES:          (False, True,   True,   False,  False),
    Permission.LOCK_TERTIALS:          (False, False,  True,   False,  False),
    Permission.PUBLISH_RELEASES:       (False, False,  True,   False,  False),
    Permission.MANAGE_ACCOUNTS:        (False, False,  False,  False,  True),
    Permission.MANAGE_RESEARCH_KEYS:   (False, False,  True,   False,  True),
    Permission.READ_TRAIL:             (False, False,  True,   False,  True),
}
# fmt: on


def test_what_each_role_may() -> None:
    assert {permission: tuple(may(who, permission) for who in EVERYBODY) for permission in Permission} == MAY


@pytest.mark.parametrize("permission", Permission)
def test_the_raising_form_agrees_with_the_boolean_one(permission: Permission) -> None:
    for who in EVERYBODY:
        if may(who, permission):
            require(who, permission)
        else:
            with pytest.raises(NotAllowed):
                require(who, permission)


@pytest.mark.parametrize(
    ("who", "own", "others", "whole"),
    [(COORDINATOR, True, False, False), (CITY_COORDINATOR, True, True, True)],
    ids=["district", "city"],
)
def test_a_coordinator_sees_the_own_district_and_the_citys_all(who, own, others, whole) -> None:  # type: ignore[no-untyped-def]
    live = Permission.READ_LIVE_FIGURES
    assert may_in(who, live, "farsta") is own
    assert may_in(who, live, "skarpnack") is others
    assert may_in(who, live, CITY.city.code) is others
    assert may_in_city(who, live) is whole
    if others:
        require_in(who, live, "skarpnack")
        require_in_city(who, live)
    else:
        with pytest.raises(OtherDistrict):
            require_in(who, live, "skarpnack")
        with pytest.raises(OtherDistrict):
            require_in_city(who, live)


def test_who_may_not_at_all_is_told_so_and_not_of_another_district() -> None:
    for district in ("farsta", "skarpnack"):
        assert not may_in(TABLET, Permission.READ_LIVE_FIGURES, district)
        with pytest.raises(NotAllowed):
            require_in(TABLET, Permission.READ_LIVE_FIGURES, district)
    with pytest.raises(NotAllowed):
        require_in_city(ADMIN, Permission.READ_LIVE_FIGURES)


# The own districts after Rinkeby-Kista and Spånga-Tensta became Järva.
@pytest.mark.parametrize(
    ("role", "district", "reach"),
    [
        (Role.COORDINATOR, "jarva", {"jarva", "rinkeby-kista", "spanga-tensta"}),
        (Role.COORDINATOR, "rinkeby-kista", {"rinkeby-kista"}),
        (Role.COORDINATOR, "farsta", {"farsta"}),
        (Role.ADVISER, "jarva", {"jarva", "rinkeby-kista", "spanga-tensta"}),
        (Role.ADVISER, "rinkeby-kista", {"rinkeby-kista", "jarva"}),
        (Role.ADVISER, "farsta", {"farsta"}),
    ],
)
def test_the_reach_follows_a_merger(role: Role, district: str, reach: set[str]) -> None:
    assert actor(role, district, CITY).reach == frozenset(reach)


def test_a_tablet_is_nothing_but_its_district() -> None:
    assert (TABLET.account, TABLET.key, TABLET.scopes) == (None, None, None)
    assert actor(Role.ADVISER, "farsta", CITY) == TABLET  # two tablets of a district cannot be told apart
    with pytest.raises(NotAllowed):
        _ = TABLET.mark


def test_what_the_trail_calls_whom() -> None:
    assert [who.mark for who in (COORDINATOR, RESEARCHER, ADMIN, COMMAND_LINE)] == [
        "c-7k2m9q", "k-7k2m9q", "a-7k2m9q", "command-line",
    ]  # fmt: skip


SOME = Scopes(frozenset({"reach"}), frozenset({"farsta", "skarpnack"}))


@pytest.mark.parametrize(
    ("scopes", "table", "districts", "opened"),
    [
        (Scopes(None, None), "reach", ["farsta", "jarva"], True),
        (SOME, "reach", ["farsta"], True),
        (SOME, "reach", ["farsta", "skarpnack"], True),
        (SOME, "reach", ["farsta", "jarva"], False),
        (SOME, "reach", ["stockholm"], False),
        (SOME, "routes-in", ["farsta"], False),
        (Scopes(frozenset(), None), "reach", ["farsta"], False),
        (Scopes(None, frozenset({"farsta"})), "routes-in", ["farsta"], True),
        (None, "reach", ["farsta"], False),
    ],
)
def test_a_keys_scope(scopes: Scopes | None, table: str, districts: list[str], opened: bool) -> None:
    who = actor(Role.RESEARCHER, None, CITY, key="k-7k2m9q", scopes=scopes)
    assert in_scope(who, table, districts) is opened
    if opened:
        require_scope(who, table, districts)
    else:
        with pytest.raises(OutOfScope):
            require_scope(who, table, districts)


def test_only_who_reads_released_figures_has_a_scope_at_all() -> None:
    assert in_scope(COORDINATOR, "reach", ["skarpnack"])  # the city's released figures of others
    for who in (TABLET, ADMIN):
        assert not in_scope(who, "reach", ["farsta"])
        with pytest.raises(NotAllowed):
            require_scope(who, "reach", ["farsta"])
