"""The rule itself: what is taken in moves in steps, each of five sessions or more that are new."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations, pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from app.live.step_rules import BY_RESPONDENT, BY_TABLE, FEWEST, SESSIONS, StepRule
from app.live.step_taking import Counts, TakenCounts, added, taken

ANSWERS, STEPS = BY_TABLE["helpfulness"], BY_TABLE["next-steps"]
MONTHS = ("2026-01", "2026-02", "2026-03", "2026-04")
KEY = ("counselling-session", "counselling-session-1")


@dataclass(frozen=True)
class Session:
    """A version of a session: corrected it is another one. Who answered, and what (to two questions)."""

    number: int
    month: str
    given: tuple[tuple[str, str, str], ...]

    def answers(self) -> Counts:
        found: Counts = {}
        for who, *said in self.given:
            for question, answer in zip(("helpful", "accessible"), said, strict=True):
                cell = {"activity": KEY[0], "questionnaire": KEY[1], "question": question, "answer": answer}
                at = ("answers", *({**cell, "respondent": who}[name] for name in ANSWERS.dimensions))
                found[at] = found.get(at, 0) + 1
            if said != ["no-answer", "no-answer"]:
                found[(BY_RESPONDENT, *KEY, who)] = 1
                found[(SESSIONS, *KEY, "")] = 1
        return found

    def steps(self) -> Counts:
        step = self.given[0][1]
        if step == "no-answer":
            return {("sessions", "not-known"): 1}
        return {("sessions", step): 1, ("sessions-known", ""): 1}


_SAID = st.sampled_from(("yes-really", "yes", "no", "no-answer"))
_GIVEN = st.lists(
    st.tuples(st.sampled_from(("mother", "mother", "father", "other-adult")), _SAID, _SAID),
    min_size=1,
    max_size=2,
    unique_by=lambda one: one[0],
).map(tuple)
_ACT = st.tuples(
    st.sampled_from(("file", "file", "file", "correct", "withdraw", "move")), _GIVEN, st.integers(0, 99)
)


Act = tuple[str, tuple[tuple[str, str, str], ...], int]
"""What is done, what the session then says, and which one."""


@dataclass
class City:
    """A district's sessions, and all that was ever read of them: the counts, and of whom they are."""

    there: dict[int, Session] = field(default_factory=dict)
    number: int = 0

    def act(
        self, what: str, said: tuple[tuple[str, str, str], ...], which: int, months: tuple[str, ...]
    ) -> None:
        month = months[which % len(months)]
        if what == "file" or not self.there:
            self.number += 1
            self.there[self.number] = Session(self.number, month, said)
            return
        one = sorted(self.there)[which % len(self.there)]
        if what == "withdraw":
            del self.there[one]
        elif what == "correct":
            self.there[one] = Session(one, self.there[one].month, said)
        else:
            self.there[one] = Session(one, month, self.there[one].given)


def _history(months: list[list[Act]]) -> Iterator[tuple[City, list[str]]]:
    """The city at the turn of each month, and the months that are over then."""
    city = City()
    for place, acts in enumerate(months):
        now = MONTHS[: min(place + 1, len(MONTHS))]
        for what, said, which in acts:
            city.act(what, said, which, now)
        yield city, list(now)


_YEAR = st.lists(st.lists(_ACT, max_size=14), min_size=2, max_size=6)


Who = tuple[int, tuple[tuple[str, str, str], ...]]
"""A session and what it said: moved to another month it still is the same."""


def _readings(kept: StepRule, months: list[list[Act]]) -> Iterator[Counter[Who]]:
    """Of whom each reading is. What was taken in moves as a whole, or by the months that are new."""
    counted = Session.answers if kept is ANSWERS else Session.steps
    stood: TakenCounts | None = None
    members = Counter[Who]()
    for city, over in _history(months):
        there = [one for one in city.there.values() if one.month in over]
        if kept is ANSWERS:
            there = [one for one in there if (SESSIONS, *KEY, "") in one.answers()]
        now = {month: added(counted(one) for one in there if one.month == month) for month in over}
        before, stood = stood, taken(kept, stood, now)
        if stood is None or (before and stood.counts == before.counts):
            continue
        if stood.counts == added(now.values()):
            members = Counter((one.number, one.given) for one in there)
        else:
            assert before is not None
            members = members + Counter(
                (one.number, one.given) for one in there if one.month > before.through
            )
        yield members


