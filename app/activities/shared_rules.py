"""Rules that several activities share. Those that a form can hold too are data that describe themselves."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from types import FunctionType
from typing import Any

from app.activities.field_conditions import FieldCondition
from app.catalogue.catalogue import Catalogue
from app.kit.faults import Fault
from app.kit.json_values import JsonObject
from app.kit.language import Text
from app.vocabulary.states import DOES_NOT_APPLY, NO_VALUE, NOT_KNOWN

NOBODY = Text("Ange minst en person, eller not-known.", "Give at least one person, or not-known.")


@dataclass(frozen=True)
class AtLeastOnePerson:
    """At least one person took part; counts that are not known could be the one."""

    fields: tuple[str, ...]
    where: FieldCondition | None = None
    right: Text = NOBODY

    def __call__(self, record: object, _catalogue: Catalogue) -> Iterator[Fault]:
        if self.where and getattr(record, self.where.field) not in self.where.among:
            return
        if all(getattr(record, field) == 0 for field in self.fields):
            yield Fault(self.fields[0], "nobody-there", self.right)

    def described(self) -> JsonObject:
        return {"kind": "somebody", "fields": list(self.fields)}


@dataclass(frozen=True)
class PartsSum:
    """The parts sum to the whole where all are known; the known parts never exceed it."""

    parts: tuple[str, ...]
    whole: str

    def __call__(self, record: object, _catalogue: Catalogue) -> Iterator[Fault]:
        total = getattr(record, self.whole)
        known = [value for part in self.parts if isinstance(value := getattr(record, part), int)]
        if not isinstance(total, int):
            return
        listed, summed = " + ".join(self.parts), sum(known)
        if len(known) == len(self.parts) and summed != total:
            yield Fault(self.whole, "does-not-add-up", Text(f"{listed} = {summed}.", f"{listed} = {summed}."))
        elif summed > total:
            right = Text(f"{listed} är minst {summed}.", f"{listed} is at least {summed}.")
            yield Fault(self.whole, "does-not-add-up", right)

    def described(self) -> JsonObject:
        return {"kind": "adds-up", "parts": list(self.parts), "whole": self.whole}


@dataclass(frozen=True)
class PartOfWhole:
    """A known part is no larger than a known whole."""

    part: str
    whole: str

    def __call__(self, record: object, _catalogue: Catalogue) -> Iterator[Fault]:
        of, total = getattr(record, self.part), getattr(record, self.whole)
        if isinstance(of, int) and isinstance(total, int) and of > total:
            right = Text(f"Högst {total} ({self.whole}).", f"At most {total} ({self.whole}).")
            yield Fault(self.part, "more-than-the-whole", right)

    def described(self) -> JsonObject:
        return {"kind": "no-more-than", "part": self.part, "whole": self.whole}


DESCRIBED = (AtLeastOnePerson, PartsSum, PartOfWhole)
"""Rules that are data. The tablet's form knows their kinds (`app/form/static/rules.js`)."""


def described_rules(rules: Iterable[Callable[..., Iterable[Fault]]]) -> list[JsonObject]:
    """Those of an activity's rules that a form can hold too; functions are the service's own.

    Raises TypeError for data of a kind that is not in `DESCRIBED`: passed over, no form would ever hold it.
    """
    described = []
    for rule in rules:
        if isinstance(rule, DESCRIBED):
            described.append(rule.described())
        elif not isinstance(rule, FunctionType):
            raise TypeError(f"a rule of an unknown kind: {rule!r}")
    return described


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
    if needed != "yes" and language not in NO_VALUE:
        yield Fault(
            "language", "language-without-need", Text(f"Ange {DOES_NOT_APPLY}.", f"Give {DOES_NOT_APPLY}.")
        )
