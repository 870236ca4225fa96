"""What was made before a home visit had the fields of `later_fields`, met by a service that has them."""

import json
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic import command
from sqlalchemy import create_engine

from app.activities.home_visit import ACTIVITY
from app.importing.template import template
from app.kit.db import migration
from app.kit.db.database import Database
from app.kit.language import LANGUAGES
from app.schema import metadata
from app.vocabulary.states import DOES_NOT_APPLY, NOT_ASKED, NOT_KNOWN
from migrations.revision import write
from tests.importing.files import cells_of, csv_bytes, csv_file, headers_of, run
from tests.migrations.databases import ROWS, copied, laid, put_rows
from tests.support.service import Service, example, new_id, settings_for, start

PATH = "/api/v1/home-visits"
NEW = ("in_time", "play", "rooms", "grandparents", "subjects")
ANSWERED = {"in_time": "yes", "play": "no", "rooms": 3, "grandparents": 1, "subjects": ["none"]}


def main(url: str, another: str, folder: Path) -> None:
    settings = copied(folder, "versions/*.py")
    migration.config = lambda: settings
    yesterday = migration.head()
    database = Database(settings_for(url, "stockholm"))
    migration.upgrade(database)
    put_rows(database, yesterday)
    before = laid(database.engine)

    write("fields that come later", settings)
    migration.upgrade(database)
    declared = create_engine(another)
    metadata.create_all(declared)
    made, wanted = laid(database.engine), laid(declared)
    assert made == wanted, [(made[name] ^ wanted[name]) for name in made if made[name] != wanted[name]]
    with database.engine.connect() as connection:
        settings.attributes["connection"] = connection
        command.downgrade(settings, yesterday)
        assert laid(database.engine) == before
        command.upgrade(settings, "head")
    database.dispose()

    known = json.loads((ROWS / f"{yesterday}.json").read_text("utf-8"))["records"]
    with contextmanager(start)(url, "stockholm") as service:
        meet(service, {path: record for path, record in known.items() if path.startswith(PATH)}, folder)


def meet(service: Service, known: dict[str, Any], folder: Path) -> None:
    assert known
    city, tablet = service.coordinator(), service.tablet("rinkeby-kista")
    for path, record in known.items():
        stored = city.get(path).json()
        assert stored["hash"] == record["hash"]
        assert {name: stored["content"][name] for name in NEW} == dict.fromkeys(NEW, NOT_ASKED)
        again = city.put(path, json=record["content"])
        assert again.json().get("verdict") == "same", again.text

    held = example("home-visit", "stockholm")
    kept = {
        name: held[name] for name in ("district", "month", "catalogue_version", "programme", "visit_number")
    }
    missed = {**kept, "outcome": "missed", "missed_reason": NOT_KNOWN}
    for old in (held, missed):
        path = f"{PATH}/{new_id()}"
        assert tablet.put(path, json=old).status_code == 201
        assert {city.get(path).json()["content"][name] for name in NEW} == {NOT_ASKED}
        assert tablet.put(path, json={**old, **dict.fromkeys(NEW, NOT_ASKED)}).json()["verdict"] == "same"
    records = [{"activity": "home-visit", "id": new_id(), "content": one} for one in (held, missed)]
    answer = tablet.post("/api/v1/batches", json={"records": records}).json()
    assert [one["verdict"] for one in answer["verdicts"]] == ["created", "created"], answer

    # The new form asks; what it sends is held by the same rules as any other field.
    assert tablet.put(f"{PATH}/{new_id()}", json={**held, **ANSWERED}).status_code == 201
    nothing = dict.fromkeys(NEW[1:], DOES_NOT_APPLY)
    assert tablet.put(f"{PATH}/{new_id()}", json={**missed, "in_time": "no", **nothing}).status_code == 201
    for wrong, rule in (({**held, **nothing}, "held-needs"), ({**missed, **ANSWERED}, "missed-has-none")):
        refused = tablet.put(f"{PATH}/{new_id()}", json=wrong)
        assert {(one["field"], one["rule"]) for one in refused.json()["errors"]} == {
            (name, rule) for name in NEW[1:]
        }

    files(service, folder)
    figures = city.get("/api/v1/statistics/home-visit-participants?period=2019-T1")
    assert figures.status_code == 200, figures.text


def files(service: Service, folder: Path) -> None:
    """A file of yesterday's template lacks the columns: not asked. Where they are, blank is not known."""
    (cells,) = cells_of("home-visit", "stockholm", visit_number="5")
    headers = headers_of(service, "home-visit")
    assert set(NEW) < set(headers)
    old = folder / "old.csv"
    old.write_bytes(csv_bytes([name for name in headers if name not in NEW], [cells], ";"))
    assert run(service, "home-visit", old).mistakes == ()
    for language in LANGUAGES:
        assert template(ACTIVITY, service.here.catalogue, "xlsx", language)
    blank = csv_file(service, "home-visit", [{**cells, "visit_number": "6"}], folder)
    assert run(service, "home-visit", blank).mistakes == ()
    with service.database.reading() as session:
        table = ACTIVITY.table
        rows = session.execute(table.select().where(table.c.visit_number.in_(("5", "6")))).all()
        found = {row.visit_number: (row.in_time, row.play, row.rooms_state) for row in rows}
    assert found == {"5": (NOT_ASKED,) * 3, "6": (NOT_KNOWN,) * 3}
