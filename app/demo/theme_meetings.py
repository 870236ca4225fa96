"""Theme meetings and programme groups dealt from their quotas."""

from collections.abc import Iterator
from typing import Any

from app.demo.city import RecordedEvent, rows
from app.demo.dealer import Dealer
from app.demo.quotas import Counts, GroupQuotas, MeetingQuotas, codes, read_data
from app.kit.json_values import JsonObject
from app.vocabulary.states import NOT_KNOWN

_MIXTURES = read_data("mixtures")
_MEETINGS, _GROUPS = _MIXTURES["meetings"], _MIXTURES["groups"]
_GENDERS = ("women", "men", "other_participants")


def theme_meetings(
    district: str,
    months: Counts,
    quotas: MeetingQuotas,
    dealer: Dealer,
    *,
    answered: int = 0,
    level: str | None = None,
) -> Iterator[RecordedEvent]:
    """A district's theme meetings of one period, `answered` of them with answers of a few parents."""
    mixtures = {"month": months} | {
        name: _MEETINGS[name] for name in ("kind", "theme", "language", "age_groups")
    }
    columns: dict[str, list[Any]] = {
        name: dealer.share(quotas.meetings, weights) for name, weights in mixtures.items()
    }
    columns["age_groups"] = [*map(codes, columns["age_groups"])]
    columns["partners"] = _partners(quotas, dealer)
    meetings = zip(rows(columns), _participants(quotas, dealer), strict=True)
    for number, (row, people) in enumerate(meetings):
        id_, women = dealer.uuid(), people["women"]
        able = number < answered and women != NOT_KNOWN and women >= 2
        answers = [_meeting_answer(dealer) for _ in range(2)] if able else []
        facts = {
            "district": district,
            **row,
            **people,
            **({"level": level} if level else {}),
            "answers": answers,
        }
        yield RecordedEvent("theme-meeting", id_, facts)


def _meeting_answer(dealer: Dealer) -> JsonObject:
    answers = {
        question: dealer.deck(_MEETINGS["answer"])[0] for question in ("strengthened", "other-parents")
    }
    return {"questionnaire": "theme-meeting-1", "respondent": "woman", "answers": answers}


def _partners(quotas: MeetingQuotas, dealer: Dealer) -> list[object]:
    known = quotas.meetings - quotas.partners_not_known

    def some(number: int) -> list[bool]:
        return dealer.deck({True: number, False: known - number})

    preschool, clinic, civil = map(some, (quotas.open_preschool, quotas.clinic, quotas.civil_society))
    clinics = iter(dealer.share(quotas.clinic, _MEETINGS["clinics"]))
    further = _MEETINGS["further_partners"]
    alone = iter(dealer.share(known, {"none": 42, **further}))
    more = iter(dealer.share(known, further))
    partners: list[object] = []
    for number in range(known):
        own = ["open-preschool"] * preschool[number] + ["civil-society"] * civil[number]
        own += next(clinics).split() if clinic[number] else []
        if not own:
            own = [next(alone)]
        elif number % 3 == 0:
            own.append(next(more))
        partners.append(sorted(own))
    return dealer.shuffled([*partners, *[NOT_KNOWN] * quotas.partners_not_known])


def _participants(quotas: MeetingQuotas, dealer: Dealer) -> list[dict[str, Any]]:
    """Of each meeting: the sum over those with a known number is the quota's."""
    sizes = dealer.spread(quotas.participants, quotas.meetings - quotas.number_not_known, least=2)
    ungendered: list[object] = [*sizes[: quotas.gender_not_known], *[NOT_KNOWN] * quotas.number_not_known]
    gendered = sizes[quotas.gender_not_known :]
    weights = (quotas.women * 10, (100 - quotas.women) * 10 - 8, 8)
    crowd = iter(dealer.share(sum(gendered), dict(zip(_GENDERS, weights, strict=True))))
    people = [_by_gender(size, crowd) for size in gendered]
    people += [{**dict.fromkeys(_GENDERS, NOT_KNOWN), "participants": size} for size in ungendered]
    return dealer.shuffled(people)


def _by_gender(size: int, crowd: Iterator[str]) -> JsonObject:
    """The next `size` people of the crowd."""
    there = [next(crowd) for _ in range(size)]
    return {"participants": size, **{name: there.count(name) for name in _GENDERS}}


def programme_groups(
    district: str,
    months: Counts,
    quotas: GroupQuotas,
    dealer: Dealer,
    *,
    answered: int = 0,
    level: str | None = None,
) -> Iterator[RecordedEvent]:
    """A district's groups that started in one period, `answered` of them with the ratings of one parent."""

    def share(weights: Any) -> list[Any]:
        return dealer.share(quotas.groups, weights)

    columns = {"month": share(months), "programme": share(quotas.programmes)}
    sizes: list[object] = [
        *dealer.spread(quotas.women + quotas.men, quotas.groups - quotas.number_not_known, least=2),
        *[NOT_KNOWN] * quotas.number_not_known,
    ]
    crowd = iter(dealer.deck({"women": quotas.women, "men": quotas.men}))
    columns["interpreter"], columns["language"] = share(_GROUPS["interpreter"]), share(_MEETINGS["language"])
    columns["partners"] = [*map(codes, share(_GROUPS["partners"]))]
    held, left = share(_GROUPS["sessions_held"]), share(_GROUPS["left"])
    for number, row in enumerate(rows(columns)):
        people = _group(sizes[number], left[number], crowd)
        rating = {"relation": dealer.deck({"5": 3, "4": 2})[0], "recommend": dealer.deck({"5": 4, "4": 1})[0]}
        one = {"questionnaire": "programme-group-1", "respondent": "woman", "answers": rating}
        all_sessions = 8 if row["programme"] == "cos-p" else 5
        facts = {
            "district": district,
            **row,
            "sessions_held": NOT_KNOWN if held[number] == NOT_KNOWN else all_sessions,
            **people,
            **({"level": level} if level else {}),
            "answers": [one] if number < answered and people["women"] != 0 else [],
        }
        yield RecordedEvent("programme-group", dealer.uuid(), facts)


def _group(size: Any, left: Any, crowd: Iterator[str]) -> dict[str, Any]:
    """Participants of a group, and how many of them stayed to the end."""
    if size == NOT_KNOWN:
        return dict.fromkeys((*_GENDERS, "participants", "completed"), NOT_KNOWN)
    return {**_by_gender(size, crowd), "completed": NOT_KNOWN if left == NOT_KNOWN else size - left}
