"""Programmes that are run for the whole city (ABC, FÖS): yearly figures, group leaders, survey.

Source: half-time report, chapter "Strukturerade universella föräldrastödsprogram".
"""

from app.kit.language import Text
from app.reports.book import Book
from app.reports.cells import based, cell
from app.reports.document import Bars, Chapter, Column, Grid, Grouped, Panel, Row, Series
from app.reports.figures import Figure, Kind
from app.reports.panels import distribution, parts_of, value_bar
from app.reports.phrases import answers as answer_phrases
from app.reports.phrases import returns
from app.reports.side_by_side import column_kind

YEARS = 5
"""How many years are shown beside one another."""
_TABLE, _LEADERS = "programme-figures", "programme-leaders"


def chapter(book: Book) -> Chapter:
    panels: list[Panel | None] = []
    for code, name in _programmes(book):
        panels += [
            _participants(book, code, name),
            _by_district(book, code, name),
            _whole(book, code, name),
        ]
    for code, name in _programmes(book):
        panels.append(_leaders(book, code, name))
    return Chapter(
        "programmes",
        book.say("Strukturerade föräldraskapsstödsprogram", "Structured parenting programmes"),
        tuple(one for one in panels if one),
        (
            book.say(
                "Uppgifterna lämnas en gång om året. Där inget har lämnats in står ”uppgift saknas”, inte 0.",
                "The figures are handed in once a year. Where nothing was handed in it says “not known”, "
                "not 0.",
            ),
        ),
    )


def _programmes(book: Book) -> list[tuple[str, str]]:
    return [
        (one.code, book.t(one.text)) for one in book.data.parenting_programmes if one.run_by == "centrally"
    ]


def _known(figure: Figure | None) -> bool:
    return figure is not None and figure.mark != "missing"


def _years(book: Book, programme: str, *measures: str) -> list[str]:
    """The years that have a figure, at most `YEARS` of them, oldest first."""
    there = [
        year
        for year in book.years(_TABLE, 8)
        if any(
            _known(book.get(_TABLE, measure, period=year, district=district, programme=programme))
            for measure in measures
            for district in {book.asked.district, *(code for code, _ in book.districts)}
        )
    ]
    return there[-YEARS:]


def _participants(book: Book, programme: str, name: str) -> Panel | None:
    """Participants and registrations of interest, year by year."""
    measures: tuple[tuple[str, Text, Kind], ...] = (
        ("participants", Text("Deltagare", "Participants"), "count"),
        ("women", Text("Andel kvinnor", "Share of women"), "percent"),
        ("interest", Text("Intresseanmälningar", "Registrations of interest"), "count"),
    )
    years = _years(book, programme, "participants", "interest")
    if not years:
        return None
    rows = []
    for year in years:
        cells = [
            based(book.get(_TABLE, code, value, period=year, programme=programme), book.language)
            for code, _, value in measures
        ]
        rows.append(Row(year, tuple(cells)))
    said = []
    last = book.get(_TABLE, "participants", period=years[-1], programme=programme)
    if last and last.counted:
        earlier = years[-2] if len(years) > 1 else None
        before = book.get(_TABLE, "participants", period=earlier, programme=programme) if earlier else None
        number = before.counted if before else None
        said.append(returns.took_part(name, years[-1], last.counted, number, earlier or "", book.language))
    drawn = [
        one for one in years if _known(book.get(_TABLE, "participants", period=one, programme=programme))
    ]
    return Panel(
        f"{programme}-participants",
        book.say(f"{name}: deltagare per år", f"{name}: participants by year"),
        Grid(
            book.say("År", "Year"),
            tuple(Column(code, book.t(title), column_kind(value)) for code, title, value in measures),
            tuple(rows),
        ),
        tuple(said),
        source=book.source_line({_TABLE: years[-1]}),
        chart=Bars(
            tuple(
                value_bar(book, one, book.get(_TABLE, "participants", period=one, programme=programme))
                for one in drawn
            )
        )
        if len(drawn) > 1
        else None,
    )


