"""A tertial's tables without the counting: one small table, really protected, with its proof."""

from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import text

from app.disclosure.problem import Problem
from app.disclosure.protecting import protect
from app.kit.language import Text
from app.release.freezing import Frozen, Progress
from app.release.frozen import Category, FrozenDimension, FrozenMeasure, FrozenTable, Mark
from app.release.proof import Proved, place_of

COUNTS = ((12, 2, 9), (20, 8, 3), (7, 15, 30))
"""Three districts by three routes; the two small ones are protected."""


class Freezer:
    """Stands where `freeze` is. Remembers what it was called with."""

    def __init__(self, more: int = 0) -> None:
        self.more = more
        """Added to one great count: late registrations."""
        self.stops: BaseException | None = None
        """Raised half way."""
        self.meanwhile: Callable[[], object] | None = None
        """Done half way."""
        self.already: list[Sequence[FrozenTable]] = []

    def __call__(
        self,
        connection: Any,
        catalogue: Any,
        tertial: str,
        threshold: int,
        already: Sequence[FrozenTable],
        progress: Progress,
        proofs: Sequence[Proved],
    ) -> Frozen:
        assert len({table.id for table in already}) <= len(proofs)
        assert connection.execute(text("SELECT 1")).scalar() == 1
        self.already.append(already)
        progress("audit", 1, 2)
        if self.meanwhile is not None:
            self.meanwhile()
        if self.stops is not None:
            raise self.stops
        problem, names, shown = _problem(threshold, self.more)
        protection = protect(problem)
        withheld = protection.primary | protection.secondary
        values: tuple[int | Mark, ...] = tuple(
            "withheld" if cell in withheld else problem.values[cell] for cell in shown
        )
        progress("audit", 2, 2)
        return Frozen(
            tables=(_table(tertial, values),),
            problem=problem,
            protection=protection,
            certificate=protection.certificate,
            places={place_of("routes-in", "sessions", names[cell]): cell for cell in shown},
        )


DISTRICTS, ROUTES = ("farsta", "skarholmen", "rinkeby-kista"), ("preschool", "school", "friend")
CITY, TOTAL = "stockholm", "total"


def _problem(threshold: int, more: int) -> tuple[Problem, list[tuple[str, str]], list[int]]:
    """All cells and totals of the table, row by row, the city and the total last."""
    counts = [count for row in COUNTS for count in row]
    counts[0] += more
    names, members = [], []
    for row, district in enumerate((*DISTRICTS, CITY)):
        for column, route in enumerate((*ROUTES, TOTAL)):
            rows = range(3) if district == CITY else (row,)
            columns = range(3) if route == TOTAL else (column,)
            names.append((district, route))
            members.append(tuple(3 * one + other for one in rows for other in columns))
    problem = Problem(
        threshold=threshold,
        atoms=tuple(f"a{number}" for number in range(9)),
        counts=tuple(counts),
        cells=tuple("/".join(name) for name in names),
        members=tuple(members),
    )
    return problem, names, list(range(len(names)))


def _table(period: str, values: tuple[int | Mark, ...]) -> FrozenTable:
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
    )  # fmt: skip
