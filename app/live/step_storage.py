"""What is taken in, as it is stored: gone through once a month, when somebody reads it.

Nothing runs by itself: the first reading in a month takes in what is over. Whoever reads again in the same
month gets the same, whatever was filed, corrected or withdrawn in between.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import orjson
import zstandard
from sqlalchemy import Connection, select, update

from app.catalogue.catalogue import Catalogue
from app.kit.db.bulk_insert import insert_new
from app.kit.db.database import Database
from app.live.step_rules import ANSWERED_SESSIONS, KEPT, StepRule
from app.live.step_taking import Counts, TakenCounts, taken
from app.live.tables import TAKEN_IN
from app.tables.count_selection import CountSelection, merged, months_of
from app.tables.engine import tally
from app.tables.layout import dimensions_of
from app.vocabulary.periods import Span, months_later, tertial_of
from app.vocabulary.periods import months_of as ends_of

Place = tuple[str, str]
"""A district, as reported, and a tertial."""
Key = tuple[str, ...]
Wholes = dict[tuple[str, Key], TakenCounts]
"""By the table and the categories of `Kept.whole`."""

_FORMAT = {"format": 1, "what": "live figures of answers and next steps, as they were taken in"}


def taken_in(
    database: Database, catalogue: Catalogue, places: Iterable[Place], month: str
) -> dict[Place, Wholes]:
    """What stands in this month, of districts and tertials of which there is anything."""
    wanted = list(places)
    with database.reading() as session:
        connection = session.connection()
        stood = _stored(connection, wanted)
        found = {place: wholes for place, (last, wholes) in stood.items() if last >= month}
        late = [place for place in wanted if place not in found]
        now = _counted(connection, catalogue, late, month) if late else {}
    for place in late:
        before = stood[place][1] if place in stood else {}
        if before or now.get(place):  # where there is nothing, nothing need be kept
            found[place] = _keep(database, place, _moved(place, before, now.get(place, {}), month), month)
    return found


def _stored(connection: Connection, places: Iterable[Place]) -> dict[Place, tuple[str, Wholes]]:
    wanted = set(places)
    where = TAKEN_IN.c.district.in_({district for district, _ in wanted})
    found = connection.execute(select(TAKEN_IN).where(where))
    return {
        (row.district, row.tertial): (row.month, _unpacked(row.packed))
        for row in found
        if (row.district, row.tertial) in wanted
    }


def _keep(database: Database, place: Place, wholes: Wholes, month: str) -> Wholes:
    """Store what this month shows; where another reading was first, what that one stored."""
    district, tertial = place
    key = (TAKEN_IN.c.district == district, TAKEN_IN.c.tertial == tertial)
    new = {"month": month, "packed": _packed(wholes)}
    with database.filing() as connection:
        if insert_new(connection, TAKEN_IN, {"district": district, "tertial": tertial, **new}):
            return wholes
        older = update(TAKEN_IN).where(*key, TAKEN_IN.c.month < month)
        if connection.execute(older.values(**new)).rowcount:
            return wholes
        return _stored(connection, [place])[place][1]


# ---------------------------------------------------------------------------------------- going through

Now = dict[tuple[str, Key], dict[str, Counts]]
"""The counts of each whole as they are now, by month."""


def _moved(place: Place, before: Wholes, now: Now, month: str) -> Wholes:
    over = [one for one in months_of([Span(*ends_of(place[1]))]) if one < month]
    found: Wholes = {}
    for kept in KEPT:
        name = kept.table.id
        for whole in {one for one in (*before, *now) if one[0] == name}:
            own = now.get(whole, {})
            stands = taken(kept, before.get(whole), {one: own.get(one, {}) for one in over})
            if stands is not None:
                found[whole] = stands
    return found


def _counted(
    connection: Connection, catalogue: Catalogue, places: list[Place], month: str
) -> dict[Place, Now]:
    """The months that are over, of several places at once. What is handed in for a tertial is over with it,
    and stands under its last month."""
    last = months_later(month, -1)
    found: dict[Place, Now] = {}
    spans = [Span(*ends_of(tertial)) for _, tertial in places]
    for kept in KEPT:
        by_tertial = kept.table.grain == "tertial"
        over = [
            Span(span.first, min(span.last, last))
            for span in spans
            if (span.last if by_tertial else span.first) <= last
        ]
        if not over:
            continue
        selection = CountSelection(tuple(dict.fromkeys(district for district, _ in places)), merged(over))
        for place, when, whole, cell, number in _cells(connection, catalogue, kept, selection):
            if place in places:
                counts = found.setdefault(place, {}).setdefault((kept.table.id, whole), {})
                counts.setdefault(when, {})[cell] = number
    return found


def _cells(
    connection: Connection, catalogue: Catalogue, kept: StepRule, selection: CountSelection
) -> Iterator[tuple[Place, str, Key, Key, int]]:
    """Of each cell its place, month and whole, and its count."""
    counted = [(kept.by_month, kept.measures, kept.dimensions)]
    if kept.divided:
        own = ANSWERED_SESSIONS
        counted.append((own, tuple(one.code for one in own.measures), tuple(one.code for one in own.own)))
    time = "tertial" if kept.table.grain == "tertial" else "month"
    for table, measures, names in counted:
        here = {dimension.code for dimension in dimensions_of(table, catalogue)}
        by = ("district", time, *(name for name in names if name in here))
        found = tally(connection, table, replace(selection, by=by), catalogue)
        for measure in measures:
            for codes, number in found.cells[measure].items():
                at = dict(zip(found.splits[measure], codes, strict=True))
                if kept.only is None or at[kept.only[0]] == kept.only[1]:
                    when = at[time] if time == "month" else ends_of(at[time])[1]
                    whole = tuple(at.get(name, "") for name in kept.whole)
                    cell = (measure, *(at.get(name, "") for name in names))
                    yield (at["district"], tertial_of(when)), when, whole, cell, number


# ---------------------------------------------------------------------------------------------- as bytes


def _packed(wholes: Wholes) -> bytes:
    rows = [
        {
            "table": table,
            "key": key,
            "through": one.through,
            "divided": one.divided,
            "hidden": one.hidden,
            "counts": sorted([*key_, number] for key_, number in one.counts.items()),
        }
        for (table, key), one in sorted(wholes.items())
    ]
    return zstandard.compress(orjson.dumps({**_FORMAT, "wholes": rows}))


def _unpacked(raw: bytes) -> Wholes:
    found: dict[str, Any] = orjson.loads(zstandard.decompress(raw))
    return {
        (one["table"], tuple(one["key"])): TakenCounts(
            one["through"],
            {tuple(row[:-1]): row[-1] for row in one["counts"]},
            one["divided"],
            one["hidden"],
        )
        for one in found["wholes"]
    }
