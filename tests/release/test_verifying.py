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
from app.release import lifecycle, storage
from app.release.frozen import as_bytes, from_bytes
from app.release.proof import problem_bytes, problem_of
from app.release.storage import Proof
from app.release.tables import CERTIFICATE, CONTENT, TABLE
from app.release.verifying import Verification, verify
from tests.release.conftest import FIRST, TERTIAL
from tests.release.fake import Freezer
from tests.support.service import Service
from tests.support.unguarded import unguarded


@pytest.fixture
def checked(quick: Service, freezer: Freezer) -> Service:
    lifecycle.lock(quick.database, COMMAND_LINE, TERTIAL, quick.here)
    lifecycle.check(quick.database, COMMAND_LINE, FIRST, quick.here, lambda *_: None)
    return quick


def _failed(found: Verification) -> list[str]:
    return [one.what for one in found.findings if one.faults]


def test_a_release_as_it_was_made_holds(checked: Service) -> None:
    found = verify(checked.database, FIRST)
    assert found.holds
    said = list(found.lines())
    assert said[-1] == f"{FIRST} is as it was made, and proved safe."
    assert "holds  the certificate: 2 small or sensitive cells against the public and 0 insiders" in said
    assert "holds  16 published or withheld cells against what was proved" in said


Tamper = Callable[[Any], Any]


def _spoil_table(service: Service, change: Tamper) -> None:
    """Give a table other values, and make every hash fit again, as somebody with the database could."""
    with service.database.reading() as session:
        raw = json.loads(storage.read_table(session, FIRST, "routes-in", TERTIAL))
        content = storage.find(session, FIRST).content
    assert content is not None
    raw["measures"][0]["values"] = change(raw["measures"][0]["values"])
    spoiled = as_bytes(from_bytes(orjson.dumps(raw)))
    sha256 = hashlib.sha256(spoiled).digest()
    pieces = [piece._replace(sha256=sha256) for piece in content.pieces]
    content_hash = storage.hash_of(FIRST, content.parameters, pieces)
    packed = zstandard.ZstdCompressor().compress(spoiled)
    with service.database.engine.begin() as connection, unguarded(connection):
        connection.execute(update(TABLE).values(packed=packed, sha256=sha256))
        connection.execute(update(CONTENT).values(content_hash=content_hash))


def _spoil_proof(service: Service, change: Callable[[Any, Any], tuple[Any, Any]]) -> None:
    """The same with the problem and the certificate."""
    with service.database.reading() as session:
        proof = storage.read_proof(session, FIRST)
    problem, certificate = change(problem_of(proof.problem), orjson.loads(proof.certificate))
    spoiled = Proof(problem_bytes(*problem), orjson.dumps(certificate))
    packed = [zstandard.ZstdCompressor().compress(one) for one in spoiled]
    values = {"problem": packed[0], "certificate": packed[1], "sha256": storage._proof_hash(spoiled)}
    with service.database.engine.begin() as connection, unguarded(connection):
        connection.execute(update(CERTIFICATE).values(values))


def _other(values: list[Any], old: Any, new: Any) -> list[Any]:
    place = values.index(old)
    return [*values[:place], new, *values[place + 1 :]]


CELLS = "16 published or withheld cells against what was proved"


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda values: _other(values, "withheld", 2), "is shown, and the proof withholds it"),
        (lambda values: _other(values, 12, 13), "routes-in/sessions/farsta/preschool is 13, and 12"),
    ],
    ids=["a small count is shown", "a figure is another"],
)
def test_tables_that_are_not_what_was_proved_are_found(checked: Service, change: Tamper, words: str) -> None:
    _spoil_table(checked, change)
    found = verify(checked.database, FIRST)
    assert _failed(found) == [CELLS]
    assert words in "\n".join(found.lines())


def test_more_withheld_than_proved_is_no_harm(checked: Service) -> None:
    _spoil_table(checked, lambda values: _other(values, 12, "withheld"))
    assert verify(checked.database, FIRST).holds


def _less_withheld(problem: Any, certificate: Any) -> tuple[Any, Any]:
    return problem, {**certificate, "withheld": certificate["withheld"][1:]}


def _no_witnesses(problem: Any, certificate: Any) -> tuple[Any, Any]:
    return problem, {**certificate, "attackers": []}


def _lower_threshold(proved: Any, certificate: Any) -> tuple[Any, Any]:
    return (replace(proved.problem, threshold=3), proved.places), certificate


@pytest.mark.parametrize("change", [_less_withheld, _no_witnesses, _lower_threshold])
def test_a_proof_that_was_tampered_with_is_found(checked: Service, change: Any) -> None:
    _spoil_proof(checked, change)
    found = verify(checked.database, FIRST)
    assert not found.holds
    assert next(found.lines()) == "holds  the content hash"
    assert list(found.lines())[-1] == f"{FIRST} IS NOT AS IT SHOULD BE."


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
