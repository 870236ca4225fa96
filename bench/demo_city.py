"""How far the figures of each table move in the demo city's releases, and beside R's SmallCountRounding.

`python -m bench.demo_city DATABASE` prints the section, `--counts` counts the figures for `bench.guessing`
instead; DATABASE is a demo city filed to date. Measured against the truth, which is known here because the
city is synthetic.
"""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from app.disclosure.rounding.drawing import targets
from app.disclosure.rounding.nearest import nearest
from app.release.linking import Tables
from app.release.pieces import Key
from app.tables.registry import TABLES
from bench.guessing import DATA as COUNTS
from bench.rounding import CITY, RELEASES, THRESHOLD, counted

SECRETS = 3
R_DATA = Path(__file__).with_name("data") / "smallcountrounding_demo.json"


@dataclass
class Moves:
    """How far figures that are not 0 moved: how many there were, their deviations' sum, and the greatest."""

    figures: int = 0
    far: int = 0
    greatest: int = 0

    def add(self, off: int) -> None:
        self.figures += 1
        self.far += off
        self.greatest = max(self.greatest, off)

    @property
    def mean(self) -> float:
        return self.far / self.figures if self.figures else 0.0


Found = Mapping[tuple[str, str], Moves]
"""By table, and `city` or `district`."""


def measure(database: Path, tell: Callable[[str], None] = lambda _: None, secrets: int = SECRETS) -> Found:
    """Over several secrets, without the attack and its repair."""
    found: dict[tuple[str, str], Moves] = defaultdict(Moves)
    for tertial in RELEASES:
        tell(f"by table: {tertial}")
        tables = counted(database, tertial)
        linked, figures = tables.linked, list(_figures(tables))
        for draw in range(secrets):
            shown = linked.sums(nearest(linked, targets(linked, f"secret {draw}".encode(), tertial)))
            for key, cell in figures:
                if count := linked.values[cell]:
                    level = "city" if key[2][0] == CITY else "district"
                    found[key[0], level].add(abs(shown[cell] - count))
    return found


def _figures(tables: Tables) -> Iterator[tuple[Key, int]]:
    """The protected figures that are shown as such: what only serves as a base is none."""
    hidden = {
        (shape.table.id, measure.code)
        for shape in tables.released.shapes
        for measure in shape.measures
        if measure.hidden
    }
    return ((key, cell) for key, cell in tables.cell_of.items() if key[:2] not in hidden)


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


# ---------------------------------------------------------------------------------------------- page


def section(found: Found, secrets: int = SECRETS) -> str:
    rows = "\n".join(
        f"| {one.title.en} (`{one.id}`) | {_told(found, one.id, 'district')} "
        f"| {_told(found, one.id, 'city')} |"
        for one in TABLES
        if found[one.id, "district"].figures or found[one.id, "city"].figures
    )
    theirs = json.loads(R_DATA.read_text("utf-8"))
    agreeing = theirs["totals_equal_in_all"]
    beside = "\n".join(_row(found, one) for one in theirs["deviations"])
    return f"""\
## How far figures move

The demo city's {len(RELEASES)} releases, rounded {secrets} times each with another secret and before any
repair, beside what was counted: figures that are not 0. Those that are open to all, and those that only serve
as a base, are in no number here. To reach: 1.25 in the mean and {THRESHOLD - 1} at most. In all: districts
{_of(found, "district")}, city {_of(found, "city")}.

| table | districts: figures | mean | greatest | city: figures | mean | greatest |
|---|--:|--:|--:|--:|--:|--:|
{rows}

R's SmallCountRounding on four of these tables, each by itself (`{R_DATA.name}`, made with version 1.2.5):
of {theirs["totals"]} totals of sessions that three of the tables have in common its tables agree on
{agreeing}, ours on all.

| table | of | R: figures | mean | greatest | ours: mean | greatest | mean beside R |
|---|---|--:|--:|--:|--:|--:|--:|
{beside}
"""


def _of(found: Found, level: str) -> str:
    own = [one for (_, of), one in found.items() if of == level]
    far, figures = sum(one.far for one in own), sum(one.figures for one in own)
    return f"{far / figures:.2f} in the mean, {max(one.greatest for one in own)} at most"


def _told(found: Found, table: str, level: str) -> str:
    own = found[table, level]
    return f"{own.figures:,} | {own.mean:.2f} | {own.greatest}" if own.figures else "– | – | –"


def _row(found: Found, theirs: Mapping[str, float]) -> str:
    ours = found[str(theirs["table"]), str(theirs["level"])]
    return (
        f"| `{theirs['table']}` | {theirs['level']} | {theirs['cells']} | {theirs['mean']:.2f} "
        f"| {theirs['greatest']} | {ours.mean:.2f} | {ours.greatest} | {ours.mean / theirs['mean']:.2f} |"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", type=Path, help="a demo city filed to date")
    parser.add_argument("--secrets", type=int, default=SECRETS, help="how many for each release")
    parser.add_argument("--counts", action="store_true", help="count the figures, and do nothing else")
    asked = parser.parse_args()
    if asked.counts:
        count(asked.database)
    else:
        print(section(measure(asked.database, secrets=asked.secrets), asked.secrets))
