"""How the goals are met: each with its indicators, as the municipality's catalogue has them.

Source: half-time report, "Måluppfyllelse" and "Summering och reflektion över måluppfyllelse".
"""

from app.catalogue.model import Goal
from app.kit.language import Text
from app.reports.book import Book
from app.reports.document import Chapter, Panel
from app.reports.goals import spec_of
from app.reports.key_figures import Key, key_figures
from app.reports.panels import distribution, parts_of
from app.reports.phrases import support
from app.reports.sentences import has_moved, share_change


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
    if reached and reached.number is not None:
        said.append(support.reached_in_all(reached.number, book.language))
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


def _goal(book: Book, goal: Goal) -> Panel | None:
    keys = [Key(one.text, spec_of(one)) for one in goal.indicators]
    made = key_figures(book, f"goal-{goal.code}", goal.text, keys)
    if made is None:
        return None
    said = [goal.about.text.of(book.language)] if goal.about else []
    return Panel(
        made.id,
        made.title,
        made.grid,
        (*said, *_moved(book, goal)),
        made.base,
        made.source,
        (*made.notes, *_unavailable(book, goal)),
        made.chart,
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
        now, then = book.figure(spec_of(one)), book.figure(spec_of(one), period=period)
        if not (now and then and now.pair and then.pair and now.kind == "percent"):
            continue
        if not has_moved(now.pair, then.pair):
            continue
        text = share_change(now.pair, then.pair, than, book.language)
        up = now.pair[0] * then.pair[1] > then.pair[0] * now.pair[1]
        (better if up == (one.better == "more") else worse).append(f"{one.text.of(book.language)}: {text}.")
    found = []
    if better:
        found.append(f"{book.say('Närmare målet:', 'Closer to the goal:')} {' '.join(better)}")
    if worse:
        found.append(f"{book.say('Längre från målet:', 'Further from the goal:')} {' '.join(worse)}")
    return found


def _unavailable(book: Book, goal: Goal) -> list[str]:
    lacking = [one.text.of(book.language) for one in goal.indicators if book.figure(spec_of(one)) is None]
    if not lacking:
        return []
    return [f"{book.say('Finns inte i den här utgåvan:', 'Not in this edition:')} {', '.join(lacking)}."]
