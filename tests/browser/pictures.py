"""The screens that the documentation shows, as an adviser and a parent see them.

Made by `tools/screenshots.py`, and again by a test that compares them. What is random or of today (a link's
secret, its address) is fixed where it would be seen.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, Page, Route

from app.kit import clock
from tests.browser import asking, phone, png
from tests.browser.records import content
from tests.browser.tablet import enqueue, enrolled
from tests.support.live import Live

SIZES = {"tablet": {"width": 820, "height": 1180}, "phone": {"width": 390, "height": 844}}
MOST_BYTES = 80_000
"""A picture in the documentation is no larger."""

LETTERS = "letters.txt"
"""Beside the pictures: `letters` of the machine that took them."""

TOKEN = "7k2m9qxa41zbc0te"
_LINKS = {
    "makeToken(now) {": f"makeToken(now) {{ return {{ token: '{TOKEN}', hash: '5a'.repeat(32) }};",
    "return `${location.origin}/s/": "return `https://stodlogg.example/s/",
}


def letters(browser: Browser) -> str:
    """How wide words are in this machine's fonts: lines break at other places where this differs."""
    with phone.phone(browser, script=True) as page:
        widths: list[float] = page.evaluate(
            """() => {
              const context = new OffscreenCanvas(1, 1).getContext('2d');
              context.font = '16px system-ui';
              return ['Vad vill du registrera?', 'هل كانت المحادثة مفيدة', 'ቋንቋ ምረጹ']
                .map((words) => context.measureText(words).width);
            }"""
        )
    return " ".join(f"{width:.1f}" for width in widths)


def take(browser: Browser, live: Live, folder: Path) -> list[Path]:
    """Every picture at every size, as `<screen>-<size>.png`."""
    tablet = enrolled(browser, live)
    cookies = tablet.context.storage_state()
    page = tablet.open()
    page.wait_for_function("async () => (await import('/form/static/links.js')).canMake()", polling=100)
    address = page.evaluate(
        """async () => {
          const links = await import('/form/static/links.js');
          return links.linkAddress((await links.makeToken()).token);
        }"""
    )
    tablet.close()
    made: list[Path] = []

    def picture(page: Page, name: str) -> None:
        page.mouse.move(1, 1)
        page.evaluate("() => { document.activeElement?.blur(); window.scrollTo(0, 0); }")
        made.append(folder / f"{name}.png")
        page.screenshot(path=made[-1], animations="disabled", caret="hide")

    for size, viewport in SIZES.items():
        with _form(browser, live, viewport, cookies) as page:
            _advisers(page, partial(_named, picture, page, size))
    with phone.phone(browser, "ar", script=True) as page:
        page.set_viewport_size(SIZES["phone"])  # type: ignore[arg-type]
        page.goto(f"{address}?lang=ar")
        picture(page, "parents-page-phone")
    with phone.phone(browser, script=True) as page:
        for one in made:
            png.make_smaller(page, one)
    return made


def _named(picture: Callable[[Page, str], None], page: Page, size: str, name: str) -> None:
    picture(page, f"{name}-{size}")


@contextmanager
def _form(browser: Browser, live: Live, viewport: object, cookies: object) -> Iterator[Page]:
    """The form on an enrolled tablet of a size, with a link's secret that is always the same."""
    context = browser.new_context(
        viewport=viewport,  # type: ignore[arg-type]
        locale="sv-SE",
        storage_state=cookies,  # type: ignore[arg-type]
        service_workers="block",
        reduced_motion="reduce",
    )
    context.route("**/form/static/links.js", _fixed_secret)
    # It has been enrolled this minute: no wonder that its memory is empty.
    context.add_init_script("sessionStorage.setItem('stodlogg-enrolled-now', 'yes')")
    page = context.new_page()
    page.goto(f"{live.url}/form/")
    page.wait_for_selector(".tile")
    try:
        yield page
    finally:
        context.close()


def _fixed_secret(route: Route) -> None:
    reply = route.fetch()
    text = reply.text()
    for found, instead in _LINKS.items():
        assert found in text, "links.js has changed: fix the picture's stand-in"
        text = text.replace(found, instead)
    route.fulfill(response=reply, body=text)


def _advisers(page: Page, picture: Callable[[str], None]) -> None:
    picture("home")
    asking.begin(page, month=f"{clock.today():%Y-%m}", mothers=1, fathers=1)
    picture("session")
    asking.show_links(page)
    asking.make_link(page, "Pappa")
    picture("link")
    page.get_by_role("link", name="Klar").click()
    page.wait_for_selector("form.questions")
    asking.hand_over(page, "Mamma")
    picture("languages")
    page.get_by_role("button", name="العربية", exact=True).click()
    page.locator(".parent-introduction .primary").click()
    picture("question-arabic")
    asking.take_back(page)
    page.get_by_role("button", name="Granska").click()
    page.wait_for_selector("dl.facts")
    picture("summary")
    page.context.route("**/api/v1/**", lambda route: route.abort())
    for number, activity in enumerate(("counselling-session", "theme-meeting"), 1):
        enqueue(page, activity, content(activity), id=f"{number}0000000-0000-4000-8000-000000000000")
    page.evaluate("() => { location.hash = '#/waiting'; }")
    page.get_by_text("Ingen kontakt med tjänsten.").wait_for()
    picture("waiting")
