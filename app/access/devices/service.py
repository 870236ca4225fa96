"""Devices: enrolled with a one-time code that a coordinator made, revocable, bound to one district."""

from typing import NamedTuple

from sqlalchemy import bindparam, insert, select, update
from sqlmodel import Session

from app.access import one_time_codes, secret_tokens
from app.access.actor import Actor, require_in
from app.access.devices.schemas import DeviceCode, DeviceFacts
from app.access.devices.tables import DEVICE
from app.access.problems import UnknownMark
from app.access.request_context import RequestContext
from app.access.roles import Permission
from app.access.trail import service as trail
from app.access.use_states import ACTIVE, CLOSED
from app.kit.db.database import Database
from app.kit.json_values import JsonObject
from app.vocabulary import marks

_DISTRICT_OF = select(DEVICE.c.district)
_BY_TOKEN = _DISTRICT_OF.where(DEVICE.c.token_hash == bindparam("token"), DEVICE.c.state == ACTIVE)


class NewDevice(NamedTuple):
    """A device that was just enrolled; `token` goes into its cookie and is stored nowhere else."""

    token: str
    mark: str
    district: str


def make_device_code(session: Session, who: Actor, district: str, context: RequestContext) -> DeviceCode:
    """A code that enrols one device of a district.

    Raises `InvalidInput` (no such district), `NotAllowed`, `OtherDistrict`.
    """
    require_in(who, Permission.ENROL_DEVICES, context.known_district(district))
    issued = one_time_codes.make(session, who, context, district=district)
    trail.note(session, who, "device-code-made", context.day, district=district)
    return DeviceCode(**issued._asdict(), district=district)


def enrol_device(session: Session, digest: bytes, context: RequestContext) -> NewDevice:
    """Spend a code (its digest comes from `codes.check`) for a device. Raises `CodeNotValid`."""
    code = one_time_codes.spend(session, digest, one_time_codes.DEVICE_CODE, context)
    token, mark = secret_tokens.new_token(), secret_tokens.new_mark(marks.DEVICE)
    row: JsonObject = {
        "mark": mark,
        "district": code.district,
        "token_hash": secret_tokens.digest(token),
        "state": ACTIVE,
    }
    session.execute(insert(DEVICE).values(row))
    trail.note(session, code.made_by, "device-enrolled", context.day, subject=mark, district=code.district)
    return NewDevice(token, mark, code.district)


def district_of(database: Database, token: str) -> str | None:
    """The district of the device with this cookie, or None. On the way of every record: one look-up."""
    row = database.look_up(_BY_TOKEN, {"token": secret_tokens.digest(token)})
    return row.district if row else None


def disconnect(session: Session, token: str, context: RequestContext) -> None:
    """The device with this cookie ends its own enrolment. Twice is as once.

    It stands in the trail as it does at its enrolment: by its mark, beside whoever let it in.
    """
    where = DEVICE.c.token_hash == secret_tokens.digest(token), DEVICE.c.state == ACTIVE
    closing = update(DEVICE).where(*where).values(state=CLOSED).returning(DEVICE.c.mark, DEVICE.c.district)
    row = session.execute(closing).first()
    if row is None:
        return
    by = trail.who_last(session, "device-enrolled", subject=row.mark)
    assert by is not None  # it was noted with the enrolment
    trail.note(session, by, "device-left", context.day, subject=row.mark, district=row.district)


def list_devices(session: Session, who: Actor) -> list[DeviceFacts]:
    """The devices in use that the actor may see, by district and mark."""
    statement = select(DEVICE.c.mark, DEVICE.c.district).where(DEVICE.c.state == ACTIVE)
    if who.reach is not None:
        statement = statement.where(DEVICE.c.district.in_(sorted(who.reach)))
    rows = session.execute(statement.order_by(DEVICE.c.district, DEVICE.c.mark))
    return [DeviceFacts(**row) for row in rows.mappings()]


def revoke_device(session: Session, who: Actor, mark: str, context: RequestContext) -> None:
    """The device files nothing from its next request on.

    Raises `UnknownMark`, `NotAllowed`, `OtherDistrict`.
    """
    where = DEVICE.c.mark == mark, DEVICE.c.state == ACTIVE
    district = session.execute(_DISTRICT_OF.where(*where)).scalar()
    if district is None:
        raise UnknownMark()
    require_in(who, Permission.ENROL_DEVICES, district)
    session.execute(update(DEVICE).where(*where).values(state=CLOSED))
    trail.note(session, who, "device-revoked", context.day, subject=mark, district=district)
