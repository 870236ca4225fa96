"""Yearly figures of the programmes that are run for the whole city, and their group leaders.

Source: half-time report, chapter "Strukturerade universella föräldrastödsprogram" (ABC's survey of 2013-2017:
4541 sent, 1855 answered, 75 per cent women, means 4.13 and 4.52). A figure of the whole city is a row of its
own under the city's code and is never added to the districts'; where there is none, the row is their sum.
"""

from sqlalchemy import ColumnElement, case, func

from app.activities.programme_figures import LEADERS, PROGRAMMES
from app.kit.language import Text
from app.tables.counts import NumberAndState, having, number, pair
from app.tables.declaration import Dimension, Measure, Part, Table, number_measures
from app.tables.dimensions import CENTRAL_PROGRAMME
from app.tables.notes import HANDED_IN, PAIRED, STOCK
from app.tables.rates import Mean, Paired
from app.vocabulary.states import KNOWN, NOT_KNOWN

FIGURES = PROGRAMMES.table
LEADER = LEADERS.table
_SOURCE = Text(
    "Delrapporten, Strukturerade universella föräldrastödsprogram",
    "Half-time report, Strukturerade universella föräldrastödsprogram",
)
_PARENTS = Text("föräldrar", "parents")
_CITY = Text(
    "Uppgifter för hela kommunen står på en egen rad och läggs aldrig ihop med andra rader. Där inga sådana "
    "har lämnats in är raden summan av delarna.",
    "Figures of the whole municipality are a row of their own and are never added to other rows. Where none "
    "were handed in, the row is the sum of its parts.",
)
_PART_OF = {
    "women": ("participants", Text("deltagare", "participants")),
    "men": ("participants", Text("deltagare", "participants")),
    "survey-answered": ("survey-sent", Text("utskickade enkäter", "surveys sent")),
    "survey-women": ("survey-answered", Text("besvarade enkäter", "surveys answered")),
    "survey-men": ("survey-answered", Text("besvarade enkäter", "surveys answered")),
}
"""Which figure another is a share of."""

_LABELS = {
    "participants": Text("Deltagare", "Participants"),
    "women": Text("Kvinnor bland deltagarna", "Women among the participants"),
    "men": Text("Män bland deltagarna", "Men among the participants"),
    "interest": Text("Intresseanmälningar", "Registrations of interest"),
    "survey-sent": Text("Utskickade enkäter", "Surveys sent"),
    "survey-answered": Text("Besvarade enkäter", "Surveys answered"),
    "survey-women": Text("Kvinnor bland de svarande", "Women among those who answered"),
    "survey-men": Text("Män bland de svarande", "Men among those who answered"),
}
_MEANS = {
    "relation": Text("Relationen till barnet, 0–5", "Relation with the child, 0–5"),
    "recommend": Text("Skulle rekommendera, 0–5", "Would recommend, 0–5"),
}
_ALWAYS = ("district", "programme")


def _columns(code: str) -> NumberAndState:
    name = code.replace("-", "_")
    return FIGURES.c[name], FIGURES.c[f"{name}_state"]


def _measures(code: str) -> tuple[Measure, ...]:
    if code not in _PART_OF:
        return number_measures(code, _LABELS[code], _PARENTS, always=_ALWAYS)
    whole = _PART_OF[code][1]
    return (
        *number_measures(
            code,
            _LABELS[code],
            _PARENTS,
            rate=Paired(f"{code}-paired", f"{code}-whole", whole),
            always=_ALWAYS,
        ),
        Measure(f"{code}-paired", _LABELS[code], _PARENTS, always=_ALWAYS, hidden=True),
        Measure(f"{code}-whole", whole, _PARENTS, always=_ALWAYS, hidden=True),
    )


def _counts(code: str) -> dict[str, ColumnElement[int]]:
    own = _columns(code)
    return number(code, *own) | (pair(code, own, _columns(_PART_OF[code][0])) if code in _PART_OF else {})


