"""Inviting partners to the Spindle: one-time links, shown once, and how many are still out."""

from fastapi import Request, Response

from app.access.guards import Coordinator
from app.access.request_context import TheDatabase
from app.answers import invitations
from app.answers.monthly_clearing import MonthlyClearing
from app.catalogue.catalogue import Catalogue
from app.desk.frame import show
from app.desk.overview_counts import spindle_responses
from app.desk.routes import pages
from app.desk.scope import scope_of
from app.desk.sent_form import Form
from app.intake.problems import InvalidRecord
from app.kit import qr
from app.kit.clock import Clock
from app.kit.http.headers import language_of
from app.kit.http.parts import part
from app.kit.problems import InvalidInput, Problem
from app.kit.settings import Settings
from app.vocabulary.periods import month_of, months_later

router = pages()


@router.get("/desk/spindle", operation_id="desk_spindle", summary="Invitations to the Spindle")
def spindle(request: Request, who: Coordinator, database: TheDatabase) -> Response:
    return _page(request, who, database)


@router.post("/desk/spindle", operation_id="desk_invite", summary="Make links to the Spindle")
def invite(request: Request, who: Coordinator, form: Form, database: TheDatabase) -> Response:
    today = part(request, Clock).today()
    wanted = {name: form.one(name) for name in invitations.ABOUT}
    number = form.one("number")
    try:
        with part(request, MonthlyClearing).filing(database, today) as connection:
            count = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 0
            made = invitations.make(connection, who, wanted, count, part(request, Catalogue), today)
    except (InvalidInput, InvalidRecord) as problem:
        return _page(request, who, database, problem=problem, chosen=wanted | {"number": number[:4]})
    addresses = [invitations.address(part(request, Settings), token) for token in made]
    catalogue = part(request, Catalogue)
    language = language_of(request)
    return show(
        request,
        who,
        "invitations",
        links=[(address, qr.svg(address)) for address in addresses],
        organisation=catalogue.text_of("organisations", wanted["organisation_type"]).of(language),
        invited=wanted,
        until=months_later(month_of(today), invitations.MONTHS),
    )


def _page(
    request: Request,
    who: Coordinator,
    database: TheDatabase,
    *,
    problem: Problem | None = None,
    chosen: dict[str, str] | None = None,
) -> Response:
    scope = scope_of(request, who)
    catalogue = part(request, Catalogue)
    language = language_of(request)
    kinds = [
        (entry.code, entry.text.of(language))
        for entry in catalogue.municipality.entries("organisations")
        if entry.valid(scope.span.last)
    ]
    with database.reading() as session:
        answered = spindle_responses(session, scope.districts, scope.tertial)
        out = {
            code: invitations.outstanding(
                session.connection(), code, scope.tertial, part(request, Clock).today()
            )
            for code in scope.districts
        }
    return show(
        request,
        who,
        "spindle",
        status=problem.status if problem else 200,
        scope=scope,
        kinds=kinds,
        chosen=chosen or {},
        wrong={fault.field: fault.message(language) for fault in problem.faults} if problem else {},
        answered=answered,
        out=out,
        most=invitations.MOST,
    )
