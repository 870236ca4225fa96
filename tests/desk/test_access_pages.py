"""Tablets, research keys and the trail: pages over the services that the API has."""

import re
from datetime import timedelta

import httpx

from app.access.roles import Role
from tests.desk.reading import HTML, Page, get, read, text_of
from tests.support.live import Live


def _acts(client: httpx.Client) -> list[list[str]]:
    """The rows of the trail's newest page, from the second column on."""
    page = get(client, "/desk/trail")
    return [[text_of(cell) for cell in row][1:] for row in page.all("tr") if row[0].tag == "td"]


def test_a_tablet_is_connected_listed_and_revoked(
    desk: Live, farsta: httpx.Client, city: httpx.Client
) -> None:
    form = get(farsta, "/desk/tablets").form("Skapa en kod")
    assert form.values == {"district": ["farsta"]}
    page = form.send()
    code = text_of(page.one("p", class_="code"))
    assert re.fullmatch(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){3}", code)
    (link,) = [one.get("href") for one in page.all("a") if "/enrol#" in (one.get("href") or "")]
    assert link == f"{desk.url}/enrol#{code}"
    assert page.reply.headers["cache-control"] == "no-store"
    tablet = desk.client()
    mark = tablet.post("/api/v1/devices", json={"code": code}).json()["mark"]
    assert tablet.get("/api/v1/me").status_code == 200

    page = get(farsta, "/desk/tablets")
    assert page.rows("in-use")[mark][0] == "Farsta"
    asked = page.follow(f"Spärra {mark}")
    assert asked.heading == f"Spärra surfplattan {mark}"
    assert tablet.get("/api/v1/me").status_code == 200  # asking changes nothing
    after = asked.form("Spärra surfplattan").send()
    assert (after.path, mark in after.text) == ("/desk/tablets", False)
    assert tablet.get("/api/v1/me").status_code == 401
    again = asked.form("Spärra surfplattan").send()
    assert (again.status, again.heading) == (404, "Finns inte, eller är borttagen")
    marks = [row[2] for row in _acts(city)]
    assert [one for one in marks if mark in one] == [f"Farsta {mark}"] * 2


def test_a_tablet_of_another_district_is_not_ones_own(desk: Live, farsta: httpx.Client) -> None:
    reply = read(farsta, farsta.post("/desk/tablets", data={"district": "skarpnack"}, headers=HTML))
    assert reply.status == 403
    assert read(farsta, farsta.post("/desk/tablets", data={"district": "x"}, headers=HTML)).status == 422
    other = desk.account(Role.COORDINATOR, "skarpnack")
    other.follow_redirects = True
    code = text_of(get(other, "/desk/tablets").form("Skapa en kod").send().one("p", class_="code"))
    mark = desk.client().post("/api/v1/devices", json={"code": code}).json()["mark"]
    assert mark not in get(farsta, "/desk/tablets").text
    assert get(farsta, f"/desk/tablets/{mark}/revocation").form("Spärra surfplattan").send().status == 403


def test_a_research_key_is_made_replaced_and_revoked(desk: Live, city: httpx.Client) -> None:
    form = get(city, "/desk/keys").form("Skapa nyckeln")
    form["tables"], form["districts"] = ["reach", "spindle"], "farsta"
    form["per_minute"] = "30"
    page = form.send()
    secret = text_of(page.one("p", class_="secret"))
    mark = page.heading.rpartition(" ")[2]
    assert secret.startswith("stodlogg_")
    assert _works(desk, secret)
    listed = get(city, "/desk/keys")
    assert secret not in listed.reply.text
    row = listed.rows("in-use")[mark]
    assert set(row[0].split(", ")) == {"Spindeln: förutsättningar för samverkan", "Föräldrar som har nåtts"}
    assert row[1] == "Farsta"
    assert row[3] == "30"

    new = listed.follow(f"Byt ut {mark}").form("Byt ut nyckeln").send()
    replaced = text_of(new.one("p", class_="secret"))
    assert (_works(desk, secret), _works(desk, replaced)) == (False, True)
    gone = get(city, "/desk/keys").follow(f"Spärra {mark}").form("Spärra nyckeln").send()
    assert mark not in gone.text
    assert not _works(desk, replaced)
    assert [row[1] for row in _acts(city) if row[2] == mark] == [
        "Spärrade en forskningsnyckel", "Bytte ut en forskningsnyckel", "Skapade en forskningsnyckel",
    ]  # fmt: skip


def _works(desk: Live, secret: str) -> bool:
    return desk.client(headers={"Authorization": f"Bearer {secret}"}).get("/api/v1/me").status_code == 200


def test_what_is_wrong_with_a_key_stands_at_its_field(desk: Live, city: httpx.Client) -> None:
    form = get(city, "/desk/keys").form("Skapa nyckeln")
    form["tables"], form["expires"], form["per_minute"] = ["reach"], "next summer", "0"
    page = form.send()
    assert page.status == 422
    _wrong_at(page, "expires", "per_minute")
    kept = page.form("Skapa nyckeln")
    assert kept.values["tables"] == ["reach"]
    kept["expires"] = (desk.here().day + timedelta(days=800)).isoformat()
    kept["per_minute"] = ""
    page = kept.send()
    _wrong_at(page, "expires")
    kept = page.form("Skapa nyckeln")
    kept["expires"] = (desk.here().day + timedelta(days=80)).isoformat()
    assert kept.send().status == 200


def _wrong_at(page: Page, *names: str) -> None:
    found = {one.get("name"): one for one in page.all("input") if one.get("aria-invalid") == "true"}
    assert set(found) == set(names)
    for one in found.values():
        assert text_of(page.by_id(one.get("aria-describedby") or ""))


def test_the_trail_is_read_a_page_at_a_time(desk: Live, city: httpx.Client, admin: httpx.Client) -> None:
    for _ in range(51):
        assert city.post("/desk/tablets", data={"district": "farsta"}, headers=HTML).status_code == 200
    page = get(admin, "/desk/trail")
    first = [row for row in page.all("tr") if row[0].tag == "td"]
    assert len(first) == 50
    assert {text_of(row[2]) for row in first} == {"Skapade en kod för att ansluta en surfplatta"}
    older = page.follow("Äldre händelser")
    assert older.status == 200
    assert [row for row in older.all("tr") if row[0].tag == "td"]
    assert older.follow("De senaste").path == "/desk/trail"
    unknown = get(admin, "/desk/trail?before=7b7c2f2e-9a0a-4a66-8a58-0b7c8d1e2f3a")
    assert "Här finns inget mer." in unknown.text
