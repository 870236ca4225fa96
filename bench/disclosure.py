"""Disclosure control at a country's size: time, memory, what is lost; each system in a process of its own.

`python -m bench.disclosure CASE` protects one by suppression and answers with JSON; `measure` asks for many,
and for the same countries rounded (`bench.rounding`).
"""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

from app.disclosure.cell_system import CellSystem
from app.disclosure.suppression.suppressed_tables import protect
from app.disclosure.suppression.suppression_check import faults
from bench import optimum
from bench.synthetic import national, three_ways

Tell = Callable[[str], None]

MUNICIPALITIES = (29, 58, 145, 290)
SEEDS = (1, 2, 3)
LONGER = (580,)
"""Municipalities of the long part: beyond a country, to see how it goes on."""

SIZES = (21, 20, 25)
CAP = 600.0
"""Seconds that a system of the long part may take."""


@dataclass(frozen=True)
class Solved:
    """One system, protected and proved. Seconds are of the processor: elapsed ones tell of its company."""

    case: str
    cells: int
    primary: int
    secondary: int
    repaired: int
    counts: int
    """The sum of all counts that could be published, and of those that are withheld beyond the small ones."""
    counts_lost: int
    seconds: float
    elapsed: float
    mib: float
    checking: float
    """Seconds of the check without a solver."""
    certificate_mib: float
    stage: str = "done"
    """How far it was when time was up."""


@dataclass
class Disclosure:
    national: dict[int, list[Solved]] = field(default_factory=dict)
    rounded: list[dict[str, float]] = field(default_factory=list)
    """The country of each size by rounding, as `bench.rounding --country` tells it."""
    long: list[Solved] = field(default_factory=list)
    small: list[optimum.Compared] = field(default_factory=list)


def measure(tell: Tell, long: bool) -> Disclosure:
    """The municipalities in turn, so that what else the machine does falls on all of them alike."""
    found = Disclosure()
    for seed in SEEDS:
        for size in MUNICIPALITIES:
            found.national.setdefault(size, []).append(_apart(f"national:{size}:{seed}", tell))
    tell("disclosure: the countries rounded")
    found.rounded = [json.loads(line) for line in _ran("bench.rounding", "--country").splitlines()]
    tell("disclosure: small tables beside their optimum")
    found.small = optimum.compare()
    if long:
        cases = [*(f"national:{size}:1" for size in LONGER), "coupled:0:1", "three-way:0:1"]
        found.long = [_apart(case, tell) for case in cases]
    return found


def _apart(case: str, tell: Tell) -> Solved:
    """One system in a process of its own, whose greatest memory is the system's."""
    tell(f"disclosure: {case}")
    solved = Solved(**json.loads(_ran("bench.disclosure", case)))
    tell(f"disclosure: {case}: {solved.stage}, {solved.seconds:.1f} s, {solved.mib:.0f} MiB")
    return solved


def _ran(*module: str) -> str:
    """What a program of ours prints."""
    return subprocess.run([sys.executable, "-m", *module], capture_output=True, text=True, check=True).stdout


def problem_of(case: str) -> CellSystem:
    kind, size, seed = case.split(":")
    if kind == "national":
        return national(int(size), int(seed))
    if kind == "coupled":
        return three_ways(SIZES, 2, 5_000, int(seed))
    return three_ways(SIZES, 3, 40_000, int(seed))


class _TimeIsUp(Exception):
    pass


def solve(case: str) -> Solved:
    system = problem_of(case)
    told = ""
    started, began = time.process_time(), time.perf_counter()

    def progress(stage: str, done: int, steps: int) -> None:
        nonlocal told
        told = f"{stage} {done:,} of {steps:,}"
        if time.process_time() - started > CAP:
            raise _TimeIsUp

    primary = system.primary
    open_cells = set(range(len(system.cells))) - system.forced
    sizes: dict[str, Any] = {
        "case": case,
        "cells": len(open_cells),
        "primary": len(primary),
        "counts": sum(system.values[cell] for cell in open_cells),
    }
    try:
        protection = protect(system, progress)
    except _TimeIsUp:
        return Solved(
            **sizes, secondary=0, repaired=0, counts_lost=0, checking=0.0, certificate_mib=0.0,
            stage=told, **_costs(started, began),
        )  # fmt: skip
    costs = _costs(started, began)
    check = time.process_time()
    if faults(system, json.loads(json.dumps(protection.certificate))):
        raise RuntimeError("the certificate does not hold")
    return Solved(
        **sizes,
        secondary=len(protection.secondary),
        repaired=protection.repaired,
        counts_lost=sum(system.values[cell] for cell in protection.secondary),
        checking=time.process_time() - check,
        certificate_mib=len(json.dumps(protection.certificate)) / 2**20,
        **costs,
    )


def _costs(started: float, began: float) -> dict[str, Any]:
    return {
        "seconds": time.process_time() - started,
        "elapsed": time.perf_counter() - began,
        "mib": peak_mib(),
    }


