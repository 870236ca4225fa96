"""Random records that the checks accept, with the codes of the Stockholm catalogue."""

from collections.abc import Mapping
from typing import Any

from hypothesis import strategies as st

from app.vocabulary.lists import SPINDLE_ITEMS

NK = "not-known"
DISTRICTS = {"farsta": "2019-02", "rinkeby-kista": "2019-06", "spanga-tensta": "2018-12", "jarva": "2023-08"}
"""Districts and a month that each was there in; the last one is what the two before it became."""
PROGRAMMES = {
    "rinkeby-kista": ("rinkeby", "husby-kista"),
    "spanga-tensta": ("spanga-tensta",),
    "jarva": ("rinkeby", "spanga-tensta"),
}
Record = tuple[str, dict[str, Any]]


def _code(*codes: str) -> st.SearchStrategy[str]:
    return st.sampled_from([*codes, NK])


def _codes(*codes: str) -> st.SearchStrategy[Any]:
    several = st.lists(st.sampled_from(codes), min_size=1, max_size=3, unique=True)
    return st.one_of(several, st.just(["none"]), st.just(NK))


def _number(most: int = 3) -> st.SearchStrategy[Any]:
    return st.one_of(st.integers(0, most), st.just(NK))


def _where() -> st.SearchStrategy[dict[str, Any]]:
    return st.sampled_from([{"district": district, "month": month} for district, month in DISTRICTS.items()])


@st.composite
def _respondents(
    draw: st.DrawFn, there: Mapping[str, Any], questions: Mapping[str, tuple[str, ...]], form: str
) -> Any:
    """At most one answer of each role that is known to have taken part."""
    found = []
    for role, number in there.items():
        if isinstance(number, int) and number > 0 and draw(st.booleans()):
            silent = draw(st.integers(0, 3)) == 0
            answers = {
                code: "no-answer" if silent else draw(st.sampled_from([*given, "no-answer"]))
                for code, given in questions.items()
            }
            found.append({"questionnaire": form, "respondent": role, "answers": answers})
    return found


_OPINIONS = ("yes-really", "yes", "partly", "hardly", "no")


@st.composite
def sessions(draw: st.DrawFn) -> Record:
    adults = {role: draw(_number(2)) for role in ("mother", "father", "other-adult")}
    if all(number == 0 for number in adults.values()):
        adults["mother"] = 1
    needed = draw(_code("yes", "no"))
    questions = dict.fromkeys(("helpful", "strengthened", "accessible"), _OPINIONS)
    ages = st.lists(
        st.sampled_from(("expecting", "0-6", "7-12", "18-plus")), min_size=1, max_size=2, unique=True
    )
    return "counselling-session", draw(_where()) | {
        "arena": draw(_code("digital", "open-preschool")),
        "residential_area": draw(_code("husby", "hokarangen", "other-municipality")),
        "mothers": adults["mother"],
        "fathers": adults["father"],
        "other_adults": adults["other-adult"],
        "children": draw(_number()),
        "children_in_family": NK,
        "age_groups": draw(st.one_of(ages, st.just(NK))),
        "session_order": draw(_code("first", "2-5", "6-plus")),
        "other_language_needed": needed,
        "language": draw(_code("arabic", "somali")) if needed == "yes" else "does-not-apply",
        "route_in": draw(_code("child-health-centre", "library", "other")),
        "next_steps": draw(_codes("another-session", "library", "application")),
        "answers": draw(_respondents(adults, questions, "counselling-session-1")),
    }


