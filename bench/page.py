"""The measurements as a page: docs/performance.md."""

import os
import platform
import sqlite3
from dataclasses import dataclass, field
from pathlib import Path

from bench import counting as counting_
from bench import disclosure as disclosure_
from bench import form as form_
from bench import queue as queue_
from bench import reporting as reporting_
from bench import serving as serving_
from bench import writing as writing_
from bench.counting import Counting
from bench.disclosure import Disclosure
from bench.form import Form
from bench.queue import Queue
from bench.ratios import said
from bench.reporting import Reporting
from bench.serving import Serving
from bench.writing import Writing


@dataclass
class Found:
    """What was measured; None for a part that was not asked for."""

    records: int
    writing: Writing | None = None
    counting: list[Counting] = field(default_factory=list)
    reading_mib: float | None = None
    form: Form | None = None
    queue: Queue | None = None
    serving: Serving | None = None
    reporting: Reporting | None = None
    disclosure: Disclosure | None = None


def render(found: Found) -> str:
    parts = [_HEAD.format(machine=_machine(), sqlite=sqlite3.sqlite_version)]
    if found.writing:
        parts.append(_writing(found.writing))
    if found.counting:
        parts.append(_counting(found))
    if found.writing and found.reading_mib:
        parts.append(_memory(found.writing, found.reading_mib))
    if found.form:
        parts.append(form_.section(found.form))
    if found.queue:
        parts.append(queue_.section(found.queue))
    if found.serving:
        parts.append(serving_.section(found.serving))
    if found.reporting:
        parts.append(reporting_.section(found.reporting))
    if found.disclosure:
        parts.append(disclosure_.section(found.disclosure))
    return "\n".join(parts)


_HEAD = """\
# Performance

Written by `make bench BENCH_ARGS="--page docs/performance.md"`; the figures are that run's. Ratios are of
medians, the compared things taking turns in one run on one machine, since seconds alone say more of the
machine than of the code.

Machine: {machine}; SQLite {sqlite}, write-ahead log, `synchronous = FULL`.
"""


def _machine() -> str:
    names = [line.split(":")[1].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")]
    total = next(
        (int(line.split()[1]) // 2**20 for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), 0
    )
    cores = os.cpu_count()
    model = names[0] if names else platform.machine()
    return f"{cores} cores ({model}), {total} GiB, Python {platform.python_version()}"


def _lines(path: str) -> list[str]:
    return Path(path).read_text("utf-8").splitlines() if Path(path).exists() else []


def _writing(found: Writing) -> str:
    return f"""\
## Writing

{writing_.ROUNDS} rounds of {writing_.SECONDS:g} s; {writing_.CONNECTIONS} connections for (a), for (b)
one sender that waits for each reply, of records one by one and of batches. Server and load share the machine.
Each round begins with empty databases, the fullest of which ends with some 25,000 records: a batch is the
slower the more there are, since each of its records then touches pages of its own.
The yardsticks (`bench/bare.py`) are bare FastAPI handlers that validate a flat body and insert one row in one
table with the same durability: one in the way of the stack, through SQLModel, which (a) is measured against;
and one straight through the driver, which is as fast as such a handler gets. Ours also looks up who is
asking, checks the record against the catalogue and its rules and stores it as a dozen rows of five tables.

| what | per second | median ms |
|---|--:|--:|
| single `PUT`, records, {writing_.CONNECTIONS} connections | {found.single:.0f} | {found.single_ms:.1f} |
| single `PUT`, records, one sender | {found.alone:.0f} | |
| bare handler through the driver, rows | {found.bare:.0f} | {found.bare_ms:.1f} |
| bare handler through SQLModel, rows | {found.stack:.0f} | |
| batches of {writing_.BATCH}, records, one sender | {found.batched:.0f} | |

| ratio | measured | to reach | reached |
|---|--:|---|---|
| (a) single `PUT` beside the bare handler through SQLModel | {said(found.stack_ratio, 0.5, at_least=True)} |
| single `PUT` beside the bare handler through the driver | {found.single_ratio:.2f} | | |
| (b) batch beside single `PUT`, records per second | {said(found.batch_ratio, 8, at_least=True)} |
"""


def _counting(found: Found) -> str:
    rows = "\n".join(
        f"| `{one.table}` | {one.ours:.1f} | {one.by_hand:.1f} "
        f"| {one.beside_sql:.2f} | {one.beside_small:.2f} | {one.rows:.1f} |"
        for one in found.counting
    )
    worst_sql = max(one.beside_sql for one in found.counting)
    worst_small = max(one.beside_small for one in found.counting)
    return f"""\
## Counting

Each table for one district and one tertial (a year for yearly ones), from its declaration to the counted
arrays; {found.records:,} records in all, {counting_.ROUNDS} rounds. Beside it the same SQL statement, written
out by hand and sent through the same kind of session, and the table's own time in a database of
{found.records // 10:,} records with as many in that district and tertial. The last column is what a reply
takes besides: its rows with shares, means and bases.

| ratio | measured | to reach | reached |
|---|--:|---|---|
| (c) slowest table beside its SQL by hand | {said(worst_sql, 3, at_least=False)} |
| (c) slowest table beside itself at a tenth of the records | {said(worst_small, 1.5, at_least=False)} |

| table | ms | SQL by hand, ms | beside SQL | beside a tenth | rows, ms |
|---|--:|--:|--:|--:|--:|
{rows}
"""


def _memory(found: Writing, reading: float) -> str:
    return f"""\
## Memory

| (d) peak resident memory of the server | MiB |
|---|--:|
| after (a) and (b) | {found.peak_mib:.0f} |
| after every table of (c) over HTTP | {reading:.0f} |
"""
