"""What is demanded can be handed in, through the API and on the desk, and then is demanded no more."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from app.activities.programme_figures import central
from app.activities.return_demands import demanded, of_whole_city
from app.desk.due_returns import missing
from app.desk.overview import MissingReturns, lacking_in
from app.vocabulary.periods import tertials_between
from tests.catalogue.renaming import changed
from tests.support.service import TODAY, Service, Templates, example, migrate, new_id, start

Change = Callable[[dict[str, Any]], None]


def _later_figures(data: dict[str, Any]) -> None:
    """Yearly figures from 2025 on; a programme run centrally from May to July 2025."""
    data["figures_start"] = 2025
    data["parenting_programmes"][0] |= {"run_by": "centrally", "from": "2025-05", "to": "2025-07"}


def _a_unit_that_ended(data: dict[str, Any]) -> None:
    """A second unit, closed in February 2024 without any other in its place, and its programme."""
    more = {"sv": "Filialen", "en": "The branch"}
    data["districts"].append({"code": "filialen", **more, "from": "2023-05", "to": "2024-02"})
    data["home_visiting_programmes"].append({"code": "filialen", **more, "district": "filialen"})
    data["home_visiting_programmes"][0]["to"] = "2023-06"


def _nothing_of_it(data: dict[str, Any]) -> None:
    """No home visits, nothing that is run centrally, and no open preschools."""
    data["home_visiting_programmes"] = []
    data["open_preschools"] = False


def _open_preschools_for_a_year(data: dict[str, Any]) -> None:
    data["open_preschools"] = {"from": "2024-03", "to": "2024-12"}


CASES: dict[str, tuple[str, Change | None, tuple[str, ...]]] = {
    "stockholm": ("stockholm", None, ("2017-T3", "2023-T2")),
    "lindesberg": ("lindesberg", None, ("2023-T1", "2026-T3")),
    "later figures": ("lindesberg", _later_figures, ("2023-T1", "2024-T3", "2025-T1", "2025-T3", "2026-T1")),
    "a unit that ended": ("lindesberg", _a_unit_that_ended, ("2023-T1", "2023-T2", "2023-T3", "2024-T1")),
    "nothing of it": ("lindesberg", _nothing_of_it, ("2024-T1",)),
    "open preschools for a year": (
        "lindesberg",
        _open_preschools_for_a_year,
        ("2023-T3", "2024-T1", "2025-T1"),
    ),
}


@pytest.fixture(params=CASES)
def case(
    request: pytest.FixtureRequest, templates: Templates, tmp_path: Path
) -> Iterator[tuple[Service, Any]]:
    name, change, tertials = CASES[request.param]
    if change is None:
        url = templates.sqlite(tmp_path / "shipped.db", name)
    else:
        name = str(changed(name, tmp_path, change))
        url = f"sqlite:///{tmp_path / 'changed.db'}"
        migrate(url, name)
    for service in start(url, name):
        yield service, tertials


def _lacking(service: Service, tertial: str) -> MissingReturns:
    catalogue = service.here.catalogue
    with service.database.reading() as session:
        return lacking_in(session, catalogue, catalogue.municipality.codes("districts"), tertial, TODAY)


def _content(service: Service, activity: str, period: str) -> dict[str, Any]:
    """Some content; of programmes one that is run centrally then."""
    content = example(activity, "stockholm")
    if activity == "programme-figures":
        programme, *_ = central(service.here.catalogue.municipality, period)
        return {"catalogue_version": 1, "programmes": [{"programme": programme, "participants": 7}]}
    return {**content, "survey": []} if activity == "open-preschool-return" else content


def _hand_in(service: Service, client: TestClient, lacking: MissingReturns, tertial: str) -> None:
    for one in lacking.returns:
        assert client.get(one.path).status_code == 200, one.path
        path = f"/api/v1/{one.activity.path}/{one.about}/{one.period}"
        reply = client.put(path, json=_content(service, one.activity.name, one.period))
        assert reply.status_code == 201, f"{path}: {reply.text}"
    levels = service.here.catalogue.municipality.codes("levels")
    for district in lacking.spindle:
        content = example("spindle-response", "stockholm", district=district, tertial=tertial)
        reply = client.put(f"/api/v1/spindle-responses/{new_id()}", json=content)
        assert reply.status_code == 201, reply.text
    for district, month in lacking.months:
        content = example("counselling-session", "stockholm", district=district, month=month, answers=[])
        content |= {"residential_area": "not-known", "arena": "not-known"}
        content |= {"level": levels[0]} if levels else {}
        reply = client.put(f"/api/v1/counselling-sessions/{new_id()}", json=content)
        assert reply.status_code == 201, reply.text


def test_what_is_demanded_can_be_handed_in(case: tuple[Service, Any]) -> None:
    service, tertials = case
    client = service.coordinator()
    for tertial in tertials:
        lacking = _lacking(service, tertial)
        assert lacking.number, tertial
        _hand_in(service, client, lacking, tertial)
        assert _lacking(service, tertial).number == 0, tertial
        assert "Ingenting saknas." in client.get(f"/desk?tertial={tertial}").text


def test_lindesberg_is_not_asked_for_what_it_does_not_have(templates: Templates, tmp_path: Path) -> None:
    url = templates.sqlite(tmp_path / "shipped.db", "lindesberg")
    for service in start(url, "lindesberg"):
        catalogue = service.here.catalogue
        of_all = [
            one.activity.name
            for tertial in tertials_between("2023-T1", "2026-T3")
            for one in demanded(catalogue, tertial, TODAY)
        ]
        assert set(of_all) == {"open-preschool-return", "enrolment-figures", "context"}
        assert of_whole_city(catalogue, "2025", TODAY) is None
        client = service.coordinator()
        district = catalogue.municipality.codes("districts")[0]
        assert "rogrammens årsuppgifter" not in client.get("/desk/returns?tertial=2025-T3").text
        assert client.get(f"/desk/returns/programme-figures/{district}/2025").status_code == 404
        lacking = _lacking(service, "2023-T1")
        assert [month for _, month in lacking.months] == ["2023-02", "2023-03", "2023-04"]
        assert missing(lacking.returns)


def test_a_municipality_without_open_preschools_hands_in_none(tmp_path: Path) -> None:
    """Not asked for, refused with the reason, no poster, and nothing of them in the report."""
    name = str(changed("lindesberg", tmp_path, _nothing_of_it))
    migrate(url := f"sqlite:///{tmp_path / 'none.db'}", name)
    for service in start(url, name):
        client, catalogue = service.coordinator(), service.here.catalogue
        district, *_ = catalogue.municipality.codes("districts")
        asked = [one.activity.name for one in demanded(catalogue, "2025-T3", TODAY)]
        assert asked == ["context"]
        assert "ppna förskol" not in client.get("/desk/returns?tertial=2025-T3").text
        assert client.get(f"/desk/returns/open-preschool-return/{district}/2025-T3").status_code == 404
        content = _content(service, "open-preschool-return", "2025-T3")
        reply = client.put(f"/api/v1/open-preschool-returns/{district}/2025-T3", json=content)
        [fault] = reply.json()["errors"]
        assert (reply.status_code, fault["field"], fault["rule"]) == (422, "tertial", "nothing-of-it")
        assert fault["message"].startswith("Kommunen hade inget sådant")
        poster = {"activity": "open-preschool-return", "district": district, "tertial": "2026-T3"}
        reply = client.post("/api/v1/posters", json={**poster, "month": TODAY.isoformat()[:7], "uses": 5})
        assert [one["rule"] for one in reply.json()["errors"]] == ["nothing-of-it"], reply.text
        assert "Kommunen har inga öppna förskolor" in client.get("/posters").text
        report = client.get("/reports/2025-T3")
        assert report.status_code == 200
        chapters = re.findall(r'<h2 id="([a-z-]+)"', report.text)
        assert "sessions" in chapters
        assert "preschools" not in chapters
