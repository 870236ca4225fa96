"""What the generated sentences say: the tables here are the specification."""

import re
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.disclosure.rounding.rule import possible
from app.kit.language import LANGUAGES, Language, Text
from app.reports import rankings, sentences
from app.reports.bounded_numbers import BoundedNumber, BoundedRatio
from app.reports.chance import has_moved
from app.reports.nouns import ANSWER, FAMILY, MEETING, PARTICIPANT, SESSION, CountedNoun
from app.reports.number_format import MINUS, THIN, decimal, percent, signed, whole

THAN = Text("tertialet före", "the tertial before")
exactly, of = BoundedNumber.exactly, BoundedRatio.exactly

COUNTED: list[tuple[int, CountedNoun, str, str]] = [
    (0, SESSION, "inget samtal", "no sessions"),
    (1, SESSION, "ett samtal", "one session"),
    (2, SESSION, "2 samtal", "2 sessions"),
    (0, FAMILY, "ingen familj", "no families"),
    (1, FAMILY, "en familj", "one family"),
    (412, FAMILY, "412 familjer", "412 families"),
    (1, MEETING, "en tematräff", "one theme meeting"),
    (1300, PARTICIPANT, f"1{THIN}300 deltagare", "1,300 participants"),
]

ROUGHLY: list[tuple[int, str, str]] = [
    (7, "7", "7"),
    (99, "99", "99"),
    (100, "100", "100"),
    (104, "drygt 100", "a little over 100"),
    (110, "110", "110"),
    (412, "drygt 400", "a little over 400"),
    (450, "450", "450"),
    (498, "nära 500", "nearly 500"),
    (917, "drygt 900", "a little over 900"),
    (1332, f"drygt 1{THIN}300", "a little over 1,300"),
    (1300, f"1{THIN}300", "1,300"),
    (18840, f"nära 19{THIN}000", "nearly 19,000"),
]

SHARES: list[tuple[int, int, str, str]] = [
    (3, 7, "3 av 7", "3 of 7"),
    (0, 4, "0 av 4", "0 of 4"),
    (19, 19, "19 av 19", "19 of 19"),
    (10, 20, "50 procent", "50 per cent"),
    (473, 498, "95 procent", "95 per cent"),
    (0, 498, "0 procent", "0 per cent"),
    (1, 498, "under 1 procent", "under 1 per cent"),
    (497, 498, "över 99 procent", "over 99 per cent"),
    (498, 498, "100 procent", "100 per cent"),
    (1855, 4541, "40,9 procent", "40.9 per cent"),
    (1, 4541, "under 0,1 procent", "under 0.1 per cent"),
    (1, 200, "1 procent", "1 per cent"),
]

CHANGES: list[tuple[int, int, str, str]] = [
    (463, 400, "63 fler än tertialet före (16 procent)", "63 more than in the tertial before (16 per cent)"),
    (400, 463, "63 färre än tertialet före (14 procent)",
     "63 fewer than in the tertial before (14 per cent)"),
    (400, 400, "lika många som tertialet före", "as many as in the tertial before"),
    (0, 0, "lika många som tertialet före", "as many as in the tertial before"),
    (12, 10, "2 fler än tertialet före", "2 more than in the tertial before"),
    # What has shrunk is never "so many times as many", whatever is left of it.
    (0, 40, "40 färre än tertialet före", "40 fewer than in the tertial before"),
    (1, 40, "39 färre än tertialet före (98 procent)", "39 fewer than in the tertial before (98 per cent)"),
    (1, 400, "399 färre än tertialet före (över 99 procent)",
     "399 fewer than in the tertial before (over 99 per cent)"),
    (20, 40, "20 färre än tertialet före (50 procent)", "20 fewer than in the tertial before (50 per cent)"),
    (80, 40, "40 fler än tertialet före (2 gånger så många)",
     "40 more than in the tertial before (2 times as many)"),
    (100, 40, "60 fler än tertialet före (2,5 gånger så många)",
     "60 more than in the tertial before (2.5 times as many)"),
    (40_000_000, 40, f"39{THIN}999{THIN}960 fler än tertialet före (1{THIN}000{THIN}000 gånger så många)",
     "39,999,960 more than in the tertial before (1,000,000 times as many)"),
    (1001, 1000, "1 fler än tertialet före (under 1 procent)",
     "1 more than in the tertial before (under 1 per cent)"),
]  # fmt: skip

