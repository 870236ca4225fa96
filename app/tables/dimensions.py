"""The dimensions that several tables share, and the expressions that find the less obvious ones."""

from sqlalchemy import ColumnElement, and_, case, func, select
from sqlalchemy import Table as Stored

from app.catalogue.model import Entry, ParentingProgramme
from app.kit.language import Text
from app.tables.counts import either
from app.tables.declaration import Dimension
from app.vocabulary.lists import GENDERS, PLACES_OUTSIDE
from app.vocabulary.states import ABSENT, NO_ANSWER

DISTRICT = Dimension("district", Text("Verksamhet", "District"), "districts", (), kind="district")
MONTH = Dimension("month", Text("Månad", "Month"), states=(), kind="month")
TERTIAL = Dimension("tertial", Text("Tertial", "Tertial"), states=(), kind="tertial")
YEAR = Dimension("year", Text("År", "Year"), states=(), kind="year")

AREA = Dimension("area", Text("Bostadsområde", "Residential area"), "areas", extra=PLACES_OUTSIDE)
ARENA = Dimension("arena", Text("Plats", "Place"), "arenas")
LEVEL = Dimension("level", Text("Nivå", "Level"), "levels")
SESSION_ORDER = Dimension(
    "session_order", Text("Samtal i ordningen", "Order of the session"), "session-orders"
)
TARGET_GROUP = Dimension(
    "target_group",
    Text("Målgrupp", "Target group"),
    words={
        "0-6": Text("Väntar barn eller har barn 0–6 år", "Expecting a child or with children aged 0–6"),
        "older": Text("Bara äldre barn", "Older children only"),
    },
)
ROUTE_IN = Dimension("route_in", Text("Väg in", "Route in"), "routes-in")
NEXT_STEP = Dimension(
    "next_step", Text("Nästa steg", "Next step"), "next-steps", multiple=True, sensitive=True
)
CONTACT = Dimension(
    "contact", Text("Ytterligare kontakt", "Further contact"), "next-steps", multiple=True, sensitive=True
)
PARTNER = Dimension("partner", Text("Samverkanspart", "Partner"), "partners", multiple=True)
LANGUAGE = Dimension("language", Text("Språk", "Language"), "languages")
NEEDED = Dimension("needed", Text("Behov av annat språk", "Other language needed"), "yes-no")
GENDER = Dimension(
    "gender",
    Text("Kön", "Gender"),
    "participants",
    among=GENDERS,
    states=(),
    fold={"mother": "woman", "father": "man", "other-adult": "other"},
)
ACTIVITY = Dimension(
    "activity",
    Text("Aktivitet", "Activity"),
    states=(),
    words={
        "counselling-session": Text("Råd- och stödsamtal", "Counselling sessions"),
        "home-visit": Text("Hembesök", "Home visits"),
        "theme-meeting": Text("Tematräffar", "Theme meetings"),
        "programme-group": Text("Föräldraskapsstödsprogram", "Parenting programme groups"),
    },
)
VISIT_NUMBER = Dimension("visit_number", Text("Besök i ordningen", "Visit number"), "visit-numbers")
WAY = Dimension("way", Text("Hur svaret kom in", "How the answer came in"), "ways", states=())
RESPONDENT = Dimension("respondent", Text("Vem som svarade", "Respondent"), "respondents")
HOME_PROGRAMME = Dimension(
    "programme", Text("Hembesöksprogram", "Home visiting programme"), "home-visiting-programmes", states=()
)


def _run_by(entry: Entry, who: str) -> bool:
    return isinstance(entry, ParentingProgramme) and entry.run_by == who


_PROGRAMME = Text("Program", "Programme")
DISTRICT_PROGRAMME = Dimension(
    "programme",
    _PROGRAMME,
    "parenting-programmes",
    states=(),
    usable=lambda entry: _run_by(entry, "district"),
)
CENTRAL_PROGRAMME = Dimension(
    "programme",
    _PROGRAMME,
    "parenting-programmes",
    states=(),
    usable=lambda entry: _run_by(entry, "centrally"),
)


def among(dimension: Dimension, *codes: str) -> Dimension:
    """A dimension of one of `words`, with fewer of them."""
    words = {code: dimension.words[code] for code in codes}
    return Dimension(dimension.code, dimension.label, states=dimension.states, words=words)


def roles(*codes: str) -> Dimension:
    """Who took part."""
    return Dimension("role", Text("Vem", "Who"), "participants", among=codes, states=())


def questionnaires(*activities: str) -> Dimension:
    label = Text("Formulär", "Questionnaire")
    return Dimension("questionnaire", label, "questionnaires", states=(), activities=activities)


def questions(*activities: str) -> Dimension:
    return Dimension("question", Text("Fråga", "Question"), "questions", states=(), activities=activities)


def answers(*activities: str, states: tuple[str, ...] = (NO_ANSWER,)) -> Dimension:
    label = Text("Svar", "Answer")
    return Dimension("answer", label, "answers", states=states, activities=activities, sensitive=True)


def target_group(record: Stored, age_groups: Stored) -> ColumnElement[str]:
    """`0-6` where any child is expected or 0-6, else `older`, or the state where the ages are not known.

    One look-up by the record's id. The least of the texts is the right one: a state always stands alone.
    """
    own = age_groups.alias()
    young = either(own.c.code, ("expecting", "0-6"))
    text = case((young, "0-6"), (either(own.c.code, ABSENT), own.c.code), else_="older")
    found = select(func.min(text)).where(own.c.record_id == record.c.id).correlate(record)
    return found.scalar_subquery()


def has_code(
    record: Stored, codes: Stored, *, among: tuple[str, ...] = (), besides: tuple[str, ...] = ()
) -> ColumnElement[bool]:
    """Whether a record has a code (of `among`, or any other than `besides`): one look-up by its id."""
    own = codes.alias()
    where = [own.c.record_id == record.c.id]
    if among:
        where.append(either(own.c.code, among))
    if besides:
        where += [own.c.code != code for code in besides]
    return select(own.c.code).where(and_(*where)).correlate(record).exists()


def has_answer(record: Stored, answers_of: Stored) -> ColumnElement[bool]:
    """Whether any respondent gave any answer; "does not want to answer" is none."""
    own = answers_of.alias()
    found = select(own.c.answer).where(own.c.record_id == record.c.id, own.c.answer != NO_ANSWER)
    return found.correlate(record).exists()
