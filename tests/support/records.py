"""Random right records of every activity, made from the schemas' own kinds and the catalogue.

    content = record("home-visit", load("stockholm"), random.Random(7), TODAY)      # one, from a seed
    @given(records("home-visit", load("stockholm"), TODAY))                         # for hypothesis

A field that is added to a schema is filled without a line here; only rules that go across fields are known
below. Bounds, states, optional fields and empty lists are drawn often, since that is where faults hide.
"""

import json
from collections.abc import Callable, Sequence
from datetime import date
from random import Random
from typing import Any, get_args

from hypothesis import strategies as st

from app.activities.activity import Activity, kinds_of
from app.activities.kinds import CodeOf, CodesOf, FieldKind, HundredthsOf, NumberOf
from app.activities.record import Content
from app.activities.registry import BY_NAME
from app.catalogue.catalogue import Catalogue
from app.catalogue.model import Entry, Municipality
from app.vocabulary.periods import month_of, months_of, tertial_of, tertials_between
from app.vocabulary.states import DOES_NOT_APPLY, NO_ANSWER, NOT_KNOWN

Json = dict[str, Any]
Key = dict[str, Any]

SEEDS = st.integers(min_value=0, max_value=2**32 - 1)
"""A record is made from one number, which a failure shows: hypothesis' own `randoms()` takes a hundred times
longer, and shows nothing that could be used again."""


def records(
    activity: str, catalogue: Catalogue, today: date, district: str | None = None
) -> st.SearchStrategy[Json]:
    """Right bodies of an activity that is filed under an id; of one district if it is given."""
    return SEEDS.map(lambda seed: record(activity, catalogue, Random(seed), today, district))


def returns(activity: str, catalogue: Catalogue, today: date) -> st.SearchStrategy[tuple[Key, Json]]:
    """Keys and right bodies of an activity that is keyed by what it describes."""
    return SEEDS.map(lambda seed: return_(activity, catalogue, Random(seed), today))


def record(
    activity: str, catalogue: Catalogue, chance: Random, today: date, district: str | None = None
) -> Json:
    """One right body. Raises `ValueError` where the catalogue has nothing of the kind for the district."""
    one, data = BY_NAME[activity], catalogue.municipality
    period = _period(one, data, chance, today, district)
    content: Json = {"catalogue_version": chance.randint(1, data.version), one.period: period}
    content["district"] = district or chance.choice(_codes(data.districts, period))
    content |= _fields(one.schema, data, period, chance, skip=content.keys() | {"answers"})
    _MEND.get(activity, _nothing)(content, data, period, chance)
    if "answers" in one.schema.model_fields:
        _answer(one, content, data, chance)
    return _without_some_defaults(one.schema, content, chance)


def return_(activity: str, catalogue: Catalogue, chance: Random, today: date) -> tuple[Key, Json]:
    """A key and one right body for it."""
    one, data = BY_NAME[activity], catalogue.municipality
    if one.period == "year":
        period: str = str(chance.randint(data.figures_start, today.year))
    else:
        period = chance.choice(_tertials(data, today))
    key: Key = {one.period: int(period) if one.period == "year" else period}
    if "programme" in one.key:
        programmes = [p.code for p in data.home_visiting_programmes if _valid(p, period)]
        if not programmes:
            return return_(activity, catalogue, chance, today)
        key["programme"] = chance.choice(programmes)
    else:
        key["district"] = chance.choice(
            [*_codes(data.districts, period), *([data.city.code] if one.of_whole_city else [])]
        )
    content: Json = {"catalogue_version": chance.randint(1, data.version)}
    content |= _fields(one.schema, data, period, chance, skip=content.keys() | _ROWS)
    _MEND[activity](content, data, period, chance)
    return key, _without_some_defaults(one.schema, content, chance)


def told_otherwise(activity: str, content: Json, chance: Random) -> Json:
    """The same facts in another order, with what may be left out written out or left out."""
    schema = BY_NAME[activity].schema
    full = schema.model_validate(content).model_dump(mode="json")
    for name, value in full.items():
        if isinstance(value, list):
            full[name] = chance.sample(value, len(value))
            full[name] = [_turned(item, chance) if isinstance(item, dict) else item for item in full[name]]
    return _turned(_without_some_defaults(schema, full, chance), chance)


