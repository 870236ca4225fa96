"""Removing answers whose record never came, by somebody who has seen how many they are."""

import re

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from app.access.guards import Coordinator
from app.access.request_context import TheContext, TheDatabase
from app.answers import unclaimed_answers
from app.desk.frame import to
from app.desk.routes import pages
from app.desk.sent_form import Form
from app.kit.language import Text
from app.kit.problems import InvalidInput
from app.vocabulary.periods import MONTH

router = pages()

NOT_SEEN = Text("Öppna översikten och börja där.", "Open the overview and begin there.")


@router.post(
    "/desk/waiting", operation_id="desk_remove_waiting", summary="Remove answers that waited in vain"
)
def remove(
    request: Request, who: Coordinator, form: Form, context: TheContext, database: TheDatabase
) -> Response:
    """Those of the last month that the page showed, and older ones."""
    seen = form.one("through")
    if not re.fullmatch(MONTH, seen):
        raise InvalidInput(NOT_SEEN)
    with database.filing() as connection:
        unclaimed_answers.remove(connection, who, context.day, seen)
    return RedirectResponse(to(request, "/desk"), 303, {"Cache-Control": "no-store"})
