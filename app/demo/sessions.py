"""Counselling sessions dealt from their quotas."""

from collections.abc import Iterator, Mapping
from typing import Any

from app.demo.city import Event
from app.demo.dealing import Dealer, QuotaError
from app.demo.session_quotas import ANOTHER, ELSEWHERE, NONE, OLDER, YOUNG, Counts, SessionQuotas
from app.vocabulary.states import DOES_NOT_APPLY, NO_ANSWER, NOT_KNOWN

QUESTIONNAIRE = "counselling-session-1"

# RECONSTRUCTED, all below: mixtures that the report shows in pictures only, or not at all.
_WHO: Counts = {
    "mother": 58,
    "mother father": 19,
    "father": 12,
    "mother other-adult": 3,
    "other-adult": 5,
    NOT_KNOWN: 3,
}
_CHILDREN: Mapping[Any, int] = {0: 38, 1: 47, 2: 9, 3: 1, NOT_KNOWN: 5}
_IN_FAMILY: Mapping[Any, int] = {1: 44, 2: 30, 3: 12, 4: 4, NOT_KNOWN: 10}
_AGES: Mapping[str, Mapping[tuple[str, ...], int]] = {
    YOUNG: {
        ("0-6",): 68,
        ("expecting",): 10,
        ("0-6", "expecting"): 6,
        ("0-6", "7-12"): 14,
        ("0-6", "13-17"): 2,
    },
    OLDER: {("7-12",): 46, ("13-17",): 34, ("13-17", "7-12"): 16, ("18-plus",): 4},
}
_FURTHER: Counts = {
    "open-preschool": 24, "child-health-centre": 18, "parenting-programme": 14, "family-counselling": 12,
    "theme-meeting": 8, "preschool": 6, "health-care-or-psychiatry": 6, "family-law-unit": 4,
    "midwifery-clinic": 3, "income-support": 2, "civil-society": 2, "library": 2, "other": 4,
}  # fmt: skip
_OTHER_QUESTIONS: Mapping[str, Counts] = {
    "strengthened": {"yes-really": 52, "yes": 36, "partly": 7, "hardly": 2, "no": 1, NO_ANSWER: 6},
    "accessible": {"yes-really": 61, "yes": 29, "partly": 5, "hardly": 2, "no": 1, NO_ANSWER: 4},
}


def sessions(district: str, months: Counts, quotas: SessionQuotas, dealer: Dealer) -> Iterator[Event]:
    """The sessions of one district in one period."""
    count = quotas.sessions
    who = dealer.share(count, _WHO)
    month = dealer.share(count, months)
    arena = dealer.share(count, quotas.arenas)
    order, route = dealer.deck(quotas.orders), dealer.deck(quotas.routes)
    needed = dealer.deck(quotas.language_needed)
    language = iter(dealer.share(quotas.language_needed.get("yes", 0), quotas.languages))
    families = _families(quotas, dealer)
    steps = _steps(quotas, dealer)
    answers = _answers(quotas, who, dealer)
    level = dealer.share(count, quotas.levels) if quotas.levels else []
    children = dealer.share(count, _CHILDREN)
    for place in range(count):
        ages, area, in_family = families[place]
        mothers, fathers, others = _adults(who[place])
        yield Event(
            "counselling-session",
            dealer.uuid(),
            {
                "district": district,
                "month": month[place],
                "catalogue_version": 1,
                "arena": arena[place],
                "residential_area": area,
                "mothers": mothers,
                "fathers": fathers,
                "other_adults": others,
                "children": children[place],
                "children_in_family": in_family,
                "age_groups": ages,
                "session_order": order[place],
                "other_language_needed": needed[place],
                "language": next(language) if needed[place] == "yes" else DOES_NOT_APPLY,
                "route_in": route[place],
                "next_steps": steps[place],
                **({"level": level[place]} if level else {}),
                "answers": answers.get(place, []),
            },
        )


