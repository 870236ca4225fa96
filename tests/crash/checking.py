"""Whether the database holds what was promised: no record lost, doubled, halved, risen again or invented."""

from collections import Counter
from uuid import UUID

from app.activities.registry import BY_NAME
from app.catalogue.catalogue import load
from app.intake.withdrawals import tombstone
from tests.crash.tablets import Kept, State, Tablet, hash_of
from tests.support.live import Live
from tests.support.records import facts
from tests.support.stored import rows_for, stored_rows, tombstones


def broken_promises(live: Live, tablets: list[Tablet]) -> list[str]:
    """What is wrong, a sentence each; empty if all is well. The server must run, and the tablets be still."""
    wrong = [sentence for tablet in tablets for sentence in tablet.wrong]
    found: list[tuple[Kept, State]] = []
    for tablet in tablets:
        for one in tablet.kept:
            state, sentence = _look(tablet, one)
            if sentence:
                wrong.append(f"{one.activity} {one.id}: {sentence}")
            found.append((one, state))
    return wrong + _compare_rows(live, found)


def _look(tablet: Tablet, one: Kept) -> tuple[State, str]:
    """What the API says of a record, and what is wrong with that."""
    reply = tablet.client.get(one.path)
    if reply.status_code == 404:
        gone = [state for state in one.possible if state.content is None]
        return (gone[-1], "") if gone else (State(), "acknowledged, but not there")
    if reply.status_code != 200:
        return one.promised, f"cannot be read back: {reply.status_code} {reply.text[:200]}"
    body = reply.json()
    if body["hash"] != hash_of(one.activity, body["content"]):
        return one.promised, "half stored: the content is not the one of its hash"
    for state in one.possible:
        if state.content is not None and facts(one.activity, state.content) == facts(
            one.activity, body["content"]
        ):
            return state, ""
    if all(state.content is None for state in one.possible):
        return one.promised, "withdrawn, but there"
    return one.promised, "another content than the one that was acknowledged"


def _compare_rows(live: Live, found: list[tuple[Kept, State]]) -> list[str]:
    """Past the API, every row of every table: nothing lacks a part, nothing was never sent."""
    filed = [(one, state.content) for one, state in found if state.content and not one.unclear]
    expected = rows_for(
        (
            (
                BY_NAME[one.activity],
                {"id": UUID(one.id)},
                BY_NAME[one.activity].schema.model_validate(content),
            )
            for one, content in filed
        ),
        load(live.catalogue),
    )
    database = live.database()
    try:
        rows, stones = stored_rows(database), tombstones(database)
    finally:
        database.dispose()
    wrong = []
    for table in sorted(expected.keys() | rows.keys()):
        wanted, there = expected.get(table, Counter()), rows.get(table, Counter())
        if wanted != there:
            missing, extra = (wanted - there).total(), (there - wanted).total()
            wrong.append(f"table {table}: {missing} rows are missing, {extra} were never sent")
    mine = {tombstone(one.activity, UUID(one.id)): state for one, state in found}
    unknown = stones - mine.keys()
    unmarked = [stone for stone, state in mine.items() if state.withdrawn and stone not in stones]
    if unknown or unmarked:
        wrong.append(f"tombstones: {len(unknown)} of no record, {len(unmarked)} are missing")
    return wrong
