"""Where a report's figures come from: one way to ask for them, whichever edition is made."""

from collections.abc import Mapping
from typing import Literal, Protocol, get_args

from app.kit.language import Text
from app.kit.texts import texts_beside
from app.release.storage.frozen_table import FrozenTable

_TEXTS = texts_beside(__file__)

Edition = Literal["working", "published"]


class FigureSource(Protocol):
    """Gives tables as they stand in an edition."""

    edition: Edition
    said: tuple[Text, ...]
    """What to know of its figures besides what every report says."""

    @property
    def thresholds(self) -> Mapping[str, int]:
        """With which threshold what it has given was rounded, by period; of exact figures nothing."""

    def table(self, id_: str, period: str) -> FrozenTable | None:
        """A table of a period (a tertial, a year, a run of them); None where the edition has none."""

    def ends(self, id_: str, period: str) -> tuple[FrozenTable, FrozenTable] | None:
        """The table with the least and with the greatest counts that its numbers may stand for; None where
        they are exact. Of the same shape as `table`."""

    def split(self, id_: str, period: str, by: tuple[str, ...]) -> FrozenTable | None:
        """A table split by dimensions that it usually is not; None where the edition has no such split."""

    def origin(self, id_: str, period: str) -> Text:
        """Which state of the figures this is, in words: live, locked, or which release."""

    def state(self, id_: str, period: str) -> Text:
        """The same as a sentence; nothing where there are no such figures."""


MARKS: dict[Edition, Text] = {
    "working": Text("Arbetskopia – inte för publicering", "Working copy – not for publication"),
    "published": Text("Publicerad utgåva", "Published edition"),
}
WITHHELD_NOTE = _TEXTS["withheld-note"]
EXPLAINED: dict[Edition, Text] = _TEXTS.group("explained").each(get_args(Edition))
