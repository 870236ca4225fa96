"""The returns' forms: made of the description, filed by the intake, corrected, honest about errors."""

from typing import Any

import httpx
import pytest

from app.access.roles import Role
from app.activities.descriptions import describe_fields
from app.activities.registry import BY_NAME, RETURNS
from app.catalogue.catalogue import load
from app.desk.form_data import STATE, boxes_of, given_of
from app.desk.form_data import read as read_form
from app.desk.return_boxes import groups_of
from app.desk.sent_form import SentForm
from tests.desk.reading import HTML, Page, fill, get, read, text_of
from tests.support.live import Live
from tests.support.service import example

ABOUT = {
    "open-preschool-return": "farsta/2019-T1",
    "programme-figures": "farsta/2019",
    "enrolment-figures": "ragsved/2019-T1",
    "context": "farsta/2019",
}


def _page(client: httpx.Client, name: str, about: str) -> Page:
    return get(client, f"/desk/returns/{BY_NAME[name].path}/{about}")


def _stored(client: httpx.Client, name: str, about: str) -> dict[str, Any]:
    reply = client.get(f"/api/v1/{BY_NAME[name].path}/{about}")
    assert reply.status_code == 200, reply.text
    content: dict[str, Any] = reply.json()["content"]
    return content


def _errors(page: Page) -> dict[str, str]:
    """The summary's words by the id that each links to; each stands at its field too, and is tied to it."""
    found = {}
    for link in page.by_id("errors").iter("a"):
        id_ = (link.get("href") or "")[1:]
        box = page.by_id(id_)
        assert box.get("aria-invalid") == "true"
        told = [text_of(page.by_id(one)) for one in (box.get("aria-describedby") or "").split()]
        label, _, words = text_of(link).partition(": ")
        assert words in told
        assert label == text_of(page.by_id(f"{id_}-label"))
        found[id_.removeprefix("f-")] = words
    return found


@pytest.mark.parametrize("name", ABOUT)
def test_a_return_is_handed_in_shown_again_and_corrected(city: httpx.Client, name: str) -> None:
    version = load("stockholm").municipality.version
    content = {**example(name, "stockholm"), "catalogue_version": version}
    page = _page(city, name, ABOUT[name])
    assert page.form("Lämna in")["if_match"] == ""
    form = page.form("Lämna in")
    fill(form, content)
    saved = form.send()
    assert (saved.status, "Uppgifterna är sparade." in saved.text) == (200, True)
    whole = BY_NAME[name].schema.model_validate(content).model_dump(mode="json")
    assert _stored(city, name, ABOUT[name]) == whole

    again = saved.form("Spara rättelsen").send()
    assert "Inget var ändrat." in again.text
    assert _stored(city, name, ABOUT[name]) == whole

    form = again.form("Spara rättelsen")
    first = next(one for one in form.values if form[one].isdigit() and one != "if_match")
    form[first] = str(int(form[first]) + 1)
    corrected = form.send()
    assert "Rättelsen är sparad." in corrected.text
    changed = _stored(city, name, ABOUT[name])
    assert changed != whole
    assert corrected.form("Spara rättelsen")[first] == form[first]


@pytest.mark.parametrize("activity", RETURNS, ids=lambda one: one.name)
@pytest.mark.parametrize("catalogue_name", ["stockholm", "lindesberg"])
def test_every_field_has_a_box_with_its_own_words(activity: Any, catalogue_name: str) -> None:
    catalogue = load(catalogue_name)
    groups = groups_of(activity, catalogue, "sv", "2023-T1" if activity.period == "tertial" else "2023", {})
    asked = {box.row[0] if box.row else box.name for box in boxes_of(groups)}
    described = {one["name"]: one for one in describe_fields(activity, activity.schema, catalogue, "sv")}
    # Where a municipality runs no programme centrally there is nothing to ask about it.
    no_rows = {name for name, one in described.items() if one["kind"] == "rows" and name not in asked}
    assert asked | no_rows == described.keys() - {"catalogue_version"}
    assert not no_rows or catalogue_name == "lindesberg"
    for box in boxes_of(groups):
        assert box.label
        # Not known can be said of every figure but the number of answers to a survey.
        assert "not-known" in box.states or (box.row is not None and box.row[0] == "survey")


