"""Tablets: a code for a new one, those that are in use, and taking one out of use."""

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from app.access.devices import service as devices
from app.access.devices.schemas import DeviceMark
from app.access.guards import Coordinator
from app.access.request_context import TheContext, TheDatabase
from app.catalogue.catalogue import Catalogue
from app.desk.frame import show, to
from app.desk.routes import pages
from app.desk.scope import districts_in
from app.desk.sent_form import Form
from app.kit import qr
from app.kit.clock import Clock
from app.kit.http.parts import part
from app.vocabulary.periods import month_of, tertial_of

router = pages()


@router.get("/desk/tablets", operation_id="desk_tablets", summary="Tablets in use")
def tablets(request: Request, who: Coordinator, database: TheDatabase) -> Response:
    catalogue = part(request, Catalogue)
    now = tertial_of(month_of(part(request, Clock).today()))
    with database.reading() as session:
        found = devices.list_devices(session, who)
    return show(
        request, who, "tablets", devices=found, districts=districts_in(catalogue.municipality, who, now)
    )


@router.post("/desk/tablets", operation_id="desk_tablet_code", summary="Make a code for a tablet")
def make_code(
    request: Request, who: Coordinator, form: Form, context: TheContext, database: TheDatabase
) -> Response:
    with database.writing() as session:
        issued = devices.make_device_code(session, who, form.one("district"), context)
    return show(
        request,
        who,
        "tablet-code",
        issued=issued,
        hours=context.settings.code_hours,
        site=context.settings.public_url.partition("://")[2],
        drawn=qr.svg(issued.link),
    )


@router.get("/desk/tablets/{mark}/revocation", operation_id="desk_ask_revoke", summary="Revoke a tablet?")
def ask(mark: DeviceMark, request: Request, who: Coordinator) -> Response:
    return show(request, who, "tablet-revoke", mark=mark)


@router.post("/desk/tablets/{mark}/revocation", operation_id="desk_revoke", summary="Revoke a tablet")
def revoke(
    mark: DeviceMark, request: Request, who: Coordinator, context: TheContext, database: TheDatabase
) -> Response:
    with database.writing() as session:
        devices.revoke_device(session, who, mark, context)
    return RedirectResponse(to(request, "/desk/tablets"), 303, {"Cache-Control": "no-store"})
