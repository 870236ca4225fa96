"""What is wrong with one field: a stable rule code, and words for people in Swedish and English.

A fault never repeats the value that was sent: a name typed into the wrong box must not come back in
an error message, a log or a screenshot. It names the field, the rule, and what would be right.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from app.kit.json_values import JsonObject
from app.kit.language import Language, Text
from app.kit.texts import Texts

WORDS: dict[str, Text] = Texts(Path(__file__).parents[1] / "rules.yaml").all()
"""Words of every rule, by its code (`app/rules.yaml`); `{right}` is filled with what would be right."""

_OF_ANY_RULE = Text("Uppgiften går inte att använda. {right}", "The value cannot be used. {right}")
"""For a rule without words. A test finds one; whoever meets it all the same is refused, and not failed."""


FORMS: dict[str, Text] = {}
"""What a text pattern means to people, by the pattern."""


class _Blanks(JsonObject):
    """What a rule's words are filled with; nothing where a value lacks."""

    def __missing__(self, _name: str) -> str:
        return ""


@dataclass(frozen=True)
class Fault:
    """One thing wrong with one field. `field` is a dotted path in the body ("answers.0.helpful")."""

    field: str
    rule: str
    right: Text = Text("", "")
    values: Mapping[str, object] = dataclasses.field(default_factory=dict)
    allowed: tuple[str, ...] = ()

    def message(self, language: Language) -> str:
        """What is wrong and what would be right. Never raises: a refusal is no failure of ours."""
        text = WORDS.get(self.rule, _OF_ANY_RULE).of(language)
        return text.format_map(_Blanks(self.values, right=self.right.of(language))).strip()

    def as_json(self, language: Language) -> JsonObject:
        body: JsonObject = {"field": self.field, "rule": self.rule, "message": self.message(language)}
        if self.allowed:
            body["allowed"] = list(self.allowed)
        return body