def facts(activity: str, content: Json) -> Json:
    """The content in one form, worked out here and not by the product: defaults filled in, lists sorted."""
    schema = BY_NAME[activity].schema
    found: Json = {}
    for name, info in schema.model_fields.items():
        value = content[name] if name in content else info.get_default()
        kind = kinds_of(schema).get(name)
        if isinstance(kind, CodesOf) and len(value) == 1 and value[0] in kind.states:
            value = value[0]
        if isinstance(value, list) and value and isinstance(value[0], dict):
            item = get_args(info.annotation)[0]
            value = [{**_defaults(item), **row} for row in value]
        if isinstance(value, list):
            value = sorted(value, key=lambda one: json.dumps(one, sort_keys=True))
        found[name] = value
    return found


# --------------------------------------------------------------------------------------------- fields

_ROWS = {"programmes", "leaders", "survey"}


def _fields(schema: type[Content], data: Municipality, period: str, chance: Random, skip: Any = ()) -> Json:
    kinds = kinds_of(schema)
    return {
        name: _value(kinds[name], name, data, period, chance)
        for name in schema.model_fields
        if name not in skip
    }


def _value(kind: FieldKind, name: str, data: Municipality, period: str, chance: Random) -> Any:
    if name == "level" and not data.codes("levels"):
        return DOES_NOT_APPLY
    states = [state for state in kind.states if state != DOES_NOT_APPLY]
    if states and chance.random() < 0.15:
        return chance.choice(states)
    if isinstance(kind, NumberOf):
        return _number(chance, kind.least, kind.most)
    if isinstance(kind, HundredthsOf):
        return chance.choice([0, kind.most, round(chance.uniform(0, kind.most), 2)])
    if isinstance(kind, CodesOf):
        return _some(kind, data, period, chance)
    return chance.choice([*_of_list(kind, data, period), *kind.extra])


def _number(chance: Random, least: int, most: int) -> int:
    """Mostly small, as counts are, and often a bound."""
    return min(most, max(least, chance.choice([least, most, *(chance.randint(0, 6) for _ in range(4))])))


def _some(kind: CodesOf, data: Municipality, period: str, chance: Random) -> Any:
    codes = _of_list(kind, data, period)
    alone = {entry.code for entry in _entries(kind, data) if entry.alone}
    if alone and chance.random() < 0.2:
        return [chance.choice(sorted(alone))]
    together = [code for code in codes if code not in alone]
    return chance.sample(together, chance.randint(1, min(len(together), 5)))


def _of_list(kind: CodeOf | CodesOf, data: Municipality, period: str) -> list[str]:
    return list(kind.closed) or _codes(_entries(kind, data), period)


def _entries(kind: CodeOf | CodesOf, data: Municipality) -> Sequence[Entry]:
    return () if kind.closed else data.entries(kind.list)


def _codes(entries: Sequence[Entry], period: str) -> list[str]:
    return [entry.code for entry in entries if _valid(entry, period)]


def _valid(entry: Entry, period: str) -> bool:
    first, last = months_of(period)
    return (entry.first or "0000") <= last and first <= (entry.last or "9999")


def _period(one: Activity, data: Municipality, chance: Random, today: date, district: str | None) -> str:
    home = {p.code for p in data.districts} if district is None else {district}
    periods = _tertials(data, today) if one.period == "tertial" else _months(data, today)
    periods = [period for period in periods if home & set(_codes(data.districts, period))]
    if one.name == "home-visit":
        periods = [period for period in periods if _programmes(data, period, home)]
    if not periods:
        raise ValueError(f"the catalogue has no {one.name} there")
    return chance.choice([periods[0], periods[-1], chance.choice(periods)])


def _months(data: Municipality, today: date) -> list[str]:
    last = month_of(today)
    years = range(int(data.starts[:4]), today.year + 1)
    months = (f"{year}-{month:02d}" for year in years for month in range(1, 13))
    return [month for month in months if data.starts <= month <= last]


