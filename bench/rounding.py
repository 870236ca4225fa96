"""Rounding the releases of a demo city, and a country: deviations, bias, shares, time, memory.

`python -m bench.rounding DATABASE` rounds eleven releases with one secret each in a process of its own and
prints a page in Markdown; `--secrets N` adds the bias over so many secrets of one release. DATABASE is a demo
city filed to date. `python -m bench.rounding --country` rounds 29 to 290 municipalities.
"""

import argparse
import json
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import mean
from typing import Any

from sqlalchemy import create_engine

from app.catalogue.catalogue import load
from app.disclosure.rounding.drawing import targets
from app.disclosure.rounding.linked import Linked
from app.disclosure.rounding.nearest import nearest
from app.disclosure.rounding.protecting import round_tables
from app.disclosure.rounding.rule import is_allowed
from app.release.counting import counted_shapes
from app.release.linking import Tables, tables_of
from app.release.pieces import Key
from app.tables.registry import TABLES
from bench.disclosure import peak_mib
from bench.synthetic import national

RELEASES = (
    "2018-T3", "2019-T1", "2019-T2", "2019-T3", "2020-T1", "2020-T2", "2020-T3", "2023-T1", "2023-T2",
    "2023-T3", "2024-T1",
)  # fmt: skip
THRESHOLD = 5
MUNICIPALITIES = (29, 58, 145, 290)
CITY = "stockholm"

CS = "counselling-session"
ROUTES = 3
"""So many of the most frequent routes are looked at, each by itself."""


@dataclass
class Release:
    """One release, rounded with one secret. Deviations are of figures whose count is not 0."""

    tertial: str
    figures: int
    small: int
    district: float
    city: float
    greatest: int
    broken: int
    """Declared relations, and numbers that the rule does not allow."""
    repaired: int
    seconds: float
    rounding: float
    """Seconds without the attack and the repair."""
    mib: float
    shares: list[tuple[str, str, int, float]] = field(default_factory=list)
    """Which share, of the city or a district, its true base, and how many percentage points it is off."""
    sums: dict[str, tuple[int, int]] = field(default_factory=dict)
    """Each figure of the city: its count, and the number that is shown."""


def counted(database: Path, tertial: str) -> Tables:
    catalogue = load(CITY)
    with create_engine(f"sqlite:///{database}").connect() as connection:
        return tables_of(counted_shapes(connection, catalogue, tertial, TABLES), catalogue, THRESHOLD)


def rounded(tables: Tables, tertial: str, secret: bytes) -> Release:
    linked = tables.linked
    started = time.process_time()
    nearest(linked, targets(linked, secret, tertial))
    between = time.process_time()
    found = round_tables(linked, secret, tertial)
    return of_shown(
        tables, tertial, found.shown, found.repaired, time.process_time() - between, between - started
    )


def of_shown(
    tables: Tables, tertial: str, shown: tuple[int, ...], repaired: int, seconds: float, rounding: float
) -> Release:
    linked, counts, figures = tables.linked, tables.released.values, tables.figures(shown)
    off: dict[bool, list[int]] = defaultdict(list)
    for key, cell in tables.cell_of.items():
        if cell in linked.shown and counts[key]:
            off[key[2][0] == CITY].append(abs(figures[key] - counts[key]))
    broken = sum(shown[cell] != linked.values[cell] for cell in linked.forced)
    broken += sum(not is_allowed(shown[cell], linked.values[cell], THRESHOLD) for cell in linked.shown)
    return Release(
        tertial=tertial,
        figures=sum(map(len, off.values())),
        small=sum(0 < counts[key] < THRESHOLD for key in tables.cell_of),
        district=mean(off[False]),
        city=mean(off[True]),
        greatest=max(off[False] + off[True]),
        broken=broken,
        repaired=repaired,
        seconds=seconds,
        rounding=rounding,
        mib=peak_mib(),
        shares=list(shares(counts, figures)),
        sums={"/".join((*key[:2], *key[2][1:])): (counts[key], figures[key])
              for key in tables.cell_of if key[2][0] == CITY},
    )  # fmt: skip


# ---------------------------------------------------------------------------------------------- shares


