"""Every page of the desk: whole, in both languages, for whom it is, and kind to whom it is not."""

from datetime import date
from typing import Any

import httpx
import pytest

from app.access.accounts import service as accounts
from app.access.actor import COMMAND_LINE
from app.access.roles import Role
from app.activities.programme_figures import central
from app.kit.clock import Clock
from app.kit.http.parts import PageWords, part
from tests.desk.reading import HTML, get, mistakes, parse, read, text_of
from tests.support.live import Live
from tests.support.service import Service

OF_CITY = (
    "/desk",
    "/desk?tertial=2019-T2&district=farsta",
    "/desk/returns",
    "/desk/returns/open-preschool-returns/farsta/2019-T1",
    "/desk/returns/programme-figures/stockholm/2018",
    "/desk/returns/enrolment-figures/rinkeby/2019-T1",
    "/desk/returns/context/farsta/2018",
    "/desk/spindle",
    "/desk/closing",
    "/desk/closing/2019-T1",
    "/desk/reports",
    "/desk/tables",
    "/desk/tablets",
    "/desk/tablets/d-7k2m9q/revocation",
    "/desk/keys",
    "/desk/keys/k-7k2m9q/rotation",
    "/desk/keys/k-7k2m9q/revocation",
    "/desk/trail",
    "/desk/password",
)
OF_ADMIN = ("/desk", "/desk/accounts", "/desk/keys", "/desk/trail", "/desk/password")
NOT_OF_A_DISTRICT = ("/desk/closing", "/desk/closing/2019-T1", "/desk/keys", "/desk/trail")


@pytest.mark.parametrize(
    ("who", "path"), [*(("city", one) for one in OF_CITY), *(("admin", one) for one in OF_ADMIN)]
)
def test_a_page_is_whole_in_both_languages(
    city: httpx.Client, admin: httpx.Client, who: str, path: str
) -> None:
    swedish = get(city if who == "city" else admin, path)
    english = swedish.follow("English")
    for page, language in ((swedish, "sv"), (english, "en")):
        assert page.status == 200
        assert page.reply.headers["cache-control"] == "no-store"
        assert page.reply.headers["content-language"] == language
        assert "script" not in {one.tag for one in page.tree.iter()}
        assert len([one for one in page.all("a") if one.get("aria-current")]) == 1
        outside = [one.get("src") or one.get("href") or "" for one in page.tree.iter()]
        assert not [one for one in outside if one.startswith(("http:", "https:", "//"))]
    assert swedish.heading
    assert swedish.text != english.text
    # The chosen language goes along to the pages that are linked.
    ours = [one.get("href") or "" for one in english.all("a") if (one.get("href") or "").startswith("/desk")]
    assert len(ours) > 4
    assert all("lang=en" in one for one in ours)


def test_the_pages_answer_on_both_databases_with_each_catalogue(service: Service) -> None:
    city: Any = service.coordinator()
    programme = service.here.catalogue.municipality.home_visiting_programmes[0].code
    for path in (
        "/desk",
        "/desk?tertial=2024-T1",
        "/desk/returns?tertial=2024-T1",
        f"/desk/returns/open-preschool-returns/{service.district}/2024-T1",
        f"/desk/returns/enrolment-figures/{programme}/2024-T1",
        *(
            # Lindesberg has no programme that they could be of.
            f"/desk/returns/programme-figures/{service.district}/2024"
            for _ in central(service.here.catalogue.municipality, "2024")[:1]
        ),
        "/desk/spindle?tertial=2024-T1",
        "/desk/closing",
        "/desk/closing/2024-T1",
        "/desk/reports",
        "/desk/tablets",
        "/desk/trail",
    ):
        page = get(city, path)
        assert page.status == 200, path
        assert part(service.app, PageWords).place.sv in page.text


def test_whom_a_page_is_not_for_is_told_so_in_words(
    desk: Live, farsta: httpx.Client, admin: httpx.Client, city: httpx.Client
) -> None:
    stranger = get(desk.client(), "/desk")
    assert (stranger.status, stranger.heading) == (401, "Du är inte inloggad")
    assert stranger.follow("Logga in").heading == "Logga in"
    for path in NOT_OF_A_DISTRICT:
        refused = get(farsta, path)
        assert (refused.status, refused.heading) == (403, "Det här får du inte göra")
        assert refused.follow("Till skrivbordet").status == 200
    for path in ("/desk/returns", "/desk/tablets", "/desk/tables"):
        assert get(admin, path).status == 403
    for client in (farsta, city):
        assert get(client, "/desk/accounts").status == 403
    for path in ("/desk", "/desk/keys", "/desk/trail"):
        assert get(admin, path).status == 200
    shown = {one.get("href") for one in get(farsta, "/desk").all("a")}
    assert not shown & set(NOT_OF_A_DISTRICT)
    assert not [
        one for one in {one.get("href") for one in get(admin, "/desk").all("a")} if one == "/desk/returns"
    ]
    for path, status in (
        ("/desk?tertial=1019-T1", 422),
        ("/desk?district=nowhere", 422),
        ("/desk/closing/2099-T1", 404),
        ("/desk/closing/2019-T9", 422),
        ("/desk/returns/context/nowhere/2019", 404),
        ("/desk/returns/context/stockholm/2019", 404),
        ("/desk/returns/context/farsta/2019-T1", 404),
        ("/desk/returns/counselling-sessions/farsta/2019-T1", 404),
        ("/desk/trail?before=now", 422),
    ):
        assert get(city, path).status == status, path
    for path in (
        "/desk/returns/context/skarpnack/2019",
        "/desk/returns/programme-figures/stockholm/2019",
        "/desk/returns/enrolment-figures/rinkeby/2019-T1",
        "/desk?district=skarpnack",
    ):
        other = get(farsta, path)
        assert (other.status, other.heading) == (403, "En annan stadsdel"), path


