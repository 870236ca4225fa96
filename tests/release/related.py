"""How figures hang together that nothing declares: what to look at when a table lacks a relation."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import combinations

from app.release.protection.atoms import Key

Vector = Mapping[Key, int]
"""One record's counts: by table, measure and the cell without its district."""
Sum = tuple[str, str, tuple[str, ...]]
"""A measure's figures in the cells with these categories; all of them where there is none."""


def relations_met(table: str, vectors: Sequence[Vector], is_known: Callable[[Vector], bool]) -> Iterator[str]:
    """Sentences on a table's figures: what they were equal to, made of or at most, in every record.

    `is_known` says of a sum of figures, some subtracted, that it is declared to be 0.
    """
    counts: dict[Sum, list[int]] = defaultdict(lambda: [0] * len(vectors))
    cells: dict[Sum, set[Key]] = defaultdict(set)
    for place, vector in enumerate(vectors):
        for key, value in vector.items():
            for number in range(3):
                for codes in combinations(key[2], number):
                    counts[key[0], key[1], codes][place] += value
                    cells[key[0], key[1], codes].add(key)
    alike: dict[tuple[int, ...], list[Sum]] = defaultdict(list)
    for one, values in counts.items():
        alike[tuple(values)].append(one)

    def known(one: Sum, *of: Sum) -> bool:
        return is_known({**{key: -1 for two in of for key in cells[two]}, **dict.fromkeys(cells[one], 1)})

    wholes = [one for one in counts if not one[2] and one[0] != table]
    for one in (one for one in counts if one[0] == table and len(one[2]) < 2):
        equal = [two for two in alike[tuple(counts[one])] if two[0] != table]
        if equal:
            if not any(known(one, two) for two in equal):
                yield f"{_name(one)} was equal to {_name(min(equal, key=lambda two: len(two[2])))}"
        elif not one[2]:
            parts = [two for two in wholes if _is_at_most(counts[two], counts[one])]
            for pair in combinations(parts, 2):
                summed = [a + b for a, b in zip(*(counts[two] for two in pair), strict=True)]
                if summed == counts[one] and not known(one, *pair):
                    yield f"{_name(one)} was made of {' + '.join(map(_name, pair))}"
            for two in wholes:
                if _is_at_most(counts[one], counts[two]):
                    yield f"{_name(one)} was at most {_name(two)}"


def _is_at_most(part: Sequence[int], whole: Sequence[int]) -> bool:
    return all(one <= two for one, two in zip(part, whole, strict=True))


def _name(one: Sum) -> str:
    table, measure, codes = one
    return f"{table}/{measure}" + (f" ({', '.join(codes)})" if codes else "")
