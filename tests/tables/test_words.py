"""What is wrong with the words of a table is said when it is declared: which, and where they belong."""

from dataclasses import replace
from typing import Any

import pytest

from app.tables import words
from app.tables.declaration import Measure, Table
from app.tables.rates import ShareWithin

TABLE = Table(
    id="moon-visits",
    own=(),
    measures=(Measure("visits", rate=ShareWithin("phase")),),
    parts=(),
    usual=(),
)
TEXT = {"sv": "Besök", "en": "Visits"}
WORDS: dict[str, Any] = {
    **dict.fromkeys(("title", "counted", "source", "unit"), TEXT),
    "measures": {"visits": {"label": TEXT, "known": TEXT}},
}


def _told(monkeypatch: pytest.MonkeyPatch, table: Table = TABLE, **changed: Any) -> Table:
    monkeypatch.setitem(words._FILE["tables"], "moon-visits", {**WORDS, **changed})
    return words.told(table)


def test_a_table_gets_its_words(monkeypatch: pytest.MonkeyPatch) -> None:
    assert _told(monkeypatch).measure("visits").label.sv == "Besök"


def test_a_table_without_words_is_told_what_it_lacks() -> None:
    with pytest.raises(ValueError, match=r"words\.yaml: moon-visits has no counted, measures, source, title"):
        words.told(TABLE)


@pytest.mark.parametrize(
    ("measures", "message"),
    [
        ({}, "moon-visits has no visits"),
        ({"visits": {"label": TEXT}}, r"moon-visits has no visits\.known"),
        (
            {"visits": {"label": {"sv": "Besök"}, "known": TEXT}},
            r"visits\.label is not a text with sv and en",
        ),
        ({**WORDS["measures"], "stars": {"label": TEXT}}, "words of what the table has not: stars"),
    ],
)
def test_a_measure_says_what_it_lacks(
    monkeypatch: pytest.MonkeyPatch, measures: dict[str, Any], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        _told(monkeypatch, measures=measures)


def test_a_companion_of_nothing_has_no_words(monkeypatch: pytest.MonkeyPatch) -> None:
    table = replace(TABLE, measures=(*TABLE.measures, Measure("stars-known")))
    with pytest.raises(ValueError, match="moon-visits has no stars-known"):
        _told(monkeypatch, table)
