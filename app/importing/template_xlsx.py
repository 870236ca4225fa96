"""The XLSX template: a sheet to fill in, one that explains it, and one for each list of codes.

The sheet to fill in holds a header row and nothing else. Its columns of codes and periods are formatted as
text, or Excel would turn `2019-03` and `7-12` into dates. There is no formula anywhere.
"""

from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import xlsxwriter  # type: ignore[import-untyped]

from app.activities.activity import Activity
from app.catalogue.catalogue import Catalogue
from app.catalogue.model import ALL_LISTS
from app.importing.column_texts import ColumnText, text_of
from app.importing.sheet_columns import layout, questionnaires_of
from app.kit.language import LANGUAGES, Language, Text
from app.kit.spreadsheets import OPTIONS
from app.vocabulary.lists import CLOSED_LISTS
from app.vocabulary.states import DOES_NOT_APPLY, NO_ANSWER, NOT_ASKED, NOT_KNOWN

DATA, FIELDS, QUESTIONNAIRES = "Data", Text("Fält", "Fields"), "questionnaires"
LAST_ROW = 1_048_575
MOST_INLINE = 255
"""Characters of a drop-down's own list; Excel takes no more."""

_STATES = (NOT_KNOWN, DOES_NOT_APPLY, NOT_ASKED)
_MADE = datetime(2019, 1, 1, tzinfo=UTC)
"""A fixed time in the file's properties: the same template is the same file."""


def workbook(activity: Activity, catalogue: Catalogue, language: Language) -> bytes:
    """The template's bytes; `language` comes first wherever both are given."""
    buffer = BytesIO()
    languages = (language, *(one for one in LANGUAGES if one != language))
    columns = [text_of(column, activity, catalogue) for column in layout(activity, catalogue).template]
    with xlsxwriter.Workbook(buffer, OPTIONS) as book:
        book.set_properties({"created": _MADE.replace(tzinfo=None), "title": activity.term.of(language)})
        sheets = _Sheets(book, catalogue, languages)
        data = book.add_worksheet(DATA)
        sheets.fields(columns)
        ranges = {name: sheets.codes(name) for name in _lists(columns)}
        if any(one.column.part in ("answer", "survey") for one in columns):
            sheets.questionnaires(activity)
        sheets.data(data, columns, ranges)
    return buffer.getvalue()


def _lists(columns: list[ColumnText]) -> list[str]:
    return list(dict.fromkeys(column.list for column in columns if column.list is not None))


class _Sheets:
    """Writes the sheets of one workbook."""

    def __init__(self, book: Any, catalogue: Catalogue, languages: tuple[Language, ...]) -> None:
        self._book, self._catalogue, self._languages = book, catalogue, languages
        self._bold = book.add_format({"bold": True, "num_format": "@"})
        self._wrap = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        self._text = book.add_format({"num_format": "@"})

    def data(self, sheet: Any, columns: list[ColumnText], ranges: dict[str, dict[str, int]]) -> None:
        for index, one in enumerate(columns):
            header = one.column.header
            own = self._text if one.column.reading in ("text", "codes") else None
            sheet.set_column(index, index, max(12, len(header) + 2), own)
            sheet.write_string(0, index, header, self._bold)
            source = self._source(one, ranges)
            if source:
                sheet.data_validation(
                    1, index, LAST_ROW, index, {"validate": "list", "source": source, **_REFUSED}
                )
        sheet.freeze_panes(1, 0)

    @staticmethod
    def _source(one: ColumnText, ranges: dict[str, dict[str, int]]) -> str | list[str] | None:
        """A drop-down's codes: those of a sheet up to the last that the column takes, or a short list."""
        if not one.choices:
            return None
        if one.list is not None:
            last = max(ranges[one.list][code] for code in one.choices)
            return f"='{one.list}'!$A$2:$A${last + 1}"
        return list(one.choices) if len(",".join(one.choices)) <= MOST_INLINE else None

    def _head(self, sheet: Any, titles: list[str], widths: list[int]) -> None:
        for index, (title, width) in enumerate(zip(titles, widths, strict=True)):
            sheet.set_column(index, index, width, self._wrap)
            sheet.write_string(0, index, title, self._bold)
        sheet.freeze_panes(1, 0)

    def _line(self, sheet: Any, row: int, values: Iterable[str | None]) -> None:
        for index, value in enumerate(values):
            if value:
                sheet.write_string(row, index, value, self._wrap)

    def fields(self, columns: list[ColumnText]) -> None:
        sheet = self._book.add_worksheet(FIELDS.of(self._languages[0]))
        titles = [title.of(language) for language in self._languages for title in _TITLES]
        self._head(sheet, ["field", *titles], [28, *([30, 50, 40, 30] * len(self._languages))])
        for row, one in enumerate(columns, start=1):
            texts = [
                text.of(lang)
                for lang in self._languages
                for text in (one.label, one.help, one.allowed, one.blank)
            ]
            self._line(sheet, row, [one.column.header, *texts])

    def codes(self, name: str) -> dict[str, int]:
        """Write a list's sheet. The row of each code: the list's own, then further ones, then the states."""
        sheet = self._book.add_worksheet(name)
        self._head(
            sheet,
            ["code", *(_LANGUAGE[language] for language in self._languages), "from", "to"],
            [32, 44, 44, 10, 10],
        )
        data = self._catalogue.municipality
        entries = {entry.code: entry for entry in data.entries(name)} if name in ALL_LISTS else {}
        extra = {"areas": CLOSED_LISTS["places"], "districts": (data.city.code,)}.get(name, ())
        rows: dict[str, int] = {}
        for row, code in enumerate((*(entries or CLOSED_LISTS.get(name, ())), *extra, *_STATES), start=1):
            rows[code] = row
            text = self._catalogue.text_of(name, code)
            entry = entries.get(code)
            validity = [entry.first, entry.last] if entry else []
            self._line(sheet, row, [code, *(text.of(language) for language in self._languages), *validity])
        return rows

    def questionnaires(self, activity: Activity) -> None:
        sheet = self._book.add_worksheet(QUESTIONNAIRES)
        words = [
            f"{what} ({_LANGUAGE[language]})"
            for what in ("question", "answer")
            for language in self._languages
        ]
        titles = ["questionnaire", "from", "question", *words[:2], "answer", *words[2:]]
        self._head(sheet, titles, [24, 10, 18, 50, 50, 14, 24, 24])
        no_answer = self._catalogue.product.vocabulary["answer-states"][NO_ANSWER].text
        row = 0
        for questionnaire in questionnaires_of(activity, self._catalogue.municipality):
            for question in questionnaire.questions:
                answers = [
                    (answer.code, Text(answer.text["sv"], answer.text["en"])) for answer in question.answers
                ]
                if "answers" in activity.schema.model_fields:
                    answers.append((NO_ANSWER, no_answer))
                for code, text in answers:
                    row += 1
                    asked = [question.text[lang] for lang in self._languages]
                    said = [text.of(lang) for lang in self._languages]
                    self._line(
                        sheet,
                        row,
                        [questionnaire.code, questionnaire.first, question.code, *asked, code, *said],
                    )


_LANGUAGE: dict[Language, str] = {"sv": "svenska", "en": "English"}
_TITLES = (
    Text("Namn", "Label"),
    Text("Hjälp", "Help"),
    Text("Tillåtet", "What is allowed"),
    Text("Tom cell", "A blank cell"),
)
_REFUSED = {
    "error_title": "Stödlogg",
    "error_message": "Välj en kod ur listan. / Choose a code of the list.",
    "ignore_blank": True,
}
