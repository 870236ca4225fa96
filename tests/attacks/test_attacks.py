"""Whoever reads everything that is served, and knows what a reader can know, recovers no small count.

Each attack is shown to succeed where nothing is protected: on the twin, which has the same counts and
rounds only those that are small, each by itself.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import orjson
import pytest
from typer.testing import CliRunner

from app.cli.main import app as command_line
from app.kit.db.database import Database
from app.live import live_figures, step_storage
from app.pxweb.formats import OUTPUTS
from app.release.protection import release_counts as counting_for_releases
from app.release.protection.frozen_release import FrozenRelease
from app.release.storage import store
from app.release.storage.frozen_table import as_bytes
from app.reports.report_formats import FORMS
from app.statistics.formats import FORMATS
from tests.attacks import forms, traces
from tests.attacks.bounding import OF_NOBODY, Bounds
from tests.attacks.flipped import SAME, flipped, refrozen
from tests.attacks.narrowing import is_open, small, told_by
from tests.attacks.reading import NAMED, PX, read_all
from tests.attacks.seeing import Cell, Seen
from tests.attacks.worlds import (
    FIRST,
    PATIENCE,
    SECOND,
    K,
    Records,
    World,
    alike,
    build,
    city,
    counted,
    file,
    publish,
    released,
    town,
    world,
)
from tests.support.service import Templates, settings_for, start


class Served:
    """The released city, its twin, and what a researcher has read of each."""

    def __init__(self, real: World, twin: World) -> None:
        self.real, self.twin = real, twin
        self.seen = read_all(real.researcher())
        self.seen_twin = read_all(twin.researcher(), once=True)


@pytest.fixture(scope="module")
def served(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder: Path = tmp_path_factory.mktemp("attacks")
    with world(templates, folder / "real") as real, world(templates, folder / "twin") as twin:
        build(real, twin)
        yield Served(real, twin)


def _of_nobody(cells: set[Cell]) -> set[Cell]:
    """Sums that are there for their means, and are no counts."""
    return {one for one in cells if one[:2] in OF_NOBODY}


# ---------------------------------------------------------------------------------------- all the sums


def test_every_selection_says_the_same(served: Served) -> None:
    """What one selection withholds, no other tells."""
    assert served.seen.contradicted == {}
    assert len(served.seen.told) > 10_000
    shown = {one for one, told in served.seen.told.items() if isinstance(told, int) and 0 < told < K}
    assert {one for one in shown if not is_open(served.seen, one)} <= _of_nobody(shown)


@pytest.mark.parametrize("period", [FIRST, SECOND])
def test_all_sums_of_all_tables(served: Served, period: str) -> None:
    """Everything adds up, what two tables count alike is alike, a mark is one at least, all are whole."""
    attack = Bounds(served.seen, period)
    assert attack.wrong(served.real.truth) == []
    targets = small(served.seen, served.real.truth, period, 150)
    assert len(targets) > 1
    assert told_by(attack, targets) == {}
    # Where great figures are exact, and only small ones are not, it finds much.
    careless = Bounds(served.seen_twin, period, exact_from=K + 1)
    assert careless.wrong(served.twin.truth) == []
    targets = small(served.seen_twin, served.twin.truth, period, 60)
    assert period != FIRST or told_by(careless, targets)


# -------------------------------------------------------------------------------------------- insiders


@pytest.mark.parametrize(
    ("insider", "own"), [("farsta", {"farsta"}), ("jarva", {"rinkeby-kista", "spanga-tensta"})]
)
def test_a_coordinator_who_knows_the_own_district(served: Served, insider: str, own: set[str]) -> None:
    """With the own counts taken from the city's, the other districts stand alone."""
    everything = served.real.truth
    known = {cell: count for cell, count in everything.items() if cell[2] == FIRST and cell[3][0] in own}
    _agrees_with_the_working_figures(served, insider, own, known)
    attack = Bounds(served.seen, FIRST, known=known)
    assert attack.wrong(everything) == []
    targets = [one for one in small(served.seen, everything, FIRST) if not attack.is_known(one)][:80]
    assert len(targets) > 20
    assert told_by(attack, targets) == {}


