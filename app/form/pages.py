"""Routes of the form: the shell, its service worker and manifest, and the empty forms on paper."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from fastapi import Path as PathParameter
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.access.guards import Public
from app.activities.registry import BY_NAME, EVENTS
from app.catalogue.catalogue import Catalogue
from app.form import paper
from app.form.offline_files import MANIFEST, kept, worker
from app.kit.http.headers import language_of
from app.kit.http.pages import page, templates_beside
from app.kit.http.parts import part
from app.kit.problems import NotFound

_TEMPLATES = templates_beside(__file__)

Name = Annotated[str, PathParameter(json_schema_extra={"pattern": "^[a-z-]{1,60}$"})]
# Asked for anew each time, and answered with 304 or by the service worker where nothing is new.
_FRESH = {"Cache-Control": "no-cache"}

router = APIRouter(tags=["Pages"], include_in_schema=False)


@router.get("/form", operation_id="form_without_slash", summary="The form, its slash forgotten")
def form_without_slash(_actor: Public) -> Response:
    return RedirectResponse("/form/", 308)


@router.get("/form/", operation_id="form_shell", summary="The form: the same for everybody")
def form_shell(request: Request, _actor: Public) -> Response:
    return kept().shell.reply(request.headers)


@router.get("/form/everything", operation_id="form_everything", summary="All the form's files in one reply")
def form_everything(request: Request, _actor: Public) -> Response:
    return kept().everything.reply(request.headers)


@router.get("/form/sw.js", operation_id="form_worker", summary="The form's service worker")
def form_worker(_actor: Public, text: Annotated[str, Depends(worker)]) -> Response:
    return Response(text, media_type="text/javascript", headers=_FRESH)


@router.get("/form/manifest.webmanifest", operation_id="form_manifest", summary="The form as an app")
def form_manifest(_actor: Public) -> Response:
    return Response(MANIFEST.read_bytes(), media_type="application/manifest+json", headers=_FRESH)


@router.get("/form/paper", operation_id="paper_forms", summary="Empty forms to print")
def paper_forms(request: Request, _actor: Public) -> HTMLResponse:
    language = language_of(request)
    catalogue = part(request, Catalogue)
    forms = [
        (event.name, catalogue.activity_texts[event.name]) for event in EVENTS if event.filed_by == "adviser"
    ]  # fmt: skip
    return _page(request, "papers", forms=forms, language=language)


@router.get("/form/paper/{activity}", operation_id="paper_form", summary="An empty form to print")
def paper_form(activity: Name, request: Request, _actor: Public) -> HTMLResponse:
    if activity not in BY_NAME or BY_NAME[activity].filed_by != "adviser":
        raise NotFound()
    language = language_of(request)
    return _page(request, "paper", form=paper.compose(BY_NAME[activity], part(request, Catalogue), language))


def _page(request: Request, name: str, **values: Any) -> HTMLResponse:
    return page(request, _TEMPLATES, name, **values)
