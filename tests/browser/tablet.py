"""A tablet: a browser of its own that is enrolled, and what can be asked of it."""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from app.access.actor import COMMAND_LINE
from app.access.devices import service as devices
from tests.support.live import Live

# A tablet held upright, as in one hand.
SCREEN: ViewportSize = {"width": 820, "height": 1180}
SECONDS = 15_000

READ_EVERYTHING = """async () => {
  const found = {};
  for (const {name} of await indexedDB.databases()) {
    const database = await new Promise((resolve, reject) => {
      const request = indexedDB.open(name);
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
    found[name] = {};
    for (const store of database.objectStoreNames) {
      const all = (what) => new Promise((resolve, reject) => {
        const request = database.transaction(store).objectStore(store)[what]();
        request.onsuccess = () => resolve(request.result);
        request.onerror = () => reject(request.error);
      });
      const [keys, values] = [await all('getAllKeys'), await all('getAll')];
      const shown = values.map((value) => value === undefined ? null : value);
      found[name][store] = Object.fromEntries(keys.map((key, place) => [key, shown[place]]));
    }
    database.close();
  }
  return JSON.stringify(found, (_, value) => value instanceof CryptoKey
    ? {key: value.algorithm.name, extractable: value.extractable} : value);
}"""


@dataclass
class Tablet:
    """A browser context with its own storage. `url` is the origin that it knows: the service, or a proxy.

    `keeps` is whether its browser has service workers: the form opens without a network only there.
    """

    context: BrowserContext
    url: str
    keeps: bool = True
    _is_new: bool = True

    def page(self) -> Page:
        """A new tab that has not opened the form yet: a test may put something in its way first."""
        page = self.context.new_page()
        if self._is_new:
            # What the page that enrols leaves behind: no wonder that this tablet's memory is empty.
            page.goto(f"{self.url}/static/mark.svg")
            page.evaluate("sessionStorage.setItem('stodlogg-enrolled-now', 'yes')")
            self._is_new = False
        return page

    def open(self, view: str = "#/") -> Page:
        """A new tab with the form at a view, ready to use."""
        page = self.page()
        page.goto(f"{self.url}/form/{view}")
        self.ready(page)
        return page

    def ready(self, page: Page) -> None:
        """Return when the form is shown, and can be used without a network if this browser does that."""
        if self.keeps:
            ready(page)
        else:
            page.wait_for_selector("main .view h1, main.view h1")

    def close(self) -> None:
        self.context.close()


def code_for(live: Live, district: str = "farsta") -> str:
    """A one-time code that enrols a tablet."""
    database = live.database()
    try:
        with database.writing() as session:
            return devices.make_device_code(session, COMMAND_LINE, district, live.here()).code
    finally:
        database.dispose()


def enrolled(
    browser: Browser,
    live: Live,
    *,
    url: str | None = None,
    district: str = "farsta",
    keeps: bool = True,
    **more: Any,
) -> Tablet:
    """A new browser with the cookie of an enrolled tablet.

    How it gets one on the screen is tested in test_offline.py, test_form_screens.py and test_form_desk.py.
    """
    options: dict[str, Any] = {"viewport": SCREEN, "locale": "sv-SE", "has_touch": True, **more}
    context = browser.new_context(service_workers="allow" if keeps else "block", **options)
    context.set_default_timeout(SECONDS)
    address = url or live.url
    context.add_cookies([
        {"name": name, "value": value, "url": address, "httpOnly": True, "sameSite": "Strict"}
        for name, value in live.tablet(district).cookies.items()
    ])  # fmt: skip
    return Tablet(context, address, keeps)


def ready(page: Page) -> None:
    """Return when the form is shown and can be used without a network."""
    page.wait_for_selector("main h1")
    page.evaluate("async () => { await navigator.serviceWorker?.ready; }")


def stored(page: Page) -> dict[str, dict[str, Any]]:
    """Everything in the tablet's database: store by name, in it values by key."""
    found: dict[str, dict[str, dict[str, Any]]] = json.loads(page.evaluate(READ_EVERYTHING))
    return found.get("stodlogg", {})


def enqueue(page: Page, activity: str, content: dict[str, Any], **more: Any) -> str:
    """Put a record into the queue as the form does; the id, once it is on disk."""
    record = {"activity": activity, "content": content, **more}
    id_: str = page.evaluate(
        "async (record) => (await import('/form/static/queue.js')).enqueueRecord(record)", record
    )
    return id_


def empty_queue(page: Page) -> None:
    """Take away what waits, is begun or has been sent. Only a test does this."""
    page.evaluate(
        """async () => {
          const store = await import('/form/static/store.js');
          await store.transact(async (stores) => {
            for (const one of ['queue', 'sent', 'drafts']) await stores.clear(one);
          });
        }"""
    )


FORGET = """async () => {
  const store = await import('/form/static/store.js');
  await store.transact(async (stores) => {
    for (const one of ['queue', 'sent', 'drafts']) await stores.clear(one);
    for (const one of ['last-choices', 'use-counts', 'handed-over', 'language']) {
      await stores.remove('kept', one);
    }
  });
}"""


@contextmanager
def cleaned(tablet: Tablet) -> Iterator[Page]:
    """The form on a tablet, which forgets afterwards all but that it is enrolled."""
    page = tablet.open()
    try:
        yield page
    finally:
        page = tablet.context.new_page()
        page.goto(f"{tablet.url}/static/mark.svg")
        for one in tablet.context.pages:
            if one is not page:
                one.close()
        page.evaluate(FORGET)
        page.close()


def counts(page: Page) -> dict[str, Any]:
    """How many wait and how many need attention."""
    found: dict[str, Any] = page.evaluate("async () => (await import('/form/static/queue.js')).counts()")
    return found


def wait_for_counts(page: Page, *, waiting: int = 0, refused: int = 0, seconds: float = 20) -> None:
    """Return when so many wait and need attention. Fails after `seconds`."""
    wanted = {"waiting": waiting, "refused": refused}
    deadline = time.monotonic() + seconds
    while (found := counts(page)) and {name: found[name] for name in wanted} != wanted:
        assert time.monotonic() < deadline, f"{found}, {status(page)}"
        page.wait_for_timeout(50)


def status(page: Page) -> dict[str, Any]:
    """What the sender says of its last attempt."""
    found: dict[str, Any] = page.evaluate("async () => (await import('/form/static/sender.js')).status()")
    return found


def try_now(page: Page) -> None:
    """What the button "try now" does."""
    page.evaluate("async () => (await import('/form/static/sender.js')).tryNow()")


def until(holds: Callable[[], bool], seconds: float = 20) -> None:
    """Return when it holds. Fails after `seconds`."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, "it does not come about"
        time.sleep(0.05)
