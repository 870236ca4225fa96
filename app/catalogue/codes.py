"""The catalogue's codes as tables, so that the database itself refuses what no list holds.

One table a list, and the calendar's months and tertials. Codes are added and never removed: a catalogue
that lacks a code which the database has seen is refused, since a code is never renamed or reused.
"""

from collections.abc import Iterable

from sqlalchemy import Column, ForeignKey, String, Table, insert, select
from sqlmodel import Session

from app.catalogue.catalogue import Catalogue
from app.catalogue.columns import WITHOUT_ROWID, code_form, metadata, month_form, number, tertial_form
from app.catalogue.model import ALL_LISTS
from app.vocabulary.classification import Classification, ColumnKind, Retention
from app.vocabulary.lists import PLACES_OUTSIDE
from app.vocabulary.periods import tertial_of
from app.vocabulary.states import ABSENT, NO_ANSWER

FIRST_YEAR, LAST_YEAR = 1990, 2100

_LISTED = Classification(
    ColumnKind.CODE, "a code of the catalogue", "to refuse codes that no list holds", Retention.ALWAYS
)


def _code_table(name: str) -> Table:
    return Table(
        f"code_{name.replace('-', '_')}",
        metadata,
        Column("code", String(40), primary_key=True, info={"classified": _LISTED}),
        code_form("code"),
        **WITHOUT_ROWID,
    )


CODE_TABLES: dict[str, Table] = {
    name: _code_table(name) for name in (*ALL_LISTS, "questionnaires", "questions", "answers")
}

CALENDAR_MONTH = Table(
    "calendar_month",
    metadata,
    Column(
        "month",
        String(7),
        primary_key=True,
        info={
            "classified": Classification(
                ColumnKind.MONTH, "a month", "to refuse what is no month", Retention.ALWAYS
            )
        },
    ),
    month_form("month"),
    **WITHOUT_ROWID,
)
CALENDAR_TERTIAL = Table(
    "calendar_tertial",
    metadata,
    Column(
        "tertial",
        String(7),
        primary_key=True,
        info={
            "classified": Classification(
                ColumnKind.TERTIAL, "a tertial", "to refuse what is no tertial", Retention.ALWAYS
            )
        },
    ),
    tertial_form("tertial"),
    **WITHOUT_ROWID,
)
CATALOGUE_STATE = Table(
    "catalogue_state",
    metadata,
    Column(
        "municipality",
        String(40),
        ForeignKey("code_municipality.code"),
        primary_key=True,
        info={
            "classified": Classification(
                ColumnKind.CODE,
                "whose catalogue fills this database",
                "to refuse another municipality's",
                Retention.ALWAYS,
            )
        },
    ),
    number(
        "version",
        "newest catalogue version used",
        "to refuse an older catalogue",
        least=1,
        most=9999,
        kind=ColumnKind.VERSION,
        until=Retention.ALWAYS,
    ),
    **WITHOUT_ROWID,
)
_MUNICIPALITY = _code_table("municipality")


class CatalogueMismatch(Exception):
    """The catalogue does not fit the database; `args[0]` says why and what to do."""


def codes_of(catalogue: Catalogue) -> dict[str, set[str]]:
    """Every code that a column of each list may hold, the reserved ones included."""
    data = catalogue.municipality
    found = {name: set(data.codes(name)) | set(ABSENT) for name in ALL_LISTS}
    found["areas"] |= set(PLACES_OUTSIDE)
    found["districts"] = set(data.codes("districts")) | {data.city.code}
    questions = [question for questionnaire in data.questionnaires for question in questionnaire.questions]
    found["questionnaires"] = {questionnaire.code for questionnaire in data.questionnaires}
    found["questions"] = {question.code for question in questions}
    found["answers"] = {answer.code for question in questions for answer in question.answers} | {NO_ANSWER}
    return found


def sync(session: Session, catalogue: Catalogue) -> int:
    """Bring the code tables up to the catalogue; returns how many codes were added.

    Raises `CatalogueMismatch` for another municipality's database, an older catalogue version, or a code
    that was removed.
    """
    _fill_calendar(session)
    data = catalogue.municipality
    state = session.execute(select(CATALOGUE_STATE.c.municipality, CATALOGUE_STATE.c.version)).first()
    if state and state.municipality != data.municipality:
        raise CatalogueMismatch(
            f"the database belongs to the catalogue {state.municipality!r}, not {data.municipality!r}: "
            "set STODLOGG_CATALOGUE, or use another database"
        )
    if state and state.version > data.version:
        raise CatalogueMismatch(
            f"the database has seen version {state.version} of the catalogue {data.municipality!r}; "
            f"this is version {data.version}. Use the newer file"
        )
    added = 0
    for name, codes in codes_of(catalogue).items():
        there = set(session.execute(select(CODE_TABLES[name].c.code)).scalars())
        if gone := there - codes:
            raise CatalogueMismatch(
                f"the catalogue {data.municipality!r} no longer has {', '.join(sorted(gone))} in {name}: "
                "codes are never removed or renamed; give the code a last month (to) instead"
            )
        added += _add(session, CODE_TABLES[name], "code", codes - there)
    if state is None:
        _add(session, _MUNICIPALITY, "code", {data.municipality})
        session.execute(insert(CATALOGUE_STATE).values(municipality=data.municipality, version=data.version))
    elif state.version < data.version:
        session.execute(CATALOGUE_STATE.update().values(version=data.version))
    return added


def _fill_calendar(session: Session) -> None:
    months = {
        f"{year:04d}-{number:02d}" for year in range(FIRST_YEAR, LAST_YEAR + 1) for number in range(1, 13)
    }
    for table, name, wanted in (
        (CALENDAR_MONTH, "month", months),
        (CALENDAR_TERTIAL, "tertial", {tertial_of(month) for month in months}),
    ):
        there = set(session.execute(select(table.c[name])).scalars())
        _add(session, table, name, wanted - there)


def _add(session: Session, table: Table, column: str, values: Iterable[str]) -> int:
    rows = [{column: value} for value in sorted(values)]
    if rows:
        session.execute(insert(table), rows)
    return len(rows)
