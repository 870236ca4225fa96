"""How the goals are met: each with its indicators, as the municipality's catalogue has them.

Source: half-time report, "Måluppfyllelse" and "Summering och reflektion över måluppfyllelse".
"""

from dataclasses import replace

from app.catalogue.model import Goal
from app.kit.language import Text
from app.reports.book import Book
from app.reports.chance import has_moved
from app.reports.document import Chapter, Column, Grid, Panel
from app.reports.goals import spec_of
from app.reports.key_figures import Key, key_figures
from app.reports.panels import distribution, parts_of
from app.reports.phrases import support
from app.reports.sentences import share_change


def chapter(book: Book) -> Chapter:
    panels = [_reach(book), *(_goal(book, goal) for goal in book.data.goals)]
    return Chapter(
        "goals",
        book.say("Måluppfyllelse", "How the goals are met"),
        tuple(one for one in panels if one),
        (
            book.say(
                "Indikatorerna visar vad som har gjorts och vad föräldrarna har svarat. De visar inte vad "
                "stödet leder till på lång sikt.",
                "The indicators show what was done and what the parents answered. They do not show what the "
                "support leads to in the long run.",
            ),
        ),
    )


def _reach(book: Book) -> Panel | None:
    reached = book.get("reach", "reached-in-all")
    said = []
    if reached and reached.counted:
        said.append(support.reached_in_all(reached.counted, book.language))
    return distribution(
        book,
        "reach",
        Text("Föräldrar som har nåtts", "Parents reached"),
        parts_of(book, "reach", "reached", "activity", ordered=True, value="count"),
        rows_are=Text("Aktivitet", "Activity"),
        table="reach",
        sentences=said,
        say_most=False,
        notes=(
            Text(
                "Samtal och hembesök räknas som familjer (första samtal, första besök), träffar och grupper "
                "som deltagare. Summan är inte unika personer.",
                "Sessions and home visits are counted as families (first sessions, first visits), meetings "
                "and groups as participants. The sum is not unique persons.",
            ),
        ),
    )


def _goal(book: Book, goal: Goal) -> Panel:
    """A goal with its indicators: each with its figure, or with the reason why it has none."""
    keys = [Key(one.text, spec_of(one)) for one in goal.indicators]
    made = key_figures(book, f"goal-{goal.code}", goal.text, keys, book.indicator)
    said = [goal.about.text.of(book.language)] if goal.about else []
    empty = Panel(
        f"goal-{goal.code}",
        book.t(goal.text),
        Grid(book.say("Nyckeltal", "Key figure"), (Column("now", book.t(book.named(book.period))),), ()),
    )
    made = made or empty
    return replace(
        made, sentences=(*said, *_moved(book, goal)), notes=(*made.notes, *_unavailable(book, goal))
    )


def _moved(book: Book, goal: Goal) -> list[str]:
    """Which indicators have certainly moved since the same span a year before, and which way."""
    earlier = list(book.earlier())
    if not earlier:
        return []
    period, than = earlier[-1]
    better: list[str] = []
    worse: list[str] = []
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
        (better if up == (one.better == "more") else worse).append(f"{one.text.of(book.language)}: {text}.")
    found = []
    if better:
        found.append(f"{book.say('Närmare målet:', 'Closer to the goal:')} {' '.join(better)}")
    if worse:
        found.append(f"{book.say('Längre från målet:', 'Further from the goal:')} {' '.join(worse)}")
    return found


def _unavailable(book: Book, goal: Goal) -> list[str]:
    """Why an indicator has no figure: not in this edition, nothing that it could be of, nobody who knows."""
    reasons: dict[Text, list[str]] = {}
    for one in goal.indicators:
        found = book.indicator(spec_of(one))
        if found is None:
            published = book.source.edition == "published"
            reason = NOT_PUBLISHED if published else NOT_THEN
        elif found.mark is None and found.exact is None:
            reason = OF_NOTHING
        else:
            continue
        reasons.setdefault(reason, []).append(one.text.of(book.language))
    return [f"{book.t(reason)}: {', '.join(names)}." for reason, names in reasons.items()]


NOT_PUBLISHED = Text(
    "Delas inte upp så, eller finns inte, i det som är publicerat för perioden",
    "Not split in that way, or not there, in what is published for the period",
)
NOT_THEN = Text("Fanns inte här under perioden", "Was not there in the period")
OF_NOTHING = Text(
    "Kan inte räknas ut för perioden, eftersom det som den räknas på inte finns eller inte är känt",
    "Cannot be worked out for the period, since what it is counted on is not there or not known",
)
