"""What stands in a table's cells: a difference is that of its neighbours, and each share names its base."""

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kit.language import LANGUAGES, Language, Text
from app.reports.nouns import MEETING
from app.reports.number_format import FEW, THIN, beside, level
from app.reports.report_cells import based, bases_line, cell, compared, lacking_line
from app.reports.report_figures import ReportFigure

WORDS = Text("svar på frågan", "answers to the question")


def _share(part: int, base: int) -> ReportFigure:
    return ReportFigure(part, "percent", base, WORDS)


def _mean(total: int, base: int) -> ReportFigure:
    return ReportFigure(total, "mean", base, WORDS)


def _told(
    now: ReportFigure | None, others: Sequence[ReportFigure | None], language: Language = "sv"
) -> list[str]:
    own, rest = compared(now, others, language)
    return [own.shown, *(one.shown for pair in rest for one in pair)]


@pytest.mark.parametrize(
    ("now", "then", "told"),
    [
        # "5 % | 5 % | +1 %-enhet" would be 5.4 and 4.6 rounded each by itself.
        (_share(27, 500), _share(23, 500), ["5,4 % (n = 500)", "4,6 % (n = 500)", "+0,8 %-enheter"]),
        (_share(30, 100), _share(20, 100), ["30 % (n = 100)", "20 % (n = 100)", "+10 %-enheter"]),
        (_share(21, 100), _share(20, 100), ["21 % (n = 100)", "20 % (n = 100)", "+1 %-enhet"]),
        (_share(20, 100), _share(20, 100), ["20 % (n = 100)", "20 % (n = 100)", "0 %-enheter"]),
        (_share(0, 40), _share(0, 50), ["0 % (n = 40)", "0 % (n = 50)", "0 %-enheter"]),
        (_share(1, 498), _share(0, 400), ["0,2 % (n = 498)", "0 % (n = 400)", "+0,2 %-enheter"]),
        (_share(3, 7), _share(20, 100), ["3 av 7", "20 % (n = 100)", "–"]),
        (_share(0, 0), _share(20, 100), ["–", "20 % (n = 100)", "–"]),
        (_mean(740, 99), _mean(1500, 200), ["7,47 (n = 99)", "7,50 (n = 200)", "−0,03"]),
        (_mean(413, 100), _mean(830, 200), ["4,13 (n = 100)", "4,15 (n = 200)", "−0,02"]),
        (ReportFigure(0), ReportFigure(40), ["0", "40", "−40"]),
        (ReportFigure(40), ReportFigure("withheld"), ["40", "..", ".."]),
        (ReportFigure(40), ReportFigure("missing"), ["40", "uppgift saknas", "uppgift saknas"]),
        (ReportFigure(9_999_999), None, [f"9{THIN}999{THIN}999", "–", "–"]),
    ],
)
def test_a_difference_is_that_of_the_figures_beside_it(
    now: ReportFigure, then: ReportFigure, told: list[str]
) -> None:
    assert _told(now, [then]) == told


def test_a_row_has_one_number_of_decimals() -> None:
    told = _told(_share(27, 500), [_share(23, 500), _share(50, 500)])
    assert told == [
        "5,4 % (n = 500)",
        "4,6 % (n = 500)",
        "+0,8 %-enheter",
        "10,0 % (n = 500)",
        "−4,6 %-enheter",
    ]


pairs = st.integers(1, 5000).flatmap(lambda base: st.tuples(st.integers(0, base), st.just(base)))


@given(pairs, st.lists(pairs, min_size=1, max_size=3))
def test_shown_differences_are_differences_of_the_shown(
    now: tuple[int, int], others: list[tuple[int, int]]
) -> None:
    found = beside(now, others)
    assert [found.values[0] - one for one in found.values[1:]] == list(found.gaps)
    step = Decimal(1).scaleb(-found.places)
    for (part, base), gap, value in zip(others, found.gaps, found.values[1:], strict=True):
        exact = Fraction(100 * now[0], now[1]) - Fraction(100 * part, base)
        assert abs(Fraction(gap) - exact) <= Fraction(step)
        assert abs(Fraction(value) - Fraction(100 * part, base)) <= Fraction(step) / 2
        assert gap == 0 or (gap > 0) == (exact > 0)


def test_halves_are_rounded_away_from_zero_and_exactly() -> None:
    assert level([Fraction(5, 2)], 0).values == (Decimal(3),)
    assert level([Fraction(-5, 2)], 0).values == (Decimal(-3),)
    assert level([Fraction(10**30 + 1, 2 * 10**30)], 0).values == (Decimal(1),)


def test_what_lacks_a_number_is_not_set_against_persons() -> None:
    """3 meetings are no share of 727 participants."""
    of_meetings = ReportFigure(520, "percent", 727, WORDS, not_known=3, lacking=MEETING)
    assert lacking_line(of_meetings, "sv") == "Uppgift saknas för 3 tematräffar."
    assert lacking_line(of_meetings, "en") == "Not known for 3 theme meetings."
    same = ReportFigure(400, "percent", 820, WORDS, not_known=43)
    assert lacking_line(same, "sv") == "Uppgift saknas för 43 (5 procent av 863)."
    assert lacking_line(ReportFigure(4, "percent", 8, WORDS, not_known=1), "sv") == "Uppgift saknas för 1."
    assert lacking_line(ReportFigure(4, "percent", 8, WORDS, not_known=0), "sv") == "Ingen saknar uppgift."
    assert lacking_line(ReportFigure(4, "percent", 8, WORDS, not_known="withheld"), "sv") == (
        "Hur många som saknar uppgift visas inte."
    )


def test_a_table_says_what_each_of_its_shares_is_of() -> None:
    other = ReportFigure(5, "percent", 50, Text("alla samtal", "all sessions"))
    shown = [
        ("Positiva", _share(1, 2)),
        ("Bortfall", other),
        ("Högsta", _share(1, 2)),
        ("Antal", ReportFigure(3)),
    ]
    assert bases_line(shown, "sv") == "Bas (n): Positiva, Högsta: svar på frågan; Bortfall: alla samtal."
    assert bases_line([("Antal", ReportFigure(3)), ("Inget", None)], "sv") == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_none_and_all_have_no_decimals(language: Language) -> None:
    assert cell(_share(0, 5000), language).shown == "0 %"
    assert based(_share(5000, 5000), language).shown.startswith("100 %")
    assert cell(_share(0, FEW - 1), language).shown.startswith("0 ")
