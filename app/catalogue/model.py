"""What a municipality's catalogue holds, as validated data.

All codes are lower-case kebab-case and are for ever: never renamed, never given a new meaning. What is
no longer used gets a last month (`to`) and, where something took its place, a `successor`.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from app.kit.language import Text
from app.vocabulary.lists import CLOSED_LISTS, PLACES_OUTSIDE
from app.vocabulary.periods import MONTH
from app.vocabulary.states import ABSENT, NO_ANSWER

CODE = r"^[a-z0-9]([a-z0-9-]{0,38}[a-z0-9])?$"
Code = Annotated[str, Field(pattern=CODE)]
Month = Annotated[str, Field(pattern=MONTH)]

LISTS = (
    "arenas", "routes-in", "next-steps", "partners", "themes", "theme-meeting-kinds", "collaboration-kinds",
    "languages", "organisations", "levels", "leader-arenas",
)  # fmt: skip
"""The lists that every catalogue has (`levels` may be empty)."""

ORGANISATION = ("districts", "areas", "home-visiting-programmes", "parenting-programmes")
ALL_LISTS = (*ORGANISATION, *LISTS)

RESERVED = {*ABSENT, NO_ANSWER, *PLACES_OUTSIDE}


class Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Words(Part):
    """A text in both languages of the product."""

    sv: str = Field(min_length=1)
    en: str = Field(min_length=1)

    @property
    def text(self) -> Text:
        return Text(self.sv, self.en)


class Entry(Part):
    """One code with its words and the months in which it may be used (both ends included)."""

    code: Code
    sv: str = Field(min_length=1)
    en: str = Field(min_length=1)
    first: Month | None = Field(default=None, alias="from")
    last: Month | None = Field(default=None, alias="to")
    successor: Code | None = None
    alone: bool = Field(default=False, description="May not be combined with other codes (such as none).")
    common: bool = Field(default=False, description="A language that counts as Swedish or English.")

    @property
    def text(self) -> Text:
        return Text(self.sv, self.en)

    def valid(self, month: str) -> bool:
        return (self.first or "0000-00") <= month <= (self.last or "9999-12")


class Area(Entry):
    district: Code


class HomeVisitingProgramme(Entry):
    district: Code


class ParentingProgramme(Entry):
    run_by: Literal["centrally", "district"]


class Answer(Part):
    code: Code
    text: dict[str, str]
    top: bool = Field(default=False, description="Counts as a yes: the top two of five.")
    value: int | None = None


class Question(Part):
    code: Code
    text: dict[str, str]
    answers: list[Answer] = Field(min_length=2)


class Questionnaire(Part):
    """One version of the questions; a new wording is a new code, and answers keep theirs."""

    code: Code
    activity: Code
    first: Month | None = Field(default=None, alias="from")
    last: Month | None = Field(default=None, alias="to")
    questions: list[Question] = Field(min_length=1)

    def valid(self, month: str) -> bool:
        return (self.first or "0000-00") <= month <= (self.last or "9999-12")


class Labelled(Part):
    label: Words
    help: Words


class ActivityTexts(Part):
    label: Words
    help: Words
    fields: dict[str, Labelled] = {}


class OwnLabelled(Part):
    label: Words | None = None
    help: Words | None = None


class OwnTexts(Part):
    """A municipality's own words: whatever is left out keeps the product's."""

    label: Words | None = None
    help: Words | None = None
    fields: dict[str, OwnLabelled] = {}


class Municipality(Part):
    """A municipality's file, validated. Raises (pydantic) on anything that does not hold together."""

    municipality: Code
    version: int = Field(ge=1, le=9999)
    name: Words
    starts: Month
    figures_start: int = Field(ge=1990, le=2100)
    city: Entry
    districts: list[Entry] = Field(min_length=1)
    areas: list[Area] = Field(min_length=1)
    home_visiting_programmes: list[HomeVisitingProgramme] = []
    parenting_programmes: list[ParentingProgramme] = []
    lists: dict[str, list[Entry]]
    questionnaires: list[Questionnaire]
    texts: dict[str, OwnTexts] = {}

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        problems = list(_contradictions(self))
        if problems:
            raise ValueError("; ".join(problems))
        return self

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

    def codes(self, name: str, month: str | None = None) -> tuple[str, ...]:
        """Codes of a list, those usable in `month` where one is given."""
        return tuple(entry.code for entry in self.entries(name) if month is None or entry.valid(month))

    def text_of(self, name: str, code: str) -> Text | None:
        entry = self.find(name, code)
        return entry.text if entry else None

    @cached_property
    def _questionnaires(self) -> dict[str, Questionnaire]:
        return {one.code: one for one in self.questionnaires}

    def questionnaire(self, code: str) -> Questionnaire | None:
        return self._questionnaires.get(code)

    def questionnaire_in(self, activity: str, month: str) -> Questionnaire | None:
        """The questionnaire that an activity used in a month; the newest where several are valid."""
        valid = [one for one in self.questionnaires if one.activity == activity and one.valid(month)]
        return max(valid, key=lambda one: one.first or "") if valid else None

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


