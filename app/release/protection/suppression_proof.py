"""What the certificate of a release by suppression proves: the counts before protection, and the sums
published.

Releases were made so until November 2026, and their proof can be checked for ever. `places` ties it to the
released tables: of each of their cells (`table/measure/category/...`) which cell of the system it is.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, NamedTuple

import orjson

from app.disclosure.cell_system import CellSystem, KnownShare

FORMAT = 1
"""The only version of the bytes that was ever written."""


class SuppressionProof(NamedTuple):
    """A system, and which of its cells the released cells are."""

    system: CellSystem
    places: Mapping[str, int]


def system_of(raw: bytes) -> SuppressionProof:
    """Read what was written. Raises `ValueError` for anything else."""
    found: dict[str, Any] = orjson.loads(raw)
    if found.get("format") != FORMAT:
        raise ValueError(f"a system of format {found.get('format')!r} is newer than this software")
    system = CellSystem(
        threshold=found["threshold"],
        atoms=tuple(found["atoms"]),
        counts=tuple(found["counts"]),
        cells=tuple(found["cells"]),
        members=tuple(map(tuple, found["members"])),
        singletons=frozenset(found["singletons"]),
        forced=frozenset(found["forced"]),
        sensitive=frozenset(found["sensitive"]),
        zeros_hidden=frozenset(found["zeros_hidden"]),
        coalitions=tuple(map(frozenset, found["coalitions"])),
        shares=tuple(
            KnownShare(part, whole, Fraction(least), Fraction(greatest))
            for part, whole, least, greatest in found["shares"]
        ),
    )
    return SuppressionProof(system, found["places"])
