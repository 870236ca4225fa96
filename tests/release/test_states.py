"""The transitions as data: complete, told in both languages, the same in the diagram and in the database."""

import re
from pathlib import Path
from typing import get_args

import pytest

from app.access.actor import Actor
from app.access.roles import Permission, Role, permissions_of
from app.release.problems import WrongState
from app.release.release_states import (
    ENDS,
    REASONS,
    SHOWN,
    STATES,
    TRANSITIONS,
    UNFINISHED,
    Act,
    Reason,
    State,
    after,
    diagram,
    permission_for,
)
from app.release.storage.tables import triggers

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "release-states.md"


def test_every_state_and_reason_has_its_words() -> None:
    assert set(STATES) == set(get_args(State))
    assert set(REASONS) == set(get_args(Reason))
    for text in (*STATES.values(), *REASONS.values()):
        assert text.sv.strip()
        assert text.en.strip()
        assert text.sv != text.en


def test_every_state_is_reached_and_left_or_an_end() -> None:
    assert {one.target for one in TRANSITIONS} == set(STATES)
    assert {"superseded", "withdrawn"} == ENDS
    assert set(STATES) == UNFINISHED | SHOWN
    assert not UNFINISHED & SHOWN
    assert {one.act for one in TRANSITIONS} == set(get_args(Act))


def test_an_act_follows_where_a_transition_says_so_and_nowhere_else() -> None:
    follows = {(one.act, one.source) for one in TRANSITIONS}
    for act in get_args(Act):
        for state in (None, *STATES):
            if (act, state) in follows:
                assert after(act, state) in STATES
            else:
                with pytest.raises(WrongState) as refused:
                    after(act, state)
                assert not any(code in refused.value.text.sv for code in STATES)
    assert after("publish", "checked") == "published"
    with pytest.raises(WrongState) as refused:
        after("publish", "locked")
    assert refused.value.text.en.endswith("The release is locked; this can be done when it is checked.")
    assert refused.value.text.sv.endswith("Publiceringen är låst; det här kan göras när den är granskad.")


def test_who_may_is_a_question_of_its_own() -> None:
    city = Actor(Role.COORDINATOR, permissions=permissions_of(Role.COORDINATOR, None))
    for act in get_args(Act):
        needed = permission_for(act)
        assert needed in city.permissions
        for role in (Role.ADMIN, Role.RESEARCHER):
            assert needed not in permissions_of(role, None)
        for role in (Role.COORDINATOR, Role.ADVISER):
            assert needed not in permissions_of(role, "farsta")
    assert permission_for("publish") is Permission.PUBLISH_RELEASES


def test_the_diagram_in_the_docs_is_this_one() -> None:
    (drawn,) = re.findall(r"```mermaid\n(.*?)\n```", PAGE.read_text("utf-8"), re.DOTALL)
    assert drawn == diagram()
    arrows = set(re.findall(r"^ +(\S+) --> (\S+): (\w+)$", drawn, re.MULTILINE))
    assert arrows == {(one.source or "[*]", one.target, one.act) for one in TRANSITIONS}


@pytest.mark.parametrize("dialect", ["sqlite", "postgresql"])
def test_the_database_knows_the_same_steps(dialect: str) -> None:
    (update,) = (one for one in triggers(dialect)["release"] if "BEFORE UPDATE" in one)
    steps = set(re.findall(r"\('(\w+)', '(\w+)'\)", update))
    assert steps == {(one.source, one.target) for one in TRANSITIONS if one.source}
