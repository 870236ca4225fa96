"""The span that a report is of: its name in words, and the earlier spans that it is compared with."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from app.kit.language import Text
from app.vocabulary.periods import InvalidPeriod, Span, months_later
from app.vocabulary.periods import text_of as text_of

_MONTHS = Text(
    "januari februari mars april maj juni juli augusti september oktober november december",
    "January February March April May June July August September October November December",
)
State = Literal["over", "running", "not-begun"]
_SAID: Mapping[State, Text] = {
    "over": Text("", ""),
    "running": Text(" (pågår)", " (not over)"),
    "not-begun": Text(" (har inte börjat)", " (has not begun)"),
}
FIRST_YEAR = 1990
"""The earliest year of any figure, as a catalogue may name it."""
MOST_YEARS = 10
"""Longest span, so that nobody asks for a century."""


@dataclass(frozen=True)
class ReportPeriod:
    """A run of whole months, by the text that it was asked for (`2019-T1`, `2019`, `2019-02..2019-08`)."""

    text: str
    span: Span

    @classmethod
    def parse(cls, text: str) -> "ReportPeriod":
        """Raises `InvalidPeriod`."""
        span = Span.parse(text)
        if int(span.first[:4]) < FIRST_YEAR:
            raise InvalidPeriod(text)
        if int(span.last[:4]) - int(span.first[:4]) >= MOST_YEARS:
            raise InvalidPeriod(text)
        return cls(text, span)

    @property
    def tertials(self) -> list[str]:
        """The tertials that it touches."""
        return self.span.tertials()

    @property
    def whole(self) -> bool:
        """Whether it is made of whole tertials: only such spans can be released."""
        return self.span.whole_tertials()

    @property
    def months(self) -> int:
        first, last = self.span.first, self.span.last
        return 12 * (int(last[:4]) - int(first[:4])) + int(last[5:]) - int(first[5:]) + 1

    @property
    def years(self) -> list[str]:
        return self.span.years()

    @property
    def words(self) -> Text:
        """Such as `januari–april 2019`."""
        first, last = self.span.first, self.span.last
        if first == last:
            return Text(f"{_month(first).sv} {first[:4]}", f"{_month(first).en} {first[:4]}")
        if first[:4] == last[:4]:
            if self.months == 12:
                return Text(f"helåret {first[:4]}", f"the year {first[:4]}")
            return Text(
                f"{_month(first).sv}–{_month(last).sv} {last[:4]}",
                f"{_month(first).en}–{_month(last).en} {last[:4]}",
            )
        return Text(
            f"{_month(first).sv} {first[:4]}–{_month(last).sv} {last[:4]}",
            f"{_month(first).en} {first[:4]}–{_month(last).en} {last[:4]}",
        )

    @property
    def name(self) -> Text:
        """The tertial's or year's name, else the words."""
        if len(self.tertials) == 1 and self.whole:
            number, year = self.tertials[0][-1], self.text[:4]
            return Text(f"tertial {number} {year}", f"tertial {number} of {year}")
        if self.whole and self.months == 12 and self.span.first.endswith("-01"):
            return Text(self.text[:4], self.text[:4])
        return self.words

    def state(self, running: str) -> State:
        """Whether it is over in the month that runs."""
        if self.span.last < running:
            return "over"
        return "running" if self.span.first <= running else "not-begun"

    def told(self, name: Text, running: str) -> Text:
        """A name of it, which says so where it is not over."""
        state = _SAID[self.state(running)]
        return Text(f"{name.sv}{state.sv}", f"{name.en}{state.en}")

    def before(self) -> "ReportPeriod":
        """The span of the same length just before: of a tertial the tertial before, of a year the year."""
        return self._moved(-self.months)

    def year_before(self) -> "ReportPeriod":
        return self._moved(-12 * max(1, -(-self.months // 12)))

    def _moved(self, months: int) -> "ReportPeriod":
        span = Span(months_later(self.span.first, months), months_later(self.span.last, months))
        return ReportPeriod(text_of(span), span)


def month_in_words(month: str) -> Text:
    """Such as `november 2026`."""
    return ReportPeriod(month, Span(month, month)).words


def _month(month: str) -> Text:
    place = int(month[5:]) - 1
    return Text(_MONTHS.sv.split()[place], _MONTHS.en.split()[place])
