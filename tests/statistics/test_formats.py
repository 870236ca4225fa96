"""JSON and CSV: the same figures in both, words in the reader's language, nothing that runs."""

import csv
import io
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter
from starlette.testclient import TestClient

from app.kit.spreadsheets import harmless
from app.statistics import reply_examples
from app.statistics.formats import FORMATS
from app.statistics.response_models import Listing, StatisticsReply
from app.tables.registry import BY_ID, TABLES
from tests.support.every_record import every_record
from tests.support.service import Service
from tests.tables import city
from tests.tables.filed import PATH, ask, file

NUMBERS = ("count", "base", "share", "mean", "not_known")


def _csv(client: TestClient, table: str, **parameters: str) -> tuple[str, list[dict[str, str]]]:
    reply = client.get(f"{PATH}/{table}", params={"format": "csv", **parameters})
    assert reply.status_code == 200
    text = reply.content.decode("utf-8-sig")
    separator = ";" if parameters.get("sep") == "semicolon" else ","
    return text, list(csv.DictReader(io.StringIO(text, newline=""), delimiter=separator))


def _as_read(row: dict[str, Any], names: list[str]) -> dict[str, Any]:
    """A JSON row as a CSV reader would have it, its numbers as numbers."""
    return {name: "" if row.get(name) is None else row[name] for name in names}


def _number(text: str) -> Any:
    return "" if text == "" else float(text.replace(",", "."))


def test_csv_read_back_equals_json(service: Service) -> None:
    file(service, *city.everything(service.catalogue))
    client = service.coordinator()
    for table in TABLES:
        asked = {"period": "2024" if table.grain != "year" else "2023"}
        rows = ask(client, table.id, **asked)["rows"]
        for extra in ({}, {"sep": "semicolon"}, {"sep": "semicolon", "lang": "sv"}):
            _, found = _csv(client, table.id, **asked, **extra)
            assert len(found) == len(rows)
            for read, row in zip(found, rows, strict=True):
                numbers = {name: _number(read[name]) for name in NUMBERS}
                assert read | numbers == _as_read(row, list(read))


def test_every_format_can_be_asked_for_by_name_and_by_type(quick: Service) -> None:
    file(quick, *city.sessions("stockholm"))
    client = quick.coordinator()
    for name, one in FORMATS.items():
        by_name = client.get(f"{PATH}/participants", params={"period": "2024-T1", "format": name})
        assert by_name.headers["content-type"] == one.media_type
        assert ("content-disposition" in by_name.headers) == one.download
        headers = {"Accept": f"text/moon, {one.accepted.upper()};q=0.9"}
        by_type = client.get(f"{PATH}/participants", params={"period": "2024-T1"}, headers=headers)
        assert by_type.content == by_name.content


def test_the_form_of_the_csv(quick: Service) -> None:
    file(quick, *city.sessions("stockholm"))
    client = quick.coordinator()
    reply = client.get(f"{PATH}/participants", params={"period": "2024-T1", "format": "csv"})
    assert reply.content.startswith(b"\xef\xbb\xbf")
    assert reply.headers["content-type"] == "text/csv; charset=utf-8; header=present"
    assert reply.headers["content-disposition"] == 'attachment; filename="participants_2024-T1.csv"'
    assert reply.content.decode("utf-8-sig").split("\r\n") == [
        "role,measure,count,base,base_of,share,mean,not_known,status",
        "mother,participants,2,3,participants-known,,0.67,1,ok",
        "father,participants,2,4,participants-known,,0.50,0,ok",
        "other-adult,participants,2,4,participants-known,,0.50,0,ok",
        "child,participants,3,3,participants-known,,1.00,1,ok",
        "",
    ]
    for language in ({"lang": "sv"}, {"lang": "en"}, {}):
        text, _ = _csv(client, "participants", period="2024-T1", sep="semicolon", **language)
        assert "mother;participants;2;3;participants-known;;0,67;1;ok" in text
    text, _ = _csv(client, "participants", period="2024-T1", lang="sv")
    assert "mother,participants,2,3,participants-known,,0.67,1,ok" in text


def test_a_compared_period_has_its_own_column(quick: Service) -> None:
    file(quick, *city.sessions("stockholm"))
    client = quick.coordinator()
    asked = {"period": "2024-T1", "compare": "tertial-before", "by": ""}
    rows = ask(client, "session-order", **asked)["rows"]
    assert [(row["period"], row["count"]) for row in rows if row["measure"] == "families"] == [
        ("2024-T1", 1),
        ("2023-T3", 1),
    ]
    text, read = _csv(client, "session-order", **asked)
    assert text.startswith("period,session_order,measure,")
    assert [(row["period"], row["count"]) for row in read if row["measure"] == "families"] == [
        ("2024-T1", "1"),
        ("2023-T3", "1"),
    ]
    assert "period" not in ask(client, "session-order", period="2024-T1")["rows"][0]


