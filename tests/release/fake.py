"""A tertial's tables without the counting: one small table, really rounded and attacked, with its proof."""

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from sqlalchemy import text

from app.disclosure.rounding.linked_tables import LinkedTables
from app.disclosure.rounding.rounded_tables import RoundedTables, round_tables
from app.disclosure.rounding.rounding_certificate import certificate
from app.kit.language import Text
from app.release.protection.frozen_release import FrozenRelease, Progress
from app.release.protection.rounding_proof import RoundingProof, place_of
from app.release.storage.frozen_table import Category, FrozenDimension, FrozenMeasure, FrozenTable

COUNTS = ((12, 2, 9), (20, 8, 3), (7, 15, 30))
"""Three districts by three routes; two of them are small."""


class Freezer:
    """Stands where `freeze` is. Remembers what it was called with."""

    def __init__(self, more: int = 0) -> None:
        self.more = more
        """Added to one great count: late registrations."""
        self.stops: BaseException | None = None
        """Raised half way."""
        self.meanwhile: Callable[[], object] | None = None
        """Done half way."""
        self.waiting: tuple[str, ...] = ()
        """Districts of which too few records have changed."""
        self.before: list[Sequence[RoundingProof]] = []
        self.secrets: list[bytes] = []

    def __call__(
        self,
        connection: Any,
        catalogue: Any,
        tertial: str,
        threshold: int,
        secret: bytes,
        before: Sequence[RoundingProof],
        progress: Progress,
    ) -> FrozenRelease:
        assert connection.execute(text("SELECT 1")).scalar() == 1
        self.before.append(before)
        self.secrets.append(secret)
        progress("attack", 1, 2)
        if self.meanwhile is not None:
            self.meanwhile()
        if self.stops is not None:
            raise self.stops
        linked = _linked(threshold, self.more)
        rounded = _rounded(linked.threshold, self.more, secret)
        progress("attack", 2, 2)
        return FrozenRelease(
            tables=(_table(tertial, rounded.shown, threshold),),
            proof=RoundingProof(
                linked,
                rounded.shown,
                {
                    place_of("routes-in", "sessions", name.split("/")): n
                    for n, name in enumerate(linked.cells)
                },
                exact={},
                finest={},
                waiting=self.waiting,
            ),
            certificate=certificate(linked, rounded.atoms, rounded.attacked),
        )


@cache
def _rounded(threshold: int, more: int, secret: bytes) -> RoundedTables:
    return round_tables(_linked(threshold, more), secret, "fake")


DISTRICTS, ROUTES = ("farsta", "skarholmen", "rinkeby-kista"), ("preschool", "school", "friend")
CITY, TOTAL = "stockholm", "total"


def _linked(threshold: int, more: int) -> LinkedTables:
    """All cells and totals of the table, row by row, the city and the total last."""
    counts = [count for row in COUNTS for count in row]
    counts[0] += more
    names, members = [], []
    for row, district in enumerate((*DISTRICTS, CITY)):
        for column, route in enumerate((*ROUTES, TOTAL)):
            rows = range(3) if district == CITY else (row,)
            columns = range(3) if route == TOTAL else (column,)
            names.append(f"{district}/{route}")
            members.append(tuple(3 * one + other for one in rows for other in columns))
    return LinkedTables(
        threshold=threshold,
        atoms=tuple(f"a{number}" for number in range(9)),
        counts=tuple(counts),
        helpers=frozenset(),
        cells=tuple(names),
        members=tuple(members),
        shown=frozenset(range(len(names))),
        districts=tuple(one for one in DISTRICTS for _ in ROUTES),
        insiders=tuple(frozenset({one}) for one in DISTRICTS),
    )


def _table(period: str, values: tuple[int, ...], threshold: int) -> FrozenTable:
    def categories(codes: Sequence[str], total: str) -> tuple[Category, ...]:
        return tuple(Category(code, Text(code, code), total=code == total) for code in (*codes, total))

    code, words = "district", Text("Vägar in", "Routes in")
    return FrozenTable(
        id="routes-in",
        period=period,
        title=words,
        counted=Text("Samtal", "Sessions"),
        source=Text("Figur 5", "Figure 5"),
        notes=(),
        dimensions=(
            FrozenDimension(code, Text("Stadsdel", "District"), categories(DISTRICTS, CITY), "district"),
            FrozenDimension("route_in", words, categories(ROUTES, TOTAL)),
        ),
        measures=(
            FrozenMeasure("sessions", Text("Samtal", "Sessions"), Text("antal", "number"),
                          ("district", "route_in"), values),
        ),
        rounded=threshold,
    )  # fmt: skip
