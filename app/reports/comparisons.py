"""Tables of comparisons between two groups, judged together by the stated method (`app.reports.chance`)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from app.kit.language import Language, Text
from app.reports.bounded_numbers import BoundedRatio
from app.reports.chance import ShareOfBase, Verdict, difference, holm, is_small
from app.reports.document import GridCell, GridColumn, GridRow, Panel
from app.reports.figure_book import FigureBook
from app.reports.number_format import ComparedValues, beside, signed_decimal
from app.reports.report_cells import NONE, points, share_cell
from app.reports.sentences import of_all, sentence
from app.reports.words import NO_BLANKS, PanelWords

VERDICTS: dict[Verdict, Text] = {
    "larger": Text("större än slumpen ◆", "larger than chance ◆"),
    "not-shown": Text("kan bero på slumpen", "may be chance"),
    "small": Text("för få för att prövas", "too few to test"),
}

_TOO_SMALL = Text("Grupperna är för små för att jämföras.", "The groups are too small to be compared.")
_NONE_CERTAIN = Text(
    "Ingen skillnad är säkert större än slumpen.", "No difference is certainly larger than chance."
)
_GAP, _INTERVAL, _CHANCE = (
    Text("Skillnad", "Difference"),
    Text("95 %-intervall", "95% interval"),
    Text("Slumpen?", "Chance?"),
)


@dataclass(frozen=True)
class SharePair:
    """Two groups' shares of the same thing; None where the edition does not show one of them."""

    label: str
    women: BoundedRatio | None
    men: BoundedRatio | None
    withheld: bool = False


def compared(
    book: FigureBook,
    words: PanelWords,
    pairs: Sequence[SharePair],
    *,
    source: str,
    base: str = "",
    rows_are: str = "",
    fill: Mapping[str, str] = NO_BLANKS,
) -> Panel | None:
    """A table of comparisons, judged as one family, and what they show in words.

    The two groups are the words' columns `first` and `second`.
    """
    shown = [pair for pair in pairs if pair.withheld or (pair.women and pair.men)]
    if not shown:
        return None
    gaps = [difference(one.women, one.men) if one.women and one.men else None for one in shown]
    verdicts = holm([gap.p if gap else None for gap in gaps])
    # A comparison that only some of the allowed numbers are enough for stays in the family.
    verdicts = [
        "small"
        if one.women and one.men and is_small(ShareOfBase(*one.women.shown), ShareOfBase(*one.men.shown))
        else found
        for one, found in zip(shown, verdicts, strict=True)
    ]
    language = book.language
    rows, said = [], []
    for one, gap, verdict in zip(shown, gaps, verdicts, strict=True):
        bears = gap if one.women and one.men and not (one.women.few or one.men.few) else None
        places = _beside(one).places if bears else None
        rows.append(
            GridRow(
                one.label,
                (
                    _share(one.women, language, one.withheld, places),
                    _share(one.men, language, one.withheld, places),
                    _gap(one, language) if bears else GridCell(NONE),
                    GridCell(
                        interval_words(bears.low, bears.high, language, places or 0, signed=True)
                        if bears
                        else NONE
                    ),
                    GridCell(NONE if one.withheld else book.t(VERDICTS[verdict])),
                ),
            )
        )
        if verdict == "larger" and one.women and one.men:
            said.append(_larger(book, one, words.columns["first"], words.columns["second"]))
    if not said:
        said.append(book.t(_TOO_SMALL if all(one == "small" for one in verdicts) else _NONE_CERTAIN))
    return words.panel(
        book,
        [
            words.column(book, "first", "percent"),
            words.column(book, "second", "percent"),
            GridColumn("gap", book.t(_GAP), "points"),
            GridColumn("interval", book.t(_INTERVAL), "text"),
            GridColumn("verdict", book.t(_CHANCE), "text"),
        ],
        rows,
        said,
        source=source,
        base=base,
        rows_are=rows_are,
        fill=fill,
    )


def _larger(book: FigureBook, one: SharePair, first: Text, second: Text) -> str:
    assert one.women
    assert one.men
    more = (
        Text("högre bland {a} än bland {b}", "higher among {a} than among {b}")
        if one.women.value > one.men.value
        else Text("lägre bland {a} än bland {b}", "lower among {a} than among {b}")
    )
    a, b = book.t(first).lower(), book.t(second).lower()
    places = _beside(one).places
    high, low = (of_all(each, book.language, places) for each in (one.women, one.men))
    label = one.label.rstrip(".")
    return sentence(f"{label}: {book.t(more).format(a=a, b=b)}, {high} {book.say('mot', 'against')} {low}")


def _beside(one: SharePair) -> ComparedValues:
    """Both shares with the decimals that their difference needs."""
    assert one.women
    assert one.men
    return beside(one.women.shown, [one.men.shown])


def _share(one: BoundedRatio | None, language: Language, withheld: bool, places: int | None) -> GridCell:
    if one is None:
        return GridCell("..", mark="withheld") if withheld else GridCell(NONE)
    return share_cell(one, language, places, with_base=True)


def _gap(one: SharePair, language: Language) -> GridCell:
    shown = _beside(one)
    return GridCell(points(shown.gaps[0], shown.places, language), shown.gaps[0] / 100, kind="points")


def interval_words(
    low: float, high: float, language: Language, places: int = 0, *, signed: bool = False
) -> str:
    ends = [
        signed_decimal(Decimal(repr(100 * one)), places, language).lstrip("" if signed else "+")
        for one in (low, high)
    ]
    between = "till" if language == "sv" else "to"
    return f"{ends[0]} {between} {ends[1]}{'' if signed else ' %'}"
