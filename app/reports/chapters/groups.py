"""Parenting programme groups that the districts run themselves.

Source: half-time report, chapter "Övriga universella föräldraskapsstödsprogram".
"""

from app.kit.language import Text
from app.reports.book import Book
from app.reports.cells import based, cell
from app.reports.chapters.parents_answers import question_of, questions
from app.reports.document import Bars, Chapter, Column, Grid, Panel, Row
from app.reports.figures import Kind
from app.reports.key_figures import Key, key, key_figures
from app.reports.numbers import FEW
from app.reports.panels import distribution, parts_of, value_bar
from app.reports.phrases import support
from app.reports.side_by_side import Measured, by_district, column_kind

KEYS: tuple[Key, ...] = (
    key(Text("Programgrupper som startade", "Groups that started"), "programme-groups", "groups"),
    key(Text("Deltagare", "Participants"), "programme-groups", "participants"),
    key(
        Text("Kvinnor bland deltagarna", "Women among the participants"),
        "programme-groups",
        "participants-by-gender",
        "percent",
        gender="woman",
    ),
    key(Text("Fullföljde programmet", "Completed the programme"), "programme-groups", "completed", "percent"),
)


def chapter(book: Book) -> Chapter:
    panels: list[Panel | None] = [
        key_figures(
            book, "groups-key-figures", Text("Nyckeltal för grupperna", "Key figures of the groups"), KEYS
        ),
        by_district(
            book,
            "groups-by-district",
            Text("Programgrupper per {}", "Programme groups by {}"),
            (
                Measured(Text("Grupper", "Groups"), "programme-groups", "groups"),
                Measured(Text("Deltagare", "Participants"), "programme-groups", "participants"),
                Measured(
                    Text("Andel kvinnor", "Share of women"),
                    "programme-groups",
                    "participants-by-gender",
                    "percent",
                    {"gender": "woman"},
                ),
            ),
        ),
        _by_programme(book),
        distribution(
            book,
            "group-gender",
            Text("Kön bland gruppernas deltagare", "Gender of the groups' participants"),
            parts_of(book, "programme-groups", "participants-by-gender", "gender", ordered=True),
            rows_are=Text("Kön", "Gender"),
            table="programme-groups",
            say_most=False,
        ),
        distribution(
            book,
            "group-partners",
            Text("Gruppernas samverkansparter", "Partners of the groups"),
            parts_of(book, "programme-groups", "groups-by-partner", "partner"),
            rows_are=Text("Samverkanspart", "Partner"),
            table="programme-groups",
            say_most=False,
        ),
        _ratings(book),
        *(_answers(book, code, words) for code, words in questions(book, "programme-group")),
    ]
    return Chapter(
        "groups",
        book.say("Övriga föräldraskapsstödsprogram", "Other parenting programmes"),
        tuple(one for one in panels if one),
        _introduction(book),
    )


def _introduction(book: Book) -> tuple[str, ...]:
    groups = book.get("programme-groups", "groups")
    if groups is None or groups.counted is None:
        return ()
    lines = [support.groups_started(groups.counted, book.when, book.language)]
    people = book.get("programme-groups", "participants", "mean")
    if people and people.ratio:
        women = book.get("programme-groups", "participants-by-gender", "percent", gender="woman")
        of_them = women.ratio if women else None
        lines.append(
            support.groups_had(groups.counted, people.ratio.part, people.ratio.base, of_them, book.language)
        )
    return tuple(line for line in lines if line)


def _by_programme(book: Book) -> Panel | None:
    columns: tuple[tuple[Text, str, Kind], ...] = (
        (Text("Grupper", "Groups"), "groups", "count"),
        (Text("Deltagare", "Participants"), "participants", "count"),
        (Text("Per grupp", "Per group"), "participants", "mean"),
        (Text("Fullföljde", "Completed"), "completed", "percent"),
        (Text("Hållna träffar", "Sessions held"), "sessions-held", "count"),
    )
    rows = []
    for one in book.categories("programme-groups", "programme"):
        figures = [
            book.get("programme-groups", measure, value, programme=one.code) for _, measure, value in columns
        ]
        if figures[0] and figures[0].value != 0:
            rows.append(Row(book.t(one.text), tuple(based(each, book.language) for each in figures)))
    if not rows:
        return None
    return Panel(
        "groups-by-programme",
        book.say("Grupperna per program", "The groups by programme"),
        Grid(
            book.say("Program", "Programme"),
            tuple(Column(f"{m}-{v}", book.t(t), column_kind(v)) for t, m, v in columns),
            tuple(rows),
        ),
        source=book.source_line("programme-groups"),
        notes=(
            book.say(
                "Andelen som fullföljde ges bara där både deltagare och fullföljda är kända för alla "
                "grupper.",
                "The share who completed is given only where participants and completed are known for all "
                "groups.",
            ),
        ),
    )


def _ratings(book: Book) -> Panel | None:
    """Means of the participants' ratings, with their n and the scale of each."""
    rows, bars, enough = [], [], True
    scales = set()
    for code, words in questions(book, "programme-group"):
        asked = question_of(book, "programme-group", code)
        found = book.get("programme-groups", "rating", "mean", question=code)
        if asked is None or not asked.scaled or found is None or found.base == 0:
            continue
        answers = book.get("programme-groups", "rating", "base", question=code)
        rows.append((words, asked.scale, (cell(found, book.language), cell(answers, book.language))))
        scales.add(asked.scale)
        enough = enough and isinstance(found.base, int) and found.base >= FEW
        bars.append(value_bar(book, book.t(words), found))
    if not rows:
        return None
    one = f"{rows[0][1][0]}–{rows[0][1][1]}" if len(scales) == 1 else ""
    title = Text("Deltagarnas betyg", "The participants' ratings")
    return Panel(
        "group-ratings",
        f"{book.t(title)}, {one}" if one else book.t(title),
        Grid(
            book.say("Fråga", "Question"),
            (
                Column("mean", book.say("Medelvärde", "Mean"), "mean"),
                Column("n", book.say("Svar", "Answers")),
            ),
            tuple(
                Row(book.t(words) if one else f"{book.t(words)} ({least}–{most})", cells)
                for words, (least, most), cells in rows
            ),
        ),
        source=book.source_line("programme-groups"),
        notes=(
            book.say("Få svar säger lite om alla deltagare.", "Few answers say little of all participants."),
        ),
        # Bars of different scales do not compare.
        chart=Bars(tuple(bars)) if enough and one else None,
    )


def _answers(book: Book, question: str, words: Text) -> Panel | None:
    """The participants' answers to a question that is on no scale."""
    asked = question_of(book, "programme-group", question)
    if asked is None or asked.scaled:
        return None
    return distribution(
        book,
        f"group-answers-{question}",
        words,
        parts_of(book, "programme-groups", "answers", "answer", ordered=True, at={"question": question}),
        rows_are=Text("Svar", "Answer"),
        table="programme-groups",
        say_most=False,
    )