def _by_district(book: Book, programme: str, name: str) -> Panel | None:
    """Participants of the last years, district by district."""
    years = _years(book, programme, "participants")[-3:]
    if not years or not book.districts:
        return None
    rows = []
    for code, district in book.districts:
        figures = [
            book.get(_TABLE, "participants", district=code, period=year, programme=programme)
            for year in years
        ]
        if any(_known(one) for one in figures):
            rows.append((district, figures))
    if not rows:
        return None
    drawn = [year for place, year in enumerate(years) if any(_known(figures[place]) for _, figures in rows)]
    series = [
        Series(year, tuple(value_bar(book, "", figures[years.index(year)]) for _, figures in rows))
        for year in drawn
    ]
    return Panel(
        f"{programme}-by-district",
        f"{name}: {book.t(book.by_district(Text('deltagare per {}', 'participants by {}')))}",
        Grid(
            book.t(book.district_label),
            tuple(Column(year, year) for year in years),
            tuple(
                Row(district, tuple(cell(one, book.language) for one in figures))
                for district, figures in rows
            ),
        ),
        source=book.source_line({_TABLE: years[-1]}),
        chart=Grouped(tuple(district for district, _ in rows), tuple(series[-2:])) if series else None,
    )


def _whole(book: Book, programme: str, name: str) -> Panel | None:
    """The survey: sent, answered, women, and the means on the scale of 0 to 5, with n."""
    years = [
        year
        for year in book.years(_TABLE, 8)
        if _known(book.get(_TABLE, "survey-answered", period=year, programme=programme))
    ]
    if not years:
        return None
    measures: tuple[tuple[str, Text, Kind], ...] = (
        ("survey-sent", Text("Utskickade", "Sent"), "count"),
        ("survey-answered", Text("Besvarade", "Answered"), "count"),
        ("survey-answered", Text("Svarsfrekvens", "Response rate"), "percent"),
        ("survey-women", Text("Andel kvinnor", "Share of women"), "percent"),
        ("relation", Text("Relationen till barnet", "Relation with the child"), "mean"),
        ("recommend", Text("Skulle rekommendera", "Would recommend"), "mean"),
    )
    rows = [
        Row(
            year,
            tuple(
                based(book.get(_TABLE, code, value, period=year, programme=programme), book.language)
                for code, _, value in measures
            ),
        )
        for year in years
    ]
    said = []
    span = f"{years[0]}..{years[-1]}"
    if len(years) > 1 and len(years) == int(years[-1]) - int(years[0]) + 1:
        every = [
            book.get(_TABLE, code, value, period=span, programme=programme) for code, _, value in measures
        ]
        if all(one is not None for one in every):
            rows.append(
                Row(
                    f"{years[0]}–{years[-1]}",
                    tuple(based(one, book.language) for one in every),
                    whole=True,
                )
            )
        answered = every[2]
        if answered and answered.ratio:
            said.append(
                answer_phrases.surveys_answered(answered.ratio, f"{years[0]}–{years[-1]}", book.language)
            )
    return Panel(
        f"{programme}-survey",
        book.say(f"{name}: deltagarnas enkät", f"{name}: the participants' survey"),
        Grid(
            book.say("År", "Year"),
            tuple(
                Column(f"{code}-{value}", book.t(title), column_kind(value))
                for code, title, value in measures
            ),
            tuple(rows),
        ),
        tuple(said),
        source=book.source_line({_TABLE: years[-1]}),
        notes=(
            book.say(
                "Medelvärdena är på skalan 0–5. Enkäten gäller hela kommunen, och den som svarar kan skilja "
                "sig från den som inte gör det.",
                "The means are on a scale of 0–5. The survey is of the whole municipality, and those who "
                "answer may differ from those who do not.",
            ),
        ),
    )


def _leaders(book: Book, programme: str, name: str) -> Panel | None:
    """Group leaders by where they work, in the last year that has any."""
    for year in reversed(book.years(_LEADERS, 4)):
        parts = parts_of(book, _LEADERS, "leaders", "arena", period=year, at={"programme": programme})
        rows = tuple(one for one in parts.rows if one[1].value != 0 and _known(one[1]))
        if not rows:
            continue
        total = book.get(_LEADERS, "leaders", period=year, programme=programme)
        said = []
        if total and total.counted:
            said.append(returns.leaders_there(total.counted, name, year, book.language))
        return distribution(
            book,
            f"{programme}-leaders",
            Text(f"{name}: gruppledare efter var de arbetar", f"{name}: group leaders by where they work"),
            type(parts)(rows),
            rows_are=Text("Var de arbetar", "Where they work"),
            table=_LEADERS,
            sentences=said,
            say_most=False,
            period=year,
        )
    return None
