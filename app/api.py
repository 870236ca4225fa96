"""Every router of the service, in the order of the data's path: what is asked most is found first."""

from fastapi import FastAPI

from app.access import endpoints as access
from app.answers import endpoints as answers
from app.answers import parents_endpoints as parents
from app.answers import partners_endpoints as partners
from app.answers import posters_page as posters
from app.desk import endpoints as desk
from app.form import pages as form
from app.front import health, pages, sign_in_page
from app.intake import endpoints as intake
from app.intake.locks import endpoints as locks
from app.pxweb import endpoints as px
from app.pxweb import pages as research
from app.release.lifecycle import endpoints as releases
from app.reports import endpoints as reports
from app.statistics import endpoints as statistics

ROUTERS = (
    intake.router,
    intake.batches,
    locks.router,
    answers.router,
    parents.router,
    partners.router,
    posters.router,
    releases.router,
    reports.router,
    statistics.router,
    px.router,
    research.router,
    research.asking,
    access.router,
    form.router,
    health.router,
    pages.router,
    sign_in_page.router,
    *desk.ROUTERS,
)


def add_routes(app: FastAPI) -> None:
    for router in ROUTERS:
        app.include_router(router)
