"""The ledger: every figure of a tertial that was ever published, also of superseded and withdrawn releases.

What was read once stays known. A revision is protected with all of it in the attacker's hands.
"""

from sqlmodel import Session

from app.release.frozen import FrozenTable
from app.release.proof import Proved, problem_of
from app.release.storage import Release, of_tertial, read_proof, read_tables


def published(session: Session, tertial: str) -> tuple[FrozenTable, ...]:
    """Every table that was ever on the shelf for a tertial (with the last one, for its year), the oldest
    revision's first. Raises `ReleaseDamaged`."""
    return tuple(
        table
        for release in of_tertial(session, tertial)
        if was_published(release)
        for table in read_tables(session, release)
    )


def proved(session: Session, tertial: str) -> tuple[Proved, ...]:
    """What each of those releases was before protection, in the same order. Raises `ReleaseDamaged`."""
    return tuple(
        problem_of(read_proof(session, release.id).problem)
        for release in of_tertial(session, tertial)
        if was_published(release)
    )


def was_published(release: Release) -> bool:
    """Whether anybody outside can have read it."""
    return release.published_day is not None
