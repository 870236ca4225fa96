"""Which day and month it is: the municipality's, by the service's clock, over nights, with wrong clocks."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Request, Route, expect

from tests.browser.filling import Taps, fill, group, keep, open_form, review
from tests.browser.records import content
from tests.browser.tablet import Tablet, enqueue, enrolled, stored, until, wait_for_counts
from tests.support.live import Live

MONDAY = datetime(2026, 8, 31, 14, 0, tzinfo=UTC)
"""31 August, 16:00 in Stockholm."""


class Service:
    """The served Stödlogg as it would answer at another time, or not at all."""

    def __init__(self, at: datetime) -> None:
        self.at = at
        self.away = False
        self.asked: list[Request] = []
        self.instead: dict[str, Any] | None = None
        """What a record is answered with, in place of the service's own answer."""

    def __call__(self, route: Route) -> None:
        self.asked.append(route.request)
        date = format_datetime(self.at, usegmt=True)
        if self.away:
            route.abort()
        elif self.instead is not None and route.request.method == "PUT":
            route.fulfill(status=201, json=self.instead, headers={"date": date})
        else:
            reply = route.fetch()
            route.fulfill(response=reply, headers={**reply.headers, "date": date})


@pytest.fixture
def made(browser: Browser, served: Live) -> Iterator[list[Tablet]]:
    tablets: list[Tablet] = []
    yield tablets
    for one in tablets:
        one.context.unroute_all(behavior="ignoreErrors")
        one.close()


@pytest.fixture
def begun(browser: Browser, served: Live, made: list[Tablet]) -> Any:
    """`begun(at, service, zone=...)`: the form on a tablet with that clock, and the service beside it."""

    def begin(at: datetime, service: datetime | None = None, zone: str = "Europe/Stockholm") -> Any:
        tablet = enrolled(browser, served, keeps=False, timezone_id=zone)
        made.append(tablet)
        answering = Service(service or at)
        tablet.context.route("**/api/v1/**", answering)
        page = tablet.page()
        page.clock.install(time=at)
        page.goto(f"{tablet.url}/form/")
        page.wait_for_selector(".tile")
        page.wait_for_load_state("networkidle")  # the time is heard from every reply, also from a late one
        return page, answering

    return begin


def when(page: Page) -> Any:
    return group(page, "När")


def chosen(page: Page) -> Any:
    return when(page).locator("label.choice:has(:checked)")


def today(page: Page) -> str:
    day: str = page.evaluate("async () => (await import('/form/static/today.js')).today()")
    return day


def test_a_form_left_open_over_night(begun: Any) -> None:
    page, service = begun(MONDAY)
    open_form(page, "counselling-session")
    expect(chosen(page)).to_have_text("I dagmåndag 31 augusti")
    page.clock.fast_forward("39:00:00")
    expect(chosen(page)).to_have_text("I dagonsdag 2 september")
    expect(when(page)).to_contain_text("Bara månaden sparas: september 2026")

    Taps(page).choose("När", "I går")
    page.clock.fast_forward("24:00:00")
    expect(chosen(page)).to_have_text("Annan dag")
    expect(page.get_by_label("Vilken dag")).to_have_value("2026-09-01")
    service.at += timedelta(hours=63)
    fill(page)
    review(page)
    keep(page)
    open_form(page, "counselling-session")  # another family, another day
    expect(chosen(page)).to_have_text("I dagtorsdag 3 september")


def test_a_day_that_was_chosen_stays_that_day_in_its_month(begun: Any) -> None:
    page, _ = begun(MONDAY)
    open_form(page, "collaboration-activity")
    Taps(page).choose("När", "I går")
    page.clock.fast_forward("39:00:00")
    expect(page.get_by_label("Vilken dag")).to_have_value("2026-08-30")
    expect(when(page)).to_contain_text("Bara månaden sparas: augusti 2026")


def test_a_form_that_was_left_for_later_keeps_its_month(begun: Any) -> None:
    page, _ = begun(MONDAY)
    open_form(page, "collaboration-activity")
    Taps(page).choose("Typ av aktivitet", "Styrgrupp")
    page.evaluate("location.hash = '#/'")
    page.wait_for_selector(".tile")
    page.clock.fast_forward("39:00:00")
    open_form(page, "collaboration-activity")
    expect(chosen(page)).to_contain_text("augusti 2026")


