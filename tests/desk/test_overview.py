"""The overview's figures are those of what was filed, for whom they are."""

from typing import Any

import httpx
import pytest

from app.access.roles import Role
from app.kit import clock
from app.vocabulary.periods import month_of, tertial_of
from tests.desk.reading import Page, get, text_of
from tests.support.live import Live
from tests.support.service import example, new_id

DISTRICT, TERTIAL = "hasselby-vallingby", "2022-T2"


@pytest.fixture(scope="module")
def filled(desk: Live, city: httpx.Client) -> None:
    """Five sessions, two of them with an answer; a meeting, a Spindle; a session last year."""
    session = example("counselling-session", "stockholm", district=DISTRICT)
    silent = session | {"answers": []}
    meeting = example("theme-meeting", "stockholm", district=DISTRICT, answers=[])
    wanted: list[tuple[str, dict[str, Any]]] = [
        ("counselling-sessions", session | {"month": "2022-05"}),
        ("counselling-sessions", session | {"month": "2022-06"}),
        *(("counselling-sessions", silent | {"month": month}) for month in ("2022-05", "2022-05", "2022-08")),
        ("counselling-sessions", session | {"month": "2021-07"}),
        ("counselling-sessions", session | {"month": "2022-06", "district": "skarpnack"}),
        ("theme-meetings", meeting | {"month": "2022-08"}),
        ("spindle-responses", example("spindle-response", "stockholm", district=DISTRICT, tertial=TERTIAL)),
    ]  # fmt: skip
    for path, content in wanted:
        assert city.put(f"/api/v1/{path}/{new_id()}", json=content).status_code == 201
    for path, name in (
        (f"open-preschool-returns/{DISTRICT}/{TERTIAL}", "open-preschool-return"),
        (f"context/{DISTRICT}/2022", "context"),
    ):
        assert city.put(f"/api/v1/{path}", json=example(name, "stockholm")).status_code == 201


def _desk(client: httpx.Client, tertial: str = TERTIAL, district: str = DISTRICT) -> Page:
    return get(client, f"/desk?tertial={tertial}&district={district}")


def _missing(page: Page) -> list[str]:
    lists = page.all("ul", class_="missing-list")
    return [text_of(one) for one in lists[0].iter("li")] if lists else []


@pytest.mark.usefixtures("filled")
def test_what_is_registered_stands_by_month_and_activity(city: httpx.Client) -> None:
    page = _desk(city)
    assert page.heading == "Tertial 2 2022 (maj–augusti)"
    rows = page.rows("registered")
    assert rows["Råd- och stödsamtal"] == ["3", "1", "0", "1", "5"]
    assert rows["Tematräff"] == ["0", "0", "0", "1", "1"]
    assert rows["Hembesök"] == ["0", "0", "0", "0", "0"]
    assert rows["Spindeln"] == ["per tertial"] * 4 + ["1"]
    of_all = get(city, f"/desk?tertial={TERTIAL}").rows("registered")
    assert of_all["Råd- och stödsamtal"] == ["3", "2", "0", "1", "6"]


@pytest.mark.usefixtures("filled")
def test_the_response_rate_has_its_base(city: httpx.Client) -> None:
    items = [text_of(one).replace("\xa0", " ") for one in _desk(city).all("li")]
    assert "Råd- och stödsamtal: 2 av 5 har svar (40 %)." in items
    assert not [one for one in items if one.startswith("Tematräffar")]  # one meeting is too few to be told
    assert "färre än fem samtal, träffar eller grupper är inräknade" in _desk(city, "2020-T2").text


@pytest.mark.usefixtures("filled")
def test_what_is_missing_is_told_with_the_way_to_mend_it(city: httpx.Client) -> None:
    page = _desk(city)
    assert _missing(page) == [
        "Barn i hembesöksprogrammet, 2022-T2 inte inlämnad för Hässelby",
        "Programmens årsuppgifter, 2022 (för hela året) inte inlämnad för Hässelby-Vällingby",
        "Juli 2022 inget samtal är registrerat i Hässelby-Vällingby",
    ]
    form = page.follow("Hässelby").form("Lämna in")
    for name in list(form.values):
        if name != "if_match":
            form[f"{name}.state"] = "not-known"
    assert form.send().status == 200
    assert len(_missing(_desk(city))) == 2
    earlier = _missing(_desk(city, "2021-T2"))
    assert [one.partition(",")[0].partition(" ")[0] for one in earlier] == [
        "Öppna", "Barn", "Programmens", "Bakgrundsuppgifter", "Spindeln", "Maj", "Juni", "Augusti",
    ]  # fmt: skip


