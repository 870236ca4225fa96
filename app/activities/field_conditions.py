"""How a field is asked: data beside a field's kind in `Annotated[...]`, for whoever makes a form of a schema.

Nothing here checks anything: the rules of an activity do, and a test holds the two together.
"""

from dataclasses import dataclass

from app.kit.json_values import JsonObject


@dataclass(frozen=True)
class FieldCondition:
    """Asked only where another field has one of these values; elsewhere it is at its default."""

    field: str
    among: tuple[str, ...]

    def described(self) -> JsonObject:
        return {"applies": {"field": self.field, "among": list(self.among)}}


@dataclass(frozen=True)
class ListCondition:
    """Asked only where the municipality has entries in the list."""

    list: str

    def described(self) -> JsonObject:
        return {"applies": {"list": self.list}}


@dataclass(frozen=True)
class ExcludedEntries:
    """Entries of the list with this value of this property cannot be chosen here."""

    key: str
    value: object

    def described(self) -> JsonObject:
        return {"leave_out": {"key": self.key, "value": self.value}}


@dataclass(frozen=True)
class OwnDistrictEntries:
    """Only the district's own entries of the list can be chosen."""

    def described(self) -> JsonObject:
        return {"own_district": True}


@dataclass(frozen=True)
class RememberedChoice:
    """What was chosen last is likely right again: a tablet may propose it, and must show that it did."""

    def described(self) -> JsonObject:
        return {"remember": True}


@dataclass(frozen=True)
class ValueWords:
    """Each value of a number has words in this list."""

    list: str

    def described(self) -> JsonObject:
        return {"labels": self.list}


WAYS = (FieldCondition, ListCondition, ExcludedEntries, OwnDistrictEntries, RememberedChoice, ValueWords)
