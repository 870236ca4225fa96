"""Theme meetings and programme groups dealt from their quotas."""

from collections.abc import Iterator
from typing import Any

from app.demo.city import Event
from app.demo.dealing import Dealer, apportion
from app.demo.meeting_quotas import GroupQuotas, MeetingQuotas
from app.demo.session_quotas import Counts
from app.vocabulary.states import NO_ANSWER, NOT_KNOWN

# RECONSTRUCTED, all below.
_KINDS: Counts = {"meeting": 60, "cafe": 27, "lecture": 12, NOT_KNOWN: 1}
_THEMES: Counts = {
    "new-parent": 16, "child-development": 12, "interaction-and-attachment": 13, "language-and-reading": 11,
    "sleep-and-routines": 9, "food-and-breastfeeding": 7, "limits-and-conflicts": 9, "equal-parenthood": 6,
    "screens-and-internet": 3, "teenage-years": 2, "other": 5, NOT_KNOWN: 3,
}  # fmt: skip
_LANGUAGES: Counts = {"swedish": 76, "easy-swedish": 11, "english": 4, "arabic": 4, "somali": 3, NOT_KNOWN: 2}
_AGES = {
    ("0-6",): 63,
    ("expecting",): 12,
    ("0-6", "expecting"): 10,
    ("0-6", "7-12"): 8,
    ("13-17",): 2,
    (NOT_KNOWN,): 5,
}
_FURTHER: Counts = {
    "library": 22, "preschool": 24, "sfi": 12, "dental-care": 10, "culture-school": 6,
    "school": 6, "social-services-intake": 4, "other": 4,
}  # fmt: skip
_ALONE: Counts = {"none": 42, **_FURTHER}
_YES: Counts = {"yes-really": 9, "yes": 5, "partly": 1}


def theme_meetings(
    district: str,
    months: Counts,
    quotas: MeetingQuotas,
    dealer: Dealer,
    *,
    answered: int = 0,
    level: str | None = None,
) -> Iterator[Event]:
    """A district's theme meetings of one period, `answered` of them with answers of a few parents."""
    count = quotas.meetings
    month, kind, theme = (dealer.share(count, weights) for weights in (months, _KINDS, _THEMES))
    language, ages = dealer.share(count, _LANGUAGES), dealer.share(count, _AGES)
    partners = _partners(quotas, dealer)
    people = _people(quotas, dealer)
    for place in range(count):
        women = people[place]["women"]
        able = place < answered and isinstance(women, int) and women >= 2
        yield Event(
            "theme-meeting",
            dealer.uuid(),
            {
                "district": district,
                "month": month[place],
                "catalogue_version": 1,
                "kind": kind[place],
                "theme": theme[place],
                "partners": partners[place],
                **people[place],
                "age_groups": NOT_KNOWN if ages[place] == (NOT_KNOWN,) else list(ages[place]),
                "language": language[place],
                **({"level": level} if level else {}),
                "answers": [_answer(dealer) for _ in range(2)] if able else [],
            },
        )


def _answer(dealer: Dealer) -> dict[str, Any]:
    weights = {**_YES, NO_ANSWER: 1}
    answers = {question: dealer.deck(weights)[0] for question in ("strengthened", "other-parents")}
    return {"questionnaire": "theme-meeting-1", "respondent": "woman", "answers": answers}


def _partners(quotas: MeetingQuotas, dealer: Dealer) -> list[Any]:
    known = quotas.meetings - quotas.partners_not_known
    preschool = dealer.deck({True: quotas.open_preschool, False: known - quotas.open_preschool})
    clinic = dealer.deck({True: quotas.clinic, False: known - quotas.clinic})
    civil = dealer.deck({True: quotas.civil_society, False: known - quotas.civil_society})
    which = iter(
        dealer.share(quotas.clinic, {("child-health-centre",): 6, ("midwifery-clinic",): 2,
                                     ("child-health-centre", "midwifery-clinic"): 2})
    )  # fmt: skip
    alone, further = iter(dealer.share(known, _ALONE)), iter(dealer.share(known, _FURTHER))
    found: list[Any] = []
    for place in range(known):
        own = ["open-preschool"] * preschool[place] + ["civil-society"] * civil[place]
        own += next(which) if clinic[place] else ()
        if not own:
            own = [next(alone)]
        elif place % 3 == 0:
            own.append(next(further))
        found.append(sorted(own))
    return dealer.shuffled([*found, *[NOT_KNOWN] * quotas.partners_not_known])


