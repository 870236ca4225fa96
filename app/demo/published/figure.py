"""A published figure: where it stands, how it was printed, and which cells of which table it is read from."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal

from app.demo.published.ways import Combined, Way, alone

HALF_TIME = "2019-02..2019-08"
"""The months that the half-time report is about."""

Value = Literal["count", "base", "percent", "share", "mean"]
"""What is read from a row; `percent` is its share times 100."""


@dataclass(frozen=True)
class Chapter:
    """Part of the report, with its pages as far as the table of contents tells them."""

    title: str
    pages: str


SUMMARY = Chapter("Sammanfattning", "s. 3")
STAFF = Chapter("Befolkning, personalstyrka och projektfinansiering", "s. 21–42")
OFFER = Chapter("De sju stadsdelsförvaltningarnas föräldraskapsstöd", "s. 21–42")
SESSIONS = Chapter("Råd- och stödsamtal", "s. 21–42")
STRENGTHENED = Chapter("Känner sig föräldrarna stärkta i sitt föräldraskap?", "s. 21–42")
VISITS = Chapter("Det utökade hembesöksprogrammet", "s. 21–42")
PROGRAMMES = Chapter("Strukturerade universella föräldrastödsprogram", "s. 21–42")
OTHER_PROGRAMMES = Chapter("Övriga universella föräldraskapsstödsprogram", "s. 21–42")
OPEN_PRESCHOOL = Chapter("Öppna förskolan", "s. 21–42")
MEETINGS = Chapter("Tematräffar", "s. 21–42")
STRATEGIES = Chapter("Övriga strategier för att tillgängliggöra föräldraskapsstödet", "s. 21–42")
SPINDLE = Chapter("Utveckling av samverkan utifrån spindelmätningar", "s. 21–42")
SUMMING_UP = Chapter("Summering och reflektion över måluppfyllelse", "s. 43–45")
EQUALITY = Chapter("Jämställdhetsanalys", "s. 43–45")
CHAPTERS = (
    SUMMARY, STAFF, OFFER, SESSIONS, STRENGTHENED, VISITS, PROGRAMMES, OTHER_PROGRAMMES, OPEN_PRESCHOOL,
    MEETINGS, STRATEGIES, SPINDLE, SUMMING_UP, EQUALITY,
)  # fmt: skip
"""In the report's order."""


@dataclass(frozen=True)
class Cell:
    """One cell of a statistical table, as the service's own address gives it."""

    table: str
    measure: str
    value: Value = "count"
    at: Mapping[str, str] = field(default_factory=dict)
    """Its category by dimension; the table is split by these."""
    period: str = HALF_TIME
    district: str = ""
    """One district, or the whole city where it is empty."""

    @property
    def address(self) -> str:
        """Path and query, as a coordinator would open it."""
        query = [f"period={self.period}"]
        query += [f"district={self.district}"] if self.district else []
        query.append(f"by={','.join(self.at)}")
        return f"/api/v1/statistics/{self.table}?{'&'.join(query)}"


@dataclass(frozen=True)
class Figure:
    """One figure that was printed. `ours` says what of its composition is reconstructed, if anything."""

    id: str
    chapter: Chapter
    place: str
    """Where in the chapter."""
    what: str
    printed: str
    way: Way
    cells: tuple[Cell, ...]
    combined: Combined = alone
    ours: str = ""


@dataclass(frozen=True)
class Paragraph:
    """A place in the report that prints figures."""

    chapter: Chapter
    where: str

    def says(
        self,
        id_: str,
        what: str,
        printed: str,
        way: Way,
        *cells: Cell,
        combined: Combined = alone,
        ours: str = "",
    ) -> Figure:
        """A figure that stands here."""
        return Figure(id_, self.chapter, self.where, what, printed, way, cells, combined, ours)


def of_each(cell: Cell, dimension: str, codes: Iterable[str]) -> tuple[Cell, ...]:
    """The same cell for each of several categories."""
    return tuple(
        Cell(cell.table, cell.measure, cell.value, {**cell.at, dimension: code}, cell.period, cell.district)
        for code in codes
    )


DISTRICTS: Mapping[str, str] = {
    "enskede-arsta-vantor": "Enskede-Årsta-Vantör",
    "farsta": "Farsta",
    "hasselby-vallingby": "Hässelby-Vällingby",
    "rinkeby-kista": "Rinkeby-Kista",
    "skarpnack": "Skarpnäck",
    "skarholmen": "Skärholmen",
    "spanga-tensta": "Spånga-Tensta",
}
"""The seven districts of the report, in its order."""


def first(*codes: str) -> tuple[str, ...]:
    """The districts, these before the others."""
    return (*codes, *(code for code in DISTRICTS if code not in codes))
