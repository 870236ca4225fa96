"""What a municipality calls its districts and itself stands in every text, in the form that it needs."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from app.catalogue.catalogue import load
from app.catalogue.wording import Wording
from app.catalogue.yaml_files import CatalogueError
from app.reports.figure_book import ReportScope
from app.reports.live_source import LiveSource
from app.reports.report_assembly import make
from app.reports.report_formats import FORMS
from app.reports.report_periods import ReportPeriod
from tests.catalogue.renaming import changed
from tests.catalogue.test_renamed import file_demo_tertial
from tests.support.every_record import counting
from tests.support.service import Service, migrate, start

AREA = Wording.model_validate(
    {
        "district": {
            "sv": {"one": "område", "the": "området", "many": "områden", "the_many": "områdena"},
            "en": {"one": "area", "many": "areas"},
        }
    }
)

SAID = [
    ("stockholm", "Det hör till [another district].", "Det hör till en annan stadsdel.", "another district"),
    ("stockholm", "[The city's] samordnare", "Stadens samordnare", "The city's"),
    ("stockholm", "för [the whole city]", "för hela staden", "the whole city"),
    ("lindesberg", "[No district] har undantag.", "Ingen verksamhet har undantag.", "No unit"),
    ("lindesberg", "valueCodes[district]=*", "valueCodes[district]=*", "valueCodes[district]=*"),
    ("lindesberg", "[the districts']", "verksamheternas", "the units'"),
    (
        "area",
        "[No district], [your district], [a district]",
        "Inget område, ditt område, ett område",
        "an area",
    ),
    (
        "area",
        "[District's] [districts] [another district]",
        "Områdes områden ett annat område",
        "Area's areas",
    ),
]


@pytest.mark.parametrize(("whose", "text", "swedish", "english"), SAID)
def test_the_form_is_the_one_that_the_text_needs(whose: str, text: str, swedish: str, english: str) -> None:
    words = AREA if whose == "area" else load(whose).municipality.words
    assert words.fill(text, "sv") == swedish
    assert english in words.fill(text, "en")


def test_a_definite_form_that_is_neither_en_nor_ett_is_refused(tmp_path: Path) -> None:
    def change(data: dict[str, Any]) -> None:
        data["words"]["district"]["sv"]["the"] = "enheter"

    with pytest.raises(CatalogueError, match=r"words\.district\.sv\.the"):
        load(str(changed("lindesberg", tmp_path, change)))


def _other_advisers(data: dict[str, Any]) -> None:
    """A word of their own; where codes have it in their label, that is the catalogue's to change."""
    data["words"] = {
        "adviser": {
            "sv": {
                "one": "familjestödjare",
                "the": "familjestödjaren",
                "many": "familjestödjare",
                "the_many": "familjestödjarna",
            },
            "en": {"one": "family supporter", "many": "family supporters"},
        }
    }
    for entry in data["lists"]["routes-in"]:
        if entry["code"] == "earlier-contact":
            entry |= {"sv": "Tidigare kontakt", "en": "Earlier contact"}
    for questionnaire in data["questionnaires"]:
        for question in questionnaire["questions"]:
            if "rådgivare" in question["text"]["sv"]:
                question["text"] = dict.fromkeys(question["text"], "?")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("town")
    name = str(changed("lindesberg", folder, _other_advisers))
    migrate(url := f"sqlite:///{folder / 'town.db'}", name)
    for service in start(url, name):
        file_demo_tertial(service, "2024-T1")
        yield service


_UNFILLED = r"(?<!\w)\[(the |another |your |no |a |any )?(district|city|advis)"
FOREIGN = re.compile(rf"stadsdel|\bstaden|förvaltning|rådgivar|parent advis|{_UNFILLED}", re.I)
FOREIGN_ENGLISH = re.compile(rf"\b(districts?|cit(y|ies)|advisers?)\b(?!=)|{FOREIGN.pattern}", re.I)
"""On pages for people; `by=district` is a parameter's name."""
CODE = ("/api/v1/catalogue?lang=sv", "/form/everything")


def _words(html: str) -> str:
    return re.sub(r"<(style|script)\b.*?</\1>|<[^>]+>", " ", html, flags=re.S)


def test_no_page_of_lindesberg_speaks_of_another_citys_districts(town: Service) -> None:
    unit = town.here.catalogue.municipality.codes("districts")[0]
    city, admin, tablet = town.coordinator(), town.admin(), town.tablet(unit)
    pages = [
        (city, "/"),
        (city, "/desk?tertial=2024-T1"),
        (city, "/desk/returns?tertial=2024-T1"),
        (city, f"/desk/returns/context/{unit}/2024"),
        (city, "/desk/spindle?tertial=2024-T1"),
        (city, "/desk/closing"),
        (city, "/desk/closing/2024-T1"),
        (city, "/desk/reports"),
        (city, "/desk/tables"),
        (city, "/desk/tablets"),
        (city, "/desk/keys"),
        (city, "/desk/trail"),
        (city, "/posters"),
        (city, "/research"),
        (city, "/problems"),
        (admin, "/desk"),
        (admin, "/desk/accounts"),
        (tablet, "/form/"),
        (tablet, "/form/paper"),
        (tablet, "/form/everything"),
        (tablet, "/api/v1/catalogue?lang=sv"),
        (town.client(), "/"),
        (town.client(), "/desk"),
        (town.client(), "/enrol"),
    ]
    for client, path in pages:
        for language in ("sv", "en"):
            text = client.get(path, headers={"Accept-Language": language, "Accept": "text/html"}).text
            assert len(text) > 100, path
            foreign = FOREIGN_ENGLISH if language == "en" and path not in CODE else FOREIGN
            found = foreign.search(words := _words(text))
            assert not found, f"{path} {language}: {words[max(0, found.start() - 80) :][:200]}"


def test_no_problem_of_lindesberg_does_either(town: Service) -> None:
    unit, *_ = town.here.catalogue.municipality.codes("districts")
    tablet = town.tablet(unit)
    record = {"district": "nowhere", "month": "2024-02", "catalogue_version": 1}
    reply = tablet.put("/api/v1/counselling-sessions/00000000-0000-4000-8000-000000000000", json=record)
    assert reply.status_code in (403, 422)
    assert not FOREIGN.search(reply.text), reply.text


@pytest.mark.parametrize("language", ["sv", "en"])
def test_no_report_of_lindesberg_does_either(town: Service, language: Any) -> None:
    catalogue = town.here.catalogue
    data = catalogue.municipality
    with town.database.reading() as session:
        districts, count = data.codes("districts"), counting(catalogue)
        live = LiveSource(session.connection(), catalogue, districts, count=count, city=True)
        report = make(live, catalogue, ReportScope(ReportPeriod.parse("2024-T1"), data.city.code, language))
    foreign = FOREIGN_ENGLISH if language == "en" else FOREIGN
    found = foreign.search(words := _words(FORMS["html"].make(report).decode()))
    assert not found, words[max(0, found.start() - 80) :][:200]
    assert ("Family supporters" if language == "en" else "Familjestödjarna") in words
