"""What a demo city is: records and returns as plain JSON contents, ready to be filed."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

Content = dict[str, Any]


@dataclass(frozen=True)
class RecordedEvent:
    """A record that is filed under an id of its own."""

    activity: str
    id: UUID
    content: Content

    @property
    def district(self) -> str:
        return str(self.content["district"])

    @property
    def month(self) -> str:
        """The month; nothing where the record has a tertial."""
        return str(self.content.get("month", ""))

    @property
    def period(self) -> str:
        """The month, or the tertial where the record has one."""
        return str(self.content.get("month") or self.content["tertial"])


@dataclass(frozen=True)
class PeriodReturn:
    """A figure for a whole period; `about` (a district or programme) and `period` stand in its address."""

    activity: str
    about: str
    period: str
    content: Content


@dataclass
class DemoCity:
    """Everything that the demo files."""

    events: list[RecordedEvent] = field(default_factory=list)
    returns: list[PeriodReturn] = field(default_factory=list)

    def add(self, events: Iterable[RecordedEvent] = (), returns: Iterable[PeriodReturn] = ()) -> None:
        self.events.extend(events)
        self.returns.extend(returns)

    @property
    def size(self) -> int:
        return len(self.events) + len(self.returns)

    @property
    def everything(self) -> Iterator[RecordedEvent | PeriodReturn]:
        yield from self.events
        yield from self.returns

    @property
    def districts(self) -> list[str]:
        """Districts with events, each of which needs a tablet."""
        return sorted({event.district for event in self.events})

    def as_bytes(self) -> bytes:
        """The whole city as JSON lines, to compare two of them byte by byte."""
        lines = (
            json.dumps(vars(one), ensure_ascii=False, sort_keys=True, default=str) for one in self.everything
        )
        return "".join(f"{line}\n" for line in lines).encode()


def rows(columns: Mapping[str, Sequence[object]]) -> list[Content]:
    """Facts that were dealt column by column, as one mapping for each record."""
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]
