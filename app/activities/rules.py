"""Rules that several activities share."""

from collections.abc import Iterator, Sequence
from typing import Any

from app.catalogue.catalogue import Catalogue
from app.kit.faults import Fault
from app.kit.language import Text
from app.vocabulary.states import DOES_NOT_APPLY, NOT_KNOWN

NOBODY = Text("Ange minst en person, eller not-known.", "Give at least one person, or not-known.")


def somebody(record: Any, fields: Sequence[str]) -> Iterator[Fault]:
    """At least one person took part; counts that are not known could be the one."""
    if all(getattr(record, field) == 0 for field in fields):
        yield Fault(fields[0], "nobody-there", NOBODY)


def language_where_needed(record: Any, catalogue: Catalogue) -> Iterator[Fault]:
    """A language is named exactly where another language than Swedish or English was needed."""
    needed, language = record.other_language_needed, record.language
    entry = catalogue.municipality.find("languages", language)
    if needed == "yes" and entry and entry.common:
        yield Fault("language", "language-is-common", Text("Ange ett annat språk.", "Name another language."))
    if needed == "yes" and language == DOES_NOT_APPLY:
        yield Fault(
            "language",
            "language-missing",
            Text(f"Ange språket eller {NOT_KNOWN}.", f"Name it or give {NOT_KNOWN}."),
        )
    if needed != "yes" and language != DOES_NOT_APPLY:
        yield Fault(
            "language", "language-without-need", Text(f"Ange {DOES_NOT_APPLY}.", f"Give {DOES_NOT_APPLY}.")
        )


def adds_up(record: Any, parts: Sequence[str], whole: str) -> Iterator[Fault]:
    """The parts sum to the whole where all are known; the known parts never exceed it."""
    total = getattr(record, whole)
    known = [value for part in parts if isinstance(value := getattr(record, part), int)]
    if not isinstance(total, int):
        return
    listed = " + ".join(parts)
    if len(known) == len(parts) and sum(known) != total:
        yield Fault(whole, "does-not-add-up", Text(f"{listed} = {sum(known)}.", f"{listed} = {sum(known)}."))
    elif sum(known) > total:
        yield Fault(
            whole,
            "does-not-add-up",
            Text(f"{listed} är minst {sum(known)}.", f"{listed} is at least {sum(known)}."),
        )


def no_more_than(record: Any, part: str, whole: str) -> Iterator[Fault]:
    """A known part is no larger than a known whole."""
    of, total = getattr(record, part), getattr(record, whole)
    if isinstance(of, int) and isinstance(total, int) and of > total:
        yield Fault(
            part, "more-than-the-whole", Text(f"Högst {total} ({whole}).", f"At most {total} ({whole}).")
        )
