"""Signing in with links and passwords, out again, and accounts that end."""

from collections.abc import Callable
from http.cookies import SimpleCookie

import pytest
from starlette.testclient import TestClient

from app.access import secret_tokens
from app.access.roles import Role
from app.access.sign_in import passwords
from tests.access.service import API, Service, contents, problem

PASSWORD = "femton vita svanar på ån"


def _with_password(service: Service, account: str, password: str = PASSWORD) -> TestClient:
    client = service.nobody()
    reply = client.post(f"{API}/sign-ins", json={"account": account, "password": password})
    assert reply.status_code == 201, reply.text
    return client


def _account_with_password(service: Service, role: Role = Role.COORDINATOR) -> tuple[str, TestClient]:
    """An account that set its password after signing in by link, and that first browser."""
    district = service.district if role is Role.COORDINATOR else None
    account, code = service.account(role, district)
    client = service.nobody()
    client.post(f"{API}/sign-ins", json={"code": code})
    assert client.put(f"{API}/me/password", json={"password": PASSWORD}).status_code == 204
    return account, client


def test_a_link_signs_in_once(service: Service) -> None:
    account, code = service.account(Role.COORDINATOR, service.district)
    client = service.nobody()
    reply = client.post(f"{API}/sign-ins", json={"code": code})
    assert reply.status_code == 201
    assert (reply.json()["account"], reply.json()["district"]) == (account, service.district)
    assert reply.json()["permissions"] == [
        "enrol-devices", "file-records", "file-returns", "read-catalogue", "read-live-figures",
        "read-released-figures",
    ]  # fmt: skip
    [cookie] = SimpleCookie(reply.headers["set-cookie"]).values()
    assert (cookie.key, cookie["path"], cookie["max-age"]) == ("stodlogg_sign_in", "/", str(12 * 3600))
    assert (cookie["httponly"], cookie["secure"], cookie["samesite"]) == (True, True, "strict")
    [row] = contents(service)["sign_in"]
    assert secret_tokens.digest(cookie.value) in row
    assert cookie.value not in repr(row) + reply.text
    assert client.get("/probe/coordinator").status_code == 200
    assert problem(service.nobody().post(f"{API}/sign-ins", json={"code": code})) == "code-not-valid"


@pytest.mark.usefixtures("real_passwords")
def test_a_password_is_kept_as_argon2id_alone(service: Service) -> None:
    account, _ = _account_with_password(service)
    [row] = contents(service)["account"]
    [hash_] = [value for value in row if str(value).startswith("$")]
    assert hash_.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert PASSWORD not in repr(contents(service))
    assert _with_password(service, account).get("/probe/coordinator").status_code == 200


def test_wrong_passwords_and_unknown_accounts_get_the_same_answer(service: Service) -> None:
    account, _ = _account_with_password(service)
    without, _ = service.account(Role.ADMIN)
    tries = [(account, "femton vita svanar på åns"), (without, PASSWORD), ("c-000000", PASSWORD)]
    replies = [
        service.nobody().post(f"{API}/sign-ins", json={"account": who, "password": password})
        for who, password in tries
    ]
    assert [reply.status_code for reply in replies] == [403] * 3
    assert len({reply.content for reply in replies}) == 1
    assert problem(replies[0]) == "wrong-password"


@pytest.mark.usefixtures("real_passwords")
def test_an_unknown_account_costs_as_much_as_a_wrong_password(monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str] = []

    def verify(_password: str, hash_: str) -> bool:
        checked.append(hash_)
        return True

    monkeypatch.setattr(passwords._ARGON2ID, "verify", verify)
    assert not passwords.password_fits(PASSWORD, None)
    real = passwords.hash_password(PASSWORD)
    assert passwords.password_fits(PASSWORD, real)
    assert [len(hash_) for hash_ in checked] == [len(real)] * 2
    assert checked[0].rsplit("$", 2)[0] == real.rsplit("$", 2)[0]  # the same kind and cost


def test_letters_that_keyboards_write_in_two_ways_are_one(small: Service) -> None:
    account, _ = _account_with_password(small)
    decomposed = PASSWORD.replace("å", "a\u030a")
    assert decomposed != PASSWORD
    _with_password(small, account, decomposed)


HALF_A_CHARACTER = "\\ud800" * 20

JSON = {"content-type": "application/json"}


@pytest.mark.parametrize(
    ("password", "rule"),
    [
        ('"elva tecken"', "password-length"),
        (f'"{"x" * 201}"', "password-length"),
        ("null", "wrong-kind"),
        ("123456789012", "wrong-kind"),
    ],
    ids=["short", "long", "null", "number"],
)
def test_a_password_that_is_not_taken(small: Service, password: str, rule: str) -> None:
    client = small.coordinator()
    reply = client.put(f"{API}/me/password", content=f'{{"password": {password}}}', headers=JSON)
    assert problem(reply) == "invalid-input"
    [error] = reply.json()["errors"]
    assert (error["field"], error["rule"]) == ("password", rule)
    assert "elva" not in reply.text
    assert contents(small)["account"][0][3] is None


