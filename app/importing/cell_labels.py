"""Labels in cells: a word that is exactly one code's label, in Swedish or English, is read as that code.

A file that somebody made from a report or a form has words where codes belong. A label that two codes of a
column share says nothing, and is refused as any other word that is no code.
"""

import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping

from app.activities.kinds import CodeOf, CodesOf
from app.catalogue.catalogue import Catalogue
from app.importing.sheet_columns import SheetColumn
from app.kit.language import Text
from app.vocabulary.lists import CLOSED_LISTS
from app.vocabulary.states import NO_ANSWER, NOT_KNOWN

Labels = Mapping[str, str]
"""From a label, as `spelling` gives it, to its code."""

_SEPARATORS = (";", "|", "\n", ",")


def spelling(text: str) -> str:
    """One spelling of the same letters: å may be one character, or an a and a ring."""
    return unicodedata.normalize("NFC", text.strip())


def labels_of(column: SheetColumn, catalogue: Catalogue) -> Labels:
    """The labels that stand for one code of the column."""
    texts = list(_texts(column, catalogue))
    labels: dict[str, set[str]] = defaultdict(set)
    for code, text in texts:
        for label in text:
            labels[spelling(label)].add(code)
    codes = {code for code, _ in texts}
    return {label: min(of) for label, of in labels.items() if len(of) == 1 and label not in codes}


def codes_for(text: str, labels: Labels) -> list[str] | None:
    """The codes of a cell that holds one label, or several between separators; None where any part is
    neither a label nor, beside labels, a code."""
    if code := labels.get(spelling(text)):
        return [code]
    for separator in _SEPARATORS:
        parts = [spelling(part) for part in text.split(separator)]
        if len(parts) > 1 and any(part in labels for part in parts):
            known = {*labels, *labels.values()}
            return [labels.get(part, part) for part in parts] if known.issuperset(parts) else None
    return None


def _texts(column: SheetColumn, catalogue: Catalogue) -> Iterator[tuple[str, Text]]:
    """Each code that the column takes, with its label."""
    kind = column.kind
    name, codes = "states", tuple[str, ...]()
    if column.part == "answer":
        for question in column.questions:
            yield from (
                (answer.code, Text(answer.text["sv"], answer.text["en"])) for answer in question.answers
            )
            yield NO_ANSWER, catalogue.product.vocabulary["answer-states"][NO_ANSWER].text
        if column.name == "respondent":
            name, codes = "respondents", (*CLOSED_LISTS["respondents"], NOT_KNOWN)
    elif isinstance(kind, CodeOf | CodesOf):
        extra = kind.extra if isinstance(kind, CodeOf) else ()
        name = kind.list
        codes = (*(kind.closed or catalogue.municipality.codes(name)), *extra, *kind.states)
    elif kind is not None:
        codes = kind.states
    yield from ((code, catalogue.text_of(name, code)) for code in codes)