@st.composite
def visits(draw: st.DrawFn) -> Record:
    where = draw(_where().filter(lambda one: one["district"] in PROGRAMMES))
    booked = where | {
        "programme": draw(st.sampled_from(PROGRAMMES[where["district"]])),
        "visit_number": draw(_code("1", "2", "6")),
        "outcome": draw(st.sampled_from(("held", "held", "missed"))),
    }
    if booked["outcome"] == "missed":
        return "home-visit", booked | {"missed_reason": draw(_code("nobody-home", "late-cancellation"))}
    needed = draw(_code("yes", "no"))
    components = (
        "good_health",
        "adequate_nutrition",
        "responsive_caregiving",
        "security_and_safety",
        "early_learning",
    )
    return "home-visit", booked | {
        "place": draw(_code("home", "child-health-centre")),
        "mothers": draw(st.sampled_from((1, 2, NK))),
        "fathers": draw(_number(1)),
        "other_adults": draw(_number(1)),
        "siblings": draw(_number(2)),
        "other_language_needed": needed,
        "language": draw(_code("arabic", "somali")) if needed == "yes" else "does-not-apply",
        **{name: draw(_number(2)) for name in components},
        "further_contacts": draw(_codes("library", "open-preschool", "application")),
    }


@st.composite
def _gathering(draw: st.DrawFn) -> dict[str, Any]:
    """Participants by gender, and their sum where it can be known."""
    people = {name: draw(_number()) for name in ("women", "men", "other_participants")}
    known = [number for number in people.values() if isinstance(number, int)]
    total: Any = sum(known)
    if len(known) < len(people):
        total = draw(st.sampled_from((total + 2, NK)))
    if total == 0:
        people["women"] = total = 1
    return people | {"participants": total}


def _by_role(people: Mapping[str, Any]) -> dict[str, Any]:
    return {"woman": people["women"], "man": people["men"], "other": people["other_participants"]}


@st.composite
def meetings(draw: st.DrawFn) -> Record:
    people = draw(_gathering())
    questions = dict.fromkeys(("strengthened", "other-parents"), _OPINIONS)
    ages = st.lists(st.sampled_from(("0-6", "7-12", "13-17")), min_size=1, max_size=2, unique=True)
    return "theme-meeting", draw(_where()) | people | {
        "kind": draw(_code("cafe", "lecture")),
        "theme": draw(_code("new-parent", "other")),
        "partners": draw(_codes("child-health-centre", "midwifery-clinic", "library")),
        "age_groups": draw(st.one_of(ages, st.just(NK))),
        "language": draw(_code("swedish", "arabic")),
        "answers": draw(_respondents(_by_role(people), questions, "theme-meeting-1")),
    }


@st.composite
def groups(draw: st.DrawFn) -> Record:
    people = draw(_gathering())
    most = people["participants"] if isinstance(people["participants"], int) else 3
    questions = dict.fromkeys(("relation", "recommend"), ("0", "3", "5"))
    return "programme-group", draw(_where()) | people | {
        "programme": draw(st.sampled_from(("cos-p", "other"))),
        "sessions_held": draw(_number(9)),
        "completed": draw(_number(most)),
        "language": draw(_code("swedish", "arabic")),
        "interpreter": draw(_code("yes", "no")),
        "partners": draw(_codes("library", "preschool")),
        "answers": draw(_respondents(_by_role(people), questions, "programme-group-1")),
    }


@st.composite
def collaboration(draw: st.DrawFn) -> Record:
    return "collaboration-activity", draw(_where()) | {
        "kind": draw(st.sampled_from(("outreach", "steering-group"))),
        "partners": draw(_codes("library", "preschool").filter(lambda partners: partners != ["none"])),
        "participants": draw(st.one_of(st.integers(1, 30), st.just(NK))),
    }


@st.composite
def spindle(draw: st.DrawFn) -> Record:
    where = draw(_where())
    year, month = where["month"].split("-")
    return "spindle-response", {
        "district": where["district"],
        "tertial": f"{year}-T{1 + (int(month) - 1) // 4}",
        "organisation_type": draw(_code("preschool", "other")),
        **{code.replace("-", "_"): draw(st.one_of(st.integers(1, 5), st.just(NK))) for code in SPINDLE_ITEMS},
    }


def records() -> st.SearchStrategy[list[Record]]:
    """Some dozens of records, of every kind that is filed one by one: few would show little."""
    kinds = (sessions(), sessions(), visits(), visits(), meetings(), groups(), collaboration(), spindle())
    return st.lists(st.one_of(*kinds), min_size=30, max_size=45)
