"""Releases over HTTP: the list for everybody signed in, the acts for the city's coordinators."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query, Request, Response

from app.access.actor import Actor
from app.access.guards import AnyoneSignedIn, CityCoordinator
from app.access.problems import OtherDistrict
from app.access.request_context import TheContext, TheDatabase
from app.access.responses import GUARDED, READ, SENT, WRITTEN, no_store
from app.intake.locks.problems import NotOver
from app.kit.http.bodies import strict_route
from app.kit.http.headers import language_of
from app.kit.http.parts import part
from app.kit.language import Language
from app.kit.problems import InvalidInput, Problem, ProblemBody, errors
from app.release.lifecycle import release_acts
from app.release.lifecycle.protection_jobs import ProtectionJobs
from app.release.lifecycle.schemas import (
    CheckProgress,
    ContentFacts,
    ReleaseFacts,
    ReleaseList,
    TableFacts,
    Withdrawal,
)
from app.release.problems import (
    CheckRunning,
    ExceptionsOpen,
    OtherMethod,
    ReleaseDamaged,
    ReleaseNotFound,
    ReleaseUnfinished,
    SamePerson,
    WrongState,
)
from app.release.protection.secret import OtherSecret, SecretUnusable
from app.release.release_states import REASONS, STATES
from app.release.storage.store import Release, ReleaseContents
from app.vocabulary.periods import TERTIAL

router = APIRouter(
    prefix="/api/v1", tags=["Releases"], route_class=strict_route(), dependencies=[Depends(no_store)]
)

ID = TERTIAL.removesuffix("$") + r"-r[1-9][0-9]{0,2}$"
ReleaseId = Annotated[str, Path(pattern=ID, description="Such as `2019-T1-r1`.")]
_ACTED: tuple[type[Problem], ...] = (
    InvalidInput,
    *GUARDED,
    OtherDistrict,
    ReleaseNotFound,
    WrongState,
    ReleaseDamaged,
    *WRITTEN,
)


async def _protection_jobs(request: Request) -> ProtectionJobs:
    protection_jobs = part(request, ProtectionJobs)
    return protection_jobs


TheProtectionJobs = Annotated[ProtectionJobs, Depends(_protection_jobs)]


@router.get(
    "/releases",
    operation_id="list_releases",
    summary="Releases",
    description="By tertial and revision. Everybody signed in sees what was published, also what is "
    "superseded or withdrawn; the city's coordinators see those on their way too.",
    responses=errors(InvalidInput, *GUARDED, ReleaseDamaged, *READ),
)
def list_releases(
    request: Request,
    who: AnyoneSignedIn,
    database: TheDatabase,
    tertial: Annotated[str | None, Query(pattern=TERTIAL)] = None,
) -> ReleaseList:
    language = language_of(request)
    found = release_acts.list_releases(database, who, tertial)
    return ReleaseList(releases=[facts_of(one, language) for one in found])


@router.get(
    "/releases/{release}",
    operation_id="show_release",
    summary="One release",
    description="Its state, by what it was made, and the hash of its content and of each table.",
    responses=errors(InvalidInput, *GUARDED, ReleaseNotFound, ReleaseDamaged, *READ),
)
def show_release(
    release: ReleaseId, request: Request, who: AnyoneSignedIn, database: TheDatabase
) -> ReleaseFacts:
    return facts_of(release_acts.show(database, who, release), language_of(request))


@router.post(
    "/releases/{release}/lock",
    operation_id="lock_release",
    summary="Lock a release",
    description="Closes the tertial for good and begins its first release; of a revision, ends the late "
    "records. Asked again after it was cut off, it does what is left.",
    responses=errors(*_ACTED, NotOver),
)
def lock_release(
    release: ReleaseId, request: Request, who: CityCoordinator, here: TheContext, database: TheDatabase
) -> ReleaseFacts:
    tertial = _next_of(database, who, release)
    return facts_of(release_acts.lock(database, who, tertial, here), language_of(request))


def _next_of(database: TheDatabase, who: Actor, release: str) -> str:
    """The tertial, if the release is its latest or its first. Raises `ReleaseNotFound`."""
    tertial, _, revision = release.rpartition("-r")
    there = release_acts.list_releases(database, who, tertial)
    if int(revision) != max(len(there), 1):
        raise ReleaseNotFound()
    return tertial


@router.post(
    "/releases/{release}/check",
    operation_id="check_release",
    summary="Check a release",
    description="Begins to freeze, round and attack the tables of a locked release. That takes long: "
    "follow `progress`. Nothing is stored before all of it has passed, so that it can be started again "
    "after an interruption.",
    status_code=202,
    responses=errors(*_ACTED, CheckRunning, ExceptionsOpen, OtherMethod, OtherSecret, SecretUnusable),
)
def check_release(
    release: ReleaseId,
    request: Request,
    response: Response,
    who: CityCoordinator,
    here: TheContext,
    database: TheDatabase,
    protection_jobs: TheProtectionJobs,
) -> CheckProgress:
    protection_jobs.start(database, who, release, here)
    response.headers["Location"] = f"/api/v1/releases/{release}/progress"
    return _progress(database, who, release, protection_jobs, language_of(request))


@router.get(
    "/releases/{release}/progress",
    operation_id="read_check_progress",
    summary="How far a check is",
    description="Ask every few seconds. After a restart of the service nothing is running.",
    responses=errors(InvalidInput, *GUARDED, ReleaseNotFound, ReleaseDamaged, *READ),
)
def read_check_progress(
    release: ReleaseId,
    request: Request,
    who: CityCoordinator,
    database: TheDatabase,
    protection_jobs: TheProtectionJobs,
) -> CheckProgress:
    return _progress(database, who, release, protection_jobs, language_of(request))


def _progress(
    database: TheDatabase, who: Actor, release: str, protection_jobs: ProtectionJobs, language: Language
) -> CheckProgress:
    # What is told is read first: a check that ends in between shows as done, and never as never begun.
    told = protection_jobs.progress(release)
    found = release_acts.show(database, who, release)
    return CheckProgress(
        release=release,
        state=found.state,
        running=told.running and found.content is None,
        stage=told.stage,
        done=told.done,
        steps=told.steps,
        seconds_left=told.seconds_left,
        problem=ProblemBody.model_validate(told.problem.as_json(language)) if told.problem else None,
    )


@router.post(
    "/releases/{release}/publish",
    operation_id="publish_release",
    summary="Publish a release",
    description="By another coordinator than the one who locked it (a setting allows one person, and the "
    "release says so). The revision that was published before is superseded in the same moment.",
    responses=errors(*_ACTED, SamePerson),
)
def publish_release(
    release: ReleaseId, request: Request, who: CityCoordinator, here: TheContext, database: TheDatabase
) -> ReleaseFacts:
    return facts_of(release_acts.publish(database, who, release, here), language_of(request))


@router.post(
    "/releases/{release}/withdraw",
    operation_id="withdraw_release",
    summary="Withdraw a release",
    description="It is no longer served, and what was read of it stays known: its figures bind later "
    "revisions.",
    responses=errors(*SENT, *_ACTED),
)
def withdraw_release(
    release: ReleaseId,
    body: Withdrawal,
    request: Request,
    who: CityCoordinator,
    here: TheContext,
    database: TheDatabase,
) -> ReleaseFacts:
    return facts_of(release_acts.withdraw(database, who, release, body.reason, here), language_of(request))


@router.post(
    "/releases/{release}/revise",
    operation_id="revise_release",
    summary="Begin a revision",
    description="Of a tertial whose release is published or withdrawn, for late records. The reply is "
    "the new revision; the published one stays until it is replaced.",
    status_code=201,
    responses=errors(*_ACTED, ReleaseUnfinished, OtherMethod),
)
def revise_release(
    release: ReleaseId, request: Request, who: CityCoordinator, here: TheContext, database: TheDatabase
) -> ReleaseFacts:
    tertial = release_acts.show(database, who, release).tertial
    return facts_of(release_acts.revise(database, who, tertial, here), language_of(request))


# ----------------------------------------------------------------------------------------------- words


def facts_of(release: Release, language: Language) -> ReleaseFacts:
    """A release as it is told of."""
    return ReleaseFacts(
        id=release.id,
        tertial=release.tertial,
        revision=release.revision,
        state=release.state,
        state_label=STATES[release.state].of(language),
        reason=release.reason,
        reason_label=REASONS[release.reason].of(language) if release.reason else None,
        one_person=None if release.people is None else release.one_person,
        locked_day=release.locked_day,
        published_day=release.published_day,
        content=_content(release.content) if release.content else None,
    )


def _content(content: ReleaseContents) -> ContentFacts:
    parameters = content.parameters
    return ContentFacts(
        method=parameters.method,
        threshold=parameters.threshold,
        software=parameters.software,
        municipality=parameters.municipality,
        catalogue=parameters.catalogue,
        content_hash=content.content_hash.hex(),
        checked_day=content.checked_day,
        tables=[
            TableFacts(table=piece.table, period=piece.period, sha256=piece.sha256.hex())
            for piece in content.pieces
        ],
    )
