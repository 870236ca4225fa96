"""Rounding the releases of a demo city, and a country: deviations, shares, bias, the attack, time, memory.

`python -m bench.rounding DATABASE --tertial TERTIAL` freezes one release as the service does it, attacks it
anew, and answers with JSON; DATABASE is a demo city filed to date. `--secrets N` looks at its bias instead,
`--municipalities N` rounds a country. `bench.demo_city` asks for all of it, each in a process of its own.
"""

import argparse
import json
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from typing import Any

import orjson
import zstandard
from sqlalchemy import create_engine

from app.catalogue.catalogue import load
from app.disclosure.rounding.attackers import ALONE, Attacker, AttackQuestions
from app.disclosure.rounding.linked_tables import LinkedTables
from app.disclosure.rounding.nearest_table import nearest
from app.disclosure.rounding.random_draws import targets
from app.disclosure.rounding.rounding_attack import attack
from app.disclosure.rounding.rounding_check import faults
from app.disclosure.rounding.rounding_repair import from_the_outset
from app.disclosure.rounding.rule import is_allowed
from app.release.protection.atoms import Key
from app.release.protection.frozen_release import freeze
from app.release.protection.linked_figures import LinkedFigures, tables_of
from app.release.protection.public_constraints.declarations import NOT_OF_PEOPLE
from app.release.protection.release_counts import counted_layouts
from app.release.protection.rounding_proof import proof_bytes
from app.tables.registry import TABLES
from bench.disclosure import peak_mib
from bench.synthetic import national

RELEASES = (
    "2018-T3", "2019-T1", "2019-T2", "2019-T3", "2020-T1", "2020-T2", "2020-T3", "2023-T1", "2023-T2",
    "2023-T3", "2024-T1",
)  # fmt: skip
OF_BIAS = "2024-T1"
"""The release whose bias is looked at, the quickest."""

THRESHOLD = 5
MUNICIPALITIES = (29, 58, 145, 290)
CITY = "stockholm"
SECRET = b"secret"

CS = "counselling-session"
ROUTES = 3
"""So many of the most frequent routes are looked at, each by itself."""

KINDS = ("reader", "one", "two", "all but one")

Moved = tuple[int, int, int]
"""A true count, the number that is shown, and how many figures have both."""


@dataclass
class Release:
    """One release, frozen with one secret."""

    tertial: str
    threshold: int
    figures: int
    """All counts that are released, zeros included."""
    shown: int
    """Of these, those of which a number is shown."""
    small: int
    """Of these, those that are shown as 1 to 4."""
    truly_small: int
    broken: int
    """Declared relations, and numbers that the rule does not allow."""
    seconds: float
    """Of the processor: counting, rounding, attack, repair, proof."""
    mib: float
    """The greatest memory of the process until then."""
    unproved: int
    """What a check of the proof without the solver finds wrong with it."""
    asked: dict[str, int]
    """For how many figures it is proved, by the kind of attacker."""
    exact: int
    """Figures that an attack made anew knows exactly, and those that it knows too closely."""
    close: int
    attack: float
    """Seconds of that attack."""
    proof: int
    """Bytes of the proof, packed."""
    moves: dict[str, list[Moved]]
    """By `table city` and `table district`: the protected figures whose count is not 0, without bases."""
    shares: list[tuple[str, str, int, float]]
    """Which share, of the city or a district, its true base, and how many percentage points it is off."""
    sums: dict[str, tuple[int, int]]
    """Each figure of the city: its count, and the number that is shown."""


def counted(database: Path, tertial: str) -> LinkedFigures:
    catalogue = load(CITY)
    with create_engine(f"sqlite:///{database}").connect() as connection:
        return tables_of(counted_layouts(connection, catalogue, tertial, TABLES), catalogue, THRESHOLD)


def frozen(database: Path, tertial: str) -> Release:
    started = time.process_time()
    with create_engine(f"sqlite:///{database}").connect() as connection:
        made = freeze(connection, load(CITY), tertial, THRESHOLD, SECRET)
    certificate = orjson.dumps(made.certificate)
    packed = len(zstandard.compress(proof_bytes(made.proof))) + len(zstandard.compress(certificate))
    seconds, mib = time.process_time() - started, peak_mib()
    tables, linked, shown = counted(database, tertial), made.proof.linked, made.proof.shown
    started = time.process_time()
    attacked = attack(linked, shown)
    searched = time.process_time() - started
    asking, asked = AttackQuestions(linked, shown), Counter[str]()
    for attacker in asking.attackers:
        asked[_kind(linked, attacker)] += int(asking.of(attacker.districts).sum())
    values = [
        value
        for table in made.tables
        for one in table.measures
        if (table.id, one.code) not in NOT_OF_PEOPLE
        for value in one.values
    ]
    counts, figures = tables.candidates.values, tables.figures(shown)
    wrong = sum(shown[cell] != linked.values[cell] for cell in linked.forced)
    wrong += sum(not is_allowed(shown[cell], linked.values[cell], linked.threshold) for cell in linked.shown)
    return Release(
        tertial=tertial,
        threshold=linked.threshold,
        figures=sum(isinstance(value, int) or value == "withheld" for value in values),
        shown=sum(isinstance(value, int) for value in values),
        small=sum(0 < shown[cell] < THRESHOLD for cell in linked.shown),
        truly_small=sum(0 < linked.values[cell] < THRESHOLD for cell in tables.cell_of.values()),
        broken=wrong,
        seconds=seconds,
        mib=mib,
        unproved=len(faults(linked, shown, orjson.loads(certificate))),
        asked=dict(asked),
        exact=sum(one.least == one.greatest for one in attacked.breaches),
        close=len(attacked.breaches),
        attack=searched,
        proof=packed,
        moves=_moves(tables, shown),
        shares=list(shares(counts, figures)),
        sums={"/".join((*key[:2], *key[2][1:])): (counts[key], figures[key])
              for key in tables.cell_of if key[2][0] == CITY},
    )  # fmt: skip