SHARE_CHANGES: list[tuple[tuple[int, int], tuple[int, int], str, str]] = [
    (
        (80, 100),
        (60, 100),
        "20 procentenheter högre än tertialet före",
        "20 percentage points higher than in the tertial before",
    ),
    (
        (60, 100),
        (80, 100),
        "20 procentenheter lägre än tertialet före",
        "20 percentage points lower than in the tertial before",
    ),
    (
        (62, 100),
        (60, 100),
        "ingen statistiskt säkerställd förändring från tertialet före",
        "no statistically significant change from the tertial before",
    ),
    (
        (8, 10),
        (6, 10),
        "för få för att jämföras med tertialet före",
        "too few to be compared with the tertial before",
    ),
]

COMMON: list[tuple[list[tuple[str, int]], int, str, str]] = [
    ([], 0, "", ""),
    ([("A", 0)], 0, "", ""),
    ([("A", 30), ("B", 20), ("C", 10)], 60,
     "Vanligast är ”A” (50 procent), följt av ”B” (33 procent) och ”C” (17 procent).",
     "Most common is “A” (50 per cent), followed by “B” (33 per cent) and “C” (17 per cent)."),
    ([("A", 5), ("B", 5)], 10,
     "Vanligast är ”A” och ”B”, 5 av 10 var.", "Most common are “A” and “B”, 5 of 10 each."),
    ([("A", 9), ("B", 1), ("C", 1), ("D", 1)], 12,
     "Vanligast är ”A” (9 av 12).", "Most common is “A” (9 of 12)."),
    ([("A", 2), ("B", 2), ("C", 2), ("D", 2)], 8,
     "Ingen är vanligast: fyra är lika vanliga.", "None is the most common: four are equally common."),
    ([("A", 1)], 1, "Vanligast är ”A” (1 av 1).", "Most common is “A” (1 of 1)."),
]  # fmt: skip

BETWEEN: list[tuple[list[tuple[str, int, int]], str]] = [
    ([("A", 5, 100), ("B", 30, 100)], "Andelen varierar mellan 5 procent (A) och 30 procent (B)."),
    ([("A", 5, 100), ("B", 30, 100), ("C", 30, 100)],
     "Andelen varierar mellan 5 procent (A) och 30 procent (B och C)."),
    ([("A", 5, 100), ("B", 9, 10)], ""),
    ([("A", 5, 100), ("B", 30, 100), ("C", 9, 10)],
     "Andelen varierar mellan 5 procent (A) och 30 procent (B), där den räknas på minst 20."),
    ([("A", 50, 1000), ("B", 5, 100)], "Andelen är lika stor överallt, 5 procent."),
    ([("A", 51, 990), ("B", 50, 990)], "Andelen är ungefär lika stor överallt, 5 procent."),
    # Ends are written alike: never "from 5,1 per cent to 5 per cent".
    ([("A", 51, 1000), ("B", 52, 990)], "Andelen är ungefär lika stor överallt, 5 procent."),
]  # fmt: skip

LARGEST: list[tuple[list[tuple[str, int]], str]] = [
    ([("A", 3)], ""),
    ([("A", 0), ("B", 0)], ""),
    ([("A", 3), ("B", 3)], "Antalet är lika stort överallt (3 samtal)."),
    ([("A", 3), ("B", 1)], "Flest har A (3 samtal), färst har B (ett samtal)."),
    ([("A", 3), ("B", 0), ("C", 0)], "Flest har A (3 samtal), färst har B och C (inget samtal)."),
    ([("A", 3), *((x, 0) for x in "BCDE")], "Flest har A (3 samtal)."),
]

PARTS: list[tuple[int, int, CountedNoun, str, str]] = [
    (5, 16, MEETING, "5 av 16 tematräffar", "5 of 16 theme meetings"),
    (0, 16, MEETING, "0 av 16 tematräffar", "0 of 16 theme meetings"),
    (1, 1, ANSWER, "1 av 1 svar", "1 of 1 answer"),
    (
        60,
        100,
        MEETING,
        "60 procent (60 av 100) av tematräffarna",
        "60 per cent (60 of 100) of the theme meetings",
    ),
]


def near(number: int) -> BoundedNumber:
    """As it is published with a threshold of five."""
    return BoundedNumber(number, *possible(number, 5))


def about(part: int, base: int) -> BoundedRatio:
    return BoundedRatio(near(part), near(base))


ROUNDED_COUNTS: list[tuple[int, str, str]] = [
    (0, "högst 4 samtal", "at most 4 sessions"),
    (5, "5 samtal", "5 sessions"),
    (412, "412 samtal", "412 sessions"),
]

