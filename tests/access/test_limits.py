"""Limits on guessing and on keys, by a clock that the test turns."""

import pytest

from app.access.roles import Role
from tests.access.service import API, Service, problem
from tests.support.turning import Clock, turned

PASSWORD = "femton vita svanar"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return turned(monkeypatch)


def _guess_code(service: Service) -> tuple[str, str | None]:
    reply = service.nobody().post(f"{API}/devices", json={"code": "0000-0000-0000-0000"})
    return problem(reply), reply.headers.get("retry-after")


def _guess_password(service: Service, account: str, password: str = "fel lösenord") -> tuple[str, str | None]:
    reply = service.nobody().post(f"{API}/sign-ins", json={"account": account, "password": password})
    if reply.status_code == 201:
        return "in", None
    return problem(reply), reply.headers.get("retry-after")


def _accounts(service: Service, number: int) -> list[str]:
    made = []
    for _ in range(number):
        account, code = service.account(Role.COORDINATOR, service.district)
        client = service.nobody()
        client.post(f"{API}/sign-ins", json={"code": code})
        client.put(f"{API}/me/password", json={"password": PASSWORD})
        made.append(account)
    return made


def test_wrong_codes_are_slowed_down_and_right_ones_always_work(small: Service, clock: Clock) -> None:
    code = small.device_code()
    answers = []
    for _ in range(31):
        answers.append(_guess_code(small))
        clock.now += 10
    assert answers[:30] == [("code-not-valid", None)] * 30
    assert answers[30] == ("too-many-attempts", "3300")  # the first of the thirty is 300 seconds old
    assert small.nobody().post(f"{API}/devices", json={"code": code}).status_code == 201
    clock.now += 3600
    assert _guess_code(small) == ("code-not-valid", None)


def test_right_codes_do_not_count(small: Service, clock: Clock) -> None:
    for _ in range(40):
        assert small.nobody().post(f"{API}/devices", json={"code": small.device_code()}).status_code == 201
    assert _guess_code(small) == ("code-not-valid", None)


def test_a_code_for_something_else_is_no_guess(small: Service, clock: Clock) -> None:
    """The page tries a device's code as a sign-in first."""
    for _ in range(31):
        _guess_code(small)
    code = small.device_code()
    reply = small.nobody().post(f"{API}/sign-ins", json={"code": code})
    assert problem(reply) == "code-not-valid"
    assert small.nobody().post(f"{API}/devices", json={"code": code}).status_code == 201


def test_an_attack_on_one_account_closes_that_one_alone(small: Service, clock: Clock) -> None:
    attacked, other = _accounts(small, 2)
    for _ in range(3):  # a tenth of the service's thirty
        assert _guess_password(small, attacked) == ("wrong-password", None)
        clock.now += 60
    assert _guess_password(small, attacked) == ("too-many-attempts", "3420")
    assert _guess_password(small, attacked, PASSWORD) == ("too-many-attempts", "3420")
    assert _guess_password(small, other, PASSWORD) == ("in", None)
    # Its holder gets in with a link meanwhile.
    link = small.admin().post(f"{API}/accounts/{attacked}/links").json()["code"]
    assert small.nobody().post(f"{API}/sign-ins", json={"code": link}).status_code == 201
    clock.now += 3421
    assert _guess_password(small, attacked, PASSWORD) == ("in", None)


def test_what_is_refused_for_its_number_does_not_count(small: Service, clock: Clock) -> None:
    [account] = _accounts(small, 1)
    for _ in range(3):
        _guess_password(small, account)
    for _ in range(20):
        clock.now += 60
        assert _guess_password(small, account)[0] == "too-many-attempts"
    clock.now += 3600 - 20 * 60 + 1
    assert _guess_password(small, account, PASSWORD) == ("in", None)


