"""Which live figures are taken in by whole months and in steps, and what one step must hold.

The facts about a session (who came, from where) are exact at once: an adviser could tell them. What parents
answered, and where a contact led, is told of at least `FEWEST` together.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

from sqlalchemy import literal

from app.kit.texts import texts_beside
from app.tables.answer_channel_tables import ANSWER_WAYS
from app.tables.answer_tables import HELPFULNESS, RESPONSE_RATES
from app.tables.categories import TIME
from app.tables.counselling_tables import NEXT_STEPS
from app.tables.counts import rows
from app.tables.declaration import Measure, RecordPart, Table
from app.tables.dimensions import ACTIVITY, RESPONDENT, among, questionnaires
from app.tables.gender_tables import GENDER_SPLIT
from app.tables.home_visit_tables import HOME_VISIT_CONTACTS
from app.tables.layout import has
from app.tables.open_preschool_tables import OPEN_PRESCHOOL_SURVEY
from app.tables.programme_group_tables import PROGRAMME_GROUPS
from app.tables.record_sources import SESSION, SESSION_ANSWER
from app.vocabulary.states import NO_ANSWER

_TEXTS = texts_beside(__file__)

FEWEST = 5
"""Sessions, or respondents, that a figure of answers or of next steps is of at least."""

What = Literal["answers", "choices", "participation"]


@dataclass(frozen=True, eq=False)
class StepRule:
    """Measures of a table that are read only as they were taken in.

    `answers` are counted by question, `choices` by a multiple choice and its known ones (`known`); they are
    what single people said. `participation` is how many answered, and how. `whole` are the dimensions by
    which a district's figures fall apart into wholes that are taken in each by itself; `divided` is one that
    a whole is split by only where every part of every step is large enough. `only` narrows to one category.
    """

    table: Table
    measures: tuple[str, ...]
    what: What
    whole: tuple[str, ...] = ()
    divided: str | None = None
    known: str | None = None
    only: tuple[str, str] | None = None

    @cached_property
    def dimensions(self) -> tuple[str, ...]:
        """What its counts are kept by, in the table's order: all that any of its measures has, without time
        and district."""
        there = frozenset[str]().union(*(has(self.table, self.table.measure(one)) for one in self.measures))
        return tuple(one.code for one in self.table.own if one.code in there - {*TIME, "district"})

    @cached_property
    def by_month(self) -> Table:
        """The table as it is gone through: by month, where it is shown by whole tertials."""
        return replace(self.table, whole_tertials=False)

    @cached_property
    def all(self) -> bool:
        """Whether the table has no other figures."""
        return set(self.measures) == {measure.code for measure in self.table.measures} and self.only is None


KEPT: tuple[StepRule, ...] = (
    StepRule(HELPFULNESS, ("answers",), "answers", ("activity", "questionnaire"), divided="respondent"),
    StepRule(PROGRAMME_GROUPS, ("answers",), "answers", ("programme", "questionnaire")),
    StepRule(
        OPEN_PRESCHOOL_SURVEY, ("answers",), "answers", ("questionnaire", "way"), only=("way", "poster")
    ),
    StepRule(NEXT_STEPS, ("sessions", "sessions-known"), "choices", known="sessions-known"),
    StepRule(
        HOME_VISIT_CONTACTS, ("visits", "visits-known"), "choices", ("programme",), known="visits-known"
    ),
    StepRule(RESPONSE_RATES, ("contacts",), "participation", ("activity",)),
    StepRule(
        ANSWER_WAYS,
        ("contacts", "answered", "links-handed-out", "links-used", "respondents"),
        "participation",
        ("activity",),
    ),
    StepRule(GENDER_SPLIT, ("respondents",), "participation", ("activity",)),
)
BY_TABLE: Mapping[str, StepRule] = {one.table.id: one for one in KEPT}

_BY = {"activity": literal("counselling-session"), "questionnaire": SESSION_ANSWER.c.questionnaire}
_ANSWERED = (SESSION_ANSWER.c.answer != NO_ANSWER,)


def _sessions(code: str, *by: str) -> tuple[Measure, RecordPart]:
    """Sessions with an answer, each once for each category of `by`."""
    own = {name: SESSION_ANSWER.c[name] for name in by}
    each = (SESSION_ANSWER.c.record_id,)
    part = RecordPart(
        SESSION, {code: rows()}, {**_BY, **own}, join=SESSION_ANSWER, where=_ANSWERED, each=each
    )
    return Measure(code, always=tuple(part.by)), part


SESSIONS, BY_RESPONDENT = "answered-sessions", "answered-sessions-by-respondent"
_PAIRS = (_sessions(SESSIONS), _sessions(BY_RESPONDENT, "respondent"))
ANSWERED_SESSIONS = Table(
    id="answered-sessions",
    own=(among(ACTIVITY, "counselling-session"), questionnaires("counselling-session"), RESPONDENT),
    measures=tuple(measure for measure, _ in _PAIRS),
    parts=tuple(part for _, part in _PAIRS),
    usual=(),
)
"""Of how many sessions a step of answers is: for the rule alone, and never shown."""

SAID_MONTHS = _TEXTS["said-months"]
SAID_WITHHELD = _TEXTS["said-withheld"]
SAID_WHOLE = _TEXTS["said-whole"]
SAID_TERTIALS = _TEXTS["said-tertials"]
