"""Who may see live figures: a district's coordinator its own, the city's coordinator all, nobody else any."""

import pytest

from app.tables.registry import BY_ID
from tests.support.service import Service
from tests.tables import city
from tests.tables.filed import PATH, ask, file, item


def test_only_coordinators_see_live_figures(service: Service) -> None:
    nobodies = (service.tablet(), service.researcher(), service.admin())
    for path in (f"{PATH}/routes-in?edition=live", f"{PATH}/context?edition=live"):
        refused = service.client().get(path)
        assert (refused.status_code, refused.json()["type"]) == (401, "/problems/not-signed-in")
        for client in nobodies:
            refused = client.get(path)
            assert (refused.status_code, refused.json()["type"]) == (403, "/problems/not-allowed")
        assert service.coordinator().get(path).status_code == 200


def test_nothing_is_released_of_itself(quick: Service) -> None:
    researcher = quick.researcher()
    assert {tuple(one["released"]) for one in researcher.get(PATH).json()["tables"]} == {()}
    reply = researcher.get(f"{PATH}/routes-in")
    assert (reply.status_code, reply.json()["type"]) == (404, "/problems/release-not-found")
    for client in (quick.tablet(), quick.admin()):
        assert client.get(PATH).status_code == 403
        assert client.get(f"{PATH}/routes-in?edition=released").status_code == 403


@pytest.mark.parametrize("table", ["routes-in", "open-preschools", "reach"])
def test_every_table_is_guarded_alike(quick: Service, table: str) -> None:
    assert quick.tablet().get(f"{PATH}/{table}").status_code == 403


def test_a_district_sees_its_own_figures_alone(quick: Service) -> None:
    file(quick, *city.sessions("stockholm"))
    other = next(iter(city.sessions("stockholm")))
    assert other.content is not None
    file(quick, item("counselling-session", other.content.model_dump(mode="json") | {"district": "farsta"}))
    asked = {"period": "2024-T1", "by": "district"}

    def seen(district: str | None) -> dict[str, int]:
        rows = ask(quick.coordinator(district), "residential-areas", **asked)["rows"]
        return {row["district"]: row["count"] for row in rows if row["count"]}

    assert seen("skarholmen") == {"skarholmen": 4}
    assert seen("farsta") == {"farsta": 1}
    assert seen(None) == {"farsta": 1, "skarholmen": 4}
    refused = quick.coordinator("farsta").get(f"{PATH}/residential-areas", params={"district": "skarholmen"})
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/other-district")


def test_every_table_has_its_own_endpoint(quick: Service) -> None:
    paths = quick.app.openapi()["paths"]
    assert {f"{PATH}/{table}" for table in BY_ID} == {path for path in paths if path.startswith(f"{PATH}/")}
    assert all(list(paths[f"{PATH}/{table}"]) == ["get"] for table in BY_ID)


def test_live_figures_are_kept_nowhere_on_the_way(quick: Service) -> None:
    reply = quick.coordinator().get(f"{PATH}/routes-in")
    assert reply.headers["cache-control"] == "no-store"
    assert "Cookie" in reply.headers["vary"]
