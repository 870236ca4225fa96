"""Taking in a month: when the figures of a whole may move on, and when they stay as they were. Pure.

A figure that is read before and after must never tell what one session said. So what is taken in grows in
steps: a step takes nothing away, and brings the answers of `FEWEST` or more that were in no reading before.
Then every sum and every difference of readings holds, of its last step, at least that many in equal measure.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.live.step_rules import BY_RESPONDENT, FEWEST, SESSIONS, StepRule
from app.tables.categories import is_state
from app.vocabulary.states import NO_ANSWER

Counts = dict[tuple[str, ...], int]
"""By measure, then by the categories of `Kept.dimensions` (or of the count of sessions)."""
ByMonth = Mapping[str, Counts]


@dataclass(frozen=True)
class TakenCounts:
    """What is taken in of one whole: up to which month, and the counts.

    `divided` is whether every step until now could be split by `Kept.divided`; `hidden` that so much of it
    was taken back since, that it is no longer shown.
    """

    through: str
    counts: Counts = field(default_factory=dict)
    divided: bool = True
    hidden: bool = False


def taken(kept: StepRule, stood: TakenCounts | None, months: ByMonth) -> TakenCounts | None:
    """What stands of a whole from now on. `months` are its counts as they are now, by month, of the months
    that are over (one of them at least)."""
    now, last = added(months.values()), max(months)
    if kept.what == "participation":
        return TakenCounts(last, now) if _held(kept, now) >= FEWEST else None
    stood = _moved(kept, stood, months, now) or stood
    if stood is None:
        return None
    lost = _lost(kept, _step(stood.counts, now))
    return TakenCounts(stood.through, stood.counts, stood.divided, hidden=lost >= FEWEST)


def _moved(kept: StepRule, stood: TakenCounts | None, months: ByMonth, now: Counts) -> TakenCounts | None:
    """The whole after its next step, None where it cannot take one: first choice is all as it is now, with
    what was corrected and came late; else what stood stays, and the months are added that are new to it."""
    last = max(months)
    if stood is None:
        fits = _fits(kept, now)
        return TakenCounts(last, now, _is_divisible(kept, now)) if now and fits else None
    step = _step(stood.counts, now)
    if not step:
        return TakenCounts(last, stood.counts, stood.divided)
    if _fits(kept, step):
        return TakenCounts(last, now, stood.divided and _is_divisible(kept, step))
    new = added(counts for month, counts in months.items() if month > stood.through)
    old = _step(stood.counts, added(counts for month, counts in months.items() if month <= stood.through))
    # What was taken back may have been filed again under a new month: it is nothing that is new.
    gone = {key: number for key, number in old.items() if number < 0}
    if new and _fits(kept, new) and _is_large(kept, added([new, gone])):
        return TakenCounts(last, added([stood.counts, new]), stood.divided and _is_divisible(kept, new))
    return None


def added(several: Iterable[Counts]) -> Counts:
    found: Counts = {}
    for counts in several:
        for key, number in counts.items():
            found[key] = found.get(key, 0) + number
    return found


def _step(before: Counts, after: Counts) -> Counts:
    """What is new, by cell: only the cells that differ."""
    cells = {*before, *after}
    step = {key: after.get(key, 0) - before.get(key, 0) for key in cells}
    return {key: number for key, number in step.items() if number}


def _held(kept: StepRule, counts: Counts) -> int:
    """The contacts that were held, or else who answered."""
    return sum(number for key, number in counts.items() if key[0] == kept.measures[0])


def _fits(kept: StepRule, step: Counts) -> bool:
    """Whether a step takes nothing away and is large enough."""
    return min(step.values(), default=0) >= 0 and _is_large(kept, step)


def _lost(kept: StepRule, step: Counts) -> int:
    """How many sessions, or who answered, must have been taken back or changed at least."""
    down = {key: -number for key, number in step.items() if number < 0}
    if kept.what == "choices":
        return max(down.values(), default=0)
    return max(_asked(kept, down).values(), default=0)


def _is_large(kept: StepRule, step: Counts) -> bool:
    if kept.what == "choices":
        return _units(kept, step) >= FEWEST
    if any(key[0] == SESSIONS for key in step) or _at(kept, step, "activity") == {"counselling-session"}:
        sessions = sum(number for key, number in step.items() if key[0] == SESSIONS)
        return sessions >= FEWEST and all(number >= FEWEST for number in _asked(kept, step).values())
    return all(number >= FEWEST for number in (*_asked(kept, step).values(), *_given(kept, step).values()))


def _is_divisible(kept: StepRule, step: Counts) -> bool:
    """Whether each part of the step is large enough by itself, or none."""
    if kept.divided is None:
        return True
    place = 1 + kept.dimensions.index(kept.divided)
    parts: dict[str, Counts] = {}
    for key, number in step.items():
        if key[0] in kept.measures:
            parts.setdefault(key[place], {})[key] = number
        elif key[0] == BY_RESPONDENT:
            parts.setdefault(key[-1], {})[(SESSIONS, *key[1:-1])] = number
    return all(_is_large(kept, part) for part in parts.values())


def _units(kept: StepRule, step: Counts) -> int:
    """Sessions or visits: those whose choices are known, and those that say why not."""
    place = 1 + next(index for index, one in enumerate(kept.table.own) if one.multiple)
    return sum(
        number
        for key, number in step.items()
        if key[0] == kept.known or (key[0] == kept.measures[0] and is_state(key[place]))
    )


def _asked(kept: StepRule, step: Counts) -> dict[str, int]:
    """Who got each question, whether they wanted to answer it or not."""
    return _by_question(kept, step, frozenset())


def _given(kept: StepRule, step: Counts) -> dict[str, int]:
    """Answers given to each question that was answered at all."""
    return _by_question(kept, step, frozenset({NO_ANSWER}))


def _by_question(kept: StepRule, step: Counts, without: frozenset[str]) -> dict[str, int]:
    question, answer = (1 + kept.dimensions.index(code) for code in ("question", "answer"))
    found: dict[str, int] = {}
    for key, number in step.items():
        if key[0] in kept.measures and key[answer] not in without:
            found[key[question]] = found.get(key[question], 0) + number
    return found


def _at(kept: StepRule, step: Counts, dimension: str) -> set[str]:
    if dimension not in kept.dimensions:
        return set()
    place = 1 + kept.dimensions.index(dimension)
    return {key[place] for key in step if key[0] in kept.measures}
