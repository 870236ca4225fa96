"""What the fields of a catalogue file say of each other: found by place, so that an error names its line."""

from collections.abc import Iterable, Iterator, Sequence

from app.catalogue.model import (
    ALL_LISTS,
    LISTS,
    ORGANISATION,
    RESERVED,
    Area,
    Entry,
    Goal,
    HomeVisitingProgramme,
    Key,
    Municipality,
    ProductTexts,
    Question,
    Questionnaire,
    Wrong,
)
from app.vocabulary.lists import CLOSED_LISTS, STATISTICAL_TABLES
from app.vocabulary.meanings import MEANINGS


def contradictions(data: Municipality) -> Iterator[Wrong]:
    """What no single field shows: codes used twice, successors and districts that are not there, ..."""
    missing = [name for name in LISTS if name not in data.lists]
    if missing:
        yield ("lists",), f"missing {', '.join(missing)}"
    yield from ((("lists", name), "there is no such list") for name in data.lists if name not in LISTS)
    for name in ALL_LISTS:
        if name not in missing:
            yield from _in_list(name, data.entries(name))
            yield from _meanings(name, data.entries(name))
    districts = {entry.code: entry for entry in data.districts}
    for place, entry in enumerate(data.districts):
        if _in_a_circle(entry, districts):
            yield ("districts", place, "successor"), f"the successors of {entry.code} go round in a circle"
    there = data.open_preschools
    if there and there.first and there.last and there.last < there.first:
        yield ("open_preschools", "to"), "the open preschools end before they begin"
    if data.city.code in districts:
        yield ("city", "code"), f"the code {data.city.code} is a district's too"
    for name in ("areas", "home_visiting_programmes"):
        placed: list[Area | HomeVisitingProgramme] = getattr(data, name)
        for place, one in enumerate(placed):
            if one.district not in districts:
                yield (name, place, "district"), f"{one.code} lies in the unknown district {one.district}"
    for place in _repeated(one.code for one in data.questionnaires):
        code = data.questionnaires[place].code
        yield ("questionnaires", place, "code"), f"the code {code} is used twice"
    for place, questionnaire in enumerate(data.questionnaires):
        yield from _in_questionnaire(("questionnaires", place, "questions"), questionnaire)
    yield from _other_questions(data.questionnaires)
    yield from _in_goals(data.goals)


def _in_goals(goals: Sequence[Goal]) -> Iterator[Wrong]:
    """Whether an indicator's measure and categories are there, the report finds out (`reports.goals`)."""
    for place in _repeated(goal.code for goal in goals):
        yield ("goals", place, "code"), f"the code {goals[place].code} is used twice"
    for place, goal in enumerate(goals):
        codes = [indicator.code for indicator in goal.indicators]
        for number in _repeated(codes):
            yield ("goals", place, "indicators", number, "code"), f"the code {codes[number]} is used twice"
        for number, indicator in enumerate(goal.indicators):
            if indicator.table not in STATISTICAL_TABLES:
                at: Key = ("goals", place, "indicators", number, "table")
                yield at, f"there is no statistical table {indicator.table}"


def _in_list(name: str, entries: list[Entry]) -> Iterator[Wrong]:
    at = _at(name)
    codes = [entry.code for entry in entries]
    for place in _repeated(codes):
        yield (*at, place, "code"), f"the code {codes[place]} is used twice"
    for place, entry in enumerate(entries):
        if entry.code in RESERVED:
            yield (*at, place, "code"), f"the code {entry.code} is reserved"
        if entry.successor and entry.successor not in codes:
            yield (*at, place, "successor"), f"{entry.code} has the unknown successor {entry.successor}"
        if entry.successor and not entry.last:
            yield (*at, place, "successor"), f"{entry.code} has a successor but no last month (to)"
        if entry.first and entry.last and entry.last < entry.first:
            yield (*at, place, "to"), f"{entry.code} ends before it begins"


def _meanings(name: str, entries: list[Entry]) -> Iterator[Wrong]:
    """Meanings that the list does not know, and two codes at a time where one may have a meaning."""
    at = _at(name)
    known = MEANINGS.get(name, {})
    marked: dict[str, list[Entry]] = {}
    for index, entry in enumerate(entries):
        if entry.means is None:
            continue
        if entry.means not in known:
            right = f"one of {', '.join(known)}" if known else "none: the list has no meanings"
            yield (*at, index, "means"), f"{entry.code} means {entry.means}; right is {right}"
        elif not known[entry.means].several:
            for other in marked.setdefault(entry.means, []):
                if _overlap(entry, other):
                    what = f"{other.code} means {entry.means} at the same time: only one code at a time may"
                    yield (*at, index, "means"), what
            marked[entry.means].append(entry)