def _agrees_with_the_working_figures(
    served: Served, insider: str, own: set[str], known: Mapping[Cell, int]
) -> None:
    """A coordinator does see these counts, as they are registered."""
    client, seen, met = served.real.coordinator(insider), served.seen, 0
    for table in ("routes-in", "session-order", "next-steps"):
        over = seen.layouts[table, "sessions"].dimensions[1]
        for district in own:
            asked = {"edition": "live", "period": FIRST, "by": f"district,{over}", "district": district}
            reply = client.get(f"/api/v1/statistics/{table}", params=asked)
            assert reply.status_code == 200, reply.text
            for row in reply.json()["rows"]:
                if row["measure"] == "sessions":
                    met += 1
                    assert row["count"] == known[table, "sessions", FIRST, (district, row[over])]
    assert met > 10


# ------------------------------------------------------------------------------------------ revisions


def test_a_revision_beside_the_first(templates: Templates, tmp_path: Path) -> None:
    """One late session is released, and both versions together tell nobody of it."""
    with world(templates, tmp_path / "real") as real:
        file(real.database, town(10), 0, phones=False)
        first, truth, _ = released(real.database, SECOND)
        publish(real.database, SECOND, first)
        seen = read_all(real.researcher(), once=True)
        file(real.database, alike(1)[:1], 1, phones=False)
        second, after, _ = released(real.database, SECOND, [first])
        publish(real.database, SECOND, second)
        now = read_all(real.researcher(), once=True)
    changed = {one for one in truth if truth[one] != after[one]}
    assert changed
    assert {one for one in seen.told if seen.told[one] != now.told[one]} <= changed
    for served, counts in ((seen, truth), (now, after)):
        attack = Bounds(served, SECOND)
        assert attack.wrong(counts) == []
        assert told_by(attack, small(served, counts, SECOND, 40)) == {}


# -------------------------------------------------------------------------- bytes, tags, hashes, sizes


@dataclass(frozen=True)
class Elsewhere:
    """Another city that has published the same, of other records."""

    world: World
    frozen: FrozenRelease
    truth: dict[Cell, int]


@pytest.fixture(scope="module")
def elsewhere(
    served: Served, templates: Templates, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Elsewhere]:
    folder, numbers = tmp_path_factory.mktemp("elsewhere"), count()

    def counts(records: Records) -> dict[Cell, int]:
        url = templates.sqlite(folder / f"{next(numbers)}.db", "stockholm")
        database = Database(settings_for(url, "stockholm"))
        file(database, records, 0)
        found = counted(database, FIRST)
        database.dispose()
        return found

    frozen = served.real.frozen
    with world(templates, folder / "other") as other:
        file(other.database, flipped(city(FIRST, 1, 1000), frozen[FIRST], counts, 5), 0)
        again = refrozen(other.database, FIRST, frozen[FIRST])
        publish(other.database, FIRST, again)
        file(other.database, town(10), 1, phones=False)
        publish(other.database, SECOND, frozen[SECOND])
        yield Elsewhere(other, again, counted(other.database, FIRST))


def test_a_release_is_the_same_bytes_for_other_counts(served: Served, elsewhere: Elsewhere) -> None:
    """Rows, order, marks, notes and states: all of it is told by the published numbers alone."""
    before = {cell: count for cell, count in served.real.truth.items() if cell[2] == FIRST}
    after = elsewhere.truth
    changed = {cell for cell in before | after if before.get(cell, 0) != after.get(cell, 0)}
    assert len({cell[0] for cell in changed}) > 4
    assert sum(0 < before.get(one, 0) < K or 0 < after.get(one, 0) < K for one in changed) > 3
    for one, other in zip(served.real.frozen[FIRST].tables, elsewhere.frozen.tables, strict=True):
        assert as_bytes(one) == as_bytes(other), one.id


def test_nothing_that_is_served_depends_on_what_was_counted(served: Served, elsewhere: Elsewhere) -> None:
    """The same bytes, headers, tags, hashes and sizes, with errors and pages among them."""
    one, other = served.real.researcher(), elsewhere.world.researcher()
    asked = list(traces.questions(one))
    assert len(asked) > 300
    here, there = traces.traces(one, asked), traces.traces(other, asked)
    assert {key for key in asked if here[key] != there[key]} == set()
    assert {status for status, _, _ in here.values()} >= {200, 400, 404, 422}
    for encoding in ("gzip", "zstd"):
        one.headers["Accept-Encoding"] = other.headers["Accept-Encoding"] = encoding
        packed = [key for key in asked if key[0].endswith("/data")][:20]
        assert traces.traces(one, packed) == traces.traces(other, packed)
    # It would be seen: the twin's figures are others.
    few = [one for one in asked if ("outputFormat", "json-stat2") in one[1]]
    naive = traces.traces(served.twin.researcher(), few)
    assert sum(naive[key] != here[key] for key in few) > 10


