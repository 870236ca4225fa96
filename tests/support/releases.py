"""Releases for tests of what reads them: given tables on the shelf, with no protection and nobody asked.

put_on_shelf(service.database, [table], "2019-T1")
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

import orjson
from sqlmodel import Session

from app.access.actor import COMMAND_LINE
from app.access.trail import service as trail
from app.disclosure.cell_system import CellSystem
from app.disclosure.rounding.linked_tables import LinkedTables
from app.disclosure.suppression.suppressed_tables import protect
from app.kit.db.database import Database
from app.kit.language import Text
from app.release.protection.rounding_proof import RoundingProof, proof_bytes
from app.release.protection.suppression_proof import FORMAT
from app.release.release_states import UNFINISHED
from app.release.storage import store
from app.release.storage.frozen_table import Category, FrozenDimension, FrozenMeasure, FrozenTable, Mark

DAY = date(2019, 7, 1)
PARAMETERS = store.ReleaseParameters(threshold=5, software="0.1.0", municipality="stockholm", catalogue=1)
ROUNDED = replace(PARAMETERS, secret=bytes(32))
"""The same for one whose numbers were drawn, which can have a revision."""
NOTHING = CellSystem(threshold=5, atoms=("a",), counts=(9,), cells=("c",), members=((0,),))
"""Counts that need no protection."""
NOTHING_ROUNDED = RoundingProof(LinkedTables(5, (), (), frozenset(), (), (), frozenset()), (), {}, {}, {})


def problem_bytes(system: CellSystem, places: Mapping[str, int]) -> bytes:
    """A system and its places as releases by suppression keep them."""
    return orjson.dumps(
        {
            "format": FORMAT,
            "places": places,
            "threshold": system.threshold,
            "atoms": system.atoms,
            "counts": system.counts,
            "cells": system.cells,
            "members": system.members,
            "singletons": sorted(system.singletons),
            "forced": sorted(system.forced),
            "sensitive": sorted(system.sensitive),
            "zeros_hidden": sorted(system.zeros_hidden),
            "coalitions": [sorted(one) for one in system.coalitions],
            "shares": [
                [one.numerator, one.denominator, str(one.least), str(one.greatest)] for one in system.shares
            ],
        },
        option=orjson.OPT_SORT_KEYS,
    )


def put_on_shelf(
    database: Database,
    tables: Iterable[FrozenTable],
    tertial: str,
    *,
    people: int = 2,
    day: date = DAY,
    parameters: store.ReleaseParameters = PARAMETERS,
) -> str:
    """Publish these tables as they are, as the tertial's next revision; the release's id.

    The revision that was published before is superseded, as it would be.
    """
    with database.writing() as session:
        earlier = store.of_tertial(session, tertial)
        release = _begun(session, tertial, len(earlier) + 1, day)
        _checked(session, release, tables, day, parameters)
        for one in earlier:
            if one.state == "published":
                store.move(session, one.id, "superseded")
        store.move(session, release, "published", published_day=day, people=people)
    return release


def take_off(database: Database, release: str) -> None:
    """Withdraw a release."""
    with database.writing() as session:
        store.move(session, release, "withdrawn", reason="wrong-figures")


def put_draft(database: Database, tertial: str) -> str:
    """The next revision of a tertial, begun; one that was on its way is withdrawn."""
    with database.writing() as session:
        earlier = store.of_tertial(session, tertial)
        for one in earlier:
            if one.state in UNFINISHED:
                store.move(session, one.id, "withdrawn", reason="not-needed")
        return store.begin(session, tertial, len(earlier) + 1)


def put_locked(database: Database, tertial: str) -> str:
    """A release that waits for its check, of a tertial that need not be locked."""
    with database.writing() as session:
        return _begun(session, tertial, len(store.of_tertial(session, tertial)) + 1, DAY)


def put_checked(
    database: Database,
    tables: Iterable[FrozenTable],
    tertial: str,
    parameters: store.ReleaseParameters = PARAMETERS,
) -> str:
    """A release of these tables that waits to be published."""
    with database.writing() as session:
        release = _begun(session, tertial, len(store.of_tertial(session, tertial)) + 1, DAY)
        _checked(session, release, tables, DAY, parameters)
    return release


def _begun(session: Session, tertial: str, revision: int, day: date) -> str:
    release = store.begin(session, tertial, revision)
    store.move(session, release, "locked", locked_day=day)
    trail.note(session, COMMAND_LINE, "release-locked", day, tertial=tertial)
    return release


def _checked(
    session: Session,
    release: str,
    tables: Iterable[FrozenTable],
    day: date,
    parameters: store.ReleaseParameters,
) -> None:
    proof = store.StoredProof(
        proof_bytes(NOTHING_ROUNDED) if parameters.secret else problem_bytes(NOTHING, {}),
        orjson.dumps(protect(NOTHING).certificate),
    )
    store.store(session, release, parameters, tables, proof, day)
    store.move(session, release, "checked")


# --------------------------------------------------------------------------------------- a small table


def small_table(
    table: str = "routes-in",
    period: str = "2019-T1",
    values: tuple[int | Mark, ...] = (12, 7, 19, 6, "withheld", "withheld", 18, "withheld", "withheld"),
) -> FrozenTable:
    """Two districts and the city, by two routes and their total: nine values, the city and the total last."""
    districts = (
        Category("farsta", Text("Farsta", "Farsta"), divisions=("reported", "current")),
        Category("skarholmen", Text("Skärholmen", "Skärholmen"), divisions=("reported", "current")),
        Category("stockholm", Text("Stockholm", "Stockholm"), total=True, divisions=("reported", "current")),
    )
    routes = (
        Category("preschool", Text("Förskola", "Preschool")),
        Category("school", Text("Skola", "School")),
        Category("total", Text("Totalt", "Total"), total=True),
    )
    return FrozenTable(
        id=table,
        period=period,
        title=Text("Vägar in", "Routes in"),
        counted=Text("Samtal", "Sessions"),
        source=Text("Figur 5", "Figure 5"),
        notes=(),
        dimensions=(
            FrozenDimension("district", Text("Stadsdel", "District"), districts, "district"),
            FrozenDimension("route", Text("Väg in", "Route in"), routes),
        ),
        measures=(
            FrozenMeasure(
                "sessions",
                Text("Samtal", "Sessions"),
                Text("antal", "number"),
                ("district", "route"),
                values,
            ),
        ),
    )