def peak_mib() -> float:
    """Of this process. `getrusage` would begin with the memory of the one that it was forked from."""
    lines = Path("/proc/self/status").read_text("ascii").splitlines()
    return int(next(line.split()[1] for line in lines if line.startswith("VmHWM"))) / 1024


# ---------------------------------------------------------------------------------------------- page


def section(found: Disclosure) -> str:
    return f"""\
## Disclosure control

Releases are rounded: how exact, how long and in how much memory stands in [releases](releases.md). Here is
what is larger or comes from outside (`stodlogg disclosure`): two tables of 20 and 25 categories by
municipality, county and country, with equal totals by municipality and about a third of the cells 1 to 4.
Seconds are of the processor (one core).

### By rounding

{_rounded(found)}
### By suppression

{_national(found)}
{_small(found)}
{_long(found)}"""


def _national(found: Disclosure) -> str:
    rows = "\n".join(
        f"| {size} | {_mid(solved, 'cells'):,.0f} | {_mid(solved, 'primary'):,.0f} "
        f"| {_mid(solved, 'secondary'):,.0f} | {100 * _lost_cells(solved):.1f} % "
        f"| {100 * _lost_counts(solved):.2f} % | {_mid(solved, 'seconds'):.1f} | {_mid(solved, 'mib'):.0f} "
        f"| {_mid(solved, 'certificate_mib'):.1f} | {_mid(solved, 'checking'):.2f} |"
        for size, solved in found.national.items()
    )
    ratios = "\n".join(
        f"| {size} municipalities beside {size // 2} | {_ratio(found, size, 'seconds'):.2f} "
        f"| {_ratio(found, size, 'mib'):.2f} | 2.5 |"
        for size in found.national
        if size % 2 == 0 and size // 2 in found.national
    )
    greatest = max(solved.mib for solveds in found.national.values() for solved in solveds)
    return f"""\
Medians of {len(SEEDS)} made-up countries of each size, each in a process of its own. Everything is in the
seconds: elimination, audit, repair, certificate and its check. What is lost is beyond the small cells
themselves, as shares of the cells and of the counts in them.

| municipalities | cells | small | besides | of cells | of counts | s | MiB | certificate, MiB | check, s |
|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
{rows}

| ratio of medians | time | memory | at most |
|---|--:|--:|--:|
{ratios}

Greatest memory of all: {greatest:.0f} MiB (to reach: below 1,024).
"""


def _rounded(found: Disclosure) -> str:
    rows = "\n".join(
        f"| {one['municipalities']} | {one['cells']:,} | {one['seconds']:.1f} | {one['mib']:.0f} "
        f"| {one['mean']:.2f} | {one['greatest']} | {one['broken']} |"
        for one in found.rounded
    )
    return f"""\
One country of each size, rounded without the attack. The deviation is of figures whose count is not 0; broken
is what the rule does not allow.

| municipalities | figures | s | MiB | deviation in the mean | greatest | broken |
|--:|--:|--:|--:|--:|--:|--:|
{rows}
"""


def _small(found: Disclosure) -> str:
    rows = "\n".join(
        f"| {one.kind} | {one.tables} | {one.ours} | {'' if one.exact else 'at least '}{one.proved} |"
        for one in found.small
    )
    return f"""\
How many are withheld besides, beside the fewest that any choice could withhold. The optimum is found by
branch and bound over all choices at once ({optimum.SECONDS:g} s a table), which only small tables allow; it
lets no count grow by more than {optimum.REACH}.

| tables | how many | withheld besides | the fewest |
|---|--:|--:|--:|
{rows}
"""


def _long(found: Disclosure) -> str:
    if not found.long:
        return ""
    rows = "\n".join(
        f"| {_TITLES[solved.case.split(':')[0]].format(solved.case.split(':')[1])} | {solved.cells:,} "
        f"| {solved.primary:,} | {solved.secondary:,} | {solved.seconds:.0f} | {solved.mib:.0f} "
        f"| {solved.stage} |"
        for solved in found.long
    )
    return f"""\
Beyond that, with at most {CAP:g} s for each. Where time is up first, it is for this: tables that share their
margins along three dimensions do not fall apart into parts, so that the audit solves one program of all
10,500 unknowns again and again, and in the elimination each published cell is less sparse than the last.

| system | cells | small | withheld besides | s | MiB | how far |
|---|--:|--:|--:|--:|--:|---|
{rows}
"""


_TITLES = {
    "national": "{} municipalities",
    "coupled": "three two-way tables of 21 × 20 × 25, coupled",
    "three-way": "one three-way table of 21 × 20 × 25 with all its margins",
}


def _mid(solved: list[Solved], what: str) -> float:
    return float(median(getattr(one, what) for one in solved))


def _ratio(found: Disclosure, size: int, what: str) -> float:
    return _mid(found.national[size], what) / _mid(found.national[size // 2], what)


def _lost_cells(solved: list[Solved]) -> float:
    return median(one.secondary / one.cells for one in solved)


def _lost_counts(solved: list[Solved]) -> float:
    return median(one.counts_lost / one.counts for one in solved)


if __name__ == "__main__":
    print(json.dumps(asdict(solve(sys.argv[1]))))
