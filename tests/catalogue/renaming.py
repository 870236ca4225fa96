"""A catalogue whose every code has another name, and its records: what is told of them must stay the same."""

import json
import random
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.activities.activity import Activity
from app.activities.descriptions import describe_fields
from app.catalogue.catalogue import Catalogue, load
from app.catalogue.model import ALL_LISTS, ORGANISATION
from app.tables.registry import BY_ID

Names = Mapping[str, Mapping[str, str]]
"""New names by list and code; a code that two lists share has two."""

_QUESTIONS = ("questionnaires", "questions", "answers")
_OTHERWISE = {
    "district": "districts",
    "programme": "home-visiting-programmes",
    **{n[:-1]: n for n in _QUESTIONS},
}
"""Lists of fields whose description names none."""


@dataclass(frozen=True)
class Renamed:
    """The catalogue under other names, and the names both ways."""

    was: Catalogue
    path: Path
    names: Names

    @property
    def catalogue(self) -> Catalogue:
        return load(str(self.path))

    def back(self, text: str) -> str:
        """A text with the codes as they were."""
        old = {new: code for names in self.names.values() for code, new in names.items()}
        return re.sub(r"zq[a-z]{8}", lambda found: old[found[0]], text)

    def content(self, activity: Activity, content: Mapping[str, Any]) -> dict[str, Any]:
        """A record's content with the new names."""
        return self._fields(describe_fields(activity, activity.schema, self.was, "en"), content)

    def key(self, activity: Activity, key: Mapping[str, Any]) -> dict[str, Any]:
        return {name: self._code(_OTHERWISE.get(name, ""), value) for name, value in key.items()}

    def _code(self, list_: str, value: Any) -> Any:
        return self.names.get(list_, {}).get(value, value) if isinstance(value, str) else value

    def _fields(self, fields: Iterable[Mapping[str, Any]], content: Mapping[str, Any]) -> dict[str, Any]:
        made = dict(content)
        for field in fields:
            name = field["name"]
            if name not in made:
                continue
            value, list_ = made[name], field.get("list") or _OTHERWISE.get(name, "")
            if field["kind"] == "rows":
                made[name] = [self._fields(field["fields"], row) for row in value]
            elif name == "answers":
                made[name] = [self._answers(one) for one in value]
            elif field["kind"] == "codes" and isinstance(value, list):
                made[name] = [self._code(list_, one) for one in value]
            elif field["kind"] == "code":
                made[name] = self._code(list_, value)
        return made

    def _answers(self, one: Mapping[str, Any]) -> dict[str, Any]:
        answers = {
            self._code("questions", question): self._code("answers", answer)
            for question, answer in one["answers"].items()
        }
        return {
            **one,
            "questionnaire": self._code("questionnaires", one["questionnaire"]),
            "answers": answers,
        }


def changed(name: str, folder: Path, change: Callable[[dict[str, Any]], None]) -> Path:
    """A shipped catalogue's file with a change."""
    data: dict[str, Any] = load(name).municipality.model_dump(mode="json", by_alias=True, exclude_none=True)
    change(data)
    path = folder / "changed.yaml"
    path.write_text(json.dumps(data, ensure_ascii=False), "utf-8")  # JSON is YAML
    return path


def rename(name: str, folder: Path, seed: int) -> Renamed:
    """A shipped catalogue with a random new name for every code."""
    names: dict[str, dict[str, str]] = {}
    path = changed(name, folder, lambda data: _rename(data, names, seed))
    return Renamed(load(name), path, names)


def _rename(data: dict[str, Any], names: dict[str, dict[str, str]], seed: int) -> None:
    lot = random.Random(seed)

    def named(list_: str, code: str) -> str:
        own = names.setdefault(list_, {})
        if code not in own:
            own[code] = "zq" + "".join(lot.choices("abcdefghijklmnopqrstuvwxyz", k=8))
        return own[code]

    data["city"]["code"] = named("districts", data["city"]["code"])
    for list_ in ALL_LISTS:
        own = list_.replace("-", "_")
        for entry in data[own] if list_ in ORGANISATION else data["lists"][list_]:
            entry["code"] = named(list_, entry["code"])
            if "successor" in entry:
                entry["successor"] = named(list_, entry["successor"])
            if "district" in entry:
                entry["district"] = named("districts", entry["district"])
    for one in data["questionnaires"]:
        one["code"] = named("questionnaires", one["code"])
        for question in one["questions"]:
            question["code"] = named("questions", question["code"])
            for answer in question["answers"]:
                answer["code"] = named("answers", answer["code"])
    for goal in data["goals"]:
        goal["code"] = named("goals", goal["code"])
        for indicator in goal["indicators"]:
            lists = {one.code: one.list for one in BY_ID[indicator["table"]].own}
            indicator["code"] = named("indicators", indicator["code"])
            indicator["at"] = {
                dimension: names.get(lists[dimension], {}).get(code, code)
                for dimension, code in indicator["at"].items()
            }