def _tertials(data: Municipality, today: date) -> list[str]:
    return tertials_between(tertial_of(data.starts), tertial_of(month_of(today)))


def _without_some_defaults(schema: type[Content], content: Json, chance: Random) -> Json:
    defaults = _defaults(schema)
    return {
        name: value
        for name, value in content.items()
        if not (name in defaults and defaults[name] == value and chance.random() < 0.5)
    }


def _defaults(schema: type[Content]) -> Json:
    return {name: info.get_default() for name, info in schema.model_fields.items() if not info.is_required()}


def _turned(content: Json, chance: Random) -> Json:
    return dict(chance.sample(list(content.items()), len(content)))


# ------------------------------------------------------------------------------- rules across fields


def _nothing(_content: Json, _data: Municipality, _period: str, _chance: Random) -> None:
    pass


def _somebody(content: Json, fields: Sequence[str], chance: Random) -> None:
    if all(content[field] == 0 for field in fields):
        content[chance.choice(fields)] = chance.choice([1, 2, NOT_KNOWN])


def _language(content: Json, data: Municipality, period: str, chance: Random) -> None:
    content["language"] = DOES_NOT_APPLY
    if content["other_language_needed"] == "yes":
        others = [e.code for e in data.entries("languages") if _valid(e, period) and not e.common]
        content["language"] = chance.choice([*others, NOT_KNOWN])


def _counselling(content: Json, data: Municipality, period: str, chance: Random) -> None:
    _somebody(content, ("mothers", "fathers", "other_adults"), chance)
    _language(content, data, period, chance)


def _programmes(data: Municipality, month: str, districts: Any) -> list[tuple[str, str]]:
    """Home visiting programmes of a month and the district that each belonged to then."""
    found = [
        (p.code, data.district_in(p.district, month))
        for p in data.home_visiting_programmes
        if _valid(p, month)
    ]
    return [(code, district) for code, district in found if district in districts]


def _home_visit(content: Json, data: Municipality, period: str, chance: Random) -> None:
    content["missed_reason"] = DOES_NOT_APPLY
    programmes = _programmes(data, period, {content["district"]})
    programmes = programmes or _programmes(data, period, {district.code for district in data.districts})
    content["programme"], content["district"] = chance.choice(programmes)
    if content["outcome"] == "held":
        _somebody(content, ("mothers", "fathers", "other_adults"), chance)
        _language(content, data, period, chance)
        return
    kept = ("catalogue_version", "month", "district", "programme", "visit_number", "outcome", "level")
    for name in content.keys() - set(kept):
        content[name] = DOES_NOT_APPLY
    content["missed_reason"] = chance.choice(["late-cancellation", "nobody-home", NOT_KNOWN])


def _participants(content: Json, data: Municipality, period: str, chance: Random) -> None:
    """women + men + other = participants where all are known, and nobody more than all."""
    parts = ("women", "men", "other_participants")
    for part in parts:  # three bounds together would be more than all may be
        if isinstance(content[part], int):
            content[part] = min(content[part], 60)
    known = sum(content[part] for part in parts if isinstance(content[part], int))
    if NOT_KNOWN in [content[part] for part in parts]:
        content["participants"] = chance.choice([known or 1, known + 3, NOT_KNOWN])
    elif known == 0:
        content["women"] = content["participants"] = 1
    else:
        content["participants"] = chance.choice([known, known, NOT_KNOWN])


def _group(content: Json, data: Municipality, period: str, chance: Random) -> None:
    _participants(content, data, period, chance)
    own = [p.code for p in data.parenting_programmes if p.run_by == "district" and _valid(p, period)]
    content["programme"] = chance.choice(own)
    _at_most(content, "completed", "participants", chance)


def _at_most(content: Json, part: str, whole: str, chance: Random) -> None:
    if isinstance(content[whole], int) and isinstance(content[part], int):
        content[part] = min(content[part], chance.choice([0, content[whole]]))


