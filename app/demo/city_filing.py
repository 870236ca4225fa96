"""Filing a demo city through the public intake, as a city would: tablets file events, a coordinator returns.

    with open_client(base_url) as client:
        file_city(client, city, code)

Everything has an id or an address of its own: filed twice, the second time changes nothing.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import httpx
from sqlalchemy import select
from sqlmodel import Session

from app.access.accounts import service as accounts
from app.access.actor import COMMAND_LINE
from app.access.request_context import RequestContext
from app.access.roles import Role
from app.activities.registry import ACTIVITIES, BY_NAME
from app.catalogue.catalogue import SHIPPED, load
from app.catalogue.codes import CATALOGUE_STATE
from app.demo.cities import LAST_OWN_MONTH, city_of
from app.demo.city import DemoCity, PeriodReturn, RecordedEvent
from app.demo.client import DemoClient, RequestRefused, in_one_line, open_client, problem_kind
from app.kit.db.database import Database
from app.progress import progress_on
from app.vocabulary.periods import month_of

BATCH = 500
"""Records of a batch: as many as the intake takes."""

LEFT = "left"
LEFT_ALONE = frozenset({"record-differs", "record-withdrawn", "tertial-locked"})
"""Problems of a record that somebody who tries the service out has changed, withdrawn or closed."""

Tell = Callable[[int], None]
"""Hears how many records were filed just now."""


def file_demo(
    base_url: str, database: Database, here: RequestContext, through: str | None = None
) -> Counter[str]:
    """File the demo city of the catalogue, up to the month `through` (the running one), into a running
    service, with a progress bar on stderr. What somebody changed, withdrew or locked is left as it is.

    Makes a coordinator's account on the machine itself and closes it afterwards. Returns how many records
    had which verdict, nothing where the catalogue has no demo city. Raises `RequestRefused` and
    `httpx.HTTPError`.
    """
    city = city_of(here.catalogue.municipality, through or month_of(here.day))
    if city is None:
        return Counter()
    with coordinator_code(database, here) as code, open_client(base_url) as client, _bar(city) as tell:
        return file_city(client, city, code, tell)


def is_filed(database: Database, through: str) -> bool:
    """Whether there is nothing left to fill: the database has records, and not just part of the demo city
    (which is what an interrupted first start leaves, or a demo city of an earlier month than `through`)."""
    with database.reading() as session:
        name = session.execute(select(CATALOGUE_STATE.c.municipality)).scalar()
        city = city_of(load(name).municipality, through) if name in SHIPPED else None
        if city is None:
            return True
        if _holds(session, city.events[0]):
            last = max(event.month for event in city.events)
            latest = (event for event in city.events if event.month == last)
            return any(_holds(session, one) for one in latest) and _holds(session, city.returns[-1])
        return any(
            session.execute(select(activity.table.c.district).limit(1)).first() for activity in ACTIVITIES
        )


def holds_demo(database: Database, here: RequestContext) -> bool:
    """Whether the database holds the demo city, with recent tertials or without."""
    city = city_of(here.catalogue.municipality, LAST_OWN_MONTH)
    if city is None:
        return False
    with database.reading() as session:
        return _holds(session, city.events[0]) and _holds(session, city.returns[-1])


def file_city(
    client: httpx.Client, city: DemoCity, code: str, tell: Tell = lambda number: None
) -> Counter[str]:
    """File a city: `code` is a one-time code of the city's coordinator, who enrols a tablet per district.

    Returns how many records had which verdict (created, same, left as they are). Raises `RequestRefused` for
    the first record that the service does not take. The tablets are revoked at the end: nobody holds them.
    """
    coordinator = DemoClient.sign_in(client, code)
    verdicts: Counter[str] = Counter()
    for district in city.districts:
        made = coordinator.post("/api/v1/devices/codes", {"district": district})
        tablet, mark = DemoClient.enrol(client, made["code"])
        events = [event for event in city.events if event.district == district]
        for first in range(0, len(events), BATCH):
            verdicts += _file_batch(tablet, events[first : first + BATCH])
            tell(len(events[first : first + BATCH]))
        coordinator.delete(f"/api/v1/devices/{mark}")
    for one in city.returns:
        verdicts[_file_return(coordinator, one)] += 1
        tell(1)
    coordinator.delete("/api/v1/sign-ins/current")
    return verdicts


def _file_batch(tablet: DemoClient, events: Sequence[RecordedEvent]) -> Counter[str]:
    records = [{"activity": one.activity, "id": str(one.id), "content": one.content} for one in events]
    verdicts: Counter[str] = Counter()
    replies = tablet.post("/api/v1/batches", {"records": records})["verdicts"]
    for event, reply in zip(events, replies, strict=True):
        verdict = reply["verdict"]
        if verdict == "refused":
            if problem_kind(reply["problem"]) not in LEFT_ALONE:
                raise RequestRefused(f"{event.activity} {event.id}: {in_one_line(reply['problem'])}")
            verdict = LEFT
        verdicts[verdict] += 1
    return verdicts


def _file_return(coordinator: DemoClient, one: PeriodReturn) -> str:
    try:
        path = f"/api/v1/{BY_NAME[one.activity].path}/{one.about}/{one.period}"
        return str(coordinator.put(path, one.content)["verdict"])
    except RequestRefused as refused:
        if refused.kind not in LEFT_ALONE:
            raise
        return LEFT


@contextmanager
def coordinator_code(database: Database, here: RequestContext) -> Iterator[str]:
    """A one-time code of a new city coordinator, made on the machine itself; the account is closed again."""
    with database.writing() as session:
        issued = accounts.create_account(session, COMMAND_LINE, Role.COORDINATOR, None, here)
    try:
        yield issued.code
    finally:
        with database.writing() as session:
            accounts.remove_account(session, COMMAND_LINE, str(issued.account), here)


@contextmanager
def _bar(city: DemoCity) -> Iterator[Tell]:
    filed = 0
    with progress_on() as progress:

        def tell(number: int) -> None:
            nonlocal filed
            filed += number
            progress("Demostaden registreras / filing the demo city", filed, city.size)

        yield tell


def _holds(session: Session, one: RecordedEvent | PeriodReturn) -> bool:
    activity = BY_NAME[one.activity]
    table = activity.table
    if isinstance(one, RecordedEvent):
        where = [table.c.id == one.id]
    else:
        about, period = activity.key
        where = [
            table.c[about] == one.about,
            table.c[period] == (int(one.period) if period == "year" else one.period),
        ]
    return session.execute(select(table.c.district).where(*where)).first() is not None
