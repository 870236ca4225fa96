"""Doubts: what is possible but unlikely. A form asks about it before it saves; nothing refuses it."""

from dataclasses import dataclass

from app.kit.json_values import JsonObject


@dataclass(frozen=True)
class PartAboveWhole:
    """More of a part than of the whole."""

    part: str
    whole: str

    def described(self) -> JsonObject:
        return {"kind": "more-than", "part": self.part, "whole": self.whole}


@dataclass(frozen=True)
class SurplusChoices:
    """More codes, `besides` left aside, than there are to have them."""

    choices: str
    whole: str
    besides: tuple[str, ...] = ()

    def described(self) -> JsonObject:
        return {
            "kind": "more-choices-than",
            "choices": self.choices,
            "whole": self.whole,
            "besides": list(self.besides),
        }


@dataclass(frozen=True)
class MissingChoice:
    """Somebody is counted, and no code, `besides` left aside, stands for anybody."""

    choices: str
    whole: str
    besides: tuple[str, ...] = ()

    def described(self) -> JsonObject:
        return {
            "kind": "no-choice-for",
            "choices": self.choices,
            "whole": self.whole,
            "besides": list(self.besides),
        }


@dataclass(frozen=True)
class UnusualNumber:
    """A number that is possible, and more often a slip of the finger."""

    field: str
    most: int

    def described(self) -> JsonObject:
        return {"kind": "more-than-usual", "field": self.field, "most": self.most}


Doubt = PartAboveWhole | SurplusChoices | MissingChoice | UnusualNumber

ONE_FAMILY = tuple(
    UnusualNumber(field, most) for field, most in (("mothers", 2), ("fathers", 2), ("other_adults", 4))
)
"""Adults who meet an adviser with one family."""
