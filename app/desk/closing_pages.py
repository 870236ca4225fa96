"""Closing a tertial, as pages: the list, the checklist, a check's progress, what a revision changed."""

from fastapi import Request, Response
from fastapi.responses import RedirectResponse

from app.access.guards import CityCoordinator
from app.access.request_context import TheDatabase
from app.catalogue.catalogue import Catalogue
from app.desk.changes import changed
from app.desk.closing_state import closing_of, earlier_of, states_of
from app.desk.frame import show, to
from app.desk.routes import pages
from app.desk.scope import tertials_of
from app.desk.tertial_work import Acting, TertialWork
from app.intake.locks.tables import locked_tertials
from app.kit.clock import Clock
from app.kit.http.headers import language_of
from app.kit.http.parts import part
from app.kit.problems import NotFound, Problem
from app.kit.settings import Settings
from app.release.lifecycle.ledger import in_words, waiting
from app.release.release_states import REASONS
from app.release.storage import store
from app.vocabulary.periods import month_of, tertial_of

router = pages()

EVERY = 3
"""Seconds between two looks at a check's progress."""
MOST_SHOWN = 100
"""Changes of a table that a page shows; how many there are stands above them."""


@router.get("/desk/closing", operation_id="desk_closing_list", summary="Tertials and how far each has come")
def tertials(request: Request, who: CityCoordinator, database: TheDatabase) -> Response:
    catalogue = part(request, Catalogue)
    now = tertial_of(month_of(part(request, Clock).today()))
    listed = tertials_of(catalogue.municipality, now)
    with database.reading() as session:
        states = states_of(session, listed, now, locked_tertials(session))
    return show(request, who, "closing-list", states=states)


@router.get("/desk/closing/{tertial}", operation_id="desk_closing", summary="Closing a tertial")
def closing(acting: Acting) -> Response:
    return closing_page(acting)


@router.get("/desk/closing/{tertial}/progress", operation_id="desk_progress", summary="A check's progress")
def progress(acting: Acting) -> Response:
    release = acting.latest()
    told = acting.protection_jobs.progress(release.id)
    if release.state != "locked" or not told.running:
        address = to(acting.request, f"/desk/closing/{acting.tertial}")
        return RedirectResponse(address, 303, {"Cache-Control": "no-store"})
    reply = show(acting.request, acting.who, "progress", tertial=acting.tertial, told=told)
    if acting.request.query_params.get("still") != "yes":
        # The header and not a meta element, so that the page can offer to hold still.
        reply.headers["Refresh"] = str(EVERY)
    return reply


@router.get("/desk/closing/{tertial}/changes", operation_id="desk_changes", summary="What a revision changed")
def changes(acting: Acting) -> Response:
    with acting.database.reading() as session:
        made = [one for one in store.of_tertial(session, acting.tertial) if one.content is not None]
        earlier = earlier_of(made)
        if earlier is None:
            raise NotFound()
        before, after = (store.read_tables(session, one) for one in (earlier, made[-1]))
        waits = in_words(waiting(session, made[-1]))
    return show(
        acting.request,
        acting.who,
        "changes",
        tertial=acting.tertial,
        newest=made[-1],
        earlier=earlier,
        waits=waits,
        tables=changed(before, after),
        hides=any("withheld" in measure.values for table in (*before, *after) for measure in table.measures),
        rounded=next((one.rounded for one in after if one.rounded), None),
        most=MOST_SHOWN,
    )


def closing_page(acting: TertialWork, problem: Problem | None = None) -> Response:
    """The checklist and what can be done now; with why something just could not be."""
    catalogue = part(acting.request, Catalogue)
    language = language_of(acting.request)
    with acting.database.reading() as session:
        state = closing_of(session, acting.request, acting.who, acting.tertial)
    told = acting.protection_jobs.progress(state.latest.id) if state.latest else None
    failed = told.problem if told else None
    return show(
        acting.request,
        acting.who,
        "closing",
        status=problem.status if problem else 200,
        state=state,
        scope=state,  # what is missing links to its own tertial
        lacking=state.lacking,
        texts=catalogue.activity_texts,
        reasons={code: text.of(language) for code, text in REASONS.items()},
        checking=bool(told and told.running),
        problem=problem.text.of(language) if problem else "",
        faults=[fault.message(language) for fault in problem.faults] if problem else [],
        failed=failed.text.of(language) if failed else "",
        one_person=part(acting.request, Settings).one_person_releases,
        latest_day=acting.context.day,
    )
