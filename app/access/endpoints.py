"""Every route of access, under `/api/v1`."""

from fastapi import APIRouter

from app.access.accounts import endpoints as account_endpoints
from app.access.devices import endpoints as device_endpoints
from app.access.research_keys import endpoints as key_endpoints
from app.access.sign_in import endpoints as sign_in_endpoints
from app.access.trail import endpoints as trail_endpoints

router = APIRouter(prefix="/api/v1")

for _part in (sign_in_endpoints, device_endpoints, account_endpoints, key_endpoints, trail_endpoints):
    router.include_router(_part.router)
