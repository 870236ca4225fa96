"""The sentences under released figures: what the rounding means, in every format, and of which periods."""

import html
import io
import json
from dataclasses import replace
from statistics import pstdev
from typing import Any

import numpy as np
import openpyxl
import pyarrow.parquet as pq
import pytest

from app.disclosure.rounding.random_draws import target
from app.disclosure.rounding.uncertainty import greatest_deviation, most_apart
from app.figures.rounding_words import on_rounding, sentences, sentences_of_sums
from app.kit.language import LANGUAGES, Language, Text
from app.published.notes import FEW, SUPPRESSED, protection_notes
from app.pxweb.cube_selection import SelectionRequest, choose
from app.pxweb.cubes import NOT_KNOWN, PublishedTable, PxCube, cubes_of
from app.pxweb.extract import Extract, legend
from app.pxweb.formats import OUTPUTS, FormatChoice
from app.pxweb.pages import suppressed_in
from app.release.storage.frozen_table import FrozenTable, as_bytes, from_bytes
from tests.pxweb.releases import dimension, districts, measure, table
from tests.support.service import Service
from tests.support.unprotected import unprotected

OWN = Text("Egen not", "A note of its own")


def released(period: str, rounded: int | None = None, *, withheld: bool = False) -> FrozenTable:
    axes = (districts("farsta"), dimension("route_in", "clinic", "friend"))
    values: list[Any] = [0, 5, 5, 8, 6, 14]
    if withheld:
        values[0] = "withheld"
    found = table("routes-in", period, axes, [measure("sessions", axes, values)], notes=(OWN,))
    if rounded is None:
        return found
    return replace(found, rounded=rounded, notes=(on_rounding(rounded), *found.notes))


def cube(*tables: FrozenTable) -> PxCube:
    (found,) = cubes_of([PublishedTable(one, "2026-12-01") for one in tables], {})
    return found


def said(form: str, extract: Extract) -> str:
    """All words of an answer, as a reader of the format gets them."""
    raw = OUTPUTS[form].make(extract, FormatChoice(form, title=True))
    if form == "xlsx":
        book = openpyxl.load_workbook(io.BytesIO(raw))
        return " ".join(str(cell.value) for sheet in book for row in sheet.rows for cell in row)
    if form == "parquet":
        metadata = pq.read_schema(io.BytesIO(raw)).metadata or {}
        return " ".join(one.decode() for one in metadata.values())
    if form == "html":
        return html.unescape(raw.decode())
    return json.dumps(json.loads(raw), ensure_ascii=False) if form.startswith("json") else raw.decode()


