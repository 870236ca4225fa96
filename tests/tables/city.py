"""A small set of records that can be counted by hand, with the codes of either catalogue.

Everything is of one district. T1 of 2024 is what the specifications count; the few records before it are
there to be left out, and to compare with.
"""

from collections.abc import Iterator
from typing import Any

from app.intake.filing import FiledItem
from tests.tables.filed import item

PLACES = {
    "stockholm": {"district": "skarholmen", "area": "bredang", "programme": "skarholmen", "routes": "24"},
    "lindesberg": {
        "district": "familjecentralen-lindesberg",
        "area": "frovi",
        "programme": "familjecentralen",
        "routes": "25",
    },
}
"""What differs between the catalogues."""

LEVELS: dict[str, dict[str, Any]] = {"stockholm": {}, "lindesberg": {"level": "universal"}}
NK = "not-known"


def _answers(questionnaire: str, *given: tuple[str, dict[str, str]]) -> list[dict[str, Any]]:
    return [
        {"questionnaire": questionnaire, "respondent": respondent, "answers": answers}
        for respondent, answers in given
    ]


def _opinion(helpful: str, strengthened: str, accessible: str) -> dict[str, str]:
    return {"helpful": helpful, "strengthened": strengthened, "accessible": accessible}


def sessions(catalogue: str) -> Iterator[FiledItem]:
    places = PLACES[catalogue]
    nothing: dict[str, Any] = {
        "district": places["district"],
        "month": "2024-02",
        "arena": NK,
        "residential_area": NK,
        "mothers": NK,
        "fathers": NK,
        "other_adults": NK,
        "children": NK,
        "children_in_family": NK,
        "age_groups": NK,
        "session_order": NK,
        "other_language_needed": NK,
        "route_in": NK,
        "next_steps": NK,
        **LEVELS[catalogue],
    }
    yield item(
        "counselling-session",
        nothing
        | {
            "arena": "open-preschool",
            "residential_area": places["area"],
            "mothers": 1,
            "fathers": 0,
            "other_adults": 0,
            "children": 1,
            "age_groups": ["0-6"],
            "session_order": "first",
            "other_language_needed": "yes",
            "language": "arabic",
            "route_in": "child-health-centre",
            "next_steps": ["another-session", "open-preschool"],
            "answers": _answers(
                "counselling-session-1", ("mother", _opinion("yes-really", "yes", "no-answer"))
            ),
        },
    )
    yield item(
        "counselling-session",
        nothing
        | {
            "month": "2024-03",
            "arena": "digital",
            "residential_area": places["area"],
            "mothers": 1,
            "fathers": 1,
            "other_adults": 0,
            "children": 0,
            "age_groups": ["expecting", "7-12"],
            "session_order": "2-5",
            "other_language_needed": "no",
            "route_in": "child-health-centre",
            "next_steps": ["none"],
            "answers": _answers(
                "counselling-session-1",
                ("mother", _opinion("yes", "yes", "yes")),
                ("father", _opinion("partly", "no-answer", "no")),
            ),
        },
    )
    yield item(
        "counselling-session",
        nothing
        | {
            "arena": "open-preschool",
            "fathers": 1,
            "other_adults": 0,
            "children": 2,
            "age_groups": ["13-17"],
            "session_order": "6-plus",
            "route_in": "midwifery-clinic",
            "next_steps": ["another-session", "application"],
            "answers": _answers(
                "counselling-session-1", ("father", _opinion("no-answer", "no-answer", "no-answer"))
            ),
        },
    )
    yield item(
        "counselling-session",
        nothing
        | {
            "residential_area": "other-municipality",
            "mothers": 0,
            "fathers": 0,
            "other_adults": 2,
            "other_language_needed": "yes",
            "language": NK,
        },
    )
    yield item("counselling-session", nothing | {"month": "2023-12", "session_order": "first", "mothers": 1})


def visits(catalogue: str) -> Iterator[FiledItem]:
    places = PLACES[catalogue]
    booked: dict[str, Any] = {
        "district": places["district"],
        "month": "2024-01",
        "programme": places["programme"],
        "visit_number": "1",
        **LEVELS[catalogue],
    }
    held: dict[str, Any] = booked | {
        "outcome": "held",
        "place": "home",
        "mothers": 1,
        "fathers": 1,
        "other_adults": 0,
        "siblings": 2,
        "other_language_needed": "yes",
        "language": "somali",
        "good_health": 1,
        "adequate_nutrition": 0,
        "responsive_caregiving": 2,
        "security_and_safety": NK,
        "early_learning": 1,
        "further_contacts": ["child-health-centre", "open-preschool"],
    }
    yield item("home-visit", held)
    yield item(
        "home-visit",
        held
        | {
            "month": "2024-04",
            "visit_number": "2",
            "place": "child-health-centre",
            "fathers": NK,
            "siblings": 0,
            "other_language_needed": "no",
            "language": "does-not-apply",
            "good_health": 1,
            "further_contacts": ["none"],
        },
    )
    yield item(
        "home-visit",
        held
        | {
            "visit_number": NK,
            "place": NK,
            "mothers": 0,
            "siblings": NK,
            "other_language_needed": NK,
            "language": "does-not-apply",
            "good_health": NK,
            "further_contacts": NK,
        },
    )
    missed = booked | {"outcome": "missed", "visit_number": "2"}
    yield item("home-visit", missed | {"missed_reason": "late-cancellation"})
    yield item("home-visit", missed | {"missed_reason": NK, "visit_number": "3"})
    yield item("home-visit", held | {"month": "2023-11"})