def _changed(served: Served, elsewhere: Elsewhere) -> Cell:
    """A small figure that the two cities do not count alike."""
    return next(
        cell
        for cell, number in served.real.truth.items()
        if number != elsewhere.truth.get(cell, number) and max(number, elsewhere.truth[cell]) < K
    )


def _leaking(form: Any, number: int) -> Callable[..., bytes]:
    """What makes the form, and puts the number in it."""

    def make(*given: Any) -> bytes:
        return forms.LEAKS[form.ending](form.make(*given), number)

    return make


def _report(form: str) -> tuple[tuple[str, str], ...]:
    return ("edition", "published"), ("district", traces.CITY), ("form", form)


def test_a_count_in_any_form_would_be_seen(served: Served, elsewhere: Elsewhere) -> None:
    """Where each maker of a form puts a true count where nobody looks, the comparison finds every one of
    them, and else nothing."""
    cell = _changed(served, elsewhere)
    one, other = ((served.real, served.real.truth[cell]), (elsewhere.world, elsewhere.truth[cell]))
    right = _in_each_form(one[0]), _in_each_form(other[0])
    assert {status for status, _, _ in right[0].values()} == {200}
    assert right[0] == right[1]
    wrong = _in_each_form(*one), _in_each_form(*other)
    assert {key for key in wrong[0] if wrong[0][key] != wrong[1][key]} == set(right[0])
    assert len(right[0]) == len(OUTPUTS) + len(FORMATS) + len(FORMS)


def _in_each_form(where: World, *leak: int) -> dict[tuple[str, str], traces.Trace]:
    """A table, and a report, in each form there is; with a number put into each."""
    asked = {
        **{("px", one): (f"{PX}/tables/routes-in/data", (("outputFormat", one),)) for one in OUTPUTS},
        **{("named", one): (f"{NAMED}/routes-in", (("period", FIRST), ("format", one))) for one in FORMATS},
        **{("report", one): (f"/reports/{FIRST}", _report(one)) for one in FORMS},
    }
    found: dict[tuple[str, str], traces.Trace] = {}
    with pytest.MonkeyPatch.context() as patch:
        registries: tuple[Any, ...] = (OUTPUTS, FORMATS, FORMS)
        for registry in registries if leak else ():
            for name, form in registry.items():
                patch.setitem(registry, name, replace(form, make=_leaking(form, *leak)))
        for service in start(where.live.database_url, "stockholm"):
            clients: dict[str, Any] = {"report": service.coordinator()}
            key: Any = service.researcher()
            for one, (path, more) in asked.items():
                found[one] = traces.trace(clients.get(one[0], key).get(path, params=list(more)))
    return found


@pytest.mark.parametrize("district", [SAME, None])
def test_no_page_or_report_tells_a_coordinator_of_other_districts(
    served: Served, elsewhere: Elsewhere, district: str | None
) -> None:
    """Of the own district everything, live figures too; of the city what is published."""
    here, there = (
        traces.pages(one.coordinator(district), district or traces.CITY, live=district is not None)
        for one in (served.real, elsewhere.world)
    )
    assert {key for key in here if here[key] != there[key]} == set()
    assert sum(status == 200 for status, _, _ in here.values()) > 100


BULKY = {("outputFormat", one) for one in ("xlsx", "px", "parquet", "html")} | {("format", "xlsx")}