@pytest.mark.parametrize("name", ["code", "password", "current"])
def test_half_a_character_is_refused_wherever_a_secret_is_sent(small: Service, name: str) -> None:
    path, method, others = {
        "code": ("/devices", "POST", ""),
        "password": ("/sign-ins", "POST", '"account": "c-7k2m9q",'),
        "current": ("/me/password", "PUT", '"password": "femton vita svanar",'),
    }[name]
    content = f'{{{others} "{name}": "{HALF_A_CHARACTER}"}}'
    reply = small.coordinator().request(method, API + path, content=content, headers=JSON)
    assert problem(reply) == "malformed-json"


@pytest.mark.parametrize("password", ["zäta kvo 7 pl", ("femton vita svanar på ån " * 8)[:200]])
def test_short_and_long_passwords_are_taken_whole(small: Service, password: str) -> None:
    account, client = _account_with_password(small)
    reply = client.put(f"{API}/me/password", json={"password": password[:-1], "current": PASSWORD})
    assert reply.status_code == 204
    _with_password(small, account, password[:-1])
    for other in (password, password[:72], password.upper()):
        reply = small.nobody().post(f"{API}/sign-ins", json={"account": account, "password": other})
        assert reply.status_code in (403, 429)


GUESSABLE = (
    "aaaaaaaaaaaa", "å" * 200, "abcdefghijklmnop", "1234567890123", "qwertyuiopåä", "hejhejhejhej",
    "password1234", "P4ssword!2026", "iloveyou2026", "1qaz2wsx3edc4rfv",
    "lösenord1234", "losenord1234", "Sommaren2026", "Stödlogg2026!", "stodlogg 2026", "samordnare123",
    "mammaochpappa", "{account} {account}", "{city}2026!", "{district}{district}2026",
)  # fmt: skip


def test_a_password_that_is_guessed_first_is_refused(services: Callable[..., Service]) -> None:
    small = services("sqlite", "stockholm")
    account, code = small.account(Role.COORDINATOR, small.district)
    client = small.nobody()
    client.post(f"{API}/sign-ins", json={"code": code})
    data = small.here.catalogue.municipality
    for password in GUESSABLE:
        asked = password.format(account=account, city=data.city.sv.split()[0], district=data.districts[-1].sv)
        reply = client.put(f"{API}/me/password", json={"password": asked})
        assert problem(reply) == "invalid-input", asked
        [error] = reply.json()["errors"]
        assert (error["field"], error["rule"]) == ("password", "password-guessable")
        assert "fyra ord som inte hör ihop" in error["message"]
        assert asked not in reply.text
    english = client.put(f"{API}/me/password?lang=en", json={"password": "password1234"})
    assert "four words that do not belong together" in english.text
    assert not [row for row in contents(small)["account"] if row[0] == account and row[3] is not None]


def test_a_password_set_twice_is_set_once(small: Service) -> None:
    """The same request again, after a reply that was lost, is no wrong password."""
    account, _ = _account_with_password(small)
    client = _with_password(small, account)
    body = {"password": "sexton svarta svanar", "current": PASSWORD}
    assert [client.put(f"{API}/me/password", json=body).status_code for _ in range(3)] == [204] * 3
    _with_password(small, account, body["password"])


def test_who_came_with_a_password_needs_it_to_set_another(service: Service) -> None:
    account, _ = _account_with_password(service)
    client = _with_password(service, account)
    new = "sexton svarta svanar"
    for body in ({"password": new}, {"password": new, "current": "inte det rätta"}):
        assert problem(client.put(f"{API}/me/password", json=body)) == "wrong-password"
    assert client.put(f"{API}/me/password", json={"password": new, "current": PASSWORD}).status_code == 204
    _with_password(service, account, new)


def test_who_forgot_it_comes_with_a_link_and_needs_none(service: Service) -> None:
    account, _ = _account_with_password(service)
    code = service.admin().post(f"{API}/accounts/{account}/links").json()["code"]
    client = service.nobody()
    client.post(f"{API}/sign-ins", json={"code": code})
    assert client.put(f"{API}/me/password", json={"password": "sexton svarta svanar"}).status_code == 204
    reply = service.nobody().post(f"{API}/sign-ins", json={"account": account, "password": PASSWORD})
    assert problem(reply) == "wrong-password"


def test_a_new_password_ends_the_other_sign_ins(service: Service) -> None:
    account, first = _account_with_password(service)
    second = _with_password(service, account)
    assert first.put(f"{API}/me/password", json={"password": "sexton svarta svanar"}).status_code == 204
    assert first.get("/probe/coordinator").status_code == 200
    assert second.get("/probe/coordinator").status_code == 401


