"""What parents read: twelve languages, whole, each in its own direction; and a broken file is refused."""

import re
from pathlib import Path

import pytest

from app.activities.descriptions import describe_catalogue
from app.catalogue.catalogue import DATA, Catalogue, load
from app.catalogue.parent_texts import TEXTS, ParentTexts, incomplete
from app.catalogue.yaml_files import CatalogueError, read
from app.kit.language import Text

TWELVE = ("sv", "sv-easy", "en", "ar", "so", "ti", "fa", "es", "tr", "pl", "ru", "fi")
SOURCE = (DATA / "parents.yaml").read_text("utf-8")


@pytest.fixture
def catalogue(catalogue_name: str) -> Catalogue:
    return load(catalogue_name)


def test_parents_are_offered_twelve_languages_in_their_own_direction(catalogue: Catalogue) -> None:
    assert catalogue.parents.codes == TWELVE
    assert [one.code for one in catalogue.parents.languages if one.direction == "rtl"] == ["ar", "fa"]
    assert len({one.label for one in catalogue.parents.languages}) == 12
    assert len({one.tag for one in catalogue.parents.languages}) == 12


def test_every_question_and_answer_has_its_text_in_all_of_them(catalogue: Catalogue) -> None:
    for one in catalogue.municipality.questionnaires:
        for question in one.questions:
            for text in (question.text, *(answer.text for answer in question.answers)):
                assert tuple(text) == TWELVE
            # A parent must be able to tell the answers apart in each language.
            for code in TWELVE:
                assert len({answer.text[code] for answer in question.answers}) == len(question.answers)


def test_no_translation_claims_a_review_that_nobody_made(catalogue: Catalogue) -> None:
    assert [one.code for one in catalogue.parents.languages if one.reviewed] == ["sv"]
    assert {language for one in catalogue.municipality.questionnaires for language in one.reviewed} == {"sv"}


def test_the_described_catalogue_carries_the_words_with_the_municipalitys_name(catalogue: Catalogue) -> None:
    described = describe_catalogue(catalogue, "sv")["parents"]
    assert [one["code"] for one in described["languages"]] == list(TWELVE)
    assert described["languages"][3] | {"label": ""} == {
        "code": "ar", "label": "", "name": {"sv": "arabiska", "en": "Arabic"}, "direction": "rtl",
        "tag": "ar", "reviewed": False,
    }  # fmt: skip
    for code in TWELVE:
        texts = described["texts"][code]
        assert set(texts) == set(TEXTS)
        assert "{" not in texts["asks"]
    assert catalogue.municipality.city.sv in described["texts"]["ar"]["asks"]
    assert catalogue.municipality.city.en in described["texts"]["en"]["asks"]


def test_easy_swedish_is_easy() -> None:
    """Short sentences of short words, and not the Swedish over again: by the guides to easy language."""
    parents = load("stockholm").parents
    swedish, easy = (parents.words(code, Text("Stockholms stad", "")) for code in ("sv", "sv-easy"))
    told = [name for name in TEXTS if len(swedish[name].split()) > 4]
    lengths = []
    for name in told:
        sentences = [one.split() for one in re.split(r"[.?!] ?", easy[name]) if one]
        lengths += [len(words) for words in sentences]
        assert max(map(len, sentences)) <= 10, name
        assert max(len(word) for words in sentences for word in words) <= 14, name
    assert sum(lengths) / len(lengths) < 5.6
    assert len(lengths) >= 2 * len(told)
    alike = {name for name in told if easy[name] == swedish[name]}
    assert alike <= {"role", "anonymous"}


def test_the_question_of_who_answers_names_all_three_answers(catalogue: Catalogue) -> None:
    """`other` is an answer like the two others: no question may say that there are only two."""
    for code in TWELVE:
        words = catalogue.parents.texts[code]
        assert len({words["woman"], words["man"], words["other"]}) == 3
        named = len(re.split("[,،፡]| (?:eller|or|mise|ወይስ|یا|u|ya da|czy|или|vai) | أم ", words["role"]))
        assert named >= 3, words["role"]


