"""The half-time months counted again from the contents, without a table or a database.

The reproduction reads the tables; this is a second opinion on the generator, and on what a table means.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from app.demo.city import Content, DemoCity
from app.vocabulary.states import NOT_KNOWN


@pytest.fixture(scope="module")
def counted(stockholm_city: DemoCity) -> dict[str, list[Content]]:
    """Contents of the report's months, by activity."""
    found: dict[str, list[Content]] = {}
    for event in stockholm_city.events:
        if "2019-02" <= event.period <= "2019-08":
            found.setdefault(event.activity, []).append(event.content)
    return found


def per_cent(part: int, whole: int) -> int:
    return int(100 * part / whole + 0.5)


def codes(contents: list[Content], field: str) -> Iterator[str]:
    for content in contents:
        yield from (content[field] if isinstance(content[field], list) else [])


def test_sessions_answers_and_families(counted: dict[str, list[Content]]) -> None:
    sessions = counted["counselling-session"]
    given = [answer["answers"]["helpful"] for one in sessions for answer in one["answers"]]
    given = [answer for answer in given if answer != "no-answer"]
    assert len(sessions) == 863
    assert len(given) == 498
    assert max(len(one["answers"]) for one in sessions) == 1
    assert per_cent(863 - 498, 863) == 42
    assert per_cent(sum(answer in ("yes-really", "yes") for answer in given), 498) == 95
    orders = Counter(one["session_order"] for one in sessions)
    assert orders["first"] == 412
    assert per_cent(orders["6-plus"], 863 - orders[NOT_KNOWN]) == 100 - 94


def test_some_parents_were_asked_and_did_not_want_to_answer(counted: dict[str, list[Content]]) -> None:
    declined = [
        one for one in counted["counselling-session"]
        if one["answers"] and set(one["answers"][0]["answers"].values()) == {"no-answer"}
    ]  # fmt: skip
    assert len(declined) == 7


def test_routes_and_next_steps(counted: dict[str, list[Content]]) -> None:
    sessions = counted["counselling-session"]
    routes = Counter(one["route_in"] for one in sessions)
    known = 863 - routes.pop(NOT_KNOWN)
    assert [per_cent(routes[code], known) for code in ("child-health-centre", "midwifery-clinic")] == [50, 10]
    used = {
        district: len({one["route_in"] for one in sessions if one["district"] == district} - {NOT_KNOWN})
        for district in {one["district"] for one in sessions}
    }
    assert sorted(used.values())[0] == 5
    assert sorted(used.values())[-1] == 15
    steps, led = (
        Counter(codes(sessions, "next_steps")),
        [one for one in sessions if one["next_steps"] != NOT_KNOWN],
    )
    for code, number in (("another-session", 71), ("none", 15), ("application", 2), ("report-of-concern", 1)):
        assert per_cent(steps[code], len(led)) == number


def test_home_visits(counted: dict[str, list[Content]]) -> None:
    visits = counted["home-visit"]
    held = [one for one in visits if one["outcome"] == "held"]
    assert 900 < len(held) <= 945
    assert per_cent(len(visits) - len(held), len(visits)) == 5
    assert sum(one["other_language_needed"] == "yes" for one in held) == 275
    for role, programme, number in (
        ("mothers", None, 99), ("fathers", None, 50), ("fathers", "ragsved", 62), ("fathers", "rinkeby", 44),
        ("fathers", "husby-kista", 44),
    ):  # fmt: skip
        known = [one for one in held if programme in (None, one["programme"]) and one[role] != NOT_KNOWN]
        assert per_cent(sum(one[role] > 0 for one in known), len(known)) == number
    contacts = Counter(codes(held, "further_contacts"))
    assert (contacts["report-of-concern"], contacts["application"]) == (6, 2)
    listed = [one["further_contacts"] for one in held if one["further_contacts"] != NOT_KNOWN]
    assert per_cent(sum(one != ["none"] for one in listed), len(listed)) == 40


def test_theme_meetings_and_groups(counted: dict[str, list[Content]]) -> None:
    meetings, groups = counted["theme-meeting"], counted["programme-group"]
    sizes = [one["participants"] for one in meetings if one["participants"] != NOT_KNOWN]
    assert (len(meetings), len(sizes), sum(sizes)) == (100, 99, 740)
    assert round(sum(sizes) / len(sizes), 1) == 7.5
    assert (len(groups), sum(one["participants"] for one in groups)) == (19, 70)
    assert {one["district"] for one in groups} == {"farsta", "rinkeby-kista", "skarpnack"}
    civil = {one["district"] for one in meetings if "civil-society" in one["partners"]}
    assert civil == {"rinkeby-kista"}


def test_reach_is_what_its_definition_adds_up(counted: dict[str, list[Content]]) -> None:
    def of(activity: str, **facts: Any) -> int:
        return sum(all(one.get(name) == value for name, value in facts.items()) for one in counted[activity])

    first = of("counselling-session", session_order="first") + of(
        "home-visit", outcome="held", visit_number="1"
    )
    assert 1301 <= first + 740 + 70 <= 1349
