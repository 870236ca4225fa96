"""What a reader has who has read every cell of some frozen tables, and what is wrong in it by itself."""

from collections.abc import Iterable, Iterator, Mapping

from app.release.storage.frozen_table import FrozenTable
from tests.attacks.bounding import OF_NOBODY, K
from tests.attacks.counted import rows
from tests.attacks.narrowing import is_open
from tests.attacks.seeing import MISSING, NOTHING, WITHHELD, Cell, Layout, Seen

FEW = 2
MARKS = {"withheld": WITHHELD, "missing": MISSING, "not-known": "....", "not-applicable": NOTHING}


def seen_in(tables: Iterable[FrozenTable]) -> Seen:
    """Tables of districts that were never merged, of one period or of several."""
    seen = Seen()
    for table in tables:
        for measure in table.measures:
            own = [table.dimension[code] for code in measure.dimensions]
            categories = {one.code: [each.code for each in one.categories] for one in own}
            seen.layouts[table.id, measure.code] = Layout(
                measure.dimensions, categories, {one.code: one.axis.total for one in own}
            )
            for codes, value in table.cells(measure.code):
                told = value if isinstance(value, int) else MARKS[value]
                seen.put((table.id, measure.code, table.period, codes), told)
    return seen


def contradictions(seen: Seen, period: str) -> Iterator[str]:
    """Numbers that are shown and cannot be so together: a small one, a total that is not the sum of its
    parts, a fact that is two numbers, a part above its whole."""
    for cell in seen.of(period):
        shown = seen.told[cell]
        if isinstance(shown, int) and cell[:2] not in OF_NOBODY:
            if 0 < shown < K and not is_open(seen, cell):
                yield f"{cell}: {shown}"
            parts = [seen.told[one] for one in seen.below(cell) if one in seen.told]
            numbers = [one for one in parts if isinstance(one, int)]
            if sum(numbers) != shown:
                yield f"{cell}: {shown}, and its parts {numbers}"
    for part, whole, same in rows(seen, period):
        one, other = (_sum(seen, cells) for cells in (part, whole))
        if one != other if same else one > other and not _let_go(seen, part, one, other):
            yield f"{one} and {other}: {part[:3]} {whole[:3]}"


def _sum(seen: Seen, cells: Iterable[Cell]) -> int:
    return sum(told for one in cells if isinstance(told := seen.told[one], int))


def differences(seen: Seen, truth: Mapping[Cell, int], period: str) -> Iterator[tuple[Cell, int]]:
    """How far each number is from what was counted."""
    for cell in seen.of(period):
        shown = seen.told[cell]
        if isinstance(shown, int) and cell in truth and cell[:2] not in OF_NOBODY:
            yield cell, abs(shown - truth[cell])


def _let_go(seen: Seen, part: Iterable[Cell], one: int, other: int) -> bool:
    """One or two meetings or groups can stand beside nobody, since a 0 is 0 to 4 (docs/disclosure.md)."""
    return other == 0 and one <= FEW and all(is_open(seen, cell) for cell in part)