ROUNDED_ROUGHLY: list[tuple[int, str]] = [
    (0, "högst 4"),
    (7, "7"),
    (400, "omkring 400"),
    (403, "omkring 400"),
    (412, "drygt 400"),
    (498, "omkring 500"),
    (490, "nära 500"),
]

ROUNDED_SHARES: list[tuple[int, int, str, str]] = [
    (5, 7, "omkring 5 av 7", "about 5 of 7"),
    (0, 7, "högst 4 av omkring 7", "at most 4 of about 7"),
    (10, 25, "40 procent", "40 per cent"),
    (0, 498, "högst 1 procent", "at most 1 per cent"),
    (5, 498, "1 procent", "1 per cent"),
    (5, 1200, "0,4 procent", "0.4 per cent"),
    (5, 999, "1 procent", "1 per cent"),
    (6, 20_000, "under 0,1 procent", "under 0.1 per cent"),
    (498, 498, "minst 98 procent", "at least 98 per cent"),
]

ROUNDED_CHANGES: list[tuple[int, int, str, str]] = [
    (463, 400, "omkring 63 fler än tertialet före (16 procent)",
     "about 63 more than in the tertial before (16 per cent)"),
    (409, 400, "omkring 9 fler än tertialet före (2 procent)",
     "about 9 more than in the tertial before (2 per cent)"),
    (408, 400, "inte säkert fler eller färre än tertialet före",
     "not certainly more or fewer than in the tertial before"),
    (400, 400, "inte säkert fler eller färre än tertialet före",
     "not certainly more or fewer than in the tertial before"),
    (0, 12, "omkring 12 färre än tertialet före", "about 12 fewer than in the tertial before"),
    (0, 6, "inte säkert fler eller färre än tertialet före",
     "not certainly more or fewer than in the tertial before"),
    (4009, 4000, "omkring 9 fler än tertialet före", "about 9 more than in the tertial before"),
]  # fmt: skip

ROUNDED_COMMON: list[tuple[list[tuple[str, int]], int, str]] = [
    ([("A", 60), ("B", 40), ("C", 20)], 120,
     "Vanligast är ”A” (50 procent), följt av ”B” (33 procent) och ”C” (17 procent)."),
    ([("A", 60), ("B", 33), ("C", 27)], 120, "Vanligast är ”A” (50 procent)."),
    ([("A", 53), ("B", 47), ("C", 20)], 120,
     "De två vanligaste är ”A” (44 procent) och ”B” (39 procent)."),
    ([("A", 34), ("B", 30), ("C", 28), ("D", 28)], 120, "Vilka som är vanligast är inte säkert."),
    ([("A", 9), ("B", 0)], 9, "Vanligast är ”A” (omkring 9 av 9)."),
    ([("A", 5), ("B", 0)], 5, "Vilka som är vanligast är inte säkert."),
    ([("A", 0)], 0, ""),
]  # fmt: skip

ROUNDED_BETWEEN: list[tuple[list[tuple[str, int, int]], str]] = [
    ([("A", 5, 100), ("B", 50, 100)],
     "Andelen varierar mellan omkring 5 procent (A) och omkring 50 procent (B)."),
    ([("A", 25, 100), ("B", 28, 100), ("C", 60, 100)],
     "Andelen varierar mellan omkring 25 procent och omkring 60 procent (C)."),
    ([("A", 30, 100), ("B", 30, 100)], "Andelen är ungefär lika stor överallt, omkring 30 procent."),
    ([("A", 0, 100), ("B", 50, 100)],
     "Som högst är andelen omkring 50 procent (B)."),
    ([("A", 0, 100), ("B", 30, 100), ("C", 28, 100)], "Som högst är andelen omkring 30 procent."),
    ([("A", 0, 100), ("B", 0, 50)], "Andelen är högst 9 procent överallt."),
    ([("A", 100, 100), ("B", 50, 100)],
     "Andelen varierar mellan omkring 50 procent (B) och minst 92 procent (A)."),
]  # fmt: skip

ROUNDED_LARGEST: list[tuple[list[tuple[str, int]], str]] = [
    ([("A", 60), ("B", 30), ("C", 12)], "Flest har A (60 samtal), färst har C (12 samtal)."),
    ([("A", 60), ("B", 14), ("C", 12)], "Flest har A (60 samtal)."),
    ([("A", 60), ("B", 58), ("C", 0)], "Färst har C (högst 4 samtal)."),
    ([("A", 60), ("B", 58), ("C", 57)], "Vilka som har flest och färst samtal är inte säkert."),
]


