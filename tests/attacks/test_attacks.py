"""Whoever reads everything that is served, and knows what a reader can know, recovers no small count.

Each attack is shown to succeed where nothing is protected: on the twin, which has the same counts and
withholds only those that are small themselves, or on what a careless service would have sent.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import orjson
import pytest

from app.disclosure.problem import CannotProtect
from app.live import figures as live_figures
from app.live import storing
from app.release import counting as counting_for_releases
from app.release import storage
from app.release.proof import problem_bytes
from tests.attacks import forms, traces
from tests.attacks.bounding import Bounds, Interval
from tests.attacks.reading import PX, named, read_all, tables
from tests.attacks.seeing import WITHHELD, Cell, Seen
from tests.attacks.subtracting import differences, of_shares, one_after_another, with_naive_shares
from tests.attacks.worlds import (
    FIRST,
    LATE,
    SECOND,
    K,
    World,
    alike,
    bare,
    build,
    counted,
    file,
    publish,
    put,
    put_bare,
    released,
    town,
    world,
)
from tests.support.service import Templates, start

LEAST = {FIRST: 10, SECOND: 2}
"""Small counts that there are at least: the town of the second tertial has hardly any."""


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


def small(seen: Seen, truth: Mapping[Cell, int], period: str, counted_in: str = "") -> list[Cell]:
    """The withheld figures that are somebody's. What is never shown of anybody is no figure."""
    cells = seen.of(period)
    shown = {seen.pattern(one) for one in cells if isinstance(seen.told[one], int)}
    return [
        one
        for one in cells
        if seen.told[one] == WITHHELD
        and seen.pattern(one) in shown
        and 1 <= truth[one[0], one[1], counted_in or period, one[3]] < K
    ]


def breaches(found: Mapping[Cell, Interval], truth: Mapping[Cell, int]) -> dict[Cell, Interval]:
    """What is told too well: to a width below two, or that it is no more than it is."""
    return {one: (low, high) for one, (low, high) in found.items() if high - low < 2 or high <= truth[one]}


def told_by(attack: Bounds, targets: list[Cell], truth: Mapping[Cell, int]) -> dict[Cell, Interval]:
    """The targets that an attack recovers, or narrows down too far."""
    doubtful = breaches(attack.intervals(targets), truth)
    return breaches({one: attack.interval(one) for one in doubtful}, truth)


def exact(found: Mapping[Cell, Interval], truth: Mapping[Cell, int]) -> int:
    return sum(low == high == truth[one] for one, (low, high) in found.items())


# ---------------------------------------------------------------------------------------- all the sums


def test_every_selection_says_the_same(served: Served) -> None:
    """What one selection withholds, no other tells."""
    assert served.seen.contradicted == {}
    assert len(served.seen.told) > 10_000
    # A service that protected each answer by itself would be caught.
    mixed = replace(served.seen_twin, told=dict(served.seen_twin.told), contradicted={})
    for cell, value in served.seen.told.items():
        mixed.put(cell, value)
    assert any(WITHHELD in values for values in mixed.contradicted.values())


@pytest.mark.parametrize("period", [FIRST, SECOND])
def test_all_sums_of_all_tables(served: Served, period: str) -> None:
    """Everything adds up, what two tables count alike is alike, a mark is one at least, all are whole."""
    attack = Bounds(served.seen_twin, period)
    assert attack.wrong(served.twin.truth) == []
    targets = small(served.seen_twin, served.twin.truth, period)[:40]
    assert exact(attack.intervals(targets), served.twin.truth) >= LEAST[period]
    attack = Bounds(served.seen, period)
    assert attack.wrong(served.real.truth) == []
    targets = small(served.seen, served.real.truth, period)
    assert len(targets) >= LEAST[period]
    assert told_by(attack, targets, served.real.truth) == {}


# -------------------------------------------------------------------------------------------- insiders


@pytest.mark.parametrize(
    ("insider", "own"), [("farsta", {"farsta"}), ("jarva", {"rinkeby-kista", "spanga-tensta"})]
)
def test_a_coordinator_who_knows_the_own_district(served: Served, insider: str, own: set[str]) -> None:
    """With the own counts taken from the city's, the other districts stand alone."""
    everything = served.real.truth
    known = {cell: count for cell, count in everything.items() if cell[2] == FIRST and cell[3][0] in own}
    _agrees_with_the_working_figures(served, insider, own, known)
    for seen, limit in ((served.seen_twin, 40), (served.seen, None)):
        attack = Bounds(seen, FIRST, known=known)
        targets = [one for one in small(seen, everything, FIRST) if not attack.is_known(one)][:limit]
        assert len(targets) > 20
        if seen is served.seen_twin:
            assert exact(attack.intervals(targets), everything) > 5
        else:
            assert told_by(attack, targets, everything) == {}


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


