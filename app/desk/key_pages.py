"""Research keys: creating, replacing, revoking, over the API's own endpoints; a key is shown once."""

import re
from datetime import timedelta

from fastapi import Request, Response
from fastapi.responses import RedirectResponse
from pydantic import ValidationError

from app.access.guards import KeyManager
from app.access.request_context import RequestContext, TheContext, TheDatabase
from app.access.research_keys import endpoints as key_endpoints
from app.access.research_keys.schemas import KeyMark, KeyShown, KeyWanted
from app.access.research_keys.service import LONGEST_DAYS
from app.catalogue.catalogue import Catalogue
from app.desk.frame import show, to
from app.desk.routes import pages
from app.desk.sent_form import Form, SentForm
from app.kit.db.database import Database
from app.kit.http.headers import language_of
from app.kit.http.parts import part
from app.kit.http.validation_errors import faults_of
from app.kit.problems import InvalidInput, Problem
from app.tables.registry import TABLES

router = pages()

USUAL_DAYS = 365

_WHOLE = re.compile(r"^[0-9]{1,8}$")


@router.get("/desk/keys", operation_id="desk_keys", summary="Research keys in use")
def keys(request: Request, who: KeyManager, context: TheContext, database: TheDatabase) -> Response:
    return _page(request, who, context, database)


@router.post("/desk/keys", operation_id="desk_create_key", summary="Create a research key")
def create(
    request: Request, who: KeyManager, form: Form, context: TheContext, database: TheDatabase
) -> Response:
    try:
        made = key_endpoints.create_research_key(_wanted(form), who, context, database)
    except InvalidInput as problem:
        return _page(request, who, context, database, form, problem)
    return _shown(request, who, made)


@router.get("/desk/keys/{mark}/rotation", operation_id="desk_ask_rotate_key", summary="Replace a key?")
def ask_rotate(mark: KeyMark, request: Request, who: KeyManager) -> Response:
    return show(request, who, "key-change", mark=mark, what="rotation")


@router.post("/desk/keys/{mark}/rotation", operation_id="desk_rotate_key", summary="Replace a key")
def rotate(
    mark: KeyMark, request: Request, who: KeyManager, context: TheContext, database: TheDatabase
) -> Response:
    return _shown(request, who, key_endpoints.rotate_research_key(mark, who, context, database))


@router.get("/desk/keys/{mark}/revocation", operation_id="desk_ask_revoke_key", summary="Revoke a key?")
def ask_revoke(mark: KeyMark, request: Request, who: KeyManager) -> Response:
    return show(request, who, "key-change", mark=mark, what="revocation")


@router.post("/desk/keys/{mark}/revocation", operation_id="desk_revoke_key", summary="Revoke a key")
def revoke(
    mark: KeyMark, request: Request, who: KeyManager, context: TheContext, database: TheDatabase
) -> Response:
    key_endpoints.revoke_research_key(mark, who, context, database)
    return RedirectResponse(to(request, "/desk/keys"), 303, {"Cache-Control": "no-store"})


def _wanted(form: SentForm) -> KeyWanted:
    """Raises `InvalidInput`. What is left empty stands for all."""
    limit = form.one("per_minute")
    given = {
        "tables": form.all("tables") or ["*"],
        "districts": form.all("districts") or ["*"],
        "expires": form.one("expires"),
        "per_minute": (int(limit) if _WHOLE.match(limit) else limit) if limit else None,
    }
    try:
        return KeyWanted.model_validate(given)
    except ValidationError as error:
        found = faults_of(error.errors(include_input=False, include_url=False))
        raise InvalidInput(faults=found) from None


def _shown(request: Request, who: KeyManager, made: KeyShown) -> Response:
    return show(request, who, "key", made=made)


def _page(
    request: Request,
    who: KeyManager,
    context: RequestContext,
    database: Database,
    form: SentForm | None = None,
    problem: Problem | None = None,
) -> Response:
    catalogue = part(request, Catalogue)
    language = language_of(request)
    listed = key_endpoints.list_research_keys(who, database).keys
    return show(
        request,
        who,
        "keys",
        status=problem.status if problem else 200,
        keys=listed,
        today=context.day,
        titles={table.id: table.title.of(language) for table in TABLES},
        districts=[
            (district.code, district.text.of(language)) for district in catalogue.municipality.districts
        ],
        chosen_tables=form.all("tables") if form else [],
        chosen_districts=form.all("districts") if form else [],
        expires=(form.one("expires")[:10] if form else "") or context.day + timedelta(days=USUAL_DAYS),
        last=context.day + timedelta(days=LONGEST_DAYS),
        wrong={fault.field.partition(".")[0]: fault.message(language) for fault in problem.faults}
        if problem
        else {},
    )
