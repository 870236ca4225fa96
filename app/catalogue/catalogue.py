"""The active catalogue: a municipality's file and the product's own texts, as one."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from app.catalogue.contradictions import contradictions, untranslated, wordless
from app.catalogue.model import (
    ActivityTexts,
    LabelledTexts,
    Municipality,
    ProductTexts,
    Wrong,
)
from app.catalogue.parent_texts import ParentLanguage, ParentTexts, incomplete
from app.catalogue.wording import Wording
from app.catalogue.yaml_files import CatalogueError, read
from app.kit.language import Language, Text
from app.vocabulary.lists import CLOSED_LISTS
from app.vocabulary.states import ABSENT

DATA = Path(__file__).parent / "data"
SHIPPED = ("stockholm", "lindesberg")


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Everything that a form, a check or a table needs to know about its municipality."""

    municipality: Municipality
    product: ProductTexts
    parents: ParentTexts
    """What parents read besides the questions, and in which languages."""

    @cached_property
    def activity_texts(self) -> dict[str, ActivityTexts]:
        """Texts per activity: the municipality's own words win, field by field."""
        merged = dict(self.product.activities)
        for name, own in self.municipality.texts.items():
            base = merged[name]
            fields = dict(base.fields)
            for field, words in own.fields.items():
                usual = fields[field]
                fields[field] = LabelledTexts(label=words.label or usual.label, help=words.help or usual.help)
            merged[name] = ActivityTexts(
                label=own.label or base.label, help=own.help or base.help, fields=fields
            )
        return merged

    def field_texts(self, activity: str, field: str) -> LabelledTexts | None:
        """Label and help of a field; those that all records share stand under `record`."""
        for name in (activity, "record"):
            texts = self.activity_texts.get(name)
            if texts and field in texts.fields:
                return texts.fields[field]
        return None

    def text_of(self, name: str, code: str) -> Text:
        """The words of a code in any list, the municipality's or the product's."""
        if code in ABSENT:
            return self.product.vocabulary["states"][code].text
        if name in CLOSED_LISTS:
            words = self.product.vocabulary[name].get(code)
            return words.text if words else Text(code, code)
        if name == "areas" and code in CLOSED_LISTS["places"]:
            return self.product.vocabulary["places"][code].text
        if name in ("districts", "city") and code == self.municipality.city.code:
            return self.municipality.city.text
        return self.municipality.text_of(name, code) or Text(code, code)


@lru_cache
def load(name: str) -> Catalogue:
    """The catalogue that a setting names: a shipped one or a file's path. Raises `CatalogueError`."""
    path = DATA / f"{name}.yaml" if name in SHIPPED else Path(name)
    if not path.is_file():
        raise CatalogueError(
            f"{name}: no such catalogue; shipped are {', '.join(SHIPPED)}, or give a file's path"
        )
    product = read(DATA / "texts.yaml", ProductTexts, wordless)
    parents = read(DATA / "parents.yaml", ParentTexts, incomplete)
    municipality = read(
        path,
        Municipality,
        contradictions,
        lambda data: untranslated(data, parents.codes),
        lambda data: _texts(data, product),
    )
    return Catalogue(
        municipality,
        _worded(product, municipality.words),
        parents.read_by(lambda one: _is_read(one, municipality)),
    )


def _is_read(language: ParentLanguage, data: Municipality) -> bool:
    """Whether a native speaker has read all that parents meet in a language: the pages and the questions."""
    pages = language.reviewed or language.code in data.reviewed
    return pages and all(
        language.code in questionnaire.reviewed
        for questionnaire in data.questionnaires
        if questionnaire.last is None
    )


def _worded(product: ProductTexts, words: Wording) -> ProductTexts:
    """The product's texts with the municipality's nouns."""

    def fill(value: object, language: Language = "sv") -> object:
        if isinstance(value, dict):
            return {name: fill(one, "en" if name == "en" else "sv") for name, one in value.items()}
        return words.fill(value, language) if isinstance(value, str) else value

    return ProductTexts.model_validate(fill(product.model_dump()))


def _texts(data: Municipality, product: ProductTexts) -> Iterator[Wrong]:
    """A municipality's own words for what the product does not have."""
    for activity, own in data.texts.items():
        if activity not in product.activities:
            yield ("texts", activity), "there is no such activity"
            continue
        for field in own.fields.keys() - product.activities[activity].fields.keys():
            yield ("texts", activity, "fields", field), "there is no such field"
