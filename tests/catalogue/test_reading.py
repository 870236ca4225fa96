"""Catalogue files that do not hold: every error names the file, the line and the key."""

from pathlib import Path

import pytest

from app.catalogue.catalogue import DATA, load
from app.catalogue.yaml_files import CatalogueError

LINDESBERG = (DATA / "lindesberg.yaml").read_text("utf-8")

VERSION = f"version: {load('lindesberg').municipality.version}\n"
_FROVI = next(line for line in LINDESBERG.splitlines() if line.startswith("  - {code: frovi,"))

# what is replaced by what, and what the error must say: line's own text, key, and words
BROKEN: dict[str, tuple[str, str, str]] = {
    "not YAML": (VERSION, "version: [1\n", ""),
    "a wrong type": (VERSION, "version: one\n", "version"),
    "no version": (VERSION, "", "version"),
    "an unknown key": (VERSION, f"{VERSION}colour: red\n", "colour"),
    "a key twice": (VERSION, f"{VERSION}version: 9\n", "version: the key is there twice"),
    "a month that is none": ("starts: 2023-02", "starts: 2023-13", "starts"),
    "a time zone that is none": (
        "starts: 2023-02",
        "time_zone: Europe/Lindesberg\nstarts: 2023-02",
        "time_zone: Value error, there is no such time zone",
    ),
    "open preschools that are neither": (
        "starts: 2023-02",
        "open_preschools: maybe\nstarts: 2023-02",
        "open_preschools: Value error, true, false, or the months",
    ),
    "open preschools that end before they begin": (
        "starts: 2023-02",
        "open_preschools: {from: 2025-05, to: 2024-01}\nstarts: 2023-02",
        "open_preschools.to: the open preschools end before they begin",
    ),
    "a code with a space": ("{code: frovi,", "{code: fr ovi,", "areas.1.code"),
    "a code twice": ("{code: fellingsbro,", "{code: frovi,", "the code frovi is used twice"),
    "a reserved code": ("{code: fellingsbro,", "{code: not-known,", "the code not-known is reserved"),
    "an unknown district": (
        _FROVI,
        _FROVI.replace("familjecentralen-lindesberg", "nowhere"),
        "frovi lies in the unknown district nowhere",
    ),
    "a list that is missing": ("  themes:\n", "  topics:\n", "themes"),
    "a text without English": ("name: {sv: Lindesberg, en: Lindesberg}", "name: {sv: Lindesberg}", "name.en"),
    "a month that ends before it begins": (
        "{code: universal, ",
        "{code: universal, from: 2024-02, to: 2024-01, ",
        "lists.levels.0.to: universal ends before it begins",
    ),
    "an unknown successor": (
        "{code: universal, ",
        "{code: universal, to: 2024-01, successor: nothing, ",
        "lists.levels.0.successor: universal has the unknown successor nothing",
    ),
    "a successor without an end": (
        "{code: universal, ",
        "{code: universal, successor: selective, ",
        "lists.levels.0.successor: universal has a successor but no last month",
    ),
    "a circle of successors": (
        "  - {code: familjecentralen-lindesberg, ",
        "  - {code: familjecentralen-lindesberg, to: 2024-01, successor: familjecentralen-lindesberg, ",
        "districts.0.successor: the successors of familjecentralen-lindesberg go round in a circle",
    ),
    "a goal twice": (
        "  - code: supporting-organisation\n",
        "  - code: accessible\n",
        "goals.2.code: the code accessible is used twice",
    ),
    "an indicator twice": (
        "{code: completed, sv: Full",
        "{code: groups, sv: Full",
        "goals.0.indicators.1.code: the code groups is used twice",
    ),
    "an indicator of no table": (
        "table: reach,",
        "table: happiness,",
        "goals.1.indicators.2.table: there is no statistical table happiness",
    ),
    "an indicator without English": (
        ", en: Reached in all",
        "",
        "goals.1.indicators.2.en",
    ),
    "a city that is a district": (
        "city: {code: lindesberg,",
        "city: {code: familjecentralen-lindesberg,",
        "city.code: the code familjecentralen-lindesberg is a district's too",
    ),
    "a questionnaire twice": (
        "  - code: theme-meeting-1\n",
        "  - code: counselling-session-1\n",
        "questionnaires.1.code: the code counselling-session-1 is used twice",
    ),
    "a question twice": (
        "      - code: other-parents\n",
        "      - code: strengthened\n",
        "questionnaires.1.questions.1.code: theme-meeting-1: the question strengthened is there twice",
    ),
    "an answer twice": (
        "- code: hardly\n",
        "- code: partly\n",
        "questions.0.answers.3.code: counselling-session-1: the answer partly is there twice",
    ),
    "a question that counts otherwise in its next version": (
        "&five-2\n          - code: yes-really\n            face: very-happy\n            top: true\n",
        "&five-2\n          - code: yes-really\n            face: very-happy\n",
        "questionnaires.4.questions.0.code: counselling-session-2: helpful has other answers than in",
    ),
    "an answer without English": (
        'en:      "Yes, really"\n',
        'de:      "Ja, wirklich"\n',
        "questionnaires.0.questions.0.answers.0.text.de: counselling-session-1.helpful: parents are not",
    ),
    "a question without a language": (
        '          fi:      "Onko keskustelusta ollut sinulle apua vanhempana?"\n',
        '          fi:      ""\n',
        "questionnaires.0.questions.0.text: counselling-session-1.helpful: needs its text in fi",
    ),
    "a review of an unknown language": (
        "reviewed: [sv]\n",
        "reviewed: [de]\n",
        "questionnaires.0.reviewed: counselling-session-1: parents are not offered de",
    ),
    "an unknown activity's text": (
        "texts:\n",
        "texts:\n  diary:\n    label: {sv: Dagbok, en: Diary}\n",
        "texts.diary: there is no such activity",
    ),
    "a programme of an unknown district": (
        "en: Family centre, district: familjecentralen-lindesberg",
        "en: Family centre, district: nowhere",
        "home_visiting_programmes.0.district: familjecentralen lies in the unknown district nowhere",
    ),
    "an unknown field's text": (
        "      district:\n        label: {sv: Verksamhet",
        "      colour:\n        label: {sv: Verksamhet",
        "colour",
    ),
}


