"""How the goals are met: each with its indicators, as the municipality's catalogue has them.

Source: half-time report, "Måluppfyllelse" and "Summering och reflektion över måluppfyllelse".
"""

from collections.abc import Iterator
from dataclasses import replace

from app.catalogue.model import Goal
from app.kit.language import Text
from app.reports.chance import has_moved
from app.reports.chapter_declarations import ChapterDeclaration, DistributionPanel
from app.reports.document import GridColumn, Panel
from app.reports.figure_book import FigureBook
from app.reports.goal_checks import spec_of
from app.reports.key_figures import KEY_FIGURE, key_figures
from app.reports.phrases import support
from app.reports.report_figures import TitledFigure
from app.reports.sentences import share_change
from app.reports.words import ChapterWords, PanelWords

_WORDS = ChapterWords(__file__)
_CLOSER, _FURTHER = _WORDS["closer"], _WORDS["further"]
_NOT_PUBLISHED, _NOT_THEN, _OF_NOTHING = _WORDS["not-published"], _WORDS["not-then"], _WORDS["of-nothing"]


def _reached(book: FigureBook) -> list[str]:
    reached = book.get("reach", "reached-in-all")
    return [support.reached_in_all(reached.counted, book.language)] if reached and reached.counted else []


def _goals(book: FigureBook) -> Iterator[Panel]:
    return (_goal(book, goal) for goal in book.data.goals)


def _goal(book: FigureBook, goal: Goal) -> Panel:
    """A goal with its indicators: each with its figure, or with the reason why it has none."""
    words = PanelWords(f"goal-{goal.code}", goal.text, KEY_FIGURE)
    indicators = [TitledFigure(one.text, spec_of(one)) for one in goal.indicators]
    made = key_figures(book, words, indicators, book.indicator)
    if made is None:
        made = words.panel(book, [GridColumn("now", book.t(book.named(book.period)))], ())
    said = [goal.about.text.of(book.language)] if goal.about else []
    return replace(
        made, sentences=(*said, *_moved(book, goal)), notes=(*made.notes, *_unavailable(book, goal))
    )


def _moved(book: FigureBook, goal: Goal) -> list[str]:
    """Which indicators have certainly moved since the same span a year before, and which way."""
    earlier = list(book.earlier())
    if not earlier:
        return []
    period, than = earlier[-1]
    moved: dict[Text, list[str]] = {_CLOSER: [], _FURTHER: []}
    for one in goal.indicators:
        if one.better is None:
            continue
        now, then = book.indicator(spec_of(one)), book.indicator(spec_of(one), period=period)
        if not (now and then and now.ratio and then.ratio and now.kind == "percent"):
            continue
        if not has_moved(now.ratio, then.ratio):
            continue
        text = share_change(now.ratio, then.ratio, than, book.language)
        up = now.ratio.value > then.ratio.value
        way = _CLOSER if up == (one.better == "more") else _FURTHER
        moved[way].append(f"{one.text.of(book.language)}: {text}.")
    return [f"{book.t(way)} {' '.join(texts)}" for way, texts in moved.items() if texts]


def _unavailable(book: FigureBook, goal: Goal) -> list[str]:
    """Why an indicator has no figure: not in this edition, nothing that it could be of, nobody who knows."""
    reasons: dict[Text, list[str]] = {}
    for one in goal.indicators:
        found = book.indicator(spec_of(one))
        if found is None:
            reason = _NOT_PUBLISHED if book.source.edition == "published" else _NOT_THEN
        elif found.mark is None and found.exact is None:
            reason = _OF_NOTHING
        else:
            continue
        reasons.setdefault(reason, []).append(one.text.of(book.language))
    return [f"{book.t(reason)}: {', '.join(names)}." for reason, names in reasons.items()]


chapter = ChapterDeclaration(
    "goals",
    _WORDS,
    (
        DistributionPanel(
            _WORDS.panel("reach"),
            "reach",
            "reached",
            "activity",
            "count",
            ordered=True,
            say_most=False,
            said=_reached,
        ),
        _goals,
    ),
)
