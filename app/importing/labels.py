"""Labels in cells: a word that is exactly one code's label, in Swedish or English, is read as that code.

A file that somebody made from a report or a form has words where codes belong. A label that two codes of a
column share says nothing, and is refused as any other word that is no code.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from app.activities.activity import Activity
from app.activities.kinds import CodeOf, CodesOf
from app.catalogue.catalogue import Catalogue
from app.importing.columns import Column
from app.kit.language import LANGUAGES, Text
from app.vocabulary.lists import CLOSED_LISTS
from app.vocabulary.states import NO_ANSWER, NOT_KNOWN

Labels = Mapping[str, str]
"""From a label, as `spelt` gives it, to its code."""

_SEPARATORS = (";", "|", "\n", ",")


def spelt(text: str) -> str:
    """One spelling of the same letters: å may be one character, or an a and a ring."""
    return unicodedata.normalize("NFC", text.strip())


def labels_of(column: Column, activity: Activity, catalogue: Catalogue) -> Labels:
    """The labels that stand for one code of the column."""
    found: dict[str, set[str]] = {}
    codes = set()
    for code, text in _texts(column, activity, catalogue):
        codes.add(code)
        for language in LANGUAGES:
            found.setdefault(spelt(text.of(language)), set()).add(code)
    return {label: min(of) for label, of in found.items() if len(of) == 1 and label not in codes}


def codes_for(text: str, labels: Labels) -> list[str] | None:
    """The codes of a cell that holds one label, or several between separators; None where any part is
    neither a label nor, beside labels, a code."""
    if code := labels.get(spelt(text)):
        return [code]
    for separator in _SEPARATORS:
        parts = [spelt(part) for part in text.split(separator)]
        if len(parts) > 1 and any(part in labels for part in parts):
            known = {*labels, *labels.values()}
            return [labels.get(part, part) for part in parts] if known.issuperset(parts) else None
    return None


def _texts(column: Column, activity: Activity, catalogue: Catalogue) -> Iterator[tuple[str, Text]]:
    kind = column.kind
    if column.part == "answer":
        yield from _of_answers(column, activity, catalogue)
    elif isinstance(kind, CodeOf | CodesOf):
        extra = kind.extra if isinstance(kind, CodeOf) else ()
        listed = kind.closed or catalogue.municipality.codes(kind.list)
        yield from _of_codes(kind.list, (*listed, *extra, *kind.states), catalogue)
    elif kind is not None:
        yield from _of_codes("states", kind.states, catalogue)


def _of_codes(name: str, codes: Iterable[str], catalogue: Catalogue) -> Iterator[tuple[str, Text]]:
    for code in codes:
        yield code, catalogue.text_of(name, code)


def _of_answers(column: Column, activity: Activity, catalogue: Catalogue) -> Iterator[tuple[str, Text]]:
    if column.name == "respondent":
        yield from _of_codes("respondents", (*CLOSED_LISTS["respondents"], NOT_KNOWN), catalogue)
    for questionnaire in catalogue.municipality.questionnaires:
        for question in questionnaire.questions:
            if questionnaire.activity == activity.name and question.code == column.name:
                for answer in question.answers:
                    yield answer.code, Text(answer.text["sv"], answer.text["en"])
                yield NO_ANSWER, catalogue.product.vocabulary["answer-states"][NO_ANSWER].text