@settings(max_examples=60, deadline=None)
@given(_YEAR)
def test_no_subtraction_of_readings_is_of_fewer_than_five_sessions(months: list[list[Act]]) -> None:
    """Two readings, or what they moved by, are added and subtracted: whoever is left is one of five."""
    for kept in (ANSWERS, STEPS):
        readings = [Counter[Who](), *_readings(kept, months)]
        moves = [_less(later, earlier) for earlier, later in pairwise(readings)]
        for one, other in combinations([*readings, *moves], 2):
            left = {who for who, number in _less(one, other).items() if number}
            assert not left or len(left) >= FEWEST
            together = {who for who in {*one, *other} if one[who] + other[who]}
            assert not together or len(together) >= FEWEST


def _less(one: Counter[Who], other: Counter[Who]) -> Counter[Who]:
    return Counter({who: one[who] - other[who] for who in {*one, *other}})


@settings(max_examples=60, deadline=None)
@given(_YEAR)
def test_nothing_is_ever_taken_away_and_no_part_is_small(months: list[list[Act]]) -> None:
    stood: TakenCounts | None = None
    for city, over in _history(months):
        now = {
            month: added(one.answers() for one in city.there.values() if one.month == month) for month in over
        }
        before, stood = stood, taken(ANSWERS, stood, now)
        assert before is None or stood is not None
        if stood is None:
            continue
        old = before.counts if before else {}
        step = {key: stood.counts.get(key, 0) - old.get(key, 0) for key in {*stood.counts, *old}}
        assert min(step.values(), default=0) >= 0
        assert before is None or before.divided or not stood.divided
        sessions = sum(number for key, number in step.items() if key[0] == SESSIONS)
        assert sessions == 0 or sessions >= FEWEST
        if stood.divided:
            for who in ("mother", "father", "other-adult"):
                part = sum(
                    number for key, number in step.items() if key[0] == BY_RESPONDENT and key[-1] == who
                )
                assert part == 0 or part >= FEWEST


def test_a_late_session_waits_and_a_withdrawn_one_is_not_told() -> None:
    said = (("mother", "yes", "yes"),)
    first = [Session(number, "2026-01", said) for number in range(6)]

    def months(*sessions: Session) -> dict[str, Counts]:
        return {month: added(one.answers() for one in sessions if one.month == month) for month in MONTHS[:2]}

    stood = taken(ANSWERS, None, {"2026-01": added(one.answers() for one in first)})
    assert stood is not None
    late = Session(7, "2026-01", (("father", "no", "no"),))
    for after in (first, [*first, late], first[1:], [*first[:-1], late]):
        moved = taken(ANSWERS, stood, months(*after))
        assert moved is not None
        assert (moved.counts, moved.hidden) == (stood.counts, False)
    more = [Session(number, "2026-02", said) for number in range(10, 15)]
    grown = taken(ANSWERS, stood, months(*first, late, *more))
    assert grown is not None
    assert grown.counts == added(one.answers() for one in (*first, late, *more))
    assert (stood.divided, grown.divided) == (True, False)
    # A correction that takes an answer away: what stood stays, and the month is added to it.
    beside = taken(ANSWERS, stood, months(*first[1:-1], late, *more))
    assert beside is not None
    assert beside.through == "2026-01" or beside.counts == added(
        [stood.counts, *(one.answers() for one in more)]
    )
    # So much is taken back that what stood is no longer true: it is not shown.
    hidden = taken(ANSWERS, stood, months(*first[:1]))
    assert hidden is not None
    assert hidden.hidden
