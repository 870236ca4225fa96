"""The categories of a dimension: which are usable in a period, their order, their words, what they lie in."""

from collections.abc import Iterable, Iterator, Sequence

from app.catalogue.catalogue import Catalogue
from app.catalogue.model import ALL_LISTS, Area, Entry, HomeVisitingProgramme, Questionnaire
from app.kit.language import Text
from app.tables.count_selection import CountSelection, months_of
from app.tables.declaration import Dimension
from app.vocabulary.lists import CLOSED_LISTS
from app.vocabulary.periods import Span, tertial_of
from app.vocabulary.states import ABSENT, NO_ANSWER

STATES = (*ABSENT, NO_ANSWER)
TIME = ("month", "tertial", "year")
_ASKED = ("questionnaires", "questions", "answers")


def is_state(code: str) -> bool:
    """Whether a category says why there is no value: such units are in no base of known ones."""
    return code in STATES


def folded(dimension: Dimension, raw: str, catalogue: Catalogue, selection: CountSelection) -> str:
    """The category that a stored value is counted under."""
    if dimension.kind == "tertial":
        return raw if "T" in raw else tertial_of(raw)
    if dimension.kind == "year":
        return raw[:4]
    if dimension.kind == "district" and selection.division == "current":
        return catalogue.municipality.successor_of(raw)
    return dimension.fold.get(raw, raw)


def usable(dimension: Dimension, catalogue: Catalogue, selection: CountSelection) -> tuple[str, ...]:
    """The categories that get a row even where nothing was counted."""
    if dimension.kind in TIME:
        return _times(dimension, selection)
    if dimension.kind == "district":
        return _districts(catalogue, selection)
    if dimension.list == "areas" and selection.areas:
        return in_order(dimension, selection.areas, catalogue)
    if dimension.list in _ASKED:
        return (*_asked(dimension, _questionnaires(dimension, catalogue, selection.spans)), *dimension.states)
    if dimension.list in ALL_LISTS:
        entries = [
            entry
            for entry in catalogue.municipality.entries(dimension.list)
            if in_use(entry, selection.spans)
        ]
        codes = tuple(
            entry.code
            for entry in entries
            if _near(entry, catalogue, selection) and _wanted(dimension, entry)
        )
    else:
        codes = dimension.among or CLOSED_LISTS.get(dimension.list) or tuple(dimension.words)
    return (*codes, *dimension.extra, *dimension.states)


def in_order(dimension: Dimension, codes: Iterable[str], catalogue: Catalogue) -> tuple[str, ...]:
    """Codes in the catalogue's order, ended ones among them; states last."""
    places = {code: index for index, code in enumerate(_all(dimension, catalogue))}
    return tuple(sorted(set(codes), key=lambda code: (places.get(code, len(places)), code)))


def in_use(entry: Entry, spans: Sequence[Span]) -> bool:
    """Whether a code may be used in any month of the spans."""
    first, last = entry.first or "0000-00", entry.last or "9999-12"
    return any(first <= span.last and span.first <= last for span in spans)


def available(dimension: Dimension, catalogue: Catalogue) -> bool:
    """Whether the municipality uses the dimension: its list is not empty."""
    return dimension.list not in ALL_LISTS or bool(catalogue.municipality.entries(dimension.list))


def label_of(dimension: Dimension, catalogue: Catalogue) -> Text:
    """A dimension's name: what the municipality calls its districts, else its own."""
    if dimension.kind == "district":
        words = catalogue.field_texts("record", "district")
        return words.label.text if words else dimension.label
    return dimension.label


def text_of(dimension: Dimension, code: str, catalogue: Catalogue) -> Text:
    """A category's words."""
    if dimension.kind in TIME:
        return Text(code, code)
    if code == NO_ANSWER:
        return catalogue.product.vocabulary["answer-states"][NO_ANSWER].text
    if code in dimension.words:
        return dimension.words[code]
    if dimension.list in _ASKED and not is_state(code):
        return _asked_text(dimension, code, catalogue)
    return catalogue.text_of(dimension.list, code)


def parents(dimension: Dimension, catalogue: Catalogue) -> dict[str, str]:
    """What each category lies in: areas and programmes in districts, districts in the city.

    Of time, which has no list: a month lies in its tertial and a tertial in its year, by their texts.
    """
    data = catalogue.municipality
    if dimension.kind == "district":
        return {entry.code: data.city.code for entry in data.districts}
    if dimension.list not in ALL_LISTS:
        return {}
    entries = data.entries(dimension.list)
    return {one.code: one.district for one in entries if isinstance(one, (Area, HomeVisitingProgramme))}


