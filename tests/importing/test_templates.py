"""The templates: made from the schema and the catalogue, safe from Excel's helpfulness, in both languages."""

import io
import re
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from app.activities.kinds import CodeOf
from app.activities.registry import ACTIVITIES, BY_NAME
from app.catalogue.catalogue import Catalogue, load
from app.catalogue.model import ALL_LISTS
from app.catalogue.yaml_files import CatalogueError
from app.importing.column_texts import text_of
from app.importing.heading import letter_of
from app.importing.sheet_columns import SheetLayout, layout
from app.importing.template import activity_named, file_name, template
from app.vocabulary.lists import CLOSED_LISTS

EVERY = [activity.name for activity in ACTIVITIES]


@pytest.fixture
def catalogue(catalogue_name: str) -> Catalogue:
    return load(catalogue_name)


def _layout(name: str, catalogue: Catalogue) -> SheetLayout:
    return layout(BY_NAME[name], catalogue)


def _book(name: str, catalogue: Catalogue, language: Any = "sv") -> Any:
    return openpyxl.load_workbook(io.BytesIO(template(BY_NAME[name], catalogue, "xlsx", language)))


def test_headers_are_the_schema_s_names(catalogue_name: str) -> None:
    """Written out once, for one activity of each shape."""
    catalogue = load(catalogue_name)
    headers = [column.header for column in _layout("theme-meeting", catalogue).template]
    level = ["level"] if catalogue_name == "lindesberg" else []
    assert headers[:18] == [
        "id", "district", "month", "catalogue_version", "kind", "theme", "partners", "women", "men",
        "other_participants", "participants", "age_groups", "language", *level, "answer1_respondent",
        "answer1_questionnaire", "answer1_strengthened", "answer1_other-parents", "answer2_respondent",
    ][:18]  # fmt: skip
    assert headers[-1] == "answer4_other-parents"
    preschool = [column.header for column in _layout("open-preschool-return", catalogue).template]
    assert preschool[:3] == ["district", "tertial", "catalogue_version"]
    assert preschool[-10:][0] == "survey_open-preschool-2_strengthened_yes-really"
    figures = [column.header for column in _layout("programme-figures", catalogue).template]
    assert figures[:5] == ["district", "year", "catalogue_version", "programme", "participants"]
    assert figures[-1] == "leaders_not-known"


@pytest.mark.parametrize("name", EVERY)
def test_csv_is_one_header_row_that_excel_reads_as_utf_8(name: str, catalogue: Catalogue) -> None:
    made = template(BY_NAME[name], catalogue, "csv")
    assert made.startswith(b"\xef\xbb\xbf")
    text = made.decode("utf-8-sig")
    assert text.endswith("\r\n")
    assert text.count("\n") == 1
    assert text.strip().split(";") == [column.header for column in _layout(name, catalogue).template]


@pytest.mark.parametrize("name", EVERY)
def test_the_data_sheet_is_a_frozen_bold_header_and_text_columns(name: str, catalogue: Catalogue) -> None:
    sheet = _book(name, catalogue).worksheets[0]
    columns = _layout(name, catalogue).template
    assert sheet.title == "Data"
    assert (sheet.max_row, sheet.freeze_panes) == (1, "A2")
    assert [cell.value for cell in sheet[1]] == [column.header for column in columns]
    assert all(cell.font.b for cell in sheet[1])
    for cell, column in zip(sheet[1], columns, strict=True):
        form = sheet.column_dimensions[_group(sheet, cell.column)].number_format
        assert (form == "@") == (column.reading in ("text", "codes")), column.header


def _group(sheet: Any, place: int) -> str:
    """Columns that follow each other with one format are stored as one."""
    return next(str(key) for key, one in sheet.column_dimensions.items() if one.min <= place <= one.max)


@pytest.mark.parametrize("name", EVERY)
def test_drop_downs_hold_the_codes_that_the_column_takes(name: str, catalogue: Catalogue) -> None:
    book = _book(name, catalogue)
    sheet = book.worksheets[0]
    found = {str(one.sqref): _choices(book, one.formula1) for one in sheet.data_validations.dataValidation}
    assert all(one.type == "list" and one.allowBlank for one in sheet.data_validations.dataValidation)
    expected = {}
    for place, column in enumerate(_layout(name, catalogue).template, start=1):
        letter = letter_of(place)
        one = text_of(column, BY_NAME[name], catalogue)
        if one.choices:
            expected[f"{letter}2:{letter}1048576"] = sorted(one.choices)
    assert {key: sorted(codes) for key, codes in found.items()} == expected
    assert len(expected) >= (0 if name == "context" else 1)