def test_a_client_that_is_no_browser_gets_the_apis_own_problem(desk: Live) -> None:
    reply = desk.client().get("/desk")
    assert reply.json()["type"] == "/problems/not-signed-in"


def test_a_failure_of_ours_is_a_page_in_words_too(quick: Service) -> None:
    client: Any = quick.coordinator()
    part(quick.app, Clock).today = lambda: date.fromordinal(1 // 0)
    page = get(client, "/desk")
    assert (page.status, page.heading) == (500, "Något gick fel hos oss")
    assert "ZeroDivisionError" not in page.reply.text
    assert client.get("/desk").json()["type"] == "/problems/internal-error"


def test_a_form_from_another_site_or_of_another_kind_is_refused(city: httpx.Client) -> None:
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        refused = read(city, city.post("/desk/tablets", data={"district": "farsta"}, headers=HTML | headers))
        assert (refused.status, refused.heading) == (403, "Begäran kom från en annan webbplats")
    plain, bodies = "application/x-www-form-urlencoded", b"&".join([b"a=1"] * 1001)
    kinds: list[tuple[bytes, str, int]] = [
        (b"{}", "application/json", 415),
        (b"a=" + b"x" * 70_000, plain, 413),
        (b"a=%ff%fe", plain, 400),
        (bodies, plain, 400),
    ]
    for content, kind, status in kinds:
        reply = city.post("/desk/tablets", content=content, headers=HTML | {"Content-Type": kind})
        assert read(city, reply).status == status


def test_signing_in_and_out_without_script(desk: Live) -> None:
    database = desk.database()
    with database.writing() as session:
        issued = accounts.create_account(session, COMMAND_LINE, Role.COORDINATOR, "farsta", desk.here())
    database.dispose()
    client = desk.client(follow_redirects=True)
    form = get(client, "/sign-in").form("Logga in")
    form["code"] = "7K2M-9QXA-41ZB-C0TE-M3VW-8GHJ-2YRN"
    wrong = form.send()
    assert (wrong.status, wrong.path) == (403, "/sign-in")
    assert "Koden är felskriven, redan använd eller för gammal." in text_of(wrong.by_id("status"))
    assert "7K2M" not in wrong.reply.text
    form = wrong.form("Logga in")
    form["code"] = issued.code.lower()
    inside = form.send()
    assert (inside.path, inside.heading) == ("/desk/password", "Välj ett lösenord")
    inside = inside.follow("Inte nu: till skrivbordet")
    assert inside.path == "/desk"
    assert "Samordnare, Farsta" in inside.text
    (cookie,) = [one for one in client.cookies.jar if one.name == "stodlogg_sign_in"]
    assert cookie.has_nonstandard_attr("HttpOnly")
    assert cookie.get_nonstandard_attr("SameSite") == "strict"
    again = get(desk.client(follow_redirects=True), "/sign-in").form("Logga in")
    again["code"] = issued.code
    assert again.send().status == 403
    outside = inside.form("Logga ut").send()
    assert outside.path == "/"
    assert get(client, "/desk").status == 401


def test_a_password_signs_in_without_script_too(desk: Live) -> None:
    account = desk.account(Role.COORDINATOR, "farsta")
    mark = account.get("/api/v1/me").json()["account"]
    assert account.put("/api/v1/me/password", json={"password": "femton vita svanar"}).is_success
    client = desk.client(follow_redirects=True)
    page = get(client, "/sign-in?lang=en")
    form = next(
        one for one in page.all("form") if "account" in [field.get("name") for field in one.iter("input")]
    )
    reply = client.post(form.get("action") or "", data={"account": mark, "password": "sexton"}, headers=HTML)
    assert read(client, reply).status == 403
    reply = client.post(
        form.get("action") or "", data={"account": mark, "password": "femton vita svanar"}, headers=HTML
    )
    inside = read(client, reply)
    assert (inside.path, inside.reply.headers["content-language"]) == ("/desk", "en")


def test_the_reader_would_notice() -> None:
    """That a page is held to its rules is only worth something if a page can break them."""
    bad, _ = parse(
        '<!doctype html><html><title></title><h1>a</h1><h3>b</h3><p id="x"></p><p id="x"></p>'
        '<label for="y">c</label><input name="n"><a href="#z">d</a><button></button>'
        '<p style="x" onclick="y">',
    )
    assert len(list(mistakes(bad))) == 9
