"""Gender equality analysis: who takes part, who answers, what they answer, and which differences are real.

Source: half-time report, "Jämställdhetsanalys". The method is `app.reports.chance`, told in the chapter.
"""

from app.kit.language import Text
from app.reports.book import Book
from app.reports.cells import NONE, based, number_cell
from app.reports.chance import SMALL, interval
from app.reports.chapters.equality_answers import answers_compared, districts_compared
from app.reports.comparing import Pair, compared, interval_words
from app.reports.document import Cell, Chapter, Column, Grid, Grouped, Panel, Row, Series
from app.reports.panels import value_bar
from app.reports.phrases import support
from app.reports.within import Ratio

_SPLIT = "gender-split"
_WOMAN, _MAN = "woman", "man"
METHOD = (
    Text(
        "Två andelar jämförs med ett tvåsidigt test av två proportioner. Flera jämförelser i samma tabell "
        "prövas tillsammans (Holms metod, fem procents risk att kalla något större än slumpen som inte är "
        "det). Intervallet för skillnaden är Newcombes, byggt på Wilsons intervall.",
        "Two shares are compared by a two-sided test of two proportions. Several comparisons of one table "
        "are judged together (Holm's method, a five per cent risk of calling something larger than chance "
        "that is not). The interval of the difference is Newcombe's, built on Wilson's intervals.",
    ),
    Text(
        f"Är någon av grupperna mindre än {SMALL} prövas ingenting: det står då att de är för få. Samma "
        "person kan ha svarat vid flera samtal, och osäkerheten är därför något större än intervallet "
        "visar.",
        f"Where either group is smaller than {SMALL} nothing is tested: it says that they are too few. The "
        "same person may have answered at several sessions, so the uncertainty is somewhat larger than the "
        "interval shows.",
    ),
)


def chapter(book: Book) -> Chapter:
    panels = [
        _participants(book),
        _respondents(book),
        answers_compared(book),
        districts_compared(book),
        _visits(book),
    ]
    return Chapter(
        "equality",
        book.say("Jämställdhetsanalys", "Gender equality analysis"),
        tuple(one for one in panels if one),
        tuple(book.t(one) for one in METHOD),
    )


# ------------------------------------------------------------------------------------------ who takes part


def _participants(book: Book) -> Panel | None:
    """Women's share of the adults of each activity, with Wilson's interval."""
    rows, said, names, women_bars, men_bars = [], [], [], [], []
    for activity in book.categories(_SPLIT, "activity"):
        women, men, other = (
            book.get(_SPLIT, "participants", "percent", activity=activity.code, gender=code)
            for code in (_WOMAN, _MAN, "other")
        )
        if women is None or men is None or other is None or women.base == 0:
            continue
        name = book.t(activity.text)
        reach = Cell(NONE)
        if women.ratio and not women.ratio.few:
            low, high = interval(women.ratio)
            reach = Cell(interval_words(low, high, book.language))
            said.append(support.women_among(name, women.ratio, low, high, book.language))
        rows.append(
            Row(
                name,
                (
                    number_cell(women.value, book.language),
                    number_cell(men.value, book.language),
                    number_cell(other.value, book.language),
                    based(women, book.language),
                    based(men, book.language),
                    reach,
                ),
            )
        )
        names.append(name)
        women_bars.append(value_bar(book, "", women))
        men_bars.append(value_bar(book, "", men))
    if not rows:
        return None
    return Panel(
        "equality-participants",
        book.say("Kvinnor och män bland deltagarna", "Women and men among the participants"),
        Grid(
            book.say("Aktivitet", "Activity"),
            (
                Column("women", book.say("Kvinnor", "Women")),
                Column("men", book.say("Män", "Men")),
                Column("other", book.say("Annat eller ej uppgett", "Other or not stated")),
                Column("share", book.say("Andel kvinnor", "Share of women"), "percent"),
                Column("share-men", book.say("Andel män", "Share of men"), "percent"),
                Column("interval", book.say("95 %-intervall, kvinnor", "95% interval, women"), "text"),
            ),
            tuple(rows),
        ),
        tuple(one for one in said if one),
        book.say(
            "Bas: vuxna deltagare vars antal är känt. Mammor räknas som kvinnor och pappor som män.",
            "Base: adult participants whose number is known. Mothers count as women and fathers as men.",
        ),
        book.source_line(_SPLIT),
        (
            book.say(
                "Intervallet är Wilsons. Deltagarna är inte unika personer.",
                "The interval is Wilson's. The participants are not unique persons.",
            ),
        ),
        Grouped(
            tuple(names),
            (
                Series(book.say("Kvinnor", "Women"), tuple(women_bars)),
                Series(book.say("Män", "Men"), tuple(men_bars)),
            ),
            percent=True,
        )
        if any(one.value for one in (*women_bars, *men_bars))
        else None,
    )


