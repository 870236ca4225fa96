"""A parent answers on the adviser's tablet: in their own language, unseen, with no way to anything else."""

import pytest
from playwright.sync_api import Page, expect

from app.activities.registry import BY_NAME
from tests.browser.asking import SESSION, answer_all, begin, hand_over, save, take_back
from tests.browser.records import Answered
from tests.browser.tablet import Tablet, ready, stored, wait_for_counts
from tests.support.live import Live

NO_ANSWER_IN_ARABIC = "لا أريد الإجابة"
YES_REALLY_IN_ARABIC = "نعم، بالتأكيد"
HARDLY_IN_ARABIC = "بالكاد"
ANSWERS_IN_ARABIC = [YES_REALLY_IN_ARABIC, HARDLY_IN_ARABIC, NO_ANSWER_IN_ARABIC]


@pytest.fixture
def answered(served: Live) -> Answered:
    return Answered(served)


def test_a_mother_answers_in_arabic_and_it_is_in_the_database_once(answered: Answered, session: Page) -> None:
    hand_over(session, "Mamma")
    session.get_by_role("button", name="العربية", exact=True).click()
    root = session.locator("html")
    expect(root).to_have_attribute("dir", "rtl")
    expect(root).to_have_attribute("lang", "ar")
    session.locator(".parent-introduction .primary").click()
    for number, one in enumerate(ANSWERS_IN_ARABIC, 1):
        expect(session.locator(".progress")).to_contain_text(f"{number}")
        session.get_by_role("button", name=one, exact=True).click()
    session.locator(".parent-send .primary").click()
    expect(session.locator("h1")).to_have_text("شكرًا!")
    take_back(session)
    expect(root).to_have_attribute("lang", "sv")
    expect(root).not_to_have_attribute("dir", "rtl")
    save(session)
    wait_for_counts(session)
    assert answered.now() == {
        ("with-record", "mother", "counselling-session-1", "helpful", "yes-really"): 1,
        ("with-record", "mother", "counselling-session-1", "strengthened", "hardly"): 1,
        ("with-record", "mother", "counselling-session-1", "accessible", "no-answer"): 1,
    }


def test_only_those_who_took_part_and_have_not_answered_can_be_chosen(session: Page) -> None:
    hand_over(session, "Pappa")
    answer_all(session, "Svenska", ["Ja", "Ja", "Jag vill inte svara"])
    take_back(session)
    session.get_by_role("link", name="Lämna över plattan").click()
    expect(session.locator(".tile")).to_have_text(["Mamma"])
    session.get_by_role("button", name="Mamma").click()
    answer_all(session, "Suomi", ["Kyllä", "Kyllä", "Kyllä"])
    take_back(session)
    session.get_by_role("link", name="Lämna över plattan").click()
    expect(session.get_by_text("Alla som var med har redan svarat")).to_be_visible()


def test_the_adviser_sees_how_many_answered_and_never_what(session: Page) -> None:
    hand_over(session)
    answer_all(session, "Svenska", ["Knappast", "Nej", "Delvis"])
    take_back(session)
    expect(session.get_by_text("1 deltagare har svarat på plattan.")).to_be_visible()
    for view in ("", "review"):
        if view:
            session.get_by_role("button", name="Granska").click()
            expect(session.get_by_text("1 svar", exact=True)).to_be_visible()
        for answer in ("Knappast", "Delvis"):
            assert session.get_by_text(answer, exact=True).count() == 0


def test_a_step_back_is_possible_before_the_end_and_changes_the_answer(session: Page) -> None:
    hand_over(session)
    session.get_by_role("button", name="English", exact=True).click()
    session.get_by_role("button", name="Begin").click()
    session.get_by_role("button", name="No", exact=True).click()
    session.get_by_role("button", name="Back").click()
    chosen = session.get_by_role("button", name="No", exact=True)
    expect(chosen).to_have_attribute("aria-pressed", "true")
    for _ in range(3):
        session.get_by_role("button", name="Yes", exact=True).click()
    session.get_by_role("button", name="Send the answers").click()
    expect(session.get_by_role("heading", name="Thank you!")).to_be_visible()
    take_back(session)
    answers = stored(session)["drafts"][SESSION]["values"]["answers"]
    assert [one["answers"] for one in answers] == [
        {"helpful": "yes", "strengthened": "yes", "accessible": "yes"}
    ]


def _is_the_end(page: Page) -> None:
    expect(page.locator(".parent-end")).to_be_visible()
    assert page.locator(".parent-question, form, .tile, header:visible, nav:visible").count() == 0
    assert page.locator("a:visible").count() == 0, "nothing leads anywhere"


def test_after_the_end_there_is_nothing_to_go_back_to(shared: Tablet, session: Page) -> None:
    hand_over(session)
    answer_all(session, "Polski", ["Tak", "Tak", "Nie"])
    _is_the_end(session)
    assert session.get_by_role("button").all_inner_texts() == ["För föräldrarådgivaren"]
    steps = 0
    while "/form/" in session.url:
        _is_the_end(session)
        session.go_back()
        steps += 1
    assert steps >= 2, "the form and the choice of who answers were before it"
    session.goto(f"{shared.url}/form/")
    ready(session)
    _is_the_end(session)
    session.reload()
    ready(session)
    _is_the_end(session)


