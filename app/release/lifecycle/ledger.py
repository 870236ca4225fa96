"""The ledger: every figure of a tertial that was ever published, also of superseded and withdrawn releases.

What was read once stays known. A revision is protected with all of it in the attacker's hands.
"""

from collections.abc import Iterable

from sqlmodel import Session

from app.kit.language import Text
from app.release.problems import OtherMethod, ReleaseDamaged
from app.release.protection.rounding_proof import RoundingProof, proof_of
from app.release.storage.store import Release, of_tertial, read_proof


def published(session: Session, tertial: str) -> list[Release]:
    """Every release of a tertial that was ever on the shelf, in their order. Raises `ReleaseDamaged`."""
    return [one for one in of_tertial(session, tertial) if was_published(one)]


def proofs(session: Session, releases: Iterable[Release]) -> tuple[RoundingProof, ...]:
    """What each of them was rounded from. Raises `ReleaseDamaged`, `OtherMethod`."""
    return tuple(proof_of(read_proof(session, release.id).problem) for release in releases)


def waiting(session: Session, release: Release) -> int:
    """Of how many districts something waits for a later revision: too few of their records have changed.

    For those who bring the release about alone. Raises `ReleaseDamaged`.
    """
    if release.content is None or release.content.parameters.method != "rounding":
        return 0
    return len(proof_of(read_proof(session, release.id).problem).waiting)


def in_words(waits: int) -> Text:
    """What to tell of it, with the noun in brackets; nothing where nothing waits."""
    if not waits:
        return Text("", "")
    of = f"{waits} [district{'s' if waits > 1 else ''}]"
    return Text(
        f"{of} väntar: för få registreringar har ändrats där, så siffrorna står kvar som de publicerades. "
        "Ändringen kommer med i en senare version, när fler har ändrats.",
        f"{of} must wait: too few records have changed there, so the figures stay as they were published. "
        "The change comes with a later revision, when more have changed.",
    )


def drawn_with(releases: Iterable[Release]) -> bytes | None:
    """The fingerprint of the secret that they were drawn with; None where there is none yet.

    Raises `OtherMethod` where figures were withheld instead, `ReleaseDamaged` where they do not agree.
    """
    found = {release.content.parameters.secret if release.content else None for release in releases}
    if None in found:
        raise OtherMethod()
    if len(found) > 1:
        raise ReleaseDamaged()
    return next(iter(found), None)


def was_published(release: Release) -> bool:
    """Whether anybody outside can have read it."""
    return release.published_day is not None