def _both(sv: str, en: str) -> list[tuple[Language, str]]:
    return [("sv", sv), ("en", en)]


@pytest.mark.parametrize(("number", "noun", "sv", "en"), COUNTED)
def test_counts_bend_with_their_number(number: int, noun: CountedNoun, sv: str, en: str) -> None:
    for language, expected in _both(sv, en):
        assert sentences.counted(exactly(number), noun, language) == expected


@pytest.mark.parametrize(("number", "sv", "en"), ROUGHLY)
def test_round_numbers_are_named_only_where_they_are_near(number: int, sv: str, en: str) -> None:
    for language, expected in _both(sv, en):
        assert sentences.roughly(exactly(number), language) == expected


@pytest.mark.parametrize(("part", "base", "sv", "en"), SHARES)
def test_a_share_says_no_more_than_its_base_bears(part: int, base: int, sv: str, en: str) -> None:
    for language, expected in _both(sv, en):
        assert sentences.share(of(part, base), language) == expected


@pytest.mark.parametrize(("part", "base", "noun", "sv", "en"), PARTS)
def test_a_share_of_a_thing_bends_the_thing(
    part: int, base: int, noun: CountedNoun, sv: str, en: str
) -> None:
    for language, expected in _both(sv, en):
        assert sentences.part_of(of(part, base), noun, language) == expected


@pytest.mark.parametrize(("now", "before", "sv", "en"), CHANGES)
def test_changes_of_numbers(now: int, before: int, sv: str, en: str) -> None:
    for language, expected in _both(sv, en):
        assert sentences.change(exactly(now), exactly(before), THAN, language) == expected


@pytest.mark.parametrize(("now", "before", "sv", "en"), SHARE_CHANGES)
def test_changes_of_shares_that_may_be_chance_are_not_called_changes(
    now: tuple[int, int], before: tuple[int, int], sv: str, en: str
) -> None:
    for language, expected in _both(sv, en):
        assert sentences.share_change(of(*now), of(*before), THAN, language) == expected
    assert has_moved(of(*now), of(*before)) == ("procentenhet" in sv)


@pytest.mark.parametrize(("rows", "base", "sv", "en"), COMMON)
def test_the_most_common_are_named_with_ties(
    rows: list[tuple[str, int]], base: int, sv: str, en: str
) -> None:
    for language, expected in _both(sv, en):
        assert (
            rankings.most_common([(name, exactly(number)) for name, number in rows], exactly(base), language)
            == expected
        )


@pytest.mark.parametrize(("rows", "expected"), BETWEEN)
def test_districts_with_few_are_not_set_against_others(
    rows: list[tuple[str, int, int]], expected: str
) -> None:
    assert rankings.between([(name, of(part, base)) for name, part, base in rows], "sv") == expected


@pytest.mark.parametrize(("rows", "expected"), LARGEST)
def test_most_and_fewest(rows: list[tuple[str, int]], expected: str) -> None:
    assert rankings.largest([(name, exactly(number)) for name, number in rows], SESSION, "sv") == expected


@pytest.mark.parametrize(("number", "sv", "en"), ROUNDED_COUNTS)
def test_what_was_rounded_to_none_is_not_told_as_none(number: int, sv: str, en: str) -> None:
    for language, expected in _both(sv, en):
        assert sentences.counted(near(number), SESSION, language) == expected


@pytest.mark.parametrize(("number", "expected"), ROUNDED_ROUGHLY)
def test_a_rounded_number_is_over_or_under_a_round_one_only_where_that_is_certain(
    number: int, expected: str
) -> None:
    assert sentences.roughly(near(number), "sv") == expected


@pytest.mark.parametrize(("part", "base", "sv", "en"), ROUNDED_SHARES)
def test_a_rounded_share_claims_no_edge_that_it_may_lie_beyond(
    part: int, base: int, sv: str, en: str
) -> None:
    for language, expected in _both(sv, en):
        assert sentences.share(about(part, base), language) == expected


def test_a_sum_of_three_releases_may_lie_further_off() -> None:
    part, base = BoundedNumber(5, 1, 13), BoundedNumber(11_000, 10_988, 11_012)
    assert sentences.share(BoundedRatio(part, base, 3), "sv") == "omkring 0,1 procent"
    most = BoundedRatio(BoundedNumber(10_996, 10_984, 11_008), base, 3)
    assert sentences.share(most, "sv") == "omkring 99,9 procent"
    # Each of the three was rounded for itself: a base of 40 is no surer than one of 13.
    assert sentences.share(BoundedRatio(near(20), near(40), 3), "sv") == "omkring 20 av 40"
    assert sentences.share(BoundedRatio(near(20), near(40)), "sv") == "50 procent"


