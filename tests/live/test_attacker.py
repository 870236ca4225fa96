"""A coordinator who reads every live figure there is, before and after each act, all through a tertial."""

import random
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from starlette.testclient import TestClient

from app.kit.clock import Clock
from app.kit.http.parts import part
from app.live.step_rules import BY_TABLE, FEWEST, KEPT
from app.tables.layout import dimensions_of
from tests.support.service import Service, example, new_id
from tests.tables.filed import PATH, ask

TERTIAL = "2026-T3"
DISTRICTS = ("farsta", "skarpnack")
ANSWERS = ("yes-really", "yes", "partly", "no", "no-answer")
STEPS = ("another-session", "none", "application", "report-of-concern", "not-known")
NEVER = ("area", "arena", "session_order", "target_group", "level", "month", "way", "visit_number", "place")
"""What answers and next steps are never told by; `way` only how many answered."""


def _splits() -> Iterator[tuple[str, str]]:
    for kept in KEPT:
        yield kept.table.id, ""
        for code in ("district", "year", *kept.dimensions):
            yield kept.table.id, code
        yield kept.table.id, ",".join(("district", *kept.dimensions))


SPLITS = list(_splits())


def _session(district: str, month: str, lot: random.Random) -> dict[str, Any]:
    who = lot.choice((["mother"], ["mother"], ["father"], ["mother", "father"], []))
    given = [
        {
            "questionnaire": "counselling-session-1",
            "respondent": one,
            "answers": {
                question: lot.choice(ANSWERS) for question in ("helpful", "strengthened", "accessible")
            },
        }
        for one in who
    ]
    step = lot.choice(STEPS)
    return example(
        "counselling-session",
        "stockholm",
        district=district,
        residential_area="not-known",
        month=month,
        mothers=1,
        fathers=1,
        answers=given,
        next_steps=step if step == "not-known" else [step],
    )


class City:
    """The service, and somebody who files, corrects and withdraws in it."""

    def __init__(self, service: Service, seed: int) -> None:
        self.service, self.lot = service, random.Random(seed)
        self.city, self.own = service.coordinator(), service.coordinator("farsta")
        self.there: dict[str, dict[str, Any]] = {}

    def on(self, day: date) -> None:
        part(self.service.app, Clock).today = lambda: day

    def file(self, district: str, month: str) -> None:
        path = f"/api/v1/counselling-sessions/{new_id()}"
        content = _session(district, month, self.lot)
        reply = self.city.put(path, json=content)
        assert reply.status_code == 201, reply.text
        self.there[path] = content

    def correct(self) -> None:
        path = self.lot.choice(list(self.there))
        old = self.there[path]
        content = _session(old["district"], old["month"], self.lot)
        etag = self.city.get(path).headers["etag"]
        reply = self.city.put(path, json=content, headers={"If-Match": etag})
        assert reply.is_success, reply.text
        self.there[path] = content

    def withdraw(self) -> None:
        path = self.lot.choice(list(self.there))
        assert self.city.delete(path).status_code == 204
        del self.there[path]


def _polled(client: TestClient) -> dict[tuple[str, str], Any]:
    """Every figure of answers and next steps, by every split."""
    found: dict[tuple[str, str], Any] = {}
    for table, by in SPLITS:
        rows = ask(client, table, period=TERTIAL, by=by, edition="live")["rows"]
        kept = BY_TABLE[table]
        own = {*kept.measures, *(one.code for one in kept.table.derived if one.of in kept.measures)}
        found[table, by] = [row for row in rows if row["measure"] in own]
    return found


def _spread(rows: list[dict[str, Any]], *measures: str) -> dict[tuple[str, ...], int]:
    """The counts of some measures by all that they are split by."""
    return {
        tuple(sorted(f"{name}={value}" for name, value in row.items() if isinstance(value, str))): row[
            "count"
        ]
        for row in rows
        if row["measure"] in measures and row["count"] is not None
    }


def _districts(rows: list[dict[str, Any]], *measures: str) -> set[str]:
    """The districts of which something is shown."""
    return {row["district"] for row in rows if row["measure"] in measures and row["count"] is not None}


def _within(spread: Mapping[tuple[str, ...], int], districts: set[str]) -> dict[tuple[str, ...], int]:
    return {
        key: number
        for key, number in spread.items()
        if any(f"district={district}" in key for district in districts)
    }


def _by_question(spread: Mapping[tuple[str, ...], int]) -> dict[str, int]:
    found: dict[str, int] = {}
    for key, number in spread.items():
        at = " ".join(part for part in key if part.startswith(("question=", "activity=")))
        found[at] = found.get(at, 0) + number
    return found


def test_no_two_readings_tell_what_one_session_said(stockholm: Service) -> None:
    """Within a month nothing moves, whatever is filed, corrected or withdrawn, of this month or of one that
    is over. From month to month every figure moves by five or more, or not at all."""
    city = City(stockholm, 1 if stockholm.database.is_sqlite else 2)
    lot = city.lot
    most = 9 if stockholm.database.is_sqlite else 6  # the rule knows no database: there it is only counted
    readings: list[dict[tuple[str, str], Any]] = []
    for place, month in enumerate(("2026-09", "2026-10", "2026-11", "2026-12", "2027-01")):
        months = [f"2026-{number:02d}" for number in range(9, min(9 + place, 12) + 1)]
        acts = most if place < 4 else 2
        standing: dict[tuple[str, str], Any] | None = None
        for number in range(acts):
            city.on(date(int(month[:4]), int(month[5:]), 1 + 3 * number))
            if number in (0, acts - 1):  # the whole of it: at the turn, and at the end
                found = _polled(city.city)
                assert standing is None or found == standing
                standing = found
            before = ask(city.own, "helpfulness", period=TERTIAL, by="question,answer,respondent")["rows"]
            steps = ask(city.own, "next-steps", period=TERTIAL)["rows"]
            what = lot.choice(("file",) * 6 + ("correct", "withdraw")) if city.there else "file"
            if what == "file":
                city.file(lot.choice(DISTRICTS), lot.choice([*months, months[-1]]))
            else:
                getattr(city, what)()
            after = ask(city.own, "helpfulness", period=TERTIAL, by="question,answer,respondent")["rows"]
            assert after == before
            assert ask(city.own, "next-steps", period=TERTIAL)["rows"] == steps
        assert standing is not None
        readings.append(standing)
    _check_moves(readings)
    assert any(row["count"] for row in readings[-1]["helpfulness", ""])
    assert any(row["count"] for row in readings[-1]["next-steps", ""])


