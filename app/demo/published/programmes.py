"""Printed figures on ABC and FÖS: the survey of the whole city, and what the report says of the districts."""

from collections.abc import Iterator, Sequence

from app.demo.published.figure import DISTRICTS, PROGRAMMES, Cell, Figure, Paragraph, Value, first, of_each
from app.demo.published.ways import (
    above_zero,
    ahead,
    at_least,
    between,
    exact,
    growth,
    nearly,
    of_last,
    over,
    percent,
    rest_of_last,
    rises,
    rounded,
)

_SURVEY_YEARS = "2013..2017"
_OURS = "antalen (bilden saknas i texten)"


def _survey(measure: str, value: Value = "count") -> Cell:
    return Cell("programme-figures", measure, value, {"programme": "abc"}, _SURVEY_YEARS, "stockholm")


def _of(district: str, year: str, programme: str = "abc", measure: str = "participants") -> Cell:
    at = {"programme": programme, "district": district, "year": year}
    return Cell("programme-figures", measure, at=at, period=year)


def _years(
    districts: Sequence[str], later: str, earlier: str, measure: str = "participants"
) -> tuple[Cell, ...]:
    return tuple(_of(code, year, measure=measure) for code in districts for year in (later, earlier))


_SURVEY_TEXT = Paragraph(PROGRAMMES, "stycket om enkäten")
_LEADERS = Paragraph(PROGRAMMES, "stycket om gruppledare")
_TREND = Paragraph(PROGRAMMES, "stycket om 2016 och 2017")
_IN_2018 = Paragraph(PROGRAMMES, "stycket om 2018")
_INTEREST = Paragraph(PROGRAMMES, "stycket om intresset")
_SCALE = Paragraph(PROGRAMMES, "stycket om svarsalternativen")


def figures() -> Iterator[Figure]:
    """In the report's order."""
    yield from _districts()
    sent, answered = _survey("survey-sent"), _survey("survey-answered")
    yield _SURVEY_TEXT.says(
        "survey-sent",
        "föräldrar i hela staden som fick ABC-enkäten 2013–2017",
        "4541",
        exact(4541),
        sent,
        ours="fördelningen på år",
    )
    yield _SURVEY_TEXT.says(
        "survey-answered", "föräldrar som svarade", "1855", exact(1855), answered, ours="fördelningen på år"
    )
    yield _SURVEY_TEXT.says(
        "survey-non-response",
        "bortfall",
        "knappt 60 procent",
        nearly(60, "58", "%"),
        answered,
        sent,
        combined=rest_of_last,
    )
    yield _SURVEY_TEXT.says(
        "survey-women",
        "kvinnor bland de svarande",
        "75 procent",
        percent(75),
        _survey("survey-women", "percent"),
    )
    yield _SURVEY_TEXT.says(
        "survey-men", "män bland de svarande", "25 procent", percent(25), _survey("survey-men", "percent")
    )
    for measure, text, name in (
        ("relation", "4.13", "relationen till barnet"),
        ("recommend", "4.52", "skulle rekommendera"),
    ):
        yield _SCALE.says(
            f"survey-{measure}",
            f"medelvärde 0–5, {name}",
            text.replace(".", ","),
            rounded(text, "två decimaler"),
            _survey(measure, "mean"),
            ours="fördelningen på år",
        )


def _districts() -> Iterator[Figure]:
    leaders = Cell("programme-leaders", "leaders", at={"programme": "fos", "year": "2018"}, period="2018")
    yield _LEADERS.says(
        "fos-leaders",
        "stadsdelsförvaltningar med gruppledare i FÖS",
        "alla sju",
        exact(7),
        *of_each(leaders, "district", DISTRICTS),
        combined=above_zero,
        ours="antalen",
    )
    yield _TREND.says(
        "abc-rises",
        "stadsdelsförvaltningar där deltagarna i ABC ökade till 2017",
        "närapå samtliga",
        exact(6),
        *_years(list(DISTRICTS), "2017", "2016"),
        combined=rises,
        ours=_OURS,
    )
    fastest = first("farsta", "hasselby-vallingby", "skarholmen")
    yield _TREND.says(
        "abc-fastest",
        "Farsta, Hässelby-Vällingby och Skärholmen före de övriga",
        "störst ökning",
        over(0, "procentenheter"),
        *_years(fastest, "2017", "2016"),
        combined=growth(3),
        ours=_OURS,
    )
    largest = tuple(_of(code, "2017") for code in first("rinkeby-kista", "spanga-tensta"))
    yield _TREND.says(
        "abc-largest",
        "Rinkeby-Kista och Spånga-Tensta före de övriga 2017",
        "flest",
        over(0),
        *largest,
        combined=ahead(2),
        ours=_OURS,
    )
    fewer = _years(list(DISTRICTS), "2017", "2018")
    yield _IN_2018.says(
        "abc-2018",
        "stadsdelsförvaltningar där ABC gick tillbaka 2018",
        "alla sju",
        exact(7),
        *fewer,
        combined=rises,
        ours=_OURS,
    )
    began = tuple(_of(code, "2018", "fos") for code in DISTRICTS)
    yield _IN_2018.says(
        "fos-2018",
        "stadsdelsförvaltningar med deltagare i FÖS 2018",
        "sex",
        exact(6),
        *began,
        combined=above_zero,
        ours="antalen; i Spånga-Tensta nämns FÖS i beskrivningen av stadsdelen",
    )
    yield _IN_2018.says(
        "fos-farsta", "deltagare i FÖS, Farsta 2018", "inga", exact(0), _of("farsta", "2018", "fos")
    )
    for code in ("hasselby-vallingby", "rinkeby-kista"):
        both = (_of(code, "2018"), _of(code, "2018", "fos"), _of(code, "2017"))
        yield _IN_2018.says(
            f"both-2018-{code}",
            f"{DISTRICTS[code]}: ABC och FÖS 2018 mot ABC 2017",
            "fler sammantaget",
            over(100, "%"),
            *both,
            combined=of_last,
            ours=_OURS,
        )
    half = (_of("spanga-tensta", "2018"), _of("spanga-tensta", "2017"))
    yield _IN_2018.says(
        "abc-halved",
        "Spånga-Tensta: ABC 2018 mot 2017",
        "nära halverats",
        between(50, 60, "%"),
        *half,
        combined=of_last,
        ours=_OURS,
    )
    interest = _years(list(DISTRICTS), "2018", "2016", "interest")
    yield _INTEREST.says(
        "interest",
        "stadsdelsförvaltningar där intresset för ABC ökat till 2018",
        "har ökat",
        at_least(4),
        *interest,
        combined=rises,
        ours=_OURS,
    )
