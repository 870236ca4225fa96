"""Fields that a home visit gets later, one of each kind, and what was made before them:

    python -m tests.migrations.later_fields DATABASE_URL ANOTHER_EMPTY_ONE FOLDER

The revision that `make migration` writes for them is run on a database with yesterday's rows; then the old
records, an old tablet, an old batch and an old file are met. Fails by an assertion.
"""

import sys
from pathlib import Path
from typing import Annotated, Any

from sqlalchemy import CheckConstraint, Column, Table

from app.activities import children
from app.activities import home_visit as module
from app.activities.kinds import LATER_WHERE_IT_APPLIES, CodeOf, CodesOf, NumberOf
from app.catalogue import columns, database_types
from app.catalogue.catalogue import load
from app.catalogue.model import BilingualText, LabelledTexts
from app.vocabulary.lists import YES_NO
from app.vocabulary.states import LATER, NOT_ASKED


class HomeVisit(module.HomeVisit):
    """A home visit as the new form asks of it."""

    in_time: Annotated[str, CodeOf("yes-no", LATER)] = NOT_ASKED
    play: Annotated[str, CodeOf("yes-no", LATER_WHERE_IT_APPLIES), module.HELD] = NOT_ASKED
    rooms: Annotated[int | str, NumberOf(9, states=LATER_WHERE_IT_APPLIES), module.HELD] = NOT_ASKED
    grandparents: Annotated[
        int | str, NumberOf(20, 0, LATER_WHERE_IT_APPLIES, "participants", "grandparent"), module.HELD
    ] = NOT_ASKED
    subjects: Annotated[list[str] | str, CodesOf("next-steps", LATER_WHERE_IT_APPLIES), module.HELD] = (
        NOT_ASKED
    )


def declare() -> None:
    """The fields in the schema, the table and the texts: what a newcomer writes."""
    about: Any = ("a test's fact", "a test")
    visit: Table = module.HomeVisitRow.__table__  # type: ignore[attr-defined]
    new: list[Column[Any]] = [
        columns.choice("in_time", (*YES_NO, *LATER), *about),
        columns.choice("play", (*YES_NO, *LATER_WHERE_IT_APPLIES), *about),
        columns.number("rooms", *about, most=9, nullable=True),
        columns.number_state("rooms_state", "the number of rooms"),
    ]
    for column in new:
        visit.append_column(column)
    visit.append_constraint(columns.agree("rooms", "rooms_state"))
    participant = module.PARTICIPANTS.table
    name = "ck_home_visit_participant_role_listed"
    (before,) = [
        one for one in participant.constraints if isinstance(one, CheckConstraint) and one.name == name
    ]
    participant.constraints.remove(before)
    roles = ("mother", "father", "other-adult", "sibling", "grandparent")
    participant.append_constraint(CheckConstraint(database_types.one_of("role", roles), name="role_listed"))
    subjects = children.of_record("home_visit").codes("subject", "next-steps", *about)
    held = tuple(name for name, info in HomeVisit.model_fields.items() if module.HELD in info.metadata)
    module.OF_A_HELD_VISIT = held
    object.__setattr__(module.ACTIVITY, "schema", HomeVisit)
    object.__setattr__(module.ACTIVITY, "children", {**module.ACTIVITY.children, "subjects": subjects})
    fields = load("stockholm").product.activities["home-visit"].fields
    for name in HomeVisit.model_fields.keys() - module.HomeVisit.model_fields.keys():
        fields[name] = LabelledTexts(
            label=BilingualText(sv=name, en=name), help=BilingualText(sv=name, en=name)
        )


if __name__ == "__main__":
    declare()
    # Only now: it makes the routes of the schemas.
    from tests.migrations.later_records import main

    main(sys.argv[1], sys.argv[2], Path(sys.argv[3]))
