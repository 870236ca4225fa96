"""What was rounded and what is shown for it, as bytes: kept beside the certificate, so that the proof can be
checked in years, by whatever program there is then, and a revision can be protected beside it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import orjson

from app.disclosure.rounding.linked_tables import LinkedTables

FORMAT = 1
"""Version of the bytes. A reader knows every version that was ever written."""


@dataclass(frozen=True)
class RoundingProof:
    """It holds true counts: it stays inside the service."""

    linked: LinkedTables
    shown: tuple[int, ...]
    """The number of each cell, of which those of the shown cells are published."""
    places: Mapping[str, int]
    """`table/measure/category/...` of a released figure to its cell. Figures that are open to all, and what
    everybody knows to be 0, are in none."""
    exact: Mapping[str, int]
    """The part of a figure that is open to all, where there is one beside its cell."""
    finest: Mapping[str, int]
    """What every finest cell of the tables counted, without zeros; of what waits, what it counted before."""
    waiting: tuple[str, ...] = ()
    """Districts of which too few records have changed to be restated in all."""


def place_of(table: str, measure: str, categories: Iterable[str]) -> str:
    """The name of a released figure. No code has a slash."""
    return "/".join((table, measure, *categories))


def proof_bytes(proof: RoundingProof) -> bytes:
    """As canonical bytes."""
    linked = proof.linked
    return orjson.dumps(
        {
            "format": FORMAT,
            "method": "rounding",
            "places": proof.places,
            "exact": proof.exact,
            "finest": proof.finest,
            "waiting": proof.waiting,
            "shown": proof.shown,
            "threshold": linked.threshold,
            "atoms": linked.atoms,
            "counts": linked.counts,
            "helpers": sorted(linked.helpers),
            "cells": linked.cells,
            "members": linked.members,
            "protected": sorted(linked.shown),
            "forced": sorted(linked.forced),
            "undeclared": sorted(linked.undeclared),
            "guarded": sorted(linked.guarded),
            "told": sorted(linked.told.items()),
            "few": sorted(linked.few.items()),
            "uniform": sorted(linked.uniform),
            "districts": linked.districts,
            "blocks": linked.blocks,
            "insiders": [sorted(insider) for insider in linked.insiders],
            "weights": sorted(linked.weights.items()),
        },
        option=orjson.OPT_SORT_KEYS,
    )


def proof_of(raw: bytes) -> RoundingProof:
    """Read what any version has written. Raises `ValueError` for anything else."""
    found: dict[str, Any] = orjson.loads(raw)
    if (found.get("method"), found.get("format")) != ("rounding", FORMAT):
        raise ValueError(f"a proof of format {found.get('format')!r} is newer than this software")
    linked = LinkedTables(
        threshold=found["threshold"],
        atoms=tuple(found["atoms"]),
        counts=tuple(found["counts"]),
        helpers=frozenset(found["helpers"]),
        cells=tuple(found["cells"]),
        members=tuple(map(tuple, found["members"])),
        shown=frozenset(found["protected"]),
        forced=frozenset(found["forced"]),
        undeclared=frozenset(found["undeclared"]),
        guarded=frozenset(found["guarded"]),
        told=dict(found["told"]),
        few=dict(found["few"]),
        uniform=frozenset(found["uniform"]),
        districts=tuple(found["districts"]),
        blocks=found["blocks"],
        insiders=tuple(map(frozenset, found["insiders"])),
        weights=dict(found["weights"]),
    )
    return RoundingProof(
        linked,
        tuple(found["shown"]),
        found["places"],
        found["exact"],
        found["finest"],
        tuple(found.get("waiting", ())),  # younger than the format
    )
