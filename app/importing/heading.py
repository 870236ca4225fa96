"""Matching a file's header row with the columns that the activity has."""

from collections.abc import Sequence
from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name  # type: ignore[import-untyped]

from app.importing.cell_reader import Raw, is_blank
from app.importing.mistakes import FileMistake, mistake
from app.importing.sheet_columns import SheetColumn, SheetLayout

MOST_SHOWN = 60
"""As many characters of a header that is not ours as an error shows."""


@dataclass(frozen=True)
class SheetHeading:
    """What each position of a row is. None where the header is blank: nothing may stand there."""

    columns: tuple[SheetColumn | None, ...]
    letters: dict[str, str]
    """The spreadsheet's name of each column, by its header."""


def read_heading(cells: Sequence[Raw], layout: SheetLayout) -> tuple[SheetHeading, list[FileMistake]]:
    """The heading, and everything wrong with it: unknown, repeated and missing columns, each by name."""
    names = [cell.strip() if isinstance(cell, str) else "" for cell in cells]
    if not any(names):
        return SheetHeading((), {}), [mistake("header-missing", 1, activity=layout.activity.path)]
    wrong: list[FileMistake] = []
    letters: dict[str, str] = {}
    for index, (name, cell) in enumerate(zip(names, cells, strict=True), start=1):
        letter = letter_of(index)
        if name in letters:
            wrong.append(mistake("column-repeated", 1, name, letter))
        elif name in layout.by_header:
            letters[name] = letter
        elif not is_blank(cell):
            wrong.append(mistake("column-unknown", 1, printable(name, MOST_SHOWN) or None, letter))
    wrong += [mistake("column-missing", 1, name) for name in _missing(layout, letters)]
    return SheetHeading(tuple(map(layout.by_header.get, names)), letters), wrong


def letter_of(place: int) -> str:
    """A spreadsheet's name of its column number `place`, from 1: `A`, `Z`, `AA`."""
    return str(xl_col_to_name(place - 1))


def printable(text: str, most: int) -> str:
    """The first characters of a text of somebody else's, as they can be printed."""
    return "".join(character if character.isprintable() else "?" for character in text[:most])


def _missing(layout: SheetLayout, there: dict[str, str]) -> list[str]:
    """Needed columns that are not there. A respondent with any column needs those that say who and what."""
    slots = {column.slot for name in there if (column := layout.by_header[name]).part == "answer"}
    return [
        column.header
        for column in layout.by_header.values()
        if column.header not in there
        and (column.needed or (column.slot in slots and column.name in ("respondent", "questionnaire")))
    ]