@pytest.mark.parametrize("name", ABOUT)
def test_what_is_stored_comes_back_the_same_from_an_untouched_form(name: str) -> None:
    """Without a server: whatever stands in a return, opening its form and sending it changes nothing."""
    catalogue, activity = load("stockholm"), BY_NAME[name]
    content = example(name, "stockholm")
    if name == "programme-figures":
        rows = [{**content["programmes"][0], "mean_relation": 4.25, "interest": "not-known"}]
        content |= {"programmes": rows, "leaders": [
            {"programme": "abc", "arena": "not-known", "leaders": 3},
            {"programme": "cos-p", "arena": "preschool", "leaders": "not-known"},
        ]}  # fmt: skip
    stored = activity.schema.model_validate(content).model_dump(mode="json")
    groups = groups_of(
        activity, catalogue, "sv", "2019-T1" if activity.period == "tertial" else "2019", stored
    )
    pairs = []
    for box_name, given in given_of(stored, groups, "sv").items():
        pairs += [(box_name, given.text)] + ([(f"{box_name}{STATE}", given.state)] if given.state else [])
    reading = read_form(SentForm(pairs), groups, content["catalogue_version"])
    assert reading.wrong == []
    again = activity.schema.model_validate(reading.content)
    assert again.canonical() == activity.schema.model_validate(content).canonical()


def test_errors_are_plain_linked_and_keep_what_was_right(city: httpx.Client) -> None:
    page = _page(city, "open-preschool-return", "skarpnack/2019-T1")
    form = page.form("Lämna in")
    fill(form, example("open-preschool-return", "stockholm"))
    form["own_run"] = "0"
    form["opening_hours"] = ""
    form["run_by_others"] = "Anna Andersson"
    form["visits_women"] = "12345678"
    form["visits_men"], form["visits_men.state"] = "3", "not-known"
    form["survey.open-preschool-1.strengthened.no.number"] = "1,5"
    wrong = form.send()
    assert wrong.status == 422
    assert text_of(wrong.one("title")).startswith("Fel: ")
    million = "Skriv ett heltal från 0 till 1000000, med siffror."
    assert _errors(wrong) == {
        "opening_hours": "Ange ett antal, eller välj ”Uppgift saknas”.",
        "run_by_others": "Skriv ett heltal från 0 till 200, med siffror.",
        "visits_women": million,
        "visits_men": "Ange antingen ett antal eller ”Uppgift saknas”, inte båda.",
        "survey--open-preschool-1--strengthened--no--number": million,
    }
    assert "Anna" not in wrong.reply.text
    assert city.get("/api/v1/open-preschool-returns/skarpnack/2019-T1").status_code == 404
    form = wrong.form("Lämna in")
    assert (form["own_run"], form["visits_women"]) == ("0", "12345678")
    form["opening_hours"], form["run_by_others"], form["visits_women"] = "12", "1", "7"
    form["visits_men.state"], form["survey.open-preschool-1.strengthened.no.number"] = [], ""
    wrong = form.send()
    # Rules across fields speak of the fields by their labels, never by their codes.
    assert _errors(wrong) == {
        "opening_hours": "Summan stämmer inte. Utan egna öppna förskolor är timmarna 0."
    }
    form = wrong.form("Lämna in")
    form["opening_hours"] = "0"
    assert form.send().status == 200
    page = _page(city, "context", "skarpnack/2019")
    form = page.form("Lämna in")
    fill(form, example("context", "stockholm") | {"children_0_6": 100, "children_0_20": 50})
    assert _errors(form.send()) == {
        "children_0_6": "Delen är större än det hela. Högst 50 (”Barn och unga 0–20 år”)."
    }


def test_errors_of_rows_lead_to_the_rows_box(city: httpx.Client) -> None:
    page = _page(city, "programme-figures", "stockholm/2017")
    wrong = page.form("Lämna in").send()
    assert _errors(wrong) == {"programmes--abc--participants": "Fyll i minst en rad."}
    form = wrong.form("Lämna in")
    form["programmes.abc.participants"], form["programmes.abc.women"] = "10", "11"
    form["programmes.abc.mean_relation"] = "4,255"
    form["leaders.cos-p.preschool.leaders"] = "x"
    assert _errors(form.send()) == {
        "programmes--abc--mean_relation": "Skriv ett tal från 0 till 5 med högst två decimaler, "
        "till exempel 4,25.",
        "leaders--cos-p--preschool--leaders": "Skriv ett heltal från 0 till 10000, med siffror.",
    }
    form["programmes.abc.mean_relation"], form["leaders.cos-p.preschool.leaders"] = "4,25", "2"
    assert _errors(form.send()) == {
        "programmes--abc--women": "Delen är större än det hela. Högst 10 (”Deltagare”)."
    }
    form["programmes.abc.women"] = "9"
    assert form.send().status == 200
    stored = _stored(city, "programme-figures", "stockholm/2017")
    (row,) = stored["programmes"]
    assert (row["women"], row["men"], row["mean_relation"]) == (9, "does-not-apply", 4.25)
    assert stored["leaders"] == [{"programme": "cos-p", "arena": "preschool", "leaders": 2}]


