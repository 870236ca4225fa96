"""Registering: every activity from its description, one minute, the summary, what the tablet remembers."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from app.access.roles import Role
from app.activities.registry import EVENTS
from tests.browser import added_field
from tests.browser.asking import begin, make_link, show_links
from tests.browser.filling import SAVED, Taps, facts, fill, group, keep, open_form, review
from tests.browser.tablet import counts, enrolled, stored, wait_for_counts
from tests.support.live import Live
from tests.support.service import Templates

ADVISERS = [activity for activity in EVENTS if activity.filed_by == "adviser"]
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


@pytest.fixture
def live(served: Live) -> Live:
    """The shared service: what is looked at is found by its id."""
    return served


@pytest.fixture
def page(clean: Page) -> Page:
    return clean


@pytest.mark.parametrize("activity", ADVISERS, ids=lambda one: one.name)
def test_every_activity_is_filled_in_and_filed(clean_in_jarva: Page, live: Live, activity: Any) -> None:
    page = clean_in_jarva
    page.locator(f'a.tile[href="#/new/{activity.name}"]').tap()
    page.wait_for_selector("form.questions")
    fill(page)
    review(page)
    told = facts(page)
    keep(page)
    content = on_server(live, page, activity.path)
    assert content["district"] == "jarva"
    assert told["Stadsdelsförvaltning"] == "Järva"
    schema = activity.schema.model_fields
    assert {name for name, field in schema.items() if field.is_required()} <= content.keys()
    assert stored(page)["drafts"] == {}


def _typical_session(taps: Taps) -> None:
    """Thirteen answers, with a language and two next steps; place and area only where they are open."""
    for question, answer in (("Plats", "Öppna förskolan"), ("Bostadsområde", "Hökarängen")):
        if not group(taps.page, question).locator("input:checked").count():
            taps.choose(question, answer)
    for who in ("Mammor", "Pappor", "Barn som var med", "Barn i familjen"):
        taps.press(f"{who}: en till")
    taps.choose("Barnens åldrar", "0–6 år")
    taps.choose("Vilket samtal i ordningen", "Första samtalet")
    taps.choose("Annat språk behövdes", "Ja: Somaliska")  # two answers
    taps.choose("Hur föräldern hittade hit", "Barnmorskemottagningen")
    taps.choose("Nästa steg", "Nytt samtal")
    taps.choose("Nästa steg", "Öppna förskolan")


def test_a_typical_session_takes_a_returning_adviser_twelve_taps(page: Page, live: Live) -> None:
    page.evaluate(
        "() => { window.typed = 0; addEventListener('keydown', () => { window.typed += 1; }, true); }"
    )
    needed, told = [], ""
    for _ in ("new here", "returning"):
        taps = Taps(page)
        taps.on(page.locator(".tile", has_text="Råd- och stödsamtal"))
        page.wait_for_selector("form.questions")
        _typical_session(taps)
        told = page.locator(".so-far").inner_text().replace("\xa0", " ")
        taps.press("Spara")
        expect(page.get_by_role("heading", name=SAVED)).to_be_visible()
        needed.append(taps.number)

    assert needed[0] == needed[1] + 2, "the place and the area are those of last time"
    assert needed[1] <= TAPS, needed
    assert page.evaluate("window.typed") == 0
    # All of it is seen before it is saved, and what was remembered is marked.
    for words in (
        "Mammor 1 · Pappor 1 · Andra vuxna 0 · Barn som var med 1", "Somaliska",
        "Nytt samtal, Öppna förskolan", "Öppna förskolan som förra gången", "Hökarängen som förra gången",
    ):  # fmt: skip
        assert words in told, told
    wait_for_counts(page)
    contents = [live.account(Role.COORDINATOR).get(f"/api/v1/counselling-sessions/{one}").json()["content"]
                for one in stored(page)["sent"]]  # fmt: skip
    assert len(contents) == 2
    assert contents[0] == contents[1]
    assert contents[0]["other_language_needed"] == "yes"
    assert contents[0]["language"] == "somali"


def test_a_yes_and_the_answer_behind_it_are_one_tap_and_can_be_two(page: Page) -> None:
    open_form(page, "counselling-session")
    taps = Taps(page)
    needed, which = group(page, "Annat språk behövdes"), group(page, "Vilket språk")
    taps.choose("Annat språk behövdes", "Ja: Arabiska")
    expect(needed.locator("label.choice:has(:checked)")).to_have_text("Ja: Arabiska")
    expect(which.locator("label.choice:has(:checked)")).to_have_text("Arabiska")
    taps.choose("Vilket språk", "Turkiska")
    expect(needed.locator("label.choice:has(:checked)")).to_have_text("Ja")
    taps.choose("Annat språk behövdes", "Nej")
    expect(which).to_be_hidden()


def test_a_districts_only_programme_is_chosen_already_and_several_are_not(
    browser: Browser, live: Live, clean_in_jarva: Page
) -> None:
    open_form(clean_in_jarva, "home-visit")
    assert group(clean_in_jarva, "Hembesöksprogram").locator("input:checked").count() == 0
    tablet = enrolled(browser, live, district="skarholmen", keeps=False)
    page = tablet.open()
    open_form(page, "home-visit")
    expect(group(page, "Hembesöksprogram").locator("label.choice:has(:checked)")).to_have_text("Skärholmen")
    # Nothing else is: neither what is not known nor anything of the family.
    assert page.locator("form.questions input:checked").count() == 2  # and the day
    tablet.close()


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
        _fill_the_list(page)
        review(page)
        told = facts(page)
        assert [told[sv] for sv, _ in added_field.LABELS.values()] == ["Ja", "I hemmet", "1", "2.5", "2"]
        keep(page)
        content = on_server(more_asked, page, "counselling-sessions")
        assert {name: content[name] for name in added_field.LABELS} == {
            "waited_long": "yes",
            "waiting_place": "home",
            "siblings_too": 1,
            "mean_wait": 2.5,
            "contacts_before": [
                {"contact_place": "child-health-centre", "contact_times": 2},
                {"contact_place": "home", "contact_times": 1},
            ],
        }
    finally:
        tablet.close()


def _fill_the_list(page: Page) -> None:
    """Three rows, one of them taken away again; what is missing in a row is told at its own place."""
    contacts = group(page, "Kontakter före")
    rows = contacts.get_by_role("group", name="Kontakter före, rad")
    for number in (1, 2, 3):
        contacts.get_by_role("button", name="Lägg till en rad").tap()
        expect(rows).to_have_count(number)
        expect(rows.last.locator("input").first).to_be_focused()
    contacts.get_by_role("button", name="Ta bort rad 2").tap()
    expect(rows).to_have_count(2)
    expect(contacts.get_by_role("button", name="Lägg till en rad")).to_be_focused()
    page.get_by_role("button", name="Granska").tap()
    errors = page.get_by_role("alert", name="uppgifter behöver du titta på").get_by_role("link")
    expect(errors).to_have_count(4)
    expect(errors.first).to_have_text("Kontakter före: Välj ett svar.")
    for number, place in ((1, "child-health-centre"), (2, "home")):
        row = rows.nth(number - 1)
        row.locator(f'label.choice:has(input[value="{place}"])').tap()
        for _ in range(3 - number):
            row.get_by_role("button", name="Antal kontakter: en till").tap()


def test_not_known_is_one_tap_for_every_fact_that_may_be(page: Page) -> None:
    open_form(page, "counselling-session")
    optional = page.locator("fieldset.question:not([hidden])").filter(has=page.locator("label.state"))
    assert optional.count() == 9  # the four counters stand in one frame
    for box in page.locator("fieldset.question:not([hidden]) label.state").all():
        box.tap()
    review(page)
    known = {name for name, words in facts(page).items() if "Uppgift saknas" not in words}
    assert known == {"Stadsdelsförvaltning", "När", "Svar på brukarfrågorna"}
    keep(page)
    open_form(page, "counselling-session")  # of the next family it is asked again
    assert page.locator("form.questions input:checked").count() == 1  # the day


def test_a_total_is_added_up_and_a_part_that_is_not_known_opens_it(page: Page) -> None:
    open_form(page, "theme-meeting")
    page.get_by_role("button", name="Kvinnor: 10 till").tap()
    page.get_by_role("button", name="Män: en till").tap()
    total = page.get_by_role("textbox", name="Deltagare totalt")
    expect(total).to_have_value("11")
    expect(total).to_have_attribute("readonly", "")
    page.get_by_role("group", name="Män", exact=True).locator("label.state").tap()
    expect(total).not_to_have_attribute("readonly", "")


def test_what_does_not_apply_is_not_asked_and_not_sent(clean_in_jarva: Page, live: Live) -> None:
    page = clean_in_jarva
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
    page: Page, clean_in_jarva: Page
) -> None:
    assert page.locator('a.tile[href="#/new/home-visit"]').count() == 0  # Farsta has none
    other = clean_in_jarva
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


def test_that_a_form_goes_on_is_told_when_it_was_left_and_only_then(page: Page) -> None:
    told = page.get_by_text("Du fortsätter där du var.")
    open_form(page, "counselling-session")
    fill(page)
    expect(told).to_have_count(0)
    for there in ("Granska", "Lämna över plattan", "Visa svarslänk"):
        page.get_by_role("button" if there == "Granska" else "link", name=there).tap()
        page.wait_for_selector("form.questions", state="detached")
        page.go_back()
        page.wait_for_selector("form.questions")
        expect(told).to_have_count(0)
    page.get_by_role("link", name="Fortsätt senare").tap()
    page.locator(".tile", has_text="Påbörjad").tap()
    expect(told).to_be_visible()
    page.evaluate("location.hash = '#/'")
    page.locator('a.tile[href="#/new/theme-meeting"]').tap()
    page.wait_for_selector("form.questions")
    expect(told).to_have_count(0)  # another form was left, not this one


def test_fewer_than_were_given_links_is_explained_at_the_number(page: Page) -> None:
    begin(page, mothers=2, fathers=0)
    page.wait_for_function("async () => (await import('/form/static/links.js')).canMake()", polling=100)
    show_links(page)
    make_link(page, "Mamma")
    page.get_by_role("button", name="En svarslänk till").click()
    make_link(page, "Mamma")
    page.get_by_role("link", name="Klar").click()
    page.get_by_role("button", name="Mammor: en färre").tap()
    page.get_by_role("button", name="Granska").tap()
    expect(page.locator("#q-mothers-error")).to_have_text(
        "Fler har svarat eller fått en svarslänk än som var med. Ändra antalet."
    )
    page.get_by_role("button", name="Mammor: en till").tap()
    review(page)


def test_a_tablet_of_a_district_that_was_merged_goes_on_for_the_new_one(browser: Browser, live: Live) -> None:
    """It needs no new code; what happened before the merger is filed for the district of that time."""
    tablet = enrolled(browser, live, district="rinkeby-kista")
    page = tablet.open()
    expect(page.locator("#place")).to_have_text("Järva")
    open_form(page, "counselling-session")
    fill(page)
    review(page)
    assert facts(page)["Stadsdelsförvaltning"] == "Järva"
    keep(page)
    assert on_server(live, page, "counselling-sessions")["district"] == "jarva"
    then = page.evaluate(
        """async () => {
          const state = await import('/form/static/form-state.js');
          return [state.district('2022-05'), state.districtName('2022-05')];
        }"""
    )
    assert then == ["rinkeby-kista", "Rinkeby-Kista"]
    tablet.close()


def test_what_was_just_saved_can_be_changed(page: Page, live: Live) -> None:
    open_form(page, "collaboration-activity")
    fill(page)
    review(page)
    keep(page)
    before = sent(page)
    page.get_by_role("link", name="Ändra det jag nyss sparade").tap()
    page.wait_for_selector("form.questions")
    Taps(page).choose("Typ av aktivitet", "Styrgrupp")
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
