"""What every reader knows of the tables, from what each says that it counts: which figures are the same.

Written down from the tables' descriptions, and not taken from what the releases are protected with.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from tests.attacks.seeing import Cell, Seen

CS, HV, TM, PG = "counselling-session", "home-visit", "theme-meeting", "programme-group"
ROLES = {"woman": "mother", "man": "father", "other": "other-adult"}


class Figures(NamedTuple):
    """The finest cells of a measure with these categories; one that begins with `!` is any other."""

    table: str
    measure: str
    where: dict[str, str]


def f(path: str, **where: str) -> Figures:
    table, measure = path.split("/")
    return Figures(table, measure, where)


Side = tuple[Figures, ...]


@dataclass(frozen=True)
class Equal:
    """Each side adds up to the same, in every district, for each category of `per`."""

    sides: tuple[Side, ...]
    per: tuple[str, ...] = ()


@dataclass(frozen=True)
class AtMost:
    """The first side is no more than the second."""

    part: Side
    whole: Side
    per: tuple[str, ...] = ()


@dataclass(frozen=True)
class AlongEach:
    """For each category of `along` the side adds up to the same as `whole`, or to nothing."""

    side: Side
    along: str
    whole: Side = ()
    per: tuple[str, ...] = field(default=())


Fact = Equal | AtMost | AlongEach


def either(path: str, **where: str) -> Side:
    """Records that know a number, and those that do not."""
    return f(f"{path}-known", **where), f(f"{path}-not-known", **where)


SESSIONS: Side = (f("session-order/sessions"),)
VISITS: Side = (f("home-visits/held"),)
MEETINGS: Side = (f("theme-meetings/meetings"),)
GROUPS: Side = (f("programme-groups/groups"),)


def _gathering(table: str, records: Side, per: str, activity: str) -> Iterator[Fact]:
    """Of meetings and groups, whose participants are counted in all and by gender."""
    yield Equal((records, either(f"{table}/participants")), (per,))
    yield AlongEach(either(f"{table}/participants-by-gender"), "gender", records, (per,))
    yield AtMost((f(f"{table}/participants-known"),), (f(f"{table}/participants"),), (per,))
    for end in ("", "-not-known"):
        yield Equal(((f(f"{table}/participants{end}"),), (f(f"reach/reached{end}", activity=activity),)))
    for end in ("", "-known", "-not-known"):
        for gender in ROLES:
            own = f(f"{table}/participants-by-gender{end}", gender=gender)
            yield Equal(((own,), (f(f"gender-split/participants{end}", activity=activity, gender=gender),)))


FACTS: tuple[Fact, ...] = (
    Equal((SESSIONS, (f("routes-in/sessions"),), (f("residential-areas/sessions"),))),
    Equal((SESSIONS, (f("response-rates/contacts", activity=CS),))),
    Equal((SESSIONS, (f("language-needs/contacts", activity=CS),))),
    Equal((SESSIONS, (f("next-steps/sessions-known"), f("next-steps/sessions", next_step="not-known")))),
    *(Equal((SESSIONS, either("participants/participants", role=one))) for one in (*ROLES.values(), "child")),
    Equal(((f("session-order/sessions", session_order="first"),), (f("reach/reached", activity=CS),))),
    Equal(
        (
            (f("session-order/sessions", session_order="not-known"),),
            (f("reach/reached-not-known", activity=CS),),
        )
    ),
    *(
        Equal(
            (
                (f(f"participants/participants{end}", role=role),),
                (f(f"gender-split/participants{end}", activity=CS, gender=gender),),
            )
        )
        for gender, role in ROLES.items()
        for end in ("", "-known", "-not-known")
    ),
    AtMost((f("next-steps/sessions-known"),), (f("next-steps/sessions", next_step="!not-known"),)),
    *(
        AtMost((f(f"{table}/{chosen}", **{over: "!not-known"}),), (f(f"{table}/{known}"),), (over, *per))
        for table, chosen, known, over, per in (
            ("next-steps", "sessions", "sessions-known", "next_step", ()),
            ("home-visit-contacts", "visits", "visits-known", "contact", ()),
            ("theme-meeting-partners", "meetings", "meetings-known", "partner", ()),
            ("programme-groups", "groups-by-partner", "groups-known", "partner", ("programme",)),
        )
    ),
    *(
        Equal(
            (
                (f("language-needs/contacts", activity=one, needed="yes"),),
                (f("language-needs/languages", activity=one),),
            )
        )
        for one in (CS, HV)
    ),
    Equal((VISITS, (f("home-visits/booked", outcome="held"),)), ("programme",)),
    Equal(((f("home-visits/missed"),), (f("home-visits/booked", outcome="missed"),)), ("programme",)),
    Equal((VISITS, (f("language-needs/contacts", activity=HV),))),
    Equal(
        (
            VISITS,
            (f("home-visit-contacts/visits-known"), f("home-visit-contacts/visits", contact="not-known")),
        )
    ),
    *(
        Equal((VISITS, either("home-visit-participants/visits", role=one)))
        for one in (*ROLES.values(), "sibling")
    ),
    AlongEach((f("home-visit-content/visits"),), "component", VISITS),
    AtMost((f("home-visit-participants/visits"),), (f("home-visit-participants/visits-known"),), ("role",)),
    *(
        AtMost(
            (f("home-visit-participants/visits", role=role),),
            (f("gender-split/participants", activity=HV, gender=gender),),
        )
        for gender, role in ROLES.items()
    ),
    AtMost((f("reach/reached", activity=HV), f("reach/reached-not-known", activity=HV)), VISITS),
    Equal((MEETINGS, (f("response-rates/contacts", activity=TM),))),
    Equal(
        (
            MEETINGS,
            (
                f("theme-meeting-partners/meetings-known"),
                f("theme-meeting-partners/meetings", partner="not-known"),
            ),
        )
    ),
    AtMost((f("theme-meeting-partners/with-clinic"),), (f("theme-meeting-partners/meetings-known"),)),
    Equal((GROUPS, (f("response-rates/contacts", activity=PG),))),
    *_gathering("theme-meetings", MEETINGS, "kind", TM),
    *_gathering("programme-groups", GROUPS, "programme", PG),
    Equal((GROUPS, either("programme-groups/completed")), ("programme",)),
    Equal((GROUPS, either("programme-groups/sessions-held")), ("programme",)),
    AlongEach((f("programme-groups/answers"),), "question", (), ("programme", "questionnaire")),
    Equal(((f("answer-ways/contacts"),), (f("response-rates/contacts"),)), ("activity",)),
    Equal(
        ((f("answer-ways/answered"),), (f("response-rates/contacts", answered="answered"),)), ("activity",)
    ),
    Equal(((f("answer-ways/respondents"),), (f("gender-split/respondents"),)), ("activity",)),
    AtMost((f("answer-ways/answered"),), (f("answer-ways/respondents"),), ("activity",)),
    AtMost((f("answer-ways/links-used"),), (f("answer-ways/links-handed-out"),)),
    AtMost((f("answer-ways/respondents", activity=CS, way="link"),), (f("answer-ways/links-used"),)),
    AlongEach((f("helpfulness/answers"),), "question", (), ("activity", "questionnaire")),
    AlongEach(either("spindle/score"), "item"),
)
"""A fact that names a dimension which a figure has not is about all of that figure."""


def _named(seen: Seen, one: Figures, period: str, fixed: dict[str, str]) -> list[Cell]:
    layout = seen.layouts.get((one.table, one.measure))
    if layout is None:
        return []
    wanted = {**one.where, **{code: v for code, v in fixed.items() if code in layout.dimensions}}
    places = [(layout.dimensions.index(code), among) for code, among in wanted.items()]
    exact = next((at for at in places if not at[1].startswith("!")), None)
    cells = (
        seen.named(one.table, one.measure, period, *exact)
        if exact
        else seen.finest(one.table, one.measure, period)
    )
    return [
        cell
        for cell in cells
        if all(
            cell[3][p] != among[1:] if among.startswith("!") else cell[3][p] == among for p, among in places
        )
    ]


Row = tuple[list[Cell], list[Cell], bool]
"""Two sums, of which the first is no more than the second, or (True) which are the same."""


def rows(seen: Seen, period: str, facts: Iterable[Fact] = FACTS) -> Iterator[Row]:
    """The facts, district by district."""

    def side(of: Side, fixed: dict[str, str]) -> list[Cell]:
        return [cell for one in of for cell in _named(seen, one, period, fixed)]

    for fact in facts:
        of = (
            fact.sides[0] if isinstance(fact, Equal) else fact.part if isinstance(fact, AtMost) else fact.side
        )
        sides = fact.sides if isinstance(fact, Equal) else (of,)
        if any((one.table, one.measure) not in seen.layouts for whole in sides for one in whole):
            continue
        along = fact.along if isinstance(fact, AlongEach) else ""
        for fixed in _combinations(seen, of[0], period, ("district", *fact.per)):
            if isinstance(fact, Equal):
                first = side(fact.sides[0], fixed)
                for other in fact.sides[1:]:
                    yield first, side(other, fixed), True
            elif isinstance(fact, AtMost):
                yield side(fact.part, fixed), side(fact.whole, fixed), False
            else:
                each = [
                    side(fact.side, {**fixed, **one})
                    for one in _combinations(seen, of[0], period, (along,), fixed)
                ]
                there = [one for one in each if any(seen.told[cell] != 0 for cell in one)]
                whole = [side(fact.whole, fixed)] if fact.whole else []
                both = [*whole, *there]
                yield from ((both[0], other, True) for other in both[1:])


def _combinations(
    seen: Seen, one: Figures, period: str, per: tuple[str, ...], fixed: dict[str, str] | None = None
) -> list[dict[str, str]]:
    layout = seen.layouts[one.table, one.measure]
    places = [layout.dimensions.index(code) for code in per]
    cells = _named(seen, one, period, fixed or {})
    found = dict.fromkeys(tuple(cell[3][place] for place in places) for cell in cells)
    return [dict(zip(per, codes, strict=True)) for codes in found]
