"""What rounding does to the demo city's releases, and R's SmallCountRounding beside it.

`python -m bench.demo_city DATABASE` prints the section (`--secrets N`: over how many secrets the bias
is looked at), `--counts` counts the figures for `bench.guessing` instead; DATABASE is a demo city filed
to date. Measured against the truth, which is known here because the city is synthetic.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

from app.tables.registry import TABLES
from bench.guessing import DATA as COUNTS
from bench.rounding import (
    KINDS,
    MUNICIPALITIES,
    OF_BIAS,
    RELEASES,
    THRESHOLD,
    Country,
    Moved,
    Release,
    asked_of,
    counted,
    measured,
)

SECRETS = 200
LEAST_BASE = 50
"""Shares of a district are looked at from this base."""

R_DATA = Path(__file__).with_name("data") / "smallcountrounding_demo.json"

Bias = dict[int, tuple[float, float, int]]
Row = tuple[str, str, str, bool]
"""What, what is asked, what was measured, and whether that reaches it."""


@dataclass(frozen=True)
class Measured:
    releases: list[Release]
    bias: Bias
    secrets: int
    countries: list[Country]


def measure(asked: argparse.Namespace, tell: Callable[[str], None] = lambda _: None) -> Measured:
    """What `add_arguments` let be asked for, two cases at a time."""

    def one(case: list[str]) -> Any:
        tell(" ".join(case))
        return measured(asked.database, case, asked.kept)

    cases = asked_of(asked.tertials, asked.secrets, asked.municipalities)
    with ThreadPoolExecutor(2) as two:
        of_bias, *found = two.map(one, cases)
    releases = len(asked.tertials)
    return Measured(
        releases=[Release(**each) for each in found[:releases]],
        bias={int(count_): tuple(each) for count_, each in of_bias.items()},
        secrets=asked.secrets,
        countries=[Country(**each) for each in found[releases:]],
    )


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--tertials", nargs="*", default=list(RELEASES))
    parser.add_argument("--secrets", type=int, default=SECRETS, help="over how many the bias is looked at")
    parser.add_argument("--municipalities", nargs="*", type=int, default=list(MUNICIPALITIES))
    parser.add_argument("--kept", type=Path, help="a folder that keeps what was measured")


def count(database: Path) -> None:
    """Writes how many of the city's protected figures count 0, 1, 2 and so on: what `bench.guessing` takes a
    reader to expect."""
    found = Counter[int]()
    for tertial in RELEASES:
        tables = counted(database, tertial)
        found.update(tables.linked.values[cell] for cell in tables.cell_of.values())
    body = {
        "note": "How many protected figures of the demo city (synthetic) count 0, 1, 2 and so on.",
        "tertials": RELEASES,
        "counts": {str(one): found[one] for one in sorted(found)},
    }
    COUNTS.write_text(json.dumps(body) + "\n", "utf-8")


# --------------------------------------------------------------------------------------------- goals


def goals(found: Measured) -> list[Row]:
    """What was asked of the releases, and what was reached."""
    releases, country = found.releases, found.countries
    shown, figures = sum(one.shown for one in releases), sum(one.figures for one in releases)
    small, broken, unproved = (
        sum(getattr(one, of) for one in releases) for of in ("small", "broken", "unproved")
    )
    districts, city = ([_mean(_of([one], level)) for one in releases] for level in ("district", "city"))
    most = max(_greatest(_of(releases, level)) for level in ("district", "city"))
    low = max(abs(found.bias[one][0]) for one in (1, 2, 3))
    within = list(_rare(releases))
    rows: list[Row] = [
        ("figures with a number", "100 %", f"{100 * shown / figures:.1f} %", shown == figures),
        ("figures shown as 1–4; relations or rule broken; faults in a proof (a part above its total is one)",
         "0; 0; 0", f"{small}; {broken}; {unproved}", not (small or broken or unproved)),
        ("greatest deviation", f"{THRESHOLD - 1}", f"{most}", most < THRESHOLD),
        ("mean deviation of a release's figures that are not 0, districts", "≤ 1.25 in each",
         f"{mean(districts):.2f}, in one release {max(districts):.2f}", max(districts) <= 1.25),
        ("the same, city", "≤ 1.25 in each", f"{mean(city):.2f}, in one release {max(city):.2f}",
         max(city) <= 1.25),
        (f"bias of 1, 2, 3 over {found.secrets} secrets ({OF_BIAS})", "≤ 0.2",
         ", ".join(f"{found.bias[one][0]:+.2f}" for one in (1, 2, 3)), low <= 0.2),
        (f"bias of 4 over {found.secrets} secrets ({OF_BIAS})", "≤ 0.5", f"{found.bias[4][0]:+.2f}",
         abs(found.bias[4][0]) <= 0.5),
        ("sums over the releases of figures of the city that are 5 at most in the mean, within two standard "
         "deviations of the draw", "about 95 %", f"{100 * mean(within):.0f} % of {len(within)}",
         mean(within) >= 0.945),
    ]  # fmt: skip
    for level, least, average, greatest in (("city", 0, 1.0, 2.5), ("district", LEAST_BASE, 3.0, 10.0)):
        of = f"districts with a base of {least} and more" if least else level
        for name, off in _shares(releases, level, least):
            rows.append((
                f"shares, {of}: {name}", f"≤ {average:g} points in the mean, ≤ {greatest:g} at most",
                f"{mean(off):.2f}, {max(off):.1f}", mean(off) <= average and max(off) <= greatest,
            ))  # fmt: skip
    exact, close = sum(one.exact for one in releases), sum(one.close for one in releases)
    seconds, mib = max(one.seconds for one in releases), max(one.mib for one in releases)
    each = [one.seconds / one.municipalities for one in country]
    return [
        *rows,
        ("known exactly, by reader, coordinator, two, all but one; known too closely", "0; 0",
         f"{exact}; {close}", not (exact or close)),
        ("a release: seconds of one processor; memory", "< 60; < 250 MiB", f"{seconds:.0f}; {mib:.0f} MiB",
         seconds < 60 and mib < 250),
        (f"{country[-1].municipalities} municipalities: seconds; of one municipality, beside "
         f"{country[0].municipalities}", "linear",
         f"{country[-1].seconds:.0f}; {each[-1]:.2f} and {each[0]:.2f}", each[-1] <= 1.25 * each[0]),
    ]  # fmt: skip


def _of(releases: Iterable[Release], level: str, table: str = "") -> list[Moved]:
    return [
        pair
        for one in releases
        for name, own in one.moves.items()
        if name.split()[1] == level and table in ("", name.split()[0])
        for pair in own
    ]


def _mean(moves: Sequence[Moved]) -> float:
    figures = sum(number for *_, number in moves)
    return sum(abs(shown - true) * number for true, shown, number in moves) / figures if figures else 0.0


def _greatest(moves: Sequence[Moved]) -> int:
    return max((abs(shown - true) for true, shown, _ in moves), default=0)


def _unbiased(moves: Sequence[Moved]) -> float:
    """The least mean deviation of any method without bias that shows no 1 to 4: 0 or k for these, the count
    itself for all others."""
    figures = sum(number for *_, number in moves)
    least = sum(number * 2 * max(0, true * (THRESHOLD - true)) / THRESHOLD for true, _, number in moves)
    return least / figures if figures else 0.0


def _shares(releases: Iterable[Release], level: str, least: int) -> Iterator[tuple[str, list[float]]]:
    found: dict[str, list[float]] = defaultdict(list)
    for release in releases:
        for name, where, base, points in release.shares:
            if where == level and base >= least:
                found[name].append(points)
    yield from found.items()


def _rare(releases: Iterable[Release], least: float = 0, most: float = THRESHOLD) -> Iterator[bool]:
    for pairs in _over(releases, least, most):
        yield abs(sum(shown - true for true, shown in pairs)) <= 2 * _spread(pairs)


def _over(releases: Iterable[Release], least: float, most: float) -> list[list[tuple[int, int]]]:
    """Figures of the city over the releases, those that are so great in the mean."""
    found: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for release in releases:
        for name, pair in release.sums.items():
            found[name].append(pair)
    return [pairs for pairs in found.values() if least < mean(true for true, _ in pairs) <= most]


def _spread(pairs: Iterable[tuple[int, int]]) -> float:
    """The standard deviation of a sum of figures of which each is 0 or 5 with its count as the mean."""
    return float(sum(max(0, true * (THRESHOLD - true)) for true, _ in pairs) ** 0.5)


# ---------------------------------------------------------------------------------------------- page


def section(found: Measured) -> str:
    releases, asked_for = found.releases, goals(found)
    asked_rows = "\n".join(
        f"| {what} | {to_reach} | {reached} | {'yes' if is_reached else '**no**'} |"
        for what, to_reach, reached, is_reached in asked_for
    )
    by_release = "\n".join(
        f"| {one.tertial} | {one.threshold} | {one.figures:,} | {one.truly_small:,} "
        f"| {_mean(_of([one], 'district')):.2f} | {_mean(_of([one], 'city')):.2f} "
        f"| {max(_greatest(_of([one], level)) for level in ('district', 'city'))} "
        f"| {one.seconds:.0f} | {one.mib:.0f} |"
        for one in releases
    )
    attacked = "\n".join(
        f"| {one.tertial} | {' | '.join(f'{one.asked[kind]:,}' for kind in KINDS)} "
        f"| {one.exact} | {one.close} | {one.attack:.0f} | {one.proof // 1000} |"
        for one in releases
    )
    tables = "\n".join(
        f"| {one.title.en} (`{one.id}`) | {_told(releases, one.id, 'district')} "
        f"| {_told(releases, one.id, 'city')} |"
        for one in TABLES
        if _of(releases, "district", one.id) or _of(releases, "city", one.id)
    )
    theirs = json.loads(R_DATA.read_text("utf-8"))
    beside = "\n".join(_beside(releases, one["table"], one["level"], one) for one in theirs["deviations"])
    return f"""\
