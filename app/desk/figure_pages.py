"""The live tables and the reports, as links for a tertial: their own routes do the rest."""

from functools import partial
from typing import Annotated

from fastapi import Query, Request, Response

from app.access.guards import Coordinator
from app.access.request_context import TheDatabase
from app.desk.frame import show, to
from app.desk.number_words import first_up
from app.desk.routes import pages
from app.desk.scope import scope_of
from app.kit.http.headers import language_of
from app.published.snapshot import snapshot_of
from app.reports.report_periods import ReportPeriod
from app.tables.registry import TABLES
from app.vocabulary.periods import TERTIAL, tertials_between

router = pages()


@router.get("/desk/tables", operation_id="desk_tables", summary="Links to the live tables")
def tables(request: Request, who: Coordinator) -> Response:
    scope = scope_of(request, who)
    language = language_of(request)
    listed = [
        (table.id, table.title.of(language), scope.year if table.grain == "year" else scope.tertial)
        for table in TABLES
    ]
    return show(request, who, "tables", scope=scope, tables=listed, language=language)


@router.get("/desk/reports", operation_id="desk_reports", summary="Links to the reports")
def reports(
    request: Request,
    who: Coordinator,
    database: TheDatabase,
    first: Annotated[str, Query(pattern=f"^$|{TERTIAL}", description="First tertial of a span.")] = "",
) -> Response:
    scope = scope_of(request, who)
    snapshot = snapshot_of(database)
    published = {period for table in snapshot.tables() for period in snapshot.periods(table)}
    periods = [(scope.tertial, scope.tertial in published), (scope.year, scope.year in published)]
    if first and first < scope.tertial:
        span = tertials_between(first, scope.tertial)
        periods.insert(0, (f"{first}..{scope.tertial}", published.issuperset(span)))
    return show(
        request,
        who,
        "reports",
        scope=scope,
        first=first,
        periods=periods,
        titled=lambda period: first_up(ReportPeriod.parse(period).name.of(language_of(request))),
        report=partial(_report, request, scope.district or who.district),
    )


def _report(request: Request, district: str | None, period: str, edition: str, form: str) -> str:
    """The address of a report: a district's, or the city's where none is named."""
    return to(request, f"/reports/{period}", district=district, edition=edition, form=form)