def _choices(book: Any, formula: str) -> list[str]:
    if formula.startswith('"'):
        return formula.strip('"').split(",")
    sheet, first, last = re.fullmatch(r"'([a-z-]+)'!\$A\$(\d+):\$A\$(\d+)", formula).groups()  # type: ignore[union-attr]
    assert first == "2"
    return [book[sheet].cell(row, 1).value for row in range(2, int(last) + 1)]


@pytest.mark.parametrize("name", EVERY)
def test_lists_have_every_code_with_its_words(name: str, catalogue: Catalogue) -> None:
    book = _book(name, catalogue)
    columns = [text_of(column, BY_NAME[name], catalogue) for column in _layout(name, catalogue).template]
    wanted = {one.list for one in columns if one.list}
    rest = {"Data", "Fält", "questionnaires"}
    assert {title for title in book.sheetnames if title not in rest} == wanted
    for title in wanted:
        rows = [[cell.value or "" for cell in row] for row in book[title].iter_rows()]
        assert rows[0] == ["code", "svenska", "English", "from", "to"]
        words = {row[0]: (row[1], row[2]) for row in rows[1:]}
        assert len(words) == len(rows) - 1
        codes = catalogue.municipality.codes(title) if title in ALL_LISTS else CLOSED_LISTS[title]
        assert set(codes) <= words.keys()
        for code, text in words.items():
            assert text == tuple(catalogue.text_of(title, code)), (title, code)


def test_a_district_says_when_it_was() -> None:
    sheet = _book("context", load("stockholm"))["districts"]
    rows = {row[0]: row[3:] for row in sheet.iter_rows(values_only=True)}
    assert rows["rinkeby-kista"] == (None, "2023-06")
    assert rows["jarva"] == ("2023-07", None)


def test_the_whole_city_is_a_choice_where_it_is_one() -> None:
    catalogue = load("stockholm")
    for name, there in (("programme-figures", True), ("context", False)):
        column = text_of(_layout(name, catalogue).template[0], BY_NAME[name], catalogue)
        assert ("stockholm" in column.choices) == there