SEEN_ELSEWHERE = {
    "not YAML",
    "no version",
    "a question without a language",
    "a question that counts otherwise in its next version",
}
"""What is not there has no line of its own, and an open bracket shows only further on."""


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_is_refused_with_its_place(tmp_path: Path, case: str) -> None:
    old, new, said = BROKEN[case]
    assert old in LINDESBERG
    path = tmp_path / "broken.yaml"
    text = LINDESBERG.replace(old, new, 1)
    path.write_text(text, "utf-8")
    with pytest.raises(CatalogueError) as refused:
        load(str(path))
    message = str(refused.value)
    line = next(
        number
        for number, (was, is_) in enumerate(zip(LINDESBERG.splitlines(), text.splitlines(), strict=False), 1)
        if was != is_
    )
    if case not in SEEN_ELSEWHERE:
        assert f"{path}:{line}: " in message
    assert f"{path}:" in message
    assert said in message


def test_the_line_is_the_one_to_mend(tmp_path: Path) -> None:
    path = tmp_path / "broken.yaml"
    path.write_text(LINDESBERG.replace("starts: 2023-02", "starts: 2023-13", 1), "utf-8")
    line = next(
        number for number, text in enumerate(LINDESBERG.splitlines(), 1) if text.startswith("starts:")
    )
    with pytest.raises(CatalogueError, match=f":{line}: starts"):
        load(str(path))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="no such catalogue"):
        load(str(tmp_path / "none.yaml"))


def test_a_file_that_is_no_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "binary.yaml"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(CatalogueError, match="cannot be read"):
        load(str(path))