@pytest.mark.parametrize(("now", "before", "sv", "en"), ROUNDED_CHANGES)
def test_a_change_that_the_rounding_can_turn_is_told_as_uncertain(
    now: int, before: int, sv: str, en: str
) -> None:
    for language, expected in _both(sv, en):
        assert sentences.change(near(now), near(before), THAN, language) == expected


@pytest.mark.parametrize(("rows", "base", "expected"), ROUNDED_COMMON)
def test_the_most_common_are_ranked_as_far_as_that_is_certain(
    rows: list[tuple[str, int]], base: int, expected: str
) -> None:
    numbers = [(name, near(number)) for name, number in rows]
    assert rankings.most_common(numbers, near(base), "sv") == expected


@pytest.mark.parametrize(("rows", "expected"), ROUNDED_BETWEEN)
def test_the_ends_of_a_spread_are_named_where_they_are_certain(
    rows: list[tuple[str, int, int]], expected: str
) -> None:
    assert rankings.between([(name, about(part, base)) for name, part, base in rows], "sv") == expected


@pytest.mark.parametrize(("rows", "expected"), ROUNDED_LARGEST)
def test_most_and_fewest_are_told_where_they_are_certain(rows: list[tuple[str, int]], expected: str) -> None:
    assert rankings.largest([(name, near(number)) for name, number in rows], SESSION, "sv") == expected


def _published() -> st.SearchStrategy[int]:
    return st.one_of(st.just(0), st.integers(5, 60))


@given(st.lists(_published(), min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_a_ranking_holds_for_every_truth(shown: list[int], random: Random) -> None:
    """Whichever counts the rule allows: those that are named come first, in the order in which they stand."""
    rows = [(f"N{place}", near(number)) for place, number in enumerate(shown)]
    common = rankings.most_common(rows, near(sum(shown)), "sv")
    most = rankings.largest(rows, SESSION, "sv")
    for _ in range(20):
        truth = {
            name: random.choice((one.least, one.most, random.randint(one.least, one.most)))
            for name, one in rows
        }
        named = re.findall(r"”(N\d)”", common)
        rest = [truth[name] for name in truth if name not in named]
        counts = [truth[name] for name in named]
        if "Vanligast" in common:
            assert counts == sorted(counts, reverse=True), (common, truth)
        assert not named or min(counts) > max(rest, default=0), (common, truth)
        top, bottom = re.search(r"Flest har (N\d)", most), re.search(r"ärst har (N\d)", most)
        assert top is None or all(truth[top[1]] > truth[name] for name in truth if name != top[1])
        assert bottom is None or all(truth[bottom[1]] < truth[name] for name in truth if name != bottom[1])


@given(st.tuples(_published(), _published()), st.randoms(use_true_random=False))
def test_words_of_a_change_hold_for_every_truth(shown: tuple[int, int], random: Random) -> None:
    now, before = map(near, shown)
    text = sentences.change(now, before, THAN, "sv")
    for _ in range(20):
        gap = random.randint(now.least, now.most) - random.randint(before.least, before.most)
        if "säkert" not in text:
            assert ("fler" in text, "färre" in text) == (gap > 0, gap < 0), (text, gap)


def test_numbers_are_written_as_the_language_does() -> None:
    assert whole(1300, "sv") == f"1{THIN}300"
    assert whole(-4541, "en") == f"{MINUS}4,541"
    assert decimal(Decimal("7.465"), 2, "sv") == "7,47"
    assert decimal(Decimal("1234.5"), 1, "sv") == f"1{THIN}234,5"
    assert signed(3, "sv") == "+3"
    assert signed(-3, "sv") == f"{MINUS}3"
    assert signed(0, "sv") == "0"
    assert percent(1, 3, "en") == "33"


def test_sentences_begin_and_end_as_they_should() -> None:
    assert sentences.sentence("ett samtal hölls") == "Ett samtal hölls."
    assert sentences.sentence("Klart!") == "Klart!"
    assert sentences.listed(["a"], "sv") == "a"
    assert sentences.listed(["a", "b", "c"], "sv") == "a, b och c"
    assert sentences.listed(["a", "b"], "en") == "a and b"


def test_no_thousand_is_written_without_its_space() -> None:
    for language in LANGUAGES:
        for number in range(1000, 200_000, 997):
            texts = (whole(number, language), sentences.roughly(exactly(number), language))
            assert not any(re.search(r"\d{4}", text) for text in texts), texts
