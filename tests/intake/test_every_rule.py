"""Every place in the activities where a record can break a rule, broken over HTTP: words, never a failure.

The places are found in the code. One that no record here reaches fails the test: a new rule comes with
a record that breaks it.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app import activities
from app.activities.registry import BY_NAME
from app.kit import faults
from tests.support.service import Service, Templates, example, new_id, start

Json = dict[str, Any]
FOLDER = Path(activities.__file__).parent

ELSEWHERE = {"questionnaires.py:fewer_than_answered"}
"""Needs answers that came by themselves: broken in tests/answers/test_links.py."""

S, L = "stockholm", "lindesberg"
MISSED = {"outcome": "missed", "missed_reason": "not-known"}
ROW = {"questionnaire": "open-preschool-1", "question": "strengthened", "answer": "yes-really", "number": 1}
YEAR = {"programme": "abc", "participants": 52, "women": 38, "men": 14, "interest": 61}
LEADER = {"programme": "abc", "arena": "preschool", "leaders": 4}
GIVEN = {"helpful": "yes-really", "strengthened": "yes", "accessible": "no-answer"}


def _answers(**changes: Any) -> list[Json]:
    return [{"questionnaire": "counselling-session-1", "respondent": "mother", "answers": GIVEN, **changes}]


def _meeting(**changes: Any) -> Json:
    answers = {"strengthened": "yes", "other-parents": "partly"}
    one = {"questionnaire": "theme-meeting-1", "respondent": "woman", "answers": answers}
    return {"answers": [one, one], **changes}


Broken = tuple[str, str, Json, str, str]
BROKEN: tuple[Broken, ...] = (
    # catalogue, activity (and what stands in its address), what is changed, the field, the rule
    (S, "counselling-session", {"catalogue_version": 9999}, "catalogue_version", "newer-catalogue"),
    (S, "counselling-session", {"month": "2099-12"}, "month", "in-the-future"),
    (S, "counselling-session", {"month": "2017-08"}, "month", "before-the-start"),
    (S, "counselling-session", {"district": "moon"}, "district", "unknown-district"),
    (S, "counselling-session", {"district": "jarva"}, "district", "district-not-then"),
    (S, "counselling-session", {"level": "universal"}, "level", "not-used-here"),
    (L, "counselling-session", {"level": "does-not-apply"}, "level", "needed-here"),
    (S, "counselling-session", {"arena": "moon"}, "arena", "unknown-code"),
    (S, "counselling-session", {"next_steps": ["none", "another-session"]}, "next_steps", "combined-code"),
    (S, "counselling-session", {"mothers": 0, "answers": []}, "mothers", "nobody-there"),
    (S, "counselling-session", {"language": "swedish"}, "language", "language-is-common"),
    (S, "counselling-session", {"language": "does-not-apply"}, "language", "language-missing"),
    (S, "counselling-session", {"other_language_needed": "no"}, "language", "language-without-need"),
    (S, "counselling-session", {"answers": _answers(questionnaire="moon-1")},
     "answers.0.questionnaire", "unknown-questionnaire"),
    (S, "counselling-session", {"answers": _answers(answers=GIVEN | {"moon": "yes"})},
     "answers.0.answers.moon", "unknown-question"),
    (S, "counselling-session", {"answers": _answers(answers=GIVEN | {"helpful": "moon"})},
     "answers.0.answers.helpful", "unknown-answer"),
    (S, "counselling-session", {"answers": _answers(answers={"helpful": "no-answer"})},
     "answers.0.answers.strengthened", "question-missing"),
    (S, "counselling-session", {"answers": _answers(respondent="father")},
     "answers", "more-answers-than-people"),
    (S, "theme-meeting", _meeting(women="not-known", men="not-known", participants=1),
     "answers", "more-answers-than-people"),
    (S, "theme-meeting", {"participants": 9}, "participants", "does-not-add-up"),
    (S, "theme-meeting", {"participants": 7, "men": "not-known", "women": 9},
     "participants", "does-not-add-up"),
    (S, "theme-meeting", {"partners": ["none", "library"]}, "partners", "combined-code"),
    (S, "home-visit", MISSED, "mothers", "missed-has-none"),
    (S, "home-visit", {"outcome": "missed"}, "missed_reason", "needed-when-missed"),
    (S, "home-visit", {"place": "does-not-apply"}, "place", "held-needs"),
    (S, "home-visit", {"missed_reason": "not-known"}, "missed_reason", "held-is-not-missed"),
    (S, "home-visit", {"district": "farsta"}, "district", "other-programmes-district"),
    (S, "programme-group", {"programme": "abc"}, "programme", "run-elsewhere"),
    (S, "programme-group", {"completed": 9}, "completed", "more-than-the-whole"),
    (S, "collaboration-activity", {"participants": 0}, "participants", "nobody-there"),
    (S, "collaboration-activity", {"partners": ["none"]}, "partners", "nobody-there"),
    (S, "spindle-response", {"organisation_type": "moon"}, "organisation_type", "unknown-code"),
    (S, "open-preschool-returns/farsta/2019-T1", {"survey": [{**ROW, "questionnaire": "theme-meeting-1"}]},
     "survey.0.questionnaire", "unknown-questionnaire"),
    (S, "open-preschool-returns/farsta/2019-T1", {"survey": [{**ROW, "question": "moon"}]},
     "survey.0.question", "unknown-question"),
    (S, "open-preschool-returns/farsta/2019-T1", {"survey": [{**ROW, "answer": "moon"}]},
     "survey.0.answer", "unknown-answer"),
    (S, "open-preschool-returns/farsta/2019-T1", {"survey": [ROW, ROW]}, "survey.0", "row-twice"),
    (S, "open-preschool-returns/farsta/2019-T1", {"own_run": 0}, "opening_hours", "does-not-add-up"),
    (L, "programme-figures/lindesberg/2025", {"programmes": [YEAR]}, "year", "nothing-of-it"),
    (S, "programme-figures/stockholm/2019", {"programmes": [{**YEAR, "programme": "cos-p"}]},
     "programmes.0.programme", "run-elsewhere"),
    (S, "programme-figures/stockholm/2017", {"programmes": [{**YEAR, "programme": "fos"}]},
     "programmes.0.programme", "code-not-then"),
    (S, "programme-figures/stockholm/2019", {"programmes": [YEAR, YEAR]}, "programmes.0", "row-twice"),
    (S, "programme-figures/stockholm/2019", {"programmes": [{**YEAR, "women": 50}]},
     "programmes.0.women", "more-than-the-whole"),
    (S, "programme-figures/stockholm/2019", {"leaders": [LEADER, LEADER]}, "leaders.0", "row-twice"),
    (S, "enrolment-figures/rinkeby/2019-T1", {"accepted": 40}, "accepted", "more-than-the-whole"),
    (S, "enrolment-figures/rinkeby/2019-T1", {"declined": 2}, "declined", "does-not-add-up"),
    (S, "enrolment-figures/moon/2019-T1", {}, "programme", "unknown-code"),
    (S, "context/farsta/2019", {"children_0_6": 15_000}, "children_0_6", "more-than-the-whole"),
    (S, "context/farsta/2019", {"advisers_funded": 7}, "advisers_funded", "more-than-the-whole"),
    (S, "context/farsta/2012", {}, "year", "before-the-start"),
    (S, "context/moon/2019", {}, "district", "unknown-district"),
)  # fmt: skip

REACHED: set[str] = set()


@pytest.fixture(scope="module")
def cities(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Any]]:
    """A client of the whole city's coordinator with each catalogue; where faults are made is noted down."""
    patch, clients = pytest.MonkeyPatch(), {}
    folder = tmp_path_factory.mktemp("rules")
    for name, module in list(sys.modules.items()):
        if name.startswith("app.activities.") and getattr(module, "Fault", None) is faults.Fault:
            patch.setattr(module, "Fault", _noting)
    services: list[Iterator[Service]] = []
    for catalogue in (S, L):
        services.append(start(templates.sqlite(folder / f"{catalogue}.db", catalogue), catalogue))
        clients[catalogue] = next(services[-1]).coordinator()
    yield clients
    patch.undo()
    for one in services:
        next(one, None)


