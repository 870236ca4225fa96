"""A return's form: shown with what is stored, filed through the intake, corrected with If-Match behind it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from pydantic import ValidationError

from app.access.actor import Actor
from app.access.guards import Coordinator
from app.access.problems import OtherDistrict
from app.access.request_context import TheDatabase
from app.activities.activity import Activity
from app.activities.registry import RETURNS
from app.catalogue.catalogue import Catalogue
from app.desk.due_returns import text_of
from app.desk.form_data import BoxContent, BoxFault, FormReading, given_of, read, told
from app.desk.frame import show, to
from app.desk.return_boxes import BoxGroup, groups_of
from app.desk.routes import pages
from app.desk.sent_form import Form, SentForm
from app.intake import service
from app.intake.locks.tables import is_closed_to
from app.intake.lookup import tertials_of
from app.intake.problems import InvalidRecord, RecordChanged, RecordDiffers, RecordNotFound
from app.intake.schemas import Stored
from app.kit.clock import Clock
from app.kit.db.database import Database
from app.kit.http.headers import language_of
from app.kit.http.parts import part
from app.kit.http.validation_errors import faults_of
from app.kit.problems import NotFound
from app.vocabulary.periods import TERTIAL, YEAR

router = pages()

_BY_PATH = {activity.path: activity for activity in RETURNS}
SAVED = ("created", "corrected", "same")


@dataclass(frozen=True)
class ReturnTarget:
    """The return that an address names, and the key that the intake knows it by."""

    activity: Activity
    about: str
    period: str
    key: Mapping[str, Any]
    district: str

    @property
    def path(self) -> str:
        return f"/desk/returns/{self.activity.path}/{self.about}/{self.period}"


@dataclass(frozen=True)
class FilledForm:
    """The form as it stands: what is in the boxes, what is wrong, and what else to say."""

    given: Mapping[str, BoxContent]
    wrong: Sequence[BoxFault] = ()
    changed: bool = False
    status: int = 200


@router.get(
    "/desk/returns/{activity}/{about}/{period}", operation_id="desk_return", summary="A return's form"
)
def ask(
    activity: str, about: str, period: str, request: Request, who: Coordinator, database: TheDatabase
) -> Response:
    target = _target(activity, about, period, request, who)
    stored = _stored(target, request, who)
    groups = _groups(target, request, stored)
    content = stored.content if stored else {}
    given = given_of(content, groups, language_of(request))
    return _form(target, request, who, database, stored, groups, FilledForm(given))


@router.post(
    "/desk/returns/{activity}/{about}/{period}", operation_id="desk_file_return", summary="File a return"
)
def file(
    activity: str,
    about: str,
    period: str,
    request: Request,
    who: Coordinator,
    form: Form,
    database: TheDatabase,
) -> Response:
    target = _target(activity, about, period, request, who)
    stored = _stored(target, request, who)
    groups = _groups(target, request, stored)
    catalogue = part(request, Catalogue)
    reading = read(form, groups, catalogue.municipality.version)
    try:
        verdict = _file(target, request, who, form, reading)
    except InvalidRecord as problem:
        wrong = told(problem.faults, reading, groups, catalogue, language_of(request))
        filled = FilledForm(reading.given, wrong, status=422)
        return _form(target, request, who, database, stored, groups, filled, form.one("if_match"))
    except (RecordDiffers, RecordChanged):
        filled = FilledForm(reading.given, changed=True, status=409)
        return _form(target, request, who, database, stored, groups, filled)
    return RedirectResponse(to(request, target.path, saved=verdict), 303, {"Cache-Control": "no-store"})


def _file(target: ReturnTarget, request: Request, who: Actor, form: SentForm, reading: FormReading) -> str:
    """File the form's content; the intake's verdict. Raises `InvalidRecord` for what no box should hold."""
    try:
        content = target.activity.schema.model_validate(reading.content)
    except ValidationError as error:
        found = faults_of(error.errors(include_input=False, include_url=False))
        raise InvalidRecord(faults=found) from None
    if reading.wrong:
        raise InvalidRecord()
    reply = service.put(request, who, target.activity, target.key, content, form.one("if_match") or None)
    if reply.status_code == 201:
        return "created"
    return "same" if b'"same"' in bytes(reply.body) else "corrected"


def _target(path: str, about: str, period: str, request: Request, who: Actor) -> ReturnTarget:
    """Raises `NotFound` for what is no return, `OtherDistrict` for another's."""
    catalogue = part(request, Catalogue)
    data = catalogue.municipality
    activity = _BY_PATH.get(path)
    form = TERTIAL if activity and activity.period == "tertial" else YEAR
    if activity is None or not re.match(form, period):
        raise NotFound()
    of = activity.key[0]
    known = data.codes("home-visiting-programmes" if of == "programme" else "districts")
    if about not in known and not (activity.of_whole_city and about == data.city.code):
        raise NotFound()
    key: dict[str, Any] = {of: about, activity.key[1]: int(period) if activity.period == "year" else period}
    derived = activity.derive(key, catalogue) if activity.derive else {}
    district = str(derived.get("district") or about)
    if not who.reaches(district):
        raise OtherDistrict()
    return ReturnTarget(activity, about, period, key, district)


def _stored(target: ReturnTarget, request: Request, who: Actor) -> Stored | None:
    try:
        return service.get(request, Response(), who, target.activity, target.key)
    except RecordNotFound:
        has, data = target.activity.has, part(request, Catalogue).municipality
        if has and not has(data, target.period):
            raise NotFound() from None
        return None


def _groups(target: ReturnTarget, request: Request, stored: Stored | None) -> list[BoxGroup]:
    content = stored.content if stored else {}
    catalogue = part(request, Catalogue)
    return groups_of(target.activity, catalogue, language_of(request), target.period, content)


def _form(
    target: ReturnTarget,
    request: Request,
    who: Actor,
    database: Database,
    stored: Stored | None,
    groups: Sequence[BoxGroup],
    filled: FilledForm,
    if_match: str | None = None,
) -> Response:
    catalogue = part(request, Catalogue)
    language = language_of(request)
    content = stored.content if stored else {}
    with database.reading() as session:
        tertials, today = tertials_of(target.period), part(request, Clock).today()
        locked = is_closed_to(session.connection(), tertials, target.district, today)
    # After a change the form goes with what is stored now: saving again replaces it, knowingly.
    match = if_match if if_match is not None else (stored.hash if stored else "")
    saved = request.query_params.get("saved")
    return show(
        request,
        who,
        "return",
        status=filled.status,
        target=target,
        texts=catalogue.activity_texts[target.activity.name],
        about=text_of(target.activity.key[0], target.about, catalogue).of(language),
        groups=groups,
        given=filled.given,
        before=given_of(content, groups, language) if filled.changed else {},
        wrong=filled.wrong,
        at={one.box.name: one.message for one in filled.wrong if one.box},
        changed=filled.changed,
        stored=stored is not None,
        locked=locked,
        if_match=match,
        saved=saved if saved in SAVED and filled.status == 200 else "",
        optional=any(box.optional and box.row is not None for group in groups for box in group.boxes),
    )
