"""How many counselling sessions of each kind: what a district's sessions of one period are dealt from."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from app.demo.dealing import QuotaError, apportion, summed
from app.vocabulary.states import NOT_KNOWN

Counts = Mapping[str, int]
Answers = Mapping[tuple[str, str], int]
"""How many gave an answer to the first question, by (respondent, answer)."""

YOUNG, OLDER = "0-6", "older"
ANOTHER, NONE, ELSEWHERE = "another-session", "none", "elsewhere"
"""Next steps as they are dealt: another session (and perhaps more), none, or something else only."""


@dataclass(frozen=True)
class SessionQuotas:
    """Each of the first five sums to the number of sessions; `answers` is no more than that."""

    orders: Counts
    routes: Counts
    steps: Counts
    targets: Counts
    language_needed: Counts
    answers: Answers
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
        whole = self.sessions
        for name in ("routes", "steps", "targets", "language_needed"):
            if (found := sum(getattr(self, name).values())) != whole:
                raise QuotaError(f"{name} sum to {found}, the sessions are {whole}")
        if sum(self.young_areas.values()) != self.targets.get(YOUNG, 0):
            raise QuotaError("young_areas do not sum to the sessions about young children")
        if self.applications + self.reports > whole - self.steps.get(NONE, 0) - self.steps.get(NOT_KNOWN, 0):
            raise QuotaError("more applications and reports than sessions with a next step")
        if sum(self.answers.values()) + self.declined > whole:
            raise QuotaError("more answers than sessions")

    @property
    def sessions(self) -> int:
        return sum(self.orders.values())

    def scaled(self, sessions: int, answered: int, targets: Counts | None = None) -> "SessionQuotas":
        """The same mixture for another number of sessions and of answers, or with another mixture of ages."""
        targets = apportion(sessions, targets or self.targets)

        def of(part: int) -> int:
            return apportion(sessions, {"part": part, "rest": self.sessions - part})["part"]

        return replace(
            self,
            orders=apportion(sessions, self.orders),
            routes=apportion(sessions, self.routes),
            steps=apportion(sessions, self.steps),
            targets=targets,
            language_needed=apportion(sessions, self.language_needed),
            answers=apportion(answered, self.answers),
            young_areas=apportion(targets.get(YOUNG, 0), self.young_areas),
            applications=of(self.applications),
            reports=of(self.reports),
            declined=min(of(self.declined), sessions - answered),
        )

    def merged(self, other: "SessionQuotas") -> "SessionQuotas":
        """The mixture of two districts that have become one."""
        names = (
            "orders", "routes", "steps", "targets", "language_needed", "answers", "young_areas", "areas",
            "arenas", "languages",
        )  # fmt: skip
        parts = {name: summed(getattr(self, name), getattr(other, name)) for name in names}
        return replace(
            self,
            **parts,
            applications=self.applications + other.applications,
            reports=self.reports + other.reports,
            declined=self.declined + other.declined,
        )
