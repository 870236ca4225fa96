"""The ledger: every figure of a tertial that was ever published, also of superseded and withdrawn releases.

What was read once stays known. A revision is protected with all of it in the attacker's hands.
"""

from collections.abc import Iterable

from sqlmodel import Session

from app.release.problems import OtherMethod, ReleaseDamaged
from app.release.rounding_proof import RoundingProof, proof_of
from app.release.storage import Release, of_tertial, read_proof


def published(session: Session, tertial: str) -> list[Release]:
    """Every release of a tertial that was ever on the shelf, in their order. Raises `ReleaseDamaged`."""
    return [one for one in of_tertial(session, tertial) if was_published(one)]


def proofs(session: Session, releases: Iterable[Release]) -> tuple[RoundingProof, ...]:
    """What each of them was rounded from. Raises `ReleaseDamaged`, `OtherMethod`."""
    return tuple(proof_of(read_proof(session, one.id).problem) for one in releases)


def drawn_with(releases: Iterable[Release]) -> bytes | None:
    """The fingerprint of the secret that they were drawn with; None where there is none yet.

    Raises `OtherMethod` where figures were withheld instead, `ReleaseDamaged` where they do not agree.
    """
    found = {one.content.parameters.secret if one.content else None for one in releases}
    if None in found:
        raise OtherMethod()
    if len(found) > 1:
        raise ReleaseDamaged()
    return next(iter(found), None)


def was_published(release: Release) -> bool:
    """Whether anybody outside can have read it."""
    return release.published_day is not None
