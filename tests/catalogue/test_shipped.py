"""The two catalogues that ship: whole, worded, and true to every code that they ever had."""

import json
from pathlib import Path

import pytest

from app.activities.registry import ACTIVITIES
from app.catalogue.catalogue import SHIPPED, Catalogue, load
from app.catalogue.model import ALL_LISTS
from app.documentation.activities import page
from app.vocabulary.lists import CLOSED_LISTS

LEDGER = Path(__file__).parent / "codes.json"
"""Every code that a shipped catalogue has had, by catalogue and list. It only grows:

    python -m tests.catalogue.test_shipped
"""


def _codes(catalogue: Catalogue) -> dict[str, list[str]]:
    data = catalogue.municipality
    found = {name: sorted(data.codes(name)) for name in ALL_LISTS}
    found["questionnaires"] = sorted(
        f"{one.code}/{question.code}/{answer.code}"
        for one in data.questionnaires
        for question in one.questions
        for answer in question.answers
    )
    return found


@pytest.fixture
def catalogue(catalogue_name: str) -> Catalogue:
    return load(catalogue_name)


def test_no_code_is_ever_lost(catalogue_name: str, catalogue: Catalogue) -> None:
    ledger = json.loads(LEDGER.read_text("utf-8"))[catalogue_name]
    now = _codes(catalogue)
    lost = {name: sorted(set(codes) - set(now[name])) for name, codes in ledger.items()}
    assert not {name: codes for name, codes in lost.items() if codes}, "codes are never removed or renamed"
    fresh = {name: sorted(set(codes) - set(ledger.get(name, ()))) for name, codes in now.items()}
    assert not {name: codes for name, codes in fresh.items() if codes}, "add new codes to the ledger"


def test_every_field_has_its_label_and_help(catalogue: Catalogue) -> None:
    for activity in ACTIVITIES:
        for name in activity.schema.model_fields:
            texts = catalogue.field_texts(activity.name, name)
            assert texts, f"{activity.name}.{name}"
            for words in (texts.label, texts.help):
                assert words.sv.strip(), f"{activity.name}.{name}"
                assert words.en.strip(), f"{activity.name}.{name}"


def test_every_code_has_words_in_both_languages(catalogue: Catalogue) -> None:
    for name in ALL_LISTS:
        for code in catalogue.municipality.codes(name):
            assert all(text.strip() for text in catalogue.text_of(name, code))
    for name, codes in CLOSED_LISTS.items():
        for code in codes:
            assert code in catalogue.product.vocabulary[name]


def test_stockholm_has_24_routes_and_seven_then_six_districts() -> None:
    data = load("stockholm").municipality
    assert len(data.entries("routes-in")) == 24
    assert len(data.codes("districts", "2019-03")) == 7
    assert len(data.codes("districts", "2023-07")) == 6


def test_merged_districts_are_followed_to_their_successor() -> None:
    data = load("stockholm").municipality
    assert data.district_in("rinkeby-kista", "2023-06") == "rinkeby-kista"
    assert data.district_in("rinkeby-kista", "2023-07") == "jarva"
    assert data.successor_of("spanga-tensta") == "jarva"
    assert data.successor_of("farsta") == "farsta"


def test_lindesberg_follows_three_levels_and_has_one_unit() -> None:
    data = load("lindesberg").municipality
    assert data.codes("levels") == ("universal", "selective", "indicated")
    assert len(data.districts) == 1


def test_the_municipalitys_own_words_win() -> None:
    stockholm, lindesberg = load("stockholm"), load("lindesberg")
    own = lindesberg.field_texts("counselling-session", "district")
    usual = stockholm.field_texts("counselling-session", "district")
    assert own
    assert usual
    assert own.label.sv == "Verksamhet"
    assert usual.label.sv != own.label.sv


def test_the_reference_can_be_written_for_each(catalogue: Catalogue) -> None:
    assert catalogue.municipality.name.en in page(catalogue)


if __name__ == "__main__":
    before = json.loads(LEDGER.read_text("utf-8")) if LEDGER.exists() else {}
    after = {
        name: {
            list_: sorted({*before.get(name, {}).get(list_, ()), *codes})
            for list_, codes in _codes(load(name)).items()
        }
        for name in SHIPPED
    }
    LEDGER.write_text(json.dumps(after, indent=1) + "\n", "utf-8")
