"""What is wrong with one field: a stable rule code, and words for people in Swedish and English.

A fault never repeats the value that was sent: a name typed into the wrong box must not come back in
an error message, a log or a screenshot. It names the field, the rule, and what would be right.
"""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from app.kit.language import Language, Text

WORDS: dict[str, Text] = {
    "missing": Text("Fältet saknas. {right}", "The field is missing. {right}"),
    "unknown-field": Text(
        "Fältet finns inte i formuläret. Ta bort det.", "There is no such field. Leave it out."
    ),
    "repeated-field": Text(
        "Fältet står mer än en gång. Ange det en gång.", "The field is given more than once. Give it once."
    ),
    "wrong-kind": Text("Fel slags värde. {right}", "The wrong kind of value. {right}"),
    "not-a-number": Text("Ska vara ett heltal. {right}", "Must be a whole number. {right}"),
    "too-small": Text("Talet är för litet. {right}", "The number is too small. {right}"),
    "too-large": Text("Talet är för stort. {right}", "The number is too large. {right}"),
    "wrong-format": Text("Fel form. {right}", "The wrong form. {right}"),
    "too-few": Text("För få värden. {right}", "Too few values. {right}"),
    "too-many": Text("För många värden. {right}", "Too many values. {right}"),
    "repeated-code": Text(
        "Samma kod står mer än en gång. Ange den en gång.", "The same code is given twice. Give it once."
    ),
    "unknown-code": Text(
        "Koden finns inte i listan {list}. {right}", "No such code in the list {list}. {right}"
    ),
}
"""Words of every rule, by its code; `{right}` is filled with what would be right."""

_OF_ANY_RULE = Text("Uppgiften går inte att använda. {right}", "The value cannot be used. {right}")
"""For a rule without words. A test finds one; whoever meets it all the same is refused, and not failed."""


FORMS: dict[str, Text] = {}
"""What a text pattern means to people, by the pattern."""


def words(more: Mapping[str, Text]) -> None:
    """Add the words of a module's own rules; a code is never given two meanings."""
    for rule, text in more.items():
        if WORDS.get(rule, text) != text:
            raise ValueError(f"the rule {rule!r} has words already")
        WORDS[rule] = text


class _Blanks(dict[str, Any]):
    """What a rule's words are filled with; nothing where a value lacks."""

    def __missing__(self, _name: str) -> str:
        return ""


@dataclass(frozen=True)
class Fault:
    """One thing wrong with one field. `field` is a dotted path in the body ("answers.0.helpful")."""

    field: str
    rule: str
    right: Text = Text("", "")
    values: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    allowed: tuple[str, ...] = ()

    def message(self, language: Language) -> str:
        """What is wrong and what would be right. Never raises: a refusal is no failure of ours."""
        text = WORDS.get(self.rule, _OF_ANY_RULE).of(language)
        return text.format_map(_Blanks(self.values, right=self.right.of(language))).strip()

    def as_json(self, language: Language) -> dict[str, Any]:
        body: dict[str, Any] = {"field": self.field, "rule": self.rule, "message": self.message(language)}
        if self.allowed:
            body["allowed"] = list(self.allowed)
        return body
