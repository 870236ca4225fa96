"""Is a release what it was, and is it proved safe? Hashes, plain sums and comparisons; no solver.

The proof is checked against the tables as they are stored: what they show is what was rounded and attacked.
That of a release by suppression (until November 2026) says what is published and what withheld."""

from collections.abc import Iterator
from dataclasses import dataclass

import orjson

from app.disclosure.rounding.rounding_check import faults as faults_of_rounding
from app.disclosure.suppression.suppression_check import faults as faults_of_suppression
from app.kit.db.database import Database
from app.release.problems import ReleaseDamaged
from app.release.protection.rounding_proof import RoundingProof, place_of, proof_of
from app.release.protection.suppression_proof import SuppressionProof, system_of
from app.release.storage import store
from app.release.storage.frozen_table import FrozenTable, from_bytes
from app.release.storage.store import ReleaseContents, StoredProof

SHOWN = 5
"""Faults that are told in full; of the rest only their number."""


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at, and what is wrong with it."""

    what: str
    faults: tuple[str, ...] = ()

    def lines(self) -> Iterator[str]:
        yield f"{'holds' if not self.faults else 'FAILS'}  {self.what}"
        for fault in self.faults[:SHOWN]:
            yield f"       {fault}"
        if len(self.faults) > SHOWN:
            yield f"       and {len(self.faults) - SHOWN} more"


@dataclass(frozen=True)
class Verification:
    """All that was looked at in a release."""

    release: str
    findings: tuple[Finding, ...]

    @property
    def holds(self) -> bool:
        return not any(finding.faults for finding in self.findings)

    def lines(self) -> Iterator[str]:
        for finding in self.findings:
            yield from finding.lines()
        verdict = "is as it was made, and proved safe." if self.holds else "IS NOT AS IT SHOULD BE."
        yield f"{self.release} {verdict}"


def verify(database: Database, release: str) -> Verification:
    """Look at everything. Raises `ReleaseNotFound` for one that is not there or was not checked yet."""
    with database.reading() as session:
        try:
            content = store.find(session, release).content
        except ReleaseDamaged:
            fault = "parameters, list of tables and content hash do not fit together"
            return Verification(release, (Finding("the content hash", (fault,)),))
        findings = [Finding("the content hash")]
        tables: list[FrozenTable] = []
        damaged: list[str] = []
        for piece in content.pieces if content else ():
            try:
                tables.append(from_bytes(store.read_table(session, release, piece.table, piece.period)))
            except (ReleaseDamaged, ValueError):
                damaged.append(f"{piece.table} {piece.period} is not what its hash says")
        findings.append(Finding(f"the bytes of {len(tables) + len(damaged)} tables", tuple(damaged)))
        try:
            proof = store.read_proof(session, release)
        except ReleaseDamaged:
            findings.append(Finding("the bytes of the proof", ("they are not what their hash says",)))
            return Verification(release, tuple(findings))
    assert content is not None  # a proof is stored with its content
    return Verification(release, (*findings, *_proved(content, tables, proof)))


def _proved(content: ReleaseContents, tables: list[FrozenTable], proof: StoredProof) -> Iterator[Finding]:
    yield Finding("the bytes of the proof")
    try:
        if content.parameters.method == "rounding":
            yield from _rounded(content, tables, proof_of(proof.problem), orjson.loads(proof.certificate))
        else:
            yield from _withheld(content, tables, system_of(proof.problem), orjson.loads(proof.certificate))
    except (ValueError, KeyError, TypeError) as error:
        yield Finding("the proof", (f"it cannot be read: {error}",))


def _threshold(content: ReleaseContents, threshold: int) -> Iterator[Finding]:
    if threshold != content.parameters.threshold:
        wrong = f"the proof is for {threshold}, the release for {content.parameters.threshold}"
        yield Finding("the threshold", (wrong,))


# --------------------------------------------------------------------------------------------- rounding


def _rounded(
    content: ReleaseContents, tables: list[FrozenTable], proof: RoundingProof, certificate: object
) -> Iterator[Finding]:
    yield from _threshold(content, proof.linked.threshold)
    yield Finding(
        f"the rule and the certificate: {len(proof.linked.shown)} protected figures",
        tuple(faults_of_rounding(proof.linked, proof.shown, certificate)),
    )
    found = [_shown(table, proof) for table in tables]
    yield from _compared(found, "figures against what was rounded")


def _shown(table: FrozenTable, proof: RoundingProof) -> "_Comparison":
    cells, outside, wrong = 0, 0, []
    for measure in table.measures:
        for categories, value in table.cells(measure.code):
            name = place_of(table.id, measure.code, categories)
            cell = proof.places.get(name)
            if cell is None:
                outside += isinstance(value, int) and value > 0
                continue
            cells += 1
            number = proof.shown[cell] + proof.exact.get(name, 0)
            if (isinstance(value, int) and value != number) or (not isinstance(value, int) and number):
                wrong.append(f"{name} is {value}, and {number} in the proof")
    return _Comparison(table.id, cells, outside, tuple(wrong))


# ------------------------------------------------------------------------------------------ suppression


def _withheld(
    content: ReleaseContents, tables: list[FrozenTable], proved: SuppressionProof, certificate: object
) -> Iterator[Finding]:
    system = proved.system
    yield from _threshold(content, system.threshold)
    attackers = f"the public and {len(system.coalitions)} insiders"
    yield Finding(
        f"the certificate: {len(system.primary)} small or sensitive cells against {attackers}",
        tuple(faults_of_suppression(system, certificate)),
    )
    withheld = set(certificate["withheld"]) if isinstance(certificate, dict) else set()
    found = [_differences(table, proved, withheld) for table in tables]
    yield from _compared(found, "published or withheld cells against what was proved")


def _differences(table: FrozenTable, proved: SuppressionProof, withheld: set[str]) -> "_Comparison":
    system, cells, outside, wrong = proved.system, 0, 0, []
    for measure in table.measures:
        for categories, value in table.cells(measure.code):
            name = place_of(table.id, measure.code, categories)
            cell = proved.places.get(name)
            if cell is None:
                outside += isinstance(value, int) and value > 0
                continue
            cells += 1
            hidden = system.cells[cell] in withheld
            if value == "withheld" and not hidden:
                continue  # more may be withheld than the proof asks for
            if value != "withheld" and hidden:
                wrong.append(f"{name} is shown, and the proof withholds it")
            elif isinstance(value, int) and value != system.values[cell]:
                wrong.append(f"{name} is {value}, and {system.values[cell]} in the proof")
    return _Comparison(table.id, cells, outside, tuple(wrong))


# ------------------------------------------------------------------------------------------------ tables


@dataclass(frozen=True)
class _Comparison:
    table: str
    cells: int
    open: int
    faults: tuple[str, ...]


def _compared(found: list[_Comparison], what: str) -> Iterator[Finding]:
    cells = sum(one.cells for one in found)
    yield Finding(f"{cells} {what}", tuple(fault for one in found for fault in one.faults))
    outside = sorted({one.table for one in found if one.open})
    if outside:
        number = sum(one.open for one in found)
        yield Finding(f"{number} figures are outside the proof, as nobody's own: in {', '.join(outside)}")
