"""Printed figures on what parents thought of the sessions, and what the sessions led to."""

from collections.abc import Iterator

from app.demo.published.figure import (
    DISTRICTS,
    EQUALITY,
    STRENGTHENED,
    SUMMARY,
    Cell,
    Figure,
    Paragraph,
    of_each,
)
from app.demo.published.ways import at_most, exact, less, little_over, nearly, over, percent, place, under

_HELD = Cell(
    "response-rates", "contacts", "base", {"activity": "counselling-session", "answered": "answered"}
)
_WITH = Cell("response-rates", "contacts", at={"activity": "counselling-session", "answered": "answered"})
_WITHOUT = Cell(
    "response-rates", "contacts", "percent", {"activity": "counselling-session", "answered": "not-answered"}
)
_HELPFUL = {"activity": "counselling-session", "question": "helpful"}
CLEAREST = ("enskede-arsta-vantor", "farsta", "rinkeby-kista", "skarholmen")
_STEPS = (
    "none",
    "child-health-centre",
    "midwifery-clinic",
    "open-preschool",
    "preschool",
    "parenting-programme",
    "theme-meeting",
    "family-counselling",
    "family-law-unit",
    "application",
    "report-of-concern",
)
_ANSWERS = Paragraph(STRENGTHENED, "stycket om svaren")
_SUMMARY = Paragraph(SUMMARY, "femte stycket")
_ANSWERS_CAPTION = Paragraph(STRENGTHENED, "bildtexten under svaren")
_NEXT = Paragraph(STRENGTHENED, "stycket om nästa steg")
_WHO = Paragraph(STRENGTHENED, "stycket om vilka som deltar")
_PARENTS = Paragraph(STRENGTHENED, "stycket om mammor och pappor")
_EQUAL = Paragraph(EQUALITY, "första stycket")


def _top_grade(district: str, who: str) -> Cell:
    at = {**_HELPFUL, "answer": "yes-really", "respondent": who, "district": district}
    return Cell("helpfulness", "answers", "percent", at)


def _step(code: str) -> Cell:
    return Cell("next-steps", "sessions", "percent", {"next_step": code})


def figures() -> Iterator[Figure]:
    """In the report's order."""
    yield from _answers()
    yield from _next_steps()


def _answers() -> Iterator[Figure]:
    positive = Cell("helpfulness", "positive", "percent", _HELPFUL)
    yield _ANSWERS.says(
        "positive",
        "ja eller ja, verkligen på frågan om samtalet varit till hjälp",
        "95 procent",
        percent(95),
        positive,
    )
    yield _SUMMARY.says(
        "positive-summary", "samtalen har varit till hjälp", "95 procent", percent(95), positive
    )
    yield _ANSWERS.says("sessions", "råd- och stödsamtal", "863", exact(863), _HELD)
    yield _ANSWERS.says("answered", "samtal med svar", "498", exact(498), _WITH)
    yield _ANSWERS.says("non-response", "bortfall", "42 procent", percent(42), _WITHOUT)
    yield _ANSWERS_CAPTION.says(
        "respondents",
        "föräldrar som svarat på frågan",
        "nära 500",
        nearly(500, "475"),
        Cell("helpfulness", "positive", "base", _HELPFUL),
    )
    for district in CLEAREST:
        pair = (_top_grade(district, "mother"), _top_grade(district, "father"))
        yield _PARENTS.says(
            f"top-grade-{district}",
            f"{DISTRICTS[district]}: mammors högsta betyg före pappors",
            "drygt tio procent",
            little_over(10, 13, "procentenheter"),
            *pair,
            combined=less,
            ours="andelarna; läst som procentenheter",
        )
    for district in (code for code in DISTRICTS if code not in CLEAREST):
        pair = (_top_grade(district, "mother"), _top_grade(district, "father"))
        yield _PARENTS.says(
            f"top-grade-{district}",
            f"{DISTRICTS[district]}: mammors högsta betyg före pappors",
            "mindre tydligt",
            under(10, "procentenheter"),
            *pair,
            combined=less,
            ours="andelarna; läst som procentenheter",
        )
    for activity, name in (
        ("counselling-session", "samtal"),
        ("theme-meeting", "tematräffar"),
        ("home-visit", "hembesök"),
    ):
        both = of_each(
            Cell("gender-split", "participants", at={"activity": activity}), "gender", ("woman", "man")
        )
        yield _EQUAL.says(
            f"women-{activity}",
            f"kvinnor minus män bland deltagarna vid {name}",
            "fler mammor än pappor",
            over(0),
            *both,
            combined=less,
            ours="antalen",
        )


def _next_steps() -> Iterator[Figure]:
    yield _NEXT.says(
        "step-another", "nytt samtal", "drygt 70 procent", little_over(70, 73, "%"), _step("another-session")
    )
    yield _NEXT.says("step-none", "inget nästa steg", "15 procent", percent(15), _step("none"))
    other = tuple(_step(code) for code in _STEPS)
    yield _NEXT.says(
        "step-none-second",
        "inget nästa steg, plats bland alla utom nytt samtal",
        "näst vanligast",
        exact(1),
        *other,
        combined=place,
        ours="de övriga stegens andelar",
    )
    yield _NEXT.says(
        "step-application", "ansökan till socialtjänsten", "två procent", percent(2), _step("application")
    )
    yield _NEXT.says("step-report", "orosanmälan", "en procent", percent(1), _step("report-of-concern"))
    others = Cell(
        "gender-split", "participants", "percent", {"activity": "counselling-session", "gender": "other"}
    )
    yield _WHO.says(
        "other-adults",
        "andra vuxna bland de vuxna deltagarna",
        "låg omfattning",
        at_most(10, "%"),
        others,
        ours="andelens storlek",
    )
