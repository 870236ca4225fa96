"""A parent's own phone: old, small, in another language, without scripts, and it takes no cookie along."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, Response

SCREEN = {"width": 360, "height": 640}
PAGE_LIMIT = 50_000
"""Bytes that a parent's page may be in all."""


@contextmanager
def phone(browser: Browser, language: str = "ar", *, script: bool = False) -> Iterator[Page]:
    """A page of a phone that has never been here before."""
    context = browser.new_context(
        viewport=SCREEN,  # type: ignore[arg-type]
        locale=language,
        extra_http_headers={"Accept-Language": f"{language},en;q=0.5"},
        java_script_enabled=script,
        service_workers="block",
    )
    try:
        yield context.new_page()
    finally:
        context.close()


def answer(page: Page, number: int = 0) -> None:
    """Choose that answer to each question, and send."""
    for group in page.locator("fieldset").all():
        group.locator("label").nth(number).click()
    page.locator("form button").click()
    page.wait_for_url("**/s/thanks**")


def weigh(page: Page, url: str) -> tuple[int, int]:
    """Bytes (headers included) and requests that opening an address took."""
    got: list[Response] = []

    def note(response: Response) -> None:
        got.append(response)

    page.on("response", note)
    page.goto(url)
    page.remove_listener("response", note)
    sizes = [one.request.sizes() for one in got]
    return sum(one["responseBodySize"] + one["responseHeadersSize"] for one in sizes), len(got)
