"""The acts in a release's life. Each is one transaction with its note in the trail, or nothing.

Whether somebody may (`NotAllowed`, `OtherDistrict`) is asked first, then whether it can happen now: the
state (`states`), four eyes, a tertial that is really closed.
"""

import re
from importlib.metadata import version
from typing import TYPE_CHECKING

import orjson
from sqlmodel import Session

from app.access.actor import Actor, require_in_city
from app.access.request_context import RequestContext
from app.access.trail import service as trail
from app.disclosure.cell_system import CannotProtect, SolverFailure
from app.intake.advisory_locks import hold_tertial
from app.intake.locks.service import end_exceptions, lock_tertial
from app.intake.locks.tables import exceptions
from app.kit.db.database import Database
from app.kit.faults import Fault
from app.kit.language import Text
from app.kit.problems import InvalidInput
from app.progress import Progress
from app.release.lifecycle.ledger import drawn_with, proofs, published, was_published
from app.release.problems import (
    CannotRelease,
    ExceptionsOpen,
    ReleaseNotFound,
    ReleaseUnfinished,
    SamePerson,
)
from app.release.protection.rounding_proof import RoundingProof, proof_bytes
from app.release.protection.secret import fingerprint, rotate, secret_of
from app.release.release_states import UNFINISHED, Act, Reason, State, after, permission_for
from app.release.storage import store
from app.release.storage.store import Release, ReleaseParameters, StoredProof
from app.vocabulary.periods import TERTIAL

if TYPE_CHECKING:
    from app.release.protection.frozen_release import FrozenRelease


def lock(database: Database, who: Actor, tertial: str, here: RequestContext) -> Release:
    """Close a tertial for good (or a revision's late records) and bring its release to `locked`.

    The first release of a tertial begins here. Asked again after it was cut off, it does what is left.
    Raises `WrongState`, and what locking a tertial raises: `NotOver`, `InvalidInput`.
    """
    _require(who, "lock")
    if not re.match(TERTIAL, tertial):
        right = Text("ÅÅÅÅ-T1, -T2 eller -T3.", "YYYY-T1, -T2 or -T3.")
        raise InvalidInput(faults=[Fault("tertial", "wrong-format", right)])
    with database.reading() as session:
        _after_lock(store.of_tertial(session, tertial))
    lock_tertial(database, who, tertial, here)
    end_exceptions(database, who, tertial, here)
    with database.writing() as session:
        hold_tertial(session.connection(), tertial)
        revisions = store.of_tertial(session, tertial)
        target = _after_lock(revisions)
        release = revisions[-1].id if revisions else store.begin(session, tertial, 1)
        store.move(session, release, target, locked_day=here.day)
        trail.note(session, who, "release-locked", here.day, tertial=tertial)
        return store.find(session, release)


def _after_lock(revisions: list[Release]) -> State:
    return after("lock", revisions[-1].state if revisions else after("begin", None))


def check(database: Database, who: Actor, release: str, here: RequestContext, progress: Progress) -> Release:
    """Freeze, protect and attack a locked release's tables; what passed is stored, all of it at once.

    Takes long, and holds nobody up: nothing is written before the end, so that one that was interrupted has
    left nothing and can be started again. Raises `ReleaseNotFound`, `WrongState`, `ExceptionsOpen`,
    `CannotRelease`, and whatever `progress` raises to stop it.
    """
    _require(who, "check")
    with database.reading() as session:
        tertial = _checkable(session, release, here)
        secret, before = _drawn_before(session, tertial, here)
        made = _made(session, tertial, here, secret, before, progress)
    proof = StoredProof(proof_bytes(made.proof), orjson.dumps(made.certificate))
    with database.writing() as session:
        hold_tertial(session.connection(), tertial)
        found = store.find(session, release)
        target = after("check", found.state)
        parameters = parameters_of(here, secret, made.proof.linked.threshold)
        store.store(session, release, parameters, made.tables, proof, here.day)
        store.move(session, release, target)
        trail.note(session, who, "release-checked", here.day, tertial=tertial)
        return store.find(session, release)


def _drawn_before(
    session: Session, tertial: str, here: RequestContext
) -> tuple[bytes, tuple[RoundingProof, ...]]:
    """The secret of the tertial's numbers, and what proves those that were published.

    Raises `SecretUnusable`, `OtherSecret`, `OtherMethod`, `ReleaseDamaged`.
    """
    before = published(session, tertial)
    secret = secret_of(here.settings.rounding_secret_path, drawn_with(before))
    return secret, proofs(session, before)


def _made(
    session: Session,
    tertial: str,
    here: RequestContext,
    secret: bytes,
    before: tuple[RoundingProof, ...],
    progress: Progress,
) -> "FrozenRelease":
    # The solver is loaded only where something is protected: a service that is read from needs none.
    from app.release.protection.frozen_release import freeze

    connection, threshold = session.connection(), _threshold(here, before)

    def tell(stage: str, done: int, steps: int) -> None:
        # Counting is done when protecting begins to tell of itself. The state that it saw is let go: while it
        # is held, nobody's lock could clear SQLite's write-ahead log of the order of arrival.
        if session.in_transaction():
            session.rollback()
        progress(stage, done, steps)

    progress("counting", 0, 1)
    try:
        return freeze(connection, here.catalogue, tertial, threshold, secret, before, tell)
    except CannotProtect as error:
        raise CannotRelease(None if before else _NO_WAY) from error
    except (SolverFailure, TimeoutError) as error:
        raise CannotRelease(_GAVE_UP) from error


