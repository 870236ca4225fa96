"""Every sentence with a figure, said with none, one, two, few, equal, missing and huge figures.

`PHRASES` registers them; nothing that is said of a number can be left out, since chapters may not write one.
"""

import ast
import inspect
import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from functools import cache
from importlib import import_module
from itertools import product
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pytest

from app.catalogue.wording import Wording
from app.disclosure.rounding.rule import possible
from app.kit.language import LANGUAGES, Language, Text
from app.reports import nouns, phrases
from app.reports.bounded_numbers import BoundedNumber, BoundedRatio
from app.reports.nouns import CountedNoun
from app.reports.number_format import THIN
from app.reports.phrases.registry import PHRASES

FOLDER = Path(phrases.__file__).parent
for one in FOLDER.glob("*.py"):
    import_module(f"app.reports.phrases.{one.stem}")

NUMBERS = (0, 1, 2, 19, 20, 412, 1300, 9_999_999)
PAIRS = (
    (0, 1), (1, 1), (0, 7), (1, 7), (7, 7), (5, 16), (0, 20), (1, 20), (20, 20), (1, 498), (473, 498),
    (497, 498), (1855, 4541), (1, 9_999_999), (9_999_998, 9_999_999),
)  # fmt: skip
ROUNDED = (0, 5, 412)
"""As they are published; each may stand for other counts."""
ROUNDED_PAIRS = ((0, 7), (7, 7), (5, 16), (0, 20), (5, 498), (473, 498), (498, 498), (1855, 4541))
MEANS = (Decimal(0), Decimal("0.04"), Decimal("1"), Decimal("4.13"), Decimal("12345.6"))
NAMED: dict[str, Sequence[Any]] = {
    "places": (1, 2),
    "least": (0, 1),
    "most": (4, 5),
    "activity": ("Hembesök",),
    "year": ("2019",),
    "years": ("2013–2017",),
    "low": (0.2, 0.6),
    "high": (0.4, 0.8),
    "items": (
        [],
        [("A", Decimal("4.1")), ("B", Decimal("3.2"))],
        [("A", Decimal("4.11")), ("B", Decimal("4.12"))],
        [("A", Decimal("4.1")), ("B", Decimal("4.1")), ("C", Decimal(1))],
        [(x, Decimal(4)) for x in "ABCDE"] + [("F", Decimal(2))],
    ),
    "names": ((), ("Farsta",), ("Farsta", "Järva")),
}
"""What a figure's kind does not tell."""


def rounded(number: int) -> BoundedNumber:
    return BoundedNumber(number, *possible(number, 5))


ALL_NUMBERS = (*map(BoundedNumber.exactly, NUMBERS), *map(rounded, ROUNDED))
ALL_PAIRS = (
    *(BoundedRatio.exactly(*one) for one in PAIRS),
    *(BoundedRatio(rounded(part), rounded(base)) for part, base in ROUNDED_PAIRS),
)


def _is_meeting(at: dict[str, Any]) -> bool:
    people = at["people"].shown if at["people"] else None
    return bool(at["known"].shown <= at["meetings"].shown and bool(people) == bool(at["mean"]))


def _is_alike(at: dict[str, Any]) -> bool:
    """All exact, or all rounded."""
    return len({one.exact for one in at.values() if isinstance(one, (BoundedNumber, BoundedRatio))}) == 1


POSSIBLE: dict[str, Callable[[dict[str, Any]], bool]] = {
    "advisers_held": lambda at: at["families"] is None or at["families"].shown <= at["held"].shown,
    "other_adults": lambda at: at["others"].shown <= at["adults"].shown,
    "routes_used": lambda at: at["used"].shown <= at["of"],
    "meetings_in_short": _is_meeting,
    "meetings_had": _is_meeting,
    "groups_had": lambda at: at["known"].shown <= at["groups"].shown and _is_alike(at),
    "not_from": lambda at: len(at["names"]) < at["of"],
    "women_among": lambda at: at["low"] < at["high"],
}
"""Which combinations of figures can be at all."""
WORDS = Wording()
ALL_NOUNS = [
    CountedNoun(*map(WORDS.filled, value)) for value in vars(nouns).values() if isinstance(value, CountedNoun)
]
"""With the municipality's words in them, as the sentences are read."""


