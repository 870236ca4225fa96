"""The reference page of the tables, written from their declarations: `docs/reference/tables.md`."""

from collections.abc import Iterable, Iterator

from app.catalogue.catalogue import Catalogue
from app.tables.categories import label_of
from app.tables.declaration import Dimension, Measure, Table
from app.tables.layout import always, dimensions_of, has
from app.tables.rates import (
    CategoriesInUse,
    CategoryShare,
    Derived,
    MeanOfMeasure,
    MeanRating,
    PairedShare,
    Remainder,
    ShareOfMeasure,
    ShareWithin,
)
from app.tables.registry import TABLES

_PERIODS = {
    "month": "months, tertials, years and ranges of them",
    "tertial": "tertials, years and ranges of them",
    "year": "years and ranges of them",
}

_HEAD = """\
# Tables

Every statistical table of the service, as it is declared in `app/tables`. This page is generated
(`make docs`).

How to read them:

- **count** is an exact whole number. **share** and **mean** follow from counts at the very end, and always
  come with their **base** and what the base is.
- *Not known* is a row of its own, set against all units; it is never in the base of the known ones. Of a
  summed number, `not_known` says how many records lack it.
- A dimension marked *several* is multiple choice: its shares add up to more than 100 %. One marked
  *sensitive* is protected as a group when figures are published.
- A measure is split by what is asked for (`by`) and by what stands under *always*; a dimension that it does
  not have is left empty in its rows.
- A *state* is the situation at the end of a period. It is never summed over time.
- Where nothing was handed in there is no number: `not-applicable`, not 0.

Districts can be counted as they were reported (`division=reported`) or as they are now
(`division=current`: those that were merged are counted under what they became).
"""


def render(catalogue: Catalogue) -> str:
    """The page, in Markdown. The catalogue decides which dimensions there are (levels, for one)."""
    contents = "\n".join(f"- [`{table.id}`](#{table.id}): {table.title.en}" for table in TABLES)
    parts = [_HEAD, contents, *(_section(table, catalogue) for table in TABLES)]
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _section(table: Table, catalogue: Catalogue) -> str:
    return "\n\n".join(
        [
            f"## {table.id}",
            f"{table.title.en} (*{table.title.sv}*). Counted: {_small(table.counted.en)}. "
            f"Source: {table.source.en}.".replace("?.", "?"),
            f"Asked for by {_PERIODS[table.finest]}; split by {_codes(table.usual)} where nothing is asked"
            + ("; can be narrowed to residential areas." if table.by_area else "."),
            _table(("dimension", "name", ""), _dimensions(table, catalogue)),
            _table(("measure", "what", "share or mean of", "always by"), _measures(table)),
            *(f"> {note.en}" for note in table.notes),
        ]
    )


def _dimensions(table: Table, catalogue: Catalogue) -> Iterator[tuple[str, ...]]:
    for dimension in dimensions_of(table, catalogue):
        yield (
            f"`{dimension.code}`",
            f"{label_of(dimension, catalogue).en} (*{label_of(dimension, catalogue).sv}*)",
            ", ".join(_marks(dimension)),
        )


def _marks(one: Dimension) -> Iterator[str]:
    if one.multiple:
        yield "several"
    if one.sensitive:
        yield "sensitive"


def _measures(table: Table) -> Iterator[tuple[str, ...]]:
    for measure in table.shown:
        state = " (a state)" if measure.stock else ""
        yield (
            f"`{measure.code}`",
            f"{measure.label.en}{state}, in {measure.unit.en}",
            _rate(measure),
            _codes(sorted(always(table, measure) & has(table, measure))),
        )
    for derived in table.derived:
        over = always(table, table.measure(derived.of)) - {derived.over}
        yield (
            f"`{derived.code}`",
            f"{derived.label.en}, in {derived.unit.en}",
            _base(derived),
            _codes(sorted(over)),
        )


def _rate(measure: Measure) -> str:
    rate = measure.rate
    match rate:
        case ShareWithin():
            return f"share within `{rate.dimension}`: {rate.known.en}"
        case ShareOfMeasure() | PairedShare():
            return f"share: {rate.known.en}"
        case MeanOfMeasure():
            return f"mean: {rate.known.en}"
        case None:
            return ""


def _base(derived: Derived) -> str:
    match derived:
        case MeanRating():
            return f"mean: {derived.known.en}"
        case CategoryShare() | Remainder() | CategoriesInUse():
            return f"share: {derived.known.en}" if derived.known else ""


def _small(text: str) -> str:
    return text[0].lower() + text[1:]


def _codes(codes: Iterable[str]) -> str:
    return ", ".join(f"`{code}`" for code in codes)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)
