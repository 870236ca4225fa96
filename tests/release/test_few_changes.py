"""What a revision restates and what waits, by what has changed of each activity: counted, not frozen."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, cast

import pytest
from sqlalchemy import Connection

from app.catalogue.catalogue import Catalogue, load
from app.release.protection.atoms import name_of
from app.release.protection.few_changes import held_back
from app.release.protection.public_constraints.application import FinestCells
from app.release.protection.release_counts import counted_layouts
from app.release.protection.rounding_proof import RoundingProof
from app.release.protection.table_layout import TableLayout
from app.tables.registry import TABLES
from tests.release import invented
from tests.release.filled import empty_city
from tests.release.test_freezing import ANSWERED, PLAIN
from tests.support.service import Templates

K = 5
TERTIAL = "2019-T1"
SESSION: invented.Record = ("counselling-session", PLAIN)
OTHER: invented.Record = ("counselling-session", {**PLAIN, "route_in": "other"})
WITH_ANSWER: invented.Record = ("counselling-session", ANSWERED)
CHILDREN: invented.Record = ("counselling-session", {**PLAIN, "children": 3})


def _meeting(women: int, *, answers: int = 0) -> invented.Record:
    said = invented.Inventor(3).answers("theme-meeting", {"woman": 30})[:1]
    people = {"women": women, "men": 0, "other_participants": 0, "participants": women}
    own = {**invented.Inventor(2).one("theme-meeting", "farsta", "2019-02"), **people}
    return "theme-meeting", {**own, "answers": [{**said[0], "respondent": "woman"}] * answers}


def _collaboration(people: int) -> invented.Record:
    own = invented.Inventor(2).one("collaboration-activity", "farsta", "2019-02")
    return "collaboration-activity", {**own, "participants": people}


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load("stockholm")


@pytest.fixture(scope="module")
def connection(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Connection]:
    with empty_city(templates, tmp_path_factory.mktemp("few"), "stockholm") as connection:
        yield connection


def _counted(
    connection: Connection, catalogue: Catalogue, filed: Sequence[invented.Record]
) -> tuple[TableLayout, ...]:
    point = connection.begin_nested()
    invented.file(connection, catalogue, filed, 0, phones=False)
    layouts = counted_layouts(connection, catalogue, TERTIAL, TABLES)
    point.rollback()
    return layouts


def _published(layouts: Sequence[TableLayout]) -> RoundingProof:
    finest = {name_of(key): value for key, value in FinestCells(layouts).values.items() if value}
    return RoundingProof(cast(Any, None), (), {}, {}, finest)


@pytest.mark.parametrize(
    ("before", "after", "waits"),
    [
        ([SESSION] * 9, [SESSION] * 14, False),
        ([SESSION] * 9, [SESSION] * 13, True),
        ([SESSION] * 9, [SESSION] * 4, False),
        ([SESSION] * 9, [*[SESSION] * 5, *[OTHER] * 4], True),
        ([SESSION] * 9, [*[SESSION] * 4, *[OTHER] * 5], False),
        ([SESSION] * 9, [*[SESSION] * 2, *[CHILDREN] * 7], True),
        ([SESSION] * 9, [*[SESSION] * 13, WITH_ANSWER], True),
        ([SESSION] * 9, [*[SESSION] * 9, *[WITH_ANSWER] * 5], False),
        ([_meeting(9)], [_meeting(9), _meeting(4)], True),
        ([_meeting(9)], [_meeting(9), _meeting(5)], False),
        ([_meeting(9)], [_meeting(9), _meeting(9, answers=1)], True),
        ([_meeting(9)], [_meeting(9, answers=5)], False),
        ([_collaboration(9)], [_collaboration(9), _collaboration(3)], True),
        ([_collaboration(9)], [_collaboration(9), _collaboration(8)], False),
    ],
)
def test_too_few_wait(
    connection: Connection,
    catalogue: Catalogue,
    before: Sequence[invented.Record],
    after: Sequence[invented.Record],
    waits: bool,
) -> None:
    then, now = (_counted(connection, catalogue, one) for one in (before, after))
    layouts, districts = held_back(now, K, [_published(then)])
    assert districts == (("farsta",) if waits else ())
    assert FinestCells(layouts).values == FinestCells(then if waits else now).values


def test_each_activity_by_itself(connection: Connection, catalogue: Catalogue) -> None:
    """A great meeting is no cover for a single session; nor is another district."""
    there = [("counselling-session", {**PLAIN, "district": "skarpnack"})] * 7
    then = _counted(connection, catalogue, [SESSION] * 9)
    now = _counted(connection, catalogue, [*[SESSION] * 10, _meeting(20), *there])
    alone = _counted(connection, catalogue, [*[SESSION] * 9, _meeting(20), *there])
    layouts, districts = held_back(now, K, [_published(then)])
    assert districts == ("farsta",)
    assert FinestCells(layouts).values == FinestCells(alone).values


def test_every_version_is_looked_at(connection: Connection, catalogue: Catalogue) -> None:
    """Far from the last one and near to the first is near; the same as the first is not."""
    first, second, near = (_counted(connection, catalogue, [SESSION] * n) for n in (9, 15, 10))
    before = [_published(first), _published(second)]
    layouts, districts = held_back(near, K, before)
    assert (districts, FinestCells(layouts).values) == (("farsta",), FinestCells(second).values)
    assert held_back(first, K, before)[1] == ()
    gone = [replace(one, finest={}) for one in before]
    assert held_back(near, K, gone)[1] == ()