@pytest.mark.parametrize("threshold", [4, 5, 7])
@pytest.mark.parametrize("some_exact", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
def test_at_most_four_sentences_say_the_rule(threshold: int, some_exact: bool, language: Language) -> None:
    found = [one.of(language) for one in sentences(threshold, some_exact=some_exact)]
    assert len(found) <= 4
    assert all(one.endswith(".") and one.count(".") == 1 for one in found)
    assert f"0–{threshold - 1}" in found[1]
    assert str(threshold) not in " ".join(found)
    assert on_rounding(threshold, some_exact=some_exact).of(language) == " ".join(found)


def test_one_way_of_protection_is_told_without_periods() -> None:
    assert protection_notes([released("2025-T1", 5), released("2025-T2", 5)]) == (on_rounding(5),)
    assert protection_notes([released("2019-T1", withheld=True), released("2019-T2")]) == (SUPPRESSED,)
    assert protection_notes([released("2019-T1")]) == ()


def test_what_rounded_figures_lack_is_not_told_as_suppression() -> None:
    assert protection_notes([released("2025-T1", 5, withheld=True)]) == (on_rounding(5), FEW)
    *_, few = protection_notes([released("2018-T3", withheld=True), released("2025-T1", 5, withheld=True)])
    assert few == FEW
    assert FEW not in protection_notes([released("2018-T3", withheld=True), released("2025-T1", 5)])
    own = cube(released("2025-T1", 5, withheld=True))
    assert suppressed_in([own], "sv") is None
    assert SUPPRESSED.sv in str(suppressed_in([cube(released("2018-T3", withheld=True))], "sv"))


def test_several_ways_are_told_each_with_its_periods() -> None:
    tables = [
        released("2018-T3", withheld=True),
        released("2019-T1"),
        released("2019-T2", 5),
        released("2019-T3", 6),
        released("2020-T1", 5),
    ]
    suppressed, five, six = protection_notes(tables)
    assert suppressed.sv == f"2018-T3 – 2019-T1: {SUPPRESSED.sv}"
    assert five.en == f"2019-T2, 2020-T1: {on_rounding(5).en}"
    assert six.sv == f"2019-T3: {on_rounding(6).sv}"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", [one for one in OUTPUTS if one != "csv"])
def test_every_format_with_words_says_what_the_rounding_means(form: str, language: Language) -> None:
    own = cube(released("2025-T1", 5), released("2025-T2", 5))
    text = said(form, Extract(own, choose(own, SelectionRequest(), 100), language))
    for sentence in sentences(5):
        assert sentence.of(language) in text
    assert OWN.of(language) in text
    assert SUPPRESSED.of(language) not in text


@pytest.mark.parametrize("form", [one for one in OUTPUTS if one != "csv"])
def test_what_was_published_by_suppression_keeps_its_words(form: str) -> None:
    own = cube(released("2019-T1", withheld=True))
    text = said(form, Extract(own, choose(own, SelectionRequest(), 100), "sv"))
    assert SUPPRESSED.sv in text
    assert "avrunda" not in text


def test_no_symbol_is_explained_that_stands_nowhere() -> None:
    rounded, suppressed = cube(released("2025-T1", 5)), cube(released("2019-T1", withheld=True))
    extracts = [Extract(one, choose(one, SelectionRequest(), 100), "sv") for one in (rounded, suppressed)]
    assert [list(legend([one.cube])) for one in extracts] == [[], [".."]]
    assert "'..'" not in said("html", extracts[0])
    assert said("html", extracts[1]).count("'..'") == 1
    both = cube(released("2019-T1", withheld=True), released("2025-T1", 5))
    assert list(legend([both])) == [".."]
    marked = replace(rounded, array=np.where(rounded.array == 0, NOT_KNOWN, rounded.array))
    text = said("html", Extract(marked, choose(marked, SelectionRequest(), 100), "sv"))
    assert "Tecken: '....' uppgift saknas för alla som räknas." in text


def test_a_table_without_rounded_figures_says_nothing_of_rounding() -> None:
    plain = cube(released("2025-T1"))
    extract = Extract(plain, choose(plain, SelectionRequest(), 100), "sv")
    assert all("avrunda" not in one.sv for one in extract.notes)
    assert 'NOTEX="' not in said("px", extract)


def test_a_table_says_what_of_it_is_exact_and_one_that_is_all_open_is_not_rounded(quick: Service) -> None:
    found = unprotected(quick.database, quick.here.catalogue, "2019-T3", rounded=5)
    told = {one.id: one.on_rounding for one in found}
    assert told["routes-in"] == on_rounding(5)
    assert told["theme-meetings"] == told["response-rates"] == on_rounding(5, some_exact=True)
    assert told["programme-leaders"] is None
    assert all(from_bytes(as_bytes(one)) == one for one in found)


@pytest.mark.parametrize("mixed", [None, ("2024-T2", "2024-T1")])
@pytest.mark.parametrize("language", LANGUAGES)
def test_at_most_four_sentences_say_how_sure_a_sum_is(
    mixed: tuple[str, str] | None, language: Language
) -> None:
    found = [one.of(language) for one in sentences_of_sums(5, 3, mixed=mixed)]
    assert len(found) <= 4
    assert all(one.endswith(".") and "{" not in one for one in found)
    assert "0–12" in found[1]
    assert ("4,3" if language == "sv" else "4.3") in found[2]
    assert ("2024-T1" in found[0]) == (mixed is not None)


@pytest.mark.parametrize("threshold", [4, 5, 6])
def test_the_deviation_of_a_sum_is_that_of_the_draw(threshold: int) -> None:
    """Beside draws themselves: of the widest small count, no other is wider, and its sum is as told."""
    spreads = []
    for count in range(2 * threshold):
        drawn = [target(b"secret", str(number), "cell", count, threshold) for number in range(1500)]
        spreads.append(pstdev(drawn))
        assert spreads[-1] < greatest_deviation(threshold, 1) * 1.1
    assert max(spreads) == pytest.approx(greatest_deviation(threshold, 1), rel=0.1)
    assert greatest_deviation(threshold, 4) == pytest.approx(2 * greatest_deviation(threshold, 1))
    assert most_apart(threshold, 3) == 3 * (threshold - 1)
