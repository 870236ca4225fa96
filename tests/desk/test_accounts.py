"""Accounts and passwords by forms: the administrator's page, and the own password after a one-time link."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from app.access.roles import Role
from tests.desk.reading import HTML, Page, get, read, text_of
from tests.support.live import Live
from tests.support.service import Templates

PASSWORD, OTHER = "femton vita svanar", "sexton svarta svanar"


def _acts(client: httpx.Client, account: str) -> list[str]:
    """What the trail says was done to an account, the oldest first."""
    rows = [[text_of(cell) for cell in row] for row in get(client, "/desk/trail").all("tr")]
    return [row[2] for row in reversed(rows) if account in row[-1]]


def _link(page: Page) -> tuple[str, str]:
    """The account and the one-time link that a page shows."""
    link = text_of(page.one("p", class_="secret"))
    assert page.reply.headers["cache-control"] == "no-store"
    return page.heading.rpartition(" ")[2], link


def _created(admin: httpx.Client, holder: str) -> tuple[str, str]:
    form = get(admin, "/desk/accounts").form("Skapa kontot")
    form["holder"] = holder
    page = form.send()
    assert page.status == 200
    return _link(page)


def _signed_in(desk: Live, link: str) -> Page:
    """Where a link leads whoever types what stands after its #, or pastes all of it."""
    form = get(desk.client(follow_redirects=True), "/sign-in").form("Logga in")
    form["code"] = link
    return form.send()


def _with_password(desk: Live, account: str, password: str) -> Page:
    client = desk.client(follow_redirects=True)
    data = {"account": account, "password": password}
    return read(client, client.post("/sign-in", data=data, headers=HTML))


def _set(page: Page, password: str, again: str | None = None, current: str | None = None) -> Page:
    form = page.form("Spara lösenordet")
    form["password"], form["again"] = password, password if again is None else again
    if current is not None:
        form["current"] = current
    return form.send()


def test_the_first_day(desk: Live, admin: httpx.Client) -> None:
    """From the administrator's form to a coordinator who gets in with a password, without script."""
    assert "Konton" in [text_of(one) for one in get(admin, "/desk").all("a")]
    account, link = _created(admin, "coordinator:skarpnack")
    assert re.fullmatch(r"c-[0-9a-z]{6}", account)
    row = get(admin, "/desk/accounts").rows("in-use")[account]
    assert row[:2] == ["Samordnare, Skarpnäck", "inte valt än"]
    assert link not in get(admin, "/desk/accounts").reply.text

    page = _signed_in(desk, link)
    assert (page.path, page.heading) == ("/desk/password", "Välj ett lösenord")
    assert page.by_id("account").get("value") == account
    saved = _set(page, PASSWORD)
    assert (saved.path, saved.status) == ("/desk/password", 200)
    assert "Lösenordet är sparat." in text_of(saved.one("p", role="status"))
    assert saved.follow("Till skrivbordet").path == "/desk"
    assert get(admin, "/desk/accounts").rows("in-use")[account][1] == "valt"

    inside = _with_password(desk, f" {account.upper()} ", PASSWORD)
    assert inside.path == "/desk"
    assert inside.follow("Lösenord").heading == "Ditt lösenord"
    assert _acts(admin, account) == [
        "Skapade ett konto", "Skapade en engångslänk till ett konto", "Satte sitt lösenord",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("holder", "words", "kind"),
    [("coordinator", "Samordnare, Stockholms stad", "c"), ("admin", "Administratör", "a")],
)
def test_the_whole_city_and_other_administrators_get_accounts_too(
    desk: Live, admin: httpx.Client, holder: str, words: str, kind: str
) -> None:
    account, link = _created(admin, holder)
    assert account.startswith(f"{kind}-")
    assert get(admin, "/desk/accounts").rows("in-use")[account][0] == words
    assert _signed_in(desk, link).path == "/desk/password"


@pytest.mark.parametrize("holder", ["", "coordinator:atlantis", "adviser", "admin:farsta", "Anna Andersson"])
def test_a_wrong_choice_makes_no_account(admin: httpx.Client, holder: str) -> None:
    before = get(admin, "/desk/accounts").rows("in-use")
    form = get(admin, "/desk/accounts").form("Skapa kontot")
    form["holder"] = holder
    page = form.send()
    assert page.status == 422
    assert "Inget konto är skapat." in text_of(page.by_id("holder-wrong"))
    assert page.by_id("holder").get("aria-invalid") == "true"
    assert "Anna" not in page.text
    assert get(admin, "/desk/accounts").rows("in-use") == before


