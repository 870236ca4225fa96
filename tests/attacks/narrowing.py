"""What an attack has to narrow down to succeed: which counts are small, and what is told of them too well."""

from collections.abc import Mapping

from app.release.protection.open_figures import is_open_at
from app.tables.registry import BY_ID
from tests.attacks.bounding import Bounds, Interval, K
from tests.attacks.seeing import Cell, Seen


def small(seen: Seen, truth: Mapping[Cell, int], period: str, limit: int | None = None) -> list[Cell]:
    """The small counts of people, families and contacts."""
    found = [one for one in seen.of(period) if 1 <= truth.get(one, 0) < K and isinstance(seen.told[one], int)]
    return [one for one in found if not is_open(seen, one)][:limit]


def is_open(seen: Seen, cell: Cell) -> bool:
    """Whether a figure is nobody's: of institutions, and what they held."""
    table, measure, _, codes = cell
    return is_open_at(
        BY_ID[table], measure, dict(zip(seen.layouts[table, measure].dimensions, codes, strict=True))
    )


def breaches(found: Mapping[Cell, Interval], width: int = 2) -> dict[Cell, Interval]:
    """What is told too well: to a width below two, or to the number itself (1)."""
    return {one: (low, high) for one, (low, high) in found.items() if high - low < width}


def told_by(attack: Bounds, targets: list[Cell], width: int = 2) -> dict[Cell, Interval]:
    """The targets that an attack narrows down too far."""
    doubtful = breaches(attack.intervals(targets), width)
    return breaches({one: attack.interval(one) for one in doubtful}, width)
