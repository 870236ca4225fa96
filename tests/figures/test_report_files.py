"""A report's workbook and CSV files say the same facts as its page and as the statistics: counts, shares,
what these are of, and what nobody knows."""

from decimal import Decimal
from typing import Any

import pytest

from tests.figures.conftest import FULL, Known
from tests.figures.test_same_everywhere import CITY
from tests.reports import reading
from tests.support.every_record import every_record
from tests.tables.filed import ask

PANELS = {
    "session-order": ("session-order", "sessions", "session_order"),
    "residential-areas": ("residential-areas", "sessions", "area"),
    "routes-in": ("routes-in", "sessions", "route_in"),
    "next-steps": ("next-steps", "sessions", "next_step"),
    "session-participants": ("participants", "participants", "role"),
    "visit-contacts": ("home-visit-contacts", "visits", "contact"),
    "meeting-kinds": ("theme-meetings", "meetings", "kind"),
    "meeting-partners": ("theme-meeting-partners", "meetings", "partner"),
    "collaboration-kinds": ("collaboration", "activities", "kind"),
}
"""Tables of the report with a row for each category of one of the statistics' dimensions."""
WORDS = {"not-known": "not known"}
Facts = dict[str, tuple[Any, ...]]
"""By the row's label its number, its share (or mean) in four decimals, and of how many that is."""


@pytest.mark.parametrize("district", [CITY, "farsta", "skarholmen"])
@pytest.mark.parametrize("edition", ["working", "published"])
def test_a_reports_files_say_what_its_page_and_the_rows_say(
    known: Known, edition: str, district: str
) -> None:
    of_csv = reading.tables_of_zip(_form(known, edition, district, "zip"), ",")
    sheets = reading.sheets_of(_form(known, edition, district, "xlsx"))
    of_xlsx = {name.partition(" ")[2]: rows[3:] for name, rows in sheets.items()}
    page = reading.tables_of_html(_form(known, edition, district, "html"))
    met = 0
    for panel in PANELS.keys() & of_csv.keys():
        rows = _rows(known, panel, edition, district)
        written, stored = _facts(of_csv[panel]), _facts(of_xlsx[panel[:20]])
        shown = {row[0]: row[1] for row in page[panel][1:]}
        assert written.keys() == shown.keys()
        for label, facts in written.items():
            assert stored[label] == facts, (panel, label)
            assert shown[label].replace("\N{NARROW NO-BREAK SPACE}", "") == str(facts[0]), (panel, label)
            assert rows.get(label, facts) == facts, (panel, label)
            met += label in rows
    assert met > (40 if district == CITY else 20)


def _form(known: Known, edition: str, district: str, form: str) -> bytes:
    asked = {"edition": edition, "district": district, "form": form, "lang": "en"}
    with every_record():
        reply = known.service.coordinator().get(f"/reports/{FULL}", params=asked)
    assert reply.status_code == 200
    return reply.content


def _facts(table: list[list[Any]]) -> Facts:
    """Of the rows below the head: the first number, and what follows it with its base."""
    head, *rows = table
    of = next((place for place, title in enumerate(head) if str(title).endswith(", n")), None)
    found: Facts = {}
    for row in rows:
        if row[0] is None:
            break
        share, base = (row[of - 1], row[of]) if of else (None, None)
        found[row[0]] = (_number(row[1]), *map(_number, (share, base)))
    return found


def _number(cell: Any) -> Any:
    """A number as itself, in four decimals; a mark as its words; an empty cell as none."""
    try:
        return Decimal(str(cell)).quantize(Decimal("0.0001")).normalize() + 0
    except ArithmeticError:
        return None if cell in ("", "–", None) else cell


def _rows(known: Known, panel: str, edition: str, district: str) -> Facts:
    """The statistics' rows by their label."""
    id_, measure, over = PANELS[panel]
    asked = {"period": FULL, "by": f"district,{over}" if district != CITY else over, "lang": "en"}
    edition = {"working": "live", "published": "released"}[edition]
    with every_record():
        reply = ask(known.service.coordinator(), id_, edition=edition, **asked)
    labels = {one.code: one.text.en for one in known.released[id_, FULL].dimension[over].categories}
    found: Facts = {}
    for row in reply["rows"]:
        if row["measure"] == measure and row.get("district", CITY) == district:
            why = WORDS.get(row["status"])
            share = row["share"] if row["share"] is not None else row["mean"]
            found[labels[row[over]]] = (
                why or _number(row["count"]),
                why if share is None and why else _number(share),
                _number(row["base"] or None),  # of none there is no share, and no n
            )
    return found
