"""Theme meetings: number, participants, mean, gender, partners.

Source: half-time report, chapter "Tematräffar".
"""

from app.kit.language import Text
from app.reports.book import Book
from app.reports.document import Chapter, Panel
from app.reports.key_figures import Key, key, key_figures, per_tertial
from app.reports.numbers import decimal
from app.reports.panels import distribution, parts_of
from app.reports.sentences import MEETING, PARTICIPANT, counted, largest, of_all, sentence
from app.reports.side_by_side import Measured, by_district

KEYS: tuple[Key, ...] = (
    key(Text("Tematräffar", "Theme meetings"), "theme-meetings", "meetings"),
    key(Text("Deltagare", "Participants"), "theme-meetings", "participants"),
    key(Text("Deltagare per träff", "Participants per meeting"), "theme-meetings", "participants", "mean"),
    key(
        Text("Kvinnor bland deltagarna", "Women among the participants"),
        "theme-meetings",
        "participants-by-gender",
        "percent",
        gender="woman",
    ),
    key(
        Text("Öppna förskolan samverkanspart", "Open preschool a partner"),
        "theme-meeting-partners",
        "meetings",
        "percent",
        partner="open-preschool",
    ),
    key(
        Text("Barn- eller mödrahälsovården samverkanspart", "Child or maternal health care a partner"),
        "theme-meeting-partners",
        "with-clinic",
        "percent",
    ),
)


def chapter(book: Book) -> Chapter:
    panels: list[Panel | None] = [
        key_figures(
            book, "meetings-key-figures", Text("Nyckeltal för träffarna", "Key figures of the meetings"), KEYS
        ),
        per_tertial(
            book, "meetings-by-tertial", Text("Träffarna per tertial", "The meetings by tertial"), KEYS
        ),
        _by_district(book),
        distribution(
            book,
            "meeting-kinds",
            Text("Träffarnas form", "Kinds of meetings"),
            parts_of(book, "theme-meetings", "meetings", "kind"),
            rows_are=Text("Form", "Kind"),
            table="theme-meetings",
        ),
        distribution(
            book,
            "meeting-gender",
            Text("Kön bland träffarnas deltagare", "Gender of the meetings' participants"),
            parts_of(book, "theme-meetings", "participants-by-gender", "gender", ordered=True),
            rows_are=Text("Kön", "Gender"),
            table="theme-meetings",
            say_most=False,
        ),
        _partners(book),
    ]
    return Chapter(
        "meetings",
        book.say("Tematräffar", "Theme meetings"),
        tuple(one for one in panels if one),
        _introduction(book),
    )


def _introduction(book: Book) -> tuple[str, ...]:
    meetings = book.get("theme-meetings", "meetings")
    if meetings is None or meetings.number is None:
        return ()
    number = counted(meetings.number, MEETING, book.language)
    lines = [
        sentence(
            book.say(
                f"{number} hölls under {book.period.words.sv}",
                f"{number} {'was' if meetings.number == 1 else 'were'} held in {book.period.words.en}",
            )
        )
    ]
    people = book.get("theme-meetings", "participants", "mean")
    if people and people.number and people.mean is not None and people.pair:
        took = counted(people.number, PARTICIPANT, book.language)
        if people.pair[1] == 1:
            lines.append(sentence(book.say(f"Där var {took}", f"It had {took}")))
        else:
            mean = decimal(people.mean, 1, book.language)
            lines.append(
                sentence(
                    book.say(
                        f"De hade {took}, i genomsnitt {mean} per träff",
                        f"They had {took}, {mean} a meeting on average",
                    )
                )
            )
    return tuple(lines)


def _by_district(book: Book) -> Panel | None:
    rows = [
        (name, figure.number)
        for code, name in book.districts
        if (figure := book.get("theme-meetings", "meetings", district=code)) and figure.number is not None
    ]
    return by_district(
        book,
        "meetings-by-district",
        Text("Tematräffar per {}", "Theme meetings by {}"),
        (
            Measured(Text("Träffar", "Meetings"), "theme-meetings", "meetings"),
            Measured(Text("Deltagare", "Participants"), "theme-meetings", "participants"),
            Measured(Text("Per träff", "Per meeting"), "theme-meetings", "participants", "mean"),
            Measured(
                Text("Andel kvinnor", "Share of women"),
                "theme-meetings",
                "participants-by-gender",
                "percent",
                {"gender": "woman"},
            ),
        ),
        sentences=(largest(rows, MEETING, book.language) if len(rows) == len(book.districts) else "",),
    )


def _partners(book: Book) -> Panel | None:
    said = []
    clinic = book.get("theme-meeting-partners", "with-clinic", "percent")
    if clinic and clinic.pair:
        text = of_all(*clinic.pair, book.language)
        said.append(
            sentence(
                book.say(
                    f"Barn- eller mödrahälsovården var samverkanspart vid {text} av träffarna",
                    f"Child or maternal health care was a partner at {text} of the meetings",
                )
            )
        )
    return distribution(
        book,
        "meeting-partners",
        Text("Träffarnas samverkansparter", "Partners of the meetings"),
        parts_of(book, "theme-meeting-partners", "meetings", "partner"),
        rows_are=Text("Samverkanspart", "Partner"),
        table="theme-meeting-partners",
        sentences=said,
        notes=(
            Text(
                "Flera parter kan anges: andelarna blir tillsammans mer än 100 procent.",
                "More than one partner can be given: the shares do not add up to 100 per cent.",
            ),
        ),
    )
