"""Attacking the rounded releases of a demo city: what is known too closely, and how large the proof is.

`python -m bench.rounding_attack DATABASE [TERTIAL ...]` rounds each release with a secret, attacks it anew,
and prints a page in Markdown. DATABASE is a demo city filed to date; without tertials eleven are looked at.
"""

import sys
import time
from collections import Counter
from pathlib import Path

import orjson
import zstandard
from sqlalchemy import create_engine

from app.catalogue.catalogue import load
from app.disclosure.problem import CannotProtect
from app.disclosure.rounding.attack import attack
from app.disclosure.rounding.attackers import ALONE, Asking, Attacker
from app.disclosure.rounding.certificate import certificate
from app.disclosure.rounding.checking import faults
from app.disclosure.rounding.linked import Linked
from app.disclosure.rounding.protecting import round_tables
from app.release.counting import counted_shapes
from app.release.linking import tables_of
from app.tables.registry import TABLES
from bench.disclosure import peak_mib
from bench.rounding import CITY, RELEASES, THRESHOLD

KINDS = ("reader", "one", "two", "all but one")


def main(database: Path, tertials: tuple[str, ...]) -> None:
    """Prints the page."""
    print(
        "| release | asked: "
        + ", ".join(KINDS)
        + " | known exactly | too closely | attack s | proof kB | check s |"
    )
    print("|---|---|--:|--:|--:|--:|--:|")
    engine = create_engine(f"sqlite:///{database}")
    catalogue = load(CITY)
    for tertial in tertials:
        with engine.connect() as connection:
            shapes = counted_shapes(connection, catalogue, tertial, TABLES)
        try:
            print(_row(tertial, tables_of(shapes, catalogue, THRESHOLD).linked), flush=True)
        except CannotProtect as cannot:
            print(f"| {tertial} | not protected: {cannot} |", flush=True)
    print(f"\nGreatest memory of the process: {peak_mib()} MiB.")


def _row(tertial: str, linked: Linked) -> str:
    rounded = round_tables(linked, b"bench", tertial)
    start = time.process_time()
    attacked = attack(linked, rounded.shown)
    searched = time.process_time() - start
    proof = orjson.dumps(certificate(linked, rounded.atoms, attacked))
    start = time.process_time()
    wrong = faults(linked, rounded.shown, orjson.loads(proof))
    checked = time.process_time() - start
    assert bool(wrong) == bool(attacked.breaches), wrong
    asking = Asking(linked, rounded.shown)
    asked: Counter[str] = Counter()
    for attacker in asking.attackers:
        asked[_kind(linked, attacker)] += int(asking.of(attacker.districts).sum())
    exact = sum(one.least == one.greatest for one in attacked.breaches)
    sizes = f"{len(proof) // 1000} ({len(zstandard.compress(proof)) // 1000} packed)"
    numbers = ", ".join(f"{asked[kind]:,}" for kind in KINDS)
    return (
        f"| {tertial} | {numbers} | {exact} | {len(attacked.breaches)} | {searched:.1f} | {sizes} "
        f"| {checked:.1f} |"
    )


def _kind(linked: Linked, attacker: Attacker) -> str:
    if attacker.width == ALONE:
        return KINDS[3]
    if not attacker.districts:
        return KINDS[0]
    return KINDS[1] if attacker.districts in linked.insiders else KINDS[2]


if __name__ == "__main__":
    main(Path(sys.argv[1]), tuple(sys.argv[2:]) or RELEASES)
