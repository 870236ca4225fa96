"""A Chromium for the whole run, a served Stödlogg for each test, and enrolled tablets."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect, sync_playwright

from tests.browser import chromium
from tests.browser.asking import session_on
from tests.browser.proxy import Proxy
from tests.browser.tablet import Tablet, cleaned, empty_queue, enrolled
from tests.support.live import Live
from tests.support.service import Templates

HERE = Path(__file__).parent

expect.set_options(timeout=20_000)
"""Milliseconds until a page must show what is expected; two browsers and a database share the machine."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Without a Chromium these are skipped, and the run says so at its end; where every change is checked
    (`CI` is set) they fail."""
    missing = chromium.find() is None and not chromium.must_be_here()
    for item in items:
        if HERE not in item.path.parents:
            continue
        item.add_marker(pytest.mark.browser)
        if missing and "playwright_started" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.skip(reason=chromium.MISSING))


# Not for the session: while the browser is driven, an event loop runs in this thread, and tests of other
# folders may want one of their own.
@pytest.fixture(scope="package")
def playwright_started() -> Iterator[Playwright]:
    """What drives Chromium."""
    if chromium.find() is None:
        pytest.fail(chromium.MISSING, pytrace=False)
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="package")
def browser(playwright_started: Playwright) -> Iterator[Browser]:
    """The folder's Chromium."""
    started = playwright_started.chromium.launch(executable_path=chromium.find(), args=chromium.ARGUMENTS)
    yield started
    started.close()


def _serve(templates: Templates, folder: Path) -> Iterator[Live]:
    database_url = templates.sqlite(folder / "stodlogg.db", "stockholm")
    with Live(database_url, "stockholm", folder) as running:
        yield running


@pytest.fixture
def live(templates: Templates, tmp_path: Path) -> Iterator[Live]:
    """A served Stödlogg (Stockholm, on an SQLite file) in a process of its own: it may be killed."""
    yield from _serve(templates, tmp_path)


@pytest.fixture(scope="package")
def served(templates: Templates, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Live]:
    """One for all tests that leave it running and mind no records of others: starting takes seconds."""
    yield from _serve(templates, tmp_path_factory.mktemp("served"))


@pytest.fixture(scope="package")
def _between(browser: Browser, served: Live) -> Iterator[tuple[Proxy, Tablet]]:
    """A proxy before the shared service, and a tablet that knows no other way to it."""
    with Proxy(served.url) as between:
        tablet = enrolled(browser, served, url=between.url)
        yield between, tablet
        tablet.close()


@pytest.fixture
def proxy(_between: tuple[Proxy, Tablet]) -> Iterator[Proxy]:
    """A misbehaving network in front of the shared service, well-behaved at first."""
    proxy, _ = _between
    proxy.reset()
    yield proxy
    proxy.reset()


@pytest.fixture
def behind(proxy: Proxy, _between: tuple[Proxy, Tablet]) -> Iterator[Page]:
    """The form on a tablet that reaches the shared service through the proxy; nothing waits on it."""
    _, tablet = _between
    page = tablet.open()
    empty_queue(page)
    proxy.reset()
    yield page
    if page.is_closed():
        page = tablet.context.new_page()
        page.goto(f"{tablet.url}/sign-in")
    empty_queue(page)
    page.close()


@pytest.fixture
def new_tablet(browser: Browser, live: Live) -> Iterator[Callable[..., Tablet]]:
    """Another tablet, enrolled: `new_tablet(district="farsta", ...)`."""
    made: list[Tablet] = []

    def make(**more: Any) -> Tablet:
        made.append(enrolled(browser, live, **more))
        return made[-1]

    yield make
    for one in made:
        one.close()


@pytest.fixture
def tablet(new_tablet: Callable[..., Tablet]) -> Tablet:
    """An enrolled tablet that talks to the service itself."""
    return new_tablet()


@pytest.fixture
def page(tablet: Tablet) -> Page:
    """The form, opened on an enrolled tablet."""
    return tablet.open()


@pytest.fixture(scope="module")
def shared(browser: Browser, served: Live) -> Iterator[Tablet]:
    """One tablet for all tests of a module that leave the service running."""
    tablet = enrolled(browser, served)
    yield tablet
    tablet.close()


@pytest.fixture
def clean(shared: Tablet) -> Iterator[Page]:
    """The form on the module's tablet, which forgets afterwards all but that it is enrolled."""
    with cleaned(shared) as page:
        yield page


@pytest.fixture(scope="module")
def of_jarva(browser: Browser, served: Live) -> Iterator[Tablet]:
    """The same of a district whose programmes began in two districts that it has taken the place of."""
    tablet = enrolled(browser, served, district="jarva")
    yield tablet
    tablet.close()


@pytest.fixture
def clean_in_jarva(of_jarva: Tablet) -> Iterator[Page]:
    """The form on that tablet, which forgets afterwards all but that it is enrolled."""
    with cleaned(of_jarva) as page:
        yield page


@pytest.fixture
def session(shared: Tablet) -> Iterator[Page]:
    """A counselling session with a mother and a father, half filled in."""
    with session_on(shared) as page:
        yield page
