"""Theme meetings: number, participants, mean, gender, partners.

Source: half-time report, chapter "Tematräffar".
"""

from app.kit.language import Text
from app.reports.book import Book
from app.reports.document import Chapter, Panel
from app.reports.key_figures import Key, key, key_figures, per_tertial
from app.reports.nouns import MEETING
from app.reports.panels import distribution, parts_of
from app.reports.phrases import support
from app.reports.side_by_side import Measured, by_district, most_and_fewest
from app.vocabulary.meanings import OPEN_PRESCHOOL

_KEYS: tuple[Key, ...] = (
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
)
_CLINIC = key(
    Text("Barn- eller mödrahälsovården samverkanspart", "Child or maternal health care a partner"),
    "theme-meeting-partners",
    "with-clinic",
    "percent",
)
"""There is no such figure where the catalogue marks no partner as a clinic."""


def keys(book: Book) -> tuple[Key, ...]:
    """The key figures of the meetings; those of partners as far as the catalogue says which they are."""
    preschools = (
        key(
            Text(f"{name.sv} samverkanspart", f"{name.en} a partner"),
            "theme-meeting-partners",
            "meetings",
            "percent",
            partner=code,
        )
        for code, name in book.meant("partners", OPEN_PRESCHOOL)
    )
    return (*_KEYS, *preschools, _CLINIC)


def chapter(book: Book) -> Chapter:
    panels: list[Panel | None] = [
        key_figures(
            book,
            "meetings-key-figures",
            Text("Nyckeltal för träffarna", "Key figures of the meetings"),
            keys(book),
        ),
        per_tertial(
            book, "meetings-by-tertial", Text("Träffarna per tertial", "The meetings by tertial"), keys(book)
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
    if meetings is None or meetings.counted is None:
        return ()
    lines = [support.meetings_held(meetings.counted, book.when, book.language)]
    people = book.get("theme-meetings", "participants", "mean")
    if people and people.ratio:
        lines.append(
            support.meetings_had(
                meetings.counted, people.ratio.part, people.ratio.base, people.mean, book.language
            )
        )
    return tuple(line for line in lines if line)


def _by_district(book: Book) -> Panel | None:
    meetings = Measured(Text("Träffar", "Meetings"), "theme-meetings", "meetings")
    return by_district(
        book,
        "meetings-by-district",
        Text("Tematräffar per {}", "Theme meetings by {}"),
        (
            meetings,
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
        sentences=(most_and_fewest(book, meetings, MEETING),),
    )


def _partners(book: Book) -> Panel | None:
    said = []
    clinic = book.get("theme-meeting-partners", "with-clinic", "percent")
    if clinic and clinic.ratio:
        said.append(support.with_health_care(clinic.ratio, book.language))
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
                "Flera parter kan anges: andelarna kan tillsammans bli mer än 100 procent.",
                "More than one partner can be given: the shares need not add up to 100 per cent.",
            ),
        ),
    )
