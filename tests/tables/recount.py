"""The tables of single records once more, in plain Python from the contents that were filed.

Shares nothing with `app.tables`: a record becomes facts (measure, cell, amount), and facts are added up.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

Content = Mapping[str, Any]
Cell = dict[str, str]
Fact = tuple[str, Cell, int]
NK = "not-known"
ABSENT = {"not-known", "not-asked", "does-not-apply"}
GENDER = {"mother": "woman", "father": "man", "other-adult": "other"}
ADULTS = {"mothers": "mother", "fathers": "father", "other_adults": "other-adult"}
GENDERED = {"women": "woman", "men": "man", "other_participants": "other"}


def when(content: Content) -> Cell:
    if "tertial" in content:
        tertial = content["tertial"]
        return {"district": content["district"], "tertial": tertial, "year": tertial[:4]}
    year, month = content["month"].split("-")
    tertial = f"{year}-T{1 + (int(month) - 1) // 4}"
    return {
        "district": content["district"],
        "month": content["month"],
        "tertial": tertial,
        "year": year,
        "level": content.get("level", "does-not-apply"),
    }


def target_group(ages: Any) -> str:
    if not isinstance(ages, list):
        return str(ages)
    return "0-6" if {"expecting", "0-6"} & set(ages) else "older"


def about(activity: str, content: Content) -> Cell:
    """What a record can be split by."""
    own = when(content)
    if activity == "counselling-session":
        own |= {"area": content["residential_area"], "arena": content["arena"]}
        own |= {
            "session_order": content["session_order"],
            "target_group": target_group(content["age_groups"]),
        }
    elif activity == "home-visit":
        own |= {
            "programme": content["programme"],
            "visit_number": content["visit_number"],
            "target_group": "0-6",
        }
    elif activity == "theme-meeting":
        own |= {"kind": content["kind"], "theme": content["theme"], "language": content["language"]}
        own |= {"target_group": target_group(content["age_groups"])}
    elif activity == "programme-group":
        own |= {"programme": content["programme"], "language": content["language"]}
        own |= {"interpreter": content["interpreter"]}
    return own


def number(measure: str, cell: Cell, value: Any) -> Iterator[Fact]:
    """A number is added where it is known, and else counted as lacking."""
    if isinstance(value, int):
        yield measure, cell, value
        yield f"{measure}-known", cell, 1
    elif value in (NK, "not-asked"):
        yield f"{measure}-not-known", cell, 1


def codes(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value]


def is_known(value: Any) -> int:
    return int(isinstance(value, list))


def answered(content: Content) -> list[Content]:
    """The respondents who answered anything."""
    return [
        one for one in content["answers"] if any(answer != "no-answer" for answer in one["answers"].values())
    ]


def response_rates(activity: str, content: Content) -> Iterator[Fact]:
    if activity in ("counselling-session", "theme-meeting", "programme-group"):
        cell = about(activity, content) | {"activity": activity}
        yield "contacts", cell | {"answered": "answered" if answered(content) else "not-answered"}, 1


def helpfulness(activity: str, content: Content) -> Iterator[Fact]:
    if activity in ("counselling-session", "theme-meeting"):
        for one in content["answers"]:
            for question, answer in one["answers"].items():
                own = {"activity": activity, "question": question, "answer": answer, "way": "with-record"}
                own |= {"questionnaire": one["questionnaire"], "respondent": one["respondent"]}
                yield "answers", about(activity, content) | own, 1


def answer_ways(activity: str, content: Content) -> Iterator[Fact]:
    """Of records alone: links are handed out and used past them."""
    if activity in ("counselling-session", "theme-meeting", "programme-group"):
        cell = about(activity, content) | {"activity": activity}
        yield "contacts", cell, 1
        yield "answered", cell, int(bool(answered(content)))
        yield "respondents", cell | {"way": "with-record"}, len(answered(content))


def gender_split(activity: str, content: Content) -> Iterator[Fact]:
    if activity == "home-visit" and content["outcome"] == "missed":
        return
    fields = ADULTS if activity in ("counselling-session", "home-visit") else GENDERED
    if activity in ("counselling-session", "home-visit", "theme-meeting", "programme-group"):
        cell = about(activity, content) | {"activity": activity}
        for field, role in fields.items():
            yield from number("participants", cell | {"gender": GENDER.get(role, role)}, content[field])
        for one in answered(content) if "answers" in content else ():
            respondent: str = one["respondent"]
            gender = GENDER.get(respondent, respondent)
            yield "respondents", cell | {"gender": gender}, 1


def routes_in(activity: str, content: Content) -> Iterator[Fact]:
    if activity == "counselling-session":
        yield "sessions", about(activity, content) | {"route_in": content["route_in"]}, 1


def sessions(activity: str, content: Content) -> Iterator[Fact]:
    if activity == "counselling-session":
        yield "sessions", about(activity, content), 1


def next_steps(activity: str, content: Content) -> Iterator[Fact]:
    if activity == "counselling-session":
        cell = about(activity, content)
        yield "sessions-known", cell, is_known(content["next_steps"])
        for code in codes(content["next_steps"]):
            yield "sessions", cell | {"next_step": code}, 1


def participants(activity: str, content: Content) -> Iterator[Fact]:
    if activity == "counselling-session":
        for field, role in {**ADULTS, "children": "child"}.items():
            yield from number("participants", about(activity, content) | {"role": role}, content[field])


def language_needs(activity: str, content: Content) -> Iterator[Fact]:
    held = activity == "counselling-session" or (activity == "home-visit" and content["outcome"] == "held")
    if held:
        cell = about(activity, content) | {"activity": activity}
        yield "contacts", cell | {"needed": content["other_language_needed"]}, 1
        if content["other_language_needed"] == "yes":
            yield "languages", cell | {"language": content["language"]}, 1


def home_visits(activity: str, content: Content) -> Iterator[Fact]:
    if activity == "home-visit":
        cell = about(activity, content)
        yield "booked", cell | {"outcome": content["outcome"]}, 1
        if content["outcome"] == "held":
            yield "held", cell | {"place": content["place"]}, 1
        else:
            yield "missed", cell | {"missed_reason": content["missed_reason"]}, 1


def _held(activity: str, content: Content) -> Cell | None:
    if activity != "home-visit" or content["outcome"] != "held":
        return None
    return about(activity, content) | {"place": content["place"]}


def home_visit_participants(activity: str, content: Content) -> Iterator[Fact]:
    if (cell := _held(activity, content)) is not None:
        for field, role in {**ADULTS, "siblings": "sibling"}.items():
            value = content[field]
            own = cell | {"role": role}
            yield "visits", own, int(isinstance(value, int) and value > 0)
            yield "visits-known", own, int(isinstance(value, int))
            yield "visits-not-known", own, int(value == NK)


def home_visit_content(activity: str, content: Content) -> Iterator[Fact]:
    if (cell := _held(activity, content)) is not None:
        components = {
            "good_health": "good-health",
            "adequate_nutrition": "adequate-nutrition",
            "responsive_caregiving": "responsive-caregiving",
            "security_and_safety": "security-and-safety",
            "early_learning": "early-learning",
        }
        for field, component in components.items():
            yield "visits", cell | {"component": component, "emphasis": str(content[field])}, 1


def home_visit_contacts(activity: str, content: Content) -> Iterator[Fact]:
    if (cell := _held(activity, content)) is not None:
        yield "visits-known", cell, is_known(content["further_contacts"])
        for code in codes(content["further_contacts"]):
            yield "visits", cell | {"contact": code}, 1


def theme_meetings(activity: str, content: Content) -> Iterator[Fact]:
    if activity == "theme-meeting":
        cell = about(activity, content)
        yield "meetings", cell, 1
        yield from number("participants", cell, content["participants"])
        for field, gender in GENDERED.items():
            yield from number("participants-by-gender", cell | {"gender": gender}, content[field])


def theme_meeting_partners(activity: str, content: Content) -> Iterator[Fact]:
    if activity == "theme-meeting":
        cell, partners = about(activity, content), codes(content["partners"])
        yield "meetings-known", cell, is_known(content["partners"])
        yield "with-clinic", cell, int(bool({"child-health-centre", "midwifery-clinic"} & set(partners)))
        for code in partners:
            yield "meetings", cell | {"partner": code}, 1


def programme_groups(activity: str, content: Content) -> Iterator[Fact]:
    if activity != "programme-group":
        return
    cell, everyone, completed = about(activity, content), content["participants"], content["completed"]
    yield "groups", cell, 1
    yield from number("participants", cell, everyone)
    yield from number("completed", cell, completed)
    yield from number("sessions-held", cell, content["sessions_held"])
    if isinstance(everyone, int) and isinstance(completed, int):
        yield "completed-paired", cell, completed
        yield "completed-whole", cell, everyone
    for field, gender in GENDERED.items():
        yield from number("participants-by-gender", cell | {"gender": gender}, content[field])
    yield "groups-known", cell, is_known(content["partners"])
    for code in codes(content["partners"]):
        yield "groups-by-partner", cell | {"partner": code}, 1
    for one in content["answers"]:
        for question, answer in one["answers"].items():
            own = {"question": question, "answer": answer, "questionnaire": one["questionnaire"]}
            yield "answers", cell | own, 1


def collaboration(activity: str, content: Content) -> Iterator[Fact]:
    if activity == "collaboration-activity":
        cell = about(activity, content) | {"kind": content["kind"]}
        yield "activities", cell, 1
        yield from number("participants", cell, content["participants"])
        yield "activities-known", cell, is_known(content["partners"])
        for code in codes(content["partners"]):
            yield "activities-by-partner", cell | {"partner": code}, 1


def spindle(activity: str, content: Content) -> Iterator[Fact]:
    if activity == "spindle-response":
        for field, value in content.items():
            if field not in ("district", "tertial", "catalogue_version", "organisation_type"):
                own = {"item": field.replace("_", "-"), "organisation_type": content["organisation_type"]}
                yield from number("score", about(activity, content) | own, value)


def reach(activity: str, content: Content) -> Iterator[Fact]:
    cell = about(activity, content) | {"activity": activity}
    if activity == "counselling-session":
        yield "reached", cell, int(content["session_order"] == "first")
        yield "reached-not-known", cell, int(content["session_order"] == NK)
    elif activity == "home-visit" and content["outcome"] == "held":
        yield "reached", cell, int(content["visit_number"] == "1")
        yield "reached-not-known", cell, int(content["visit_number"] == NK)
    elif activity in ("theme-meeting", "programme-group"):
        everyone = content["participants"]
        yield ("reached", cell, everyone) if isinstance(everyone, int) else ("reached-not-known", cell, 1)


TABLES: dict[str, Callable[[str, Content], Iterator[Fact]]] = {
    "response-rates": response_rates,
    "helpfulness": helpfulness,
    "answer-ways": answer_ways,
    "gender-split": gender_split,
    "routes-in": routes_in,
    "next-steps": next_steps,
    "participants": participants,
    "residential-areas": sessions,
    "session-order": sessions,
    "language-needs": language_needs,
    "home-visits": home_visits,
    "home-visit-participants": home_visit_participants,
    "home-visit-content": home_visit_content,
    "home-visit-contacts": home_visit_contacts,
    "theme-meetings": theme_meetings,
    "theme-meeting-partners": theme_meeting_partners,
    "programme-groups": programme_groups,
    "collaboration": collaboration,
    "spindle": spindle,
    "reach": reach,
}


def recount(
    table: str,
    contents: Iterable[tuple[str, Content]],
    splits: Mapping[str, tuple[str, ...]],
    tertials: set[str],
    districts: set[str],
) -> dict[str, Counter[tuple[str, ...]]]:
    """Each measure's counts by its split, of the records of some tertials and districts; no zeros."""
    found: dict[str, Counter[tuple[str, ...]]] = {measure: Counter() for measure in splits}
    for activity, content in contents:
        own = when(content)
        if own["tertial"] in tertials and own["district"] in districts:
            for measure, cell, amount in TABLES[table](activity, content):
                key = tuple(cell.get(code, "does-not-apply") for code in splits[measure])
                found[measure][key] += amount
    return {measure: +counts for measure, counts in found.items()}
