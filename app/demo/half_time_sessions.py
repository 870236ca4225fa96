"""Counselling sessions of February to August 2019, district by district.

The half-time report gives the sums over the city (863 sessions, 498 answers, the shares of routes in, next
steps and orders) and a few facts about single districts. RECONSTRUCTED: how the sums are divided between the
districts, everything about arenas, areas (but that most of Enskede-Årsta-Vantör's 99 come from Högdalen and
Rågsved), ages, languages and participants, and the answers to the second and third question.
"""

from app.demo.session_quotas import ANOTHER, ELSEWHERE, NONE, OLDER, YOUNG, Answers, Counts, SessionQuotas
from app.vocabulary.states import NOT_KNOWN

ARENAS: Counts = {
    "social-services-open-care": 34, "child-health-centre": 22, "midwifery-clinic": 5, "open-preschool": 21,
    "preschool-or-school": 7, "telephone": 8, "other": 2, NOT_KNOWN: 2,
}  # fmt: skip
_LANGUAGES: Counts = {
    "arabic": 24, "somali": 22, "tigrinya": 9, "persian-dari": 9, "spanish": 8, "turkish": 6, "bengali": 5,
    "kurdish-sorani": 5, "russian": 4, "polish": 4, "amharic": 3, "other": 5, NOT_KNOWN: 3,
}  # fmt: skip


def _answers(mothers: str, fathers: str, others: str, not_known: str) -> Answers:
    """Four rows of counts, in the order of the question's five answers from the best on."""
    scale = ("yes-really", "yes", "partly", "hardly", "no")
    rows = {"mother": mothers, "father": fathers, "other-adult": others, NOT_KNOWN: not_known}
    return {
        (role, answer): int(number)
        for role, row in rows.items()
        for answer, number in zip(scale, row.split(), strict=True)
    }


def _of(
    orders: str, routes: Counts, steps: str, targets: str, language: str, answers: Answers,
    young_areas: Counts, areas: Counts, *, applications: int, reports: int, declined: int,
    arenas: Counts = ARENAS,
) -> SessionQuotas:  # fmt: skip
    def row(names: tuple[str, ...], numbers: str) -> Counts:
        return dict(zip(names, map(int, numbers.split()), strict=True))

    return SessionQuotas(
        orders=row(("first", "2-5", "6-plus", NOT_KNOWN), orders),
        routes=routes,
        steps=row((ANOTHER, NONE, ELSEWHERE, NOT_KNOWN), steps),
        targets=row((YOUNG, OLDER, NOT_KNOWN), targets),
        language_needed=row(("yes", "no", NOT_KNOWN), language),
        answers=answers,
        young_areas=young_areas,
        areas=areas,
        arenas=arenas,
        languages=_LANGUAGES,
        applications=applications,
        reports=reports,
        declined=declined,
    )


