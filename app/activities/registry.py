"""All activities, in the order in which the half-time report speaks of them."""

from app.activities import (
    collaboration_activity,
    counselling_session,
    district_context,
    enrolment_figures,
    home_visit,
    open_preschool_return,
    programme_figures,
    programme_group,
    spindle_response,
    theme_meeting,
)
from app.activities.activity import Activity

ACTIVITIES: tuple[Activity, ...] = (
    counselling_session.ACTIVITY,
    home_visit.ACTIVITY,
    theme_meeting.ACTIVITY,
    programme_group.ACTIVITY,
    programme_figures.ACTIVITY,
    collaboration_activity.ACTIVITY,
    open_preschool_return.ACTIVITY,
    spindle_response.ACTIVITY,
    enrolment_figures.ACTIVITY,
    district_context.ACTIVITY,
)

BY_NAME: dict[str, Activity] = {activity.name: activity for activity in ACTIVITIES}
EVENTS: tuple[Activity, ...] = tuple(activity for activity in ACTIVITIES if activity.keyed_by_id)
"""Those that are filed one by one under a random id."""
RETURNS: tuple[Activity, ...] = tuple(activity for activity in ACTIVITIES if not activity.keyed_by_id)
"""Those that describe a district or programme in a whole period."""
