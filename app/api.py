"""Every router of the service, in the order of the data's path: what is asked most is found first."""

from fastapi import FastAPI

from app.access import endpoints as access
from app.front import health, pages
from app.intake import endpoints as intake
from app.intake import lock_endpoints as locks
from app.statistics import endpoints as statistics

ROUTERS = (
    intake.router,
    intake.batches,
    locks.router,
    statistics.router,
    access.router,
    health.router,
    pages.router,
)


def add_routes(app: FastAPI) -> None:
    for router in ROUTERS:
        app.include_router(router)
