"""A server whose counselling session has more fields than ours: `python added_field.py [options of serve]`.

One of each kind that such a record could be given, added to the schema and its table alone: nobody tells the
form.
"""

import sqlite3
import sys
from collections.abc import Mapping
from typing import Annotated

from pydantic import Field
from sqlalchemy import Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.engine import make_url
from sqlalchemy.schema import CreateTable

from app.activities import children
from app.activities import counselling_session as module
from app.activities.field_conditions import FieldCondition
from app.activities.kinds import WHERE_IT_APPLIES, CodeOf, HundredthsOf, NumberOf, YesNo
from app.activities.record import Content
from app.catalogue import columns
from app.catalogue.catalogue import load
from app.catalogue.model import BilingualText, LabelledTexts
from app.kit.settings import Settings
from app.vocabulary.lists import YES_NO
from app.vocabulary.states import DOES_NOT_APPLY, NOT_KNOWN

TOPIC, SIBLINGS, HOURS, PLACE = "waited_long", "siblings_too", "mean_wait", "waiting_place"
CONTACTS = "contacts_before"
PLACES = ("home", "child-health-centre")


class ContactBefore(Content):
    """Where else, and how often: a row of a list."""

    contact_place: Annotated[str, CodeOf("visit-places", ())]
    contact_times: Annotated[int, NumberOf(9, states=())]


class MoreAsked(module.CounsellingSession):
    """A counselling session with five more facts, one of them a list."""

    waited_long: YesNo
    waiting_place: Annotated[
        str, CodeOf("visit-places", WHERE_IT_APPLIES), FieldCondition("waited_long", ("yes",))
    ] = DOES_NOT_APPLY
    siblings_too: Annotated[int | str, NumberOf(9)]
    mean_wait: Annotated[float | str, HundredthsOf(40)] = Field(description="Weeks, two decimals.")
    contacts_before: list[ContactBefore] = Field(default=[], max_length=5)


LABELS = {
    TOPIC: ("Fick vänta länge", "Waited long"),
    PLACE: ("Väntade var", "Waited where"),
    SIBLINGS: ("Syskon i kö", "Siblings in the queue"),
    HOURS: ("Väntan i veckor", "Weeks waited"),
    CONTACTS: ("Kontakter före", "Contacts before"),
}
INNER_LABELS = {
    "contact_place": ("Kontakt var", "Contact where"),
    "contact_times": ("Antal kontakter", "Number of contacts"),
}


def _columns() -> list[str]:
    """Add the columns to our table, and a table for the list; say what SQLite must do."""
    table: Table = module.CounsellingSessionRow.__table__  # type: ignore[attr-defined]
    what, why = "a test's fact", "a test"
    table.append_column(columns.choice(TOPIC, (*YES_NO, NOT_KNOWN), what, why))
    table.append_column(columns.choice(PLACE, (*PLACES, NOT_KNOWN, DOES_NOT_APPLY), what, why))
    for name, most in ((SIBLINGS, 9), (HOURS, 4000)):
        table.append_column(columns.number(name, what, why, most=most, nullable=True))
        table.append_column(columns.number_state(f"{name}_state", what))
    child = children.of_record("counselling_session").rows(
        "contact_before",
        columns.choice("contact_place", PLACES, what, why, key=True),
        columns.number("contact_times", what, why, most=9),
    )
    object.__setattr__(module.ACTIVITY, "children", {**module.ACTIVITY.children, CONTACTS: child})
    numbers = [f"{name} INTEGER" for name in (SIBLINGS, HOURS)]
    codes = [f"{name} VARCHAR" for name in (TOPIC, PLACE, f"{SIBLINGS}_state", f"{HOURS}_state")]
    more = [f"ALTER TABLE counselling_session ADD COLUMN {one}" for one in (*numbers, *codes)]
    return [*more, str(CreateTable(child.table).compile(dialect=sqlite.dialect()))]


def _label(labels: Mapping[str, tuple[str, str]], catalogue: str) -> None:
    fields = load(catalogue).product.activities["counselling-session"].fields
    for name, (sv, en) in labels.items():
        fields[name] = LabelledTexts(
            label=BilingualText(sv=sv, en=en), help=BilingualText(sv=f"Om {sv}.", en=f"About {en}.")
        )


if __name__ == "__main__":
    settings = Settings()
    object.__setattr__(module.ACTIVITY, "schema", MoreAsked)
    statements = _columns()
    with sqlite3.connect(make_url(settings.database_url).database or "") as connection:
        for statement in statements:
            connection.execute(statement)
    connection.close()
    _label(LABELS | INNER_LABELS, settings.catalogue)
    # Only now: it reads the schemas.
    from app.cli.main import main

    sys.argv = ["stodlogg", "serve", *sys.argv[1:]]
    main()