def test_an_attack_on_all_accounts_leaves_each_holder_one_try(small: Service, clock: Clock) -> None:
    accounts = _accounts(small, 17)
    for account in accounts[:15]:
        for _ in range(2):
            assert _guess_password(small, account) == ("wrong-password", None)
    # The service's thirty are used: who was guessed at is closed, who was not has one attempt.
    assert _guess_password(small, accounts[0], PASSWORD)[0] == "too-many-attempts"
    assert _guess_password(small, accounts[15], PASSWORD) == ("in", None)
    assert _guess_password(small, accounts[15], PASSWORD) == ("in", None)
    assert _guess_password(small, accounts[16]) == ("wrong-password", None)
    assert _guess_password(small, accounts[16], PASSWORD)[0] == "too-many-attempts"


@pytest.mark.parametrize("before", [0, 40], ids=["at rest", "during an attack"])
def test_the_answers_do_not_tell_which_accounts_there_are(small: Service, clock: Clock, before: int) -> None:
    """Neither what is answered nor when the answer changes: each unknown account has its own limit too."""
    [account] = _accounts(small, 1)
    without, _ = small.account(Role.COORDINATOR, small.district)
    for number in range(before):
        _guess_password(small, f"c-{number:06d}")
    told = [[_guess_password(small, who) for _ in range(6)] for who in (account, without, "c-zzzzzz")]
    assert told[0] == told[1] == told[2]
    assert told[0][0] == ("wrong-password", None)
    assert told[0][-1][0] == "too-many-attempts"


def test_guesses_at_unknown_accounts_leave_each_holder_one_try(small: Service, clock: Clock) -> None:
    [account] = _accounts(small, 1)
    answers = [_guess_password(small, f"c-{number:06d}")[0] for number in range(60)]
    assert answers == ["wrong-password"] * 60
    assert _guess_password(small, account, PASSWORD) == ("in", None)
    assert _guess_password(small, account, PASSWORD) == ("in", None)


def test_right_passwords_do_not_count(small: Service, clock: Clock) -> None:
    [account] = _accounts(small, 1)
    assert [_guess_password(small, account, PASSWORD)[0] for _ in range(40)] == ["in"] * 40


def test_the_present_password_cannot_be_guessed_by_who_sits_down_at_a_desk(
    small: Service, clock: Clock
) -> None:
    [account] = _accounts(small, 1)
    client = small.nobody()
    client.post(f"{API}/sign-ins", json={"account": account, "password": PASSWORD})
    body = {"password": "sexton svarta svanar", "current": "fel"}
    kinds = [problem(client.put(f"{API}/me/password", json=body)) for _ in range(4)]
    assert kinds == ["wrong-password"] * 3 + ["too-many-attempts"]


def test_a_key_has_so_many_requests_a_minute(small: Service, clock: Clock) -> None:
    researcher = small.researcher()
    left = []
    for _ in range(5):
        reply = researcher.get("/probe/researcher")
        assert reply.status_code == 200
        assert reply.headers["ratelimit-policy"] == '"key";q=5;w=60'
        left.append(reply.headers["ratelimit"])
        clock.now += 2
    assert left == [f'"key";r={number};t={60 - 2 * place}' for place, number in enumerate((4, 3, 2, 1, 0))]
    reply = researcher.get("/probe/researcher")
    assert (reply.status_code, problem(reply)) == (429, "too-many-requests")
    assert reply.headers["retry-after"] == "50"
    assert reply.headers["ratelimit"] == '"key";r=0;t=50'
    assert small.researcher().get("/probe/researcher").status_code == 200  # another key has its own
    clock.now += 51
    assert researcher.get("/probe/researcher").status_code == 200


def test_a_keys_own_limit_may_only_be_lower(small: Service, clock: Clock) -> None:
    lower, higher = small.researcher(per_minute=2), small.researcher(per_minute=1000)
    assert [lower.get(f"{API}/me").status_code for _ in range(3)] == [200, 200, 429]
    assert [higher.get(f"{API}/me").status_code for _ in range(6)] == [200] * 5 + [429]
