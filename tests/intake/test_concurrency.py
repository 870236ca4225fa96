"""Several at once: one record sent by many, a reader beside a writer, and a lock that comes in between."""

import threading
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from app.activities.registry import BY_NAME
from app.activities.storage import content_hash
from app.catalogue.catalogue import load
from app.intake.advisory_locks import hold_tertial
from app.intake.locks.tables import lock
from tests.support.service import Service, Templates, example, new_id, start
from tests.support.stored import rows_for, stored_rows

SESSIONS = "/api/v1/counselling-sessions"
MANY = 8


def _at_once(*acts: Callable[[], Any]) -> list[Any]:
    """Start all in the same moment; what each returned."""
    start = threading.Barrier(len(acts))

    def run(act: Callable[[], Any]) -> Any:
        start.wait()
        return act()

    with ThreadPoolExecutor(len(acts)) as pool:
        return list(pool.map(run, acts))


def test_the_same_records_sent_by_many_at_once_are_there_once(stockholm: Service) -> None:
    """A retry that overtakes the request it repeats: singly and in batches, in opposite orders."""
    tablets = [stockholm.tablet() for _ in range(MANY)]
    contents = [example("counselling-session", "stockholm", children=n) for n in range(3)]
    ids = [new_id() for _ in contents]
    items = [
        {"activity": "counselling-session", "id": id_, "content": content}
        for id_, content in zip(ids, contents, strict=True)
    ]

    def singly(tablet: Any, order: int) -> list[str]:
        pairs = list(zip(ids, contents, strict=True))[::order]
        return [tablet.put(f"{SESSIONS}/{id_}", json=content).json()["verdict"] for id_, content in pairs]

    def together(tablet: Any, order: int) -> list[str]:
        reply = tablet.post("/api/v1/batches", json={"records": items[::order]})
        return [one["verdict"] for one in reply.json()["verdicts"]]

    acts = [
        lambda tablet=tablet, how=(singly, together)[n % 2], order=(1, -1)[n // 2 % 2]: how(tablet, order)
        for n, tablet in enumerate(tablets)
    ]
    verdicts = Counter(verdict for found in _at_once(*acts) for verdict in found)
    assert verdicts == {"created": 3, "same": 3 * (MANY - 1)}
    schema = BY_NAME["counselling-session"].schema
    assert stored_rows(stockholm.database) == rows_for(
        [
            (BY_NAME["counselling-session"], {"id": UUID(id_)}, schema.model_validate(content))
            for id_, content in zip(ids, contents, strict=True)
        ],
        load("stockholm"),
    )


def test_of_two_corrections_at_once_one_wins_and_the_other_is_told(stockholm: Service) -> None:
    tablets = [stockholm.tablet() for _ in range(2)]
    changed = [example("counselling-session", "stockholm", children=n) for n in (5, 6)]
    for _ in range(5):
        path = f"{SESSIONS}/{new_id()}"
        first = tablets[0].put(path, json=example("counselling-session", "stockholm"))
        etag = {"If-Match": first.headers["ETag"]}
        replies = _at_once(
            *(
                partial(tablet.put, path, json=content, headers=etag)
                for tablet, content in zip(tablets, changed, strict=True)
            )
        )
        assert sorted(reply.status_code for reply in replies) == [200, 412]
        won = next(n for n, reply in enumerate(replies) if reply.status_code == 200)
        assert tablets[0].get(path).json()["content"]["children"] == changed[won]["children"]


def test_a_reader_sees_a_record_before_or_after_a_correction_and_never_in_between(stockholm: Service) -> None:
    writer, reader = stockholm.tablet(), stockholm.tablet()
    path = f"{SESSIONS}/{new_id()}"
    one = example("counselling-session", "stockholm")
    other = {**one, "mothers": 2, "children": 4, "next_steps": ["none"], "answers": []}
    etag = writer.put(path, json=one).headers["ETag"]
    schema, done = BY_NAME["counselling-session"].schema, threading.Event()

    def correct() -> None:
        nonlocal etag
        for n in range(60):
            reply = writer.put(path, json=(other, one)[n % 2], headers={"If-Match": etag})
            assert reply.json()["verdict"] == "corrected"
            etag = reply.headers["ETag"]
        done.set()

    def read() -> int:
        times = 0
        while not done.is_set():
            stored = reader.get(path).json()
            assert content_hash(schema.model_validate(stored["content"])).hex() == stored["hash"]
            times += 1
        return times

    assert _at_once(correct, read)[1] > 10


@pytest.mark.postgres
@pytest.mark.parametrize("act", ["withdraw", "move to an open tertial"])
def test_a_lock_that_comes_in_between_is_waited_for(
    request: pytest.FixtureRequest, act: str, templates: Templates
) -> None:
    """On PostgreSQL a record's present tertial is known only once it has been looked up."""
    server = request.getfixturevalue("postgres_server")
    for service in start(templates.postgres(server, "stockholm"), "stockholm"):
        tablet = service.tablet()
        path = f"{SESSIONS}/{new_id()}"
        content = example("counselling-session", "stockholm", month="2019-03")
        etag = tablet.put(path, json=content).headers["ETag"]
        before = stored_rows(service.database)

        def change(tablet: Any = tablet, path: str = path, content: Any = content, etag: str = etag) -> Any:
            if act == "withdraw":
                return tablet.delete(path)
            return tablet.put(path, json={**content, "month": "2019-06"}, headers={"If-Match": etag})

        with ThreadPoolExecutor(1) as pool:
            with service.database.writing() as session:
                hold_tertial(session.connection(), "2019-T1")
                assert lock(session, "2019-T1")
                changing = pool.submit(change)
                with pytest.raises(TimeoutError):
                    changing.result(timeout=1)
            reply = changing.result(timeout=20)
        assert (reply.status_code, reply.json()["type"]) == (409, "/problems/tertial-locked")
        assert stored_rows(service.database) == before
