"""Making a report: its chapters in order, its front matter, its name."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from importlib.metadata import version

from app.catalogue.catalogue import Catalogue
from app.kit.language import Text, filled
from app.kit.texts import texts_beside
from app.reports import rounding_remarks
from app.reports.chapter_declarations import ChapterDeclaration
from app.reports.chapters import (
    collaboration,
    context,
    equality,
    goals,
    groups,
    meetings,
    preschools,
    programmes,
    sessions,
    spindle,
    strengthened,
    visits,
)
from app.reports.document import Chapter, Panel, Report
from app.reports.figure_book import FigureBook, ReportScope
from app.reports.figure_source import EXPLAINED, MARKS, WITHHELD_NOTE, FigureSource
from app.reports.number_format import FEW
from app.reports.phrases import returns
from app.reports.report_periods import month_in_words, text_of
from app.reports.summary import summary
from app.vocabulary.periods import Span, months_later

_TEXTS = texts_beside(__file__)

Tell = Callable[[str], None]
"""Told of each chapter as it is begun."""

CHAPTERS: tuple[ChapterDeclaration, ...] = (
    context.chapter,
    sessions.chapter,
    strengthened.chapter,
    visits.chapter,
    programmes.chapter,
    groups.chapter,
    preschools.chapter,
    meetings.chapter,
    collaboration.chapter,
    spindle.chapter,
    goals.chapter,
    equality.chapter,
)
"""In the order of the half-time report's results chapter."""


def make(
    source: FigureSource, catalogue: Catalogue, asked: ReportScope, tell: Tell = lambda _name: None
) -> Report:
    """The whole report of one span and district in one language."""
    book = FigureBook(source, catalogue, asked)
    chapters = []
    for write in CHAPTERS:
        tell(book.t(write.name))
        made = write(book)
        if made.panels:
            chapters.append(replace(made, panels=tuple(_noted(book, panel) for panel in made.panels)))
    # Only what has been read tells whether it was rounded.
    meant = _rounding(book)
    chapters = [replace(chapter, rounding=meant) for chapter in chapters]
    report = Report(
        language=book.language,
        edition=source.edition,
        place=book.t(catalogue.municipality.name.text),
        district=book.district_name,
        period=asked.period.text,
        period_words=book.t(book.named(asked.period, asked.period.words)),
        title=_title(book),
        mark=book.t(MARKS[source.edition]),
        explained=_explained(book, chapters),
        about=_about(book),
        summary=summary(book),
        chapters=tuple(chapters),
        method=tuple(
            book.t(one)
            for one in (*METHOD, *(rounding_remarks.method() if source.thresholds else ()), *source.said)
        ),
        version=version("stodlogg"),
        file_name=file_name(asked, source.edition, catalogue),
    )
    worded: Report = filled(report, catalogue.municipality.words.fill, book.language)
    return worded


def _rounding(book: FigureBook) -> tuple[str, ...]:
    """What rounding means, where the figures of the report's own span were rounded."""
    threshold = book.threshold
    added = len(book.period.tertials)
    return tuple(book.t(one) for one in rounding_remarks.meant(threshold, added)) if threshold else ()


def _explained(book: FigureBook, chapters: Sequence[Chapter]) -> str:
    """What the figures are; if they are rounded, of those that are withheld only where there are any."""
    edition, threshold = book.t(EXPLAINED[book.source.edition]), book.threshold
    if threshold is None:
        return edition
    is_withheld = any(_has_withheld(panel) for chapter in chapters for panel in chapter.panels)
    rounded = [book.t(one) for one in rounding_remarks.explained(threshold, len(book.period.tertials))]
    return " ".join([*rounded, *([edition] if is_withheld else [])])


def _has_withheld(panel: Panel) -> bool:
    return any(cell.mark == "withheld" for row in panel.grid.rows for cell in row.cells)


def _noted(book: FigureBook, panel: Panel) -> Panel:
    """With a note of what two dots mean, and of what is uncertain, where the panel has any."""
    notes = [book.t(WITHHELD_NOTE)] if _has_withheld(panel) else []
    if any(cell.uncertain for row in panel.grid.rows for cell in row.cells):
        few = FEW * len(book.period.tertials)
        notes.append(book.t(rounding_remarks.UNCERTAIN.format(few=few)))
    return replace(panel, notes=(*panel.notes, *notes))


def _about(book: FigureBook) -> tuple[str, ...]:
    """From when to when, and in which state the figures are."""
    state = book.t(book.source.state("response-rates", book.period_of("response-rates")))
    months = book.t(book.period.words)
    name = book.t(book.period.name)
    lines = [f"{book.say('Perioden', 'The period')}: {name if name == months else f'{name} ({months})'}."]
    lines += _running(book)
    lines += book.reorganised
    lines += [state] if state else []
    lines += [book.t(one) for one in book.source.said[:1]]
    return tuple(lines)


def _running(book: FigureBook) -> Iterator[str]:
    """That the period is not over, and what can be compared already."""
    if book.state == "over":
        return
    yield returns.not_over(book.t(month_in_words(book.asked.running)), book.language)
    span = Span(book.period.span.first, months_later(book.asked.running, -1))
    if book.source.edition == "working" and span.first <= span.last:
        yield returns.months_compare(text_of(span), book.language)


METHOD = _TEXTS.list("method")


def _title(book: FigureBook) -> str:
    kinds: Sequence[tuple[int, Text]] = (
        (4, Text("Tertialrapport", "Tertial report")),
        (12, Text("Årsrapport", "Yearly report")),
    )
    known = dict(kinds) if book.period.whole else {}
    return book.t(known.get(book.period.months, Text("Rapport", "Report")))


def file_name(asked: ReportScope, edition: str, catalogue: Catalogue) -> str:
    """Such as `rapport-2019-T1-farsta-arbetskopia`, without an ending."""
    words = {"working": Text("arbetskopia", "working-copy"), "published": Text("publicerad", "published")}
    kind = Text("rapport", "report").of(asked.language)
    period = asked.period.text.replace("..", "--")
    return f"{kind}-{period}-{asked.district}-{words[edition].of(asked.language)}"