def _values(name: str, kind: Any) -> Sequence[Any]:
    if name in NAMED:
        return NAMED[name]
    if get_origin(kind) is UnionType:
        return [value for each in get_args(kind) for value in _values(name, each)]
    plain: dict[Any, Sequence[Any]] = {
        int: NUMBERS,
        bool: (True, False),
        BoundedNumber: ALL_NUMBERS,
        BoundedRatio: ALL_PAIRS,
        Decimal: MEANS,
        str: ("ABC",),
        Text: (Text("tertialet före", "the tertial before"),),
        type(None): (None,),
    }
    return plain[kind]


@cache
def every(name: str) -> list[tuple[dict[str, Any], Language, str]]:
    return list(_said(name))


def _said(name: str) -> Iterator[tuple[dict[str, Any], Language, str]]:
    """A phrase with every combination of its values; a kind that is not known here fails."""
    write = PHRASES[name]
    hints = get_type_hints(write)
    parameters = [one for one in inspect.signature(write).parameters if one != "language"]
    possible = POSSIBLE.get(name, bool)
    for values in product(*(_values(one, hints[one]) for one in parameters)):
        at = dict(zip(parameters, values, strict=True))
        if possible(at):
            for language in LANGUAGES:
                yield at, language, WORDS.fill(write(**at, language=language), language)


NEVER = re.compile(
    r"\bNone\b(?! is| lacks)|\bnan\b|Decimal|\{|\}|\(\)|  | [.,;]|\.\."
    r"|\b0 gånger|\b0[,.]0 (gånger|times)|\d{4,}(?!\d*–)"
    # "5 av 16 av träffarna": of few, the thing stands after the number.
    r"|(av|of) \d+ (av|of) [a-zåäö]"
)
YEARS = re.compile(r"\b(19|20)\d\d\b")


def wrong_with(text: str, language: Language) -> str:
    """What no sentence may be, whatever its figures."""
    if not text:
        return ""
    if found := NEVER.search(YEARS.sub("år", text)):
        return f"has {found.group()!r}"
    if not (text[0].isupper() or text[0].isdigit() or text[0] in "”“") or text[-1] != ".":
        return "does not begin or end as a sentence"
    for number in re.findall(rf"([\d{THIN},.]*\d) (?:procent|per cent)\b", text):
        dotted = number.replace(THIN, "").replace(",", ".") if language == "sv" else number.replace(",", "")
        if Decimal(dotted) > 100:
            return f"has {number} per cent"
    without_several = text
    for one in sorted(ALL_NOUNS, key=lambda one: -len(one.many.of(language))):
        without_several = without_several.replace(one.many.of(language), "")
    for one in ALL_NOUNS:
        single, several = one.after(1, language), one.many.of(language)
        if single == several:
            continue
        if re.search(rf"(?<![\d{THIN},.])1 {several}\b", text):
            return f"says 1 {several}"
        if re.search(rf"(?<![\d{THIN},.])(?:[02-9]|\d[\d{THIN},.]*\d) {single}\b", without_several):
            return f"says several {single}"
    return ""


@pytest.mark.parametrize("name", sorted(PHRASES))
def test_a_phrase_is_true_of_any_figures(name: str) -> None:
    assert any(text for _, _, text in every(name))
    wrong = [(at, text, what) for at, language, text in every(name) if (what := wrong_with(text, language))]
    assert not wrong, wrong[:5]


def test_every_share_names_its_base() -> None:
    """A share is followed by the numbers that it is of, or is itself beside its number."""
    for name in PHRASES.keys() - {"sessions_since", "took_part"}:  # they say how a number has changed
        for at, language, text in every(name):
            for found in re.finditer(r"(procent|per cent)\b", text):
                rest = text[found.end() :]
                most = r"(?:högst |at most )?"
                assert re.match(rf" \({most}[\d{THIN},]+ (av|of) [\d{THIN},]+\)|\)", rest), (
                    name,
                    at,
                    language,
                    text,
                )


def _directions(text: str) -> tuple[bool, bool]:
    return bool(re.search(r"\b(fler|more)\b", text)), bool(re.search(r"\b(färre|fewer)\b", text))


