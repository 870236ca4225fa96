"""What holds for every right record, whatever is in it: it is stored whole, once, and told from others."""

import hashlib
import json
from random import Random
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from app.activities.activity import Activity
from app.activities.checks import check
from app.activities.registry import ACTIVITIES, BY_NAME, EVENTS, RETURNS
from app.activities.storage import content_hash
from app.catalogue.catalogue import load
from tests.support.records import SEEDS, facts, record, return_, told_otherwise
from tests.support.service import TODAY, Service
from tests.support.stored import rows_for, stored_rows

# The database stays the same over a test's examples, which have ids of their own.
slow_and_shared = settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
quick = settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def _any(name: str, catalogue: str, chance: Random) -> dict[str, Any]:
    if BY_NAME[name].keyed_by_id:
        return record(name, load(catalogue), chance, TODAY)
    return return_(name, load(catalogue), chance, TODAY)[1]


def _has(name: str, catalogue: str) -> bool:
    return (name, catalogue) != ("programme-figures", "lindesberg")  # nothing is run centrally there


NAMES = [
    pytest.param(one.name, catalogue, id=f"{one.name}-{catalogue}")
    for one in ACTIVITIES
    for catalogue in ("stockholm", "lindesberg")
    if _has(one.name, catalogue)
]


@pytest.mark.parametrize(("name", "catalogue"), NAMES)
@given(seed=SEEDS)
@quick
def test_a_right_record_has_no_fault(name: str, catalogue: str, seed: int) -> None:
    one, chance = BY_NAME[name], Random(seed)
    key: dict[str, Any] = {}
    if one.keyed_by_id:
        content = record(name, load(catalogue), chance, TODAY)
    else:
        key, content = return_(name, load(catalogue), chance, TODAY)
    assert check(one, one.schema.model_validate(content), load(catalogue), TODAY, key) == []


@pytest.mark.parametrize(("name", "catalogue"), NAMES)
@given(seed=SEEDS)
@quick
def test_the_hash_is_the_same_exactly_for_the_same_facts(name: str, catalogue: str, seed: int) -> None:
    schema, chance = BY_NAME[name].schema, Random(seed)
    one = _any(name, catalogue, chance)
    again = told_otherwise(name, one, chance)
    assert facts(name, again) == facts(name, one)
    other = _any(name, catalogue, chance)
    field = chance.choice(sorted(other))
    mixed = {**one, field: other[field]}
    for left, right in ((one, again), (one, other), (one, mixed)):
        hashes = [content_hash(schema.model_validate(content)) for content in (left, right)]
        assert (hashes[0] == hashes[1]) == (facts(name, left) == facts(name, right)), (left, right)


@pytest.mark.parametrize(("name", "catalogue"), NAMES)
@given(seed=SEEDS)
@quick
def test_a_hash_is_that_of_plain_sorted_json(name: str, catalogue: str, seed: int) -> None:
    """So that any client can make it: no blanks, names in order, and lists of rows in order of their text."""
    content = BY_NAME[name].schema.model_validate(_any(name, catalogue, Random(seed)))
    plain = content.canonical()
    for field, value in plain.items():
        if isinstance(value, list) and isinstance(value[0], dict):
            plain[field] = sorted(value, key=_plain)
    assert content_hash(content) == hashlib.sha256(_plain(plain).encode()).digest()


def _plain(value: Any) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


@given(seed=SEEDS, name=st.sampled_from([one.name for one in EVENTS]))
@slow_and_shared
def test_what_is_filed_is_read_back_whole(service: Service, seed: int, name: str) -> None:
    one, city, chance = BY_NAME[name], _city(service), Random(seed)
    first, second = (record(name, load(service.catalogue), chance, TODAY) for _ in range(2))
    path = f"/api/v1/{one.path}/{uuid4()}"
    filed = city.put(path, json=first)
    assert filed.status_code == 201, filed.text
    _assert_read_back(city, path, one, first)
    corrected = city.put(path, json=second, headers={"If-Match": filed.headers["ETag"]})
    assert corrected.status_code == 200, corrected.text
    _assert_read_back(city, path, one, second)