def test_a_form_sent_twice_makes_one_account_with_one_link(desk: Live, admin: httpx.Client) -> None:
    form = get(admin, "/desk/accounts").form("Skapa kontot")
    form["holder"] = "coordinator:farsta"
    before = set(get(admin, "/desk/accounts").rows("in-use"))
    pages = [form.send(), form.send()]
    (account, first), (same, second) = map(_link, pages)
    assert account == same
    assert set(get(admin, "/desk/accounts").rows("in-use")) - before == {account}
    assert "Samma formulär är skickat två gånger" in pages[1].text
    # Only the last one shown works: whoever clicked twice saw no other.
    assert _signed_in(desk, first).status == 403
    assert _signed_in(desk, second).path == "/desk/password"
    # Another choice in the same form is another account.
    form["holder"] = "coordinator:skarpnack"
    other, _ = _link(form.send())
    assert other != account
    # The form of a page that was opened again is a new one: the pages are kept nowhere to go back to.
    assert get(admin, "/desk/accounts").form("Skapa kontot")["once"] != form["once"]
    # And one that is sent again after its account was closed opens nothing.
    get(admin, f"/desk/accounts/{other}/closing").form("Stäng kontot").send()
    again = form.send()
    assert (again.status, again.heading) == (404, "Finns inte, eller är borttagen")


def test_a_new_link_takes_the_place_of_the_one_before(desk: Live, admin: httpx.Client) -> None:
    account, first = _created(admin, "coordinator:farsta")
    _set(_signed_in(desk, first), PASSWORD)
    lost = get(admin, "/desk/accounts").form(f"Ny engångslänk {account}").send()
    again = get(admin, "/desk/accounts").form(f"Ny engångslänk {account}").send()
    (_, gone), (same, link) = _link(lost), _link(again)
    assert same == account
    assert _signed_in(desk, gone).status == 403
    page = _signed_in(desk, link)
    # Forgotten: a new one is chosen without the old one.
    assert "current" not in page.form("Spara lösenordet").names
    _set(page, OTHER)
    assert _with_password(desk, account, PASSWORD).status == 403
    assert _with_password(desk, account, OTHER).path == "/desk"


def test_closing_an_account_ends_its_session_at_once(desk: Live, admin: httpx.Client) -> None:
    account, link = _created(admin, "coordinator:farsta")
    page = _set(_signed_in(desk, link), PASSWORD)
    unused = _link(get(admin, "/desk/accounts").form(f"Ny engångslänk {account}").send())[1]
    asked = get(admin, "/desk/accounts").follow(f"Stäng {account}")
    assert asked.heading == f"Stäng kontot {account}"
    assert get(page.client, "/desk").status == 200  # asking changes nothing
    after = asked.form("Stäng kontot").send()
    assert (after.path, after.status, account in after.text) == ("/desk/accounts", 200, False)
    out = get(page.client, "/desk/returns")
    assert (out.status, out.heading) == (401, "Du är inte inloggad")
    assert out.follow("Logga in").path == "/sign-in"
    assert _signed_in(desk, unused).status == 403
    assert _with_password(desk, account, PASSWORD).status == 403
    # Clicked twice, or once more from a page that one went back to: it is done already.
    again = asked.form("Stäng kontot").send()
    assert (again.path, again.status) == ("/desk/accounts", 200)
    assert _acts(admin, account).count("Tog bort ett konto") == 1
    for path in (f"/desk/accounts/{account}/closing", "/desk/accounts/c-000000/closing"):
        assert get(admin, path).status == 404
    never = admin.post("/desk/accounts/c-000000/closing", headers=HTML)
    assert read(admin, never).status == 404
    assert get(admin, "/desk/accounts/anna/closing").status == 422