def test_signing_out_ends_this_sign_in_alone(service: Service) -> None:
    account, first = _account_with_password(service)
    second = _with_password(service, account)
    token = second.cookies["stodlogg_sign_in"]
    reply = second.delete(f"{API}/sign-ins/current")
    assert reply.status_code == 204
    [cookie] = SimpleCookie(reply.headers["set-cookie"]).values()
    assert (cookie.key, cookie.value, cookie["max-age"]) == ("stodlogg_sign_in", "", "0")
    second.cookies.set("stodlogg_sign_in", token)  # the cookie itself no longer opens anything
    assert second.get("/probe/coordinator").status_code == 401
    assert first.get("/probe/coordinator").status_code == 200


def test_a_sign_in_ends_by_itself_and_is_cleared_away(service: Service) -> None:
    client = service.coordinator()
    service.hour += 12
    assert client.get("/probe/coordinator").status_code == 200
    service.hour += 1
    assert client.get("/probe/coordinator").status_code == 401
    service.coordinator()
    assert len(contents(service)["sign_in"]) == 1


def test_a_removed_account_is_out_at_once_with_its_codes(service: Service) -> None:
    account, client = _account_with_password(service)
    code = client.post(f"{API}/devices/codes", json={"district": service.district}).json()["code"]
    admin = service.admin()
    link = admin.post(f"{API}/accounts/{account}/links").json()["code"]
    assert admin.delete(f"{API}/accounts/{account}").status_code == 204
    assert client.get("/probe/coordinator").status_code == 401
    assert problem(service.nobody().post(f"{API}/sign-ins", json={"code": link})) == "code-not-valid"
    assert problem(service.nobody().post(f"{API}/devices", json={"code": code})) == "code-not-valid"
    reply = service.nobody().post(f"{API}/sign-ins", json={"account": account, "password": PASSWORD})
    assert problem(reply) == "wrong-password"
    assert account not in admin.get(f"{API}/accounts").text
    for again in (admin.delete(f"{API}/accounts/{account}"), admin.post(f"{API}/accounts/{account}/links")):
        assert problem(again) == "unknown-mark"
    [row] = [row for row in contents(service)["account"] if row[0] == account]
    assert not [value for value in row if str(value).startswith("$")]


def test_the_last_admin_stays(service: Service) -> None:
    admin = service.admin()
    [own] = admin.get(f"{API}/accounts").json()["accounts"]
    assert problem(admin.delete(f"{API}/accounts/{own['account']}")) == "last-admin"
    other = admin.post(f"{API}/accounts", json={"role": "admin", "district": None}).json()
    assert admin.delete(f"{API}/accounts/{other['account']}").status_code == 204
    assert problem(admin.delete(f"{API}/accounts/{own['account']}")) == "last-admin"


def test_the_list_of_accounts_says_codes_roles_and_districts(service: Service) -> None:
    account, _ = _account_with_password(service)
    found = service.admin().get(f"{API}/accounts").json()["accounts"]
    assert {
        "account": account, "role": "coordinator", "district": service.district, "has_password": True,
    } in found  # fmt: skip
    assert [one["account"] for one in found] == sorted(one["account"] for one in found)


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        ({"role": "admin", "district": "farsta"}, "admin-has-no-district"),
        ({"role": "adviser", "district": None}, "unknown-code"),
        ({"role": "coordinator", "district": "atlantis"}, "unknown-code"),
        ({"role": "coordinator"}, "missing"),
        ({"role": "coordinator", "district": None, "name": "Anna Andersson"}, "unknown-field"),
    ],
)
def test_an_account_is_a_role_and_a_district(stockholm: Service, body: dict[str, object], rule: str) -> None:
    reply = stockholm.admin().post(f"{API}/accounts", json=body)
    assert problem(reply) == "invalid-input"
    assert [error["rule"] for error in reply.json()["errors"]] == [rule]
    assert "Anna" not in reply.text


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"account": "c-7k2m9q"},
        {"password": PASSWORD},
        {"code": "0000-0000-0000-0000", "account": "c-7k2m9q", "password": PASSWORD},
    ],
)
def test_there_is_one_way_in_at_a_time(small: Service, body: dict[str, str]) -> None:
    reply = small.nobody().post(f"{API}/sign-ins", json=body)
    assert [error["rule"] for error in reply.json()["errors"]] == ["one-way-in"]


def test_a_name_for_an_account_is_refused_and_not_repeated(small: Service) -> None:
    reply = small.nobody().post(f"{API}/sign-ins", json={"account": "anna.andersson", "password": PASSWORD})
    assert problem(reply) == "invalid-input"
    assert "anna" not in reply.text
    assert PASSWORD not in reply.text


def test_a_browser_that_is_both_a_tablet_and_signed_in_may_what_each_may(service: Service) -> None:
    both = service.tablet()
    account, code = service.account(Role.COORDINATOR, service.district)
    both.post(f"{API}/sign-ins", json={"code": code})
    assert both.put("/probe/adviser").status_code == 200
    assert both.put("/probe/coordinator").status_code == 200
    assert both.put("/probe/admin").status_code == 403
    assert both.get(f"{API}/me").json()["account"] == account
