"""Theme meetings: number, participants, mean, gender, partners.

Source: half-time report, chapter "Tematräffar".
"""

from collections.abc import Iterator

from app.kit.language import Text
from app.reports.chapter_declarations import (
    ChapterDeclaration,
    DistributionPanel,
    DistrictPanel,
    KeyFigures,
    TertialFigures,
)
from app.reports.figure_book import FigureBook
from app.reports.nouns import MEETING
from app.reports.phrases import support
from app.reports.report_figures import TitledFigure, measured
from app.reports.words import ChapterWords
from app.vocabulary.meanings import OPEN_PRESCHOOL

_WORDS = ChapterWords(__file__)
_TABLE, _PARTNERS = "theme-meetings", "theme-meeting-partners"
_WOMEN = {"gender": "woman"}
_PARTICIPANTS = _WORDS.figure("participants", _TABLE, "participants")
_KEYS = (
    _WORDS.figure("meetings", _TABLE, "meetings"),
    _PARTICIPANTS,
    _WORDS.figure("participants-per-meeting", _TABLE, "participants", "mean"),
    _WORDS.figure("women", _TABLE, "participants-by-gender", "percent", **_WOMEN),
)
_CLINIC = _WORDS.figure("clinic", _PARTNERS, "with-clinic", "percent")
"""There is no such figure where the catalogue marks no partner as a clinic."""
_A_PARTNER = _WORDS["a-partner"]


def _keys(book: FigureBook) -> list[TitledFigure]:
    """The key figures of the meetings; those of partners as far as the catalogue says which they are."""
    preschools = (
        measured(_named(name), _PARTNERS, "meetings", "percent", partner=code)
        for code, name in book.meant("partners", OPEN_PRESCHOOL)
    )
    return [*_KEYS, *preschools, _CLINIC]


def _named(partner: Text) -> Text:
    return Text(_A_PARTNER.sv.format(name=partner.sv), _A_PARTNER.en.format(name=partner.en))


def _introduction(book: FigureBook) -> Iterator[str]:
    meetings = book.get(_TABLE, "meetings")
    if meetings is None or meetings.counted is None:
        return
    yield support.meetings_held(meetings.counted, book.when, book.language)
    people = book.get(_TABLE, "participants", "mean")
    if people and people.ratio:
        took, known = people.ratio.part, people.ratio.base
        yield support.meetings_had(meetings.counted, took, known, people.mean, book.language)


def _with_clinic(book: FigureBook) -> list[str]:
    found = book.figure(_CLINIC.spec)
    return [support.with_health_care(found.ratio, book.language)] if found and found.ratio else []


chapter = ChapterDeclaration(
    "meetings",
    _WORDS,
    (
        KeyFigures(_WORDS.panel("meetings-key-figures"), _keys),
        TertialFigures(_WORDS.panel("meetings-by-tertial"), _keys),
        DistrictPanel(
            _WORDS.panel("meetings-by-district"),
            (
                _WORDS.figure("held", _TABLE, "meetings"),
                _PARTICIPANTS,
                _WORDS.figure("per-meeting", _TABLE, "participants", "mean"),
                _WORDS.figure("share-of-women", _TABLE, "participants-by-gender", "percent", **_WOMEN),
            ),
            most=MEETING,
        ),
        DistributionPanel(_WORDS.panel("meeting-kinds"), _TABLE, "meetings", "kind"),
        DistributionPanel(
            _WORDS.panel("meeting-gender"),
            _TABLE,
            "participants-by-gender",
            "gender",
            ordered=True,
            say_most=False,
        ),
        DistributionPanel(
            _WORDS.panel("meeting-partners"), _PARTNERS, "meetings", "partner", said=_with_clinic
        ),
    ),
    _introduction,
)