def shares(counts: Mapping[Key, int], figures: Mapping[Key, int]) -> Iterable[tuple[str, str, int, float]]:
    for area in dict.fromkeys(key[2][0] for key in counts):
        for name, part, whole in _asked(counts, area):
            true, shown = (_share(values, part, whole) for values in (counts, figures))
            if true is not None and shown is not None:
                base = sum(counts[key] for key in whole)
                yield name, "city" if area == CITY else "district", base, 100 * abs(shown - true)


def _asked(counts: Mapping[Key, int], area: str) -> Iterable[tuple[str, list[Key], list[Key]]]:
    """Each share with its part and its whole, as far as they are figures."""

    def keys(table: str, measure: str, *rows: tuple[str, ...]) -> list[Key]:
        return [key for row in rows if (key := (table, measure, (area, *row))) in counts]

    gender = [(CS, one) for one in ("woman", "man", "other")]
    yield (
        "women",
        keys("gender-split", "participants", gender[0]),
        keys("gender-split", "participants", *gender),
    )
    answers = [(CS, "helpful", one, "total") for one in ("yes-really", "yes", "partly", "hardly", "no")]
    yield (
        "positive answers",
        keys("helpfulness", "answers", *answers[:2]),
        keys("helpfulness", "answers", *answers),
    )
    in_all = ("total", "not-known")
    routes = [
        key
        for key in counts
        if key[:2] == ("routes-in", "sessions") and key[2][0] == area and key[2][1] not in in_all
    ]
    for route in sorted(routes, key=lambda key: -counts[key])[:ROUTES]:
        yield "each of the top routes", [route], routes
    yield (
        "another session",
        keys("next-steps", "sessions", ("another-session",)),
        keys("next-steps", "sessions-known", ()),
    )
    needs = keys("language-needs", "contacts", ("total", "yes"), ("total", "no"))
    yield "need of another language", needs[:1], needs


def _share(values: Mapping[Key, int], part: Iterable[Key], whole: Iterable[Key]) -> float | None:
    base = sum(values.get(key, 0) for key in whole)
    return sum(values.get(key, 0) for key in part) / base if base else None


# ------------------------------------------------------------------------------------------------ bias


