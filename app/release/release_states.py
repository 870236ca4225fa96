"""The life of a release, as data: which act leads from which state to which, and who may do it.

Whether somebody may (a permission) is kept apart from whether it can happen now (the state). The diagram in
`docs/reference/release-states.md` is made from these transitions, and the database's own trigger refuses
every other.
"""

from dataclasses import dataclass
from typing import Literal, get_args

from app.access.roles import Permission
from app.kit.language import Text
from app.kit.texts import texts_beside
from app.release.problems import WrongState

_TEXTS = texts_beside(__file__)

State = Literal["draft", "locked", "checked", "published", "superseded", "withdrawn"]
Act = Literal["begin", "lock", "check", "publish", "supersede", "withdraw"]
Reason = Literal["wrong-figures", "missing-records", "protection-doubted", "other-method", "not-needed"]

STATES: dict[State, Text] = _TEXTS.group("states").each(get_args(State))
REASONS: dict[Reason, Text] = _TEXTS.group("reasons").each(get_args(Reason))
"""Why a release was withdrawn: a closed list, since there is no free text."""


@dataclass(frozen=True)
class Transition:
    """One step of a release's life. `source` is None where it begins."""

    act: Act
    source: State | None
    target: State
    permission: Permission


_LOCK, _PUBLISH = Permission.LOCK_TERTIALS, Permission.PUBLISH_RELEASES

TRANSITIONS: tuple[Transition, ...] = (
    Transition("begin", None, "draft", _LOCK),
    Transition("lock", "draft", "locked", _LOCK),
    Transition("check", "locked", "checked", _LOCK),
    Transition("publish", "checked", "published", _PUBLISH),
    Transition("supersede", "published", "superseded", _PUBLISH),
    Transition("withdraw", "draft", "withdrawn", _PUBLISH),
    Transition("withdraw", "locked", "withdrawn", _PUBLISH),
    Transition("withdraw", "checked", "withdrawn", _PUBLISH),
    Transition("withdraw", "published", "withdrawn", _PUBLISH),
)

SHOWN: frozenset[State] = frozenset({"published", "superseded", "withdrawn"})
"""What everybody signed in may know of, once it has been published."""

UNFINISHED: frozenset[State] = frozenset({"draft", "locked", "checked"})
"""On the way: a tertial has at most one such release, its latest revision."""

ENDS: frozenset[State] = frozenset(set(get_args(State)) - {transition.source for transition in TRANSITIONS})
"""Nothing follows these."""


def permission_for(act: Act) -> Permission:
    """What one must be allowed in order to do an act, whatever the state."""
    return next(transition.permission for transition in TRANSITIONS if transition.act == act)


def after(act: Act, state: State | None) -> State:
    """The state that an act leads to. Raises `WrongState`."""
    for transition in TRANSITIONS:
        if (transition.act, transition.source) == (act, state):
            return transition.target
    raise WrongState(
        state,
        tuple(transition.source for transition in TRANSITIONS if transition.act == act and transition.source),
    )


def diagram() -> str:
    """The transitions as a mermaid state diagram."""
    lines = ["stateDiagram-v2", "    direction LR"]
    lines += [
        f"    {transition.source or '[*]'} --> {transition.target}: {transition.act}"
        for transition in TRANSITIONS
    ]
    lines += [f"    {state} --> [*]" for state in STATES if state in ENDS]
    return "\n".join(lines)