@pytest.mark.usefixtures("filled")
def test_the_tertial_stands_beside_the_one_before_and_last_years(city: httpx.Client) -> None:
    page = _desk(city)
    heads = [text_of(one) for one in page.all("th") if text_of(one)[:2] == "20"]
    assert heads == ["2022-T2", "2022-T1", "2021-T2"]
    rows = page.rows("beside")
    assert rows["Råd- och stödsamtal"] == ["5", "0", "1"]
    assert rows["Samtal med svar"] == ["40 % av 5", "–", "–"]
    assert rows["Inlämnade uppgifter"][2] == "0 av 4"
    assert "inget tidigare tertial" in _desk(city, "2017-T3").text

    # One that is not over is not shown as if it were.
    running = _desk(city, tertial_of(month_of(clock.today())))
    assert next(text_of(one) for one in running.all("th") if text_of(one)[:2] == "20").endswith("(pågår)")
    assert "Hittills" in running.text
    assert "Hittills" not in page.text


@pytest.mark.usefixtures("filled")
def test_how_the_answers_came_in_stands_by_district(city: httpx.Client) -> None:
    rows = get(city, f"/desk?tertial={TERTIAL}").rows("ways")
    assert rows["Hässelby-Vällingby"] == ["5", "2 (40 %)", "0", "0", "2", "0", "0"]
    assert rows["Farsta"] == ["0", "0", "0", "0", "0", "0", "0"]


@pytest.mark.usefixtures("filled")
def test_languages_that_no_native_speaker_has_read_are_named(city: httpx.Client) -> None:
    told = text_of(_desk(city).by_id("unreviewed"))
    assert all(name in told for name in ("arabiska", "tigrinska", "engelska", "lätt svenska"))
    assert told.count("svenska") == 1, "the Swedish itself is read"


def test_a_districts_coordinator_sees_the_own_and_what_was_merged_into_it(desk: Live) -> None:
    jarva = desk.account(Role.COORDINATOR, "jarva")
    now = get(jarva, "/desk")
    assert "Stadsdel" not in [text_of(one) for one in now.all("label")]
    assert list(now.rows("ways")) == ["Järva"]
    before = get(jarva, f"/desk?tertial={TERTIAL}")
    assert list(before.rows("ways")) == ["Rinkeby-Kista", "Spånga-Tensta"]
    assert before.rows("registered")["Råd- och stödsamtal"][-1] == "0"
    assert "Hässelby" not in before.text


def test_the_choice_is_a_plain_form(city: httpx.Client) -> None:
    form = get(city, "/desk?lang=en").form("Show")
    form["tertial"], form["district"] = "2019-T2", "farsta"
    page = form.send()
    assert page.heading == "Tertial 2 of 2019 (May–August)"
    assert list(page.rows("ways")) == ["Farsta"]


def test_the_reports_and_tables_of_the_choice_are_linked(city: httpx.Client, farsta: httpx.Client) -> None:
    page = get(farsta, "/desk/reports?tertial=2019-T2")
    form = page.form("Visa spannet")
    form["first"] = "2019-T1"
    found = [one.get("href") or "" for one in form.send().all("a")]
    links = {one for one in found if one.startswith("/reports")}
    periods = ("2019-T1..2019-T2", "2019-T2", "2019")
    assert links == {
        f"/reports/{period}?district=farsta&edition=working&form={form}"
        for period in periods
        for form in ("html", "pdf", "xlsx", "zip")
    }
    page = get(farsta, "/desk/tables?tertial=2019-T2")
    csv = [one.get("href") or "" for one in page.all("a") if "format=csv" in (one.get("href") or "")]
    assert len(csv) == 27
    for one in csv[::9]:
        assert farsta.get(one).headers["content-type"].startswith("text/csv")


def test_a_merged_district_is_compared_with_what_it_was_made_of(city: httpx.Client) -> None:
    for district, month in (("rinkeby-kista", "2023-02"), ("spanga-tensta", "2023-05"), ("jarva", "2023-08")):
        content = example("counselling-session", "stockholm", district=district, month=month)
        assert city.put(f"/api/v1/counselling-sessions/{new_id()}", json=content).status_code == 201
    page = _desk(city, "2023-T2", "jarva")
    assert page.rows("beside")["Råd- och stödsamtal"] == ["2", "1", "0"]
    assert "före sammanslagningen: Rinkeby-Kista, Spånga-Tensta." in page.text
    ended = _desk(city, "2023-T2", "rinkeby-kista")
    assert "Rinkeby-Kista fanns inte i samma form hela tiden." in ended.text
