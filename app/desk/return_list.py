"""The list of returns: what a tertial and its year ask for, and what has come."""

from fastapi import Request
from fastapi.responses import HTMLResponse

from app.access.guards import Coordinator
from app.access.request_context import TheDatabase
from app.activities.return_demands import of_whole_city
from app.catalogue.catalogue import Catalogue
from app.desk.due_returns import due_in
from app.desk.frame import show
from app.desk.routes import pages
from app.desk.scope import scope_of
from app.intake.locks.tables import locked_tertials
from app.kit.clock import Clock
from app.kit.http.parts import part

router = pages()


@router.get("/desk/returns", operation_id="desk_returns", summary="What coordinators hand in")
def returns(request: Request, who: Coordinator, database: TheDatabase) -> HTMLResponse:
    scope = scope_of(request, who)
    catalogue = part(request, Catalogue)
    today = part(request, Clock).today()
    with database.reading() as session:
        due = due_in(session, catalogue, scope.districts, scope.tertial, today)
        locked = scope.tertial in locked_tertials(session)
    by_activity = {one.activity: [other for other in due if other.activity is one.activity] for one in due}
    city = of_whole_city(catalogue, scope.year, today)
    of_city = f"/desk/returns/{city.activity.path}/{city.about}/{city.period}" if city else ""
    return show(
        request,
        who,
        "returns",
        scope=scope,
        by_activity=by_activity,
        locked=locked,
        texts=catalogue.activity_texts,
        of_city=of_city if city and who.reaches(city.about) else "",
    )
