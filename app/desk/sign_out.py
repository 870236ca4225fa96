"""Signing out from the desk."""

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from app.access.guards import AccountHolder
from app.access.request_context import TheContext, TheDatabase
from app.access.sign_in import endpoints as sign_in_endpoints
from app.desk.frame import to
from app.desk.routes import pages

router = pages()


@router.post("/desk/sign-out", operation_id="desk_sign_out", summary="Sign out")
def sign_out(request: Request, who: AccountHolder, context: TheContext, database: TheDatabase) -> Response:
    reply = RedirectResponse(to(request, "/"), 303, {"Cache-Control": "no-store"})
    sign_in_endpoints.sign_out(request, who, reply, context, database)
    return reply
