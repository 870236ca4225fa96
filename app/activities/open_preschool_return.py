"""Open preschool return (öppna förskolan): each tertial per district; yearly two user questions.

Source: half-time report, chapter "Öppna förskolan" and "Att följa upp det tidiga föräldraskapsstödet".
The user questions come from the open preschools' own surveys, as numbers of answers.
"""

from collections import Counter
from collections.abc import Iterator
from typing import Annotated

from pydantic import Field
from sqlalchemy import Table
from sqlmodel import SQLModel

from app.activities import children, return_columns
from app.activities.activity import Activity
from app.activities.kinds import NumberOf
from app.activities.record import Content, QuestionCode, Return
from app.catalogue import columns
from app.catalogue.catalogue import Catalogue
from app.catalogue.columns import WITHOUT_ROWID, kept, metadata
from app.catalogue.model import Municipality
from app.kit.faults import Fault
from app.kit.language import Text
from app.vocabulary.classification import Retention
from app.vocabulary.lists import WAYS

MOST_PLACES = 200
MOST_HOURS = 2000
MOST_VISITS = 1_000_000


class SurveyCount(Content):
    """How many gave one answer to one question."""

    questionnaire: QuestionCode
    question: QuestionCode
    answer: QuestionCode
    number: Annotated[int, NumberOf(MOST_VISITS, states=())]


class OpenPreschoolReturn(Return):
    """One district's open preschools in one tertial."""

    own_run: Annotated[int | str, NumberOf(MOST_PLACES)] = Field(
        description="Open preschools run by the city itself."
    )
    opening_hours: Annotated[int | str, NumberOf(MOST_HOURS)] = Field(
        description="Opening hours per week of those that the city runs, all together."
    )
    run_by_others: Annotated[int | str, NumberOf(MOST_PLACES)]
    introduction_preschools: Annotated[int | str, NumberOf(MOST_PLACES)]
    visits_women: Annotated[int | str, NumberOf(MOST_VISITS, group="visits", role="woman")]
    visits_men: Annotated[int | str, NumberOf(MOST_VISITS, group="visits", role="man")]
    visits_other_adults: Annotated[int | str, NumberOf(MOST_VISITS, group="visits", role="other")] = Field(
        description="Visits by adults of another gender, or whose gender was not counted."
    )
    visits_children: Annotated[int | str, NumberOf(MOST_VISITS, group="visits", role="child")]
    turned_away: Annotated[int | str, NumberOf(MOST_VISITS)] = Field(
        description="Times that parents were turned away."
    )
    survey: list[SurveyCount] = Field(
        default=[],
        max_length=100,
        description="Yearly: answers to the two user questions; empty in other tertials.",
    )


class OpenPreschoolReturnRow(SQLModel, table=True):
    """`open_preschool_return`: one row a district and tertial."""

    __tablename__ = "open_preschool_return"
    __table_args__ = (
        columns.agree("own_run", "own_run_state"),
        columns.agree("opening_hours", "opening_hours_state"),
        columns.agree("run_by_others", "run_by_others_state"),
        columns.agree("introduction_preschools", "introduction_preschools_state"),
        columns.agree("turned_away", "turned_away_state"),
        WITHOUT_ROWID,
    )

    district: str = kept(return_columns.district_key())
    tertial: str = kept(return_columns.tertial_key())
    catalogue_version: int = kept(return_columns.version())
    content_hash: bytes = kept(return_columns.hash_())
    own_run: int | None = kept(
        return_columns.count("own_run", "open preschools run by the city", "supply of support", MOST_PLACES)
    )
    own_run_state: str = kept(return_columns.state("own_run", "the number"))
    opening_hours: int | None = kept(
        return_columns.count("opening_hours", "opening hours per week", "supply of support", MOST_HOURS)
    )
    opening_hours_state: str = kept(return_columns.state("opening_hours", "the opening hours"))
    run_by_others: int | None = kept(
        return_columns.count("run_by_others", "run by others", "supply of support", MOST_PLACES)
    )
    run_by_others_state: str = kept(return_columns.state("run_by_others", "the number"))
    introduction_preschools: int | None = kept(
        return_columns.count(
            "introduction_preschools", "introduction preschools", "supply of support", MOST_PLACES
        )
    )
    introduction_preschools_state: str = kept(return_columns.state("introduction_preschools", "the number"))
    turned_away: int | None = kept(
        return_columns.count("turned_away", "times parents were turned away", "unmet need", MOST_VISITS)
    )
    turned_away_state: str = kept(return_columns.state("turned_away", "the number"))


