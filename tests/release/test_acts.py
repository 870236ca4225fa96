"""A release's whole life over HTTP, with two coordinators: what goes, what is refused, what is left."""

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from app.access.actor import COMMAND_LINE
from app.access.roles import Role
from app.disclosure.cell_system import CannotProtect, SolverFailure
from app.published.snapshot import snapshot_of
from app.release.lifecycle import release_acts
from app.release.protection.secret import secret_of
from app.release.protection.verification import verify
from app.release.release_states import TRANSITIONS
from app.tables.registry import TABLES
from tests.release.conftest import API, FIRST, SECOND, TERTIAL, Desk
from tests.release.fake import Freezer
from tests.support.live import Live
from tests.support.service import TODAY, Service, Templates, example, new_id, start


def test_from_lock_to_shelf(desk: Desk, freezer: Freezer) -> None:
    assert desk.states() == {}
    assert desk.act(desk.one, FIRST, "lock") == (200, "locked")
    assert desk.one.get("/api/v1/locks").json()["tertials"] == [TERTIAL]
    assert desk.check(FIRST) == {
        "release": FIRST, "state": "checked", "running": False, "stage": "", "done": 0, "steps": 0,
        "seconds_left": None, "problem": None,
    }  # fmt: skip
    assert snapshot_of(desk.service.database).tables() == ()
    assert desk.act(desk.other, FIRST, "publish") == (200, "published")

    facts = desk.service.researcher().get(f"{API}/{FIRST}").json()
    assert (facts["one_person"], facts["locked_day"], facts["published_day"]) == (False, *[str(TODAY)] * 2)
    content = facts["content"]
    assert (content["threshold"], content["software"], content["municipality"]) == (5, "0.1.0", "stockholm")
    shelf = snapshot_of(desk.service.database)
    assert shelf.release("routes-in", TERTIAL).content_hash == content["content_hash"]
    values = shelf.frozen("routes-in", TERTIAL).measure["sessions"].values
    assert values[0] in range(8, 17)
    assert values[1] in (0, 5, 6)
    assert (content["method"], content["threshold"]) == ("rounding", 5)
    assert [act["act"] for act in desk.one.get("/api/v1/trail").json()["acts"]][:5] == [
        "key-created", "release-published", "release-checked", "release-locked", "tertial-locked",
    ]  # fmt: skip
    assert freezer.before == [()]
    assert freezer.secrets == [secret_of(desk.service.here.settings.rounding_secret_path)]


def test_late_registrations_become_a_revision(desk: Desk, freezer: Freezer) -> None:
    desk.published(FIRST)
    tablet, district = desk.service.tablet(), desk.service.district
    late = example("counselling-session", "stockholm", month="2023-03", district=district)
    path = f"/api/v1/counselling-sessions/{new_id()}"
    assert tablet.put(path, json=late).json()["type"] == "/problems/tertial-locked"

    reply = desk.one.post(f"{API}/{FIRST}/revise")
    assert (reply.status_code, reply.json()["id"], reply.json()["state"]) == (201, SECOND, "draft")
    exception = f"/api/v1/locks/{TERTIAL}/exceptions/{district}"
    assert desk.one.put(exception, json={"last_day": str(TODAY)}).status_code == 200
    assert tablet.put(path, json=late).status_code == 201
    assert desk.states() == {FIRST: "published", SECOND: "draft"}

    freezer.more = 6
    assert desk.act(desk.one, SECOND, "lock") == (200, "locked")
    assert desk.one.get("/api/v1/locks/exceptions").json() == {"exceptions": []}
    assert tablet.delete(path).json()["type"] == "/problems/tertial-locked"
    assert desk.check(SECOND)["state"] == "checked"
    before = snapshot_of(desk.service.database)
    assert desk.act(desk.other, SECOND, "publish") == (200, "published")
    assert desk.states() == {FIRST: "superseded", SECOND: "published"}
    # What was published is in the attacker's hands, and stays as it was for who reads the earlier shelf.
    ((first,),) = freezer.before[1:]
    assert first.shown == before.frozen("routes-in", TERTIAL).measure["sessions"].values
    assert freezer.secrets[0] == freezer.secrets[1]
    after = snapshot_of(desk.service.database)
    assert after.version == before.version + 2
    assert after.frozen("routes-in", TERTIAL).measure["sessions"].values[0] in range(14, 23)


def test_who_locked_does_not_publish(desk: Desk) -> None:
    desk.act(desk.one, FIRST, "lock")
    desk.check(FIRST, who=desk.other)
    assert desk.act(desk.one, FIRST, "publish") == (409, "same-person")
    assert desk.states() == {FIRST: "checked"}
    assert desk.act(desk.other, FIRST, "publish") == (200, "published")


def test_one_person_where_a_municipality_has_only_one(
    templates: Templates, tmp_path: Path, freezer: Freezer
) -> None:
    url = templates.sqlite(tmp_path / "stodlogg.db", "lindesberg")
    for service in start(url, "lindesberg", one_person_releases=True):
        desk = Desk(service)
        desk.act(desk.one, FIRST, "lock")
        desk.check(FIRST)
        reply = desk.one.post(f"{API}/{FIRST}/publish").json()
        assert (reply["state"], reply["one_person"]) == ("published", True)
        assert snapshot_of(service.database).release("routes-in", TERTIAL).one_person


