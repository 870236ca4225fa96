"""The municipality's own nouns for who gives the support and for itself, put into the product's texts.

A text has a noun in brackets, with what stands before it, in English in both languages: `[the district]`,
`[another district]`, `[The city's] coordinators`. A capital begins it with one; `'s` is the genitive. What
Swedish bends (en stadsdel, ett område) follows from the definite form.
"""

import re
from collections.abc import Mapping
from functools import cached_property
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from app.kit.language import Language, Text

Word = Annotated[str, Field(pattern=r"^[^\W\d_]+([ -][^\W\d_]+)*$", max_length=60)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class SwedishForms(_Part):
    """`stadsdel`, `stadsdelen`, `stadsdelar`, `stadsdelarna`: the genitive adds an s."""

    one: Word
    the: Annotated[Word, Field(pattern="[nt]$", description="Ends in n (en) or t (ett).")]
    many: Word
    the_many: Word


class EnglishForms(_Part):
    one: Word
    many: Word


class NounForms(_Part):
    """A noun in all the forms that texts need."""

    sv: SwedishForms
    en: EnglishForms


def _noun(sv: tuple[str, str, str, str], en: tuple[str, str]) -> NounForms:
    one, the, many, the_many = sv
    return NounForms(
        sv=SwedishForms(one=one, the=the, many=many, the_many=the_many),
        en=EnglishForms(one=en[0], many=en[1]),
    )


_DETERMINERS: dict[str, tuple[str, str]] = {
    "a": ("en", "ett"),
    "another": ("en annan", "ett annat"),
    "any": ("någon", "något"),
    "each": ("varje", "varje"),
    "no": ("ingen", "inget"),
    "such": ("sådan", "sådant"),
    "your": ("din", "ditt"),
}
"""Before the indefinite form, for en and ett."""


_FORM = re.compile(
    # Not `codelist[district]`, which is an address of the research API's.
    r"(?<!\w)\[(?:(the whole|the|"
    + "|".join(_DETERMINERS)
    + r") )?(districts?|city|advisers?)('s|'|&#39;s|&#39;)?\]",
    re.IGNORECASE,
)


class Wording(_Part):
    """What the municipality calls its districts, itself and its advisers; what is left out is general."""

    district: NounForms = _noun(
        ("verksamhet", "verksamheten", "verksamheter", "verksamheterna"), ("unit", "units")
    )
    city: NounForms = _noun(
        ("kommun", "kommunen", "kommuner", "kommunerna"), ("municipality", "municipalities")
    )
    adviser: NounForms = _noun(
        ("föräldrarådgivare", "föräldrarådgivaren", "föräldrarådgivare", "föräldrarådgivarna"),
        ("parent adviser", "parent advisers"),
    )

    @cached_property
    def _nouns(self) -> Mapping[str, NounForms]:
        return {"district": self.district, "city": self.city, "adviser": self.adviser}

    def fill(self, text: str, language: Language) -> str:
        """A text with the municipality's nouns in the places of the bracketed ones."""
        return _FORM.sub(lambda found: self._said(found, language), text) if "[" in text else text

    def filled(self, text: Text) -> Text:
        return Text(self.fill(text.sv, "sv"), self.fill(text.en, "en"))

    def _said(self, found: "re.Match[str]", language: Language) -> str:
        before, name, genitive = found[1], found[2].lower(), found[3]
        several = name.endswith("s")
        noun = self._nouns[name.removesuffix("s") if several else name]
        say = _in_swedish if language == "sv" else _in_english
        said = say(noun, (before or "").lower(), several, bool(genitive))
        return said[:1].upper() + said[1:] if (before or found[2])[0].isupper() else said


def _in_swedish(noun: NounForms, before: str, several: bool, genitive: bool) -> str:
    forms = noun.sv
    if before.startswith("the"):
        said = forms.the_many if several else forms.the
        said = f"hela {said}" if before == "the whole" else said
    else:
        said = forms.many if several else forms.one
        if before:
            said = f"{_DETERMINERS[before][forms.the.endswith('t')]} {said}"
    return f"{said}s" if genitive and said[-1] not in "sxz" else said


def _in_english(noun: NounForms, before: str, several: bool, genitive: bool) -> str:
    said = noun.en.many if several else noun.en.one
    if before == "a" and said[0] in "aeiou" and not said.startswith("uni"):
        before = "an"
    said = f"{before} {said}" if before else said
    return f"{said}'" if genitive and said.endswith("s") else f"{said}'s" if genitive else said
