"""What a municipality's catalogue holds, as validated data.

All codes are lower-case kebab-case and are for ever: never renamed, never given a new meaning. What is
no longer used gets a last month (`to`) and, where something took its place, a `successor`.
"""

from functools import cached_property
from typing import Annotated, Literal
from zoneinfo import ZoneInfo

from pydantic import BaseModel, ConfigDict, Field, field_validator

from app.catalogue.wording import Wording
from app.kit.clock import USUAL_ZONE
from app.kit.language import Text
from app.vocabulary.lists import PLACES_OUTSIDE
from app.vocabulary.periods import MONTH, months_of
from app.vocabulary.states import ABSENT, NO_ANSWER

CODE = r"^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"
Code = Annotated[str, Field(pattern=CODE)]
Month = Annotated[str, Field(pattern=MONTH)]

Key = tuple[str | int, ...]
"""Where something stands in a file: names and places in lists, from the outside in."""
Wrong = tuple[Key, str]
"""Something wrong: where, and what."""

LISTS = (
    "arenas", "routes-in", "next-steps", "partners", "themes", "theme-meeting-kinds", "collaboration-kinds",
    "languages", "organisations", "levels", "leader-arenas",
)  # fmt: skip
"""The lists that every catalogue has (`levels` may be empty)."""

ORGANISATION = ("districts", "areas", "home-visiting-programmes", "parenting-programmes")
ALL_LISTS = (*ORGANISATION, *LISTS)

RESERVED = {*ABSENT, NO_ANSWER, *PLACES_OUTSIDE}


