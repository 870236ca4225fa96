"""Parents' answers to a counselling session's questions: all of them, and mothers' and fathers' apart."""

from collections.abc import Iterator
from dataclasses import replace

from app.catalogue.model import Question
from app.kit.language import Text
from app.reports.district_columns import by_district
from app.reports.document import BarSeries, GridColumn, GridRow, GroupedBars, Panel
from app.reports.figure_book import FigureBook
from app.reports.panels import SHARE, distribution, parts_of, value_bar
from app.reports.phrases.answers import mean_answer, positive_answers
from app.reports.report_cells import cell, number_cell
from app.reports.report_figures import FigureRequest, ReportFigure, TitledFigure, measured
from app.reports.words import ChapterWords
from app.tables.categories import is_state

SESSION = "counselling-session"
AT_SESSIONS = {"activity": SESSION}
_WORDS = ChapterWords(__file__)
_ANSWERS, _BY_PARENT, _BY_DISTRICT = map(_WORDS.panel, ("answers", "by-parent", "positive-by-district"))
_MEAN, _POSITIVE, _BASE, _ALL = _WORDS["mean"], _WORDS["positive"], _WORDS["base"], _WORDS["all"]
PARENTS = tuple((code, _WORDS[code]) for code in ("mother", "father", "other-adult"))


def questions(book: FigureBook, activity: str) -> list[tuple[str, Text]]:
    """The questions that were asked in the span, in the newest wording."""
    asked = book.data.asked(activity, book.period.span.first, book.period.span.last)
    return [(code, Text(one.text["sv"], one.text["en"])) for code, one in asked.items()]


def question_of(book: FigureBook, activity: str, code: str) -> Question | None:
    return book.data.asked(activity, last=book.period.span.last).get(code)


def summarised(
    book: FigureBook, table: str, activity: str, question: str, label: Text, /, **at: str
) -> TitledFigure:
    """The one figure of a question: the share of positive answers, or the mean of a scale."""
    asked = question_of(book, activity, question)
    what = _MEAN if asked and asked.scaled else _POSITIVE
    title = Text(f"{what.sv}{label.sv}", f"{what.en}{label.en}")
    if asked and asked.scaled:
        return measured(title, table, "rating", "mean", question=question, **at)
    return measured(title, table, "positive", "percent", question=question, **at)


def in_words(book: FigureBook, table: str, activity: str, question: str, /, **at: str) -> str:
    """What was answered to a question, in a sentence; empty where nobody answered."""
    asked = question_of(book, activity, question)
    found = book.figure(summarised(book, table, activity, question, Text("", ""), **at).spec)
    if asked is None or found is None or found.ratio is None:
        return ""
    if not asked.scaled:
        return positive_answers(found.ratio, book.language)
    if found.mean is None:
        return ""
    return mean_answer(found.mean, found.ratio.base, *asked.scale, None, book.language)


def answers_of(book: FigureBook, activity: str, question: str) -> set[str]:
    """The codes of a question's answers."""
    return {
        answer.code
        for questionnaire in book.data.questionnaires
        if questionnaire.activity == activity
        for each in questionnaire.questions
        if each.code == question
        for answer in each.answers
    }


def panels(book: FigureBook) -> Iterator[Panel | None]:
    """Of each question all answers, and those of mothers and fathers apart; the first by district."""
    asked = questions(book, SESSION)
    for code, words in asked:
        yield _answers(book, code, words)
        yield _by_parent(book, code, words)
    if asked:
        yield _top_by_district(book, *asked[0])


def _answers(book: FigureBook, question: str, words: Text) -> Panel | None:
    said = in_words(book, "helpfulness", SESSION, question, **AT_SESSIONS)
    at = {**AT_SESSIONS, "question": question}
    parts = parts_of(book, "helpfulness", "answers", "answer", ordered=True, at=at)
    there = answers_of(book, SESSION, question)
    rows = tuple(row for row in parts.rows if row[0].code in there or is_state(row[0].code))
    own = replace(_ANSWERS, id=f"answers-{question}", title=words)
    return distribution(book, own, replace(parts, rows=rows), (said,), say_most=False)


def _by_parent(book: FigureBook, question: str, words: Text) -> Panel | None:
    """The answers of mothers, fathers and other adults apart; shares within each."""
    if not book.has("helpfulness", "answers", "respondent"):
        return None
    there = answers_of(book, SESSION, question)
    answers = [category for category in book.categories("helpfulness", "answer") if category.code in there]
    every = {code: [_given(book, question, answer.code, code) for answer in answers] for code, _ in PARENTS}
    who = [(code, name) for code, name in PARENTS if (first := every[code][0]) and first.base]
    if not who:
        return None
    columns, bases, drawn = [], [], []
    for code, name in who:
        columns.append(GridColumn(code, book.t(name)))
        columns.append(GridColumn(f"{code}-share", f"{book.t(name)}, {book.t(SHARE).lower()}", "percent"))
        first = every[code][0]
        if first and first.base is not None:
            bases.append(f"{book.t(name).lower()} ({number_cell(first.base, book.language).shown})")
        if first and first.ratio and not first.ratio.few:
            bars = tuple(value_bar(book, "", one) for one in every[code])
            drawn.append(BarSeries(book.t(name), bars))
    rows = []
    for index, answer in enumerate(answers):
        cells = []
        for code, _ in who:
            figure = every[code][index]
            cells.append(number_cell(figure.value, book.language) if figure else cell(None, book.language))
            cells.append(cell(figure, book.language))
        rows.append(GridRow(book.t(answer.text), tuple(cells)))
    labels = tuple(book.t(one.text) for one in answers)
    return replace(_BY_PARENT, id=f"answers-{question}-by-parent").panel(
        book,
        columns,
        rows,
        source=book.source_line("helpfulness"),
        base=book.t(_BASE).format(bases=", ".join(bases).capitalize()),
        chart=GroupedBars(labels, tuple(drawn), percent=True) if len(drawn) > 1 else None,
        fill={"question": book.t(words)},
    )


def _given(book: FigureBook, question: str, answer: str, respondent: str) -> ReportFigure | None:
    """The share of one answer among a mother's, a father's or another adult's answers to a question."""
    at = {**AT_SESSIONS, "question": question, "answer": answer, "respondent": respondent}
    return book.figure(FigureRequest("helpfulness", "answers", "percent", at))


def _top_by_district(book: FigureBook, question: str, words: Text) -> Panel | None:
    """The highest grade of mothers and of fathers, district by district."""
    columns = [summarised(book, "helpfulness", SESSION, question, _ALL, **AT_SESSIONS)]
    asked = question_of(book, SESSION, question)
    if asked and asked.best and book.has("helpfulness", "answers", "respondent"):
        top = asked.best
        for code, name in PARENTS[:2]:
            at = {**AT_SESSIONS, "question": question, "answer": top.code, "respondent": code}
            label = Text(f"{name.sv}: ”{top.text['sv']}”", f"{name.en}: “{top.text['en']}”")
            columns.append(measured(label, "helpfulness", "answers", "percent", **at))
    what = _MEAN if columns[0].spec.value == "mean" else _POSITIVE
    return by_district(book, _BY_DISTRICT, columns, fill={"what": book.t(what), "question": book.t(words)})
