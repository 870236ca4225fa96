"""Making files as a person would: the template, filled in; and what a record looks like in its cells."""

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import xlsxwriter  # type: ignore[import-untyped]

from app.activities.activity import Activity
from app.activities.registry import BY_NAME
from app.importing.outcome import ImportOutcome
from app.importing.run import import_file
from app.importing.template import Format, template
from tests.support.service import Service, example

Cells = dict[str, Any]

KEYS: dict[str, dict[str, dict[str, Any]]] = {
    "stockholm": {
        "open-preschool-return": {"district": "farsta", "tertial": "2019-T1"},
        "programme-figures": {"district": "farsta", "year": 2019},
        "enrolment-figures": {"programme": "rinkeby", "tertial": "2019-T1"},
        "context": {"district": "farsta", "year": 2019},
    },
    "lindesberg": {
        "open-preschool-return": {"district": "familjecentralen-lindesberg", "tertial": "2023-T1"},
        "programme-figures": {"district": "familjecentralen-lindesberg", "year": 2023},
        "enrolment-figures": {"programme": "familjecentralen", "tertial": "2023-T1"},
        "context": {"district": "familjecentralen-lindesberg", "year": 2023},
    },
}


def cells_of(name: str, catalogue: str, **changes: Any) -> list[Cells]:
    """The example of an activity as rows of cells, laid out here and not by the importer."""
    content = example(name, catalogue, **changes)
    if name == "programme-figures":
        return _programme_rows(content, KEYS[catalogue][name])
    row: Cells = dict(KEYS[catalogue].get(name, {}))
    for field, value in content.items():
        if field == "answers":
            for number, one in enumerate(value, start=1):
                row[f"answer{number}_respondent"] = one["respondent"]
                row[f"answer{number}_questionnaire"] = one["questionnaire"]
                row |= {f"answer{number}_{code}": answer for code, answer in one["answers"].items()}
        elif field == "survey":
            for one in value:
                row[f"survey_{one['questionnaire']}_{one['question']}_{one['answer']}"] = one["number"]
        else:
            row[field] = " ".join(value) if isinstance(value, list) else value
    return [row]


def _programme_rows(content: Mapping[str, Any], key: Mapping[str, Any]) -> list[Cells]:
    rows = []
    for programme in content["programmes"]:
        row = {**key, "catalogue_version": content["catalogue_version"], **programme}
        for one in content.get("leaders", []):
            if one["programme"] == programme["programme"]:
                row[f"leaders_{one['arena']}"] = one["leaders"]
        rows.append(row)
    return rows


def headers_of(service: Service, name: str) -> list[str]:
    """The header row of the CSV template."""
    text = template(BY_NAME[name], service.here.catalogue, "csv").decode("utf-8-sig")
    return text.strip().split(";")


def fill(service: Service, name: str, rows: Sequence[Cells], path: Path, kind: Format) -> Path:
    """The template of an activity with `rows` filled in."""
    made = template(BY_NAME[name], service.here.catalogue, kind)
    file = path / f"filled.{kind}"
    if kind == "csv":
        headers = _with_others(made.decode("utf-8-sig").strip().split(";"), rows)
        file.write_bytes(csv_bytes(headers, rows, ";"))
        return file
    book = openpyxl.load_workbook(io.BytesIO(made))
    sheet = book.worksheets[0]
    headers = _with_others([str(cell.value) for cell in sheet[1]], rows)
    for place, header in enumerate(headers, start=1):
        sheet.cell(1, place).value = header
    for row, cells in enumerate(rows, start=2):
        assert cells.keys() <= set(headers)
        for place, header in enumerate(headers, start=1):
            if cells.get(header) is not None:
                sheet.cell(row, place).value = cells[header]
    book.save(file)
    return file


def _with_others(headers: Sequence[str], rows: Sequence[Cells]) -> list[str]:
    """The template's columns, and those of an older version's survey, which it leaves out."""
    return list(dict.fromkeys([*headers, *(one for row in rows for one in row if one.startswith("survey_"))]))


def csv_bytes(
    headers: Sequence[str], rows: Sequence[Cells], delimiter: str, encoding: str = "utf-8-sig"
) -> bytes:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=delimiter)
    writer.writerow(headers)
    for cells in rows:
        assert cells.keys() <= set(headers)
        writer.writerow(["" if cells.get(header) is None else cells[header] for header in headers])
    return text.getvalue().encode(encoding)


def csv_file(service: Service, name: str, rows: Sequence[Cells], path: Path) -> Path:
    """A CSV file with the template's columns, and those that the rows have besides."""
    headers = list(dict.fromkeys([*headers_of(service, name), *(header for row in rows for header in row)]))
    file = path / "rows.csv"
    file.write_bytes(csv_bytes(headers, rows, ","))
    return file


def xlsx_file(headers: Sequence[str], rows: Sequence[Sequence[Any]], path: Path) -> Path:
    """A workbook of one sheet; a cell may be given with its format, as (value, format)."""
    file = path / "rows.xlsx"
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet("Blad1")
        sheet.write_row(0, 0, headers)
        for number, cells in enumerate(rows, start=1):
            for place, cell in enumerate(cells):
                value, form = cell if isinstance(cell, tuple) else (cell, None)
                sheet.write(number, place, value, book.add_format(form) if form else None)
    return file


def run(service: Service, name: str, file: Path, **options: Any) -> ImportOutcome:
    return import_file(service.database, service.here, BY_NAME[name], file, **options)


def stored_count(service: Service, activity: Activity) -> int:
    with service.database.reading() as session:
        return len(session.execute(activity.table.select()).all())
