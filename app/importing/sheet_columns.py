"""How an activity's record is laid out in the columns of a spreadsheet, from the schema and the catalogue.

- First what the record is filed under: an optional `id`, or a return's own key (district and period).
- Then one column a field, named as the field. Several codes stand in one cell, separated by a space.
- Answers: `answer1_respondent`, `answer1_questionnaire`, then a column a question (`answer1_helpful`), and
  the same for `answer2_`... The template has four respondents; a file may have up to sixty.
- The open preschool's yearly survey: one column for each answer that can be counted, named
  `survey_<questionnaire>_<question>_<answer>`, since a count has to be seen beside its answer.
- Programme figures: one row a programme, with `leaders_<arena>` for its group leaders. Rows of the same
  district and year follow each other and make one return.

Codes never contain an underscore, so that a header can be read in one way only.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Literal

from pydantic.fields import FieldInfo

from app.activities.activity import Activity, kinds_of
from app.activities.kinds import CodeOf, CodesOf, FieldKind, HundredthsOf, NumberOf
from app.activities.programme_figures import LeaderCount, ProgrammeYear
from app.activities.record import MOST_RESPONDENTS
from app.catalogue.catalogue import Catalogue
from app.catalogue.model import LISTS, Municipality, Question, Questionnaire
from app.catalogue.yaml_files import CatalogueError
from app.importing.cell_reader import Reading
from app.vocabulary.states import DOES_NOT_APPLY, NOT_ASKED

TEMPLATE_RESPONDENTS = 4

Part = Literal["key", "field", "answer", "survey", "item", "leaders"]
"""Which part of the record a column belongs to; `item` is a row of its own within a return."""


@dataclass(frozen=True)
class SheetColumn:
    """One column: its header, and where its cells go."""

    header: str
    part: Part
    name: str
    """The field, or for an answer `respondent`, `questionnaire` or the question's code."""
    reading: Reading = "text"
    kind: FieldKind | None = None
    slot: int = 0
    """Which respondent."""
    codes: tuple[str, ...] = ()
    """Of a survey's column its questionnaire, question and answer; of a leaders' column its arena."""
    questions: tuple[Question, ...] = ()
    """What an answer's or a survey's column is about, the newest version first."""
    needed: bool = True
    """Whether a file must have it: older files lack what is asked since."""


@dataclass(frozen=True)
class SheetLayout:
    """An activity's columns: those of the template in order, and those that a file may have besides."""

    activity: Activity
    template: tuple[SheetColumn, ...]
    further: tuple[SheetColumn, ...] = field(repr=False)

    @property
    def grouped(self) -> bool:
        """Whether several rows make one record."""
        return any(column.part == "item" for column in self.template)

    @cached_property
    def by_header(self) -> dict[str, SheetColumn]:
        return {column.header: column for column in (*self.template, *self.further)}


def layout(activity: Activity, catalogue: Catalogue) -> SheetLayout:
    """Raises `TypeError` for a field whose shape has no columns yet, and `CatalogueError` where the codes of
    the catalogue's questions would give two columns one header."""
    data = catalogue.municipality
    questionnaires = sorted(
        questionnaires_of(activity, data), key=lambda questionnaire: questionnaire.first or "", reverse=True
    )
    template: list[SheetColumn] = list(_keys(activity, data))
    further: list[SheetColumn] = (
        [SheetColumn("hash", "key", "hash", needed=False)] if activity.keyed_by_id else []
    )
    for name, info in activity.schema.model_fields.items():
        child = activity.children.get(name)
        if child is None or child.shape in ("codes", "numbers"):
            kind = activity.kinds.get(name)
            column = SheetColumn(name, "field", name, _reading(name, kind), kind)
            if not info.is_required() and _without_codes(kind, data):
                further.append(replace(column, needed=False))
            else:
                template.append(replace(column, needed=info.default != NOT_ASKED))
        elif child.shape == "answers":
            for column, shown in _answers(questionnaires):
                (template if shown else further).append(column)
        elif name == "survey":
            for questionnaire in questionnaires:
                (template if questionnaire is questionnaires[0] else further).extend(_survey(questionnaire))
        elif name == "programmes":
            template += _items()
        elif name == "leaders":
            template += _leaders(data)
        else:
            raise TypeError(f"{activity.name}.{name}: no columns for such a field")
    columns = SheetLayout(activity, tuple(template), tuple(further))
    if len(columns.by_header) != len(template) + len(further):
        where = f"questionnaires of {activity.name}"
        raise CatalogueError(f"{where}: a question may not be called respondent or questionnaire")
    return columns


