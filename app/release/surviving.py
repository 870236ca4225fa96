"""How much of what was counted a release shows: of each table the figures, and what they count.

A stored release is all that is needed: its tables, and the proof with what they were before protection. Zeros
are in neither number, since nothing is lost of them; nor is what only serves as a base.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import orjson

from app.kit.database import Database
from app.release import storage
from app.release.frozen import FrozenTable
from app.release.proof import Proved, place_of, problem_of
from app.release.storage import Release


@dataclass(frozen=True)
class Share:
    """Of cells that are no zeros how many are published, and how much of what they count."""

    cells: int = 0
    published_cells: int = 0
    counts: int = 0
    published_counts: int = 0

    def __add__(self, other: "Share") -> "Share":
        return Share(
            self.cells + other.cells,
            self.published_cells + other.published_cells,
            self.counts + other.counts,
            self.published_counts + other.published_counts,
        )


@dataclass(frozen=True)
class Survival:
    """One release: its tables by id, and what was withheld because it is small, or to protect that."""

    release: str
    tables: Mapping[str, Share]
    small: int
    further: int


def survival_of(database: Database, release: Release) -> Survival:
    """Raises `ReleaseDamaged` where what is stored is not what its hash says."""
    with database.reading() as session:
        tables = storage.read_tables(session, release)
        proof = storage.read_proof(session, release.id)
    proved = problem_of(proof.problem)
    withheld = set(orjson.loads(proof.certificate)["withheld"])
    primary = {proved.problem.cells[cell] for cell in proved.problem.primary}
    return Survival(
        release.id,
        shares(tables, proved),
        len(withheld & primary),
        len(withheld - primary),
    )


def shares(tables: Iterable[FrozenTable], proved: Proved) -> dict[str, Share]:
    """Of each table by its id."""
    return {table.id: _share(table, proved) for table in tables}


def _share(table: FrozenTable, proved: Proved) -> Share:
    found = Share()
    for measure in table.measures:
        if measure.hidden:
            continue
        for categories, value in table.cells(measure.code):
            if isinstance(value, int):
                found += Share(bool(value), bool(value), value, value)
            elif value == "withheld":
                place = proved.places.get(place_of(table.id, measure.code, categories))
                true = proved.problem.values[place] if place is not None else 0
                found += Share(bool(true), 0, true, 0)
    return found


def page(found: Iterable[Survival], titles: Mapping[str, str]) -> str:
    """The page of the docs, in Markdown."""
    return "\n".join(_lines(list(found), titles)) + "\n"


def _lines(found: list[Survival], titles: Mapping[str, str]) -> Iterator[str]:
    yield "# How much of the demo city survives protection"
    yield ""
    yield "Written by `stodlogg release survival --page docs/releases.md` from the published releases of the"
    yield "demo city (`make run`). Each was attacked with everything published of its tertial before. Figures"
    yield "that are zero, and figures that only serve as a base, are in no number here."
    yield ""
    yield "## By release"
    yield ""
    yield "| release | figures | shown | of what they count | withheld: small | withheld: to protect those |"
    yield "| --- | --: | --: | --: | --: | --: |"
    for one in found:
        every = sum(one.tables.values(), Share())
        yield (
            f"| {one.release} | {every.cells} | {_percent(every.published_cells, every.cells)} "
            f"| {_percent(every.published_counts, every.counts)} | {one.small} | {one.further} |"
        )
    yield ""
    yield "## By table, all releases together"
    yield ""
    yield "| table | figures | shown | of what they count |"
    yield "| --- | --: | --: | --: |"
    for table, title in titles.items():
        own = sum((one.tables[table] for one in found if table in one.tables), Share())
        if own.cells:
            yield (
                f"| {title} (`{table}`) | {own.cells} | {_percent(own.published_cells, own.cells)} "
                f"| {_percent(own.published_counts, own.counts)} |"
            )


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.0f} %" if whole else "–"