MOMENTS = {
    "2026-08-31T16:30:00Z": ("2026-08-31", "2026-08-30"),  # 00:30 on 1 September in Shanghai
    "2026-08-31T22:30:00Z": ("2026-09-01", "2026-08-31"),  # still 31 August in London and Los Angeles
    "2026-03-28T23:30:00Z": ("2026-03-29", "2026-03-28"),  # the night that lacks an hour, before it
    "2026-03-29T22:15:00Z": ("2026-03-30", "2026-03-29"),  # 00:15, the day before had 23 hours
    "2026-10-24T22:30:00Z": ("2026-10-25", "2026-10-24"),  # the day of 25 hours, at its start
    "2026-10-25T22:30:00Z": ("2026-10-25", "2026-10-24"),  # and at its end: 24 hours ago is the same day
    "2026-12-31T23:30:00Z": ("2027-01-01", "2026-12-31"),
    "2028-02-28T23:30:00Z": ("2028-02-29", "2028-02-28"),
    "2028-02-29T23:30:00Z": ("2028-03-01", "2028-02-29"),
    "2027-02-28T23:30:00Z": ("2027-03-01", "2027-02-28"),
}
"""Today and yesterday in Stockholm."""

DAYS = """async (moments) => {
  const { dayOf } = await import('/form/static/today.js');
  const { dayBefore, dayText } = await import('/form/static/calendar.js');
  return moments.map((one) => {
    const day = dayOf(new Date(one));
    return [day, dayBefore(day), dayText(day)];
  });
}"""


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/Los_Angeles"])
def test_the_month_is_the_municipalitys_wherever_the_tablet_thinks_it_is(begun: Any, zone: str) -> None:
    page, _ = begun(datetime(2026, 8, 31, 16, 30, tzinfo=UTC), zone=zone)
    found = page.evaluate(DAYS, list(MOMENTS))
    assert [tuple(one[:2]) for one in found] == list(MOMENTS.values())
    assert all(int(text.split()[1]) == int(day[8:]) for day, _, text in found)
    open_form(page, "collaboration-activity")
    expect(chosen(page)).to_have_text("I dagmåndag 31 augusti")
    fill(page)
    review(page)
    keep(page)
    wait_for_counts(page)
    (sent,) = stored(page)["sent"].values()
    assert sent["month"] == "2026-08"


@pytest.mark.parametrize("days", [-40, 1])
def test_a_wrong_clock_is_corrected_and_one_put_right_is_believed(begun: Any, days: int) -> None:
    page, service = begun(MONDAY + timedelta(days=days), MONDAY)
    until(lambda: today(page) == "2026-08-31")
    expect(page.locator("#banner")).to_contain_text("Plattans klocka går fel")
    service.away = True
    page.clock.fast_forward("10:00:00")  # it stays wrong while there is no network
    assert today(page) == "2026-09-01"
    page.clock.set_system_time(MONDAY + timedelta(hours=10, minutes=3))  # somebody puts it right
    page.clock.run_for(61_000)
    expect(page.locator("#banner")).not_to_contain_text("går fel")
    assert today(page) == "2026-09-01"
    page.clock.fast_forward("24:00:00")
    assert today(page) == "2026-09-02"
    page.reload()
    page.wait_for_selector("h1")
    assert today(page) == "2026-09-02", "nothing is left of the correction in another run of the app"


def test_what_was_refused_as_in_the_future_is_sent_when_its_month_has_begun(begun: Any) -> None:
    now = datetime.now(UTC)
    later = (now.replace(day=1) + timedelta(days=70)).strftime("%Y-%m")
    page, service = begun(now)
    early = enqueue(page, "collaboration-activity", content("collaboration-activity", month=later))
    wrong = enqueue(page, "collaboration-activity", content("collaboration-activity", kind="moon"))
    wait_for_counts(page, refused=2)
    page.evaluate("location.hash = '#/waiting'")
    expect(page.locator(f'.entry[data-id="{early}"]')).to_contain_text(
        "skickas av sig själv när den har börjat"
    )
    expect(page.locator(f'.entry[data-id="{wrong}"]')).not_to_contain_text("av sig själv")
    service.asked.clear()
    page.clock.fast_forward("24:00:00")
    assert not [one for one in service.asked if one.method == "PUT"], "tomorrow is too early"
    service.at = datetime.fromisoformat(f"{later}-01T03:00:00+00:00")
    service.instead = {"verdict": "created", "hash": "ab" * 32}
    page.clock.fast_forward(int((service.at - now - timedelta(hours=24)).total_seconds() * 1000))
    wait_for_counts(page, refused=1)
    assert set(stored(page)["sent"]) == {early}