@pytest.mark.parametrize("name", ["sessions_since", "took_part"])
def test_words_of_direction_agree_with_the_numbers(name: str) -> None:
    for at, _, text in every(name):
        now, before = at["now"], at["before"]
        if not text or before is None:
            continue
        if "säkert" in text or "certainly" in text:
            assert not now.surely_above(before), at
            assert not before.surely_above(now), at
            continue
        if not (now.exact and before.exact) and (now.shown or before.shown):
            assert now.surely_above(before) or before.surely_above(now), (at, text)
        assert _directions(text) == (now.shown > before.shown, now.shown < before.shown), (at, text)
        if "gånger" in text or "times" in text:
            assert now.shown >= 2 * before.shown > 0, (at, text)


def test_what_was_rounded_to_none_is_never_told_as_none() -> None:
    """Nor is what was rounded to all of a whole told as all of it."""
    claims = re.compile(
        r"\b([Ii]nget?|[Nn]o(ne)?(?! answer)|[Aa]lla [^s]|[Aa]ll of|0 (av|of)|(?<!\d)0 procent|100 procent)\b"
    )
    for name in PHRASES:
        for at, _, text in every(name):
            figures = [one for one in at.values() if isinstance(one, (BoundedNumber, BoundedRatio))]
            if figures and not any(one.exact for one in figures):
                assert not claims.search(text), (name, at, text)


def test_a_single_one_is_spoken_of_as_one() -> None:
    positive, missed = PHRASES["positive_answers"], PHRASES["visits_missed"]
    assert positive(BoundedRatio.exactly(1, 7), "sv") == "1 av 7 svar är positivt."
    assert positive(BoundedRatio.exactly(3, 7), "sv") == "3 av 7 svar är positiva."
    assert positive(BoundedRatio.exactly(1, 7), "en") == "1 of 7 answers is positive."
    assert positive(BoundedRatio.exactly(5, 500), "sv") == "1 procent (5 av 500) av svaren är positiva."
    assert missed(BoundedRatio.exactly(1, 12), "en") == "1 of 12 booked visits was missed."
    assert PHRASES["with_health_care"](BoundedRatio.exactly(5, 16), "sv") == (
        "Barn- eller mödrahälsovården var samverkanspart vid 5 av 16 tematräffar."
    )
    assert PHRASES["reached_in_all"](BoundedNumber.exactly(1), "en") == (
        "One family or participant was reached, all kinds of support added up."
    )


def test_a_mean_is_of_the_meetings_that_know_their_participants() -> None:
    def had(meetings: int, people: int, known: int, mean: Decimal | None, language: Language) -> str:
        return PHRASES["meetings_had"](*map(BoundedNumber.exactly, (meetings, people, known)), mean, language)

    assert had(3, 20, 2, Decimal(10), "sv") == (
        "De hade 20 deltagare vid de 2 där antalet är känt, i genomsnitt 10,0 per träff."
    )
    assert had(3, 21, 3, Decimal(7), "sv") == "De hade 21 deltagare, i genomsnitt 7,0 per träff."
    assert had(1, 21, 1, Decimal(21), "sv") == "Den hade 21 deltagare."
    assert had(3, 0, 0, None, "sv") == ""


def test_every_function_of_a_subject_is_registered() -> None:
    for path in FOLDER.glob("*.py"):
        if path.stem in ("__init__", "registry"):
            continue
        public = {
            node.name
            for node in ast.parse(path.read_text("utf-8")).body
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
        }
        assert public
        assert public <= PHRASES.keys()


WRITERS = {
    "told", "about", "counted", "in_words", "per_cent", "roughly", "share", "of_all", "part_of", "change",
    "relative", "share_change", "most_common", "between", "largest", "whole", "decimal", "percent",
}  # fmt: skip
"""What makes words of numbers."""
TOLD: dict[str, set[str]] = {"goals.py": {"share_change"}, "visit_programmes.py": {"between"}}
"""Templates that a chapter calls as they are; `test_sentences.py` has their cases."""


def test_chapters_write_no_sentence_of_a_number_themselves() -> None:
    reports = FOLDER.parent
    for path in (*sorted((reports / "chapters").glob("*.py")), reports / "summary.py"):
        names = {
            alias.name
            for node in ast.walk(ast.parse(path.read_text("utf-8")))
            if isinstance(node, ast.ImportFrom)
            and node.module in ("app.reports.sentences", "app.reports.rankings", "app.reports.number_format")
            for alias in node.names
        }
        assert not (names & WRITERS) - TOLD.get(path.name, set()), path.name
