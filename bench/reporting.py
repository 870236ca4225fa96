"""A year's city report over the large database, beside its bare SQL; and the desk, opened by many at once."""

import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import event

from app.access.actor import COMMAND_LINE
from app.catalogue.catalogue import Catalogue, load
from app.kit import clock
from app.kit.db.database import Database
from app.kit.settings import Settings
from app.reports.document import Report
from app.reports.report_formats import FORMS
from app.reports.service import report
from bench.ratios import said
from bench.servers import ours
from bench.wire import load as load_server
from bench.wire import request

ROUNDS = 5
YEAR = "2000"
COORDINATORS = 50
SECONDS = 6.0


@dataclass(frozen=True)
class Form:
    """One form of the report: from the database to its bytes, and the process's peak memory."""

    name: str
    seconds: float
    size: int
    peak_mib: float


@dataclass(frozen=True)
class Reporting:
    """Medians of the rounds, in seconds; of the desk in milliseconds."""

    statements: int
    sql: float
    figures: float
    html: float
    forms: list[Form]
    desk_per_second: float
    desk_ms: float
    desk_worst_ms: float


def measure(large: Path, tell: Callable[[str], None]) -> Reporting:
    catalogue = load("stockholm")
    database = _database(large)
    tell("report: what it asks the database")
    asked = _statements(database, catalogue)
    times: dict[str, list[float]] = {"sql": [], "figures": [], "html": []}
    for number in range(1, ROUNDS + 1):
        tell(f"report, round {number} of {ROUNDS}")
        times["sql"].append(_timed(partial(_by_hand, database, asked)))
        times["figures"].append(_timed(partial(_report, database, catalogue)))
        times["html"].append(_timed(partial(_made, database, catalogue, "html")))
    database.dispose()
    forms = [_alone(large, name, tell) for name in FORMS]
    tell(f"the desk, {COORDINATORS} coordinators")
    with ours(f"sqlite:///{large}") as server:
        opening = partial(request, "GET", "/desk", b"", {"Cookie": server.coordinator})
        load_server(server.port, 1, 0.5, opening)
        desk = load_server(server.port, COORDINATORS, SECONDS, opening)
    return Reporting(
        len(asked),
        statistics.median(times["sql"]),
        statistics.median(times["figures"]),
        statistics.median(times["html"]),
        forms,
        desk.per_second,
        1000 * statistics.median(desk.latencies),
        1000 * max(desk.latencies),
    )


def _database(path: Path) -> Database:
    return Database(Settings(database_url=f"sqlite:///{path}", catalogue="stockholm"))


def _report(database: Database, catalogue: Catalogue) -> Report:
    city = catalogue.municipality.city.code
    return report(
        database,
        catalogue,
        COMMAND_LINE,
        period=YEAR,
        district=city,
        edition="working",
        language="sv",
        today=clock.today(),
    )


def _made(database: Database, catalogue: Catalogue, form: str) -> bytes:
    return FORMS[form].make(_report(database, catalogue))


def _statements(database: Database, catalogue: Catalogue) -> list[tuple[str, Any]]:
    """Every statement that a report sends, with its values."""
    found: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, values: Any, *_rest: Any) -> None:
        found.append((statement, values))

    event.listen(database.engine, "before_cursor_execute", note)
    _report(database, catalogue)
    event.remove(database.engine, "before_cursor_execute", note)
    return found


def _by_hand(database: Database, asked: list[tuple[str, Any]]) -> None:
    with database.reading() as session:
        cursor: Any = session.connection().connection.cursor()
        for statement, values in asked:
            cursor.execute(statement, values).fetchall()


def _alone(large: Path, form: str, tell: Callable[[str], None]) -> Form:
    """In a process of its own, so that its memory is its own."""
    tell(f"report as {form}")
    command = [sys.executable, "-m", "bench.reporting", str(large), form]
    seconds, size, peak = subprocess.run(command, check=True, capture_output=True, text=True).stdout.split()
    return Form(form, float(seconds), int(size), int(peak) / 1024)


def _timed(work: Callable[[], Any]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def section(found: Reporting) -> str:
    forms = "\n".join(
        f"| {one.name} | {one.seconds:.2f} | {one.size / 1000:.0f} | {one.peak_mib:.0f} |"
        for one in found.forms
    )
    return f"""\
## The report and the desk

The working copy for the whole city and the year {YEAR}, over the large database; {ROUNDS} rounds. Beside
it the {found.statements} statements that it sends, sent again by hand through the same kind of session. Each
form's time and peak memory are of a process of its own, start and import left out of the time.

| what | seconds |
|---|--:|
| the statements by hand | {found.sql:.2f} |
| all figures, sentences and charts | {found.figures:.2f} |
| the same as HTML | {found.html:.2f} |

| ratio | measured | to reach | reached |
|---|--:|---|---|
| HTML beside its SQL by hand | {said(found.html / found.sql, 3, at_least=False)} |

| form | seconds | kB | peak MiB |
|---|--:|--:|--:|
{forms}

{COORDINATORS} coordinators who open the desk again and again: {found.desk_per_second:.0f} pages per
second, {found.desk_ms:.0f} ms in the median, {found.desk_worst_ms:.0f} ms at worst. Server and load share
the machine.
"""


if __name__ == "__main__":
    _database_ = _database(Path(sys.argv[1]))
    _catalogue_ = load("stockholm")
    _started_ = time.perf_counter()
    _size_ = len(_made(_database_, _catalogue_, sys.argv[2]))
    _took_ = time.perf_counter() - _started_
    print(_took_, _size_, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
