"""An activity as the generic parts see it: its schema, where it is stored, its own rules."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any, Literal

from sqlalchemy import Table

from app.activities.children import ChildTable
from app.activities.doubts import Doubt
from app.activities.kinds import KINDS, FieldKind
from app.activities.record import Content
from app.catalogue.catalogue import Catalogue
from app.catalogue.model import Municipality
from app.kit.faults import Fault
from app.kit.language import Text

Rule = Callable[[Any, Catalogue], Iterable[Fault]]
"""A cross-field rule: takes the record and the catalogue, yields what is wrong."""


@dataclass(frozen=True, eq=False)
class Activity:
    """One kind of thing that is registered; equal only to itself."""

    name: str
    """Singular, kebab-case: `counselling-session`."""
    path: str
    """In addresses: `counselling-sessions`."""
    term: Text
    schema: type[Content]
    table: Table
    period: Literal["month", "tertial", "year"]
    children: Mapping[str, ChildTable] = field(default_factory=dict)
    """By field name, or by group for numbers that are stored by role."""
    beside: Mapping[str, Table] = field(default_factory=dict)
    """What no field holds: links, posters and early answers of parents, by `children.Beside`'s names."""
    rules: tuple[Rule, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    """What a form asks about before it saves; the service refuses none of it."""
    key: tuple[str, ...] = ("id",)
    filed_by: Literal["adviser", "coordinator"] = "adviser"
    of_whole_city: bool = False
    """May also describe the whole city, under the city's own code."""
    has: Callable[[Municipality, str], bool] | None = None
    """Whether the municipality has what it is about, in a period: without that every content is refused."""
    derive: Callable[[Mapping[str, Any], Catalogue], Mapping[str, Any]] | None = None
    """Columns that follow from the key and the catalogue instead of the content."""

    @cached_property
    def kinds(self) -> dict[str, FieldKind]:
        return dict(kinds_of(self.schema))

    @cached_property
    def keyed_by_id(self) -> bool:
        return self.key == ("id",)


@cache
def kinds_of(schema: type[Content]) -> Mapping[str, FieldKind]:
    """The kind of each field that has one of the product's kinds."""
    kinds: dict[str, FieldKind] = {}
    for name, info in schema.model_fields.items():
        for part in info.metadata:
            if isinstance(part, KINDS):
                kinds[name] = part
    return kinds