def _bring(desk: Desk, state: str) -> None:
    """The first release of the tertial, in this state."""
    if state == "nothing":
        return
    if state == "draft":
        _bring(desk, "withdrawn")
        assert desk.one.post(f"{API}/{FIRST}/revise").status_code == 201
        return
    desk.act(desk.one, FIRST, "lock")
    if state in ("checked", "published", "superseded"):
        desk.check(FIRST)
    if state in ("published", "superseded"):
        desk.act(desk.other, FIRST, "publish")
    if state == "superseded":
        desk.one.post(f"{API}/{FIRST}/revise")
        desk.published(SECOND)
    if state == "withdrawn":
        assert desk.act(desk.one, FIRST, "withdraw", reason="not-needed") == (200, "withdrawn")


ACTS: dict[str, dict[str, str]] = {
    "lock": {},
    "check": {},
    "publish": {},
    "withdraw": {"reason": "wrong-figures"},
}
WRONG = (409, "wrong-release-state")
STATES = ("nothing", "draft", "locked", "checked", "published", "superseded", "withdrawn")


@pytest.mark.parametrize("state", STATES)
def test_what_the_states_do_not_allow_is_refused(quick_desk: Desk, state: str) -> None:
    """Every act in every state where no transition leads on: nothing is changed."""
    desk = quick_desk
    _bring(desk, state)
    release = SECOND if state == "draft" else FIRST
    before, goes = desk.states(), {one.act for one in TRANSITIONS if one.source == state}
    unknown = (404, "release-not-found")
    for act in ACTS.keys() - goes:
        if (state, act) == ("nothing", "lock"):
            continue  # which begins the first one
        # Of a superseded one the tertial's later revision is the one to lock.
        expected = unknown if state == "nothing" or (state, act) == ("superseded", "lock") else WRONG
        assert desk.act(desk.other, release, act, **ACTS[act]) == expected, act
    if state in ("draft", "locked", "checked"):
        assert desk.act(desk.one, release, "revise") == (409, "release-unfinished")
    assert desk.states() == before


def test_a_withdrawn_release_leaves_the_shelf_and_stays_in_the_ledger(desk: Desk, freezer: Freezer) -> None:
    desk.published(FIRST)
    refused = desk.one.post(f"{API}/{FIRST}/withdraw", json={"reason": "Anna ringde"})
    assert refused.status_code == 422
    assert desk.act(desk.other, FIRST, "withdraw", reason="wrong-figures") == (200, "withdrawn")
    assert snapshot_of(desk.service.database).tables() == ()
    told = desk.service.researcher().get(f"{API}/{FIRST}", params={"lang": "en"}).json()
    assert (told["reason"], told["reason_label"]) == ("wrong-figures", "Figures are wrong.")
    desk.one.post(f"{API}/{FIRST}/revise")
    desk.published(SECOND)
    assert [len(one) for one in freezer.before] == [0, 1]
    assert desk.states() == {FIRST: "withdrawn", SECOND: "published"}


def test_what_is_on_its_way_is_nobody_elses_to_know(desk: Desk) -> None:
    desk.act(desk.one, FIRST, "lock")
    others = (desk.service.researcher(), desk.service.tablet(), desk.service.coordinator("farsta"))
    for who in others:
        assert who.get(API).json() == {"releases": []}
        assert who.get(f"{API}/{FIRST}").json()["type"] == "/problems/release-not-found"
    desk.act(desk.one, FIRST, "withdraw", reason="not-needed")
    assert all(who.get(API).json() == {"releases": []} for who in others)


def test_the_whole_way_with_nothing_stood_in(stockholm: Service) -> None:
    """Records counted, protected, proved, stored and verified: the other tests have a small table instead."""
    desk = Desk(stockholm)
    tablet = stockholm.tablet()
    for number in range(9):
        record = example("counselling-session", "stockholm", month="2023-01", children=number % 3)
        assert tablet.put(f"/api/v1/counselling-sessions/{new_id()}", json=record).status_code == 201
    desk.published(FIRST)
    shelf = snapshot_of(stockholm.database)
    assert set(shelf.tables()) == {table.id for table in TABLES if table.grain != "year"}
    sessions = shelf.frozen("reach", TERTIAL)
    assert sessions.period == TERTIAL
    found = verify(stockholm.database, FIRST)
    assert found.holds, list(found.lines())


# --------------------------------------------------------------------------------------------- the check


