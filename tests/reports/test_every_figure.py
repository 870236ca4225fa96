"""Whole reports of one figure everywhere: none, one, two, few, huge, missing, withheld; and nothing false."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

import pytest

from app.catalogue.catalogue import Catalogue, load
from app.catalogue.contradictions import contradictions
from app.catalogue.model import AnswerChoice, Municipality, Question
from app.kit.language import Language, Text
from app.release.storage.frozen_table import FrozenTable, Mark
from app.reports.bounded_figures import ends_of
from app.reports.document import Report
from app.reports.figure_book import ReportScope
from app.reports.figure_source import WITHHELD_NOTE, Edition
from app.reports.live_source import SPLITS, empty
from app.reports.report_assembly import make
from app.reports.report_periods import ReportPeriod
from app.tables.registry import BY_ID
from tests.reports.test_phrases import wrong_with

Fill = Callable[[int], int | Mark]


class Filled:
    """A source in which every count is what `fill` says of its place."""

    edition: Edition = "working"
    said: tuple[Text, ...] = ()

    def __init__(self, catalogue: Catalogue, fill: Fill, threshold: int | None = None) -> None:
        self._catalogue, self._fill, self._threshold = catalogue, fill, threshold
        self._made: dict[tuple[str, str], FrozenTable] = {}

    def table(self, id_: str, period: str) -> FrozenTable:
        if (id_, period) not in self._made:
            table = BY_ID[id_]
            by = frozenset(("district", *SPLITS.get(id_, table.usual)))
            bare = empty(table, by, self._catalogue, period)
            measures = [
                replace(one, values=tuple(self._fill(place) for place in range(len(one.values))))
                for one in bare.measures
            ]
            self._made[id_, period] = replace(bare, measures=tuple(measures))
        return self._made[id_, period]

    def split(self, id_: str, period: str, by: tuple[str, ...]) -> None:
        del id_, period, by

    def ends(self, id_: str, period: str) -> tuple[FrozenTable, FrozenTable] | None:
        if self._threshold is None:
            return None
        return ends_of(replace(self.table(id_, period), rounded=self._threshold))

    @property
    def thresholds(self) -> Mapping[str, int]:
        return {} if self._threshold is None else {period: self._threshold for _, period in self._made}

    def state(self, id_: str, period: str) -> Text:
        del id_, period
        return Text("Perioden är låst.", "The period is locked.")

    def origin(self, id_: str, period: str) -> Text:
        del id_, period
        return Text("låst", "locked")


FILLS: dict[str, Fill] = {
    "none": lambda _place: 0,
    "one": lambda _place: 1,
    "two": lambda _place: 2,
    "few": lambda _place: 7,
    "some": lambda _place: 412,
    "huge": lambda _place: 9_999_999,
    "missing": lambda _place: "missing",
    "withheld": lambda _place: "withheld",
    "now and then": lambda place: "withheld" if place % 3 == 0 else "missing" if place % 3 == 1 else 5,
}


def _note_of_dots(report: Report) -> str:
    """The note of what two dots mean, which begins with them."""
    return WITHHELD_NOTE.of(report.language)


def _texts(report: Report) -> Iterator[tuple[str, str]]:
    yield from (("summary", line) for line in report.summary)
    yield from (("about", line) for line in report.about)
    for chapter in report.chapters:
        yield from ((chapter.id, line) for line in chapter.introduction)
        for panel in chapter.panels:
            # Two dots in brackets stand for a number that is not shown.
            lines = [line.replace("(..)", "(5)") for line in (*panel.sentences, *panel.notes, panel.base)]
            told = _note_of_dots(report)
            yield from ((panel.id, line) for line in lines if line and line != told)


def _cells(report: Report) -> Iterator[tuple[str, str, str]]:
    for panel in report.panels:
        for row in panel.grid.rows:
            yield from ((panel.id, row.label, cell.shown) for cell in row.cells)


def _made(
    catalogue: Catalogue,
    fill: Fill,
    district: str,
    language: Language,
    period: str = "2019-T2",
    threshold: int | None = None,
) -> Report:
    return make(
        Filled(catalogue, fill, threshold),
        catalogue,
        ReportScope(ReportPeriod.parse(period), district, language),
    )


ROUNDED = {name: FILLS[name] for name in ("none", "few", "some", "huge", "missing")}


@pytest.mark.parametrize(
    ("fill", "threshold"),
    [*((one, None) for one in FILLS.values()), *((one, 5) for one in ROUNDED.values())],
    ids=[*FILLS, *(f"{name}, as published" for name in ROUNDED)],
)
def test_nothing_is_false_whatever_the_figures(
    fill: Fill, threshold: int | None, stockholm_catalogue: Catalogue
) -> None:
    asked: tuple[tuple[str, Language], ...] = (("stockholm", "sv"), ("farsta", "en"), ("stockholm", "en"))
    for district, language in asked:
        report = _made(stockholm_catalogue, fill, district, language, threshold=threshold)
        wrong = [
            (place, text, what)
            for place, text in _texts(report)
            # A note may name something first, as it is written.
            if (what := wrong_with(text, language)) and "begin or end" not in what
        ]
        assert not wrong, wrong[:3]
        for panel, row, shown in _cells(report):
            assert not re.search(r"None|nan|Decimal|\d{5,}", shown), (panel, row, shown)
            for number in re.findall(r"(\d[\d,.]*) %", shown):
                assert float(number.replace(",", ".")) <= 100, (panel, row, shown)


def test_a_share_is_not_withheld_in_one_place_and_told_in_another(stockholm_catalogue: Catalogue) -> None:
    report = _made(stockholm_catalogue, FILLS["withheld"], "stockholm", "sv")
    told = [text for _, text in _texts(report) if "kan tillsammans bli" not in text]
    assert not [text for text in told if re.search(r"\d (procent|av \d)", text)]


# ------------------------------------------------------------------------------------- questions on a scale


def _asking(catalogue: Catalogue, change: Callable[[Question], Question]) -> Catalogue:
    """The catalogue with other answers to every question."""
    data = catalogue.municipality
    asked = [
        one.model_copy(update={"questions": [change(each) for each in one.questions]})
        for one in data.questionnaires
    ]
    # Anew, not copied: a copy would keep what was looked up in the old ones.
    fresh = Municipality.model_validate(
        {**{name: getattr(data, name) for name in Municipality.model_fields}, "questionnaires": asked}
    )
    return replace(catalogue, municipality=fresh)


def _scaled(question: Question) -> Question:
    answers = [
        one.model_copy(update={"top": False, "value": place}) for place, one in enumerate(question.answers)
    ]
    return question.model_copy(update={"answers": answers})


def test_a_question_on_a_scale_gets_its_mean_and_never_a_share_of_a_yes() -> None:
    catalogue = _asking(load("stockholm"), _scaled)
    assert not list(contradictions(catalogue.municipality))
    report = _made(catalogue, FILLS["some"], "stockholm", "sv")
    said = [text for _, text in _texts(report)]
    assert not any("positiv" in text.lower() for text in said)
    assert any(
        text.startswith("Medelvärdet på frågan ”Har samtalet") and "på skalan 0–4 (" in text
        for text in report.summary
    )
    assert any(text.startswith("Medelvärdet är 2,0 på skalan 0–4") for text in said)
    labels = [row.label for panel in report.panels for row in panel.grid.rows]
    assert any(label.startswith("Medelvärde: ") for label in labels)
    assert not any("ositiva svar" in label for label in labels)


def _answers(**marks: list[object]) -> Callable[[Question], Question]:
    def change(question: Question) -> Question:
        answers: list[AnswerChoice] = []
        for place, one in enumerate(question.answers):
            fields = {name: values[place % len(values)] for name, values in marks.items()}
            answers.append(one.model_copy(update={"top": False, "value": None, **fields}))
        return question.model_copy(update={"answers": answers})

    return change


@pytest.mark.parametrize(
    ("change", "what"),
    [
        (_answers(), "mark the answers that count as a yes"),
        (_answers(top=[True]), "all answers count as a yes"),
        (_answers(value=[1, None]), "some answers have a point"),
        (_answers(value=[3]), "all answers have the same point"),
    ],
)
def test_a_question_that_no_report_could_tell_is_refused(
    change: Callable[[Question], Question], what: str
) -> None:
    data: Municipality = _asking(load("stockholm"), change).municipality
    found = list(contradictions(data))
    questions = sum(len(one.questions) for one in data.questionnaires)
    assert len(found) == questions
    assert all(what in text and place[-1] == "answers" for place, text in found)