def test_what_is_wrong_with_a_password_stands_at_its_field(desk: Live, admin: httpx.Client) -> None:
    account, link = _created(admin, "coordinator:farsta")
    page = _signed_in(desk, link)
    for password, again, field, words in (
        ("", "", "password", "Fältet saknas."),
        ("elva tecken", "elva tecken", "password", "Mellan 12 och 200 tecken."),
        ("stockholm2026", "stockholm2026", "password", "lätt att gissa"),
        (f"  {account}  ", f"  {account}  ", "password", "kontots kod"),
        (PASSWORD, PASSWORD + " ", "again", "inte lika"),
    ):
        wrong = _set(page, password, again)
        assert (wrong.status, wrong.path) == (422, "/desk/password")
        assert words in text_of(wrong.by_id(f"{field}-wrong"))
        assert [one.get("name") for one in wrong.all("input", aria_invalid="true")] == [field]
        assert not password or password not in wrong.reply.text.replace(account, "")
    assert get(admin, "/desk/accounts").rows("in-use")[account][1] == "inte valt än"
    assert _set(page, f" {PASSWORD} ").status == 200  # blanks are a part of it
    assert _with_password(desk, account, PASSWORD).status == 403
    inside = _with_password(desk, account, f" {PASSWORD} ")
    assert inside.path == "/desk"

    page = get(inside.client, "/desk/password")
    wrong = _set(page, OTHER, current="fel lösenord")
    assert wrong.status == 403
    assert "inte lösenordet du har nu" in text_of(wrong.by_id("current-wrong"))
    # Clicked twice: the second finds it set.
    assert [_set(page, OTHER, current=f" {PASSWORD} ").status for _ in range(2)] == [200, 200]
    assert _with_password(desk, account, OTHER).path == "/desk"


def test_whoever_cannot_get_in_reads_what_to_do(desk: Live) -> None:
    page = get(desk.client(), "/sign-in")
    for words in ("Kommer du inte in?", "Be den som sköter kontona", "glömt lösenordet", "stodlogg link"):
        assert words in page.text
    assert "You cannot get in?" in page.follow("English").text


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def alone(
    request: pytest.FixtureRequest, templates: Templates, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Live]:
    """A Stödlogg of its own, where `_only_admin` leaves one account."""
    folder = tmp_path_factory.mktemp("alone")
    if request.param == "sqlite":
        url = templates.sqlite(folder / "stodlogg.db", "lindesberg")
    else:
        url = templates.postgres(request.getfixturevalue("postgres_server"), "lindesberg")
    with Live(url, "lindesberg", folder) as running:
        yield running


def _only_admin(alone: Live) -> tuple[httpx.Client, str]:
    """An administrator who closed every other account."""
    client = alone.account(Role.ADMIN)
    client.follow_redirects = True
    own: str = client.get("/api/v1/me").json()["account"]
    for other in [one for one in get(client, "/desk/accounts").rows("in-use") if own not in one]:
        get(client, f"/desk/accounts/{other}/closing").form("Stäng kontot").send()
    return client, own


def test_the_last_administrator_stays(alone: Live) -> None:
    first, own = _only_admin(alone)
    page = get(first, "/desk/accounts")
    assert "Den enda administratören" in page.rows("in-use")[f"{own} (ditt)"][2]
    assert not [one for one in page.all("a") if (one.get("href") or "").endswith("/closing")]
    for refused in (
        get(first, f"/desk/accounts/{own}/closing"),
        read(first, first.post(f"/desk/accounts/{own}/closing", headers=HTML)),
    ):
        assert (refused.status, refused.heading) == (409, "Det är den sista administratören")
    # Two who close each other at the same moment: one of them stays.
    for _ in range(4):
        second = alone.account(Role.ADMIN)
        other = second.get("/api/v1/me").json()["account"]
        with ThreadPoolExecutor(2) as pool:
            sent = [
                pool.submit(one.post, f"/desk/accounts/{whom}/closing", headers=HTML)
                for one, whom in ((first, other), (second, own))
            ]
            assert sum(one.result().status_code < 400 for one in sent) >= 1
        (first,) = [one for one in (first, second) if one.get("/api/v1/me").status_code == 200]
        own = first.get("/api/v1/me").json()["account"]
    # One's own can be closed where there is another; then one is out.
    alone.account(Role.ADMIN)
    first.follow_redirects = True
    page = get(first, f"/desk/accounts/{own}/closing")
    assert "Det är ditt eget konto" in page.text
    assert page.form("Stäng kontot").send().path == "/"
    assert get(first, "/desk").status == 401


def test_the_same_form_at_the_same_moment_makes_one_account(alone: Live) -> None:
    admin, _ = _only_admin(alone)
    form = get(admin, "/desk/accounts").form("Skapa kontot")
    form["holder"] = "coordinator"
    with ThreadPoolExecutor(4) as pool:
        pages = list(pool.map(lambda _: form.send(), range(4)))
    assert {page.status for page in pages} == {200}
    assert len({page.heading for page in pages}) == 1
    assert len(get(admin, "/desk/accounts").rows("in-use")) == 2
