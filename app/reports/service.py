"""A report for somebody who asks: who may have which edition, and where its figures come from."""

from collections.abc import Iterable
from datetime import date

from app.access.actor import Actor, in_scope, require, require_in, require_in_city, require_scope
from app.access.problems import NotAllowed
from app.access.roles import Permission
from app.catalogue.catalogue import Catalogue
from app.intake.locks.tables import locked_tertials
from app.kit.db.database import Database
from app.kit.faults import Fault
from app.kit.language import Language, Text
from app.live.live_figures import LiveFigures
from app.published.snapshot import Snapshot, snapshot_of
from app.release.storage.frozen_table import FrozenTable
from app.reports.document import Report
from app.reports.figure_book import ReportScope, districts_of
from app.reports.figure_source import Edition
from app.reports.live_source import LiveSource
from app.reports.problems import NothingPublished
from app.reports.released_source import ReleasedSource, parts_of
from app.reports.report_assembly import Tell, make
from app.reports.report_periods import ReportPeriod
from app.statistics.problems import InvalidSelection
from app.tables.categories import in_use
from app.vocabulary.periods import InvalidPeriod, month_of

_WHOLE = Text(
    "Den publicerade utgåvan finns för hela tertial, som 2019-T1, 2019 eller 2019-T1..2019-T2.",
    "The published edition is of whole tertials, such as 2019-T1, 2019 or 2019-T1..2019-T2.",
)
_PERIODS = Text(
    "Ange 2019-T1, 2019, 2019-T1..2019-T3 eller 2019-02..2019-08, högst tio år.",
    "Give 2019-T1, 2019, 2019-T1..2019-T3 or 2019-02..2019-08, ten years at most.",
)


def _quiet(_name: str) -> None:
    """Nobody is told how far it is."""


def report(
    database: Database,
    catalogue: Catalogue,
    who: Actor,
    *,
    period: str,
    district: str | None,
    edition: Edition,
    language: Language,
    today: date,
    tell: Tell = _quiet,
) -> Report:
    """The report asked for; the own district (or the city) where none is named.

    Raises `InvalidSelection`, `NotAllowed`, `OtherDistrict`, `OutOfScope`, `NothingPublished`.
    """
    asked = _asked(catalogue, who, period, district, language, today)
    if edition == "working":
        return _working(database, catalogue, who, asked, today, tell)
    return _published(snapshot_of(database), catalogue, who, asked, tell)


def _asked(
    catalogue: Catalogue, who: Actor, period: str, district: str | None, language: Language, today: date
) -> ReportScope:
    data = catalogue.municipality
    try:
        span = ReportPeriod.parse(period)
    except InvalidPeriod:
        raise InvalidSelection(faults=[Fault("period", "not-a-period", _PERIODS)]) from None
    code = district or who.district or data.city.code
    there = tuple(one.code for one in data.districts if in_use(one, (span.span,)))
    if code not in (*data.codes("districts"), data.city.code):
        raise InvalidSelection(
            faults=[Fault("district", "unknown-district", allowed=(*there, data.city.code))]
        )
    if code not in (*there, data.city.code):
        raise InvalidSelection(faults=[Fault("district", "district-not-then", allowed=there)])
    if span.span.first > (now := month_of(today)):
        raise InvalidSelection(
            faults=[Fault("period", "in-the-future", Text(f"Senast {now}.", f"At the latest {now}."))]
        )
    return ReportScope(span, code, language, now)


def _working(
    database: Database, catalogue: Catalogue, who: Actor, asked: ReportScope, today: date, tell: Tell
) -> Report:
    city = asked.district == catalogue.municipality.city.code
    if city:
        require_in_city(who, Permission.READ_LIVE_FIGURES)
    else:
        require_in(who, Permission.READ_LIVE_FIGURES, asked.district)
    with database.reading() as session:
        locked = frozenset(locked_tertials(session))
        count = LiveFigures(database, catalogue, today).count
        districts = districts_of(catalogue, asked)
        live = LiveSource(session.connection(), catalogue, districts, locked, count=count, city=city)
        return make(live, catalogue, asked, tell)


def _published(
    snapshot: Snapshot, catalogue: Catalogue, who: Actor, asked: ReportScope, tell: Tell
) -> Report:
    require(who, Permission.READ_RELEASED_FIGURES)
    if not asked.period.whole:
        raise InvalidSelection(faults=[Fault("period", "not-a-period", _WHOLE)])
    city = asked.district == catalogue.municipality.city.code
    districts = districts_of(catalogue, asked) if city else (asked.district,)
    open_tables = [table for table in snapshot.tables() if in_scope(who, table, districts)]
    if not open_tables and snapshot.tables():
        require_scope(who, snapshot.tables()[0], districts)
    within = _OpenSnapshot(snapshot, open_tables)
    wanted = set(parts_of(asked.period.text)) | {asked.period.text}
    if not any(wanted & set(within.periods(table)) for table in open_tables):
        raise NothingPublished()
    return make(ReleasedSource(within, catalogue, within.told), catalogue, asked, tell)


class _OpenSnapshot:
    """A snapshot with the tables that somebody's key opens."""

    def __init__(self, snapshot: Snapshot, tables: Iterable[str]) -> None:
        self._snapshot, self._tables = snapshot, frozenset(tables)

    def periods(self, table_id: str) -> tuple[str, ...]:
        return self._snapshot.periods(table_id) if table_id in self._tables else ()

    def frozen(self, table_id: str, period: str) -> FrozenTable:
        if table_id not in self._tables:
            raise NotAllowed()
        return self._snapshot.frozen(table_id, period)

    def told(self, table_id: str, period: str) -> Text:
        """Which release a table is from, and when it was published."""
        one = self._snapshot.release(table_id, period)
        day = one.published.isoformat()
        return Text(f"utgåva {one.id}, publicerad {day}", f"release {one.id}, published {day}")
