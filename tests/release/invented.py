"""Records by lot, right by every rule, with few of Stockholm's codes; filed by the real way in."""

from collections.abc import Iterator, Mapping, Sequence
from random import Random
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, insert

from app.activities import counselling_session, theme_meeting
from app.activities.children import HANDED_OUT
from app.activities.registry import BY_NAME
from app.catalogue.catalogue import Catalogue
from app.intake.filing import FiledItem, FiledRecord, Filing, file_all, prepare
from app.vocabulary.lists import SPINDLE_ITEMS
from tests.support.service import TODAY

NK = "not-known"
DISTRICTS = ("farsta", "skarpnack", "skarholmen", "hasselby-vallingby")
PROGRAMMES = {"skarholmen": "skarholmen", "hasselby-vallingby": "hasselby"}
OPINIONS = ("yes-really", "yes", "partly", "no")
FORMS: Mapping[str, tuple[str, Mapping[str, tuple[str, ...]]]] = {
    "counselling-session": (
        "counselling-session-1",
        dict.fromkeys(("helpful", "strengthened", "accessible"), OPINIONS),
    ),
    "theme-meeting": ("theme-meeting-1", dict.fromkeys(("strengthened", "other-parents"), OPINIONS)),
    "programme-group": ("programme-group-1", dict.fromkeys(("relation", "recommend"), ("0", "3", "5"))),
}
Content = dict[str, Any]


class Inventor:
    """Draws contents; one for each kind of record."""

    def __init__(self, seed: int) -> None:
        self.lot = Random(seed)

    def one(self, activity: str, district: str, period: str) -> Content:
        make = getattr(self, activity.replace("-", "_"))
        content: Content = {"district": district, **make(district)}
        return content | {"tertial" if "T" in period else "month": period}

    def _code(self, *codes: str) -> str:
        return self.lot.choice((*codes, NK))

    def _codes(self, *codes: str, alone: str = "none") -> Any:
        if self.lot.random() < 0.25:
            return self.lot.choice(([alone], NK)) if alone else NK
        return self.lot.sample(codes, self.lot.randint(1, len(codes)))

    def _number(self, most: int = 3, least: int = 0) -> Any:
        return self.lot.choice((*range(least, most + 1), NK))

    def _language(self) -> Content:
        needed = self._code("yes", "no")
        named = self._code("arabic", "somali")
        return {
            "other_language_needed": needed,
            "language": named if needed == "yes" else "does-not-apply",
        }

    def answers(self, activity: str, there: Mapping[str, Any]) -> list[Content]:
        form, questions = FORMS[activity]
        return [
            {"questionnaire": form, "respondent": role, "answers": self.said(questions)}
            for role, number in there.items()
            if isinstance(number, int) and number and self.lot.random() < 0.5
        ]

    def said(self, questions: Mapping[str, Sequence[str]]) -> dict[str, str]:
        silent = self.lot.random() < 0.2
        return {
            code: "no-answer" if silent else self.lot.choice((*given, "no-answer"))
            for code, given in questions.items()
        }

    def counselling_session(self, _district: str) -> Content:
        adults = {"mother": self._number(2), "father": self._number(2), "other-adult": self._number(2)}
        if all(number == 0 for number in adults.values()):
            adults[self.lot.choice(list(adults))] = 1
        return {
            "arena": NK,
            "residential_area": self._code("hokarangen", "other-municipality"),
            "mothers": adults["mother"],
            "fathers": adults["father"],
            "other_adults": adults["other-adult"],
            "children": self._number(),
            "children_in_family": NK,
            "age_groups": NK,
            "session_order": self._code("first", "2-5", "6-plus"),
            **self._language(),
            "route_in": self._code("child-health-centre", "library", "other"),
            "next_steps": self._codes("another-session", "library", "application"),
            "answers": self.answers("counselling-session", adults),
        }

    def home_visit(self, district: str) -> Content:
        booked: Content = {"programme": PROGRAMMES[district], "visit_number": self._code("1", "2", "6")}
        if self.lot.random() < 0.2:
            return booked | {
                "outcome": "missed",
                "missed_reason": self._code("nobody-home", "late-cancellation"),
            }
        components = (
            "good_health",
            "adequate_nutrition",
            "responsive_caregiving",
            "security_and_safety",
            "early_learning",
        )
        adults = {"mothers": self._number(2), "fathers": self._number(2), "other_adults": self._number(2)}
        if all(number == 0 for number in adults.values()):
            adults["mothers"] = 1
        return booked | {
            "outcome": "held",
            "place": self._code("home", "child-health-centre"),
            **adults,
            "siblings": self._number(2),
            **self._language(),
            **{name: self._number(2) for name in components},
            "further_contacts": self._codes("library", "open-preschool", "application"),
        }

    def _gathering(self) -> Content:
        people = {name: self._number() for name in ("women", "men", "other_participants")}
        known = [number for number in people.values() if isinstance(number, int)]
        total: Any = sum(known)
        if len(known) < len(people):
            total = self.lot.choice((total, total + 2, NK))
        elif self.lot.random() < 0.2:
            total = NK
        if total == 0:
            people["women"] = total = 1
        return people | {"participants": total}

    def _by_role(self, people: Content) -> Content:
        return {"woman": people["women"], "man": people["men"], "other": people["other_participants"]}

    def theme_meeting(self, _district: str) -> Content:
        people = self._gathering()
        return people | {
            "kind": self._code("cafe", "lecture"),
            "theme": NK,
            "partners": self._codes("child-health-centre", "midwifery-clinic", "library"),
            "age_groups": NK,
            "language": NK,
            "answers": self.answers("theme-meeting", self._by_role(people)),
        }

    def programme_group(self, _district: str) -> Content:
        people = self._gathering()
        most = people["participants"] if isinstance(people["participants"], int) else 3
        return people | {
            "programme": self.lot.choice(("cos-p", "other")),
            "sessions_held": self._number(9),
            "completed": self._number(most),
            "language": NK,
            "interpreter": NK,
            "partners": self._codes("library", "preschool"),
            "answers": self.answers("programme-group", self._by_role(people)),
        }

    def collaboration_activity(self, _district: str) -> Content:
        return {
            "kind": self.lot.choice(("outreach", "steering-group")),
            "partners": self._codes("library", "preschool", alone=""),
            "participants": self._number(9, 1),
        }

    def spindle_response(self, _district: str) -> Content:
        scores = {code.replace("-", "_"): self._number(5, 1) for code in SPINDLE_ITEMS}
        return {"organisation_type": NK, **scores}


