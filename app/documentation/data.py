"""Every stored column, from its classification: `docs/data.md`."""

from collections.abc import Iterator

from sqlalchemy import Column, Table

from app.schema import metadata
from app.vocabulary.classification import Classification

_HEAD = """\
# Every stored column

Written by `stodlogg docs`; do not edit. A test fails on a column that is not here, and on one whose type or
checks would let it hold more than its kind says.

- There is no free text, no name, no exact time, no address of a machine, and no account of who registered
  what.
- The month is the finest time of a record, the tertial that of anything released. Administrative acts carry
  a day, and what expires a whole hour.
- *Not known* is stored as such, beside a number or as a code of its own.
- Record tables refer to no account, device or sign-in."""


def page() -> str:
    parts = [_HEAD]
    for table in sorted(metadata.tables.values(), key=lambda one: one.name):
        parts.append(_table(table))
    return "\n".join(parts)


def _table(table: Table) -> str:
    rows = "\n".join(_rows(table))
    return f"""\
## `{table.name}`

| column | what it is | kind | why it is kept | kept until |
|---|---|---|---|---|
{rows}
"""


def _rows(table: Table) -> Iterator[str]:
    for column in table.columns:
        about = classified(column)
        key = " (key)" if column.primary_key else ""
        yield f"| `{column.name}`{key} | {about.what} | {about.kind} | {about.why} | {about.until} |"


def classified(column: Column[object]) -> Classification:
    """A column's classification. Raises `LookupError` for one without."""
    about = column.info.get("classified")
    if not isinstance(about, Classification):
        raise LookupError(f"{column.table.name}.{column.name} has no classification")
    return about
