"""Devices: codes to enrol them, enrolling, the list, revoking."""

from fastapi import APIRouter, Depends, Request, Response

from app.access import codes, devices
from app.access.answers import (
    DEVICE_DAYS,
    GUARDED,
    READ,
    SENT,
    WRITTEN,
    clear_cookie,
    no_store,
    set_cookie,
)
from app.access.fields import DeviceMark
from app.access.guards import DEVICE_COOKIE, Adviser, Coordinator, Public
from app.access.here import HereNow, TheDatabase, TheLimits
from app.access.problems import CodeNotValid, OtherDistrict, TooManyAttempts, UnknownMark
from app.access.schemas import DeviceCode, DeviceCodeWanted, DeviceFacts, DeviceList, Enrolment
from app.access.tables import DEVICE_CODE
from app.kit.bodies import strict_route
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
    body: DeviceCodeWanted, who: Coordinator, here: HereNow, database: TheDatabase
) -> DeviceCode:
    with database.writing() as session:
        issued = devices.make_device_code(session, who, body.district, here)
    return DeviceCode(code=issued.code, link=issued.link, expires=issued.expires, district=body.district)


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
    body: Enrolment, _: Public, response: Response, here: HereNow, database: TheDatabase, limits: TheLimits
) -> DeviceFacts:
    with database.reading() as session:
        digest = codes.check(session, body.code.get_secret_value(), DEVICE_CODE, here, limits)
    with database.writing() as session:
        enrolled = devices.enrol_device(session, digest, here)
    set_cookie(response, DEVICE_COOKIE, enrolled.token, here.settings, DEVICE_DAYS * 24 * 3600)
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
        rows = devices.list_devices(session, who)
    return DeviceList(devices=[DeviceFacts(mark=row.mark, district=row.district) for row in rows])


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
    request: Request, _: Adviser, response: Response, here: HereNow, database: TheDatabase
) -> None:
    with database.writing() as session:
        devices.disconnect(session, request.cookies[DEVICE_COOKIE], here)
    clear_cookie(response, DEVICE_COOKIE, here.settings)


@router.delete(
    "/devices/{mark}",
    operation_id="revoke_device",
    summary="Revoke a tablet",
    description="It files nothing from its next request on. What it has not sent yet stays on it until it is "
    "enrolled again.",
    status_code=204,
    responses=errors(InvalidInput, *GUARDED, OtherDistrict, UnknownMark, *WRITTEN),
)
def revoke_device(mark: DeviceMark, who: Coordinator, here: HereNow, database: TheDatabase) -> None:
    with database.writing() as session:
        devices.revoke_device(session, who, mark, here)