def _noting(*given: Any, **named: Any) -> faults.Fault:
    frame = sys._getframe(1)
    REACHED.add(f"{Path(frame.f_code.co_filename).name}:{frame.f_lineno}")
    return faults.Fault(*given, **named)


def _places() -> dict[str, range]:
    """Where the activities make a fault: by file, function and line, all its lines."""
    found: dict[str, range] = {}
    for file in sorted(FOLDER.glob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        for function in (one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef)):
            for call in (one for one in ast.walk(function) if isinstance(one, ast.Call)):
                if isinstance(call.func, ast.Name) and call.func.id == "Fault":
                    lines = range(call.lineno, (call.end_lineno or call.lineno) + 1)
                    found[f"{file.name}:{function.name}:{call.lineno}"] = lines
    return found


def _put(client: Any, catalogue: str, what: str, changes: Json, language: str) -> Any:
    name, _, key = what.partition("/")
    activity = next(one for one in BY_NAME.values() if name in (one.name, one.path))
    address = f"/api/v1/{activity.path}/{key or new_id()}"
    content = example(activity.name, catalogue, **changes)
    return client.put(address, json=content, headers={"Accept-Language": language})


def test_every_rule_that_a_record_can_break_is_told_in_words(cities: dict[str, Any]) -> None:
    for catalogue, what, changes, field, rule in BROKEN:
        told = {}
        for language in ("sv", "en"):
            reply = _put(cities[catalogue], catalogue, what, changes, language)
            assert (reply.status_code, reply.json()["type"]) == (422, "/problems/invalid-record"), (
                what,
                rule,
            )
            errors = {(one["field"], one["rule"]): one["message"] for one in reply.json()["errors"]}
            assert (field, rule) in errors, (what, changes, errors)
            told[language] = errors[field, rule]
            for message in errors.values():
                assert len(message) > 15, (what, rule, message)
                assert "{" not in message
                assert message.endswith((".", "?")), (what, rule, message)
        assert told["sv"] != told["en"]
    lines = {place: {f"{place.split(':')[0]}:{line}" for line in there} for place, there in _places().items()}
    unbroken = {place for place, there in lines.items() if not there & REACHED}
    assert {place.rpartition(":")[0] for place in unbroken} == ELSEWHERE
