"""Every route of access, under `/api/v1`."""

from fastapi import APIRouter

from app.access import account_endpoints, device_endpoints, key_endpoints, sign_in_endpoints, trail_endpoints

router = APIRouter(prefix="/api/v1")

for _part in (sign_in_endpoints, device_endpoints, account_endpoints, key_endpoints, trail_endpoints):
    router.include_router(_part.router)