def test_a_future_or_ancient_period_is_told_of_without_a_box(city: httpx.Client) -> None:
    page = _page(city, "context", "farsta/2031")
    form = page.form("Lämna in")
    fill(form, example("context", "stockholm"))
    wrong = form.send()
    assert wrong.status == 422
    assert "Perioden har inte börjat." in text_of(wrong.by_id("errors"))


def test_two_who_write_at_once_do_not_overwrite_each_other_unknowingly(
    city: httpx.Client, desk: Live
) -> None:
    other = desk.account(Role.COORDINATOR, "skarholmen")
    other.follow_redirects = True
    path = "skarholmen/2019"
    first, second = (_page(one, "context", path).form("Lämna in") for one in (city, other))
    for form, number in ((first, "11"), (second, "22")):
        fill(form, example("context", "stockholm"))
        form["advisers_total"] = number
    assert first.send().status == 200
    late = second.send()
    assert (late.status, "Någon annan har ändrat uppgifterna" in late.text) == (409, True)
    assert "Sparat nu: 11" in late.text
    assert late.text.count("Sparat nu:") == 1
    assert _stored(city, "context", path)["advisers_total"] == 11
    form = late.form("Spara rättelsen")
    assert form["advisers_total"] == "22"
    assert form.send().status == 200
    assert _stored(city, "context", path)["advisers_total"] == 22
    # What was opened before that is stale now.
    stale = first.page.form("Lämna in")
    fill(stale, example("context", "stockholm"))
    stale["if_match"] = "0" * 64
    assert stale.send().status == 409
    stale["if_match"] = "no etag"
    assert stale.send().status == 400


def test_a_locked_tertials_form_can_be_read_and_not_changed(city: httpx.Client) -> None:
    content = example("open-preschool-return", "stockholm")
    path = "/api/v1/open-preschool-returns/skarholmen/2018-T2"
    assert city.put(path, json=content).status_code == 201
    assert city.put("/api/v1/locks/2018-T2").status_code == 200
    page = _page(city, "open-preschool-return", "skarholmen/2018-T2")
    assert "Tertialet är låst." in page.text
    assert not [one for one in page.all("button") if text_of(one) in ("Lämna in", "Spara rättelsen")]
    inputs = [one for one in page.all("input") if one.get("inputmode")]
    assert inputs
    assert all(one.get("readonly") is not None for one in inputs)
    etag = city.get(path).json()["hash"]
    sent = {one.get("name") or "": "0" for one in inputs} | {"if_match": etag, "own_run": "1"}
    refused = read(city, city.post(page.path, data=sent, headers=HTML))
    assert (refused.status, refused.heading) == (409, "Tertialet är låst")
    assert city.get(path).json()["hash"] == etag
    listed = get(city, "/desk/returns?tertial=2018-T2")
    assert "Tertialet är låst" in listed.text


def test_the_list_says_what_is_handed_in_and_leads_to_each_form(farsta: httpx.Client) -> None:
    page = get(farsta, "/desk/returns?tertial=2020-T1")
    items = {text_of(one) for one in page.all("li", class_="open")}
    assert items == {"Farsta Saknas"}
    assert len(page.all("li", class_="open")) == 3  # no home visiting programme in Farsta
    content = example("open-preschool-return", "stockholm")
    assert farsta.put("/api/v1/open-preschool-returns/farsta/2020-T1", json=content).status_code == 201
    page = get(farsta, "/desk/returns?tertial=2020-T1")
    assert [text_of(one) for one in page.all("li", class_="done")] == ["Farsta Inlämnad"]
    assert page.follow("Farsta").heading == "Öppna förskolan, Farsta, 2020-T1"
