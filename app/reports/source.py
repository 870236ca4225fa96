"""Where a report's figures come from: one way to ask for them, whichever edition is made."""

from collections.abc import Mapping
from typing import Literal, Protocol

from app.kit.language import Text
from app.release.storage.frozen_table import FrozenTable

Edition = Literal["working", "published"]


class Source(Protocol):
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
WITHHELD_NOTE = Text(
    ".. visas inte, för att ingen ska kunna kännas igen. Det är inte detsamma som noll.",
    ".. is not shown, so that nobody can be recognised. It is not the same as none.",
)
EXPLAINED: dict[Edition, Text] = {
    "working": Text(
        "Siffrorna är exakta och kan peka ut enskilda familjer. Kopian är för det egna arbetet och får inte "
        "lämnas vidare.",
        "The figures are exact and could point out single families. The copy is for your own work and must "
        "not be passed on.",
    ),
    "published": Text(
        "Två punkter (..) betyder att en siffra inte visas, för att ingen ska kunna kännas igen. Det är inte "
        "detsamma som noll. Också andra siffror kan vara utelämnade, så att den inte går att räkna ut.",
        "Two dots (..) mean that a figure is not shown, so that nobody can be recognised. That is not the "
        "same as none. Other figures may be left out too, so that it cannot be worked out.",
    ),
}