def _overlap(one: Entry, other: Entry) -> bool:
    first = max(one.first or "0000-00", other.first or "0000-00")
    return first <= min(one.last or "9999-12", other.last or "9999-12")


def _at(name: str) -> Key:
    return (name.replace("-", "_"),) if name in ORGANISATION else ("lists", name)


def _in_a_circle(entry: Entry, districts: dict[str, Entry]) -> bool:
    seen = {entry.code}
    at: Entry | None = entry
    while at and at.successor:
        if at.successor in seen:
            return True
        seen.add(at.successor)
        at = districts.get(at.successor)
    return False


def _in_questionnaire(at: Key, one: Questionnaire) -> Iterator[Wrong]:
    for place in _repeated(question.code for question in one.questions):
        yield (*at, place, "code"), f"{one.code}: the question {one.questions[place].code} is there twice"
    for place, question in enumerate(one.questions):
        for answer in _repeated(each.code for each in question.answers):
            code = question.answers[answer].code
            yield (*at, place, "answers", answer, "code"), f"{one.code}: the answer {code} is there twice"
        if what := _uncounted(question):
            yield (*at, place, "answers"), f"{one.code}.{question.code}: {what}"


def _uncounted(question: Question) -> str:
    """Why no report could tell what was answered: it tells the share of a yes, or the mean of a scale."""
    top = [answer for answer in question.answers if answer.top]
    values = [answer.value for answer in question.answers if answer.value is not None]
    if not top and not values:
        return "mark the answers that count as a yes (top: true), or give each answer its point (value)"
    if top and len(top) == len(question.answers):
        return "all answers count as a yes (top: true): then every report says 100 per cent"
    if values and len(values) < len(question.answers):
        return "some answers have a point (value) and some have none: the mean would be of a part of them"
    if values and len(set(values)) < 2:
        return "all answers have the same point (value)"
    return ""


def _other_questions(questionnaires: Sequence[Questionnaire]) -> Iterator[Wrong]:
    """Versions are counted together by the question's code: its answers must count alike in all of them."""
    counted: dict[tuple[str, str], tuple[str, set[tuple[str, bool, int | None]]]] = {}
    for index, questionnaire in enumerate(questionnaires):
        for number, question in enumerate(questionnaire.questions):
            answers = {(each.code, each.top, each.value) for each in question.answers}
            earlier, same = counted.setdefault(
                (questionnaire.activity, question.code), (questionnaire.code, answers)
            )
            if answers != same:
                at: Key = ("questionnaires", index, "questions", number, "code")
                yield (
                    at,
                    (
                        f"{questionnaire.code}: {question.code} has other answers than in {earlier}, and the "
                        "two are counted together: a question with another meaning needs a code of its own"
                    ),
                )


def untranslated(data: Municipality, languages: Sequence[str]) -> Iterator[Wrong]:
    """Questions and answers without words in one of the languages that parents are offered, or with more."""
    for language in data.reviewed:
        if language not in languages:
            yield ("reviewed",), f"parents are not offered {language}"
    for index, questionnaire in enumerate(data.questionnaires):
        at: Key = ("questionnaires", index)
        for language in questionnaire.reviewed:
            if language not in languages:
                yield (*at, "reviewed"), f"{questionnaire.code}: parents are not offered {language}"
        for number, question in enumerate(questionnaire.questions):
            here: Key = (*at, "questions", number)
            parts: list[tuple[Key, dict[str, str]]] = [((*here, "text"), question.text)]
            parts += [((*here, "answers", n, "text"), each.text) for n, each in enumerate(question.answers)]
            for where, text in parts:
                named = f"{questionnaire.code}.{question.code}"
                if missing := [language for language in languages if not text.get(language, "").strip()]:
                    yield where, f"{named}: needs its text in {', '.join(missing)}"
                for language in text.keys() - set(languages):
                    yield (*where, language), f"{named}: parents are not offered {language}"


def _repeated(codes: Iterable[str]) -> list[int]:
    """The places of codes that stand earlier too."""
    seen: set[str] = set()
    return [index for index, code in enumerate(codes) if code in seen or seen.add(code)]  # type: ignore[func-returns-value]


def wordless(data: ProductTexts) -> Iterator[Wrong]:
    """Codes of the product's own lists that have no words."""
    for name, codes in CLOSED_LISTS.items():
        missing = set(codes) - data.vocabulary.get(name, {}).keys()
        if missing:
            yield ("vocabulary", name), f"no words for {', '.join(sorted(missing))}"
