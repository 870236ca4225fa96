"""Words in cells: exactly one code's label is that code; anything less is refused."""

import unicodedata
from pathlib import Path
from typing import Any

import pytest

from app.activities.registry import ACTIVITIES, BY_NAME
from app.catalogue.catalogue import load
from app.importing.cell_labels import codes_for, labels_of
from app.importing.sheet_columns import layout
from app.kit.language import LANGUAGES, Language
from tests.importing.files import Cells, cells_of, csv_file, run
from tests.support.service import Service


def _labelled(service: Service, name: str, language: Language) -> list[Cells]:
    """The example of an activity with each code as a person reads it."""
    activity = BY_NAME[name]
    columns = layout(activity, service.here.catalogue).by_header
    rows = cells_of(name, service.catalogue)
    for row in rows:
        for header, value in row.items():
            labels = labels_of(columns[header], service.here.catalogue)
            words: dict[str, str] = {}
            for label, code in labels.items():  # the Swedish one of a code comes before the English one
                if language == "en" or code not in words:
                    words[code] = label
            codes = str(value).split()
            if codes and all(code in words for code in codes):
                row[header] = "; ".join(words[code] for code in codes)
    return rows


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", [activity.name for activity in ACTIVITIES])
def test_a_file_in_words_is_the_file_in_codes(
    quick: Service, tmp_path: Path, name: str, language: Language
) -> None:
    codes = cells_of(name, quick.catalogue)
    words = _labelled(quick, name, language)
    assert words != codes
    (tmp_path / "words").mkdir()
    assert run(quick, name, csv_file(quick, name, words, tmp_path / "words")).created >= 1
    again = run(quick, name, csv_file(quick, name, codes, tmp_path))
    assert (again.created, again.mistakes) == (0, ())
    assert again.same >= 1


def _column(activity: str, header: str) -> Any:
    catalogue = load("stockholm")
    return labels_of(layout(BY_NAME[activity], catalogue).by_header[header], catalogue)


def test_labels_are_read_exactly() -> None:
    routes = _column("counselling-session", "route_in")
    label = next(label for label, code in routes.items() if code == "child-health-centre" and "å" in label)
    assert codes_for(label, routes) == ["child-health-centre"]
    assert codes_for(f"  {label} ", routes) == ["child-health-centre"]
    assert codes_for(unicodedata.normalize("NFD", label), routes) == ["child-health-centre"]
    for near in (label.lower(), label[:-1], f"{label}.", f"{label} (Rinkeby)"):
        assert codes_for(near, routes) is None
    assert codes_for("Uppgift saknas", routes) == ["not-known"]
    assert codes_for("child-health-centre", routes) is None  # a code is read as a code


def test_several_labels_of_a_cell() -> None:
    steps = _column("counselling-session", "next_steps")
    words = {code: label for label, code in steps.items()}
    one, other = words["open-preschool"], words["library"]
    assert codes_for(f"{one}; {other}", steps) == ["open-preschool", "library"]
    assert codes_for(f"{one}|library", steps) == ["open-preschool", "library"]
    assert codes_for(f"{one}; Anna", steps) is None


def test_a_label_that_two_codes_share_says_nothing(tmp_path: Path) -> None:
    source = (Path("app/catalogue/data/stockholm.yaml")).read_text("utf-8")
    lines = source.splitlines(keepends=True)
    place = next(at for at, line in enumerate(lines) if "{code: library," in line)
    shared = lines[place].replace("code: library,", "code: library-2,")
    catalogue = tmp_path / "own.yaml"
    catalogue.write_text("".join([*lines[: place + 1], shared, *lines[place + 1 :]]), "utf-8")
    held = load(str(catalogue))
    found = [
        labels_of(column, held)
        for activity in ACTIVITIES
        for column in layout(activity, held).template
        if column.kind is not None and getattr(column.kind, "list", None)
    ]
    libraries = [set(labels.values()) & {"library", "library-2"} for labels in found]
    assert {"library"} in libraries  # in the lists that have one
    assert not any("library-2" in one for one in libraries)


def test_a_word_that_is_no_label_is_refused_without_being_repeated(quick: Service, tmp_path: Path) -> None:
    rows = [{**row, "kind": "Anna Andersson"} for row in cells_of("collaboration-activity", "stockholm")]
    outcome = run(quick, "collaboration-activity", csv_file(quick, "collaboration-activity", rows, tmp_path))
    assert [one.column for one in outcome.mistakes] == ["kind"]
    assert "Anna" not in outcome.mistakes[0].text.sv
