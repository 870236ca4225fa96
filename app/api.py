"""Every router of the service, in the order of the data's path: what is asked most is found first."""

from fastapi import FastAPI

from app.access import endpoints as access
from app.answers import endpoints as answers
from app.answers import parents_endpoints as parents
from app.answers import posters_page as posters
from app.form import pages as form
from app.front import health, pages
from app.intake import endpoints as intake
from app.intake import lock_endpoints as locks
from app.statistics import endpoints as statistics

ROUTERS = (
    intake.router,
    intake.batches,
    locks.router,
    answers.router,
    parents.router,
    posters.router,
    statistics.router,
    access.router,
    form.router,
    health.router,
    pages.router,
)


def add_routes(app: FastAPI) -> None:
    for router in ROUTERS:
        app.include_router(router)
