"""CSV (RFC 4180): UTF-8 with a byte order mark, the stub as columns and the heading across."""

import csv
import io

from app.kit.spreadsheets import harmless
from app.pxweb.extract import Extract
from app.pxweb.labels import Show, shown


def as_csv(extract: Extract, show: Show, *, title: bool, separator: str) -> bytes:
    """A line of names and a line for each combination of the stub; symbols stand where a figure would."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    language = extract.language
    if title:
        writer.writerow([harmless(extract.of(extract.title))])
        writer.writerow([])
    names = [shown(one.variable, show, language) for one in extract.stub]
    columns = [" ".join(shown(one, show, language) for one in key) for key in extract.columns()]
    writer.writerow([harmless(name) for name in (*names, *(column or "value" for column in columns))])
    for key, cells in extract.rows():
        writer.writerow([*(harmless(shown(one, show, language)) for one in key), *cells])
    return out.getvalue().encode("utf-8-sig")
