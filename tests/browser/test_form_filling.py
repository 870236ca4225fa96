"""Registering: every activity from its description, one minute, the summary, what the tablet remembers."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from app.access.roles import Role
from app.activities.registry import EVENTS
from tests.browser import added_field
from tests.browser.filling import Taps, facts, fill, group, keep, open_form, review
from tests.browser.tablet import Tablet, counts, enrolled, stored, wait_for_counts
from tests.support.live import Live
from tests.support.service import Templates

ADVISERS = [activity for activity in EVENTS if activity.filed_by == "adviser"]
WITH_PROGRAMME = "jarva"
"""Its programmes began in two districts that it has taken the place of."""
PROGRAM = Path(added_field.__file__)
TAPS = 12
"""What a returning adviser needs at most for a typical counselling session."""


def sent(page: Page) -> list[dict[str, Any]]:
    """What the tablet remembers of the records that it has sent."""
    wait_for_counts(page)
    return list(stored(page)["sent"].values())


def on_server(live: Live, page: Page, path: str) -> dict[str, Any]:
    """The content of the one record that was sent, as the service has it."""
    (one,) = sent(page)
    client: httpx.Client = live.account(Role.COORDINATOR)
    reply = client.get(f"/api/v1/{path}/{one['id']}")
    assert reply.status_code == 200, reply.text
    content: dict[str, Any] = reply.json()["content"]
    return content


@pytest.mark.parametrize("activity", ADVISERS, ids=lambda one: one.name)
def test_every_activity_is_filled_in_and_filed(
    new_tablet: Callable[..., Tablet], live: Live, activity: Any
) -> None:
    page = new_tablet(district=WITH_PROGRAMME).open()
    page.locator(f'a.tile[href="#/new/{activity.name}"]').tap()
    page.wait_for_selector("form.questions")
    fill(page)
    review(page)
    told = facts(page)
    keep(page)
    content = on_server(live, page, activity.path)
    assert content["district"] == WITH_PROGRAMME
    assert told["Stadsdel"] == "Järva"
    schema = activity.schema.model_fields
    assert {name for name, field in schema.items() if field.is_required()} <= content.keys()
    assert stored(page)["drafts"] == {}


def test_a_typical_session_takes_a_returning_adviser_twelve_taps(page: Page, live: Live) -> None:
    open_form(page, "counselling-session")
    fill(page)
    review(page)
    keep(page)
    sent(page)
    page.evaluate("location.reload()")
    page.wait_for_selector(".tile")
    page.evaluate(
        "() => { window.typed = 0; addEventListener('keydown', () => { window.typed += 1; }, true); }"
    )

    taps = Taps(page)
    taps.on(page.locator(".tile", has_text="Råd- och stödsamtal"))
    page.wait_for_selector("form.questions")
    taps.press("Mammor: en till")
    taps.press("Barn som var med: en till")
    taps.press("Barn i familjen: en till")
    taps.choose("Barnens åldrar", "0–6 år")
    taps.choose("Vilket samtal i ordningen", "Första samtalet")
    taps.choose("Annat språk behövdes", "Nej")
    taps.choose("Hur föräldern hittade hit", "Barnmorskemottagningen")
    taps.choose("Nästa steg", "Nytt samtal")
    taps.press("Granska")
    page.wait_for_selector("dl.facts")
    told = facts(page)
    taps.press("Spara")
    expect(page.get_by_role("heading", name="Sparat på plattan")).to_be_visible()

    assert taps.number <= TAPS
    assert page.evaluate("window.typed") == 0
    assert told["Vilka var med"] == "Mammor 1 · Pappor 0 · Andra vuxna 0 · Barn som var med 1"
    assert told["Plats"].startswith("Socialtjänstens öppenvård")
    assert "som förra gången" in told["Plats"]  # what was remembered is seen before it is sent
    assert "som förra gången" in told["Bostadsområde"]
    wait_for_counts(page)
    assert len(stored(page)["sent"]) == 2


@pytest.fixture
def more_asked(templates: Templates, tmp_path: Path) -> Iterator[Live]:
    database_url = templates.sqlite(tmp_path / "stodlogg.db", "stockholm")
    with Live(database_url, "stockholm", tmp_path, program=[str(PROGRAM)]) as running:
        yield running


def test_a_field_added_to_a_schema_appears_and_is_filed(browser: Browser, more_asked: Live) -> None:
    tablet = enrolled(browser, more_asked)
    try:
        page = tablet.open()
        open_form(page, "counselling-session")
        expect(group(page, "Fick vänta länge")).to_be_visible()
        expect(group(page, "Väntade var")).to_be_hidden()
        fill(page)
        expect(group(page, "Väntade var")).to_be_visible()
        review(page)
        told = facts(page)
        assert [told[sv] for sv, _ in added_field.LABELS.values()] == ["Ja", "I hemmet", "1", "2.5"]
        keep(page)
        content = on_server(more_asked, page, "counselling-sessions")
        assert {name: content[name] for name in added_field.LABELS} == {
            "waited_long": "yes",
            "waiting_place": "home",
            "siblings_too": 1,
            "mean_wait": 2.5,
        }
    finally:
        tablet.close()


def test_not_known_is_one_tap_for_every_fact_that_may_be(page: Page) -> None:
    open_form(page, "counselling-session")
    optional = page.locator("fieldset.question:not([hidden])").filter(has=page.locator("label.state"))
    assert optional.count() == 9  # the four counters stand in one frame
    for box in page.locator("fieldset.question:not([hidden]) label.state").all():
        box.tap()
    review(page)
    known = {name for name, words in facts(page).items() if "Uppgift saknas" not in words}
    assert known == {"Stadsdel", "När", "Svar på brukarfrågorna"}


def test_a_total_is_added_up_and_a_part_that_is_not_known_opens_it(page: Page) -> None:
    open_form(page, "theme-meeting")
    page.get_by_role("button", name="Kvinnor: 10 till").tap()
    page.get_by_role("button", name="Män: en till").tap()
    total = page.get_by_role("textbox", name="Deltagare totalt")
    expect(total).to_have_value("11")
    expect(total).to_have_attribute("readonly", "")
    page.get_by_role("group", name="Män", exact=True).locator("label.state").tap()
    expect(total).not_to_have_attribute("readonly", "")


def test_what_does_not_apply_is_not_asked_and_not_sent(new_tablet: Callable[..., Tablet], live: Live) -> None:
    page = new_tablet(district=WITH_PROGRAMME).open()
    open_form(page, "home-visit")
    expect(group(page, "Vilka var med")).to_be_hidden()
    taps = Taps(page)
    taps.choose("Blev besöket av", "Genomfört")
    expect(group(page, "Vilka var med")).to_be_visible()
    page.get_by_role("button", name="Mammor: en till").tap()
    taps.choose("Blev besöket av", "Uteblivet")
    expect(group(page, "Vilka var med")).to_be_hidden()
    taps.choose("Hembesöksprogram", "Rinkeby")
    taps.choose("Vilket besök i ordningen", "Besök 2")
    taps.choose("Varför besöket uteblev", "Ingen var hemma")
    review(page)
    keep(page)
    content = on_server(live, page, "home-visits")
    assert content["mothers"] == "does-not-apply"  # what had been counted before is not sent
    assert content["missed_reason"] == "nobody-home"


def test_only_a_districts_own_programmes_are_offered_and_none_means_no_tile(
    page: Page, new_tablet: Callable[..., Tablet]
) -> None:
    assert page.locator('a.tile[href="#/new/home-visit"]').count() == 0  # Farsta has none
    other = new_tablet(district=WITH_PROGRAMME).open()
    open_form(other, "home-visit")
    assert group(other, "Hembesöksprogram").locator("label.choice").all_inner_texts() == [
        "Spånga-Tensta",
        "Husby/Kista",
        "Rinkeby",
    ]


def test_long_lists_show_what_the_tablet_uses_first_and_can_be_searched(page: Page) -> None:
    open_form(page, "counselling-session")
    routes = group(page, "Hur föräldern hittade hit")
    routes.get_by_role("button", name="Visa alla 24").tap()
    routes.get_by_role("searchbox").fill("trossam")
    expect(routes.locator("label.choice:visible")).to_have_text(["Trossamfund"])
    routes.locator("label.choice:visible").tap()
    fill(page)
    review(page)
    keep(page)
    open_form(page, "counselling-session")
    expect(group(page, "Hur föräldern hittade hit").locator("label.choice").first).to_have_text("Trossamfund")


def test_a_draft_keeps_the_month_and_never_the_day(page: Page) -> None:
    open_form(page, "counselling-session")
    Taps(page).choose("När", "Annan dag")
    page.get_by_label("Vilken dag").fill("2026-09-17")
    expect(group(page, "När")).to_contain_text("Bara månaden sparas: september 2026")
    Taps(page).choose("Plats", "Telefon")
    expect(group(page, "Plats").locator("label.choice:has(:checked)")).to_have_text("Telefon")
    page.evaluate(
        "async () => (await import('/form/static/form-state.js')).save()"
    )  # what is under way is done
    drafts = stored(page)["drafts"]
    assert drafts["counselling-session"]["values"] == {"month": "2026-09", "arena": "telephone"}
    assert "2026-09-17" not in str(stored(page))

    page.reload()
    page.wait_for_selector("form.questions")
    expect(page.get_by_text("Du fortsätter där du var.")).to_be_visible()
    expect(group(page, "När").locator("label.choice:has(:checked)")).to_contain_text("september 2026")
    expect(group(page, "Plats").locator("label.choice:has(:checked)")).to_have_text("Telefon")

    page.get_by_role("button", name="Börja om").tap()
    page.get_by_role("button", name="Ja, börja om").tap()
    expect(page.get_by_text("Du fortsätter där du var.")).to_have_count(0)
    assert counts(page)["waiting"] == 0
    assert stored(page)["drafts"] == {}


def test_what_was_just_saved_can_be_changed(page: Page, live: Live) -> None:
    open_form(page, "collaboration-activity")
    fill(page)
    review(page)
    keep(page)
    before = sent(page)
    page.get_by_role("link", name="Ändra det jag nyss sparade").tap()
    page.wait_for_selector("form.questions")
    Taps(page).choose("Slag av aktivitet", "Styrgrupp")
    review(page)
    keep(page)
    wait_for_counts(page)
    after = sent(page)
    assert [one["id"] for one in after] == [one["id"] for one in before]
    assert on_server(live, page, "collaboration-activities")["kind"] == "steering-group"


def test_a_meetings_poster_is_put_up_before_the_meeting_is_filed(page: Page, live: Live) -> None:
    """The draft has its id from then on, and the meeting is filed under it."""
    open_form(page, "theme-meeting")
    page.get_by_role("button", name="Affisch med QR-kod").tap()
    page.wait_for_url("**/posters#theme-meeting/**")
    record = page.url.rpartition("/")[2]
    expect(page.locator("#for-meeting")).to_be_visible()
    page.goto(f"{live.url}/form/#/new/theme-meeting")
    page.wait_for_selector("form.questions")
    fill(page)
    review(page)
    keep(page)
    assert [one["id"] for one in sent(page)] == [record]
