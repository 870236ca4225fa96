"""What the certificate of a release by suppression proves: the counts before protection, and the sums
published.

Releases were made so until November 2026, and their proof can be checked for ever. `places` ties it to the
released tables: of each of their cells (`table/measure/category/...`) which cell of the problem it is.
"""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any, NamedTuple

import orjson

from app.disclosure.problem import Problem, Share

FORMAT = 1
"""Version of the bytes. A reader knows every version that was ever written."""


class Proved(NamedTuple):
    """A problem, and which of its cells the released cells are."""

    problem: Problem
    places: Mapping[str, int]


def problem_bytes(problem: Problem, places: Mapping[str, int]) -> bytes:
    """A problem and its places as canonical bytes."""
    return orjson.dumps(
        {
            "format": FORMAT,
            "places": places,
            "threshold": problem.threshold,
            "atoms": problem.atoms,
            "counts": problem.counts,
            "cells": problem.cells,
            "members": problem.members,
            "singletons": sorted(problem.singletons),
            "forced": sorted(problem.forced),
            "sensitive": sorted(problem.sensitive),
            "zeros_hidden": sorted(problem.zeros_hidden),
            "coalitions": [sorted(one) for one in problem.coalitions],
            "shares": [
                [one.numerator, one.denominator, str(one.least), str(one.greatest)] for one in problem.shares
            ],
        },
        option=orjson.OPT_SORT_KEYS,
    )


def problem_of(raw: bytes) -> Proved:
    """Read what any version has written. Raises `ValueError` for anything else."""
    found: dict[str, Any] = orjson.loads(raw)
    if found.get("format") != FORMAT:
        raise ValueError(f"a problem of format {found.get('format')!r} is newer than this software")
    problem = Problem(
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
            Share(part, whole, Fraction(least), Fraction(greatest))
            for part, whole, least, greatest in found["shares"]
        ),
    )
    return Proved(problem, found["places"])
