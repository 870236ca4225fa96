"""Printed figures on the open preschools: a table by district."""

from collections.abc import Iterator, Mapping

from app.demo.published.figure import DISTRICTS, OPEN_PRESCHOOL, Cell, Figure, Paragraph
from app.demo.published.ways import exact

# Own run, hours a week, run by others, introduction preschools, as printed; None is a dash.
OPEN_PRESCHOOLS: Mapping[str, tuple[int | None, ...]] = {
    "enskede-arsta-vantor": (6, 130, 4, 4),
    "farsta": (6, 78, 1, None),
    "hasselby-vallingby": (3, 42, 2, 2),
    "rinkeby-kista": (3, 100, 2, 2),
    "skarpnack": (1, 23, 1, 1),
    "skarholmen": (5, 130, None, 1),
    "spanga-tensta": (4, 116, 3, 1),
}
_COLUMNS = {
    "own-run": "öppna förskolor i stadens regi",
    "opening-hours": "timmar öppet per vecka",
    "run-by-others": "öppna förskolor i övrig regi",
    "introduction-preschools": "introduktionsförskolor",
}
_PRESCHOOLS = Paragraph(OPEN_PRESCHOOL, "tabellen")


def figures() -> Iterator[Figure]:
    """In the table's order."""
    for code, row in OPEN_PRESCHOOLS.items():
        for (measure, name), number in zip(_COLUMNS.items(), row, strict=True):
            cell = Cell(
                "open-preschools", measure, at={"district": code, "tertial": "2019-T2"}, period="2019-T2"
            )
            yield _PRESCHOOLS.says(
                f"{measure}-{code}",
                f"{name}, {DISTRICTS[code]}",
                "-" if number is None else str(number),
                exact(number or 0),
                cell,
                ours="strecket läst som inga" if number is None else "",
            )