# --------------------------------------------------------------------------------------------- shares


def test_shares_and_means_with_their_bases(served: Served) -> None:
    names = dict.fromkeys(table for table, _ in served.seen.layouts)
    for city, seen in ((served.twin, served.seen_twin), (served.real, served.seen)):
        client = city.researcher()
        rows = {table: named(client, table, seen) for table in names}
        assert sum(row["share"] is not None for of in rows.values() for row in of) > 100
        found = of_shares(seen, rows)
        if city is served.real:
            assert found == {}
        else:
            assert len(found) > 5
            assert {c: (n, city.truth[c]) for c, n in found.items() if city.truth[c] != n} == {}
        naive = of_shares(seen, with_naive_shares(seen, rows, city.truth))
        right = [cell for cell, count in naive.items() if 1 <= city.truth[cell] == count < K]
        assert len(right) > 50


# ---------------------------------------------------------------------------------------- subtraction


def test_one_tertial_subtracted_from_another(served: Served) -> None:
    """A year so far would tell of each tertial's few; a tertial's own figures have nothing in common."""
    truth = dict(served.twin.truth)
    so_far = {
        (t, m, "2019-T3", codes): count + truth[t, m, SECOND, codes]
        for (t, m, period, codes), count in truth.items()
        if period == FIRST and (t, m, SECOND, codes) in truth
    }
    routes = next(one for one in served.twin.frozen[FIRST].tables if one.id == "routes-in")
    put_bare(served.twin.database, "2019-T3", [bare(replace(routes, period="2019-T3"), so_far)])
    seen = read_all(served.twin.researcher(), once=True)
    found = differences(seen, FIRST, "2019-T3")
    assert found
    assert all(truth[t, m, SECOND, codes] == count for (t, m, _, codes), count in found.items())
    assert differences(served.seen, FIRST, SECOND) == {}
    # Nor is there anything that adds tertials up.
    assert {period for *_, period, _ in served.seen.told} == {FIRST, SECOND}
    rows = served.real.researcher().get("/api/v1/statistics/routes-in", params={"period": "2019"}).json()
    assert {row["period"] for row in rows["rows"]} == {FIRST, SECOND}


def test_a_revision_subtracted_from_the_first(templates: Templates, tmp_path: Path) -> None:
    """One late session is not told of at all; several are, and nobody can be told from the difference."""
    with world(templates, tmp_path / "real") as real, world(templates, tmp_path / "twin") as twin:
        file(real.database, town(10), 0, phones=False)
        first, truth, tables_bare = released(real.database, SECOND)
        publish(real.database, SECOND, first)
        put_bare(twin.database, SECOND, tables_bare)
        seen, seen_twin = read_all(real.researcher(), once=True), read_all(twin.researcher(), once=True)

        file(real.database, alike(1)[:1], 1, phones=False)
        late = counted(real.database, SECOND)
        put_bare(twin.database, SECOND, [bare(one, late) for one in first.tables])
        naive = one_after_another(seen_twin, read_all(twin.researcher(), once=True), SECOND)
        found = differences(naive, "before", "after")
        assert found["routes-in", "sessions", "after", ("farsta", "library")] == 1
        with pytest.raises(CannotProtect):
            released(real.database, SECOND, [first])
        assert read_all(real.researcher(), once=True).told == seen.told

        file(real.database, alike(LATE)[1:], 2, phones=False)
        second, after, _ = released(real.database, SECOND, [first])
        publish(real.database, SECOND, second)
        both = one_after_another(seen, read_all(real.researcher(), once=True), SECOND)
        assert any(both.told[one] != both.told[(*one[:2], "before", one[3])] for one in both.of("after"))
        assert differences(both, "before", "after") == {}
        told = {(t, m, "before", codes): count for (t, m, _, codes), count in truth.items()}
        told |= {(t, m, "after", codes): count for (t, m, _, codes), count in after.items()}
        attack = Bounds(both, "before", "after")
        assert attack.wrong(told) == []
        targets = [*small(both, told, "before"), *small(both, told, "after")]
        assert len(targets) >= 2
        assert told_by(attack, targets, told) == {}
        grown = {one: told[one] - told[(*one[:2], "before", one[3])] for one in both.of("after")}
        few = {one: count for one, count in grown.items() if 1 <= count < K and one in both.of("after")}
        pairs = {one: attack.interval(one, (*one[:2], "before", one[3])) for one in few}
        assert breaches(pairs, few) == {}


# -------------------------------------------------------------------------------------------- formats


