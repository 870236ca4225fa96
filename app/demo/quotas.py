"""How many of each kind: what a city's records of one period are dealt from, as the files beside say."""

from collections.abc import Mapping
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal, TypeVar

import yaml
from pydantic import TypeAdapter
from pydantic.dataclasses import dataclass

from app.demo.dealer import QuotaError, apportion
from app.kit.json_values import JsonObject
from app.vocabulary.states import NOT_KNOWN

Counts = Mapping[str, int]
Weights = Mapping[int | str, int]
"""Several codes that belong together are one text with spaces between them."""

T = TypeVar("T")

YOUNG, OLDER = "0-6", "older"
ANOTHER, NONE, ELSEWHERE = "another-session", "none", "elsewhere"
"""Next steps as they are dealt: another session (and perhaps more), none, or something else only."""
WITH, WITHOUT = "with", "without"


@cache
def read_data(name: Literal["stockholm", "lindesberg", "mixtures"]) -> dict[str, Any]:
    """What a city is made from; nothing may change what it holds."""
    data: JsonObject = yaml.safe_load(Path(__file__).with_name(f"{name}.yaml").read_text("utf-8"))
    return data


def typed(type_: type[T], data: object) -> T:
    """Data as quotas, with every name and number checked."""
    return TypeAdapter(type_).validate_python(data)


def codes(text: str) -> list[str] | str:
    """The codes of a card, or that they are not known."""
    return text if text == NOT_KNOWN else text.split()


@dataclass(frozen=True, config={"extra": "forbid"})
class SessionQuotas:
    """Each of the first five sums to the number of sessions; the answers are no more than that."""

    orders: Counts
    routes: Counts
    steps: Counts
    targets: Counts
    language_needed: Counts
    answers: Mapping[str, Counts]
    """How many gave an answer to the first question, by respondent and answer."""
    young_areas: Counts
    """Areas of the sessions whose children are 0-6 or expected: sums to those."""
    areas: Counts
    """Weights for the areas of all other sessions."""
    arenas: Counts
    languages: Counts
    """Weights of the languages that were needed."""
    applications: int = 0
    reports: int = 0
    declined: int = 0
    """Parents who were asked and did not want to answer: sessions without an answer all the same."""
    levels: Counts | None = None

    def __post_init__(self) -> None:
        _require_sum(self, self.sessions, "routes", "steps", "targets", "language_needed")
        if sum(self.young_areas.values()) != self.targets.get(YOUNG, 0):
            raise QuotaError("young_areas do not sum to the sessions about young children")
        led = self.sessions - self.steps.get(NONE, 0) - self.steps.get(NOT_KNOWN, 0)
        if self.applications + self.reports > led:
            raise QuotaError("more applications and reports than sessions with a next step")
        if self.answered + self.declined > self.sessions:
            raise QuotaError("more answers than sessions")

    @property
    def sessions(self) -> int:
        return sum(self.orders.values())

    @property
    def answered(self) -> int:
        return sum(sum(row.values()) for row in self.answers.values())

    def scaled(self, sessions: int, answered: int, targets: Counts | None = None) -> "SessionQuotas":
        """The same mixture for another number of sessions and of answers, or with another mixture of ages."""
        ages = apportion(sessions, targets or self.targets)
        cells = {(who, answer): n for who, row in self.answers.items() for answer, n in row.items()}
        dealt = apportion(answered, cells)
        changed: dict[str, Any] = {
            name: apportion(sessions, getattr(self, name))
            for name in ("orders", "routes", "steps", "language_needed")
        }
        changed |= {
            name: _part(getattr(self, name), self.sessions, sessions)
            for name in ("applications", "reports", "declined")
        }
        changed["declined"] = min(changed["declined"], sessions - answered)
        return replace(
            self,
            **changed,
            targets=ages,
            answers={
                who: {answer: dealt[who, answer] for answer in row} for who, row in self.answers.items()
            },
            young_areas=apportion(ages.get(YOUNG, 0), self.young_areas),
        )


