"""A database that holds a demo city's records of one tertial, filed by the real way in."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection

from app.activities.registry import BY_NAME
from app.catalogue.catalogue import Catalogue
from app.demo.cities import LAST_OWN_MONTH, city_of
from app.demo.city import DemoCity, RecordedEvent
from app.intake.filing import FiledItem, FiledRecord, Filing, file_all, prepare
from app.kit.db.database import Database
from app.vocabulary.periods import tertial_of
from tests.support.service import TODAY, Templates, settings_for


@contextmanager
def empty_city(templates: Templates, folder: Path, catalogue: str) -> Iterator[Connection]:
    """A connection to an empty database of its own, in a transaction that is never committed."""
    url = templates.sqlite(folder / f"{catalogue}.db", catalogue)
    database = Database(settings_for(url, catalogue))
    with database.engine.connect() as connection:
        yield connection
        connection.rollback()
    database.dispose()


def of_tertial(events: Iterable[RecordedEvent], tertial: str) -> list[RecordedEvent]:
    """Those that happened in it."""
    return [one for one in events if tertial == (one.period if "T" in one.period else tertial_of(one.period))]


def file_demo_tertial(
    connection: Connection, catalogue: Catalogue, tertial: str, city: DemoCity | None = None
) -> int:
    """File what the demo city (unless told another) has of a tertial and of its year; how many records that
    is."""
    city = city or city_of(catalogue.municipality, LAST_OWN_MONTH)
    assert city is not None
    filing = Filing(catalogue, TODAY)
    items = []
    for event in of_tertial(city.events, tertial):
        activity = BY_NAME[event.activity]
        items.append(FiledItem(activity, {"id": event.id}, activity.schema.model_validate(event.content)))
    for one in city.returns:
        if one.period in (tertial, tertial[:4]):
            activity = BY_NAME[one.activity]
            of = int(one.period) if activity.period == "year" else one.period
            key = dict(zip(activity.key, (one.about, of), strict=True))
            items.append(FiledItem(activity, key, activity.schema.model_validate(one.content)))
    outcomes = file_all(connection, [prepare(one, filing) for one in items], filing)
    assert all(isinstance(one, FiledRecord) for one in outcomes), [str(one) for one in outcomes][:3]
    return len(outcomes)
