"""Large files, written as a stream; and an import in a process of its own, whose peak memory is measured."""

import json
import resource
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from app.access.request_context import RequestContext
from app.activities.registry import BY_NAME
from app.catalogue.catalogue import load
from app.importing.heading import letter_of
from app.importing.run import import_file
from app.importing.template import Format, template
from app.kit.db.database import Database
from tests.support.service import HOUR, TODAY, settings_for

_SHEET = "xl/worksheets/sheet1.xml"
_XML = '<?xml version="1.0" encoding="UTF-8"?>'
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def large_file(
    name: str, headers: Sequence[str], row: Sequence[Any], count: int, path: Path, kind: Format
) -> Path:
    """`count` rows of the same cells, except for the last column's, which goes round from 1 to 7."""
    file = path / f"{name}-{count}.{kind}"
    if kind == "csv":
        start = ";".join("" if cell is None else str(cell) for cell in row[:-1])
        with file.open("w", encoding="utf-8-sig", newline="") as out:
            out.write(";".join(headers) + "\r\n")
            for number in range(count):
                out.write(f"{start};{1 + number % 7}\r\n")
        return file
    _xlsx(file, template(BY_NAME[name], load("stockholm"), "xlsx"), headers, row, count)
    return file


def _xlsx(file: Path, made: bytes, headers: Sequence[str], row: Sequence[Any], count: int) -> None:
    """The template with another data sheet, its texts shared as Excel writes them."""
    source = file.with_suffix(".template")
    source.write_bytes(made)
    strings = list(dict.fromkeys(text for text in (*headers, *row) if isinstance(text, str)))
    index = {text: number for number, text in enumerate(strings)}

    def cells(number: str, values: Sequence[Any]) -> str:
        found = []
        for place, value in enumerate(values, start=1):
            at = f'r="{letter_of(place)}{number}"'
            if isinstance(value, str):
                found.append(f'<c {at} t="s"><v>{index[value]}</v></c>')
            elif value is not None:
                found.append(f"<c {at}><v>{value}</v></c>")
        return f'<row r="{number}">{"".join(found)}</row>'

    with (
        zipfile.ZipFile(source) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for part in old.namelist():
            if part == "xl/sharedStrings.xml":
                items = "".join(f"<si><t>{escape(text)}</t></si>" for text in strings)
                new.writestr(part, f"{_XML}<sst {_MAIN}>{items}</sst>")
            elif part == _SHEET:
                with new.open(part, "w") as out:
                    dimension = f'<dimension ref="A1:{letter_of(len(headers))}{count + 1}"/>'
                    out.write(f"{_XML}<worksheet {_MAIN}>{dimension}<sheetData>".encode())
                    out.write(cells("1", headers).encode())
                    pattern = cells("@", [*row[:-1], 987654])
                    for number in range(count):
                        line = pattern.replace("@", str(number + 2)).replace("987654", str(1 + number % 7))
                        out.write(line.encode())
                    out.write(b"</sheetData></worksheet>")
            else:
                new.writestr(part, old.read(part))
    source.unlink()


@dataclass(frozen=True)
class Measured:
    """An import's counts, its seconds, and the most memory that its process held, in MiB."""

    created: int
    same: int
    mistakes: int
    seconds: float
    peak: float


def measured(database_url: str, name: str, file: Path) -> Measured:
    """Import in a new process."""
    command = [sys.executable, "-m", "tests.importing.large", database_url, name, str(file)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return Measured(**json.loads(done.stdout))


def _main(database_url: str, name: str, file: str) -> None:
    database = Database(settings_for(database_url, "stockholm"))
    here = RequestContext(settings_for(database_url, "stockholm"), load("stockholm"), TODAY, HOUR)
    outcome = import_file(database, here, BY_NAME[name], Path(file))
    database.dispose()
    usage = resource.getrusage(resource.RUSAGE_SELF)
    print(
        json.dumps(
            {
                "created": outcome.created,
                "same": outcome.same,
                "mistakes": outcome.mistakes_in_all,
                "seconds": usage.ru_utime + usage.ru_stime,
                "peak": usage.ru_maxrss / 1024,
            }
        )
    )


if __name__ == "__main__":
    _main(*sys.argv[1:])