def _kind(linked: LinkedTables, attacker: Attacker) -> str:
    if attacker.width == ALONE:
        return KINDS[3]
    if not attacker.districts:
        return KINDS[0]
    return KINDS[1] if attacker.districts in linked.insiders else KINDS[2]


def _moves(tables: LinkedFigures, shown: tuple[int, ...]) -> dict[str, list[Moved]]:
    linked, found = tables.linked, defaultdict[str, Counter[tuple[int, int]]](Counter)
    hidden = {
        (shape.table.id, measure.code)
        for shape in tables.candidates.layouts
        for measure in shape.measures
        if measure.hidden
    }
    for key, cell in tables.cell_of.items():
        if linked.values[cell] and cell in linked.shown and key[:2] not in hidden:
            level = "city" if key[2][0] == CITY else "district"
            found[f"{key[0]} {level}"][linked.values[cell], shown[cell]] += 1
    return {name: [(*pair, number) for pair, number in own.items()] for name, own in found.items()}


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


def bias(tables: LinkedFigures, tertial: str, secrets: int) -> dict[int, tuple[float, float, int]]:
    """By the true count, how much higher than it is what is shown in the mean over many secrets: of all
    figures, of the targets, and how many figures there are. Without the attack, which asks for another number
    of hardly any figure."""
    linked = tables.linked
    cells = [cell for cell in linked.shown if 0 < linked.values[cell] < 3 * THRESHOLD]
    found: dict[int, list[int]] = defaultdict(list)
    drawn: dict[int, list[int]] = defaultdict(list)
    forbidden = from_the_outset(linked)
    for number in range(secrets):
        aims = targets(linked, f"secret {number}".encode(), tertial)
        shown = linked.sums(nearest(linked, aims, forbidden=forbidden))
        for cell in cells:
            found[linked.values[cell]].append(shown[cell] - linked.values[cell])
            drawn[linked.values[cell]].append(aims[cell] - linked.values[cell])
    return {
        count: (mean(found[count]), mean(drawn[count]), len(found[count]) // secrets)
        for count in sorted(found)
    }


# --------------------------------------------------------------------------------------------- country


@dataclass
class Country:
    municipalities: int
    cells: int
    seconds: float
    mib: float
    mean: float
    greatest: int
    broken: int


def country(municipalities: int) -> Country:
    """Two tables of 20 and 25 categories by municipality, county and country, rounded without an attacker
    who knows a municipality."""
    problem = national(municipalities)
    where = [name.rsplit(".", 1)[-1].split("|")[0] for name in problem.atoms]
    linked = LinkedTables(
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
    return Country(municipalities, len(linked.shown), seconds, peak_mib(), mean(off), max(off), wrong)


# --------------------------------------------------------------------------------- processes of their own


def asked_of(tertials: Iterable[str], secrets: int, municipalities: Iterable[int]) -> list[list[str]]:
    """Every case, as it is asked for: the bias, releases, countries."""
    of_bias = ["--tertial", OF_BIAS, "--secrets", str(secrets)]
    releases = [["--tertial", one] for one in tertials]
    return [of_bias, *releases, *(["--municipalities", str(one)] for one in municipalities)]


def measured(database: Path, asked: Sequence[str], kept: Path | None = None) -> Any:
    """What a case came to, in a process of its own, whose greatest memory is the case's. Where `kept` has it
    from before, it is read there."""
    file = kept / f"{'-'.join(one.strip('-') for one in asked)}.json" if kept else None
    if file and file.exists():
        return json.loads(file.read_bytes())
    command = [sys.executable, "-m", "bench.rounding", str(database), *asked]
    found = subprocess.run(command, capture_output=True, check=True).stdout
    if file:
        file.write_bytes(found)
    return json.loads(found)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("database", type=Path, help="a demo city filed to date")
    parser.add_argument("--tertial", help="the release")
    parser.add_argument("--secrets", type=int, help="its bias over so many secrets instead")
    parser.add_argument("--municipalities", type=int, help="a country of so many instead")
    asked = parser.parse_args()
    found: object
    if asked.municipalities:
        found = country(asked.municipalities)
    elif asked.secrets:
        found = bias(counted(asked.database, asked.tertial), asked.tertial, asked.secrets)
    else:
        found = frozen(asked.database, asked.tertial)
    print(orjson.dumps(found, option=orjson.OPT_NON_STR_KEYS).decode())


if __name__ == "__main__":
    main()
