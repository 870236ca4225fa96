"""A page with one table that a screen reader can follow: a caption, headers with their scope, notes after."""

from collections.abc import Iterator
from html import escape
from itertools import groupby

from app.pxweb import words
from app.pxweb.extract import Extract
from app.pxweb.labels import Show, shown


def as_html(extract: Extract, show: Show, *, title: bool) -> bytes:
    return "\n".join(_lines(extract, show, title)).encode()


def _lines(extract: Extract, show: Show, title: bool) -> Iterator[str]:
    language, name = extract.language, escape(extract.of(extract.title))
    yield f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">'
    yield f'<title>{name}</title>\n<link rel="stylesheet" href="/static/stodlogg.css">'
    yield "</head>\n<body>\n<main>"
    if title:
        yield f"<h1>{name}</h1>"
    yield f'<div class="wide" tabindex="0" role="region" aria-label="{name}">'
    yield f"<table>\n<caption>{name}</caption>\n<thead>"
    yield from _head(extract, show)
    yield "</thead>\n<tbody>"
    for key, cells in extract.rows():
        headers = "".join(f'<th scope="row">{escape(shown(one, show, language))}</th>' for one in key)
        yield f"<tr>{headers}{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
    yield "</tbody>\n</table>\n</div>"
    yield "<ul>"
    notes = dict.fromkeys((*extract.notes, *(note for axis in extract.axes for note in axis.variable.notes)))
    yield from (f"<li>{escape(extract.of(one))}</li>" for one in notes)
    yield "</ul>"
    source = f"{extract.of(extract.cube.source)} ({extract.cube.id}, {extract.cube.updated})"
    yield f"<p>{escape(source)}</p>\n</main>\n</body>\n</html>\n"


def _head(extract: Extract, show: Show) -> Iterator[str]:
    """A row for each variable of the heading; a value that spans several columns stands once."""
    language = extract.language
    rows = max(1, len(extract.heading))
    corner = "".join(
        f'<th scope="col" rowspan="{rows}">{escape(shown(one.variable, show, language))}</th>'
        for one in extract.stub
    )
    if not extract.heading:
        yield f'<tr>{corner}<th scope="col">{escape(extract.of(words.VALUE))}</th></tr>'
    columns = extract.columns()
    for level in range(len(extract.heading)):
        cells = []
        for key, run in groupby(columns, lambda one: one[: level + 1]):  # noqa: B023
            span = sum(1 for _ in run)
            scope = f'scope="colgroup" colspan="{span}"' if span > 1 else 'scope="col"'
            cells.append(f"<th {scope}>{escape(shown(key[level], show, language))}</th>")
        yield f"<tr>{corner if level == 0 else ''}{''.join(cells)}</tr>"