def _respondents(book: Book) -> Panel | None:
    """How often women and men answer: respondents of participants."""
    pairs = []
    for activity in book.categories(_SPLIT, "activity"):
        shares: list[Ratio | None] = []
        withheld = False
        for gender in (_WOMAN, _MAN):
            answered = book.get(_SPLIT, "respondents", activity=activity.code, gender=gender)
            there = book.get(_SPLIT, "participants", activity=activity.code, gender=gender)
            withheld = withheld or bool(answered and there and "withheld" in (answered.mark, there.mark))
            part = answered.counted if answered else None
            base = there.counted if there else None
            able = part is not None and base is not None and 0 < base.shown >= part.shown
            added = answered.periods if answered else 1
            shares.append(Ratio(part, base, added) if able and part and base else None)
        if withheld or any(one and one.part.most for one in shares):
            pairs.append(Pair(book.t(activity.text), shares[0], shares[1], withheld))
    return compared(
        book,
        "equality-respondents",
        Text("Svarar kvinnor och män lika ofta?", "Do women and men answer as often?"),
        Text("Aktivitet", "Activity"),
        pairs,
        base=Text(
            "Bas: deltagare. Andelen är de som har svarat på minst en fråga.",
            "Base: participants. The share is those who answered at least one question.",
        ),
        source=book.source_line(_SPLIT),
    )


# -------------------------------------------------------------------------------------- what they answer


# ------------------------------------------------------------------------------------------- home visits


def _visits(book: Book) -> Panel | None:
    """Mothers and fathers at the same visits: not two independent groups, so the difference is not tested."""
    found = [
        (name, book.get("home-visit-participants", "visits", "percent", role=code))
        for code, name in (
            ("mother", Text("Mamman deltog", "With the mother")),
            ("father", Text("Pappan deltog", "With the father")),
        )
    ]
    if any(one is None or one.base == 0 for _, one in found):
        return None
    said = []
    if all(one and one.ratio for _, one in found):
        pairs = [one.ratio for _, one in found if one and one.ratio]
        said.append(support.parents_at_visits(pairs[0], pairs[1], book.language))
    return Panel(
        "equality-visits",
        book.say("Mammor och pappor vid hembesöken", "Mothers and fathers at the home visits"),
        Grid(
            book.say("Vem", "Who"),
            (
                Column("visits", book.say("Besök", "Visits")),
                Column("share", book.say("Andel", "Share"), "percent"),
            ),
            tuple(
                Row(
                    book.t(name),
                    (number_cell(one.value, book.language), based(one, book.language)),
                )
                for name, one in found
                if one
            ),
        ),
        tuple(said),
        source=book.source_line("home-visit-participants"),
        notes=(
            book.say(
                "Båda kan delta vid samma besök. Grupperna är inte oberoende och skillnaden prövas därför "
                "inte.",
                "Both can take part in the same visit. The groups are not independent, so the difference is "
                "not tested.",
            ),
        ),
    )