@given(seed=SEEDS, name=st.sampled_from([one.name for one in RETURNS]))
@slow_and_shared
def test_a_return_is_read_back_whole(service: Service, seed: int, name: str) -> None:
    if not _has(name, service.catalogue):
        return
    one, city, chance = BY_NAME[name], _city(service), Random(seed)
    key, content = return_(name, load(service.catalogue), chance, TODAY)
    path = f"/api/v1/{one.path}/{'/'.join(str(key[part]) for part in one.key)}"
    there = city.get(path)
    headers = {"If-Match": there.headers["ETag"]} if there.status_code == 200 else {}
    filed = city.put(path, json=content, headers=headers)
    assert filed.is_success, filed.text
    _assert_read_back(city, path, one, content)
    given_back = city.put(path, json=city.get(path).json()["content"])
    assert given_back.json()["verdict"] == "same"
    retold = city.put(path, json=told_otherwise(name, content, chance))
    assert retold.json()["verdict"] == "same"


def _assert_read_back(city: TestClient, path: str, one: Activity, content: dict[str, Any]) -> None:
    stored = city.get(path).json()
    assert facts(one.name, stored["content"]) == facts(one.name, content)
    assert stored["hash"] == content_hash(one.schema.model_validate(stored["content"])).hex()


@given(seed=SEEDS)
@slow_and_shared
def test_filing_again_in_any_way_and_order_is_filing_once(service: Service, seed: int) -> None:
    """Singly and in batches, the same record twice in one batch, told in another order each time."""
    city, catalogue, chance = _city(service), load(service.catalogue), Random(seed)
    names = [one.name for one in EVENTS]
    sent = {
        str(uuid4()): (name, record(name, catalogue, chance, TODAY))
        for name in chance.choices(names, k=chance.randint(1, 4))
    }
    before = stored_rows(service.database)
    verdicts: dict[str, list[str]] = {id_: [] for id_ in sent}
    for id_ in sent:  # each at least once
        verdicts[id_].append(_put(city, id_, *sent[id_], chance))
        if chance.random() < 0.5:
            break
    for _ in range(chance.randint(1, 3)):
        ids = chance.choices(list(sent), k=chance.randint(1, 6))
        if len(ids) == 1:
            verdicts[ids[0]].append(_put(city, ids[0], *sent[ids[0]], chance))
            continue
        batch = [_item(id_, *sent[id_], chance) for id_ in ids]
        reply = city.post("/api/v1/batches", json={"records": batch})
        for id_, verdict in zip(ids, reply.json()["verdicts"], strict=True):
            verdicts[id_].append(verdict["verdict"])
    filed = {id_: found for id_, found in verdicts.items() if found}
    for found in filed.values():
        assert found == ["created"] + ["same"] * (len(found) - 1)
    expected = rows_for(
        [
            (
                BY_NAME[sent[id_][0]],
                {"id": UUID(id_)},
                BY_NAME[sent[id_][0]].schema.model_validate(sent[id_][1]),
            )
            for id_ in filed
        ],
        catalogue,
    )
    now = stored_rows(service.database)
    added = {table: rows - before.get(table, type(rows)()) for table, rows in now.items()}
    assert {table: rows for table, rows in added.items() if rows} == expected


def _item(id_: str, name: str, content: dict[str, Any], chance: Random) -> dict[str, Any]:
    return {"activity": name, "id": id_, "content": told_otherwise(name, content, chance)}


def _put(city: TestClient, id_: str, name: str, content: dict[str, Any], chance: Random) -> str:
    reply = city.put(f"/api/v1/{BY_NAME[name].path}/{id_}", json=told_otherwise(name, content, chance))
    assert reply.is_success, reply.text
    verdict: str = reply.json()["verdict"]
    return verdict


def _city(service: Service) -> TestClient:
    """The city's coordinator, who may file for every district; signed in once a test."""
    if not hasattr(service, "city"):
        service.city = service.coordinator()  # type: ignore[attr-defined]
    city: TestClient = service.city  # type: ignore[attr-defined]
    return city