def _check_moves(readings: list[dict[tuple[str, str], Any]]) -> None:
    """Each figure's move since any earlier month, by district, by respondent and of the city."""
    for table, by in SPLITS:
        if table not in ("helpfulness", "next-steps"):
            continue
        measures = ("answers",) if table == "helpfulness" else ("sessions",)
        for later in range(len(readings)):
            now = _spread(readings[later][table, by], *measures)
            assert all(number == 0 or number >= FEWEST for number in _by_question(now).values())
            for earlier in range(later):
                then = _spread(readings[earlier][table, by], *measures)
                shown = [
                    _districts(readings[place][table, "district"], *measures) for place in (earlier, later)
                ]
                if "district" in by:
                    after, then = (_within(spread, shown[0] & shown[1]) for spread in (now, then))
                elif shown[0] - shown[1]:
                    # So many took back what they had said that a district is not shown any more: the city
                    # is the sum of others now. Those that are shown in both are compared by district.
                    continue
                else:
                    after = now
                if not after or not then or after.keys() != then.keys():
                    continue  # one of the two was not split so, or withheld
                moved = {key: after[key] - then[key] for key in after if after[key] != then[key]}
                assert all(number > 0 for number in moved.values())
                assert all(number >= FEWEST for number in _by_question(moved).values())
        # A district is never what the city has more than the others show, unless it is shown itself.
        if by == "district":
            for reading in readings:
                own = _spread(reading[table, "district"], *measures)
                whole = _spread(reading[table, ""], *measures)
                assert sum(own.values()) == sum(whole.values())


def test_what_is_never_a_split(stockholm: Service) -> None:
    client = stockholm.coordinator()
    for kept in KEPT:
        for code in NEVER:
            if code in kept.dimensions and kept.what != "answers":
                continue
            reply = client.get(f"{PATH}/{kept.table.id}", params={"by": code, "period": TERTIAL})
            if code not in {one.code for one in dimensions_of(kept.table, stockholm.here.catalogue)}:
                assert reply.status_code == 422, (kept.table.id, code)
                continue
            # The table has other figures that are split so: these are given whole.
            rows = [row for row in reply.json()["rows"] if row["measure"] in kept.measures]
            assert rows
            assert not [row for row in rows if code in row and code not in kept.dimensions]
        for asked in ({"area": "hokarangen"}, {"period": "2026-10"}, {"period": "2026-09..2026-11"}):
            reply = client.get(f"{PATH}/{kept.table.id}", params=asked)
            if kept.table.whole_tertials:
                assert reply.status_code == 422, (kept.table.id, asked)
            elif reply.status_code == 200:
                own = [row for row in reply.json()["rows"] if row["measure"] in kept.measures]
                assert {row["status"] for row in own} == {"suppressed"}


def test_every_format_and_page_gives_the_same(stockholm: Service) -> None:
    """Four sessions are never shown; with a fifth, filed late, they are, but not before the next month."""
    city = City(stockholm, 7)
    told = "report-of-concern"
    city.on(date(2026, 10, 5))
    for month in ("2026-09", "2026-09", "2026-09", "2026-10"):
        content = _session("farsta", month, city.lot) | {
            "next_steps": [told],
            "answers": example("counselling-session", "stockholm")["answers"],
        }
        assert city.city.put(f"/api/v1/counselling-sessions/{new_id()}", json=content).status_code == 201

    def seen() -> list[str]:
        found = [
            client.get(f"{PATH}/{table}?period={TERTIAL}&format={form}&edition=live").text
            for client in (city.city, city.own)
            for table in ("helpfulness", "next-steps", "response-rates", "answer-ways", "gender-split")
            for form in ("json", "csv", "json-stat2")
        ]
        pages = (f"/desk?tertial={TERTIAL}", f"/reports/{TERTIAL}?district=farsta&edition=working")
        texts = [city.own.get(page).text for page in pages]
        # How the tables of facts stand moves at once: of the report only the chapter of the answers is kept.
        chapter = texts[1].partition('id="strengthened"')[2].partition("<h2")[0]
        return [*found[:12], texts[0].partition('id="rates"')[2].partition("<section")[0], chapter]

    before = seen()
    assert '"status":"suppressed"' in before[0]
    assert '"count":3' not in before[0]
    content = _session("farsta", "2026-09", city.lot) | {
        "next_steps": [told],
        "answers": example("counselling-session", "stockholm")["answers"],
    }
    assert city.city.put(f"/api/v1/counselling-sessions/{new_id()}", json=content).status_code == 201
    assert seen() == before
    city.on(date(2026, 11, 1))
    assert '"count":5' in seen()[0]
    steps = ask(city.own, "next-steps", period=TERTIAL)["rows"]
    assert [row["count"] for row in steps if row.get("next_step") == told] == [5]