def bias(tables: Tables, tertial: str, secrets: int) -> dict[int, tuple[float, float, int]]:
    """By the true count, how much higher than it is what is shown in the mean over many secrets: of all
    figures, of the targets, and how many figures there are."""
    linked = tables.linked
    cells = [cell for cell in linked.shown if 0 < linked.values[cell] < 3 * THRESHOLD]
    found: dict[int, list[int]] = defaultdict(list)
    drawn: dict[int, list[int]] = defaultdict(list)
    for number in range(secrets):
        aims = targets(linked, f"secret {number}".encode(), tertial)
        shown = linked.sums(nearest(linked, aims))
        for cell in cells:
            found[linked.values[cell]].append(shown[cell] - linked.values[cell])
            drawn[linked.values[cell]].append(aims[cell] - linked.values[cell])
    return {
        count: (mean(found[count]), mean(drawn[count]), len(found[count]) // secrets)
        for count in sorted(found)
    }


# --------------------------------------------------------------------------------------------- country


def country(municipalities: int) -> dict[str, Any]:
    """Two tables of 20 and 25 categories by municipality, county and country, rounded without an attacker
    who knows a municipality."""
    problem = national(municipalities)
    where = [name.rsplit(".", 1)[-1].split("|")[0] for name in problem.atoms]
    linked = Linked(
        threshold=problem.threshold,
        atoms=problem.atoms,
        counts=problem.counts,
        helpers=frozenset(place for place, name in enumerate(problem.atoms) if "|" in name),
        cells=problem.cells,
        members=problem.members,
        shown=frozenset(range(len(problem.cells))) - problem.forced,
        forced=problem.forced,
        districts=tuple(where),
    )
    started = time.process_time()
    shown = linked.sums(nearest(linked, targets(linked, b"secret", "country")))
    seconds = time.process_time() - started
    off = [abs(shown[c] - linked.values[c]) for c in linked.shown if linked.values[c]]
    wrong = sum(not is_allowed(shown[c], linked.values[c], linked.threshold) for c in linked.shown)
    wrong += sum(shown[c] != linked.values[c] for c in linked.forced)
    return {
        "municipalities": municipalities, "cells": len(linked.shown), "seconds": seconds, "mib": peak_mib(),
        "mean": mean(off), "greatest": max(off), "broken": wrong,
    }  # fmt: skip


# ------------------------------------------------------------------------------------------------ page


def page(releases: list[Release]) -> str:
    rows = "\n".join(
        f"| {one.tertial} | {one.figures:,} | {one.small:,} | {one.district:.2f} | {one.city:.2f} "
        f"| {one.greatest} | {one.broken} | {one.repaired} "
        f"| {one.rounding:.1f} | {one.seconds:.1f} | {one.mib:.0f} |"
        for one in releases
    )
    return f"""\
| release | figures | of 1-4 | districts | city | greatest | broken | repaired | round, s | in all, s | MiB |
|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
{rows}

{_shares_page([one for release in releases for one in release.shares])}

{_rare_page(releases)}"""


def _shares_page(found: list[tuple[str, str, int, float]]) -> str:
    lines = ["| share | of | number | mean, points | greatest |", "|---|---|--:|--:|--:|"]
    for name in dict.fromkeys(one[0] for one in found):
        for level, least in (("city", 0), ("district", 50)):
            off = [
                points
                for own, where, base, points in found
                if (own, where) == (name, level) and base >= least
            ]
            if off:
                of = f"{level}, base {least}+" if least else level
                lines.append(f"| {name} | {of} | {len(off)} | {mean(off):.2f} | {max(off):.1f} |")
    return "\n".join(lines)


def _rare_page(releases: list[Release]) -> str:
    """Sums over the releases of figures of the city that are small in the mean, beside their spread by the
    draw alone."""
    over: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for release in releases:
        for name, pair in release.sums.items():
            over[name].append(pair)
    lines = [
        "| mean count | figures | counted | shown | within two standard deviations |",
        "|---|--:|--:|--:|--:|",
    ]
    for least, most in ((0, 1), (1, 2), (2, 3), (3, 5)):
        own = {name: pairs for name, pairs in over.items() if least < mean(true for true, _ in pairs) <= most}
        if own:
            within = sum(
                abs(sum(shown - true for true, shown in pairs)) <= 2 * _spread(pairs)
                for pairs in own.values()
            )
            counted, shown = (sum(pair[side] for pairs in own.values() for pair in pairs) for side in (0, 1))
            lines.append(
                f"| {least}-{most} | {len(own)} | {counted:,} | {shown:,} | {100 * within / len(own):.0f} % |"
            )
    return "\n".join(lines)


def _spread(pairs: Iterable[tuple[int, int]]) -> float:
    """The standard deviation of a sum of figures of which each is 0 or 5 with its count as the mean."""
    return float(sum(max(0, true * (THRESHOLD - true)) for true, _ in pairs) ** 0.5)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", type=Path, nargs="?")
    parser.add_argument("--tertials", nargs="*", default=list(RELEASES))
    parser.add_argument("--secrets", type=int, default=0)
    parser.add_argument("--secret", default="secret")
    parser.add_argument("--country", action="store_true")
    parser.add_argument("--one", help="one case alone, as JSON")
    asked = parser.parse_args()
    if asked.one and asked.country:
        print(json.dumps(country(int(asked.one))))
    elif asked.one:
        print(
            json.dumps(asdict(rounded(counted(asked.database, asked.one), asked.one, asked.secret.encode())))
        )
    elif asked.country:
        for municipalities in MUNICIPALITIES:
            print(_apart("--country", "--one", str(municipalities)).strip(), flush=True)
    else:
        one = [
            Release(**json.loads(_apart(str(asked.database), "--secret", asked.secret, "--one", tertial)))
            for tertial in asked.tertials
        ]
        print(page(one))
        if asked.secrets:
            tertial = asked.tertials[0]
            print(_bias_page(bias(counted(asked.database, tertial), tertial, asked.secrets), asked.secrets))


def _bias_page(found: dict[int, tuple[float, float, int]], secrets: int) -> str:
    lines = [
        f"Over {secrets} secrets:",
        "",
        "| count | figures | shown - counted | targets - counted |",
        "|--:|--:|--:|--:|",
    ]
    lines += [
        f"| {count} | {n} | {shown:+.2f} | {drawn:+.2f} |" for count, (shown, drawn, n) in found.items()
    ]
    return "\n".join(lines)


def _apart(*asked: str) -> str:
    """In a process of its own, whose greatest memory is the case's."""
    return subprocess.run(
        [sys.executable, "-m", "bench.rounding", *asked], capture_output=True, text=True, check=True
    ).stdout


if __name__ == "__main__":
    main()
