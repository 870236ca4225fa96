"""Dealing by quota: whole numbers that sum, the same every time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.demo.dealer import Dealer, QuotaError, apportion
from app.demo.quotas import CollaborationQuotas, MeetingQuotas, SessionQuotas, merged
from app.demo.stockholm import SESSIONS, VISITS

WEIGHTS = st.dictionaries(st.text(min_size=1), st.integers(0, 1000), min_size=1).filter(
    lambda one: any(one.values())
)


@given(st.integers(0, 5000), WEIGHTS)
def test_shares_sum_to_the_whole_and_lie_next_to_the_exact_ones(total: int, weights: dict[str, int]) -> None:
    shares = apportion(total, weights)
    whole = sum(weights.values())
    assert sum(shares.values()) == total
    assert all(abs(shares[key] * whole - total * weight) < whole for key, weight in weights.items())


@given(st.integers(0, 500), WEIGHTS)
def test_a_dealt_share_is_the_exact_one_rounded_up_or_down(total: int, weights: dict[str, int]) -> None:
    deck = Dealer("test").share(total, weights)
    whole = sum(weights.values())
    assert len(deck) == total
    assert all(abs(deck.count(key) * whole - total * weight) < whole for key, weight in weights.items())


def test_the_largest_remainder_gets_what_is_left() -> None:
    assert apportion(10, {"a": 1, "b": 1, "c": 1}) == {"a": 4, "b": 3, "c": 3}
    assert apportion(5, {"a": 1, "b": 9}) == {"a": 1, "b": 4}


def test_what_is_rare_turns_up_in_small_decks_as_often_as_it_should() -> None:
    decks = [Dealer("test", str(number)).share(5, {"common": 19, "rare": 1}) for number in range(400)]
    assert 70 <= sum(deck.count("rare") for deck in decks) <= 130  # a quarter of 400


def test_a_deck_holds_what_the_quotas_name_in_an_order_of_its_own() -> None:
    quotas = {"a": 40, "b": 60}
    deck = Dealer("one").deck(quotas)
    assert {card: deck.count(card) for card in quotas} == quotas
    assert deck == Dealer("one").deck(quotas)
    assert deck != Dealer("other").deck(quotas)


def test_ids_are_random_uuids_of_version_4() -> None:
    ids = [Dealer("test").uuid() for _ in range(2)] + [Dealer("another").uuid()]
    assert ids[0] == ids[1] != ids[2]
    assert {one.version for one in ids} == {4}


def test_groups_differ_in_size_and_none_is_too_small() -> None:
    sizes = Dealer("test").spread(100, 12, least=2)
    assert sum(sizes) == 100
    assert min(sizes) >= 2
    assert len(set(sizes)) > 3
    with pytest.raises(QuotaError, match="too few"):
        Dealer("test").spread(5, 3, least=2)
    with pytest.raises(QuotaError, match="nothing to share"):
        apportion(3, {})


@pytest.mark.parametrize("sessions", [7, 20, 61, 300])
def test_a_mixture_of_sessions_can_be_had_in_any_size(sessions: int) -> None:
    for quotas in SESSIONS.values():
        scaled = quotas.scaled(sessions, sessions // 2)
        assert scaled.sessions == sessions
        assert scaled.answered == sessions // 2


def test_two_districts_that_become_one_have_what_both_had() -> None:
    one, other = SESSIONS["farsta"], SESSIONS["skarpnack"]
    both = merged(one, other)
    assert both.sessions == one.sessions + other.sessions
    assert both.answered == one.answered + other.answered
    assert set(both.routes) == {*one.routes, *other.routes}
    meetings = merged(MeetingQuotas(2, 9, 1, 1, 70), MeetingQuotas(3, 20, 2, 0, 80, civil_society=1))
    assert meetings == MeetingQuotas(5, 29, 3, 1, 70, civil_society=1)  # a share of women, not a number
    activities = merged(CollaborationQuotas({"a": 1}, 2, 120), CollaborationQuotas({"a": 2, "b": 3}))
    assert activities == CollaborationQuotas({"a": 3, "b": 3}, 2, 120)


def test_quotas_that_do_not_fit_one_another_are_refused() -> None:
    good = SESSIONS["rinkeby-kista"]
    for change, words in (
        ({"routes": {"other": 3}}, "routes sum to 3"),
        ({"young_areas": {"husby": 1}}, "young_areas"),
        ({"applications": 40}, "applications"),
        ({"answers": {"mother": {"yes": 400}}}, "answers"),
    ):
        with pytest.raises(QuotaError, match=words):
            SessionQuotas(**{**vars(good), **change})
    visits = VISITS["rinkeby"]
    with pytest.raises(QuotaError, match="mothers sum to 2"):
        type(visits)(**{**vars(visits), "mothers": {"with": 2}})