@pytest.mark.parametrize("place", ["languages", "question", "end"])
def test_the_advisers_records_cannot_be_reached(shared: Tablet, session: Page, place: str) -> None:
    hand_over(session)
    if place == "question":
        session.get_by_role("button", name="Svenska", exact=True).click()
        session.get_by_role("button", name="Börja").click()
    elif place == "end":
        answer_all(session, "Svenska", ["Ja", "Ja", "Ja"])
    for address in (
        "#/",
        "#/sent",
        "#/waiting",
        f"#/new/{SESSION}",
        "#/device",
        "#/link/" + SESSION,
        "#/enrol",
    ):
        session.evaluate("address => { location.hash = address }", address)
        session.wait_for_function("() => location.hash.startsWith('#/handover/')")
        expect(session.locator(f".parent-{place}")).to_be_visible()
        assert session.locator("a:visible, nav:visible, header:visible").count() == 0
    for _ in range(12):
        session.keyboard.press("Tab")
        focused = session.evaluate("document.activeElement.closest('main, body') .tagName")
        assert focused in ("MAIN", "BODY"), "the keyboard does not leave the parent's screen"
    other = shared.open("#/sent")
    expect(other.locator(".parent-languages, .parent-end")).to_be_visible()


def test_a_parent_who_reloads_begins_anew_with_nothing_shown(session: Page) -> None:
    hand_over(session)
    session.get_by_role("button", name="Svenska", exact=True).click()
    session.get_by_role("button", name="Börja").click()
    session.get_by_role("button", name="Nej", exact=True).click()
    session.reload()
    ready(session)
    expect(session.locator(".parent-languages")).to_be_visible()
    answer_all(session, "Svenska", ["Ja", "Ja", "Ja"])
    take_back(session)
    expect(session.get_by_text("1 deltagare har svarat på plattan.")).to_be_visible()


def test_what_was_answered_before_the_tablet_was_taken_back_too_early_is_not_kept(session: Page) -> None:
    hand_over(session)
    session.get_by_role("button", name="Svenska", exact=True).click()
    session.get_by_role("button", name="Börja").click()
    session.get_by_role("button", name="Nej", exact=True).click()
    session.get_by_role("button", name="För föräldrarådgivaren").click()
    expect(session.get_by_text("sparas inget av svaren")).to_be_visible()
    session.get_by_role("button", name="Nej, tillbaka").click()
    expect(session.locator(".parent-question")).to_be_visible()
    take_back(session)
    expect(session.get_by_text("Ingen har svarat på plattan än.")).to_be_visible()
    assert "answers" not in stored(session)["drafts"][SESSION]["values"]


def test_taking_back_takes_three_acts_by_keyboard_too(session: Page) -> None:
    hand_over(session)
    session.get_by_role("button", name="För föräldrarådgivaren").press("Enter")
    session.get_by_role("button", name="Ta tillbaka plattan").press("Enter")
    hint = session.get_by_role("alert").filter(has_text="Kryssa först i rutan.")
    expect(hint).to_be_visible()
    box = session.get_by_label("Jag är föräldrarådgivaren och har fått tillbaka plattan")
    expect(box).to_be_focused()
    box.press("Space")
    session.get_by_role("button", name="Ta tillbaka plattan").press("Enter")
    expect(session.locator("form.questions")).to_be_visible()


def test_a_whole_visit_by_keyboard_with_the_focus_on_what_is_new(session: Page) -> None:
    hand_over(session)
    session.get_by_role("button", name="Türkçe", exact=True).press("Enter")
    for screen in ("introduction", "question", "question", "question", "send"):
        heading = session.locator(f".parent-{screen} h1")
        expect(heading).to_be_focused()
        session.keyboard.press("Tab")
        session.keyboard.press("Enter")
    expect(session.locator(".parent-end h1")).to_be_focused()


def test_twelve_languages_each_in_its_own_name_and_direction(session: Page) -> None:
    page = session
    hand_over(page)
    found = page.locator(".languages button").evaluate_all(
        "all => all.map(b => [b.textContent, b.lang, b.dir])"
    )
    assert len(found) == 12
    assert {name: direction for name, _, direction in found if direction == "rtl"} == {
        "العربية": "rtl", "فارسی / دری": "rtl"
    }  # fmt: skip
    for name, tag, direction in found:
        page.get_by_role("button", name=name, exact=True).click()
        expect(page.locator("html")).to_have_attribute("lang", tag)
        expect(page.locator("html")).to_have_attribute("dir", direction)
        page.locator(".parent-introduction .primary").click()
        texts = page.locator(".parent-question button:not(.link)").all_inner_texts()
        assert len(texts) == 7, "five answers, one that declines, one back"
        assert all(text.strip() for text in texts)
        page.locator(".before button").click()
        page.locator(".before button").click()


@pytest.mark.parametrize("activity", ["theme-meeting", "programme-group"])
def test_meetings_and_programmes_ask_their_own_questions(
    answered: Answered, clean: Page, activity: str
) -> None:
    page = clean
    begin(page, activity)
    assert page.get_by_role("link", name="Visa svarslänk").count() == 0, "they have posters"
    hand_over(page, "Kvinna")
    page.get_by_role("button", name="Svenska", exact=True).click()
    page.locator(".parent-introduction .primary").click()
    while page.locator(".parent-question").count():
        page.locator(".parent-question .answer").first.click()
    page.locator(".parent-send .primary").click()
    take_back(page)
    save(page)
    wait_for_counts(page)
    assert BY_NAME[activity].children["answers"].table.name
    assert {(way, who) for way, who, *_ in answered.now(activity)} == {("with-record", "woman")}