_NO_WAY = Text(
    "Det finns inget sätt att skydda alla små tal. Inget har sparats.",
    "There is no way to protect all small counts. Nothing was stored.",
)
_GAVE_UP = Text(
    "Beräkningen gav upp innan den hade ett bevis. Inget har sparats. Försök igen.",
    "The computation gave up before it had a proof. Nothing was stored. Try again.",
)


def _checkable(session: Session, release: str, here: RequestContext) -> str:
    found = store.find(session, release)
    after("check", found.state)
    if exceptions(session, here.day, found.tertial):
        raise ExceptionsOpen()
    return found.tertial


def require_checkable(database: Database, who: Actor, release: str, here: RequestContext) -> None:
    """Raises what `check` would raise at once."""
    _require(who, "check")
    with database.reading() as session:
        _drawn_before(session, _checkable(session, release, here), here)


def _threshold(here: RequestContext, before: tuple[RoundingProof, ...]) -> int:
    """A revision keeps the one of what it revises."""
    return before[0].linked.threshold if before else here.settings.release_threshold


def parameters_of(here: RequestContext, secret: bytes, threshold: int) -> ReleaseParameters:
    """By what a release is made now."""
    data = here.catalogue.municipality
    return ReleaseParameters(
        threshold, version("stodlogg"), data.municipality, data.version, fingerprint(secret)
    )


def publish(database: Database, who: Actor, release: str, here: RequestContext) -> Release:
    """Put a checked release on the shelf; the one that was there is superseded in the same moment.

    Raises `ReleaseNotFound`, `WrongState`, `SamePerson`, `ReleaseDamaged`.
    """
    _require(who, "publish")
    with database.writing() as session:
        found = _held(session, release)
        target = after("publish", found.state)
        people = _people(session, who, found.tertial, here)
        for earlier in store.of_tertial(session, found.tertial):
            if earlier.state == "published":
                store.move(session, earlier.id, after("supersede", earlier.state))
        store.move(session, release, target, published_day=here.day, people=people)
        trail.note(session, who, "release-published", here.day, tertial=found.tertial)
        return store.find(session, release)


def _people(session: Session, who: Actor, tertial: str, here: RequestContext) -> int:
    """How many people have had their hands on it. Raises `SamePerson`."""
    if is_another(session, who, tertial):
        return 2
    if not here.settings.one_person_releases:
        raise SamePerson()
    return 1


def is_another(session: Session, who: Actor, tertial: str) -> bool:
    """Whether somebody else locked the tertial's release; not so where the trail does not know."""
    locked = trail.who_last(session, "release-locked", tertial)
    return locked is not None and locked != who.mark


def withdraw(database: Database, who: Actor, release: str, reason: Reason, here: RequestContext) -> Release:
    """Take a release off the shelf, or off its way there. What was read of it stays in the ledger.

    Raises `ReleaseNotFound`, `WrongState`.
    """
    _require(who, "withdraw")
    with database.writing() as session:
        found = _held(session, release)
        store.move(session, release, after("withdraw", found.state), reason=reason)
        trail.note(session, who, "release-withdrawn", here.day, tertial=found.tertial)
        return store.find(session, release)


def rotate_secret(database: Database, who: Actor, here: RequestContext) -> bytes:
    """Draw what is released first from now on with a new secret; its fingerprint.

    Revisions of what is released go on with the secret that it was drawn with. Raises `SecretUnusable`.
    """
    _require(who, "lock")
    with database.writing() as session:
        trail.note(session, who, "secret-rotated", here.day)
        return fingerprint(rotate(here.settings.rounding_secret_path))


def revise(database: Database, who: Actor, tertial: str, here: RequestContext) -> Release:
    """Begin a tertial's next revision, for late records; what is published stays until it is replaced.

    Raises `ReleaseNotFound` where nothing was released yet, `ReleaseUnfinished`, and `OtherMethod` where what
    was published cannot be protected beside a revision: nobody shall let late records in for that.
    """
    _require(who, "begin")
    with database.writing() as session:
        hold_tertial(session.connection(), tertial)
        revisions = store.of_tertial(session, tertial)
        if not revisions:
            raise ReleaseNotFound()
        if revisions[-1].state in UNFINISHED:
            raise ReleaseUnfinished()
        drawn_with(published(session, tertial))
        release = store.begin(session, tertial, revisions[-1].revision + 1)
        trail.note(session, who, "release-begun", here.day, tertial=tertial)
        return store.find(session, release)


def show(database: Database, who: Actor, release: str) -> Release:
    """One release. Raises `ReleaseNotFound`, also for one that is not for the asker to know of."""
    with database.reading() as session:
        found = store.find(session, release)
    if not _may_know(who, found):
        raise ReleaseNotFound()
    return found


def list_releases(database: Database, who: Actor, tertial: str | None = None) -> list[Release]:
    """The releases that the asker may know of, by tertial and revision."""
    with database.reading() as session:
        found = store.of_tertial(session, tertial) if tertial else store.find_all(session)
    return [one for one in found if _may_know(who, one)]


def _may_know(who: Actor, release: Release) -> bool:
    """What was published is everybody's; what is on its way is for those who bring it about."""
    return was_published(release) or permission_for("lock") in who.permissions


def _require(who: Actor, act: Act) -> None:
    require_in_city(who, permission_for(act))


def _held(session: Session, release: str) -> Release:
    """A release that nobody else moves until the transaction ends."""
    hold_tertial(session.connection(), store.find(session, release).tertial)
    return store.find(session, release)
