"""Spans: their names, what comes before them, and which can be released."""

import pytest

from app.reports.report_periods import ReportPeriod
from app.vocabulary.periods import InvalidPeriod

CASES = [
    # text, name, words, before, a year before, whole tertials
    ("2019-T1", "tertial 1 2019", "januari–april 2019", "2018-T3", "2018-T1", True),
    ("2019-T2", "tertial 2 2019", "maj–augusti 2019", "2019-T1", "2018-T2", True),
    ("2019", "2019", "helåret 2019", "2018", "2018", True),
    ("2019-T1..2019-T2",
     "januari–augusti 2019", "januari–augusti 2019", "2018-T2..2018-T3", "2018-T1..2018-T2", True),
    ("2019-02..2019-08",
     "februari–augusti 2019", "februari–augusti 2019", "2018-07..2019-01", "2018-02..2018-08", False),
    ("2018-T3..2019-T1",
     "september 2018–april 2019", "september 2018–april 2019", "2018-T1..2018-T2", "2017-T3..2018-T1", True),
    ("2018..2019",
     "januari 2018–december 2019", "januari 2018–december 2019", "2016..2017", "2016..2017", True),
    ("2019-02", "februari 2019", "februari 2019", "2019-01", "2018-02", False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "name", "words", "before", "year_before", "is_whole"), CASES)
def test_spans(text: str, name: str, words: str, before: str, year_before: str, is_whole: bool) -> None:
    period = ReportPeriod.parse(text)
    assert (period.name.sv, period.words.sv) == (name, words)
    assert (period.before().text, period.year_before().text) == (before, year_before)
    assert period.whole is is_whole


@pytest.mark.parametrize(
    "text", ["", "2019-T4", "2019-13", "2019-T2..2019-T1", "2001..2019", "1900", "1989-T3", "i fjol"]
)
def test_what_is_no_span(text: str) -> None:
    with pytest.raises(InvalidPeriod):
        ReportPeriod.parse(text)
