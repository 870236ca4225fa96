"""Releases in the database: stored once, read back only if every hash still fits.

The caller owns the transaction. A content hash is over what a release was made by and over each table's own
hash, so that a table is verified when it is read and the whole without reading any.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple

import orjson
import zstandard
from sqlalchemy import Row, Select, insert, select, update
from sqlmodel import Session

from app.kit.json_values import JsonObject
from app.release.problems import ReleaseDamaged, ReleaseNotFound
from app.release.release_states import Reason, State
from app.release.storage.frozen_table import FrozenTable, as_bytes, from_bytes
from app.release.storage.tables import CERTIFICATE, CONTENT, RELEASE, ROUNDING, TABLE

Method = Literal["rounding", "suppression"]
"""How figures are protected: by showing other numbers, or (until November 2026) by withholding some."""

LEVEL = 9
"""How hard is compressed: it is done once, and read for ever."""

LARGEST = 2_000_000_000
"""Bytes that one stored piece may have when it is unpacked."""


class FrozenPiece(NamedTuple):
    """One table of a release: its id, its tertial or year, and the hash of its bytes."""

    table: str
    period: str
    sha256: bytes


@dataclass(frozen=True)
class ReleaseParameters:
    """By what a release is made."""

    threshold: int
    software: str
    municipality: str
    catalogue: int
    secret: bytes | None = None
    """The fingerprint of the secret that the numbers were drawn with; None where figures were withheld."""

    @property
    def method(self) -> Method:
        return "suppression" if self.secret is None else "rounding"


@dataclass(frozen=True)
class ReleaseContents:
    """What a release holds: nothing before it was checked."""

    parameters: ReleaseParameters
    content_hash: bytes
    checked_day: date
    pieces: tuple[FrozenPiece, ...]


@dataclass(frozen=True)
class Release:
    """A release as it stands."""

    id: str
    tertial: str
    revision: int
    state: State
    reason: Reason | None
    people: int | None
    locked_day: date | None
    published_day: date | None
    content: ReleaseContents | None

    @property
    def one_person(self) -> bool:
        return self.people == 1


class StoredProof(NamedTuple):
    """A certificate, and what was protected, as bytes (JSON)."""

    problem: bytes
    certificate: bytes


# --------------------------------------------------------------------------------------------- reading


def find(session: Session, release: str) -> Release:
    """One release. Raises `ReleaseNotFound`, `ReleaseDamaged`."""
    found = _read(session, select(RELEASE).where(RELEASE.c.id == release))
    if not found:
        raise ReleaseNotFound()
    return found[0]


def of_tertial(session: Session, tertial: str) -> list[Release]:
    """Every revision of a tertial, in their order. Raises `ReleaseDamaged`."""
    return _read(session, select(RELEASE).where(RELEASE.c.tertial == tertial))


def find_all(session: Session) -> list[Release]:
    """Every release, by tertial and revision. Raises `ReleaseDamaged`."""
    return _read(session, select(RELEASE))


def _read(session: Session, statement: Select[Any]) -> list[Release]:
    rows = session.execute(statement.order_by(RELEASE.c.tertial, RELEASE.c.revision)).all()
    ids = [row.id for row in rows]
    contents = {
        one.release: one for one in session.execute(select(CONTENT).where(CONTENT.c.release.in_(ids))).all()
    }
    secrets = {
        one.release: bytes(one.secret)
        for one in session.execute(select(ROUNDING).where(ROUNDING.c.release.in_(ids))).all()
    }
    pieces: dict[str, list[FrozenPiece]] = {}
    listed = select(TABLE.c.release, TABLE.c.code, TABLE.c.period, TABLE.c.sha256)
    listed = listed.where(TABLE.c.release.in_(ids)).order_by(TABLE.c.code, TABLE.c.period)
    for one in session.execute(listed).all():
        pieces.setdefault(one.release, []).append(FrozenPiece(one.code, one.period, bytes(one.sha256)))
    return [_release(row, contents.get(row.id), secrets.get(row.id), pieces.get(row.id, [])) for row in rows]


def _release(
    row: Row[Any], content: Row[Any] | None, secret: bytes | None, pieces: Sequence[FrozenPiece]
) -> Release:
    held = None
    if content is not None:
        parameters = ReleaseParameters(
            content.threshold, content.software, content.municipality, content.catalogue, secret
        )
        held = ReleaseContents(parameters, bytes(content.content_hash), content.checked_day, tuple(pieces))
        if held.content_hash != hash_of(row.id, parameters, pieces):
            raise ReleaseDamaged()
    return Release(
        row.id, row.tertial, row.revision, row.state, row.reason, row.people, row.locked_day,
        row.published_day, held,
    )  # fmt: skip


def read_table(session: Session, release: str, table: str, period: str) -> bytes:
    """The bytes of a table, as they were stored. Raises `ReleaseNotFound`, `ReleaseDamaged`."""
    where = TABLE.c.release == release, TABLE.c.code == table, TABLE.c.period == period
    row = session.execute(select(TABLE.c.packed, TABLE.c.sha256).where(*where)).first()
    if row is None:
        raise ReleaseNotFound()
    raw = _unpacked(row.packed)
    if hashlib.sha256(raw).digest() != bytes(row.sha256):
        raise ReleaseDamaged()
    return raw


def read_tables(session: Session, release: Release) -> list[FrozenTable]:
    """Every table of a release, none before its check. Raises `ReleaseDamaged`."""
    pieces = release.content.pieces if release.content else ()
    return [from_bytes(read_table(session, release.id, piece.table, piece.period)) for piece in pieces]


def read_proof(session: Session, release: str) -> StoredProof:
    """Raises `ReleaseNotFound` where there is none yet, `ReleaseDamaged`."""
    row = session.execute(select(CERTIFICATE).where(CERTIFICATE.c.release == release)).first()
    if row is None:
        raise ReleaseNotFound()
    proof = StoredProof(_unpacked(row.problem), _unpacked(row.certificate))
    if _proof_hash(proof) != bytes(row.sha256):
        raise ReleaseDamaged()
    return proof


# --------------------------------------------------------------------------------------------- writing


def begin(session: Session, tertial: str, revision: int) -> str:
    """Add a release in `draft`; its id."""
    id_ = f"{tertial}-r{revision}"
    session.execute(insert(RELEASE).values(id=id_, tertial=tertial, revision=revision, state="draft"))
    return id_


def move(session: Session, release: str, state: State, **facts: object) -> None:
    """Give a release another state; the database refuses one that cannot follow."""
    session.execute(update(RELEASE).where(RELEASE.c.id == release).values(state=state, **facts))


def store(
    session: Session,
    release: str,
    parameters: ReleaseParameters,
    tables: Iterable[FrozenTable],
    proof: StoredProof,
    day: date,
) -> None:
    """Store all that a release holds, once."""
    rows: list[dict[str, Any]] = []
    for table in tables:
        raw = as_bytes(table)
        own = {"release": release, "code": table.id, "period": table.period}
        rows.append({**own, "sha256": hashlib.sha256(raw).digest(), "packed": _packed(raw)})
    pieces = [FrozenPiece(row["code"], row["period"], row["sha256"]) for row in rows]
    held: Mapping[str, object] = {
        "release": release,
        "threshold": parameters.threshold,
        "software": parameters.software,
        "municipality": parameters.municipality,
        "catalogue": parameters.catalogue,
        "content_hash": hash_of(release, parameters, pieces),
        "checked_day": day,
    }
    session.execute(insert(CONTENT).values(held))
    if parameters.secret is not None:
        session.execute(insert(ROUNDING).values(release=release, secret=parameters.secret))
    if rows:
        session.execute(insert(TABLE), rows)
    packed = {"problem": _packed(proof.problem), "certificate": _packed(proof.certificate)}
    session.execute(insert(CERTIFICATE).values(release=release, sha256=_proof_hash(proof), **packed))


def hash_of(release: str, parameters: ReleaseParameters, pieces: Iterable[FrozenPiece]) -> bytes:
    """The content hash: 32 bytes. The same data gives the same hash in every version of the software."""
    listed = sorted((piece.table, piece.period, piece.sha256.hex()) for piece in pieces)
    said: JsonObject = {
        "release": release,
        "threshold": parameters.threshold,
        "software": parameters.software,
        "municipality": parameters.municipality,
        "catalogue": parameters.catalogue,
        "tables": listed,
    }
    if parameters.secret is not None:
        said |= {"method": parameters.method, "secret": parameters.secret.hex()}
    return hashlib.sha256(orjson.dumps(said, option=orjson.OPT_SORT_KEYS)).digest()


def _proof_hash(proof: StoredProof) -> bytes:
    parts = (hashlib.sha256(one).digest() for one in proof)
    return hashlib.sha256(b"".join(parts)).digest()


def _packed(raw: bytes) -> bytes:
    return zstandard.ZstdCompressor(level=LEVEL, write_checksum=True).compress(raw)


def _unpacked(packed: bytes) -> bytes:
    """Raises `ReleaseDamaged`."""
    try:
        return zstandard.ZstdDecompressor().decompress(bytes(packed), max_output_size=LARGEST)
    except zstandard.ZstdError as error:
        raise ReleaseDamaged() from error
