"""Printed figures on the extended home visiting programme."""

from collections.abc import Iterator

from app.demo.published.figure import SUMMING_UP, VISITS, Cell, Figure, Paragraph, of_each
from app.demo.published.ways import (
    above_zero,
    ahead,
    at_most,
    exact,
    little_over,
    over,
    percent,
    spread,
)

PROGRAMMES = ("rinkeby", "husby-kista", "hasselby", "ragsved", "skarholmen", "spanga-tensta")
_OUTCOME = Cell("home-visits", "booked", at={"outcome": "held"})
_MISSED = Cell("home-visits", "booked", "percent", {"outcome": "missed"})
_NEEDED = {"activity": "home-visit", "needed": "yes"}
_END = "2019-T2"
_BOTH = "2019-T1..2019-T2"


def _with(role: str, programme: str = "") -> Cell:
    at = {"role": role, **({"programme": programme} if programme else {})}
    return Cell("home-visit-participants", "visits", "percent", at)


def _contact(code: str, value: str = "count") -> Cell:
    return Cell(
        "home-visit-contacts", "visits", "percent" if value == "percent" else "count", {"contact": code}
    )


_FIRST = Paragraph(VISITS, "första stycket")
_INVITED = Paragraph(VISITS, "stycket om vilka som bjuds in")
_MISSED_TEXT = Paragraph(VISITS, "stycket om uteblivna besök")
_LANGUAGE = Paragraph(VISITS, "stycket om andra språk")
_PARENTS = Paragraph(VISITS, "avsnittet om föräldrarna, första stycket")
_CONTACTS = Paragraph(VISITS, "avsnittet om föräldrarna, andra stycket")
_SUMMED_UP = Paragraph(SUMMING_UP, "stycket om hembesöksprogrammen")


def figures() -> Iterator[Figure]:
    """In the report's order."""
    enrolled = Cell("enrolment", "enrolled", at={"tertial": _END}, period=_END)
    each = of_each(Cell("enrolment", "enrolled", at={"tertial": _END}, period=_END), "programme", PROGRAMMES)
    yield _FIRST.says("programmes", "program som pågår", "sex", exact(6), *each, combined=above_zero)
    yield _INVITED.says(
        "enrolled",
        "barn i de sex programmen",
        "278",
        exact(278),
        enrolled,
        ours="programmens delar; läget vid utgången av 2019-T2",
    )
    declined = Cell("enrolment", "declined", "percent", period=_BOTH)
    yield _INVITED.says(
        "declined", "har tackat nej, av de inbjudna", "ytterst få", at_most(5, "%"), declined, ours="antalet"
    )
    yield _INVITED.says(
        "discontinued",
        "har avbrutit programmet",
        "ingen uppgift om någon",
        exact(0),
        Cell("enrolment", "discontinued", period=_BOTH),
    )
    yield _MISSED_TEXT.says(
        "missed", "uteblivna av de inbokade", "ca 5 procent", percent(5), _MISSED, ours="antalet inbokade"
    )
    yield _MISSED_TEXT.says(
        "missed-spread",
        "skillnad mellan programmen",
        "varierar obetydligt",
        at_most(2, "procentenheter"),
        *of_each(_MISSED, "programme", PROGRAMMES),
        combined=spread,
        ours="programmens andelar",
    )
    yield _LANGUAGE.says(
        "held",
        "genomförda hembesök",
        "drygt 900",
        little_over(900, 945),
        _OUTCOME,
        ours="antalet över 900, och programmens delar",
    )
    yield _LANGUAGE.says(
        "visit-language",
        "annat språk behövdes",
        "275",
        exact(275),
        Cell("language-needs", "contacts", at=_NEEDED),
    )
    share = Cell("language-needs", "contacts", "percent", _NEEDED)
    yield _LANGUAGE.says("visit-language-share", "annat språk behövdes", "ca 30 procent", percent(30), share)
    yield _LANGUAGE.says(
        "visit-language-higher",
        "Rinkeby och Husby före de övriga programmen",
        "högre i Husby och Rinkeby",
        over(0),
        *of_each(share, "programme", PROGRAMMES),
        combined=ahead(2),
        ours="programmens andelar",
    )
    yield _PARENTS.says("mothers", "besök där mamman deltog", "99 procent", percent(99), _with("mother"))
    yield _PARENTS.says("fathers", "besök där pappan deltog", "hälften", percent(50), _with("father"))
    for programme, name, number in (
        ("ragsved", "Rågsved", 62),
        ("rinkeby", "Rinkeby", 44),
        ("husby-kista", "Husby", 44),
    ):
        yield _PARENTS.says(
            f"fathers-{programme}",
            f"besök där pappan deltog, {name}",
            f"{number} procent",
            percent(number),
            _with("father", programme),
        )
    yield _CONTACTS.says(
        "contacts",
        "ytterligare kontakt togs",
        "40 procent",
        percent(40),
        Cell("home-visit-contacts", "any-contact", "percent"),
    )
    others = tuple(
        _contact(code) for code in ("preschool", "library", "parenting-programme", "midwifery-clinic")
    )
    yield _CONTACTS.says(
        "contacts-common",
        "barnavårdscentralen och öppna förskolan före de övriga kontakterna",
        "vanligast",
        over(0),
        _contact("child-health-centre"),
        _contact("open-preschool"),
        *others,
        combined=ahead(2),
        ours="antalen",
    )
    yield _CONTACTS.says("visit-reports", "orosanmälningar", "sex", exact(6), _contact("report-of-concern"))
    yield _CONTACTS.says("visit-applications", "ansökningar", "två", exact(2), _contact("application"))
    yield _SUMMED_UP.says(
        "programmes-summing-up", "områden med program", "sex", exact(6), *each, combined=above_zero
    )