def _all(dimension: Dimension, catalogue: Catalogue) -> tuple[str, ...]:
    data = catalogue.municipality
    if dimension.kind == "district":
        return (*data.codes("districts"), data.city.code)
    if dimension.list in _ASKED:
        codes = _asked(
            dimension,
            [
                questionnaire
                for questionnaire in data.questionnaires
                if questionnaire.activity in dimension.activities
            ],
        )
    elif dimension.list in ALL_LISTS:
        codes = data.codes(dimension.list)
    else:
        codes = dimension.among or CLOSED_LISTS.get(dimension.list) or tuple(dimension.words)
    return (*codes, *dimension.extra, *STATES)


def _times(dimension: Dimension, selection: CountSelection) -> tuple[str, ...]:
    months = months_of(selection.spans)
    if dimension.kind == "month":
        return tuple(months)
    shorter = tertial_of if dimension.kind == "tertial" else lambda month: month[:4]
    return tuple(dict.fromkeys(shorter(month) for month in months))


def _districts(catalogue: Catalogue, selection: CountSelection) -> tuple[str, ...]:
    data = catalogue.municipality
    if selection.division == "current":
        return in_order_of(
            (*data.codes("districts"), data.city.code), map(data.successor_of, selection.districts)
        )
    there = [district.code for district in data.districts if in_use(district, selection.spans)]
    return tuple(code for code in (*there, data.city.code) if code in selection.districts)


def in_order_of(order: Sequence[str], codes: Iterable[str]) -> tuple[str, ...]:
    wanted = set(codes)
    return tuple(code for code in order if code in wanted)


def _near(entry: Entry, catalogue: Catalogue, selection: CountSelection) -> bool:
    """Areas and programmes get rows of their own for the districts that are asked for."""
    if not isinstance(entry, (Area, HomeVisitingProgramme)):
        return True
    return not set(line(entry.district, catalogue)).isdisjoint(selection.districts)


def line(district: str, catalogue: Catalogue) -> Iterator[str]:
    """A district and what it was merged into, one after another (the catalogue refuses circles)."""
    following: str | None = district
    while following:
        yield following
        entry = catalogue.municipality.find("districts", following)
        following = entry.successor if entry else None


def _wanted(dimension: Dimension, entry: Entry) -> bool:
    return dimension.usable is None or dimension.usable(entry)


def _questionnaires(dimension: Dimension, catalogue: Catalogue, spans: Sequence[Span]) -> list[Questionnaire]:
    return [
        questionnaire
        for questionnaire in catalogue.municipality.questionnaires
        if questionnaire.activity in dimension.activities
        and any(
            (questionnaire.first or "") <= span.last and span.first <= (questionnaire.last or "9999-12")
            for span in spans
        )
    ]


def _asked(dimension: Dimension, questionnaires: Iterable[Questionnaire]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_asked_codes(dimension.list, questionnaires)))


def _asked_codes(kind: str, questionnaires: Iterable[Questionnaire]) -> Iterator[str]:
    for questionnaire in questionnaires:
        if kind == "questionnaires":
            yield questionnaire.code
            continue
        for question in questionnaire.questions:
            if kind == "questions":
                yield question.code
            else:
                yield from (answer.code for answer in question.answers)


def _asked_text(dimension: Dimension, code: str, catalogue: Catalogue) -> Text:
    """A question or answer in its newest words; where activities word it differently, all of them."""
    if dimension.list == "questionnaires":
        return Text(code, code)
    found: dict[Text, None] = {}
    for activity in dict.fromkeys(
        questionnaire.activity for questionnaire in catalogue.municipality.questionnaires
    ):
        if activity not in dimension.activities:
            continue
        for question in catalogue.municipality.asked(activity).values():
            if dimension.list == "questions" and question.code == code:
                found[Text(question.text["sv"], question.text["en"])] = None
            for answer in question.answers if dimension.list == "answers" else ():
                if answer.code == code:
                    found[Text(answer.text["sv"], answer.text["en"])] = None
    if not found:
        return Text(code, code)
    return Text(" / ".join(text.sv for text in found), " / ".join(text.en for text in found))