class CatalogueModel(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class BilingualText(CatalogueModel):
    """A text in both languages of the product."""

    sv: str = Field(min_length=1)
    en: str = Field(min_length=1)

    @property
    def text(self) -> Text:
        return Text(self.sv, self.en)


class Entry(CatalogueModel):
    """One code with its words and the months in which it may be used (both ends included)."""

    code: Code
    sv: str = Field(min_length=1)
    en: str = Field(min_length=1)
    first: Month | None = Field(default=None, alias="from")
    last: Month | None = Field(default=None, alias="to")
    successor: Code | None = None
    alone: bool = Field(
        default=False, description="There was none: no next step, no partner. Not combined with other codes."
    )
    common: bool = Field(default=False, description="A language that counts as Swedish or English.")
    means: Code | None = Field(default=None, description="What figures and sentences need to know of it.")

    @property
    def text(self) -> Text:
        return Text(self.sv, self.en)

    def valid(self, month: str) -> bool:
        return (self.first or "0000-00") <= month <= (self.last or "9999-12")

    def valid_during(self, period: str) -> bool:
        """Whether it may be used in any month of a period."""
        if self.first is None and self.last is None:
            return True
        first, last = months_of(period)
        return (self.first or "0000-00") <= last and first <= (self.last or "9999-12")


class Area(Entry):
    district: Code


class Months(CatalogueModel):
    """The months in which something is there (both ends included)."""

    first: Month | None = Field(default=None, alias="from")
    last: Month | None = Field(default=None, alias="to")


class HomeVisitingProgramme(Entry):
    district: Code


class ParentingProgramme(Entry):
    run_by: Literal["centrally", "district"]


class AnswerChoice(CatalogueModel):
    code: Code
    text: dict[str, str]
    top: bool = Field(default=False, description="Counts as a yes: the top two of five.")
    value: int | None = None
    face: Literal["very-happy", "happy", "neutral", "unhappy", "very-unhappy"] | None = Field(
        default=None, description="The face beside its words on the tablet."
    )


class Question(CatalogueModel):
    code: Code
    text: dict[str, str]
    answers: list[AnswerChoice] = Field(min_length=2)

    @property
    def scaled(self) -> bool:
        """Whether its answers are points on a scale: it has a mean then, and no share of positive answers."""
        return not any(answer.top for answer in self.answers)

    @property
    def scale(self) -> tuple[int, int]:
        """The lowest and the highest point of a scale."""
        values = [answer.value for answer in self.answers if answer.value is not None]
        return min(values, default=0), max(values, default=0)

    @property
    def best(self) -> AnswerChoice | None:
        """The best answer: of the highest value on a scale, else the first that counts as a yes."""
        scaled = [answer for answer in self.answers if answer.value is not None]
        if scaled:
            return max(scaled, key=lambda one: one.value or 0)
        return next((answer for answer in self.answers if answer.top), None)


class Questionnaire(CatalogueModel):
    """One version of the questions; a new wording is a new code, and answers keep theirs."""

    code: Code
    activity: Code
    first: Month | None = Field(default=None, alias="from")
    last: Month | None = Field(default=None, alias="to")
    reviewed: list[str] = Field(default=[], description="Languages whose wording a native speaker has read.")
    questions: list[Question] = Field(min_length=1)

    @cached_property
    def allowed(self) -> dict[str, tuple[str, ...]]:
        """The codes of each question's answers."""
        return {
            question.code: tuple(answer.code for answer in question.answers) for question in self.questions
        }

    def valid(self, month: str) -> bool:
        return (self.first or "0000-00") <= month <= (self.last or "9999-12")


class Indicator(CatalogueModel):
    """A figure that shows how a goal is met: a measure of a statistical table, at some of its categories."""

    code: Code
    sv: str = Field(min_length=1)
    en: str = Field(min_length=1)
    table: Code
    measure: Code
    value: Literal["count", "percent", "mean", "base"] = Field(
        default="count", description="What of the measure: the number, its share, its mean, or its base."
    )
    at: dict[str, Code] = Field(default={}, description="Category by dimension.")
    better: Literal["more", "less"] | None = Field(
        default=None, description="Which way is towards the goal; left out where neither is."
    )

    @property
    def text(self) -> Text:
        return Text(self.sv, self.en)


class Goal(CatalogueModel):
    """A goal of the municipality's and the indicators that follow it up, in the report's order."""

    code: Code
    sv: str = Field(min_length=1)
    en: str = Field(min_length=1)
    about: BilingualText | None = None
    indicators: list[Indicator] = Field(min_length=1)

    @property
    def text(self) -> Text:
        return Text(self.sv, self.en)


class LabelledTexts(CatalogueModel):
    label: BilingualText
    help: BilingualText


class ActivityTexts(CatalogueModel):
    label: BilingualText
    help: BilingualText
    fields: dict[str, LabelledTexts] = {}


class OwnLabelledTexts(CatalogueModel):
    label: BilingualText | None = None
    help: BilingualText | None = None


class OwnTexts(CatalogueModel):
    """A municipality's own words: whatever is left out keeps the product's."""

    label: BilingualText | None = None
    help: BilingualText | None = None
    fields: dict[str, OwnLabelledTexts] = {}


class Municipality(CatalogueModel):
    """A municipality's file, each field validated; what fields say of each other: `contradictions`."""

    municipality: Code
    version: int = Field(ge=1, le=9999)
    name: BilingualText
    starts: Month
    figures_start: int = Field(ge=1990, le=2100)
    time_zone: str = Field(default=USUAL_ZONE, description="IANA name: where days and months begin and end.")
    city: Entry
    districts: list[Entry] = Field(min_length=1)
    areas: list[Area] = Field(min_length=1)
    home_visiting_programmes: list[HomeVisitingProgramme] = []
    parenting_programmes: list[ParentingProgramme] = []
    open_preschools: Months | None = Field(
        default=Months(),
        description="When there are any, by whomever they are run; None where there are none.",
    )
    lists: dict[str, list[Entry]]
    reviewed: list[str] = Field(
        default=[], description="Languages of parents whose pages a native speaker has read here."
    )
    questionnaires: list[Questionnaire]
    goals: list[Goal] = []
    words: Wording = Wording()
    texts: dict[str, OwnTexts] = {}

    @field_validator("time_zone")
    @classmethod
    def _is_a_time_zone(cls, name: str) -> str:
        """A name that browsers know too: `Area/Place`, or `UTC`."""
        try:
            known = ("/" in name or name == "UTC") and ZoneInfo(name).key == name
        except (KeyError, ValueError, OSError):
            known = False
        if not known:
            raise ValueError("there is no such time zone; give an IANA name such as Europe/Stockholm")
        return name

    @field_validator("open_preschools", mode="before")
    @classmethod
    def _there_or_not(cls, value: object) -> object:
        """Written as `true`, `false` or the months."""
        if isinstance(value, bool):
            return Months() if value else None
        if not isinstance(value, (dict, Months)):
            raise ValueError("true, false, or the months: {from: 2025-01, to: 2025-12}")
        return value

    def entries(self, name: str) -> list[Entry]:
        """The entries of a list by its kebab-case name, in the file's order."""
        if name in ORGANISATION:
            return list(getattr(self, name.replace("-", "_")))
        return self.lists[name]

    @cached_property
    def _indexes(self) -> dict[str, dict[str, Entry]]:
        return {name: {entry.code: entry for entry in self.entries(name)} for name in ALL_LISTS}

    def find(self, name: str, code: str) -> Entry | None:
        return self._indexes[name].get(code)

    @cached_property
    def plain(self) -> dict[str, frozenset[str]]:
        """The codes of each list that are valid at any time, alone and beside others."""
        return {
            name: frozenset(
                entry.code for entry in self.entries(name) if not (entry.first or entry.last or entry.alone)
            )
            for name in ALL_LISTS
        }

    def has_open_preschools(self, period: str) -> bool:
        """Whether there are any in some month of a period."""
        there = self.open_preschools
        if there is None:
            return False
        first, last = months_of(period)
        return (there.first or "0000-00") <= last and first <= (there.last or "9999-12")

    def meaning(self, name: str, meaning: str) -> tuple[str, ...]:
        """The codes of a list that carry a meaning, in the file's order; none if no entry is marked."""
        return tuple(entry.code for entry in self.entries(name) if entry.means == meaning)

    def codes(self, name: str, month: str | None = None) -> tuple[str, ...]:
        """Codes of a list, those usable in `month` where one is given."""
        return tuple(entry.code for entry in self.entries(name) if month is None or entry.valid(month))

    def text_of(self, name: str, code: str) -> Text | None:
        entry = self.find(name, code)
        return entry.text if entry else None

    @cached_property
    def _questionnaires(self) -> dict[str, Questionnaire]:
        return {questionnaire.code: questionnaire for questionnaire in self.questionnaires}

    def questionnaire(self, code: str) -> Questionnaire | None:
        return self._questionnaires.get(code)

    def asked(self, activity: str, first: str = "0000-00", last: str = "9999-12") -> dict[str, Question]:
        """The questions that were asked in any of the months, by code, each in its newest wording."""
        return {
            question.code: question
            for questionnaire in self.questionnaires
            if questionnaire.activity == activity
            and (questionnaire.first or "") <= last
            and first <= (questionnaire.last or "9999-12")
            for question in questionnaire.questions
        }

    def district_in(self, code: str, month: str) -> str:
        """The district that `code` had become by `month`, following successors."""
        entry = self.find("districts", code)
        seen = {code}
        while entry and not entry.valid(month) and entry.successor and entry.successor not in seen:
            successor = self.find("districts", entry.successor)
            if successor is None or (successor.first or "") > month:
                break
            seen.add(successor.code)
            entry = successor
        return entry.code if entry else code

    def successor_of(self, code: str) -> str:
        """The newest division's district for `code`: itself unless it was merged into another."""
        entry = self.find("districts", code)
        while entry and entry.successor:
            entry = self.find("districts", entry.successor)
        return entry.code if entry else code


class ProductTexts(CatalogueModel):
    """`texts.yaml`: labels and help of every field, words of the product's own closed lists."""

    activities: dict[str, ActivityTexts]
    vocabulary: dict[str, dict[str, BilingualText]]
