"""Counselling sessions dealt from their quotas."""

from collections.abc import Iterator
from typing import Any

from app.demo.city import RecordedEvent, rows
from app.demo.dealer import Dealer, QuotaError
from app.demo.quotas import ANOTHER, ELSEWHERE, NONE, YOUNG, Counts, SessionQuotas, codes, read_data
from app.kit.json_values import JsonObject
from app.vocabulary.states import DOES_NOT_APPLY, NO_ANSWER, NOT_KNOWN

_MIXTURES = read_data("mixtures")["sessions"]


def sessions(district: str, months: Counts, quotas: SessionQuotas, dealer: Dealer) -> Iterator[RecordedEvent]:
    """The sessions of one district in one period."""
    count = quotas.sessions
    adults = dealer.share(count, _MIXTURES["adults"])
    columns = {
        "month": dealer.share(count, months),
        "arena": dealer.share(count, quotas.arenas),
        "session_order": dealer.deck(quotas.orders),
        "route_in": dealer.deck(quotas.routes),
        **languages_needed(quotas.language_needed, quotas.languages, dealer),
        **_families(quotas, dealer),
        "next_steps": _next_steps(quotas, dealer),
        "answers": _answers(quotas, adults, dealer),
        **({"level": dealer.share(count, quotas.levels)} if quotas.levels else {}),
        "children": dealer.share(count, _MIXTURES["children"]),
    }
    for role, name in (("mother", "mothers"), ("father", "fathers"), ("other-adult", "other_adults")):
        columns[name] = [NOT_KNOWN if who == NOT_KNOWN else who.split().count(role) for who in adults]
    for row in rows(columns):
        yield RecordedEvent("counselling-session", dealer.uuid(), {"district": district, **row})


def languages_needed(needed: Counts, languages: Counts, dealer: Dealer) -> dict[str, list[str]]:
    """Whether another language was needed, and which by the weights `languages`."""
    dealt = dealer.deck(needed)
    which = iter(dealer.share(needed.get("yes", 0), languages))
    return {
        "other_language_needed": dealt,
        "language": [next(which) if one == "yes" else DOES_NOT_APPLY for one in dealt],
    }


def _families(quotas: SessionQuotas, dealer: Dealer) -> dict[str, list[Any]]:
    """Ages, residential area and number of children of each session's family."""
    targets = dealer.deck(quotas.targets)
    young = quotas.targets.get(YOUNG, 0)
    near = iter(dealer.deck(quotas.young_areas))
    elsewhere = iter(dealer.share(quotas.sessions - young, quotas.areas))
    ages = {
        name: iter(dealer.share(quotas.targets.get(name, 0), weights))
        for name, weights in _MIXTURES["age_groups"].items()
    }
    groups = [codes(next(ages[target])) if target in ages else NOT_KNOWN for target in targets]
    numbers = dealer.share(quotas.sessions, _MIXTURES["children_in_family"])
    return {
        "age_groups": groups,
        "residential_area": [next(near if target == YOUNG else elsewhere) for target in targets],
        "children_in_family": [_children(*pair) for pair in zip(groups, numbers, strict=True)],
    }


def _children(groups: list[str] | str, dealt: int | str) -> int | str:
    """At least one for each group of ages; none where the only child is expected."""
    if isinstance(groups, str) or isinstance(dealt, str):
        return dealt
    born = sum(group != "expecting" for group in groups)
    return max(dealt, born) if born else 0


def _next_steps(quotas: SessionQuotas, dealer: Dealer) -> list[object]:
    """Of each session. Half of the applications and reports come beside another session."""
    another, none, other, not_known = (
        quotas.steps.get(name, 0) for name in (ANOTHER, NONE, ELSEWHERE, NOT_KNOWN)
    )
    special = ["application"] * quotas.applications + ["report-of-concern"] * quotas.reports
    beside = min(len(special) // 2, another)
    more = special[:beside] + dealer.share(another * 3 // 10, _MIXTURES["further_steps"])
    cards: list[object] = [sorted((ANOTHER, code)) for code in more[:another]]
    cards += [[ANOTHER]] * (another - len(cards))
    only = special[beside:]
    only += dealer.share(max(other - len(only), 0), _MIXTURES["further_steps"])
    cards += [[code] for code in only] + [["none"]] * none + [NOT_KNOWN] * not_known
    if len(cards) != quotas.sessions:
        raise QuotaError("more applications and reports than sessions that led elsewhere")
    return dealer.shuffled(cards)


def _answers(quotas: SessionQuotas, adults: list[str], dealer: Dealer) -> list[list[JsonObject]]:
    """Of each session: at most one respondent, in a role that took part."""
    free = dealer.shuffled(range(quotas.sessions))
    others = {
        question: iter(dealer.share(quotas.answered, weights))
        for question, weights in _MIXTURES["answers"].items()
    }
    answers: list[list[JsonObject]] = [[] for _ in adults]
    for role in ("other-adult", "father", "mother", NOT_KNOWN):
        for helpful in dealer.deck(quotas.answers.get(role, {})):
            number = next((one for one in free if role == NOT_KNOWN or role in adults[one].split()), None)
            if number is None:
                raise QuotaError(f"more answers by {role} than sessions with one")
            free.remove(number)
            rest = {question: next(deck) for question, deck in others.items()}
            answers[number] = [_respondent(role, {"helpful": helpful, **rest})]
    for number in free[: quotas.declined]:
        answers[number] = [_respondent(NOT_KNOWN, dict.fromkeys(("helpful", *others), NO_ANSWER))]
    return answers


def _respondent(role: str, answers: dict[str, str]) -> JsonObject:
    return {"questionnaire": "counselling-session-1", "respondent": role, "answers": answers}
