"""Releases made by hand, small enough to know every figure of."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import product

from app.kit.db.database import Database
from app.kit.language import Text
from app.release.storage.frozen_table import Category, FrozenDimension, FrozenMeasure, FrozenTable, Mark
from app.release.storage.store import ReleaseParameters, StoredProof, begin, move, store

DAY = date(2026, 10, 1)
BOTH = ("reported", "current")
MERGED = ("rinkeby-kista", "spanga-tensta")
"""Became `jarva`, between the two tertials."""
WITHHELD: Mark = "withheld"
MISSING: Mark = "missing"

Figures = Mapping[str, Iterable[int | Mark]]


def text(word: str) -> Text:
    return Text(f"{word} sv", f"{word} en")


def districts(*codes: str, merged: Mapping[str, tuple[str, ...]] | None = None) -> FrozenDimension:
    """Reported districts, what some were merged into, and the city last."""
    parts = [part for them in (merged or {}).values() for part in them]
    found = [Category(code, text(code), divisions=("reported",) if code in parts else BOTH) for code in codes]
    found += [Category(code, text(code), divisions=("current",)) for code in merged or {}]
    city = Category("stockholm", Text("Stockholms stad", "City of Stockholm"), total=True, divisions=BOTH)
    return FrozenDimension(
        "district", Text("Stadsdelsförvaltning", "District"), (*found, city), kind="district"
    )


def dimension(
    code: str, *codes: str, total: bool = True, multiple: bool = False, label: Text | None = None
) -> FrozenDimension:
    categories = [Category(one, text(one)) for one in codes]
    if total:
        categories.append(Category("total", Text("Alla", "All"), total=True))
    return FrozenDimension(code, label or text(code), tuple(categories), multiple=multiple)


def measure(
    code: str, dimensions: Iterable[FrozenDimension], values: Iterable[int | Mark], *, hidden: bool = False
) -> FrozenMeasure:
    return FrozenMeasure(
        code, text(code), text("unit"), tuple(one.code for one in dimensions), tuple(values), hidden
    )


def counted(dimensions: Iterable[FrozenDimension], start: int) -> list[int | Mark]:
    """Figures that are all different, so that one in the wrong place is seen; some are withheld."""
    size = len(list(product(*(one.categories for one in dimensions))))
    return [WITHHELD if place % 5 == 1 else start + place for place in range(size)]


def table(
    id_: str,
    period: str,
    dimensions: Iterable[FrozenDimension],
    measures: Iterable[FrozenMeasure],
    *,
    notes: tuple[Text, ...] = (),
) -> FrozenTable:
    return FrozenTable(
        id_, period, text(id_), text("counted"), text("source"), notes, tuple(dimensions), tuple(measures)
    )


def routes_in(period: str, start: int) -> FrozenTable:
    """A plain table: districts by routes; the later period has a new route and a merged district."""
    if period == "2023-T1":
        of = (districts("farsta", "rinkeby-kista"), dimension("route_in", "clinic", "friend"))
    else:
        of = (
            districts("farsta", *MERGED, merged={"jarva": MERGED}),
            dimension("route_in", "clinic", "school", "friend"),
        )
    return table(
        "routes-in", period, of, [measure("sessions", of, counted(of, start))], notes=(text("note"),)
    )


def next_steps(period: str, start: int) -> FrozenTable:
    """Several answers are possible: steps have no total, and the base is a group of its own."""
    geo = districts("farsta", "rinkeby-kista")
    steps = dimension("next_step", "home-visit", "referral", total=False, multiple=True)
    return table(
        "next-steps",
        period,
        (geo, steps),
        [
            measure("sessions", (geo, steps), counted((geo, steps), start)),
            measure("sessions-known", (geo,), [start + 50, MISSING, start + 90], hidden=True),
        ],
    )


def theme_meetings(period: str, start: int) -> FrozenTable:
    """A number with its companions beside a count, all by the same dimensions."""
    of = (districts("farsta", "rinkeby-kista"), dimension("kind", "cafe", "lecture"))
    return table(
        "theme-meetings",
        period,
        of,
        [
            measure("meetings", of, counted(of, start)),
            measure("participants", of, counted(of, start + 100)),
            measure("participants-known", of, counted(of, start + 200), hidden=True),
            measure("participants-not-known", of, [0] * 9, hidden=True),
        ],
    )


def context(year: str, start: int) -> FrozenTable:
    """A table of the year."""
    geo = (districts("farsta", "rinkeby-kista"),)
    return table("context", year, geo, [measure("children-0-6", geo, [start, MISSING, start + 2])])


T1 = (routes_in("2023-T1", 1000), next_steps("2023-T1", 1100), theme_meetings("2023-T1", 1200))
T3 = (
    routes_in("2023-T3", 2000),
    next_steps("2023-T3", 2100),
    theme_meetings("2023-T3", 2200),
    context("2023", 5000),
)
RELEASES: dict[str, tuple[FrozenTable, ...]] = {"2023-T1": T1, "2023-T3": T3}


_SOME_BYTES = bytes(range(256))
"""Stands for a proof: nothing here reads it."""


def publish(
    database: Database,
    tertial: str,
    tables: Iterable[FrozenTable],
    *,
    revision: int = 1,
    day: date = DAY,
    municipality: str = "stockholm",
) -> str:
    """Store a release and move it through its states to the shelf."""
    parameters = ReleaseParameters(5, "0.1.0", municipality, 1)
    with database.writing() as session:
        if revision > 1:
            move(session, f"{tertial}-r{revision - 1}", "superseded")
        id_ = begin(session, tertial, revision)
        move(session, id_, "locked", locked_day=day)
        store(session, id_, parameters, tables, StoredProof(_SOME_BYTES, _SOME_BYTES), day)
        move(session, id_, "checked")
        move(session, id_, "published", published_day=day, people=2)
    return id_


def publish_all(database: Database) -> None:
    for tertial, tables in RELEASES.items():
        publish(database, tertial, tables)