@dataclass(frozen=True, config={"extra": "forbid"})
class VisitQuotas:
    """Each mapping but `languages` (weights) and `levels` sums to the visits held."""

    numbers: Counts
    missed: int
    language_needed: Counts
    mothers: Counts
    fathers: Counts
    contacts: Counts
    """Held visits with and without a further contact."""
    languages: Counts
    reports: int = 0
    applications: int = 0
    levels: Counts | None = None

    def __post_init__(self) -> None:
        _require_sum(self, self.held, "language_needed", "mothers", "fathers", "contacts")

    @property
    def held(self) -> int:
        return sum(self.numbers.values())

    @property
    def booked(self) -> int:
        return self.held + self.missed

    def scaled(self, booked: int) -> "VisitQuotas":
        """The same mixture for another number of booked visits."""
        split = apportion(booked, {"held": self.held, "missed": self.missed})
        held = split["held"]
        special = apportion(held, {"reports": self.reports, "applications": self.applications, "": self.held})
        mixtures = {
            name: apportion(held, getattr(self, name))
            for name in ("numbers", "language_needed", "mothers", "fathers", "contacts")
        }
        return replace(
            self,
            **mixtures,
            missed=split["missed"],
            reports=special["reports"],
            applications=special["applications"],
        )


@dataclass(frozen=True, config={"extra": "forbid"})
class MeetingQuotas:
    """One district's theme meetings. `open_preschool`, `clinic` and `civil_society` count meetings with such
    a partner, among those whose partners are known."""

    meetings: int
    participants: int
    open_preschool: int
    clinic: int
    women: int
    """Women among 100 participants."""
    civil_society: int = 0
    partners_not_known: int = 0
    number_not_known: int = 0
    gender_not_known: int = 0

    def scaled(self, meetings: int) -> "MeetingQuotas":
        """The same mixture for another number of meetings, with nothing that is not known."""
        partners = {
            name: _part(getattr(self, name), self.meetings, meetings)
            for name in ("open_preschool", "clinic", "civil_society")
        }
        participants = max(round(self.participants * meetings / self.meetings), 2 * meetings)
        return MeetingQuotas(meetings=meetings, participants=participants, women=self.women, **partners)


@dataclass(frozen=True, config={"extra": "forbid"})
class GroupQuotas:
    """One district's programme groups."""

    groups: int
    women: int
    men: int
    programmes: Counts
    number_not_known: int = 0


@dataclass(frozen=True, config={"extra": "forbid"})
class CollaborationQuotas:
    """One district's activities by kind; `sfi` of the outreach is done together with SFI, and the joint
    training day gathers `gathering` people where that is given."""

    kinds: Counts
    sfi: int = 0
    gathering: int | None = None

    def scaled(self, percent: int) -> "CollaborationQuotas":
        """The same mixture, more or less of it; what a district has it keeps at least one of."""
        kinds = {kind: max(1, round(number * percent / 100)) for kind, number in self.kinds.items() if number}
        return replace(self, kinds=kinds, sfi=min(self.sfi, kinds.get("outreach", 0)))


Quotas = TypeVar("Quotas", SessionQuotas, MeetingQuotas, CollaborationQuotas)

_NOT_ADDED = ("women", "gathering")
"""A share, and the size of one gathering."""


def merged(one: Quotas, other: Quotas) -> Quotas:
    """The mixture of two districts that have become one: counts are added up, the rest is the first's."""
    names = (field.name for field in fields(one) if field.name not in _NOT_ADDED)
    return replace(one, **{name: _sum(getattr(one, name), getattr(other, name)) for name in names})


def _sum(one: Any, other: Any) -> Any:
    if isinstance(one, Mapping):
        return {key: _sum(one.get(key), other.get(key)) for key in {**one, **other}}
    return one if other is None else other if one is None else one + other


def _part(part: int, whole: int, total: int) -> int:
    """`part` of `whole` when that becomes `total`."""
    return apportion(total, {True: part, False: whole - part})[True]


def _require_sum(quotas: object, whole: int, *names: str) -> None:
    for name in names:
        if (number := sum(getattr(quotas, name).values())) != whole:
            raise QuotaError(f"{name} sum to {number}, the whole is {whole}")