def test_commands_and_log_lines_say_the_same(
    served: Served, elsewhere: Elsewhere, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = [_printed(one, monkeypatch) for one in (served.real, elsewhere.world)]
    assert said[0] == said[1]
    assert sum(f"{FIRST}-r1 is as it was made, and proved safe." in one for one in said[0]) == 1
    logged = [_logged(one) for one in (served.real, elsewhere.world)]
    assert logged[0] == logged[1]
    assert len(logged[0]) > 4  # what was refused, and why


def _printed(world: World, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    monkeypatch.setenv("STODLOGG_DATABASE_URL", world.live.database_url)
    monkeypatch.setenv("STODLOGG_CATALOGUE", "stockholm")
    asked = (["list"], *([act, f"{one}-r1"] for act in ("show", "verify") for one in (FIRST, SECOND)))
    return [CliRunner().invoke(command_line, ["release", *one]).output for one in asked]


def _logged(world: World) -> list[bytes]:
    """What the service writes when it is asked a little of everything, but for when, how fast, and in which
    order: a line may come after its reply."""
    researcher, coordinator = world.researcher(), world.coordinator()
    before = len(_lines_up_to_now(world))
    traces.traces(researcher, list(traces.questions(researcher))[::25])
    traces.traces(coordinator, [("/desk", ()), (f"/reports/{FIRST}", _report("html"))])
    lines = [orjson.loads(line) for line in _lines_up_to_now(world)[before:-1]]
    passing = ("request", "milliseconds", "timestamp")
    kept = ({key: one for key, one in line.items() if key not in passing} for line in lines)
    return sorted(orjson.dumps(line, option=orjson.OPT_SORT_KEYS) for line in kept)


def _lines_up_to_now(world: World) -> list[bytes]:
    """The log up to a request of its own, which is refused: nothing is under way then."""
    before, client = world.live.log.stat().st_size, world.live.client(timeout=PATIENCE)
    assert client.get("/nowhere").status_code == 404
    until = monotonic() + PATIENCE
    while b"not-found" not in world.live.log.read_bytes()[before:]:
        assert monotonic() < until
        sleep(0.05)
    return world.live.log.read_bytes().splitlines()


def test_nothing_is_counted_when_a_researcher_asks(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that no time tells of it: what is sent was ready before, whoever asks."""

    def counting(*_: object, **__: object) -> None:
        raise AssertionError("something was counted")

    for module, name in (
        (counting_for_releases, "count"),
        (live_figures, "count"),
        (live_figures, "tally"),
        (step_storage, "tally"),
    ):
        monkeypatch.setattr(module, name, counting)
    monkeypatch.setattr(store, "read_proof", counting)
    for service in start(served.real.live.database_url, "stockholm", key_requests_per_minute=100_000):
        client = service.researcher()
        asked = [one for one in traces.questions(served.real.researcher()) if not set(one[1]) & BULKY]
        assert {client.get(one, params=list(more)).status_code for one, more in asked} == {200, 400, 404, 422}
        now = service.coordinator().get("/api/v1/statistics/routes-in", params={"edition": "live"})
        assert now.status_code == 500  # counted, as it has to be


# ---------------------------------------------------------------------------------------- narrow keys


def test_a_narrow_key_sees_less_and_nothing_else(served: Served) -> None:
    def beyond(narrow: Seen, full: Seen) -> set[Cell]:
        """What a narrow key is told, and a full one is not."""
        return {cell for cell, value in narrow.told.items() if full.told.get(cell) != value}

    opened, own = frozenset({"routes-in", "session-order"}), frozenset({"farsta"})
    assert beyond(read_all(served.twin.researcher(opened, own)), served.seen)
    client = served.real.researcher(opened, own)
    narrow = read_all(client)
    assert beyond(narrow, served.seen) == set()
    assert {cell[0] for cell in narrow.told} == opened
    assert {cell[3][0] for cell in narrow.told} == own | {"stockholm"}
    page = client.get(f"{PX}/tables", params={"query": "skarholmen"}).json()["page"]
    assert page["totalElements"] == 0
    # What is not opened is answered as what does not exist.
    for there, nowhere in (
        (f"{PX}/tables/next-steps", f"{PX}/tables/no-such-table"),
        (f"{PX}/tables/next-steps/data", f"{PX}/tables/no-such-table/data"),
        (
            f"{PX}/tables/routes-in/data?valueCodes[district]=skarholmen",
            f"{PX}/tables/routes-in/data?valueCodes[district]=nowhere",
        ),
    ):
        one, other = (traces.trace(client.get(path)) for path in (there, nowhere))
        assert one[0] in (400, 404)
        assert one == other
    for path in ("routes-in?by=district&district=skarholmen", "next-steps"):
        reply = client.get(f"/api/v1/statistics/{path}")
        assert (reply.status_code, reply.json()["type"]) == (403, "/problems/out-of-scope")
        assert forms.whole_numbers(reply.content) == {403}
