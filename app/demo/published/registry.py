"""All printed figures, in the report's order."""

from app.demo.published import (
    answers,
    collaboration,
    context,
    meetings,
    open_preschools,
    programmes,
    sessions,
    visits,
)
from app.demo.published.figure import CHAPTERS, Figure

_PARTS = (context, sessions, answers, visits, programmes, open_preschools, meetings, collaboration)

FIGURES: tuple[Figure, ...] = tuple(
    sorted(
        (figure for part in _PARTS for figure in part.figures()),
        key=lambda figure: CHAPTERS.index(figure.chapter),
    )
)
