"""`verify` sees what is right, and every way in which a release can have been tampered with."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import orjson
import pytest
import zstandard
from sqlalchemy import update

from app.access.actor import COMMAND_LINE
from app.release.lifecycle import release_acts
from app.release.problems import OtherMethod
from app.release.protection.rounding_proof import RoundingProof, proof_bytes, proof_of
from app.release.protection.verification import Verification, verify
from app.release.storage import store
from app.release.storage.frozen_table import as_bytes, from_bytes
from app.release.storage.store import StoredProof
from app.release.storage.tables import CERTIFICATE, CONTENT, TABLE
from tests.release.conftest import FIRST, TERTIAL
from tests.release.fake import Freezer
from tests.release.take import FOLDER
from tests.support.service import Service
from tests.support.unguarded import unguarded


@pytest.fixture
def checked(quick: Service, freezer: Freezer) -> Service:
    release_acts.lock(quick.database, COMMAND_LINE, TERTIAL, quick.here)
    release_acts.check(quick.database, COMMAND_LINE, FIRST, quick.here, lambda *_: None)
    return quick


def _failed(found: Verification) -> list[str]:
    return [one.what for one in found.findings if one.faults]


def test_a_release_as_it_was_made_holds(checked: Service) -> None:
    found = verify(checked.database, FIRST)
    assert found.holds
    said = list(found.lines())
    assert said[-1] == f"{FIRST} is as it was made, and proved safe."
    assert "holds  the rule and the certificate: 16 protected figures" in said
    assert f"holds  {CELLS}" in said


Tamper = Callable[[Any], Any]


def _spoil_table(service: Service, change: Tamper) -> None:
    """Give a table other values, and make every hash fit again, as somebody with the database could."""
    with service.database.reading() as session:
        raw = json.loads(store.read_table(session, FIRST, "routes-in", TERTIAL))
        content = store.find(session, FIRST).content
    assert content is not None
    raw["measures"][0]["values"] = change(raw["measures"][0]["values"])
    spoiled = as_bytes(from_bytes(orjson.dumps(raw)))
    sha256 = hashlib.sha256(spoiled).digest()
    pieces = [piece._replace(sha256=sha256) for piece in content.pieces]
    content_hash = store.hash_of(FIRST, content.parameters, pieces)
    packed = zstandard.ZstdCompressor().compress(spoiled)
    with service.database.engine.begin() as connection, unguarded(connection):
        connection.execute(update(TABLE).values(packed=packed, sha256=sha256))
        connection.execute(update(CONTENT).values(content_hash=content_hash))


def _spoil_proof(service: Service, change: Callable[[RoundingProof, Any], tuple[RoundingProof, Any]]) -> None:
    """The same with what was rounded and the certificate."""
    with service.database.reading() as session:
        proof = store.read_proof(session, FIRST)
    rounded, certificate = change(proof_of(proof.problem), orjson.loads(proof.certificate))
    spoiled = StoredProof(proof_bytes(rounded), orjson.dumps(certificate))
    packed = [zstandard.ZstdCompressor().compress(one) for one in spoiled]
    values = {"problem": packed[0], "certificate": packed[1], "sha256": store._proof_hash(spoiled)}
    with service.database.engine.begin() as connection, unguarded(connection):
        connection.execute(update(CERTIFICATE).values(values))


def _other(values: list[Any], old: Any, new: Any) -> list[Any]:
    place = values.index(old)
    return [*values[:place], new, *values[place + 1 :]]


CELLS = "16 figures against what was rounded"


@pytest.mark.parametrize("to", [2, "withheld"], ids=["another figure", "a mark"])
def test_tables_that_are_not_what_was_rounded_are_found(checked: Service, to: Any) -> None:
    _spoil_table(checked, lambda values: [to, *values[1:]])
    found = verify(checked.database, FIRST)
    assert _failed(found) == [CELLS]
    assert f"routes-in/sessions/farsta/preschool is {to}, and " in "\n".join(found.lines())


def _without_truths(proof: RoundingProof, certificate: Any) -> tuple[RoundingProof, Any]:
    return proof, {**certificate, "truths": []}


def _lower_threshold(proof: RoundingProof, certificate: Any) -> tuple[RoundingProof, Any]:
    return replace(proof, linked=replace(proof.linked, threshold=4)), certificate


def _beyond_the_rule(proof: RoundingProof, certificate: Any) -> tuple[RoundingProof, Any]:
    return replace(proof, shown=tuple(number + 9 for number in proof.shown)), certificate


def _unreadable(proof: RoundingProof, certificate: Any) -> tuple[RoundingProof, Any]:
    return proof, {"version": 99, "more": list(range(40))}


@pytest.mark.parametrize("change", [_without_truths, _lower_threshold, _beyond_the_rule, _unreadable])
def test_a_proof_that_was_tampered_with_is_found(checked: Service, change: Any) -> None:
    _spoil_proof(checked, change)
    found = verify(checked.database, FIRST)
    assert not found.holds
    assert next(found.lines()) == "holds  the content hash"
    assert list(found.lines())[-1] == f"{FIRST} IS NOT AS IT SHOULD BE."


def test_a_release_by_suppression_is_verified_for_ever(quick: Service) -> None:
    """The release of November 2026: its rows as they were stored, with its proof of that time."""
    with quick.database.engine.begin() as connection, unguarded(connection):
        for statement in (FOLDER / "release-0.1.0.sql").read_text("utf-8").splitlines():
            connection.exec_driver_sql(statement)
    known = json.loads((FOLDER / "release-0.1.0.json").read_text("utf-8"))
    found = verify(quick.database, known["release"])
    assert found.holds, list(found.lines())
    assert "holds  the certificate: 2 small or sensitive cells against the public and 0 insiders" in list(
        found.lines()
    )
    release = release_acts.show(quick.database, COMMAND_LINE, known["release"])
    assert release.content is not None
    assert release.content.parameters.method == "suppression"
    # A revision of it is refused in words: the two methods cannot be protected together.
    with pytest.raises(OtherMethod):
        release_acts.revise(quick.database, COMMAND_LINE, known["tertial"], quick.here)
    # One that was begun before the method was another is refused when it is checked.
    with quick.database.writing() as session:
        second = store.begin(session, known["tertial"], 2)
    release_acts.lock(quick.database, COMMAND_LINE, known["tertial"], quick.here)
    with pytest.raises(OtherMethod):
        release_acts.require_checkable(quick.database, COMMAND_LINE, second, quick.here)


def test_bytes_that_do_not_fit_their_hash_are_found(checked: Service) -> None:
    other = zstandard.ZstdCompressor().compress(bytes(range(100)))
    for change, what in (
        (update(CERTIFICATE).values(certificate=other), "the bytes of the proof"),
        (update(TABLE).values(packed=other), "the bytes of 1 tables"),
        (update(CONTENT).values(software="0.2.0"), "the content hash"),
    ):
        with checked.database.engine.begin() as connection, unguarded(connection):
            connection.execute(change)
        assert what in _failed(verify(checked.database, FIRST))