def _people(quotas: MeetingQuotas, dealer: Dealer) -> list[dict[str, Any]]:
    """Participants of each meeting: the sum over those with a known number is the quota's."""
    names = ("women", "men", "other_participants")
    known = quotas.meetings - quotas.number_not_known
    sizes = dealer.spread(quotas.participants, known, least=2)
    gendered = sizes[quotas.gender_not_known :]
    weights = {"women": quotas.women * 10, "men": (100 - quotas.women) * 10 - 8, "other_participants": 8}
    crowd = iter(dealer.share(sum(gendered), weights))
    found: list[dict[str, Any]] = []
    for size in gendered:
        there = [next(crowd) for _ in range(size)]
        found.append({**{name: there.count(name) for name in names}, "participants": size})
    ungendered: list[Any] = [*sizes[: quotas.gender_not_known], *[NOT_KNOWN] * quotas.number_not_known]
    found += [{**dict.fromkeys(names, NOT_KNOWN), "participants": size} for size in ungendered]
    return dealer.shuffled(found)


def programme_groups(
    district: str,
    months: Counts,
    quotas: GroupQuotas,
    dealer: Dealer,
    *,
    answered: int = 0,
    level: str | None = None,
) -> Iterator[Event]:
    """A district's groups that started in one period, `answered` of them with the ratings of one parent."""
    count, known = quotas.groups, quotas.groups - quotas.number_not_known
    month, programme = dealer.share(count, months), dealer.share(count, quotas.programmes)
    sizes: list[Any] = [*dealer.spread(quotas.women + quotas.men, known, least=2)]
    sizes += [NOT_KNOWN] * quotas.number_not_known
    crowd = iter(dealer.deck({"women": quotas.women, "men": quotas.men}))
    interpreter = dealer.share(count, {"yes": 3, "no": 14, NOT_KNOWN: 2})
    language = dealer.share(count, _LANGUAGES)
    partners = dealer.share(count, {"none": 8, "open-preschool": 5, "child-health-centre": 3, NOT_KNOWN: 1})
    sessions: list[Any] = dealer.share(count, {"all": 15, NOT_KNOWN: 1})
    left: list[Any] = dealer.share(count, {0: 11, 1: 6, NOT_KNOWN: 2})
    for place in range(count):
        people = _group(sizes[place], left[place], crowd)
        rating = {"relation": dealer.deck({"5": 3, "4": 2})[0], "recommend": dealer.deck({"5": 4, "4": 1})[0]}
        one = {"questionnaire": "programme-group-1", "respondent": "woman", "answers": rating}
        held = 8 if programme[place] == "cos-p" else 5
        yield Event(
            "programme-group",
            dealer.uuid(),
            {
                "district": district,
                "month": month[place],
                "catalogue_version": 1,
                "programme": programme[place],
                "sessions_held": NOT_KNOWN if sessions[place] == NOT_KNOWN else held,
                **people,
                "language": language[place],
                "interpreter": interpreter[place],
                "partners": NOT_KNOWN if partners[place] == NOT_KNOWN else [partners[place]],
                **({"level": level} if level else {}),
                "answers": [one] if place < answered and people["women"] != 0 else [],
            },
        )


def _group(size: Any, left: Any, crowd: Iterator[str]) -> dict[str, Any]:
    """Participants of a group, and how many of them stayed to the end."""
    if size == NOT_KNOWN:
        return dict.fromkeys(("women", "men", "other_participants", "participants", "completed"), NOT_KNOWN)
    there = [next(crowd) for _ in range(size)]
    return {
        "women": there.count("women"),
        "men": there.count("men"),
        "other_participants": 0,
        "participants": size,
        "completed": NOT_KNOWN if left == NOT_KNOWN else size - left,
    }


def scaled_meetings(quotas: MeetingQuotas, meetings: int) -> MeetingQuotas:
    """The same mixture for another number of meetings."""

    def of(part: int) -> int:
        return apportion(meetings, {"part": part, "rest": quotas.meetings - part})["part"]

    return MeetingQuotas(
        meetings=meetings,
        participants=max(round(quotas.participants * meetings / quotas.meetings), 2 * meetings),
        open_preschool=of(quotas.open_preschool),
        clinic=of(quotas.clinic),
        women=quotas.women,
        civil_society=of(quotas.civil_society),
    )