Record = tuple[str, Content]

KINDS = (
    "counselling-session",
    "home-visit",
    "theme-meeting",
    "programme-group",
    "collaboration-activity",
)


def records(seed: int, number: int, period: str, kinds: Sequence[str] = KINDS) -> Iterator[Record]:
    """So many records of one month (or tertial), of districts by lot: one has more than the others."""
    inventor = Inventor(seed)
    for _ in range(number):
        kind = inventor.lot.choice(kinds)
        among = tuple(PROGRAMMES) if kind == "home-visit" else DISTRICTS
        district = inventor.lot.choice((among[0], *among))
        yield kind, inventor.one(kind, district, period)


def file(
    connection: Connection,
    catalogue: Catalogue,
    filed: Sequence[Record],
    seed: int = 0,
    *,
    phones: bool = True,
) -> None:
    """File records, and let some parents answer by their own phones; every record must be accepted."""
    lot, filing = Inventor(seed), Filing(catalogue, TODAY)
    prepared = []
    for activity, content in filed:
        kind = BY_NAME[activity]
        key = {"id": UUID(int=lot.lot.getrandbits(128), version=4)}
        schema = kind.schema.model_validate({"catalogue_version": 1, **content})
        prepared.append((activity, key["id"], prepare(FiledItem(kind, key, schema), filing)))
    outcomes = file_all(connection, [one for _, _, one in prepared], filing)
    assert all(isinstance(one, FiledRecord) for one in outcomes), [str(one) for one in outcomes]
    for activity, record, _ in prepared if phones else ():
        if activity == "counselling-session" and lot.lot.random() < 0.5:
            _links(connection, record, lot)
        elif activity == "theme-meeting" and lot.lot.random() < 0.3:
            _answer(connection, "theme-meeting", record, "poster", ("woman", "man"), lot)


def _links(connection: Connection, record: UUID, lot: Inventor) -> None:
    """Two links were handed out, and some of them used."""
    table = counselling_session.ACTIVITY.beside[HANDED_OUT]
    connection.execute(insert(table), {"record_id": record, "number": 2})
    if lot.lot.random() < 0.7:
        _answer(connection, "counselling-session", record, "link", ("mother", "father"), lot)


def _answer(
    connection: Connection, activity: str, record: UUID, way: str, roles: Sequence[str], lot: Inventor
) -> None:
    child = counselling_session.ANSWER if activity == "counselling-session" else theme_meeting.ANSWER
    form, questions = FORMS[activity]
    about = {"record_id": record, "slot": 500, "way": way, "questionnaire": form}
    about["respondent"] = lot.lot.choice(roles)
    rows = [{**about, "question": code, "answer": said} for code, said in lot.said(questions).items()]
    connection.execute(insert(child.table), rows)
