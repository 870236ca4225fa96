"""What the report says of collaboration, the Spindle and reach: mostly words, here as numbers to compare."""

from collections.abc import Iterator

from app.demo.published.figure import (
    DISTRICTS,
    OFFER,
    SPINDLE,
    STRATEGIES,
    SUMMING_UP,
    Cell,
    Figure,
    Paragraph,
    of_each,
)
from app.demo.published.ways import (
    above_zero,
    at_least,
    exact,
    less,
    little_over,
    nearly,
    over,
    place_from_below,
    spread,
)

_SEEN = "2018-T3..2019-T2"
_TERTIALS = ("2018-T3", "2019-T1", "2019-T2")
_OURS = "alla poäng; att ”bra” är 4"
_ITEMS = (
    "organisation",
    "common-view",
    "roles",
    "information",
    "resources",
    "management-support",
    "early-support-today",
    "users-influence",
)
_ORGANISATIONS = (
    "preventive-social-services",
    "midwifery-clinic",
    "open-preschool",
    "preschool",
    "intake-and-investigation",
)


def _item(item: str, **at: str) -> Cell:
    return Cell("spindle", "score", "mean", {"item": item, **at}, _SEEN)


def _kind(kind: str, district: str = "", measure: str = "activities", value: str = "count") -> Cell:
    at = {"kind": kind, **({"district": district} if district else {})}
    return Cell("collaboration", measure, "mean" if value == "mean" else "count", at)


_REACH = Paragraph(SUMMING_UP, "stycket om hur många som tagit del")
_RINKEBY_KISTA = Paragraph(OFFER, "listan för Rinkeby-Kista")
_STRATEGIES = Paragraph(STRATEGIES, "första stycket")
_SFI = Paragraph(STRATEGIES, "fjärde stycket")
_CIVIL = Paragraph(STRATEGIES, "avsnittet om civilsamhället")
_REGULATIONS = Paragraph(SPINDLE, "stycket om regelverken")
_INFORMATION = Paragraph(SPINDLE, "stycket om information")
_OVER_TIME = Paragraph(SPINDLE, "första stycket")


def figures() -> Iterator[Figure]:
    """In the report's order."""
    yield from _collaboration()
    yield from _spindle()
    yield _REACH.says(
        "reach",
        "föräldrar som tagit del sedan februari 2019",
        "drygt 1300",
        little_over(1300, 1349),
        Cell("reach", "reached-in-all"),
        ours="hur delarna läggs ihop: första samtal och första hembesök som familjer, övriga som deltagare",
    )


def _collaboration() -> Iterator[Figure]:
    people = _kind("joint-training-day", "rinkeby-kista", "participants", "mean")
    yield _RINKEBY_KISTA.says(
        "training-day", "personer på en heldag, Rinkeby-Kista", "120", exact(120), people
    )
    hours = of_each(_kind("fixed-hours"), "district", DISTRICTS)
    yield _STRATEGIES.says(
        "fixed-hours",
        "stadsdelsförvaltningar med fasta tider på mottagningar",
        "alla sju",
        exact(7),
        *hours,
        combined=above_zero,
        ours="antalen",
    )
    sfi = of_each(
        Cell("collaboration", "activities-by-partner", at={"partner": "sfi"}), "district", DISTRICTS
    )
    yield _SFI.says(
        "sfi",
        "stadsdelsförvaltningar som samarbetar med SFI",
        "en majoritet",
        at_least(4),
        *sfi,
        combined=above_zero,
        ours="vilka och hur ofta",
    )
    partnerships = _kind("civil-society-partnership", "rinkeby-kista")
    yield _CIVIL.says(
        "partnerships",
        "partnerskap, Rinkeby-Kista",
        "sex",
        exact(6),
        partnerships,
        ours="ett partnerskap registreras som en aktivitet",
    )


def _spindle() -> Iterator[Figure]:
    regulations = _item("regulations")
    yield _REGULATIONS.says(
        "spindle-regulations",
        "regelverkens plats nerifrån bland måtten",
        "ett av de lägsta",
        exact(1),
        regulations,
        *(_item(item) for item in _ITEMS),
        combined=place_from_below,
        ours=_OURS,
    )
    clinic = _item("regulations", organisation_type="child-health-centre")
    others = tuple(_item("regulations", organisation_type=code) for code in _ORGANISATIONS)
    yield _REGULATIONS.says(
        "spindle-child-health",
        "regelverken, barnavårdscentralernas plats nerifrån bland organisationerna",
        "lägre än övriga",
        exact(1),
        clinic,
        *others,
        combined=place_from_below,
        ours=_OURS,
    )
    yield _INFORMATION.says(
        "spindle-information",
        "informationsflödet, medelvärde 1–5",
        "inte riktigt ”bra”",
        nearly(4, "3.5"),
        _item("information"),
        ours=_OURS,
    )
    stable = of_each(_item("information", district="rinkeby-kista"), "tertial", _TERTIALS)
    yield _OVER_TIME.says(
        "spindle-stable",
        "Rinkeby-Kista: informationsflödet, spridning över tid",
        "stabil",
        exact(0),
        *stable,
        combined=spread,
        ours=_OURS,
    )
    for code in (one for one in DISTRICTS if one != "rinkeby-kista"):
        varied = of_each(_item("information", district=code), "tertial", _TERTIALS)
        yield _OVER_TIME.says(
            f"spindle-varied-{code}",
            f"{DISTRICTS[code]}: informationsflödet, spridning över tid",
            "större variationer",
            over(0),
            *varied,
            combined=spread,
            ours=_OURS,
        )
    rise = (_item("information", tertial="2019-T2"), _item("information", tertial="2018-T3"))
    yield _OVER_TIME.says(
        "spindle-rise",
        "informationsflödet 2019-T2 minus 2018-T3",
        "har förbättrats",
        over(0),
        *rise,
        combined=less,
        ours=_OURS,
    )
