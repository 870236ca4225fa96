"""Where the tables find their facts: the tables of each activity, and what its records are split by."""

from sqlalchemy import ColumnElement

from app.activities import counselling_session, home_visit, programme_group, theme_meeting
from app.tables.dimensions import target_group

By = dict[str, ColumnElement[str]]

SESSION = counselling_session.ACTIVITY.table
SESSION_PARTICIPANT = counselling_session.PARTICIPANTS.table
SESSION_STEP = counselling_session.NEXT_STEP.table
SESSION_ANSWER = counselling_session.ANSWER.table
SESSION_BY: By = {
    "area": SESSION.c.residential_area,
    "arena": SESSION.c.arena,
    "session_order": SESSION.c.session_order,
    "target_group": target_group(SESSION, counselling_session.AGE_GROUP.table),
    "level": SESSION.c.level,
}

VISIT = home_visit.ACTIVITY.table
VISIT_PARTICIPANT = home_visit.PARTICIPANTS.table
VISIT_CONTENT = home_visit.CONTENT.table
VISIT_CONTACT = home_visit.CONTACT.table
VISIT_BY: By = {
    "programme": VISIT.c.programme,
    "visit_number": VISIT.c.visit_number,
    "level": VISIT.c.level,
}
HELD = VISIT.c.outcome == "held"

MEETING = theme_meeting.ACTIVITY.table
MEETING_PARTICIPANT = theme_meeting.PARTICIPANTS.table
MEETING_PARTNER = theme_meeting.PARTNER.table
MEETING_ANSWER = theme_meeting.ANSWER.table
MEETING_BY: By = {
    "kind": MEETING.c.kind,
    "theme": MEETING.c.theme,
    "language": MEETING.c.language,
    "target_group": target_group(MEETING, theme_meeting.AGE_GROUP.table),
    "level": MEETING.c.level,
}

GROUP = programme_group.ACTIVITY.table
GROUP_PARTICIPANT = programme_group.PARTICIPANTS.table
GROUP_PARTNER = programme_group.PARTNER.table
GROUP_ANSWER = programme_group.ANSWER.table
GROUP_BY: By = {
    "programme": GROUP.c.programme,
    "language": GROUP.c.language,
    "interpreter": GROUP.c.interpreter,
    "level": GROUP.c.level,
}


def only(by: By, *codes: str) -> By:
    """Some of what a record is split by."""
    return {code: by[code] for code in codes}
