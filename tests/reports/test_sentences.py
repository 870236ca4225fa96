"""What the generated sentences say: the tables here are the specification."""

import re
from decimal import Decimal

import pytest

from app.kit.language import LANGUAGES, Language, Text
from app.reports import sentences
from app.reports.nouns import ANSWER, FAMILY, MEETING, PARTICIPANT, SESSION, Noun
from app.reports.numbers import MINUS, THIN, decimal, percent, signed, whole

THAN = Text("tertialet före", "the tertial before")

COUNTED: list[tuple[int, Noun, str, str]] = [
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

PARTS: list[tuple[int, int, Noun, str, str]] = [
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


def _both(sv: str, en: str) -> list[tuple[Language, str]]:
    return [("sv", sv), ("en", en)]


@pytest.mark.parametrize(("number", "of", "sv", "en"), COUNTED)
def test_counts_bend_with_their_number(number: int, of: Noun, sv: str, en: str) -> None:
    for language, expected in _both(sv, en):
        assert sentences.counted(number, of, language) == expected


@pytest.mark.parametrize(("number", "sv", "en"), ROUGHLY)
def test_round_numbers_are_named_only_where_they_are_near(number: int, sv: str, en: str) -> None:
    for language, expected in _both(sv, en):
        assert sentences.roughly(number, language) == expected


@pytest.mark.parametrize(("part", "base", "sv", "en"), SHARES)
def test_a_share_says_no_more_than_its_base_bears(part: int, base: int, sv: str, en: str) -> None:
    for language, expected in _both(sv, en):
        assert sentences.share(part, base, language) == expected


@pytest.mark.parametrize(("part", "base", "of", "sv", "en"), PARTS)
def test_a_share_of_a_thing_bends_the_thing(part: int, base: int, of: Noun, sv: str, en: str) -> None:
    for language, expected in _both(sv, en):
        assert sentences.part_of(part, base, of, language) == expected


@pytest.mark.parametrize(("now", "before", "sv", "en"), CHANGES)
def test_changes_of_numbers(now: int, before: int, sv: str, en: str) -> None:
    for language, expected in _both(sv, en):
        assert sentences.change(now, before, THAN, language) == expected


@pytest.mark.parametrize(("now", "before", "sv", "en"), SHARE_CHANGES)
def test_changes_of_shares_that_may_be_chance_are_not_called_changes(
    now: tuple[int, int], before: tuple[int, int], sv: str, en: str
) -> None:
    for language, expected in _both(sv, en):
        assert sentences.share_change(now, before, THAN, language) == expected
    assert sentences.has_moved(now, before) == ("procentenhet" in sv)


@pytest.mark.parametrize(("rows", "base", "sv", "en"), COMMON)
def test_the_most_common_are_named_with_ties(
    rows: list[tuple[str, int]], base: int, sv: str, en: str
) -> None:
    for language, expected in _both(sv, en):
        assert sentences.most_common(rows, base, language) == expected


@pytest.mark.parametrize(("rows", "expected"), BETWEEN)
def test_districts_with_few_are_not_set_against_others(
    rows: list[tuple[str, int, int]], expected: str
) -> None:
    assert sentences.between(rows, "sv") == expected


@pytest.mark.parametrize(("rows", "expected"), LARGEST)
def test_most_and_fewest(rows: list[tuple[str, int]], expected: str) -> None:
    assert sentences.largest(rows, SESSION, "sv") == expected


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
            texts = (whole(number, language), sentences.roughly(number, language))
            assert not any(re.search(r"\d{4}", text) for text in texts), texts
