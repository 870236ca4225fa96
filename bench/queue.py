"""(d) the tablet's queue: from "save" to on disk, with 500 records waiting beside an empty queue.

Two enrolled browsers take turns in one run, so that the ratio says something whatever the machine. Nothing is
sent meanwhile: the service is stopped once both have the form.
"""

import statistics
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from app.intake.examples import EXAMPLES
from tests.browser import chromium
from tests.browser.tablet import enrolled
from tests.support.live import Live
from tests.support.service import Templates

WAITING = 500
ROUNDS = 60
RECORD = {**EXAMPLES["counselling-session"], "month": "2026-10"}

# That page is none of the form's, so the service worker does not serve it: the modules come before the
# service stops.
_TAKE_ALONG = """async () => {
  await import('/form/static/queue.js');
  await import('/form/static/store.js');
}"""
_FILL = """async ([number, content]) => {
  const queue = await import('/form/static/queue.js');
  await Promise.all(Array.from({length: number}, () =>
    queue.enqueueRecord({activity: 'counselling-session', content})));
  return (await queue.counts()).waiting;
}"""
_SAVE = """async (content) => {
  const queue = await import('/form/static/queue.js');
  const started = performance.now();
  const id = await queue.enqueueRecord({activity: 'counselling-session', content});
  const took = performance.now() - started;
  await (await import('/form/static/store.js')).remove('queue', id);
  return took;
}"""


@dataclass(frozen=True)
class Queue:
    """Milliseconds from "save" to on disk, each round's, with an empty queue and with `WAITING` in it."""

    empty: list[float]
    full: list[float]

    @property
    def ratio(self) -> float:
        """Median with a full queue over median with an empty one."""
        return statistics.median(self.full) / statistics.median(self.empty)


def measure(folder: Path, tell: Callable[[str], None]) -> Queue:
    """Raises `RuntimeError` where there is no Chromium."""
    path = chromium.find()
    if path is None:
        raise RuntimeError(chromium.MISSING)
    tell(f"the tablet's queue: saving with {WAITING} waiting, beside an empty queue")
    home = folder / "queue"
    home.mkdir(exist_ok=True)
    url = Templates(home).sqlite(home / "served.db", "stockholm")
    with Live(url, "stockholm", home) as live, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium.ARGUMENTS)
        pages: list[Page] = []
        for _ in range(2):
            tablet = enrolled(browser, live)
            tablet.open().close()
            page = tablet.context.new_page()
            # A page of the same origin on which nothing sends.
            page.goto(f"{live.url}/sign-in")
            page.evaluate(_TAKE_ALONG)
            pages.append(page)
        empty, full = pages
        live.stop()
        assert full.evaluate(_FILL, [WAITING, RECORD]) == WAITING
        for page in pages:
            page.evaluate(_SAVE, RECORD)
        times: dict[Page, list[float]] = {empty: [], full: []}
        for round_ in range(ROUNDS):
            for page in pages if round_ % 2 else reversed(pages):
                times[page].append(page.evaluate(_SAVE, RECORD))
        browser.close()
    return Queue(times[empty], times[full])


def section(found: Queue) -> str:
    """The figures as a part of docs/performance.md."""
    rows = [
        (name, statistics.median(times), statistics.quantiles(times, n=20)[-1])
        for name, times in (("empty", found.empty), (f"{WAITING} waiting", found.full))
    ]
    lines = "\n".join(f"| {name} | {middle:.1f} | {slow:.1f} |" for name, middle, slow in rows)
    return f"""\
## The tablet's queue

From "save" to on disk in the tablet's browser (IndexedDB, `durability: strict`), {ROUNDS} records each, two
browsers taking turns.

| queue | median, ms | 95th percentile, ms |
|---|---:|---:|
{lines}

With {WAITING} records waiting saving takes {found.ratio:.2f} times as long as with none.
"""
