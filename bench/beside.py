"""Rounding beside other methods on the same tables: how far figures move, and how many sums come apart.

`python -m bench.beside` prints the section. The tables, and what R's SmallCountRounding shows for them, are
Statistics Norway's (`bench/data/smallcountrounding.json`).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from random import Random
from statistics import median

from app.disclosure.rounding.nearest_table import nearest
from app.disclosure.rounding.random_draws import targets
from bench.cell_key import shown_for
from bench.methods import MOST, THRESHOLD, UNSEEN, VARIANCE
from bench.published_tables import PublishedTable, published_tables

SECRETS = 20
LARGE, FEWER = 100, 3
"""Tables of more cells than this are rounded with fewer secrets."""

TO_REACH = 1.1


@dataclass(frozen=True)
class Moved:
    """How far the figures of a table moved, over all draws; and the share of the sums that came apart."""

    mean: float
    greatest: int
    usual: float
    """The greatest of one draw, in the median."""
    apart: float


@dataclass(frozen=True)
class Compared:
    table: PublishedTable
    theirs: Moved
    ours: Moved
    without_secret: Moved
    """The whole table nearest to the counts themselves: what the rule alone costs."""
    others: dict[str, Moved]


def compare(tell: Callable[[str], None] = lambda _: None) -> list[Compared]:
    found = []
    for table in published_tables():
        tell(f"beside: {table.name}")
        draws = SECRETS if len(table.theirs) <= LARGE else FEWER
        found.append(
            Compared(
                table,
                moved(table, [table.theirs]),
                moved(table, (ours(table, draw) for draw in range(draws))),
                moved(table, [_nearest_to_counts(table)]),
                {
                    name: moved(table, (perturb(table, Random(draw)) for draw in range(SECRETS)))
                    for name, perturb in OTHERS.items()
                },
            )
        )
    return found


def moved(table: PublishedTable, shown: Iterable[Sequence[int]]) -> Moved:
    far: list[list[int]] = []
    apart = sums = 0
    for numbers in shown:
        far.append([abs(one - count) for one, count in zip(numbers, table.linked.values, strict=True)])
        apart += sum(
            numbers[one.total] != sum(numbers[part] for part in one.parts) for one in table.relations
        )
        sums += len(table.relations)
    greatest = [max(one) for one in far]
    mean = sum(map(sum, far)) / sum(map(len, far))
    return Moved(mean, max(greatest), median(greatest), apart / sums)


def ours(table: PublishedTable, draw: int) -> tuple[int, ...]:
    linked = table.linked
    drawn = targets(linked, f"secret {draw}".encode(), "beside")
    return linked.sums(nearest(linked, drawn))


def _nearest_to_counts(table: PublishedTable) -> tuple[int, ...]:
    linked = table.linked
    return linked.sums(nearest(linked, dict(enumerate(linked.values))))


def _by_cell_key(unseen: int) -> Callable[[PublishedTable, Random], list[int]]:
    """Each record has a key from 0 to 1, and a cell that of its records' sum: the same records, the same
    number, in whatever table."""

    def perturb(table: PublishedTable, chance: Random) -> list[int]:
        keys = [sum(chance.random() for _ in range(count)) for count in table.linked.counts]
        return [
            shown_for(count, sum(keys[atom] for atom in own) % 1, MOST, VARIANCE, unseen)
            for own, count in zip(table.linked.members, table.linked.values, strict=True)
        ]

    return perturb


def _by_random_rounding(base: int) -> Callable[[PublishedTable, Random], list[int]]:
    def perturb(table: PublishedTable, chance: Random) -> list[int]:
        return [
            count - count % base + base * (chance.random() < count % base / base)
            for count in table.linked.values
        ]

    return perturb


OTHERS: dict[str, Callable[[PublishedTable, Random], list[int]]] = {
    f"cell key, none of 1–{UNSEEN}": _by_cell_key(UNSEEN),
    "random rounding to base 3": _by_random_rounding(3),
    "random rounding to base 5": _by_random_rounding(5),
}


# ---------------------------------------------------------------------------------------------- page


def section(found: Sequence[Compared]) -> str:
    return f"""\
## Beside other methods

Statistics Norway's test tables, with what R's SmallCountRounding shows for them: one draw, of its default
seed; its rounding base is our threshold. Ours over {SECRETS} secrets a table ({FEWER} where it has more than {LARGE} cells):
the mean, the greatest deviation of one draw in the median, and the greatest of all draws. "Without a secret"
is the whole table nearest to the counts themselves, which our engine could publish if nobody knew how it
chooses: the rest is what secrecy and freedom from bias cost.

| table | base | cells | R: mean | greatest | ours: mean | greatest | of all | without a secret | mean beside R | greatest beside R |
|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
{_beside_r(found)}

{_reached(found)}

The same tables by methods that change each cell for itself: the mean deviation, the greatest of all draws,
and "apart", the sums along one dimension that do not add up in what is shown; {SECRETS} draws.

| table | ours: mean, greatest, apart | {" | ".join(OTHERS)} |
|---|--:|{"--:|" * len(OTHERS)}
{_beside_others(found)}
"""  # noqa: E501


def _beside_r(found: Sequence[Compared]) -> str:
    return "\n".join(
        f"| {one.table.name} | {one.table.linked.threshold} | {len(one.table.theirs)} "
        f"| {one.theirs.mean:.2f} | {one.theirs.greatest} | {one.ours.mean:.2f} | {one.ours.usual:g} "
        f"| {one.ours.greatest} | {one.without_secret.mean:.2f}, {one.without_secret.greatest} "
        f"| {one.ours.mean / one.theirs.mean:.2f} | {one.ours.usual / one.theirs.greatest:.2f} |"
        for one in found
    )


def _reached(found: Sequence[Compared]) -> str:
    """In words, what of the goal is reached: table by table, and over the tables of base 5 together."""
    mean = sum(one.ours.mean <= TO_REACH * one.theirs.mean for one in found)
    most = sum(one.ours.usual <= TO_REACH * one.theirs.greatest for one in found)
    without = sum(one.without_secret.mean <= TO_REACH * one.theirs.mean for one in found)
    together = [one for one in found if one.table.linked.threshold == THRESHOLD]
    cells = sum(len(one.table.theirs) for one in together)
    ours = sum(one.ours.mean * len(one.table.theirs) for one in together) / cells
    theirs = sum(one.theirs.mean * len(one.table.theirs) for one in together) / cells
    far, further = (max(getattr(one, of).greatest for one in together) for of in ("ours", "theirs"))
    return (
        f"To reach: at most {TO_REACH:g} times R's. Over the {cells:,} cells of base {THRESHOLD} together "
        f"our mean is {ours:.2f} and R's {theirs:.2f}, the greatest {far} and {further}. Table by table the "
        f"mean is reached in {mean} of {len(found)}, the greatest in {most}; without a secret the mean in "
        f"{without}."
    )


def _beside_others(found: Sequence[Compared]) -> str:
    return "\n".join(
        f"| {one.table.name} | {' | '.join(map(_moved, [one.ours, *one.others.values()]))} |" for one in found
    )


def _moved(one: Moved) -> str:
    return f"{one.mean:.2f}, {one.greatest}, {100 * one.apart:.0f} %"


if __name__ == "__main__":
    print(section(compare()))
