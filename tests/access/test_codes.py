"""One-time codes: typed as people type, used once, expired, and never told apart by whoever guesses."""

import re
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest

from app.access import secret_tokens
from app.access.roles import Role
from tests.access.service import API, Service, contents, problem


def _enrol(service: Service, code: str) -> Any:
    return service.nobody().post(f"{API}/devices", json={"code": code})


def _sign_in(service: Service, code: str) -> Any:
    return service.nobody().post(f"{API}/sign-ins", json={"code": code})


def test_a_code_enrols_one_device(service: Service) -> None:
    code = service.device_code()
    assert _enrol(service, code).status_code == 201
    assert problem(_enrol(service, code)) == "code-not-valid"
    assert len(contents(service)["device"]) == 1


@pytest.mark.parametrize("kind", ["device", "sign-in"])
def test_of_eight_at_the_same_moment_one_gets_the_code(service: Service, kind: str) -> None:
    code = service.device_code() if kind == "device" else service.account(Role.ADMIN)[1]
    use, table = (_enrol, "device") if kind == "device" else (_sign_in, "sign_in")
    together = Barrier(8)

    def one() -> int:
        together.wait()
        status: int = use(service, code).status_code
        return status

    with ThreadPoolExecutor(8) as pool:
        statuses = [future.result() for future in [pool.submit(one) for _ in range(8)]]
    assert sorted(statuses) == [201] + [403] * 7
    rows = contents(service)
    assert len(rows[table]) == 1
    assert rows["one_time_code"] == []


def test_every_code_that_does_not_work_gets_the_same_answer(service: Service) -> None:
    used, expired, other = service.device_code(), service.device_code(), service.account(Role.ADMIN)[1]
    assert _enrol(service, used).status_code == 201
    service.hour += service.settings.code_hours + 1
    unknown = secret_tokens.new_code(secret_tokens.DEVICE_CODE)
    replies = [_enrol(service, code) for code in (used, expired, other, unknown, "Anna Andersson", "\x00")]
    assert [reply.status_code for reply in replies] == [403] * 6
    assert len({reply.content for reply in replies}) == 1
    assert problem(replies[0]) == "code-not-valid"


def test_a_code_works_through_its_last_hour(service: Service) -> None:
    first, second = service.device_code(), service.account(Role.ADMIN)[1]
    service.hour += service.settings.code_hours
    assert _enrol(service, first).status_code == 201
    service.hour += 1
    assert problem(_sign_in(service, second)) == "code-not-valid"


def test_expired_codes_are_cleared_away(service: Service) -> None:
    service.device_code()
    service.hour += service.settings.code_hours + 1
    service.device_code()
    assert len(contents(service)["one_time_code"]) == 1


def test_a_device_code_signs_nobody_in_and_is_not_spent_by_trying(service: Service) -> None:
    code = service.device_code()
    assert problem(_sign_in(service, code)) == "code-not-valid"
    assert _enrol(service, code).status_code == 201


def test_a_code_may_be_typed_as_people_type(small: Service) -> None:
    for change in (
        str.lower,
        lambda code: code.replace("-", ""),
        lambda code: f"  {code.replace('-', ' ')} ",
        lambda code: code.replace("-", "–"),
        lambda code: code.replace("0", "O").replace("1", "l"),
    ):
        assert _enrol(small, change(small.device_code())).status_code == 201


def test_codes_are_long_enough_and_come_in_groups(small: Service) -> None:
    device, link = small.device_code(), small.account(Role.ADMIN)[1]
    assert re.fullmatch(r"([0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}", device)
    assert len(link.replace("-", "")) == 28
    assert 5 * len(device.replace("-", "")) >= 80  # bits
    assert len({secret_tokens.new_code(secret_tokens.DEVICE_CODE) for _ in range(500)}) == 500


def test_a_link_carries_its_code_only_behind_the_hash(small: Service) -> None:
    made = small.coordinator().post(f"{API}/devices/codes", json={"district": small.district}).json()
    assert made["link"] == f"https://stodlogg.test/enrol#{made['code']}"
    assert made["expires"] == "2024-03-10T17:00:00Z"  # hour 475 000 and 24 hours, to its end
    assert made["district"] == small.district


def test_only_the_hash_of_a_code_is_stored(service: Service) -> None:
    code = service.device_code()
    [row] = contents(service)["one_time_code"]
    assert row[0] == secret_tokens.code_digest(code)
    assert code not in repr(row)
    assert code.replace("-", "").lower() not in repr(row).lower()
