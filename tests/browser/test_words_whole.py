"""What parents read in twelve languages stays whole: no word is broken in its middle, on any screen."""

from playwright.sync_api import Page

from tests.browser.filling import open_form
from tests.browser.seeing import fits

SCREENS = {320: 568, 768: 1024, 1024: 768}
"""A small phone, a tablet upright and lying: width and height in CSS pixels."""

BROKEN = """(parts) => {
  const broken = [];
  for (const part of document.querySelectorAll(parts)) {
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      for (const word of node.data.matchAll(/[^\\s\\u1361\\/–-]+/g)) {
        const range = document.createRange();
        range.setStart(node, word.index);
        range.setEnd(node, word.index + word[0].length);
        const tops = new Set([...range.getClientRects()].map((one) => Math.round(one.top)));
        if (tops.size > 1) broken.push(word[0]);
      }
    }
  }
  return broken;
}"""
"""Words of these parts that stand on several lines. A hyphen and the wordspace of Ethiopic part words."""

QUESTIONS = """async ([parts, height]) => {
  const screens = await import('/form/static/parent-screens.js');
  const { catalogue } = await import('/form/static/catalogue.js');
  const root = document.querySelector('main');
  document.body.classList.add('bare');
  const broken = BROKEN;
  const found = [];
  for (const { code, tag, direction } of screens.languages()) {
    document.documentElement.lang = tag;
    document.documentElement.dir = direction;
    for (const one of catalogue().questionnaires) {
      for (const question of one.questions) {
        const what = { question, number: 1, count: 3, given: undefined };
        root.replaceChildren(screens.questionScreen(code, what, { answer() {}, back() {} }));
        const at = `${code} ${one.code} ${question.code}`;
        for (const word of broken(parts)) found.push(`${at}: ${word}`);
        const page = document.documentElement;
        if (page.scrollWidth > page.clientWidth) found.push(`${at}: scrolls sideways`);
        const scale = root.querySelector('.scale');
        if (scale) {
          const tops = [...scale.children].map((each) => each.getBoundingClientRect().top);
          if (new Set(tops).size > 1) found.push(`${at}: the numbers are no row`);
          const last = root.querySelector('.declining').getBoundingClientRect().bottom;
          if (last > height) found.push(`${at}: answers below the screen`);
        }
      }
    }
  }
  return found;
}""".replace("BROKEN", BROKEN)


def test_no_answer_is_broken_on_the_tablet_in_any_language(clean: Page) -> None:
    for width, height in SCREENS.items():
        clean.set_viewport_size({"width": width, "height": height})
        assert clean.evaluate(QUESTIONS, [".answer, .ends", height]) == [], width


EVERYTHING_CHOSEN = """() => {
  for (const one of document.querySelectorAll('form.questions [hidden]')) one.hidden = false;
  for (const one of document.querySelectorAll('.choice input')) {
    one.type = 'checkbox';
    one.checked = true;
  }
}"""
"""All that could be asked is, and each answer stands in the heavy letters of what has been chosen."""


def test_no_choice_of_an_advisers_form_is_broken_from_a_phone_on(clean_in_jarva: Page) -> None:
    page = clean_in_jarva
    for activity in ("counselling-session", "home-visit", "spindle-response"):
        open_form(page, activity)
        page.evaluate(EVERYTHING_CHOSEN)
        for width in (390, 600, 820):
            page.set_viewport_size({"width": width, "height": 844})
            broken = page.evaluate(BROKEN, ".choice, .counter-name, .bar")
            assert broken == [], f"{activity}, {width}"
            fits(page, f"{activity}, {width}")


SHOW = """async ([code, questionnaire, question]) => {
  const screens = await import('/form/static/parent-screens.js');
  const { catalogue } = await import('/form/static/catalogue.js');
  const { tag, direction } = screens.languages().find((one) => one.code === code);
  document.documentElement.lang = tag;
  document.documentElement.dir = direction;
  document.body.classList.add('bare');
  const asked = catalogue().questionnaires.find((one) => one.code === questionnaire)
    .questions.find((one) => one.code === question);
  const what = { question: asked, number: 1, count: 2, given: undefined };
  const screen = screens.questionScreen(code, what, { answer() {}, back() {} });
  document.querySelector('main').replaceChildren(screen);
}"""


def test_a_number_of_a_scale_says_its_words_to_who_does_not_see_them(clean: Page) -> None:
    clean.evaluate(SHOW, ["pl", "programme-group-2", "recommend"])
    buttons = clean.locator(".scale button")
    assert buttons.all_inner_texts() == ["0", "1", "2", "3", "4", "5"]
    ends = clean.locator(".ends span").all_inner_texts()
    assert ends == ["0 (zdecydowanie nie)", "5 (zdecydowanie tak)"]
    assert [buttons.nth(place).get_attribute("aria-label") for place in (0, 3, 5)] == [ends[0], None, ends[1]]


ONLY_SWEDISH = """async () => {
  const screens = await import('/form/static/parent-screens.js');
  const { catalogue } = await import('/form/static/catalogue.js');
  const { parents } = catalogue();
  const [all, texts] = [parents.languages, parents.texts];
  parents.languages = all.filter((one) => one.code === 'sv');
  parents.texts = { sv: texts.sv };
  const said = [screens.languageScreen(() => {}), screens.endScreen(null)].map((one) => one.textContent);
  parents.languages = all;
  parents.texts = texts;
  return [said, screens.endScreen(null).textContent];
}"""


def test_where_only_swedish_was_read_the_screens_speak_it_alone(clean: Page) -> None:
    (choice, end), both = clean.evaluate(ONLY_SWEDISH)
    assert choice == "Välj språkSvenska"
    assert end.startswith("Tack!")
    assert "Thank you!" not in end
    assert "Thank you!" in both
