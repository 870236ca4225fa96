"""Yearly figures of the programmes that are run for the whole city, and their group leaders.

Source: half-time report, chapter "Strukturerade universella föräldrastödsprogram" (ABC's survey of 2013-2017:
4541 sent, 1855 answered, 75 per cent women, means 4.13 and 4.52). A figure of the whole city is a row of its
own under the city's code and is never added to the districts'; where there is none, the row is their sum.
"""

from sqlalchemy import ColumnElement, case, func

from app.activities.programme_figures import LEADERS, PROGRAMMES
from app.kit.language import Text
from app.tables.counts import having, number
from app.tables.declaration import Dimension, Measure, RecordPart, Table, number_measures
from app.tables.dimensions import CENTRAL_PROGRAMME
from app.tables.handed_in_numbers import column_of, counts_of, measures_of
from app.tables.rates import MeanOfMeasure
from app.tables.words import told
from app.vocabulary.states import KNOWN, NOT_KNOWN

FIGURES = PROGRAMMES.table
LEADER = LEADERS.table
_NUMBERS = {
    "participants": None,
    "women": "participants",
    "men": "participants",
    "interest": None,
    "survey-sent": None,
    "survey-answered": "survey-sent",
    "survey-women": "survey-answered",
    "survey-men": "survey-answered",
}
"""Each, and which figure it is a share of."""
_MEANS = ("relation", "recommend")
_ALWAYS = ("district", "programme")


def _mean_measures(code: str) -> tuple[Measure, ...]:
    return (
        Measure(
            code,
            rate=MeanOfMeasure(f"{code}-answers", scale=100),
            always=_ALWAYS,
            number=True,
            unknown=f"{code}-not-known",
        ),
        *(Measure(f"{code}-{end}", always=_ALWAYS, hidden=True) for end in ("answers", "known", "not-known")),
    )


def _mean_counts(code: str) -> dict[str, ColumnElement[int]]:
    """Means are weighted by their answers, in whole hundredths, so that years add up exactly."""
    mean, state = column_of(FIGURES, f"mean-{code}")
    answered, answered_state = column_of(FIGURES, "survey-answered")
    both = (state == KNOWN) & (answered_state == KNOWN)
    lacks = (state == NOT_KNOWN) | ((state == KNOWN) & (answered_state != KNOWN))
    return {
        code: func.coalesce(func.sum(case((both, mean * answered), else_=0)), 0),
        f"{code}-answers": func.coalesce(func.sum(case((both, answered), else_=0)), 0),
        f"{code}-known": having(both),
        f"{code}-not-known": having(lacks),
    }


PROGRAMME_FIGURES = told(
    Table(
        id="programme-figures",
        own=(CENTRAL_PROGRAMME,),
        measures=(
            *measures_of(_NUMBERS, _ALWAYS),
            *(measure for code in _MEANS for measure in _mean_measures(code)),
        ),
        parts=(
            RecordPart(
                FIGURES,
                {
                    **counts_of(FIGURES, _NUMBERS),
                    **{name: count for code in _MEANS for name, count in _mean_counts(code).items()},
                },
                {"programme": FIGURES.c.programme},
            ),
        ),
        usual=("year",),
        city=True,
    )
)

PROGRAMME_LEADERS = told(
    Table(
        id="programme-leaders",
        own=(
            Dimension("programme", Text("Program", "Programme"), "parenting-programmes", states=()),
            Dimension("arena", Text("Var de arbetar", "Where they work"), "leader-arenas"),
        ),
        measures=number_measures("leaders", always=("district",), stock=True),
        parts=(
            RecordPart(
                LEADER,
                number("leaders", LEADER.c.leaders, LEADER.c.leaders_state),
                {"programme": LEADER.c.programme, "arena": LEADER.c.arena},
            ),
        ),
        usual=("programme", "arena"),
        listed_only=True,
        city=True,
    )
)

TABLES = (PROGRAMME_FIGURES, PROGRAMME_LEADERS)