def _mean_measures(code: str) -> tuple[Measure, ...]:
    answers = Text("besvarade enkäter där medelvärdet är känt", "surveys answered whose mean is known")
    unit = Text("hundradels poäng gånger svar", "hundredths of a point times answers")
    return (
        Measure(
            code,
            _MEANS[code],
            unit,
            rate=Mean(f"{code}-answers", answers, scale=100),
            always=_ALWAYS,
            number=True,
            unknown=f"{code}-not-known",
        ),
        Measure(f"{code}-answers", answers, _PARENTS, always=_ALWAYS, hidden=True),
        Measure(f"{code}-known", answers, Text("uppgifter", "figures"), always=_ALWAYS, hidden=True),
        Measure(f"{code}-not-known", answers, Text("uppgifter", "figures"), always=_ALWAYS, hidden=True),
    )


def _mean_counts(code: str) -> dict[str, ColumnElement[int]]:
    """Means are weighted by their answers, in whole hundredths, so that years add up exactly."""
    mean, state = _columns(f"mean-{code}")
    answered, answered_state = _columns("survey-answered")
    both = (state == KNOWN) & (answered_state == KNOWN)
    lacks = (state == NOT_KNOWN) | ((state == KNOWN) & (answered_state != KNOWN))
    return {
        code: func.coalesce(func.sum(case((both, mean * answered), else_=0)), 0),
        f"{code}-answers": func.coalesce(func.sum(case((both, answered), else_=0)), 0),
        f"{code}-known": having(both),
        f"{code}-not-known": having(lacks),
    }


PROGRAMME_FIGURES = Table(
    id="programme-figures",
    title=Text("Föräldraskapsstödsprogram som drivs centralt", "Parenting programmes run centrally"),
    counted=Text(
        "Föräldrar, enligt årsuppgifterna för varje program", "Parents, by each programme's yearly figures"
    ),
    source=_SOURCE,
    own=(CENTRAL_PROGRAMME,),
    measures=(
        *(measure for code in _LABELS for measure in _measures(code)),
        *(measure for code in _MEANS for measure in _mean_measures(code)),
    ),
    parts=(
        Part(
            FIGURES,
            {
                **{name: count for code in _LABELS for name, count in _counts(code).items()},
                **{name: count for code in _MEANS for name, count in _mean_counts(code).items()},
            },
            {"programme": FIGURES.c.programme},
        ),
    ),
    usual=("year",),
    notes=(HANDED_IN, PAIRED, _CITY),
    city=True,
)

PROGRAMME_LEADERS = Table(
    id="programme-leaders",
    title=Text("Gruppledare i föräldraskapsstödsprogram", "Group leaders of parenting programmes"),
    counted=Text("Utbildade gruppledare vid årets slut", "Trained group leaders at the end of the year"),
    source=_SOURCE,
    own=(
        Dimension("programme", Text("Program", "Programme"), "parenting-programmes", states=()),
        Dimension("arena", Text("Var de arbetar", "Where they work"), "leader-arenas"),
    ),
    measures=number_measures(
        "leaders",
        Text("Gruppledare", "Group leaders"),
        Text("gruppledare", "leaders"),
        always=("district",),
        stock=True,
    ),
    parts=(
        Part(
            LEADER,
            number("leaders", LEADER.c.leaders, LEADER.c.leaders_state),
            {"programme": LEADER.c.programme, "arena": LEADER.c.arena},
        ),
    ),
    usual=("programme", "arena"),
    listed_only=True,
    notes=(
        HANDED_IN,
        STOCK,
        _CITY,
        Text(
            "En gruppledare i flera program räknas i vart och ett.",
            "A leader of several programmes is counted in each.",
        ),
    ),
    city=True,
)

TABLES = (PROGRAMME_FIGURES, PROGRAMME_LEADERS)