def test_formats_against_each_other(served: Served) -> None:
    client, marks = served.real.researcher(), 0
    leaky: dict[str, int] = {}
    for one in tables(client):
        about = client.get(f"{PX}/tables/{one['id']}/metadata").json()
        chosen = {f"valueCodes[{code}]": FIRST if code == "tertial" else "*" for code in about["id"]}
        bodies = {}
        for name in forms.READERS:
            reply = client.get(f"{PX}/tables/{one['id']}/data", params={**chosen, "outputFormat": name})
            assert reply.status_code == 200
            bodies[name] = reply.content
        assert forms.beyond(bodies) == {name: {} for name in bodies if name != "csv"}
        if b".." in bodies["csv"].replace(b"...", b""):
            marks += 1
            for name, numbers in forms.beyond(forms.leaking(bodies)).items():
                leaky[name] = leaky.get(name, 0) + numbers[forms.SECRET]
    assert marks > 10
    assert set(leaky) == {*forms.READERS} - {"csv"}
    assert all(count == marks for count in leaky.values()), leaky


# -------------------------------------------------------------------------- bytes, tags, hashes, sizes


@pytest.fixture(scope="module")
def elsewhere(
    served: Served, templates: Templates, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    """Another city with the same published figures: other counts are withheld, and it has no records."""
    with world(templates, tmp_path_factory.mktemp("elsewhere") / "other") as other:
        for tertial, frozen in served.real.frozen.items():
            problem = traces.another_truth(frozen.problem, frozen.certificate)
            withheld = frozen.protection.primary | frozen.protection.secondary
            differs = {
                cell
                for cell, (one, two) in enumerate(zip(frozen.problem.values, problem.values, strict=True))
                if one != two
            }
            assert differs
            assert differs <= withheld
            proof = storage.Proof(problem_bytes(problem, frozen.places), orjson.dumps(frozen.certificate))
            put(other.database, tertial, frozen.tables, proof)
        yield other


def test_nothing_that_is_served_depends_on_what_is_withheld(served: Served, elsewhere: World) -> None:
    """The same bytes, headers, tags, hashes and sizes, with errors and pages among them."""
    one, other = served.real.researcher(), elsewhere.researcher()
    asked = list(traces.questions(one))
    assert len(asked) > 300
    here, there = traces.traces(one, asked), traces.traces(other, asked)
    assert {key for key in asked if here[key] != there[key]} == set()
    assert {status for status, _, _ in here.values()} >= {200, 400, 404, 422}
    for encoding in ("gzip", "zstd"):
        one.headers["Accept-Encoding"] = other.headers["Accept-Encoding"] = encoding
        packed = [key for key in asked if key[0].endswith("/data")][:20]
        assert traces.traces(one, packed) == traces.traces(other, packed)
    told, told_there = traces.acts(served.real.coordinator()), traces.acts(elsewhere.coordinator())
    assert {status for status, _, _ in told.values()} == {200}
    assert told == told_there
    # It would be seen: the twin's figures are others.
    few = [one for one in asked if ("outputFormat", "json-stat2") in one[1]]
    naive = traces.traces(served.twin.researcher(), few)
    assert sum(naive[key] != here[key] for key in few) > 10


def test_no_hash_or_tag_confirms_a_guess(served: Served) -> None:
    table = next(one for one in served.real.frozen[SECOND].tables if one.id == "routes-in")
    alone = bare(table, served.real.truth)
    guesses = range(0, K)
    careless = traces.hash_of(traces.filled(alone, 3))
    assert traces.confirmed_by_hash(alone, careless, guesses) == [3]
    facts = served.real.coordinator().get(f"/api/v1/releases/{SECOND}-r1").json()
    told = {one["table"]: one["sha256"] for one in facts["content"]["tables"]}
    assert told["routes-in"] == traces.hash_of(table)  # of what is published, marks and all
    assert traces.confirmed_by_hash(table, told["routes-in"], guesses) == []

    client, path = served.real.researcher(), f"{PX}/tables/routes-in/data"
    client.headers["Accept-Encoding"] = "identity"
    cell = {"district": "farsta", "route_in": "total", "ContentsCode": "sessions", "tertial": SECOND}
    assert traces.confirmed_by_tag(client, path, cell, range(0, 60)) == [23]
    cell["route_in"] = "other"
    assert served.seen.told["routes-in", "sessions", SECOND, ("farsta", "other")] == WITHHELD
    assert traces.confirmed_by_tag(client, path, cell, range(0, 60)) == []


BULKY = {("outputFormat", one) for one in ("xlsx", "px", "parquet", "html")} | {("format", "xlsx")}


def test_nothing_is_counted_when_a_researcher_asks(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    """So that no time tells of it: what is sent was ready before, whoever asks."""

    def counting(*_: object, **__: object) -> None:
        raise AssertionError("something was counted")

    for module, name in (
        (counting_for_releases, "count"), (live_figures, "count"), (live_figures, "tally"), (storing, "tally")
    ):  # fmt: skip
        monkeypatch.setattr(module, name, counting)
    monkeypatch.setattr(storage, "read_proof", counting)
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
        assert set(forms.in_json_stat(reply.content)) == {403}