def meetings(catalogue: str) -> Iterator[FiledItem]:
    held: dict[str, Any] = {
        "district": PLACES[catalogue]["district"],
        "month": "2024-03",
        "kind": "cafe",
        "theme": "new-parent",
        "partners": ["child-health-centre", "open-preschool"],
        "women": 6,
        "men": 2,
        "other_participants": 0,
        "participants": 8,
        "age_groups": ["0-6"],
        "language": "swedish",
        **LEVELS[catalogue],
    }
    yield item(
        "theme-meeting",
        held
        | {"answers": _answers("theme-meeting-1", ("woman", {"strengthened": "yes", "other-parents": "no"}))},
    )
    yield item(
        "theme-meeting",
        held
        | {
            "kind": "meeting",
            "partners": ["child-health-centre", "midwifery-clinic"],
            "women": NK,
            "men": NK,
            "other_participants": NK,
            "participants": 5,
            "age_groups": ["7-12"],
            "language": "arabic",
        },
    )
    yield item(
        "theme-meeting",
        held
        | {
            "theme": "sleep-and-routines",
            "partners": ["none"],
            "women": 4,
            "men": NK,
            "other_participants": NK,
            "participants": NK,
            "age_groups": NK,
        },
    )
    yield item(
        "theme-meeting",
        held | {"kind": NK, "partners": NK, "women": 1, "men": 1, "other_participants": 1, "participants": 3},
    )
    yield item("theme-meeting", held | {"month": "2024-05"})


def groups(catalogue: str) -> Iterator[FiledItem]:
    started: dict[str, Any] = {
        "district": PLACES[catalogue]["district"],
        "month": "2024-02",
        "programme": "cos-p",
        "sessions_held": 8,
        "women": 3,
        "men": 1,
        "other_participants": 0,
        "participants": 4,
        "completed": 3,
        "language": "swedish",
        "interpreter": "no",
        "partners": ["none"],
        **LEVELS[catalogue],
    }
    yield item(
        "programme-group",
        started
        | {
            "answers": _answers(
                "programme-group-1",
                ("woman", {"relation": "5", "recommend": "4"}),
                ("man", {"relation": "4", "recommend": "no-answer"}),
            )
        },
    )
    yield item(
        "programme-group",
        started
        | {
            "programme": "other",
            "sessions_held": NK,
            "women": 2,
            "men": NK,
            "other_participants": NK,
            "participants": 6,
            "completed": NK,
            "interpreter": "yes",
            "partners": ["library", "open-preschool"],
        },
    )
    yield item(
        "programme-group",
        started
        | {
            "sessions_held": 5,
            "women": NK,
            "men": NK,
            "other_participants": NK,
            "participants": NK,
            "completed": 2,
            "partners": NK,
        },
    )


def collaboration(catalogue: str) -> Iterator[FiledItem]:
    about: dict[str, Any] = {
        "district": PLACES[catalogue]["district"],
        "month": "2024-02",
        "kind": "consultation",
        "partners": ["child-health-centre", "preschool"],
        "participants": 9,
    }
    yield item("collaboration-activity", about)
    yield item("collaboration-activity", about | {"partners": NK, "participants": NK})
    yield item(
        "collaboration-activity",
        about | {"kind": "steering-group", "partners": ["preschool"], "participants": 4},
    )


_ITEMS = (
    "regulations",
    "organisation",
    "common_view",
    "roles",
    "information",
    "resources",
    "management_support",
    "early_support_today",
    "users_influence",
)


def spindle(catalogue: str) -> Iterator[FiledItem]:
    about = {"district": PLACES[catalogue]["district"], "tertial": "2024-T1"}
    for organisation, score, last in (("child-health-centre", 3, 3), ("preschool", 4, NK), (NK, 5, 5)):
        scores = {**dict.fromkeys(_ITEMS, score), "users_influence": last}
        yield item("spindle-response", {**about, "organisation_type": organisation, **scores})


def returns(catalogue: str) -> Iterator[FiledItem]:
    """What is handed in for whole periods."""
    places = PLACES[catalogue]
    now = {"district": places["district"], "tertial": "2024-T1"}
    before = now | {"tertial": "2023-T3"}
    preschools: dict[str, Any] = {
        "own_run": 5,
        "opening_hours": 130,
        "run_by_others": 0,
        "introduction_preschools": NK,
        "visits_women": 100,
        "visits_men": 20,
        "visits_other_adults": NK,
        "visits_children": 150,
        "turned_away": NK,
    }
    survey = [
        {"questionnaire": "open-preschool-1", "question": "strengthened", "answer": answer, "number": number}
        for answer, number in (("yes-really", 41), ("yes", 9), ("no", 2))
    ]
    yield item("open-preschool-return", {**preschools, "survey": survey}, now)
    yield item("open-preschool-return", {**preschools, "own_run": 4, "turned_away": 7}, before)
    enrolment = {"listed": 31, "accepted": 29, "declined": 2, "discontinued": 0, "enrolled": 64}
    yield item("enrolment-figures", enrolment, {"programme": places["programme"], "tertial": "2024-T1"})
    yield item(
        "enrolment-figures",
        enrolment | {"listed": NK, "declined": NK, "enrolled": 50},
        {"programme": places["programme"], "tertial": "2023-T3"},
    )
    yield item(
        "context",
        {
            "children_0_6": NK,
            "children_0_20": 9997,
            "reports_of_concern": 2479,
            "advisers_total": 6,
            "advisers_funded": NK,
        },
        {"district": places["district"], "year": 2023},
    )


def everything(catalogue: str) -> list[FiledItem]:
    """All the records, in no particular order."""
    return [
        *sessions(catalogue),
        *visits(catalogue),
        *meetings(catalogue),
        *groups(catalogue),
        *collaboration(catalogue),
        *spindle(catalogue),
        *returns(catalogue),
    ]
