"""A state at a period's end is of the districts that were there then: live, released and reported alike.

Rinkeby-Kista and Spånga-Tensta became Järva in July 2023. All three handed in figures of that year.
"""

from typing import Any

from app.release.protection.release_counts import counted_layouts
from app.tables.registry import BY_ID
from tests.support.service import Service, example
from tests.tables.filed import ask

CHILDREN = {"rinkeby-kista": 100, "spanga-tensta": 50, "jarva": 160, "farsta": 70}


def _handed_in(service: Service) -> None:
    coordinator = service.coordinator()
    for district, children in CHILDREN.items():
        content = {**example("context", "stockholm"), "children_0_6": children, "children_0_20": 1000}
        for year in ("2022", "2023"):
            if district != "jarva" or year == "2023":
                reply = coordinator.put(f"/api/v1/context/{district}/{year}", json=content)
                assert reply.is_success, reply.text
        shown = {**example("open-preschool-return", "stockholm"), "own_run": children, "turned_away": 2}
        reply = coordinator.put(f"/api/v1/open-preschool-returns/{district}/2023-T2", json=shown)
        assert reply.is_success, reply.text


def _children(service: Service, **asked: Any) -> dict[tuple[str, str], int | None]:
    rows = ask(service.coordinator(), "context", **asked)["rows"]
    return {
        (row.get("district", "all"), row.get("year", "")): row["count"]
        for row in rows
        if row["measure"] == "children-0-6"
    }


def test_a_state_is_added_up_of_those_that_were_there_at_its_end(quick: Service) -> None:
    _handed_in(quick)
    assert _children(quick, period="2022..2023", by="year") == {("all", "2022"): 220, ("all", "2023"): 230}
    assert _children(quick, period="2023", by="district,year", division="current") == {
        **{(one, "2023"): None for one in _others(quick)},
        ("farsta", "2023"): 70,
        ("jarva", "2023"): 160,
    }
    reported = _children(quick, period="2023", by="district,year")
    assert reported["jarva", "2023"] == 160
    assert reported["rinkeby-kista", "2023"] is None

    # Of a return with both, what happened is counted, and what stood there at the end is not.
    rows = ask(quick.coordinator(), "open-preschools", period="2023-T2", by="tertial")["rows"]
    assert next(row["count"] for row in rows if row["measure"] == "own-run") == 230
    rows = ask(quick.coordinator(), "open-preschool-visits", period="2023-T2", by="tertial")["rows"]
    assert next(row["count"] for row in rows if row["measure"] == "turned-away") == 8


def test_a_release_adds_up_the_same(quick: Service) -> None:
    _handed_in(quick)
    catalogue = quick.here.catalogue
    with quick.database.reading() as session:
        (shape,) = counted_layouts(session.connection(), catalogue, "2023-T3", [BY_ID["context"]])
    finest = shape.finest("children-0-6")
    sums = {at[0]: sum(finest.get(one, 0) for one in below) for at, below in shape.parts("children-0-6")}
    assert (sums["stockholm"], sums["jarva"]) == (230, 160)


def _others(service: Service) -> list[str]:
    data = service.here.catalogue.municipality
    return [one.code for one in data.districts if not one.last and one.code not in CHILDREN]