@pytest.mark.parametrize("name", EVERY)
def test_the_fields_sheet_explains_each_column_swedish_first(name: str, catalogue: Catalogue) -> None:
    sheet = _book(name, catalogue).worksheets[1]
    assert sheet.title == "Fält"
    rows = [[cell.value or "" for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == [
        "field", "Namn", "Hjälp", "Tillåtet", "Tom cell", "Label", "Help", "What is allowed", "A blank cell",
    ]  # fmt: skip
    columns = _layout(name, catalogue).template
    assert [row[0] for row in rows[1:]] == [column.header for column in columns]
    for row in rows[1:]:
        header, label, _, allowed, blank, label_en, _, allowed_en, blank_en = row
        assert all((label, allowed, blank, label_en, allowed_en, blank_en)), header
        assert label != header or header == "id"


def test_help_and_labels_are_the_catalogue_s() -> None:
    catalogue = load("lindesberg")
    rows = {
        row[0]: row
        for row in _book("counselling-session", catalogue).worksheets[1].iter_rows(values_only=True)
    }
    texts = catalogue.field_texts("counselling-session", "district")
    assert texts is not None
    assert rows["district"][1:3] == (texts.label.sv, texts.help.sv) == ("Verksamhet", texts.help.sv)
    assert rows["mothers"][3] == 'Ett heltal från 0 till 20 eller "not-known".'
    assert rows["mothers"][4] == "Betyder not-known."
    assert rows["district"][4] == "Får inte vara tom."
    assert rows["level"][4] == "Betyder does-not-apply där uppgiften inte kan finnas, annars not-known."
    assert rows["month"][3] == "En månad skrivs som 2019-03."
    assert rows["answer1_helpful"][1] == "Svarande 1: Har samtalet varit till hjälp för dig som förälder?"


def test_english_first_where_asked() -> None:
    book = _book("theme-meeting", load("stockholm"), "en")
    assert book.sheetnames[:2] == ["Data", "Fields"]
    assert [cell.value for cell in book["Fields"][1]][:2] == ["field", "Label"]
    assert [cell.value for cell in book["themes"][1]] == ["code", "English", "svenska", "from", "to"]


def test_questions_and_answers_stand_on_a_sheet() -> None:
    rows = list(_book("counselling-session", load("stockholm"))["questionnaires"].iter_rows(values_only=True))
    assert rows[0] == (
        "questionnaire", "from", "question", "question (svenska)", "question (English)", "answer",
        "answer (svenska)", "answer (English)",
    )  # fmt: skip
    assert (rows[1][0], rows[19][0]) == ("counselling-session-1", "counselling-session-2")
    assert [row[5] for row in rows[1:7]] == ["yes-really", "yes", "partly", "hardly", "no", "no-answer"]
    assert len(rows) == 1 + 2 * 3 * 6
    survey = list(
        _book("open-preschool-return", load("stockholm"))["questionnaires"].iter_rows(values_only=True)
    )
    assert "no-answer" not in {row[5] for row in survey}


@pytest.mark.parametrize("name", EVERY)
def test_no_formula_no_link_no_time(name: str, catalogue: Catalogue) -> None:
    made = template(BY_NAME[name], catalogue, "xlsx")
    assert made == template(BY_NAME[name], catalogue, "xlsx")
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        sheets = [archive.read(part) for part in archive.namelist() if part.startswith("xl/worksheets/")]
        core = archive.read("docProps/core.xml").decode()
    assert not any(b"<f>" in sheet or b"<f " in sheet or b"hyperlink" in sheet for sheet in sheets)
    assert "2019-01-01T00:00:00Z" in core
    assert "<dc:creator></dc:creator>" in core


def test_names_of_activities_and_files() -> None:
    for activity in ACTIVITIES:
        assert activity_named(activity.path) is activity
        assert activity_named(activity.name) is activity
    assert activity_named("sessions") is None
    assert file_name(BY_NAME["theme-meeting"], "csv") == "theme-meetings.csv"


def test_every_column_has_one_header_and_one_meaning(catalogue: Catalogue) -> None:
    for activity in ACTIVITIES:
        found = layout(activity, catalogue)
        headers = [column.header for column in (*found.template, *found.further)]
        assert len(headers) == len(set(headers))
        for column in found.by_header.values():
            assert isinstance(column.kind, CodeOf) == (
                text_of(column, activity, catalogue).list is not None
            ) or (column.reading == "codes")


def test_a_question_cannot_take_a_respondent_s_column(tmp_path: Path) -> None:
    source = Path("app/catalogue/data/stockholm.yaml").read_text("utf-8")
    file = tmp_path / "own.yaml"
    file.write_text(source.replace("- code: helpful", "- code: respondent"), "utf-8")
    with pytest.raises(CatalogueError, match="counselling-session"):
        layout(BY_NAME["counselling-session"], load(str(file)))


def test_older_questionnaires_keep_their_columns_beside_the_newest(tmp_path: Path) -> None:
    """A new version asks other questions: the template shows those, a file may hold both."""
    source = Path("app/catalogue/data/stockholm.yaml").read_text("utf-8")
    languages = load("stockholm").parents.languages
    words = {
        text: "{" + ", ".join(f'"{one.code}": "{text}"' for one in languages) + "}"
        for text in ("Lärde du dig något?", "Ja", "Nej")
    }
    newer = f"""
  - code: theme-meeting-3
    activity: theme-meeting
    from: 2027-01
    questions:
      - code: learnt
        text: {words["Lärde du dig något?"]}
        answers:
          - {{code: "yes", text: {words["Ja"]}, top: true}}
          - {{code: "no", text: {words["Nej"]}}}
"""
    file = tmp_path / "own.yaml"
    file.write_text(source.replace("\nquestionnaires:\n", f"\nquestionnaires:{newer}", 1), "utf-8")
    found = layout(BY_NAME["theme-meeting"], load(str(file)))
    shown = [column.header for column in found.template if column.slot == 1]
    assert shown == ["answer1_respondent", "answer1_questionnaire", "answer1_learnt"]
    assert {"answer1_strengthened", "answer60_learnt"} <= found.by_header.keys()
