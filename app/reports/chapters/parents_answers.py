"""Parents' answers to a counselling session's questions: all of them, and mothers' and fathers' apart."""

from app.catalogue.model import Question
from app.kit.language import Text
from app.reports.book import Book
from app.reports.cells import cell, number_cell
from app.reports.document import Column, Grid, Grouped, Panel, Row, Series
from app.reports.figures import Figure, Spec
from app.reports.panels import SHARE, Parts, distribution, parts_of, value_bar
from app.reports.phrases.answers import mean_answer, positive_answers
from app.reports.side_by_side import Measured, by_district
from app.tables.categories import is_state

SESSION = "counselling-session"


AT_SESSIONS = {"activity": SESSION}


PARENTS = (
    ("mother", Text("Mammor", "Mothers")),
    ("father", Text("Pappor", "Fathers")),
    ("other-adult", Text("Andra vuxna", "Other adults")),
)


def questions(book: Book, activity: str) -> list[tuple[str, Text]]:
    """The questions that were asked in the span, in the newest wording."""
    asked = book.data.asked(activity, book.period.span.first, book.period.span.last)
    return [(code, Text(one.text["sv"], one.text["en"])) for code, one in asked.items()]


def question_of(book: Book, activity: str, code: str) -> Question | None:
    return book.data.asked(activity, last=book.period.span.last).get(code)


def summarised(book: Book, table: str, activity: str, question: str, label: Text, /, **at: str) -> Measured:
    """The one figure of a question: the share of positive answers, or the mean of a scale."""
    asked = question_of(book, activity, question)
    cell_at = {**at, "question": question}
    if asked and asked.scaled:
        mean = Text(f"Medelvärde{label.sv}", f"Mean{label.en}")
        return Measured(mean, table, "rating", "mean", cell_at)
    share = Text(f"Positiva svar{label.sv}", f"Positive answers{label.en}")
    return Measured(share, table, "positive", "percent", cell_at)


def in_words(book: Book, table: str, activity: str, question: str, /, **at: str) -> str:
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


def answers(book: Book, question: str, words: Text) -> Panel | None:
    said = [in_words(book, "helpfulness", SESSION, question, **AT_SESSIONS)]
    return distribution(
        book,
        f"answers-{question}",
        words,
        _asked(book, question),
        rows_are=Text("Svar", "Answer"),
        table="helpfulness",
        sentences=said,
        say_most=False,
    )


def _asked(book: Book, question: str) -> Parts:
    parts = parts_of(
        book, "helpfulness", "answers", "answer", ordered=True, at={**AT_SESSIONS, "question": question}
    )
    there = answers_of(book, SESSION, question)
    return Parts(tuple(one for one in parts.rows if one[0].code in there or is_state(one[0].code)))


def answers_of(book: Book, activity: str, question: str) -> set[str]:
    """The codes of a question's answers."""
    return {
        answer.code
        for one in book.data.questionnaires
        if one.activity == activity
        for each in one.questions
        if each.code == question
        for answer in each.answers
    }


def by_parent(book: Book, question: str, words: Text) -> Panel | None:
    """The answers of mothers, fathers and other adults apart; shares within each."""
    if not book.has("helpfulness", "answers", "respondent"):
        return None
    there = answers_of(book, SESSION, question)
    answers = [one for one in book.categories("helpfulness", "answer") if one.code in there]
    who = [
        (code, name)
        for code, name in PARENTS
        if (first := given(book, question, answers[0].code, code)) and first.base
    ]
    if not who:
        return None
    columns = []
    for code, name in who:
        columns += [
            Column(code, book.t(name)),
            Column(f"{code}-share", f"{book.t(name)}, {book.t(SHARE).lower()}", "percent"),
        ]
    rows = []
    for answer in answers:
        cells = []
        for code, _ in who:
            figure = given(book, question, answer.code, code)
            cells += [
                number_cell(figure.value, book.language) if figure else cell(None, book.language),
                cell(figure, book.language),
            ]
        rows.append(Row(book.t(answer.text), tuple(cells)))
    drawn = [
        (code, name)
        for code, name in who
        if (f := given(book, question, answers[0].code, code)) and f.ratio and not f.ratio.few
    ]
    chart = None
    if len(drawn) > 1:
        chart = Grouped(
            tuple(book.t(one.text) for one in answers),
            tuple(
                Series(
                    book.t(name),
                    tuple(value_bar(book, "", given(book, question, one.code, code)) for one in answers),
                )
                for code, name in drawn
            ),
            percent=True,
        )
    bases = [
        f"{book.t(name).lower()} ({number_cell(found.base, book.language).shown})"
        for code, name in who
        if (found := given(book, question, answers[0].code, code)) and found.base is not None
    ]
    return Panel(
        f"answers-{question}-by-parent",
        book.say(f"Mammor och pappor var för sig: {words.sv}", f"Mothers and fathers apart: {words.en}"),
        Grid(book.say("Svar", "Answer"), tuple(columns), tuple(rows)),
        (),
        book.say(
            f"Bas: svar på frågan. {', '.join(bases).capitalize()}.",
            f"Base: answers to the question. {', '.join(bases).capitalize()}.",
        ),
        book.source_line("helpfulness"),
        (
            book.say(
                "Om skillnaden är större än slumpen prövas i kapitlet Jämställdhetsanalys.",
                "Whether the difference is larger than chance is tested in the gender equality analysis.",
            ),
        ),
        chart,
    )


def given(book: Book, question: str, answer: str, respondent: str) -> Figure | None:
    """The share of one answer among a mother's, a father's or another adult's answers to a question."""
    at = {**AT_SESSIONS, "question": question, "answer": answer, "respondent": respondent}
    return book.figure(Spec("helpfulness", "answers", "percent", at))


def top_by_district(book: Book, question: str, words: Text) -> Panel | None:
    """The highest grade of mothers and of fathers, district by district."""
    columns = []
    if book.has("helpfulness", "answers", "respondent"):
        asked = book.data.asked(SESSION, last=book.period.span.last).get(question)
        top = asked.best if asked else None
        for code, name in PARENTS[:2]:
            if top is None:
                break
            at = {**AT_SESSIONS, "question": question, "answer": top.code, "respondent": code}
            label = Text(f"{name.sv}: ”{top.text['sv']}”", f"{name.en}: “{top.text['en']}”")
            columns.append(Measured(label, "helpfulness", "answers", "percent", at))
    every = summarised(book, "helpfulness", SESSION, question, Text(", alla", ", all"), **AT_SESSIONS)
    what = Text("Medelvärde", "Mean") if every.value == "mean" else Text("Positiva svar", "Positive answers")
    return by_district(
        book,
        "positive-by-district",
        Text(f"{what.sv} per {{}}: {words.sv}", f"{what.en} by {{}}: {words.en}"),
        (every, *columns),
    )
