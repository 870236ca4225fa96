"""A PX file (AXIS-VERSION 2013, UTF-8) in both languages, the asked one first.

Each keyword's translation follows it at once, since readers pair them so. A quotation mark cannot stand in a
PX text and becomes an apostrophe.
"""

from collections.abc import Iterator, Sequence

from app.kit.language import LANGUAGES, Language, Text
from app.pxweb import words
from app.pxweb.extract import Extract, ExtractAxis


def as_px(extract: Extract) -> bytes:
    return "".join(f"{line}\r\n" for line in (*_Keywords(extract), *_data(extract))).encode()


def _data(extract: Extract) -> Iterator[str]:
    """The cells, a line for each of the stub's combinations; symbols are quoted."""
    yield "DATA="
    width = max(1, len(extract.columns()))
    cells = [str(cell) if isinstance(cell, int) else f'"{cell}"' for cell in extract.cells]
    for place in range(0, len(cells), width):
        yield " ".join(cells[place : place + width]) + " "
    yield ";"


class _Keywords:
    """The file's keywords in the order that is recommended."""

    def __init__(self, extract: Extract) -> None:
        self._extract = extract
        first = extract.language
        self._languages: tuple[Language, ...] = (first, *(one for one in LANGUAGES if one != first))

    def __iter__(self) -> Iterator[str]:
        extract, cube = self._extract, self._extract.cube
        day = f"{cube.updated.replace('-', '')} 00:00"
        yield 'CHARSET="ANSI";'
        yield 'AXIS-VERSION="2013";'
        yield 'CODEPAGE="utf-8";'
        yield f'LANGUAGE="{self._languages[0]}";'
        yield f"LANGUAGES={_quoted(self._languages)};"
        yield f'CREATION-DATE="{day}";'
        yield "DECIMALS=0;"
        yield "SHOWDECIMALS=0;"
        yield f'MATRIX="{cube.id}";'
        yield "AGGREGALLOWED=NO;"
        yield f'SUBJECT-CODE="{cube.table}";'
        yield from self._said("SUBJECT-AREA", words.SUBJECT)
        yield from self._said("TITLE", extract.title)
        yield from self._said("CONTENTS", cube.title)
        yield from self._said("DESCRIPTION", extract.title)
        yield from self._said("UNITS", cube.counted)
        if extract.stub:
            yield from self._listed("STUB", [one.variable.text for one in extract.stub])
        if extract.heading:
            yield from self._listed("HEADING", [one.variable.text for one in extract.heading])
        (contents,) = [one for one in extract.axes if one.variable.role == "metric"]
        yield from self._said("CONTVARIABLE", contents.variable.text)
        for axis in extract.axes:
            yield from self._axis(axis)
        for value in contents.values:
            yield from self._said("UNITS", value.unit, value.text)
            yield from self._said("LASTUPDATED", Text(day, day), value.text)
        yield from self._said("SOURCE", cube.source)
        for number, text in enumerate(words.SYMBOLS.values(), 1):
            yield from self._said(f"DATASYMBOL{number}", text)
        if cube.mandatory:
            yield from self._said("NOTEX", _joined(cube.mandatory))
        yield from self._said("NOTE", _joined(extract.notes[len(cube.mandatory) :]))

    def _axis(self, axis: ExtractAxis) -> Iterator[str]:
        variable = axis.variable
        yield from self._listed("VALUES", [value.text for value in axis.values], variable.text)
        if variable.role == "time" and all(value.code.isdigit() for value in axis.values):
            # A tertial has no scale of its own in the format.
            years = self._listed("TIMEVAL", [value.text for value in axis.values], variable.text)
            yield from (line.replace("=", "=TLIST(A1),", 1) for line in years)
        yield from self._listed(
            "CODES", [Text(value.code, value.code) for value in axis.values], variable.text
        )
        yield from self._said("VARIABLECODE", Text(variable.code, variable.code), variable.text)
        for total in (value for value in axis.values if value.code == variable.elimination):
            yield from self._said("ELIMINATION", total.text, variable.text)
        if variable.notes:
            yield from self._said("NOTE", variable.notes[0], variable.text)

    def _said(self, keyword: str, text: Text, of: Text | None = None) -> Iterator[str]:
        for language, key in self._keys(keyword, of):
            yield f'{key}="{_text(text.of(language))}";'

    def _listed(self, keyword: str, texts: Sequence[Text], of: Text | None = None) -> Iterator[str]:
        for language, key in self._keys(keyword, of):
            yield f"{key}={_quoted([text.of(language) for text in texts])};"

    def _keys(self, keyword: str, of: Text | None) -> Iterator[tuple[Language, str]]:
        for language in self._languages:
            tag = "" if language == self._languages[0] else f"[{language}]"
            yield language, f"{keyword}{tag}" + (f'("{_text(of.of(language))}")' if of else "")


def _joined(texts: Sequence[Text]) -> Text:
    return Text(*(" ".join(text.of(language) for text in texts) for language in LANGUAGES))


def _quoted(texts: Sequence[str]) -> str:
    return ",".join(f'"{_text(text)}"' for text in texts)


def _text(text: str) -> str:
    return text.replace('"', "'").replace("\n", " ")
