"""Printed figures on population and staff: mostly a table by district."""

from collections.abc import Iterator, Mapping

from app.demo.published.figure import (
    DISTRICTS,
    STAFF,
    SUMMARY,
    SUMMING_UP,
    Cell,
    Figure,
    Paragraph,
    Value,
    first,
)
from app.demo.published.ways import (
    ahead,
    at_least,
    at_most,
    exact,
    halves,
    least,
    most,
    nearly,
    over,
    place,
    place_from_below,
    rounded,
)

# Children 0-20, reports of concern and their ratio, as printed.
CHILDREN: Mapping[str, tuple[int, int, str]] = {
    "enskede-arsta-vantor": (23804, 3435, "0.14"),
    "farsta": (14593, 2931, "0.20"),
    "hasselby-vallingby": (20855, 3960, "0.19"),
    "rinkeby-kista": (14060, 2866, "0.20"),
    "skarpnack": (11085, 1440, "0.13"),
    "skarholmen": (9997, 2479, "0.25"),
    "spanga-tensta": (12036, 1729, "0.14"),
}
_ORDERED: Mapping[tuple[str, Value], str] = {
    ("reports-of-concern", "share"): "kvot",
    ("children-0-20", "count"): "antal barn",
    ("reports-of-concern", "count"): "antal anmälningar",
}
# District, what was printed, and the place that it says.
_IN_ORDER: Mapping[tuple[str, Value], tuple[tuple[str, str, int], ...]] = {
    ("reports-of-concern", "share"): (("skarholmen", "högst", 1),),
    ("children-0-20", "count"): (
        ("enskede-arsta-vantor", "störst", 1),
        ("hasselby-vallingby", "näst störst", 2),
    ),
    ("reports-of-concern", "count"): (
        ("enskede-arsta-vantor", "näst störst", 2),
        ("hasselby-vallingby", "flest", 1),
    ),
}
_PICTURE = "antalet (bilden saknas i texten)"
_REPORTS_OF = "2018"
_NOW = "2019"


def _context(measure: str, district: str, year: str, value: Value = "count") -> Cell:
    return Cell("context", measure, value, {"district": district, "year": year}, year)


def _all(measure: str, year: str, *codes: str, value: Value = "count") -> tuple[Cell, ...]:
    """The cell of every district, that of `codes` first."""
    return tuple(_context(measure, code, year, value) for code in first(*codes))


_SUMMARY = Paragraph(SUMMARY, "tredje stycket")
_STAFF = Paragraph(SUMMING_UP, "stycket om personalstyrkorna")
_YOUNG = Paragraph(STAFF, "stycket om barn 0–6 år")
_BEFORE_TABLE = Paragraph(STAFF, "stycket före tabellen")
_TABLE = Paragraph(STAFF, "tabellen")


def figures() -> Iterator[Figure]:
    """In the report's order."""
    yield from _staff()
    yield from _young()
    yield from _children()


def _staff() -> Iterator[Figure]:
    funded = _all("advisers-funded", _NOW)
    yield _SUMMARY.says(
        "funded-least",
        "projektfinansierade rådgivare, minst i en förvaltning",
        "två till tre",
        exact(2),
        *funded,
        combined=least,
        ours=_PICTURE,
    )
    yield _SUMMARY.says(
        "funded-most",
        "projektfinansierade rådgivare, mest i en förvaltning",
        "två till tre",
        exact(3),
        *funded,
        combined=most,
        ours="antalet; en halvtid räknas som en person",
    )
    pairs = tuple(
        _context(measure, code, _NOW)
        for code in DISTRICTS
        for measure in ("advisers-funded", "advisers-total")
    )
    yield _STAFF.says(
        "mostly-funded",
        "stadsdelsförvaltningar där mest är projektfinansierat",
        "fem",
        exact(5),
        *pairs,
        combined=halves,
        ours=_PICTURE,
    )


def _young() -> Iterator[Figure]:
    ours = "antalet (bilden saknas i texten)"
    yield _YOUNG.says(
        "children-0-6-eav",
        "barn 0–6 år, Enskede-Årsta-Vantör",
        "nära 10 000",
        nearly(10000, "9500"),
        _context("children-0-6", "enskede-arsta-vantor", _NOW),
        ours=ours,
    )
    yield _YOUNG.says(
        "children-0-6-hv",
        "barn 0–6 år, Hässelby-Vällingby",
        "nära 8 000",
        nearly(8000, "7600"),
        _context("children-0-6", "hasselby-vallingby", _NOW),
        ours=ours,
    )
    large = ("enskede-arsta-vantor", "hasselby-vallingby")
    others = tuple(_context("children-0-6", code, _NOW) for code in DISTRICTS if code not in large)
    yield _YOUNG.says(
        "children-0-6-least",
        "barn 0–6 år, minst av de övriga",
        "från 3 700",
        at_least(3700),
        *others,
        combined=least,
        ours=ours,
    )
    yield _YOUNG.says(
        "children-0-6-most",
        "barn 0–6 år, mest av de övriga",
        "till 5 500",
        at_most(5500),
        *others,
        combined=most,
        ours=ours,
    )


def _children() -> Iterator[Figure]:
    for code, (children, reports, ratio) in CHILDREN.items():
        name = DISTRICTS[code]
        yield _TABLE.says(
            f"children-{code}",
            f"barn 0–20 år, {name}",
            _thousands(children),
            exact(children),
            _context("children-0-20", code, _REPORTS_OF),
        )
        yield _TABLE.says(
            f"reports-{code}",
            f"orosanmälningar, {name}",
            _thousands(reports),
            exact(reports),
            _context("reports-of-concern", code, _REPORTS_OF),
        )
        yield _TABLE.says(
            f"ratio-{code}",
            f"anmälningar per barn, {name}",
            ratio.replace(".", ","),
            rounded(ratio, "två decimaler"),
            _context("reports-of-concern", code, _REPORTS_OF, "share"),
        )
    yield from _places()


def _places() -> Iterator[Figure]:
    for (measure, unit), rows in _IN_ORDER.items():
        for code, printed, number in rows:
            yield _BEFORE_TABLE.says(
                f"place-{code}-{measure}-{unit}",
                f"{DISTRICTS[code]}: plats i {_ORDERED[measure, unit]}",
                printed,
                exact(number),
                *_all(measure, _REPORTS_OF, code, value=unit),
                combined=place,
            )
    higher = ("farsta", "rinkeby-kista", "hasselby-vallingby")
    lower = ("enskede-arsta-vantor", "skarpnack", "spanga-tensta")
    yield _BEFORE_TABLE.says(
        "ratio-groups",
        "kvoten i Farsta, Rinkeby-Kista och Hässelby-Vällingby före de tre lägsta",
        "därefter / lägst",
        over(0),
        *(_context("reports-of-concern", code, _REPORTS_OF, "share") for code in (*higher, *lower)),
        combined=ahead(3),
    )
    yield _BEFORE_TABLE.says(
        "place-skarpnack-reports",
        "Skarpnäcks plats nerifrån i anmälningar",
        "minst",
        exact(1),
        *_all("reports-of-concern", _REPORTS_OF, "skarpnack"),
        combined=place_from_below,
    )


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", " ")
