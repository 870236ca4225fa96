"""Devices: codes to enrol them, enrolling, the list, revoking."""

from fastapi import APIRouter, Depends, Request, Response

from app.access import one_time_codes
from app.access.cookies import DEVICE_COOKIE, DEVICE_DAYS, clear_cookie, set_cookie
from app.access.devices import service
from app.access.devices.schemas import (
    DeviceCode,
    DeviceCodeWanted,
    DeviceFacts,
    DeviceList,
    DeviceMark,
    Enrolment,
)
from app.access.guards import Adviser, Coordinator, Public
from app.access.one_time_codes import DEVICE_CODE
from app.access.problems import CodeNotValid, OtherDistrict, TooManyAttempts, UnknownMark
from app.access.request_context import TheContext, TheDatabase, TheLimits
from app.access.responses import GUARDED, READ, SENT, WRITTEN, no_store
from app.kit.http.bodies import strict_route
from app.kit.problems import InvalidInput, errors

router = APIRouter(tags=["Devices"], route_class=strict_route(), dependencies=[Depends(no_store)])


@router.post(
    "/devices/codes",
    operation_id="make_device_code",
    summary="Make a one-time code for a tablet",
    description="The code connects one tablet of the district, once, within the hours that a setting gives. "
    "A district's coordinator makes codes for their own district.",
    status_code=201,
    responses=errors(*SENT, *GUARDED, OtherDistrict, *WRITTEN),
)
def make_device_code(
    body: DeviceCodeWanted, who: Coordinator, context: TheContext, database: TheDatabase
) -> DeviceCode:
    with database.writing() as session:
        return service.make_device_code(session, who, body.district, context)


@router.post(
    "/devices",
    operation_id="enrol_device",
    summary="Connect this tablet",
    description="Spends a one-time code and sets the tablet's cookie. A code that never was, is used or has "
    "expired gets one and the same answer.",
    status_code=201,
    responses=errors(*SENT, CodeNotValid, TooManyAttempts, *WRITTEN),
)
def enrol_device(
    body: Enrolment,
    _: Public,
    response: Response,
    context: TheContext,
    database: TheDatabase,
    limits: TheLimits,
) -> DeviceFacts:
    with database.reading() as session:
        digest = one_time_codes.check(session, body.code.get_secret_value(), DEVICE_CODE, context, limits)
    with database.writing() as session:
        enrolled = service.enrol_device(session, digest, context)
    set_cookie(response, DEVICE_COOKIE, enrolled.token, context.settings, DEVICE_DAYS * 24 * 3600)
    return DeviceFacts(mark=enrolled.mark, district=enrolled.district)


@router.get(
    "/devices",
    operation_id="list_devices",
    summary="Connected tablets",
    description="Of one's own district; the city's coordinator sees all.",
    responses=errors(*GUARDED, *READ),
)
def list_devices(who: Coordinator, database: TheDatabase) -> DeviceList:
    with database.reading() as session:
        return DeviceList(devices=service.list_devices(session, who))


# Before the next one, whose address would take it for a mark.
@router.delete(
    "/devices/current",
    operation_id="disconnect_device",
    summary="Disconnect this tablet",
    description="Disconnects this tablet and removes its cookie. What it has filed stays; what it has "
    "not sent yet can be sent when it is connected again.",
    status_code=204,
    responses=errors(*GUARDED, *WRITTEN),
)
def disconnect_device(
    request: Request, _: Adviser, response: Response, context: TheContext, database: TheDatabase
) -> None:
    with database.writing() as session:
        service.disconnect(session, request.cookies[DEVICE_COOKIE], context)
    clear_cookie(response, DEVICE_COOKIE, context.settings)


@router.delete(
    "/devices/{mark}",
    operation_id="revoke_device",
    summary="Revoke a tablet",
    description="It files nothing from its next request on. What it has not sent yet stays on it until it is "
    "enrolled again.",
    status_code=204,
    responses=errors(InvalidInput, *GUARDED, OtherDistrict, UnknownMark, *WRITTEN),
)
def revoke_device(mark: DeviceMark, who: Coordinator, context: TheContext, database: TheDatabase) -> None:
    with database.writing() as session:
        service.revoke_device(session, who, mark, context)
