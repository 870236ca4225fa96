"""What is wrong with a file: where a person sees it in the spreadsheet, and what to do."""

from dataclasses import dataclass, field

from app.importing.words import RULES
from app.kit.language import Language, Text

MOST_LISTED = 100
"""As many mistakes as are listed; the rest are counted."""


@dataclass(frozen=True)
class FileMistake:
    """One thing wrong. `row` counts from 1 as a spreadsheet does, the header row included; `letter` is the
    spreadsheet's name of the column. Without a row it is about the whole file."""

    rule: str
    text: Text
    row: int | None = None
    column: str | None = None
    letter: str | None = None
    allowed: tuple[str, ...] = ()

    def line(self, language: Language) -> str:
        """`rad 12, kolumn Q (route_in): ...`"""
        where = []
        if self.row is not None:
            where.append(f"{Text('rad', 'row').of(language)} {self.row}")
        if self.column is not None:
            shown = f"{self.letter} ({self.column})" if self.letter else self.column
            where.append(f"{Text('kolumn', 'column').of(language)} {shown}")
        message = self.text.of(language)
        if self.allowed:
            message += f" {Text('Ange något av', 'Give one of').of(language)}: {', '.join(self.allowed)}."
        return ": ".join(filter(None, (", ".join(where), message)))


def mistake(
    rule: str, row: int | None = None, column: str | None = None, letter: str | None = None, **values: object
) -> FileMistake:
    """A mistake of one of the import's own rules (`words.RULES`)."""
    return FileMistake(rule, RULES[rule].format(**values), row, column, letter)


class UnreadableFile(Exception):
    """The file can be read no further."""

    def __init__(self, rule: str, **values: object) -> None:
        self.mistake = FileMistake(rule, RULES[rule].format(**values))
        super().__init__(rule)


@dataclass
class MistakeList:
    """The first `MOST_LISTED` mistakes, and how many there are in all."""

    listed: list[FileMistake] = field(default_factory=list)
    total: int = 0

    def add(self, one: FileMistake) -> None:
        self.total += 1
        if len(self.listed) < MOST_LISTED:
            self.listed.append(one)

    def __bool__(self) -> bool:
        return self.total > 0
