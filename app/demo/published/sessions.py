"""Printed figures on counselling sessions: who came, how they found it, where it led, what they thought."""

from collections.abc import Iterator

from app.demo.published.figure import (
    DISTRICTS,
    SESSIONS,
    Cell,
    Figure,
    Paragraph,
    first,
    of_each,
)
from app.demo.published.ways import (
    about,
    at_most,
    exact,
    least,
    little_over,
    most,
    of_last,
    over,
    percent,
    place,
    place_from_below,
    under,
)

_SPLIT = "fördelningen mellan stadsdelsförvaltningarna"
_HELD = Cell(
    "response-rates", "contacts", "base", {"activity": "counselling-session", "answered": "answered"}
)
NORTHERN = ("hasselby-vallingby", "rinkeby-kista", "spanga-tensta")


def _route(code: str) -> Cell:
    return Cell("routes-in", "sessions", "percent", {"route_in": code})


_BY_AREA = {"target_group": "0-6"}
_HOGDALEN = Cell(
    "residential-areas", "sessions", at={"area": "hogdalen", **_BY_AREA}, district="enskede-arsta-vantor"
)
_RAGSVED = Cell(
    "residential-areas", "sessions", at={"area": "ragsved", **_BY_AREA}, district="enskede-arsta-vantor"
)
_OF_AREA = Cell(
    "residential-areas", "sessions", "base", {"area": "hogdalen", **_BY_AREA}, district="enskede-arsta-vantor"
)
_ROUTES_USED = of_each(Cell("routes-in", "routes-in-use"), "district", DISTRICTS)
_COMMON_ROUTES = {
    "earlier-contact": "tidigare kontakt med föräldrarådgivaren",
    "information-web": "information eller webben",
    "open-preschool": "öppna förskolan eller introduktionsförskolan",
    "preschool": "förskolan",
    "home-visiting-programme": "hembesöksprogrammet",
}


_NUMBERS = Paragraph(SESSIONS, "stycket om antalet samtal")
_VISITORS = Paragraph(SESSIONS, "bildtexten under samtal per stadsdelsförvaltning")
_PER_PARENT = Paragraph(SESSIONS, "stycket om antal samtal per förälder")
_AREAS_CAPTION = Paragraph(SESSIONS, "bildtexten under bostadsområden")
_AREAS_TEXT = Paragraph(SESSIONS, "stycket om bostadsområden")
_LANGUAGES = Paragraph(SESSIONS, "bildtexten och stycket om andra språk")
_ROUTES = Paragraph(SESSIONS, "stycket om vägar in")
_NORTH = Paragraph(SESSIONS, "stycket om norrort")


def figures() -> Iterator[Figure]:
    """In the report's order."""
    yield from _who_came()
    yield from _routes_in()


def _who_came() -> Iterator[Figure]:
    by_district = of_each(_HELD, "district", first("enskede-arsta-vantor"))
    few = of_each(_HELD, "district", first("rinkeby-kista"))
    yield _NUMBERS.says(
        "sessions-most",
        "Enskede-Årsta-Vantörs plats i antal samtal",
        "många",
        exact(1),
        *by_district,
        combined=place,
        ours=_SPLIT,
    )
    yield _NUMBERS.says(
        "sessions-few",
        "Rinkeby-Kistas plats nerifrån i antal samtal",
        "relativt få",
        exact(1),
        *few,
        combined=place_from_below,
        ours=_SPLIT,
    )
    yield _VISITORS.says(
        "unique-visitors",
        "unika besökare",
        "drygt 400",
        little_over(400, 420),
        Cell("session-order", "families"),
        ours="en besökare är ett första samtal; familjer räknas, inte personer",
    )
    yield _PER_PARENT.says(
        "within-five",
        "samtal 1–5 för familjen",
        "94 procent",
        percent(94),
        Cell("session-order", "within-five", "percent"),
        ours="andel av samtalen: föräldrar kan inte följas",
    )
    yield _AREAS_CAPTION.says(
        "areas",
        "samtal i Enskede-Årsta-Vantör efter område",
        "99",
        exact(99),
        _OF_AREA,
        ours="målgruppen 0–6 år, med känt bostadsområde",
    )
    yield _AREAS_TEXT.says(
        "areas-majority",
        "därav från Högdalen och Rågsved",
        "en majoritet",
        over(50, "%"),
        _HOGDALEN,
        _RAGSVED,
        _OF_AREA,
        combined=of_last,
        ours="andelens storlek",
    )
    needed = Cell(
        "language-needs",
        "contacts",
        "percent",
        {"activity": "counselling-session", "session_order": "first", "needed": "yes"},
    )
    yield _LANGUAGES.says(
        "session-language",
        "första samtal där ett annat språk än svenska eller engelska behövdes",
        "låg andel",
        at_most(15, "%"),
        needed,
        ours="andelens storlek (bilden saknas i texten)",
    )


def _routes_in() -> Iterator[Figure]:
    yield _ROUTES.says(
        "routes", "vägar in att välja på", "24", exact(24), Cell("routes-in", "routes-in-use", "base")
    )
    yield _ROUTES.says(
        "routes-fewest",
        "vägar in som används, minst i en stadsdelsförvaltning",
        "5",
        exact(5),
        *_ROUTES_USED,
        combined=least,
        ours="vilka vägar och var",
    )
    yield _ROUTES.says(
        "routes-most",
        "vägar in som används, mest i en stadsdelsförvaltning",
        "15",
        exact(15),
        *_ROUTES_USED,
        combined=most,
        ours="vilka vägar och var",
    )
    yield _ROUTES.says(
        "route-child-health", "barnavårdscentralen", "hälften", percent(50), _route("child-health-centre")
    )
    yield _ROUTES.says(
        "route-midwifery", "barnmorskemottagningen", "10 procent", percent(10), _route("midwifery-clinic")
    )
    north = of_each(_route("midwifery-clinic"), "district", NORTHERN)
    yield _NORTH.says(
        "route-midwifery-north",
        "barnmorskemottagningen, högst i norrort",
        "färre än i staden",
        under(10, "%"),
        *north,
        combined=most,
        ours="andelarnas storlek",
    )
    for code, name in _COMMON_ROUTES.items():
        yield _NORTH.says(f"route-{code}", name, "ca 5 procent", about(5, "0.5", "%"), _route(code))
