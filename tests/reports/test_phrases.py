"""Every sentence with a figure, said with none, one, two, few, equal, missing and huge figures.

`PHRASES` registers them; nothing that is said of a number can be left out, since chapters may not write one.
"""

import ast
import inspect
import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from importlib import import_module
from itertools import product
from pathlib import Path
from types import UnionType
from typing import Any, get_args, get_origin, get_type_hints

import pytest

from app.catalogue.wording import Wording
from app.kit.language import LANGUAGES, Language, Text
from app.reports import nouns, phrases
from app.reports.nouns import Noun
from app.reports.numbers import THIN
from app.reports.phrases.registry import PHRASES
from app.reports.sentences import Pair

FOLDER = Path(phrases.__file__).parent
for one in FOLDER.glob("*.py"):
    import_module(f"app.reports.phrases.{one.stem}")

NUMBERS = (0, 1, 2, 19, 20, 412, 1300, 9_999_999)
PAIRS: tuple[Pair, ...] = (
    (0, 1), (1, 1), (0, 7), (1, 7), (7, 7), (5, 16), (0, 20), (1, 20), (20, 20), (1, 498), (473, 498),
    (497, 498), (1855, 4541), (1, 9_999_999), (9_999_998, 9_999_999),
)  # fmt: skip
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
POSSIBLE: dict[str, Callable[[dict[str, Any]], bool]] = {
    "advisers_held": lambda at: at["families"] is None or at["families"] <= at["held"],
    "other_adults": lambda at: at["others"] <= at["adults"],
    "routes_used": lambda at: at["used"] <= at["of"],
    "meetings_in_short": lambda at: at["known"] <= at["meetings"] and bool(at["people"]) == bool(at["mean"]),
    "meetings_had": lambda at: at["known"] <= at["meetings"] and bool(at["people"]) == bool(at["mean"]),
    "groups_had": lambda at: at["known"] <= at["groups"],
    "not_from": lambda at: len(at["names"]) < at["of"],
    "women_among": lambda at: at["low"] < at["high"],
}
"""Which combinations of figures can be at all."""
WORDS = Wording()
ALL_NOUNS = [Noun(*map(WORDS.filled, value)) for value in vars(nouns).values() if isinstance(value, Noun)]
"""With the municipality's words in them, as the sentences are read."""


def _values(name: str, kind: Any) -> Sequence[Any]:
    if name in NAMED:
        return NAMED[name]
    if get_origin(kind) is UnionType:
        return [value for each in get_args(kind) for value in _values(name, each)]
    plain: dict[Any, Sequence[Any]] = {
        int: NUMBERS,
        Pair: PAIRS,
        Decimal: MEANS,
        str: ("ABC",),
        Text: (Text("tertialet före", "the tertial before"),),
        type(None): (None,),
    }
    return plain[kind]


def said(name: str) -> Iterator[tuple[dict[str, Any], Language, str]]:
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
    every = list(said(name))
    assert any(text for _, _, text in every)
    wrong = [(at, text, what) for at, language, text in every if (what := wrong_with(text, language))]
    assert not wrong, wrong[:5]


def test_every_share_names_its_base() -> None:
    """A share is followed by the numbers that it is of, or is itself beside its number."""
    for name in PHRASES.keys() - {"sessions_since", "took_part"}:  # they say how a number has changed
        for at, language, text in said(name):
            for found in re.finditer(r"(procent|per cent)\b", text):
                rest = text[found.end() :]
                assert re.match(rf" \([\d{THIN},]+ (av|of) [\d{THIN},]+\)|\)", rest), (
                    name,
                    at,
                    language,
                    text,
                )


def _directions(text: str) -> tuple[bool, bool]:
    return bool(re.search(r"\b(fler|more)\b", text)), bool(re.search(r"\b(färre|fewer)\b", text))


@pytest.mark.parametrize("name", ["sessions_since", "took_part"])
def test_words_of_direction_agree_with_the_numbers(name: str) -> None:
    for at, _, text in said(name):
        now, before = at["now"], at["before"]
        if not text or before is None:
            continue
        assert _directions(text) == (now > before, now < before), (at, text)
        if "gånger" in text or "times" in text:
            assert now >= 2 * before > 0, (at, text)


def test_a_single_one_is_spoken_of_as_one() -> None:
    positive, missed = PHRASES["positive_answers"], PHRASES["visits_missed"]
    assert positive((1, 7), "sv") == "1 av 7 svar är positivt."
    assert positive((3, 7), "sv") == "3 av 7 svar är positiva."
    assert positive((1, 7), "en") == "1 of 7 answers is positive."
    assert positive((5, 500), "sv") == "1 procent (5 av 500) av svaren är positiva."
    assert missed((1, 12), "en") == "1 of 12 booked visits was missed."
    assert PHRASES["with_health_care"]((5, 16), "sv") == (
        "Barn- eller mödrahälsovården var samverkanspart vid 5 av 16 tematräffar."
    )
    assert PHRASES["reached_in_all"](1, "en") == (
        "One family or participant was reached, all kinds of support added up."
    )


def test_a_mean_is_of_the_meetings_that_know_their_participants() -> None:
    had = PHRASES["meetings_had"]
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
    "counted", "in_words", "roughly", "share", "of_all", "part_of", "change", "relative", "share_change",
    "most_common", "between", "largest", "whole", "decimal", "percent",
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
            and node.module in ("app.reports.sentences", "app.reports.numbers")
            for alias in node.names
        }
        assert not (names & WRITERS) - TOLD.get(path.name, set()), path.name
