"""Posters: a code that many can use, limited by number and to the end of a month, for a theme meeting or a
district's open preschools."""

from datetime import date
from uuid import UUID

from sqlalchemy import Connection, delete, insert, select

from app.access.actor import Actor
from app.access.problems import OtherDistrict
from app.answers import capacity, link_tokens
from app.answers.resolve import MEETING, MEETING_POSTER, PRESCHOOL, PRESCHOOL_POSTER
from app.answers.schemas import MeetingPoster, PreschoolPoster
from app.catalogue.catalogue import Catalogue
from app.intake.advisory_locks import hold
from app.intake.locks.tables import is_closed_to
from app.intake.lookup import hold_and_look_up
from app.intake.problems import RecordWithdrawn, TertialLocked
from app.kit.faults import Fault
from app.kit.language import Text
from app.kit.problems import InvalidInput
from app.vocabulary.periods import month_of, months_later, months_of

MONTHS = 2
"""Months after this one in which a poster may still work."""


def make(
    connection: Connection,
    wanted: MeetingPoster | PreschoolPoster,
    who: Actor,
    catalogue: Catalogue,
    today: date,
) -> str:
    """Make a poster; its code, in its canonical form. The caller owns the transaction.

    Raises `InvalidInput`, `OtherDistrict`, `RecordWithdrawn`, `TertialLocked`.
    """
    this = month_of(today)
    if not this <= wanted.month <= months_later(this, MONTHS):
        right = Text(f"{this} till {months_later(this, MONTHS)}.", f"{this} to {months_later(this, MONTHS)}.")
        raise InvalidInput(faults=[Fault("month", "wrong-format", right)])
    token = link_tokens.new()
    own = {"code_hash": link_tokens.digest(token), "month": wanted.month, "uses": wanted.uses}
    if isinstance(wanted, MeetingPoster):
        _check_meeting(connection, wanted, who, today)
        connection.execute(insert(MEETING_POSTER).values(**own, record_id=wanted.record))
    else:
        _check_preschool(connection, wanted, who, catalogue, today)
        row = {**own, "district": wanted.district, "tertial": wanted.tertial}
        connection.execute(insert(PRESCHOOL_POSTER).values(row))
    return token


def take_down(connection: Connection, record: UUID, who: Actor) -> None:
    """The meeting's posters take no more answers: it will not be registered, or needs no more of them.

    Raises `OtherDistrict`. The caller owns the transaction.
    """
    key = {"id": record}
    stored = hold_and_look_up(connection, [(MEETING, key)], set()).record(MEETING, key)
    if stored is not None and not who.reaches(stored.district):
        raise OtherDistrict()
    connection.execute(delete(MEETING_POSTER).where(MEETING_POSTER.c.record_id == record))


def _check_meeting(connection: Connection, wanted: MeetingPoster, who: Actor, today: date) -> None:
    key = {"id": wanted.record}
    there = hold_and_look_up(connection, [(MEETING, key)], set())
    if there.is_withdrawn(MEETING, key):
        raise RecordWithdrawn()
    stored = there.record(MEETING, key)
    if stored is None:
        return
    if not who.reaches(stored.district):
        raise OtherDistrict()
    if is_closed_to(connection, stored.tertials, stored.district, today):
        raise TertialLocked()
    people = capacity.people(capacity.took_part(connection, MEETING, wanted.record))
    if people is not None:
        left = (
            people - capacity.answered(connection, MEETING, wanted.record).total() - _uses(connection, wanted)
        )
        if wanted.uses > left:
            raise InvalidInput(faults=[Fault("uses", "more-answers-than-people", _at_most(max(left, 0)))])


def _uses(connection: Connection, wanted: MeetingPoster) -> int:
    """Uses left of the meeting's other posters."""
    others = select(MEETING_POSTER.c.uses).where(MEETING_POSTER.c.record_id == wanted.record)
    return sum(connection.execute(others).scalars())


def _at_most(number: int) -> Text:
    return Text(f"Högst {number} svar till.", f"At most {number} more answers.")


def _check_preschool(
    connection: Connection, wanted: PreschoolPoster, who: Actor, catalogue: Catalogue, today: date
) -> None:
    data, this = catalogue.municipality, month_of(today)
    codes = data.codes("districts")
    if wanted.district not in codes:
        raise InvalidInput(
            faults=[Fault("district", "unknown-code", values={"list": "districts"}, allowed=codes)]
        )
    if not who.reaches(wanted.district):
        raise OtherDistrict()
    if not data.has_open_preschools(wanted.tertial):
        raise InvalidInput(faults=[Fault("tertial", "nothing-of-it")])
    first, last = months_of(wanted.tertial)
    if last < data.starts or first > months_later(this, MONTHS):
        right = Text("Ange tertialet som pågår.", "Give the tertial that is under way.")
        raise InvalidInput(faults=[Fault("tertial", "wrong-format", right)])
    key = {"district": wanted.district, "tertial": wanted.tertial}
    hold(connection, [(PRESCHOOL, key)], {wanted.tertial})
    if is_closed_to(connection, (wanted.tertial,), wanted.district, today):
        raise TertialLocked()
