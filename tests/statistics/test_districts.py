"""A merger: Rinkeby-Kista and Spånga-Tensta became Järva in July 2023. One series, by either division."""

from collections.abc import Iterator
from typing import Any

from app.intake.filing import FiledItem
from tests.support.service import Service
from tests.tables import city
from tests.tables.filed import PATH, ask, figures, file, item


def _moved(district: str, month: str, area: str = "husby") -> FiledItem:
    own = next(iter(city.sessions("stockholm")))
    assert own.content is not None
    content = own.content.model_dump(mode="json")
    return item(
        "counselling-session", content | {"district": district, "month": month, "residential_area": area}
    )


def _records() -> Iterator[FiledItem]:
    yield _moved("rinkeby-kista", "2022-10")
    yield _moved("spanga-tensta", "2022-11", "tensta")
    yield _moved("spanga-tensta", "2023-02", "tensta")
    yield _moved("jarva", "2023-08")
    yield _moved("farsta", "2023-08", "hokarangen")


def _series(service: Service, own: str | None = None, **parameters: Any) -> list[str]:
    asked = {"period": "2022-T3,2023-T2", "by": "district,tertial", **parameters}
    return figures(service.coordinator(own), "residential-areas", **asked)


def test_by_the_division_of_the_time(stockholm: Service) -> None:
    file(stockholm, *_records())
    assert _series(stockholm) == [
        "sessions district=farsta tertial=2023-T2: 1",
        "sessions district=rinkeby-kista tertial=2022-T3: 1",
        "sessions district=spanga-tensta tertial=2022-T3: 1",
        "sessions district=jarva tertial=2023-T2: 1",
    ]


def test_by_the_current_division(stockholm: Service) -> None:
    file(stockholm, *_records())
    joined = [
        "sessions district=jarva tertial=2022-T3: 2",
        "sessions district=jarva tertial=2023-T2: 1",
    ]
    assert _series(stockholm, division="current", district="jarva") == joined
    assert _series(stockholm, "jarva", division="current") == joined
    assert [one for one in _series(stockholm, division="current") if "jarva" in one] == joined


def test_the_year_before_of_a_merged_district(stockholm: Service) -> None:
    file(stockholm, *_records())
    asked = {"period": "2023-T3", "compare": "year-before", "by": "district", "division": "current"}
    reply = ask(stockholm.coordinator("jarva"), "residential-areas", **asked)
    assert [(row["period"], row["district"], row["count"]) for row in reply["rows"]] == [
        ("2023-T3", "jarva", 0),
        ("2022-T3", "jarva", 2),
    ]
    assert reply["periods"] == ["2023-T3", "2022-T3"]


def test_areas_keep_their_codes_through_the_merger(stockholm: Service) -> None:
    file(stockholm, *_records())
    asked = {"period": "2022..2023", "by": "area", "division": "current"}
    assert figures(stockholm.coordinator("jarva"), "residential-areas", **asked) == [
        "sessions area=husby: 2 of 4 = 0.5",
        "sessions area=tensta: 2 of 4 = 0.5",
    ]


def test_narrowed_to_areas(stockholm: Service) -> None:
    """The base is of what is asked for: sessions of parents who live there."""
    file(stockholm, *_records())
    asked = {"period": "2022..2023", "area": "tensta,hokarangen", "by": "area"}
    assert figures(stockholm.coordinator(), "residential-areas", **asked) == [
        "sessions area=hokarangen: 1 of 3 = 0.3333",
        "sessions area=tensta: 2 of 3 = 0.6667",
    ]
    assert figures(stockholm.coordinator(), "session-order", period="2022..2023", area="husby") == [
        "sessions session_order=first: 2 of 2 = 1",
        "families: 2",
        "within-five: 2 of 2 = 1",
    ]
    # Where a contact led is never told by area.
    refused = stockholm.coordinator().get(f"{PATH}/next-steps", params={"area": "hokarangen"})
    assert refused.status_code == 422
    assert [fault["rule"] for fault in refused.json()["errors"]] == ["unknown-parameter"]
