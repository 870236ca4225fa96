"""What parents read: the languages that they are offered, and the words of their pages in each.

The words are the product's, in `data/parents.yaml`; questions and answers are the municipality's. The tablet
gets them with the described catalogue, the parent's own phone as pages, a poster in print.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from string import Formatter
from typing import Literal

from pydantic import Field

from app.catalogue.model import BilingualText, CatalogueModel, Wrong
from app.kit.json_values import JsonObject
from app.kit.language import Text

LANGUAGE = "^[a-z]{2}(-[a-z]+)?$"
TAG = "^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$"
FIRST = "sv"
"""The language of those who ask, and of who asked for none that is offered."""

_FILLED: dict[str, set[str]] = {"asks": {"city"}, "progress": {"number", "count"}}
"""What is filled in, by text; nothing in the others."""


class ParentLanguage(CatalogueModel):
    """A language that parents are offered."""

    code: str = Field(pattern=LANGUAGE)
    label: str = Field(min_length=1, description="Its name in itself.")
    name: BilingualText
    direction: Literal["ltr", "rtl"]
    tag: str = Field(pattern=TAG, description="BCP 47 tag, for `lang` and for who reads aloud.")
    reviewed: bool = Field(description="Whether a native speaker has read its texts.")


Texts = dict[str, str]

TEXTS = (
    "choose_language", "title", "asks", "voluntary", "anonymous", "purpose", "start", "progress", "no_answer",
    "missing", "next", "back", "send", "thanks", "thanks_more", "hand_back", "still_there",
    "begins_again", "still_here", "unusable", "unusable_more",
    "later", "later_more", "scan", "role", "woman", "man", "other",
)  # fmt: skip
"""The texts that every language has."""


class ParentTexts(CatalogueModel):
    """`parents.yaml`; what its parts say of each other: `incomplete`."""

    languages: list[ParentLanguage] = Field(min_length=1)
    texts: dict[str, Texts]

    @cached_property
    def codes(self) -> tuple[str, ...]:
        return tuple(language.code for language in self.languages)

    @property
    def unreviewed(self) -> tuple[ParentLanguage, ...]:
        """The languages that are offered though no native speaker has read them."""
        return tuple(language for language in self.languages if not language.reviewed)

    def read_by(self, reviewed: Callable[[ParentLanguage], bool]) -> "ParentTexts":
        """The same, each language reviewed where `reviewed` says so."""
        languages = [
            language.model_copy(update={"reviewed": reviewed(language)}) for language in self.languages
        ]
        return ParentTexts(languages=languages, texts=self.texts)

    def without_unreviewed(self) -> "ParentTexts":
        """The same with the languages alone that a native speaker has read; Swedish in any case."""
        kept = [language for language in self.languages if language.reviewed or language.code == FIRST]
        return ParentTexts(languages=kept, texts={one.code: self.texts[one.code] for one in kept})

    @cached_property
    def _by_code(self) -> Mapping[str, ParentLanguage]:
        return {language.code: language for language in self.languages}

    def language(self, code: str) -> ParentLanguage:
        """The language with that code, or the first choice where it is not offered."""
        return self._by_code.get(code) or self._by_code[FIRST]

    def words(self, code: str, city: Text) -> Texts:
        """The texts in one language, the municipality's name filled in."""
        texts = self.texts[self.language(code).code]
        name = city.en if code == "en" else city.sv
        return {**texts, "asks": texts["asks"].format(city=name)}

    def described(self, city: Text) -> JsonObject:
        """As the described catalogue has it: `languages`, and `texts` by language."""
        return {
            "languages": [language.model_dump(mode="json") for language in self.languages],
            "texts": {code: self.words(code, city) for code in self.codes},
        }

    def preferred(self, accept_language: str | None, asked: str | None = None) -> str:
        """The language to show: `asked` if it is offered, else the header's best that was reviewed, else
        Swedish. What no native speaker has read is shown to those who choose it."""
        if asked in self._by_code:
            return str(asked)
        return self._best(accept_language, lambda one: one.reviewed) or FIRST

    def spoken(self, accept_language: str | None) -> str | None:
        """The language of the header that is offered, reviewed or not; None where none is."""
        return self._best(accept_language, lambda _: True)

    def _best(self, accept_language: str | None, may: Callable[[ParentLanguage], bool]) -> str | None:
        """A tag fits the language whose tag it is, and otherwise the first of the same primary language:
        `sv-FI` gets Swedish, `sv-simple` easy Swedish. An unreadable header is the same as none."""
        wanted: list[tuple[float, int, str]] = []
        for index, part in enumerate((accept_language or "")[:1000].split(",")):
            tag, _, weight = part.strip().partition(";")
            try:
                quality = float(weight.strip().removeprefix("q=")) if weight else 1.0
            except ValueError:
                continue
            code = self._fitting(tag.strip().lower())
            if code and quality > 0 and may(self._by_code[code]):
                wanted.append((-quality, index, code))
        return min(wanted)[2] if wanted else None

    def _fitting(self, tag: str) -> str | None:
        exact = (language.code for language in self.languages if language.tag.lower() == tag)
        primary = (
            language.code
            for language in self.languages
            if language.tag.split("-")[0] == _written(tag.split("-")[0])
        )
        return next(exact, None) or next(primary, None)


def _written(primary: str) -> str:
    """Dari has a code of its own (`prs`) and is written as Persian is."""
    return {"prs": "fa"}.get(primary, primary)


def incomplete(data: ParentTexts) -> Iterator[Wrong]:
    """Languages without texts, texts without a language, and what is filled in or not."""
    for index, language in enumerate(data.languages):
        if language.code in data.codes[:index]:
            yield ("languages", index, "code"), f"the language {language.code} is there twice"
        if language.code not in data.texts:
            yield ("languages", index, "code"), f"there are no texts in {language.code}"
    for needed in (FIRST, "en"):
        if needed not in data.codes:
            yield ("languages",), f"{needed} is missing"
    for code, texts in data.texts.items():
        if code not in data.codes:
            yield ("texts", code), f"{code} is no language of the list"
        if missing := [name for name in TEXTS if not texts.get(name, "").strip()]:
            yield ("texts", code), f"missing {', '.join(missing)}"
        for name, text in texts.items():
            if name not in TEXTS:
                yield ("texts", code, name), "there is no such text"
            elif _filled_in(text) != _FILLED.get(name, set()):
                wanted = ", ".join(sorted(f"{{{one}}}" for one in _FILLED.get(name, ()))) or "nothing"
                yield ("texts", code, name), f"must have {wanted} to be filled in"


def _filled_in(text: str) -> set[str | None]:
    try:
        return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
    except ValueError:
        return {None}
