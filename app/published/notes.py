"""What to say under figures of how they are protected: in one way, or in several by period."""

from collections.abc import Sequence

from app.figures.figure import LEAST_BASE_OF_MEANS
from app.kit.language import LANGUAGES, Text
from app.kit.texts import texts_beside
from app.release.storage.frozen_table import FrozenTable
from app.tables.declaration import Table

_TEXTS = texts_beside(__file__)

SUPPRESSED = _TEXTS["suppressed"]
"""Under what was released before figures were rounded."""

FEW = Text(
    f"'..' betyder att underlaget är för litet: poäng visas från {LEAST_BASE_OF_MEANS} svar.",
    f"'..' means that the base is too small: scores are shown from {LEAST_BASE_OF_MEANS} answers on.",
)
"""Under rounded figures that lack some: their sum would be the scores of few."""


def protection_notes(tables: Sequence[FrozenTable]) -> tuple[Text, ...]:
    """Of one table's periods in time's order. Nothing where all figures are exact and open."""
    told = [table.on_rounding or (SUPPRESSED if _is_suppressed(table, tables) else None) for table in tables]
    notes = list(dict.fromkeys(note for note in told if note is not None))
    few = (FEW,) if any(table.rounded and _withholds(table) for table in tables) else ()
    if len(notes) < 2:
        return *notes, *few
    return *(_of([one == note for one in told], tables, note) for note in notes), *few


def _is_suppressed(table: FrozenTable, tables: Sequence[FrozenTable]) -> bool:
    """Beside periods that are rounded it has to be said also of one that lost nothing."""
    return any(one.rounded for one in tables) or _withholds(table)


def _withholds(table: FrozenTable) -> bool:
    return any(value == "withheld" for measure in table.measures for value in measure.values)


def _of(are: Sequence[bool], tables: Sequence[FrozenTable], note: Text) -> Text:
    """The note with the periods that it is of before it."""
    own = [table.period for is_, table in zip(are, tables, strict=True) if is_]
    first, last = are.index(True), len(are) - are[::-1].index(True)
    span = f"{own[0]} – {own[-1]}" if all(are[first:last]) and len(own) > 1 else ", ".join(own)
    return Text(f"{span}: {note.sv}", f"{span}: {note.en}")


_SPANS = _TEXTS["spans"]

_STATES = _TEXTS["states"]


def year_notes(table: Table | None) -> tuple[Text, ...]:
    """What a year of a table is: a sum, the state at its end, or of some measures each; nothing of a table of
    years."""
    if table is None or table.grain == "year":
        return ()
    stocks = [one.label for one in table.shown if one.stock]
    sv, en = (", ".join(one.of(language).lower() for one in stocks) for language in LANGUAGES)
    states = (Text(_STATES.sv.format(stocks=sv), _STATES.en.format(stocks=en)),) if stocks else ()
    return (*([] if len(stocks) == len(table.shown) else [_SPANS]), *states)
