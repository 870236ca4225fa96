"""Tokens and keys, pure: known answers that the tablet's own code must give too, and what is not ours."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.answers import link_tokens
from app.vocabulary.periods import months_later
from tests.support.parents import ALPHABET, make_link

KEY = bytes(range(32))
DAY = date(2026, 11, 24)
KEYS = {"2026-10": bytes(32), "2026-11": KEY, "2026-12": bytes(reversed(range(32)))}

# Also in the tablet's own tests: secret, day, and the token that they make with KEY (bytes 0 to 31).
KNOWN = [
    ("7k2m9qxa", date(2026, 11, 24), "7k2m9qxa4cfs7mn0"),
    ("00000000", date(2026, 11, 1), "00000000zkz0p7kd"),
]


@pytest.mark.parametrize(("secret", "day", "token"), KNOWN)
def test_known_tokens(secret: str, day: date, token: str) -> None:
    assert secret + link_tokens.proof(secret, link_tokens.key_of_day(KEY, day)) == token
    assert make_link({"2026-11": KEY}, day, secret).token == token
    assert link_tokens.is_ours(token, [("2026-11", KEY)], day)


def test_a_token_is_hashed_as_the_contract_says() -> None:
    made = make_link(KEYS, DAY)
    assert link_tokens.digest(made.token).hex() == made.hash


@pytest.mark.parametrize(
    ("age", "ours"), [(-2, False), (-1, True), (0, True), (7, True), (14, True), (15, False), (300, False)]
)
def test_a_token_is_ours_for_two_weeks(age: int, ours: bool) -> None:
    made_on = DAY - timedelta(days=age)
    keys = {made_on.isoformat()[:7]: KEY}
    token = make_link(keys, made_on).token
    assert link_tokens.is_ours(token, list(keys.items()), DAY) is ours


def test_a_token_of_last_months_end_is_ours_over_the_turn() -> None:
    token = make_link(KEYS, date(2026, 10, 31)).token
    assert link_tokens.is_ours(token, list(KEYS.items()), date(2026, 11, 14))
    assert not link_tokens.is_ours(token, list(KEYS.items()), date(2026, 11, 15))
    # A key of another month, or of a district that we do not know, makes nothing of ours.
    assert not link_tokens.is_ours(token, [("2026-11", KEYS["2026-10"])], date(2026, 11, 14))
    assert not link_tokens.is_ours(token, [], date(2026, 11, 14))


@given(st.text(ALPHABET, min_size=16, max_size=16), st.integers(0, 15), st.sampled_from(ALPHABET))
def test_a_token_with_one_other_character_is_not_ours(secret: str, place: int, other: str) -> None:
    token = make_link(KEYS, DAY, secret[:8]).token
    changed = token[:place] + other + token[place + 1 :]
    assert link_tokens.is_ours(changed, list(KEYS.items()), DAY) is (changed == token)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("7k2m-9qxa-41zb-c0te", "7k2m9qxa41zbc0te"),
        ("7K2M-9QXA-41ZB-C0TE", "7k2m9qxa41zbc0te"),
        ("7K2M9QXA41ZBC0TE", "7k2m9qxa41zbc0te"),
        ("7k2m 9qxa 4Izb cOte", "7k2m9qxa41zbc0te"),
        ("7k2m9qxal1zbc0te", "7k2m9qxa11zbc0te"),
        ("7k2m-9qxa-41zb-c0t", None),
        ("7k2m-9qxa-41zb-c0tee", None),
        ("7k2m-9qxa-41zb-c0tu", None),
        ("", None),
        ("thanks", None),
        ("å" * 16, None),
        ("7" * 5000, None),
    ],
)
def test_what_a_person_types_is_read(typed: str, read: str | None) -> None:
    assert link_tokens.canonical(typed) == read
    if read:
        assert link_tokens.canonical(link_tokens.shown(read)) == read


@pytest.mark.parametrize(
    ("month", "number", "other"),
    [
        ("2026-11", 2, "2027-01"),
        ("2026-01", -1, "2025-12"),
        ("2026-11", 0, "2026-11"),
        ("2026-03", -3, "2025-12"),
    ],
)
def test_months_are_counted_over_the_year(month: str, number: int, other: str) -> None:
    assert months_later(month, number) == other