@pytest.mark.parametrize(
    ("header", "asked", "shown"),
    [
        (None, None, "sv"),
        ("", None, "sv"),
        ("ar-SA,ar;q=0.9,en;q=0.8", None, "ar"),
        ("de,en;q=0.5,ru;q=0.7", None, "ru"),
        ("prs-AF", None, "fa"),
        ("sv-simple", None, "sv-easy"),
        ("sv-FI,fi;q=0.9", None, "sv"),
        ("SO", None, "so"),
        ("tr;q=0,pl", None, "pl"),
        ("ti;q=high,es;q=0.1", None, "es"),
        ("*", None, "sv"),
        ("fi", "ti", "ti"),
        ("fi", "nowhere", "fi"),
        ("x" * 100_000, None, "sv"),
    ],
)
def test_the_best_language_is_chosen_first(header: str | None, asked: str | None, shown: str) -> None:
    """Of all languages, were they reviewed: the header's best, or what was asked for."""
    parents = load("stockholm").parents.read_by(lambda _: True)
    assert parents.preferred(header, asked) == shown


def test_only_what_was_read_comes_unasked() -> None:
    parents = load("stockholm").parents
    assert [one.code for one in parents.unreviewed] == [code for code in TWELVE if code != "sv"]
    assert parents.preferred("ar,en;q=0.9") == "sv"
    assert parents.preferred("ar", "ar") == "ar"
    assert parents.spoken("de,ar;q=0.9,en;q=0.1") == "ar"
    assert parents.spoken("de") is None
    read = parents.read_by(lambda one: one.code in ("sv", "fi"))
    assert read.preferred("ar,fi;q=0.9") == "fi"
    assert read.without_unreviewed().codes == ("sv", "fi")
    assert read.without_unreviewed().texts.keys() == {"sv", "fi"}


def test_a_municipality_says_which_languages_its_own_speakers_have_read(tmp_path: Path) -> None:
    """Both have to be read, the pages and the questions in use; ended versions need not be."""
    source = (DATA / "stockholm.yaml").read_text("utf-8")
    first, _, second = source.partition("\n  - code: counselling-session-2\n")
    newest = second.replace("reviewed: [sv]", "reviewed: [sv, fi]")
    pages = source.replace("\nquestionnaires:\n", "\nreviewed: [fi]\nquestionnaires:\n")
    both = first.replace("\nquestionnaires:\n", "\nreviewed: [fi, ar]\nquestionnaires:\n")
    for number, (text, said) in enumerate(
        [
            (pages, ["sv"]),
            (f"{first}\n  - code: counselling-session-2\n{newest}", ["sv"]),
            (f"{both}\n  - code: counselling-session-2\n{newest}", ["sv", "fi"]),
        ]
    ):
        path = tmp_path / f"own-{number}.yaml"
        path.write_text(text, "utf-8")
        assert [one.code for one in load(str(path)).parents.languages if one.reviewed] == said
    path = tmp_path / "wrong.yaml"
    path.write_text(source.replace("\nquestionnaires:\n", "\nreviewed: [de]\nquestionnaires:\n"), "utf-8")
    with pytest.raises(CatalogueError, match="reviewed: parents are not offered de"):
        load(str(path))


BROKEN = {
    "a language twice": ("{code: fi, ", "{code: ru, ", "the language ru is there twice"),
    "a language without texts": ("{code: fi, ", "{code: de, ", "there are no texts in de"),
    "a language without English": ("  en:\n", "  xx:\n", "there are no texts in en"),
    "a direction that is none": ("direction: rtl", "direction: up", "languages.3.direction"),
    "a text that is missing": ('    send: "Skicka svaren"\n', "", "texts.sv: missing send"),
    "a text that is empty": ('send: "Skicka svaren"', 'send: " "', "texts.sv: missing send"),
    "a text of another kind": ("    send: ", "    sendit: ", "texts.sv.sendit: there is no such text"),
    "a name that is not filled in": ("{city} vill", "Staden vill", "texts.sv.asks: must have {city}"),
    "a brace too many": ('send: "Skicka', 'send: "{Skicka', "texts.sv.send: must have nothing"),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_is_refused_with_its_place(tmp_path: Path, case: str) -> None:
    old, new, said = BROKEN[case]
    assert old in SOURCE
    path = tmp_path / "parents.yaml"
    path.write_text(SOURCE.replace(old, new, 1), "utf-8")
    with pytest.raises(CatalogueError) as refused:
        read(path, ParentTexts, incomplete)
    assert said in str(refused.value)
    assert f"{path}:" in str(refused.value)