# Orders: 412 first, 378 second to fifth, 50 later, 23 not known: 790 of the 840 known are 94 %.
# Next steps: another session 595, none 125, something else only 115, not known 28.
SESSIONS: dict[str, SessionQuotas] = {
    "enskede-arsta-vantor": _of(
        orders="101 92 13 6",
        routes={
            "child-health-centre": 96, "midwifery-clinic": 26, "earlier-contact": 9, "information-web": 11,
            "open-preschool": 7, "preschool": 8, "home-visiting-programme": 11, "social-services-intake": 6,
            "social-services-investigation": 4, "income-support": 3, "friend-or-relative": 7,
            "theme-meeting": 4, "school-or-school-health": 4, "civil-society": 2, "other-health-care": 3,
            NOT_KNOWN: 11,
        },
        steps="148 30 27 7",
        targets="118 70 24",
        language="15 191 6",
        answers=_answers("61 18 3 1 1", "17 9 1 1 0", "2 2 0 0 0", "1 1 0 0 0"),
        # 99 with a known area, as the report shows; more than half of them from two areas.
        young_areas={
            "hogdalen": 31, "ragsved": 24, "bandhagen": 9, "hagsatra": 8, "arsta": 6, "ostberga": 5,
            "dalen": 3, "stureby": 3, "orby": 2, "gamla-enskede": 2, "svedmyra": 1, "johanneshov": 1,
            "enskede-gard": 1, "other-area-in-city": 3, NOT_KNOWN: 19,
        },
        areas={"hogdalen": 24, "ragsved": 22, "hagsatra": 14, "bandhagen": 10, "arsta": 8, "ostberga": 6,
               "enskedefaltet": 2, "other-area-in-city": 4, "other-municipality": 2, NOT_KNOWN: 8},
        applications=4, reports=2, declined=2,
    ),
    "farsta": _of(
        orders="61 56 8 3",
        routes={
            "child-health-centre": 60, "midwifery-clinic": 15, "earlier-contact": 6, "information-web": 8,
            "open-preschool": 6, "preschool": 7, "social-services-intake": 6, "friend-or-relative": 5,
            "other-health-care": 4, "parenting-programme": 3, "other": 2, NOT_KNOWN: 6,
        },
        steps="88 19 17 4",
        targets="96 23 9",
        language="6 119 3",
        answers=_answers("42 13 2 1 0", "11 6 1 0 0", "1 1 0 0 0", "1 1 0 0 0"),
        young_areas={"fagersjo": 22, "hokarangen": 20, "farsta": 17, "farsta-strand": 12, "skondal": 8,
                     "gubbangen": 5, "larsboda": 3, "tallkrogen": 2, "other-area-in-city": 2, NOT_KNOWN: 5},
        areas={"fagersjo": 6, "hokarangen": 8, "farsta": 9, "farsta-strand": 4, "skondal": 3,
               "other-municipality": 1, NOT_KNOWN: 3},
        applications=3, reports=1, declined=1,
    ),
    "hasselby-vallingby": _of(
        orders="56 52 7 3",
        routes={
            "child-health-centre": 60, "midwifery-clinic": 7, "earlier-contact": 6, "information-web": 6,
            "open-preschool": 5, "preschool": 8, "home-visiting-programme": 8, "link-worker": 5,
            "social-services-intake": 4, "friend-or-relative": 3, NOT_KNOWN: 6,
        },
        steps="80 17 17 4",
        targets="88 22 8",
        language="12 102 4",
        answers=_answers("33 11 2 0 0", "11 4 1 0 0", "1 2 0 0 0", "0 1 0 0 0"),
        young_areas={"hasselby-gard": 27, "hasselby-strand": 18, "grimsta": 13, "vallingby": 10, "racksta": 6,
                     "hasselby-villastad": 4, "vinsta": 2, "nalsta": 1, "kalvesta": 1,
                     "other-area-in-city": 2, NOT_KNOWN: 4},
        areas={"hasselby-gard": 10, "hasselby-strand": 7, "grimsta": 5, "vallingby": 6, NOT_KNOWN: 3},
        applications=2, reports=1, declined=1,
    ),
    "rinkeby-kista": _of(
        orders="22 18 2 2",
        routes={
            "child-health-centre": 22, "midwifery-clinic": 2, "earlier-contact": 6, "open-preschool": 7,
            "home-visiting-programme": 5, NOT_KNOWN: 2,
        },
        steps="30 7 6 1",
        targets="35 6 3",
        language="10 32 2",
        answers=_answers("14 3 1 0 0", "6 3 0 0 0", "0 0 0 0 0", "0 0 0 0 0"),
        young_areas={"rinkeby": 13, "husby": 11, "akalla": 5, "kista": 4, NOT_KNOWN: 2},
        areas={"rinkeby": 4, "husby": 3, "kista": 1, NOT_KNOWN: 1},
        applications=1, reports=1, declined=0,
    ),
    "skarpnack": _of(
        orders="56 51 7 3",
        routes={
            "child-health-centre": 60, "midwifery-clinic": 12, "earlier-contact": 5, "information-web": 7,
            "open-preschool": 6, "preschool": 4, "friend-or-relative": 6, "social-services-intake": 4,
            "faith-community": 4, "other": 3, NOT_KNOWN: 6,
        },
        steps="80 17 16 4",
        targets="92 17 8",
        language="3 111 3",
        answers=_answers("39 11 2 0 0", "14 5 0 1 0", "0 1 0 0 0", "1 0 0 0 0"),
        young_areas={"skarpnacks-gard": 38, "bagarmossen": 27, "karrtorp": 9, "bjorkhagen": 6,
                     "hammarbyhojden": 5, "enskededalen": 2, "other-area-in-city": 1, NOT_KNOWN: 4},
        areas={"skarpnacks-gard": 9, "bagarmossen": 8, "karrtorp": 3, "other-area-in-city": 1, NOT_KNOWN: 2},
        applications=2, reports=1, declined=1,
    ),
    "skarholmen": _of(
        orders="65 60 8 3",
        routes={
            "child-health-centre": 61, "midwifery-clinic": 15, "earlier-contact": 6, "information-web": 4,
            "open-preschool": 7, "preschool": 6, "home-visiting-programme": 9, "social-services-intake": 8,
            "library": 4, "friend-or-relative": 4, "school-or-school-health": 3, "substance-use-unit": 2,
            NOT_KNOWN: 7,
        },
        steps="95 19 18 4",
        targets="104 23 9",
        language="17 115 4",
        answers=_answers("36 10 1 0 1", "12 6 1 0 0", "1 1 0 0 0", "0 1 0 0 0"),
        young_areas={"skarholmen": 33, "bredang": 29, "varberg": 24, "satra": 12, "other-municipality": 1,
                     NOT_KNOWN: 5},
        areas={"skarholmen": 10, "bredang": 9, "varberg": 8, "satra": 4, NOT_KNOWN: 2},
        applications=3, reports=1, declined=1,
    ),
    "spanga-tensta": _of(
        orders="51 49 5 3",
        routes={
            "child-health-centre": 51, "midwifery-clinic": 5, "earlier-contact": 4, "information-web": 4,
            "open-preschool": 5, "preschool": 6, "home-visiting-programme": 8, "family-centre": 11,
            "civil-society": 3, "sfi": 3, "citizens-office": 3, NOT_KNOWN: 5,
        },
        steps="74 16 14 4",
        targets="82 18 8",
        language="14 91 3",
        answers=_answers("31 11 1 1 0", "10 4 2 0 0", "1 1 0 0 0", "1 0 0 0 0"),
        young_areas={"tensta": 52, "sundby": 8, "solhem": 7, "bromsten": 6, "flysta": 4, "lunda": 2,
                     NOT_KNOWN: 3},
        areas={"tensta": 12, "sundby": 2, "solhem": 3, "bromsten": 2, NOT_KNOWN: 2},
        arenas={"family-centre": 46, "social-services-open-care": 14, "child-health-centre": 12,
                "open-preschool": 10, "preschool-or-school": 10, "telephone": 6, NOT_KNOWN: 2},
        applications=2, reports=1, declined=1,
    ),
}  # fmt: skip

MONTHS: Counts = {
    "2019-02": 13, "2019-03": 16, "2019-04": 16, "2019-05": 17, "2019-06": 14, "2019-07": 8, "2019-08": 13,
}  # fmt: skip
"""Weights of the months: the platform was taken into use in February, and July is quiet. RECONSTRUCTED."""