## What was asked, and what is reached

In {len(releases)} releases of a synthetic city: {sum(one[3] for one in asked_for)} of {len(asked_for)}
goals.

| what | to reach | measured | reached |
|---|---|---|---|
{asked_rows}

That nobody knows more of a figure for knowing the program is shown by enumerating every truth of small
linked tables: `tests/disclosure/rounding/`. Beside R's SmallCountRounding:
[below](#beside-other-methods).

## The demo city's releases

Each frozen in a process of its own as the service does it: counted, rounded with one secret, attacked,
repaired, proved. Deviations are of protected figures that are not 0, without those that only serve as a
base. Seconds are of one processor.

| release | threshold | figures | truly 1–4 | districts: mean deviation | city | greatest | seconds | MiB |
|---|--:|--:|--:|--:|--:|--:|--:|--:|
{by_release}

How far shares move, in percentage points:

| share | of | number | mean | greatest |
|---|---|--:|--:|--:|
{_shares_rows(releases)}

What is proved to be kept from a reader, each coordinator, each two and all but one, in figures for all
attackers of a kind together; and what an attack on the finished release finds known exactly, or too
closely:

| release | {" | ".join(KINDS)} | exactly | too closely | attack, s | proof, kB |
|---|--:|--:|--:|--:|--:|--:|--:|--:|
{attacked}

### Bias

{_bias_part(found)}

Sums over the {len(releases)} releases of figures of the city, by their mean count, and how many of the
sums are within two standard deviations of the draw alone:

| mean count | sums | counted | shown | within |
|---|--:|--:|--:|--:|
{_rare_rows(releases)}

### By table

| table | districts: figures | mean | greatest | city: figures | mean | greatest |
|---|--:|--:|--:|--:|--:|--:|
{tables}

### Four of the tables by R's SmallCountRounding

Each by itself, without the other tables (`{R_DATA.name}`, made with version 1.2.5). This does not
compare like with like: of {theirs["totals"]} totals of sessions that three of the tables have in common
its tables agree on {theirs["totals_equal_in_all"]}, ours on all; and it seeks the nearest table, where
ours is drawn so that the mean is the truth. "Without bias" is the least mean deviation that any method
can have which shows no 1–4 and has no bias, each figure by itself, agreeing with nothing.

| table | of | R: figures | mean | greatest | ours: mean | greatest | without bias | ours beside R |
|---|---|--:|--:|--:|--:|--:|--:|--:|
{beside}

{_country_part(found.countries)}"""


def _told(releases: Sequence[Release], table: str, level: str) -> str:
    own = _of(releases, level, table)
    return f"{sum(one for *_, one in own):,} | {_mean(own):.2f} | {_greatest(own)}" if own else "– | – | –"


def _shares_rows(releases: Sequence[Release]) -> str:
    return "\n".join(
        f"| {name} | {f'districts, base {least}+' if least else level} | {len(off)} | {mean(off):.2f} "
        f"| {max(off):.1f} |"
        for level, least in (("city", 0), ("district", LEAST_BASE))
        for name, off in _shares(releases, level, least)
    )


def _bias_part(found: Measured) -> str:
    rows = "\n".join(
        f"| {count} | {number} | {shown:+.2f} | {drawn:+.2f} | {_in_releases(found.releases, count)} |"
        for count, (shown, drawn, number) in found.bias.items()
    )
    return f"""\
What is shown less what was counted, in the mean over {found.secrets} secrets of {OF_BIAS}, and the same
of the targets; before the attack, which asks for another number of hardly any figure. Beside it the
figures of all {len(found.releases)} releases, each with its one secret, as they are shown. A true {THRESHOLD}
can only be shown as {THRESHOLD} or more.

| count | figures | shown | targets | in the releases: figures | shown |
|--:|--:|--:|--:|--:|--:|
{rows}"""


def _in_releases(releases: Sequence[Release], count: int) -> str:
    own = [one for level in ("district", "city") for one in _of(releases, level) if one[0] == count]
    figures = sum(number for *_, number in own)
    return f"{figures:,} | {sum((shown - count) * number for _, shown, number in own) / figures:+.2f}"


def _rare_rows(releases: Sequence[Release]) -> str:
    lines = []
    for least, most in ((0, 1), (1, 2), (2, 3), (3, 5)):
        if own := _over(releases, least, most):
            counted_, shown = (sum(pair[side] for pairs in own for pair in pairs) for side in (0, 1))
            within = 100 * mean(_rare(releases, least, most))
            lines.append(f"| {least}–{most} | {len(own)} | {counted_:,} | {shown:,} | {within:.0f} % |")
    return "\n".join(lines)


def _beside(releases: Sequence[Release], table: str, level: str, theirs: dict[str, float]) -> str:
    own = _of(releases, level, table)
    return (
        f"| `{table}` | {level} | {theirs['cells']} | {theirs['mean']:.2f} | {theirs['greatest']} "
        f"| {_mean(own):.2f} | {_greatest(own)} | {_unbiased(own):.2f} | {_mean(own) / theirs['mean']:.2f} |"
    )


def _country_part(found: Sequence[Country]) -> str:
    rows = "\n".join(
        f"| {one.municipalities} | {one.cells:,} | {one.mean:.2f} | {one.greatest} | {one.broken} "
        f"| {one.seconds:.0f} | {one.seconds / one.municipalities:.2f} | {one.mib:.0f} |"
        for one in found
    )
    return f"""\
### A country

Municipalities of ten areas each, two tables of 20 and 25 categories with county and country, rounded
together.

| municipalities | figures | mean deviation | greatest | broken | seconds | of one municipality | MiB |
|--:|--:|--:|--:|--:|--:|--:|--:|
{rows}
"""


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", type=Path, help="a demo city filed to date")
    add_arguments(parser)
    parser.add_argument("--counts", action="store_true", help="count the figures, and do nothing else")
    asked = parser.parse_args()
    if asked.counts:
        count(asked.database)
    else:
        print(section(measure(asked)))