def has_no_default(info: FieldInfo, states: Sequence[str]) -> bool:
    """Whether a blank cell does not mean the default. A column that older files lack was asked where it
    is there: blank is not "not asked"."""
    return info.is_required() or (info.default == NOT_ASKED and DOES_NOT_APPLY not in states)


KEY_KINDS: dict[str, CodeOf] = {
    "district": CodeOf("districts", states=()),
    "programme": CodeOf("home-visiting-programmes", states=()),
}


def _keys(activity: Activity, data: Municipality) -> Iterator[SheetColumn]:
    if activity.keyed_by_id:
        yield SheetColumn("id", "key", "id", needed=False)
        return  # `hash` is in the files that are handed back, and not in the template
    for name in activity.key:
        kind = KEY_KINDS.get(name)
        if name == "district" and activity.of_whole_city:
            kind = CodeOf("districts", states=(), extra=(data.city.code,))
        yield SheetColumn(name, "key", name, "number" if name == "year" else "text", kind)


def _reading(name: str, kind: FieldKind | None) -> Reading:
    if isinstance(kind, CodesOf):
        return "codes"
    if isinstance(kind, HundredthsOf):
        return "mean"
    return "number" if isinstance(kind, NumberOf) or name == "catalogue_version" else "text"


def _without_codes(kind: FieldKind | None, data: Municipality) -> bool:
    """A list that the municipality leaves empty: it does not use the field."""
    return isinstance(kind, CodeOf) and kind.list in LISTS and not data.entries(kind.list)


def questionnaires_of(activity: Activity, data: Municipality) -> list[Questionnaire]:
    """In the catalogue's order."""
    return [questionnaire for questionnaire in data.questionnaires if questionnaire.activity == activity.name]


def _answers(questionnaires: Sequence[Questionnaire]) -> Iterator[tuple[SheetColumn, bool]]:
    """The columns of all respondents, and whether the template has each: the newest questions of the first
    few respondents. `questionnaires` come newest first."""
    newest = {question.code for questionnaire in questionnaires[:1] for question in questionnaire.questions}
    asked: dict[str, list[Question]] = defaultdict(list)
    for question in (question for questionnaire in questionnaires for question in questionnaire.questions):
        asked[question.code].append(question)
    for slot in range(1, MOST_RESPONDENTS + 1):
        for name, questions in (("respondent", ()), ("questionnaire", ()), *asked.items()):
            column = SheetColumn(
                f"answer{slot}_{name}", "answer", name, slot=slot, questions=tuple(questions), needed=False
            )
            yield column, slot <= TEMPLATE_RESPONDENTS and (not questions or name in newest)


def _survey(questionnaire: Questionnaire) -> Iterator[SheetColumn]:
    for question in questionnaire.questions:
        for answer in question.answers:
            codes = (questionnaire.code, question.code, answer.code)
            header = "_".join(("survey", *codes))
            yield SheetColumn(
                header, "survey", "survey", "number", codes=codes, questions=(question,), needed=False
            )


def _items() -> Iterator[SheetColumn]:
    kinds: dict[str, Any] = dict(kinds_of(ProgrammeYear))
    for name in ProgrammeYear.model_fields:
        yield SheetColumn(name, "item", name, _reading(name, kinds.get(name)), kinds.get(name))


def _leaders(data: Municipality) -> Iterator[SheetColumn]:
    arena = kinds_of(LeaderCount)["arena"]
    number = kinds_of(LeaderCount)["leaders"]
    for code in (*data.codes("leader-arenas"), *arena.states):
        yield SheetColumn(
            f"leaders_{code}", "leaders", "leaders", "number", number, codes=(code,), needed=False
        )
