"""Devices: enrolled with a one-time code that a coordinator made, revocable, bound to one district."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from sqlalchemy import Table, bindparam, insert, select, update
from sqlmodel import Session

from app.access import codes, tokens, trail
from app.access.actor import Actor, require_in
from app.access.codes import Issued
from app.access.here import Here
from app.access.problems import UnknownMark
from app.access.roles import Permission
from app.access.tables import ACTIVE, CLOSED, DEVICE_CODE, Device
from app.kit.database import Database
from app.vocabulary.marks import DEVICE

_DEVICE: Table = Device.__table__  # type: ignore[attr-defined]
_DISTRICT_OF = select(_DEVICE.c.district)
_BY_TOKEN = _DISTRICT_OF.where(_DEVICE.c.token_hash == bindparam("token"), _DEVICE.c.state == ACTIVE)


class Enrolled(NamedTuple):
    """A device that was just enrolled; `token` goes into its cookie and is stored nowhere else."""

    token: str
    mark: str
    district: str


def make_device_code(session: Session, who: Actor, district: str, here: Here) -> Issued:
    """A code that enrols one device of a district.

    Raises `InvalidInput` (no such district), `NotAllowed`, `OtherDistrict`.
    """
    require_in(who, Permission.ENROL_DEVICES, here.known_district(district))
    issued = codes.make(session, who, here, district=district)
    trail.note(session, who, "device-code-made", here.day, district=district)
    return issued


def enrol_device(session: Session, digest: bytes, here: Here) -> Enrolled:
    """Spend a code (its digest comes from `codes.check`) for a device. Raises `CodeNotValid`."""
    code = codes.spend(session, digest, DEVICE_CODE, here)
    token, mark = tokens.new_token(), tokens.new_mark(DEVICE)
    row: dict[str, Any] = {
        "mark": mark,
        "district": code.district,
        "token_hash": tokens.digest(token),
        "state": ACTIVE,
    }
    session.execute(insert(_DEVICE).values(row))
    trail.note(session, code.made_by, "device-enrolled", here.day, subject=mark, district=code.district)
    return Enrolled(token, mark, code.district)


def district_of(database: Database, token: str) -> str | None:
    """The district of the device with this cookie, or None. On the way of every record: one look-up."""
    row = database.look_up(_BY_TOKEN, {"token": tokens.digest(token)})
    return row.district if row else None


def disconnect(session: Session, token: str, here: Here) -> None:
    """The device with this cookie ends its own enrolment. Twice is as once.

    It stands in the trail as it does at its enrolment: by its mark, beside whoever let it in.
    """
    where = _DEVICE.c.token_hash == tokens.digest(token), _DEVICE.c.state == ACTIVE
    row = session.execute(select(_DEVICE.c.mark, _DEVICE.c.district).where(*where)).first()
    if row is None:
        return
    session.execute(update(_DEVICE).where(*where).values(state=CLOSED))
    by = trail.who_did(session, "device-enrolled", row.mark)
    trail.note(session, by, "device-left", here.day, subject=row.mark, district=row.district)


def list_devices(session: Session, who: Actor) -> Sequence[Any]:
    """Mark and district of the devices in use that the actor may see, by district and mark."""
    statement = select(_DEVICE.c.mark, _DEVICE.c.district).where(_DEVICE.c.state == ACTIVE)
    if who.reach is not None:
        statement = statement.where(_DEVICE.c.district.in_(sorted(who.reach)))
    return session.execute(statement.order_by(_DEVICE.c.district, _DEVICE.c.mark)).all()


def revoke_device(session: Session, who: Actor, mark: str, here: Here) -> None:
    """The device files nothing from its next request on.

    Raises `UnknownMark`, `NotAllowed`, `OtherDistrict`.
    """
    where = _DEVICE.c.mark == mark, _DEVICE.c.state == ACTIVE
    district = session.execute(_DISTRICT_OF.where(*where)).scalar()
    if district is None:
        raise UnknownMark()
    require_in(who, Permission.ENROL_DEVICES, district)
    session.execute(update(_DEVICE).where(*where).values(state=CLOSED))
    trail.note(session, who, "device-revoked", here.day, subject=mark, district=district)
