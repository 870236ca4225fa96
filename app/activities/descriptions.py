"""Describing activities and the catalogue as data: what a form, a template or a stranger's client needs.

The description comes from the same schema and catalogue that the checks use, so a field added to a schema
appears everywhere without another line of code.
"""

import hashlib
import json
from functools import lru_cache
from typing import Any

from app.activities.activity import Activity, kinds_of
from app.activities.children import LINKS, POSTERS
from app.activities.field_conditions import WAYS
from app.activities.kinds import CodeOf, CodesOf, HundredthsOf, NumberOf
from app.activities.record import Content
from app.activities.registry import ACTIVITIES
from app.activities.shared_rules import described_rules
from app.catalogue.catalogue import Catalogue
from app.catalogue.model import ALL_LISTS, Area, Entry, HomeVisitingProgramme, ParentingProgramme
from app.kit.json_values import JsonObject
from app.kit.language import Language
from app.vocabulary.lists import CLOSED_LISTS
from app.vocabulary.states import ABSENT, NO_ANSWER


def describe_fields(
    activity: Activity, schema: type[Content], catalogue: Catalogue, language: Language
) -> list[dict[str, Any]]:
    """A schema's fields in order: name, kind, list or bounds, states, default, label and help."""
    kinds = kinds_of(schema)
    found = []
    for name, info in schema.model_fields.items():
        field: dict[str, Any] = {"name": name, "required": info.is_required(), **_kind(kinds.get(name), name)}
        if not info.is_required():
            field["default"] = info.default
        texts = catalogue.field_texts(activity.name, name)
        if texts:
            field["label"], field["help"] = texts.label.text.of(language), texts.help.text.of(language)
        for part in info.metadata:
            if isinstance(part, WAYS):
                field |= part.described()
        item = _item_schema(info.annotation)
        if item is not None and name != "answers":
            field["kind"], field["fields"] = "rows", describe_fields(activity, item, catalogue, language)
        found.append(field)
    return found


def _kind(kind: object, name: str) -> JsonObject:
    if isinstance(kind, CodeOf):
        found: JsonObject = {"kind": "code", "list": kind.list, "states": list(kind.states)}
        if kind.extra:
            found["extra"] = list(kind.extra)
        if kind.among:
            found["among"] = list(kind.among)
        return found
    if isinstance(kind, CodesOf):
        return {"kind": "codes", "list": kind.list, "states": list(kind.states)}
    if isinstance(kind, NumberOf):
        return {
            "kind": "number",
            "least": kind.least,
            "most": kind.most,
            "states": list(kind.states),
            "group": kind.group,
            "role": kind.role,
        }
    if isinstance(kind, HundredthsOf):
        return {"kind": "mean", "least": 0, "most": kind.most, "states": list(kind.states)}
    named = {"month": "month", "tertial": "tertial", "catalogue_version": "version", "answers": "answers"}
    return {"kind": named.get(name, "code")}


def _item_schema(annotation: object) -> type[Content] | None:
    for part in getattr(annotation, "__args__", ()):
        if isinstance(part, type) and issubclass(part, Content):
            return part
    return None


def describe_catalogue(catalogue: Catalogue, language: Language) -> dict[str, Any]:
    """The whole catalogue in one language: organisation, code lists, questionnaires, activities, texts."""
    data = catalogue.municipality
    return {
        "municipality": data.municipality,
        "version": data.version,
        "name": data.name.text.of(language),
        "language": language,
        "starts": data.starts,
        "figures_start": data.figures_start,
        "time_zone": data.time_zone,
        "words": {"the_adviser": data.words.fill("[the adviser]", language)},
        "city": {"code": data.city.code, "label": data.city.text.of(language)},
        "lists": {
            **{name: [_entry(entry, language) for entry in data.entries(name)] for name in ALL_LISTS},
            **{
                name: [{"code": code, "label": catalogue.text_of(name, code).of(language)} for code in codes]
                for name, codes in CLOSED_LISTS.items()
            },
        },
        "groups": {
            code: words.text.of(language) for code, words in catalogue.product.vocabulary["groups"].items()
        },
        "states": {code: catalogue.text_of("states", code).of(language) for code in ABSENT},
        "no_answer": {
            "code": NO_ANSWER,
            "label": catalogue.product.vocabulary["answer-states"][NO_ANSWER].text.of(language),
        },
        "questionnaires": [
            questionnaire.model_dump(mode="json", by_alias=True) for questionnaire in data.questionnaires
        ],
        "parents": catalogue.parents.described(data.city.text),
        "activities": [_activity(activity, catalogue, language) for activity in ACTIVITIES],
    }


def _entry(entry: Entry, language: Language) -> dict[str, Any]:
    found: JsonObject = {"code": entry.code, "label": entry.text.of(language)}
    for name, value in (("from", entry.first), ("to", entry.last), ("successor", entry.successor)):
        if value:
            found[name] = value
    for name in ("alone", "common"):
        if getattr(entry, name):
            found[name] = True
    if entry.means:
        found["means"] = entry.means
    if isinstance(entry, (Area, HomeVisitingProgramme)):
        found["district"] = entry.district
    if isinstance(entry, ParentingProgramme):
        found["run_by"] = entry.run_by
    return found


def _activity(activity: Activity, catalogue: Catalogue, language: Language) -> JsonObject:
    texts = catalogue.activity_texts[activity.name]
    return {
        "name": activity.name,
        "path": activity.path,
        "period": activity.period,
        "key": list(activity.key),
        "filed_by": activity.filed_by,
        "links": LINKS in activity.beside,
        "posters": POSTERS in activity.beside and activity.keyed_by_id,
        "label": texts.label.text.of(language),
        "help": texts.help.text.of(language),
        "fields": describe_fields(activity, activity.schema, catalogue, language),
        "rules": described_rules(activity.rules),
        "doubts": [doubt.described() for doubt in activity.doubts],
    }


@lru_cache(maxsize=16)
def as_bytes(catalogue: Catalogue, language: Language) -> tuple[bytes, str]:
    """The described catalogue as JSON and its strong ETag; made once, since it never changes in a process."""
    body = json.dumps(
        describe_catalogue(catalogue, language), ensure_ascii=False, separators=(",", ":")
    ).encode()
    return body, f'"{hashlib.sha256(body).hexdigest()[:32]}"'