def test_an_interrupted_check_leaves_nothing(desk: Desk, freezer: Freezer) -> None:
    desk.act(desk.one, FIRST, "lock")
    freezer.stops = KeyboardInterrupt()
    service = desk.service
    told: list[str] = []
    with pytest.raises(KeyboardInterrupt):
        release_acts.check(
            service.database, COMMAND_LINE, FIRST, service.here, lambda stage, *_: told.append(stage)
        )
    assert told == ["counting", "attack"]
    assert desk.states() == {FIRST: "locked"}
    assert desk.one.get(f"{API}/{FIRST}").json()["content"] is None
    freezer.stops = None
    assert desk.check(FIRST)["state"] == "checked"


def test_a_failing_check_says_so_and_can_be_repeated(quick_desk: Desk, freezer: Freezer) -> None:
    desk = quick_desk
    desk.act(desk.one, FIRST, "lock")
    for failure, kind in (
        (CannotProtect("farsta/school is given away"), "cannot-release"),
        (SolverFailure("gave up"), "cannot-release"),
        (RuntimeError("a fault of ours"), "internal-error"),
    ):
        freezer.stops = failure
        told = desk.check(FIRST)
        assert (told["state"], told["running"]) == ("locked", False)
        assert told["problem"]["type"] == f"/problems/{kind}"  # type: ignore[index]
        assert "farsta" not in str(told["problem"])
    freezer.stops = None
    assert desk.check(FIRST)["problem"] is None


def test_a_service_that_ends_stops_its_check(quick_desk: Desk, freezer: Freezer) -> None:
    desk, under_way = quick_desk, threading.Event()

    def wait_for_the_end() -> None:
        under_way.set()
        assert desk.protection_jobs.stopping.wait(30)

    desk.act(desk.one, FIRST, "lock")
    freezer.meanwhile = wait_for_the_end
    assert desk.act(desk.one, FIRST, "check")[0] == 202
    assert under_way.wait(30)
    assert desk.one.get(f"{API}/{FIRST}/progress").json()["running"]
    desk.protection_jobs.stop()
    told = desk.one.get(f"{API}/{FIRST}/progress").json()
    assert (told["state"], told["running"], told["problem"]) == ("locked", False, None)
    freezer.meanwhile = None
    assert desk.check(FIRST)["state"] == "checked"


def test_a_lock_during_a_check_still_erases_the_order_of_arrival(quick_desk: Desk, freezer: Freezer) -> None:
    """A check that went on reading would keep SQLite's write-ahead log from being cleared."""
    desk = quick_desk
    log = Path(f"{desk.service.here.settings.sqlite_path}-wal")
    assert (
        desk.service.tablet()
        .put(f"/api/v1/counselling-sessions/{new_id()}", json=example("counselling-session", "stockholm"))
        .is_success
    )
    desk.act(desk.one, FIRST, "lock")
    sizes: list[int] = []

    def lock_another() -> None:
        assert desk.one.put("/api/v1/locks/2022-T3").is_success
        sizes.append(log.stat().st_size)

    freezer.meanwhile = lock_another
    assert desk.check(FIRST)["state"] == "checked"
    assert sizes == [0]


def test_no_check_while_late_registrations_are_let_in(quick_desk: Desk) -> None:
    desk = quick_desk
    desk.act(desk.one, FIRST, "lock")
    exception = f"/api/v1/locks/{TERTIAL}/exceptions/farsta"
    assert desk.one.put(exception, json={"last_day": str(TODAY)}).status_code == 200
    assert desk.act(desk.one, FIRST, "check") == (409, "exceptions-open")
    assert desk.one.delete(exception).status_code == 204
    assert desk.check(FIRST)["state"] == "checked"


@pytest.mark.slow
def test_a_check_that_dies_with_the_service_is_started_again(templates: Templates, tmp_path: Path) -> None:
    """A real server, killed in the middle of a check: nothing of it is there, and it can begin anew."""
    url = templates.sqlite(tmp_path / "stodlogg.db", "stockholm")
    program = ("-m", "tests.release.serving")
    with Live(url, "stockholm", tmp_path, program=program, environment={"SLOW_CHECK": "1"}) as live:
        one = live.account(Role.COORDINATOR)
        assert one.post(f"{API}/{FIRST}/lock").json()["state"] == "locked"
        assert one.post(f"{API}/{FIRST}/check").status_code == 202
        told = _when(one, lambda told: told["stage"] == "attack")
        assert (told["running"], told["done"], told["steps"]) == (True, 1, 100)
        assert one.post(f"{API}/{FIRST}/check").json()["type"] == "/problems/check-running"
        live.kill()
        del live.environment["SLOW_CHECK"]
        live.start()
        told = one.get(f"{API}/{FIRST}/progress").json()
        assert (told["state"], told["running"]) == ("locked", False)
        assert one.get(f"{API}/{FIRST}").json()["content"] is None
        assert one.post(f"{API}/{FIRST}/check").status_code == 202
        _when(one, lambda told: told["state"] == "checked")


def _when(client: httpx.Client, so: Callable[[Any], bool], seconds: float = 120) -> Any:
    """What `progress` says as soon as it is so."""
    deadline = time.monotonic() + seconds
    while not so(told := client.get(f"{API}/{FIRST}/progress").json()):
        assert time.monotonic() < deadline, told
        time.sleep(0.1)
    return told