_of = return_columns.by_district_and_tertial("open_preschool_return")
VISITS = _of.numbers(
    "visit", ("woman", "man", "other", "child"), "visits", "women and men apart", most=MOST_VISITS
)
SURVEY = _of.rows(
    "survey",
    columns.code(
        "questionnaire",
        "questionnaires",
        "version of the questions",
        "wording matters",
        until=Retention.REPLACED,
        key=True,
    ),
    columns.code(
        "question",
        "questions",
        "question",
        "parents' view of the support",
        until=Retention.REPLACED,
        key=True,
    ),
    columns.code(
        "answer", "answers", "answer", "parents' view of the support", until=Retention.REPLACED, key=True
    ),
    columns.number(
        "number",
        "number of such answers",
        "parents' view of the support",
        most=MOST_VISITS,
        until=Retention.REPLACED,
    ),
)

_VIEW = "parents' view of the support"
COUNTS = Table(
    "open_preschool_answer",
    metadata,
    return_columns.district_key(),
    return_columns.tertial_key(),
    columns.code("questionnaire", "questionnaires", "version of the questions", "wording matters", key=True),
    columns.code("question", "questions", "question", _VIEW, key=True),
    columns.code("answer", "answers", "answer", _VIEW, key=True),
    columns.choice("way", WAYS, "how the answers came in", "to see what raises the response rate", key=True),
    columns.number("number", "number of such answers", _VIEW, most=MOST_VISITS),
    **WITHOUT_ROWID,
)
"""`open_preschool_answer`: answers by poster, counted as they come; the return's own survey stands apart."""
BESIDE = {
    children.COUNTS: COUNTS,
    children.POSTERS: children.poster(
        "open_preschool",
        columns.code(
            "district",
            "districts",
            "district that is asked about",
            "to count them there",
            until=Retention.EXPIRED,
        ),
        columns.tertial(
            "tertial", "tertial that is asked about", "to count them there", until=Retention.EXPIRED
        ),
    ),
}


def _rules(record: OpenPreschoolReturn, catalogue: Catalogue) -> Iterator[Fault]:
    seen = Counter((row.questionnaire, row.question, row.answer) for row in record.survey)
    for index, row in enumerate(record.survey):
        questionnaire = catalogue.municipality.questionnaire(row.questionnaire)
        if questionnaire is None or questionnaire.activity != "open-preschool-return":
            allowed = tuple(
                one.code
                for one in catalogue.municipality.questionnaires
                if one.activity == "open-preschool-return"
            )
            yield Fault(f"survey.{index}.questionnaire", "unknown-questionnaire", allowed=allowed)
            continue
        questions = {question.code: question for question in questionnaire.questions}
        if row.question not in questions:
            yield Fault(f"survey.{index}.question", "unknown-question", allowed=tuple(questions))
        elif row.answer not in (answers := tuple(one.code for one in questions[row.question].answers)):
            yield Fault(f"survey.{index}.answer", "unknown-answer", allowed=answers)
        if seen[row.questionnaire, row.question, row.answer] > 1:
            yield Fault(f"survey.{index}", "row-twice")
    if record.own_run == 0 and isinstance(record.opening_hours, int) and record.opening_hours > 0:
        right = Text(
            "Utan egna öppna förskolor är timmarna 0.", "Without own open preschools the hours are 0."
        )
        yield Fault("opening_hours", "does-not-add-up", right)


ACTIVITY = Activity(
    name="open-preschool-return",
    path="open-preschool-returns",
    term=Text("Öppna förskolans tertialrapport", "Open preschool return"),
    schema=OpenPreschoolReturn,
    table=OpenPreschoolReturnRow.__table__,  # type: ignore[attr-defined]
    period="tertial",
    children={"visits": VISITS, "survey": SURVEY},
    beside=BESIDE,
    rules=(_rules,),
    key=("district", "tertial"),
    filed_by="coordinator",
    has=Municipality.has_open_preschools,
)
