"""Catalogue files that do not hold: every error names the file, the line and the key."""

from pathlib import Path

import pytest

from app.catalogue.catalogue import DATA, load
from app.catalogue.reading import CatalogueError

LINDESBERG = (DATA / "lindesberg.yaml").read_text("utf-8")

_FROVI = next(line for line in LINDESBERG.splitlines() if line.startswith("  - {code: frovi,"))

# what is replaced by what, and what the error must say: line's own text, key, and words
BROKEN: dict[str, tuple[str, str, str]] = {
    "not YAML": ("version: 1\n", "version: [1\n", ""),
    "a wrong type": ("version: 1\n", "version: one\n", "version"),
    "no version": ("version: 1\n", "", "version"),
    "an unknown key": ("version: 1\n", "version: 1\ncolour: red\n", "colour"),
    "a key twice": ("version: 1\n", "version: 1\nversion: 2\n", "version: the key is there twice"),
    "a month that is none": ("starts: 2023-02", "starts: 2023-13", "starts"),
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
    "an unknown field's text": (
        "      district:\n        label: {sv: Verksamhet",
        "      colour:\n        label: {sv: Verksamhet",
        "colour",
    ),
}


@pytest.mark.parametrize("case", BROKEN)
def test_a_broken_file_is_refused_with_its_place(tmp_path: Path, case: str) -> None:
    old, new, said = BROKEN[case]
    assert old in LINDESBERG
    path = tmp_path / "broken.yaml"
    path.write_text(LINDESBERG.replace(old, new, 1), "utf-8")
    with pytest.raises(CatalogueError) as refused:
        load(str(path))
    message = str(refused.value)
    assert str(path) in message
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