@pytest.mark.parametrize(
    ("accept", "asked", "expected"),
    [
        ("text/csv", {}, "text/csv"),
        ("text/csv;q=0.9, application/json;q=0.1", {}, "text/csv"),
        ("application/json, text/csv", {}, "application/json"),
        ("*/*", {}, "application/json"),
        ("image/png", {}, "application/json"),
        ("text/csv", {"format": "json"}, "application/json"),
        ("application/json", {"format": "csv"}, "text/csv"),
    ],
)
def test_the_format_that_is_asked_for(
    quick: Service, accept: str, asked: dict[str, str], expected: str
) -> None:
    reply = quick.coordinator().get(f"{PATH}/routes-in", params=asked, headers={"Accept": accept})
    assert reply.headers["content-type"].split(";")[0] == expected


@given(st.text())
def test_no_text_becomes_a_formula(text: str) -> None:
    """What spreadsheets run begins with one of these, and a code never does."""
    assert not harmless(text).startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert harmless(text).endswith(text)


def test_no_cell_of_any_table_could_run(quick: Service) -> None:
    file(quick, *city.everything("stockholm"))
    client = quick.coordinator()
    for table in TABLES:
        _, rows = _csv(client, table.id, period="2024" if table.grain != "year" else "2023")
        assert not [cell for row in rows for cell in row.values() if cell.startswith(tuple("=+-@'\t\r"))]


def test_words_come_in_the_language_that_is_asked_for(quick: Service) -> None:
    client = quick.coordinator()
    swedish = ask(client, "next-steps", lang="sv")
    english = ask(client, "next-steps", lang="en")
    assert swedish["title"] == "Nästa steg efter råd- och stödsamtal"
    assert english["title"] == "Next steps after counselling sessions"
    assert "mer än 100 procent" in swedish["notes"][0]
    assert "need not add up to 100 per cent" in english["notes"][0]
    (dimension,) = english["dimensions"]
    assert (dimension["multiple"], dimension["sensitive"]) == (True, True)
    assert {"code": "not-known", "label": "Not known", "known": False} in dimension["categories"]
    assert english["bases"] == {
        "sessions-known": "sessions with known next steps",
        "sessions-all": "all sessions",
    }


def test_what_categories_lie_in(quick: Service) -> None:
    reply = ask(
        quick.coordinator(), "residential-areas", period="2019-T2", by="district,month,area", area="husby"
    )
    within = {
        one["code"]: {c["code"]: c.get("within") for c in one["categories"]} for one in reply["dimensions"]
    }
    assert within["area"] == {"husby": "rinkeby-kista"}
    assert within["month"]["2019-05"] == "2019-T2"
    assert set(within["district"].values()) == {"stockholm"}


def test_every_base_is_explained_and_every_share_has_one(service: Service) -> None:
    file(service, *city.everything(service.catalogue))
    client = service.coordinator()
    shares = 0
    for table in TABLES:
        reply = ask(client, table.id, period="2024" if table.grain != "year" else "2023")
        TypeAdapter(StatisticsReply).validate_python(reply)
        for row in reply["rows"]:
            if row["share"] is not None or row["mean"] is not None:
                shares += 1
                assert row["base"] > 0
                assert reply["bases"][row["base_of"]]
            if row["share"] is not None and row["measure"] != "reports-of-concern":
                assert 0 <= row["share"] <= 1  # a ratio of reports to children could be more
    assert shares > 100


def test_mixed_versions_of_the_questions_are_said(quick: Service) -> None:
    """Two versions of the form with one question in common, in one tertial."""
    client = quick.coordinator()
    note = "Svaren kommer från flera versioner av frågorna."
    file(quick, *city.sessions("stockholm"))
    with every_record():
        assert note not in str(ask(client, "helpfulness", period="2024-T1", lang="sv")["notes"])
    with quick.database.filing() as connection:
        connection.exec_driver_sql("INSERT INTO code_questionnaires (code) VALUES ('counselling-session-0')")
        connection.exec_driver_sql(
            "UPDATE counselling_session_answer SET questionnaire = 'counselling-session-0' "
            "WHERE respondent = 'father'"
        )
    with every_record():
        reply = ask(client, "helpfulness", period="2024-T1", lang="sv")
        apart = ask(client, "helpfulness", period="2024-T1", lang="sv", by="questionnaire")
    assert note in str(reply["notes"])
    assert not [row for row in reply["rows"] if "questionnaire" in row]
    assert note not in str(apart["notes"])
    assert {row["questionnaire"] for row in apart["rows"] if row["count"]} == {
        "counselling-session-0",
        "counselling-session-1",
    }


def test_the_list_of_tables(service: Service) -> None:
    reply = service.coordinator().get(PATH, params={"lang": "en"})
    listing = Listing.model_validate(reply.json())
    assert [table.id for table in listing.tables] == list(BY_ID)
    levels = {one.code for table in listing.tables for one in table.dimensions}
    assert ("level" in levels) is (service.catalogue == "lindesberg")
    assert all(set(table.usual) <= {one.code for one in table.dimensions} for table in listing.tables)


def test_the_examples_of_the_description_are_right() -> None:
    Listing.model_validate(reply_examples.listing())
    for table in TABLES:
        reply = StatisticsReply.model_validate(reply_examples.reply(table))
        assert reply.rows[0].base_of is None or reply.rows[0].base_of in reply.bases
        (read,) = csv.DictReader(io.StringIO(reply_examples.csv_reply(table), newline=""))
        assert read["measure"] == reply.rows[0].measure
