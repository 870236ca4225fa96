"""Examples and closed schemas of bodies for the API's description; a test files each example."""

from app.activities.activity import Activity
from app.activities.registry import EVENTS
from app.intake.schemas import Batch, BatchItem, Stored
from app.kit.json_values import JsonObject

ETAGS: JsonObject = {
    "ETag": {
        "description": "Hash of the content, to send back as `If-Match`.",
        "schema": {"type": "string", "pattern": '^"[0-9a-f]{64}"$'},
    }
}

_RECORD: JsonObject = {"district": "farsta", "month": "2019-03", "catalogue_version": 1}

EXAMPLES: dict[str, JsonObject] = {
    "counselling-session": {
        **_RECORD,
        "arena": "open-preschool",
        "residential_area": "hokarangen",
        "mothers": 1,
        "fathers": 0,
        "other_adults": 0,
        "children": 1,
        "children_in_family": "not-known",
        "age_groups": ["0-6"],
        "session_order": "first",
        "other_language_needed": "yes",
        "language": "arabic",
        "route_in": "child-health-centre",
        "next_steps": ["another-session", "open-preschool"],
        "answers": [
            {
                "questionnaire": "counselling-session-1",
                "respondent": "mother",
                "answers": {"helpful": "yes-really", "strengthened": "yes", "accessible": "no-answer"},
            }
        ],
    },
    "home-visit": {
        **_RECORD,
        "district": "rinkeby-kista",
        "programme": "rinkeby",
        "visit_number": "2",
        "outcome": "held",
        "place": "home",
        "mothers": 1,
        "fathers": 1,
        "other_adults": 0,
        "siblings": 0,
        "other_language_needed": "no",
        "good_health": 1,
        "adequate_nutrition": 0,
        "responsive_caregiving": 2,
        "security_and_safety": "not-known",
        "early_learning": 1,
        "further_contacts": ["open-preschool"],
    },
    "theme-meeting": {
        **_RECORD,
        "kind": "cafe",
        "theme": "other",
        "partners": ["open-preschool", "library"],
        "women": 6,
        "men": 2,
        "other_participants": 0,
        "participants": 8,
        "age_groups": ["0-6"],
        "language": "swedish",
        "answers": [
            {
                "questionnaire": "theme-meeting-1",
                "respondent": "woman",
                "answers": {"strengthened": "yes", "other-parents": "partly"},
            }
        ],
    },
    "programme-group": {
        **_RECORD,
        "programme": "cos-p",
        "sessions_held": 8,
        "women": 3,
        "men": 1,
        "other_participants": 0,
        "participants": 4,
        "completed": "not-known",
        "language": "swedish",
        "interpreter": "no",
        "partners": ["none"],
        "answers": [
            {
                "questionnaire": "programme-group-1",
                "respondent": "man",
                "answers": {"relation": "4", "recommend": "5"},
            }
        ],
    },
    "collaboration-activity": {
        **_RECORD,
        "kind": "steering-group",
        "partners": ["child-health-centre", "midwifery-clinic"],
        "participants": 9,
    },
    "spindle-response": {
        "district": "farsta",
        "tertial": "2019-T1",
        "catalogue_version": 1,
        "organisation_type": "child-health-centre",
        "regulations": 3,
        "organisation": 4,
        "common_view": 4,
        "roles": 3,
        "information": 3,
        "resources": 2,
        "management_support": 4,
        "early_support_today": 4,
        "users_influence": "not-known",
    },
    "open-preschool-return": {
        "catalogue_version": 1,
        "own_run": 6,
        "opening_hours": 78,
        "run_by_others": 1,
        "introduction_preschools": 0,
        "visits_women": 1900,
        "visits_men": 410,
        "visits_other_adults": "not-known",
        "visits_children": 2600,
        "turned_away": "not-known",
        "survey": [
            {
                "questionnaire": "open-preschool-1",
                "question": "strengthened",
                "answer": "yes-really",
                "number": 41,
            }
        ],
    },
    "programme-figures": {
        "catalogue_version": 1,
        "programmes": [{"programme": "abc", "participants": 52, "women": 38, "men": 14, "interest": 61}],
        "leaders": [{"programme": "abc", "arena": "preschool", "leaders": 4}],
    },
    "enrolment-figures": {
        "catalogue_version": 1,
        "listed": 31,
        "accepted": 30,
        "declined": 1,
        "discontinued": 0,
        "enrolled": 64,
    },
    "context": {
        "catalogue_version": 1,
        "children_0_6": 5200,
        "children_0_20": 14593,
        "reports_of_concern": 2931,
        "advisers_total": 6,
        "advisers_funded": 2,
    },
}
"""One right body for each activity, with the codes of the Stockholm catalogue."""


def body(activity: Activity) -> JsonObject:
    """The example as OpenAPI's extra of the operation."""
    return {"requestBody": {"content": {"application/json": {"example": EXAMPLES[activity.name]}}}}


def batch() -> JsonObject:
    """The batch's body: read item by item, so that one bad record refuses no other, but described closed."""
    records = [
        {"activity": name, "id": f"0d9f4a52-6f0e-4b7a-9c1d-2f5b8e3a7c0{index}", "content": EXAMPLES[name]}
        for index, name in enumerate(("counselling-session", "theme-meeting"))
    ]
    described = Batch.model_json_schema()
    described["properties"]["records"]["items"] = {"oneOf": [_item(activity) for activity in EVENTS]}
    content = {"schema": described, "example": {"records": records}}
    return {"requestBody": {"content": {"application/json": content}}}


def _item(activity: Activity) -> JsonObject:
    described = BatchItem.model_json_schema()
    described["title"] = f"{activity.schema.__name__} in a batch"
    described["properties"]["activity"] = {"type": "string", "enum": [activity.name]}
    described["properties"]["content"] = _reference(activity)
    return described


def stored(activity: Activity) -> dict[int | str, JsonObject]:
    """The reply to `GET`: its content is described as `PUT` takes it."""
    described = Stored.model_json_schema()
    described["title"] = f"Stored {activity.schema.__name__}"
    described["properties"]["content"] = _reference(activity)
    content = {"application/json": {"schema": described}}
    return {200: {"description": "As it was filed.", "content": content, "headers": ETAGS}}


def _reference(activity: Activity) -> JsonObject:
    return {"$ref": f"#/components/schemas/{activity.schema.__name__}"}