def _contradictions(data: Municipality) -> Iterator[str]:
    missing = [name for name in LISTS if name not in data.lists]
    unknown = [name for name in data.lists if name not in LISTS]
    if missing:
        yield f"lists: missing {', '.join(missing)}"
    if unknown:
        yield f"lists: unknown {', '.join(unknown)}"
    if missing or unknown:
        return
    for name in ALL_LISTS:
        entries = data.entries(name)
        codes = [entry.code for entry in entries]
        yield from (f"{name}: the code {code} is used twice" for code in _repeated(codes))
        yield from (f"{name}: the code {code} is reserved" for code in codes if code in RESERVED)
        for entry in entries:
            if entry.successor and entry.successor not in codes:
                yield f"{name}: {entry.code} has the unknown successor {entry.successor}"
            if entry.successor and not entry.last:
                yield f"{name}: {entry.code} has a successor but no last month (to)"
            if entry.first and entry.last and entry.last < entry.first:
                yield f"{name}: {entry.code} ends before it begins"
    districts = {entry.code: entry for entry in data.districts}
    for entry in data.districts:
        seen = {entry.code}
        at: Entry | None = entry
        while at and at.successor:
            if at.successor in seen:
                yield f"districts: the successors of {entry.code} go round in a circle"
                break
            seen.add(at.successor)
            at = districts.get(at.successor)
    if data.city.code in districts:
        yield f"city: the code {data.city.code} is a district's too"
    placed = [(one.code, one.district) for one in data.areas]
    placed += [(one.code, one.district) for one in data.home_visiting_programmes]
    for code, district in placed:
        if district not in districts:
            yield f"{code} lies in the unknown district {district}"
    yield from (
        f"questionnaires: the code {code} is used twice"
        for code in _repeated(one.code for one in data.questionnaires)
    )
    for one in data.questionnaires:
        yield from (
            f"{one.code}: the question {code} is there twice"
            for code in _repeated(question.code for question in one.questions)
        )
        for question in one.questions:
            yield from (
                f"{one.code}.{question.code}: the answer {code} is there twice"
                for code in _repeated(answer.code for answer in question.answers)
            )
            for texts in (question.text, *(answer.text for answer in question.answers)):
                if not {"sv", "en"} <= texts.keys():
                    yield f"{one.code}.{question.code}: needs its text in sv and en"


def _repeated(codes: Iterable[str]) -> list[str]:
    seen: set[str] = set()
    return [code for code in codes if code in seen or seen.add(code)]  # type: ignore[func-returns-value]


class ProductTexts(Part):
    """`texts.yaml`: labels and help of every field, words of the product's own closed lists."""

    activities: dict[str, ActivityTexts]
    vocabulary: dict[str, dict[str, Words]]

    @model_validator(mode="after")
    def _names_every_code(self) -> Self:
        for name, codes in CLOSED_LISTS.items():
            missing = set(codes) - self.vocabulary.get(name, {}).keys()
            if missing:
                raise ValueError(f"vocabulary.{name}: no words for {', '.join(sorted(missing))}")
        return self