def _adults(who: str) -> list[Any]:
    if who == NOT_KNOWN:
        return [NOT_KNOWN] * 3
    return [who.split().count(role) for role in ("mother", "father", "other-adult")]


def _families(quotas: SessionQuotas, dealer: Dealer) -> list[tuple[Any, str, Any]]:
    """Ages, residential area and number of children of each session's family."""
    targets = dealer.deck(quotas.targets)
    areas = {
        YOUNG: iter(dealer.deck(quotas.young_areas)),
        "rest": iter(dealer.share(quotas.sessions - quotas.targets.get(YOUNG, 0), quotas.areas)),
    }
    ages = {name: iter(dealer.share(quotas.targets.get(name, 0), weights)) for name, weights in _AGES.items()}
    numbers = dealer.share(quotas.sessions, _IN_FAMILY)
    found: list[tuple[Any, str, Any]] = []
    for target, dealt in zip(targets, numbers, strict=True):
        groups: Any = list(next(ages[target])) if target in ages else NOT_KNOWN
        number = dealt
        if isinstance(groups, list) and isinstance(dealt, int):
            born = [one for one in groups if one != "expecting"]
            number = max(dealt, len(born)) if born else 0
        found.append((groups, next(areas[YOUNG if target == YOUNG else "rest"]), number))
    return found


def _steps(quotas: SessionQuotas, dealer: Dealer) -> list[Any]:
    """Next steps of each session. Half of the applications and reports come beside another session."""
    count = {name: quotas.steps.get(name, 0) for name in (ANOTHER, NONE, ELSEWHERE, NOT_KNOWN)}
    special = ["application"] * quotas.applications + ["report-of-concern"] * quotas.reports
    beside = min(len(special) // 2, count[ANOTHER])
    more = count[ANOTHER] * 3 // 10
    cards: list[list[str]] = [[ANOTHER] for _ in range(count[ANOTHER])]
    for card, code in zip(cards[:beside], special, strict=False):
        card.append(code)
    for card, code in zip(cards[beside:], dealer.share(more, _FURTHER), strict=False):
        card.append(code)
    elsewhere: list[list[str]] = [[code] for code in special[beside:]]
    elsewhere += [[code] for code in dealer.share(max(count[ELSEWHERE] - len(elsewhere), 0), _FURTHER)]
    rest: list[Any] = [["none"]] * count[NONE] + [NOT_KNOWN] * count[NOT_KNOWN]
    dealt = [*(sorted(card) for card in cards), *elsewhere, *rest]
    if len(dealt) != quotas.sessions:
        raise QuotaError("more applications and reports than sessions that led elsewhere")
    return dealer.shuffled(dealt)


def _answers(quotas: SessionQuotas, who: list[str], dealer: Dealer) -> dict[int, list[dict[str, Any]]]:
    """By place of the session: one respondent each, in a role that took part."""
    free = dealer.shuffled(list(range(quotas.sessions)))
    total = sum(quotas.answers.values())
    others = {question: iter(dealer.share(total, weights)) for question, weights in _OTHER_QUESTIONS.items()}
    found: dict[int, list[dict[str, Any]]] = {}
    for role in ("other-adult", "father", "mother", NOT_KNOWN):
        for helpful in dealer.deck({answer: n for (one, answer), n in quotas.answers.items() if one == role}):
            place = next((p for p in free if role == NOT_KNOWN or role in who[p].split()), None)
            if place is None:
                raise QuotaError(f"more answers by {role} than sessions with one")
            free.remove(place)
            rest = {question: next(deck) for question, deck in others.items()}
            found[place] = [_respondent(role, {"helpful": helpful, **rest})]
    for place in free[: quotas.declined]:
        found[place] = [_respondent(NOT_KNOWN, dict.fromkeys(("helpful", *_OTHER_QUESTIONS), NO_ANSWER))]
    return found


def _respondent(role: str, answers: dict[str, str]) -> dict[str, Any]:
    return {"questionnaire": QUESTIONNAIRE, "respondent": role, "answers": answers}