def _answer(one: Activity, content: Json, data: Municipality, chance: Random) -> None:
    """Answers of some of those who took part."""
    people = {"mother": "mothers", "father": "fathers", "other-adult": "other_adults"}
    people |= {"woman": "women", "man": "men", "other": "other_participants"}
    there = [
        role
        for role, field in people.items()
        if isinstance(content.get(field), int)
        for _ in range(min(content[field], 6))
    ]
    everyone = content.get("participants", len(there))
    most = min(len(there), everyone if isinstance(everyone, int) else len(there))
    answering = chance.sample(there, chance.randint(0, min(most, 5)))
    questionnaires = [q for q in data.questionnaires if q.activity == one.name]
    content["answers"] = [
        {
            "questionnaire": (form := chance.choice(questionnaires)).code,
            "respondent": chance.choice([role, role, role, NOT_KNOWN]),
            "answers": {
                question.code: chance.choice([*(answer.code for answer in question.answers), NO_ANSWER])
                for question in form.questions
            },
        }
        for role in answering
    ]


def _open_preschool(content: Json, data: Municipality, period: str, chance: Random) -> None:
    if content["own_run"] == 0:
        content["opening_hours"] = chance.choice([0, NOT_KNOWN])
    forms = [q for q in data.questionnaires if q.activity == "open-preschool-return"]
    each = [
        {"questionnaire": q.code, "question": question.code, "answer": answer.code}
        for q in forms
        for question in q.questions
        for answer in question.answers
    ]
    rows = chance.sample(each, chance.randint(0, min(len(each), 6)))
    content["survey"] = [{**row, "number": _number(chance, 0, 1_000_000)} for row in rows]


def _programme_figures(content: Json, data: Municipality, period: str, chance: Random) -> None:
    item, leader = (get_args(BY_NAME["programme-figures"].schema.model_fields[name].annotation)[0]
                    for name in ("programmes", "leaders"))  # fmt: skip
    central = [p.code for p in data.parenting_programmes if p.run_by == "centrally" and _valid(p, period)]
    if not central:
        raise ValueError("the catalogue has no programme that is run centrally")
    content["programmes"] = []
    for code in chance.sample(central, chance.randint(1, len(central))):
        row: Json = {"programme": code} | _fields(item, data, period, chance, skip={"programme"})
        for parts, whole in (
            (("women", "men"), "participants"),
            (("survey_women", "survey_men"), "survey_answered"),
            (("survey_answered",), "survey_sent"),
        ):
            known = sum(row[part] for part in parts if isinstance(row[part], int))
            if isinstance(row[whole], int) and known > row[whole]:
                row |= dict.fromkeys(parts, NOT_KNOWN)
        content["programmes"].append(_without_some_defaults(item, row, chance))
    arenas = [*_codes(data.entries("leader-arenas"), period), NOT_KNOWN]
    programmes = _codes(data.parenting_programmes, period)
    places = [(programme, arena) for programme in programmes for arena in arenas]
    content["leaders"] = [
        {"programme": programme, "arena": arena}
        | _fields(leader, data, period, chance, skip={"programme", "arena"})
        for programme, arena in chance.sample(places, chance.randint(0, 6))
    ]


def _enrolment(content: Json, _data: Municipality, _period: str, chance: Random) -> None:
    _at_most(content, "accepted", "listed", chance)
    _at_most(content, "declined", "listed", chance)
    accepted, declined, listed = (content[name] for name in ("accepted", "declined", "listed"))
    if NOT_KNOWN not in (accepted, declined, listed) and accepted + declined > listed:
        content["declined"] = listed - accepted


def _context(content: Json, _data: Municipality, _period: str, chance: Random) -> None:
    _at_most(content, "children_0_6", "children_0_20", chance)
    _at_most(content, "advisers_funded", "advisers_total", chance)


def _collaboration(content: Json, _data: Municipality, _period: str, chance: Random) -> None:
    _somebody(content, ("participants",), chance)
    if content["partners"] == ["none"]:
        content["partners"] = NOT_KNOWN


_MEND: dict[str, Callable[[Json, Municipality, str, Random], None]] = {
    "counselling-session": _counselling,
    "home-visit": _home_visit,
    "collaboration-activity": _collaboration,
    "theme-meeting": _participants,
    "programme-group": _group,
    "open-preschool-return": _open_preschool,
    "programme-figures": _programme_figures,
    "enrolment-figures": _enrolment,
    "context": _context,
}
