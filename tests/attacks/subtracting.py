"""One release subtracted from another, and shares multiplied by their bases."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from app.tables.categories import STATES
from tests.attacks.reading import cell_of
from tests.attacks.seeing import WITHHELD, Cell, Seen
from tests.attacks.worlds import K

Row = dict[str, Any]

SHARED = {
    ("routes-in", "sessions"): "route_in",
    ("residential-areas", "sessions"): "area",
    ("session-order", "sessions"): "session_order",
    ("response-rates", "contacts"): "answered",
    ("helpfulness", "answers"): "answer",
    ("gender-split", "participants"): "gender",
    ("language-needs", "contacts"): "needed",
    ("language-needs", "languages"): "language",
    ("home-visits", "booked"): "outcome",
    ("home-visits", "held"): "place",
    ("home-visits", "missed"): "missed_reason",
    ("home-visit-content", "visits"): "emphasis",
    ("theme-meetings", "meetings"): "kind",
}
"""What the shares of a measure are shares within, as the tables say: their base is all known of it."""


def differences(seen: Seen, earlier: str, later: str) -> dict[Cell, int]:
    """What came between two periods of which the later one holds the earlier one: small differences are
    somebody. Nothing follows where a figure has become less, for then it does not."""
    found: dict[Cell, int] = {}
    for cell in seen.of(later):
        after, before = seen.told[cell], seen.told.get((cell[0], cell[1], earlier, cell[3]))
        if isinstance(after, int) and isinstance(before, int):
            if after < before:
                return {}
            if 1 <= after - before < K:
                found[cell] = after - before
    return found


def one_after_another(first: Seen, second: Seen, period: str) -> Seen:
    """Two readings of one period as two periods, `before` and `after`."""
    both = replace(first, told={}, contradicted={})
    for name, seen in (("before", first), ("after", second)):
        for cell in seen.of(period):
            both.put((cell[0], cell[1], name, cell[3]), seen.told[cell])
    return both


def of_shares(seen: Seen, rows: Mapping[str, Iterable[Row]]) -> dict[Cell, int]:
    """Withheld counts from the shares, means and bases beside them."""
    found: dict[Cell, int] = {}
    groups: dict[tuple[str, str, str, str, tuple[tuple[str, str], ...]], list[tuple[Cell, Row]]] = {}
    for table, of in rows.items():
        for row in of:
            codes = cell_of(seen, table, row)
            if codes is None:
                continue
            cell = (table, row["measure"], row["period"], codes)
            ratio = row["share"] if row["share"] is not None else row["mean"]
            if row["count"] is None and ratio is not None and row["base"] is not None:
                found[cell] = round(ratio * row["base"])
            over = SHARED.get((table, row["measure"]))
            if over is not None and row.get(over) not in (None, "total"):
                dimensions = seen.layouts[table, row["measure"]].dimensions
                rest = tuple(one for one in zip(dimensions, codes, strict=True) if one[0] != over)
                groups.setdefault((table, row["measure"], row["period"], over, rest), []).append((cell, row))
    for (_, measure, _, dimension, _), group in groups.items():
        known = {cell: row for cell, row in group if row[dimension] not in STATES}
        bases = {row["base"] for row in known.values() if row["base_of"] == f"{measure}-known"}
        hidden = [cell for cell in known if seen.told[cell] == WITHHELD]
        if len(bases) == 1 and len(hidden) == 1:
            found[hidden[0]] = bases.pop() - sum(row["count"] or 0 for row in known.values())
    return found


def with_naive_shares(
    seen: Seen, rows: Mapping[str, list[Row]], truth: Mapping[Cell, int]
) -> dict[str, list[Row]]:
    """The same rows from a service that withholds the count and not the share."""
    done: dict[str, list[Row]] = {}
    for table, of in rows.items():
        base = max((row["base"] or 0 for row in of), default=0)
        for row in of:
            codes = cell_of(seen, table, row)
            cell = (table, row["measure"], row["period"], codes or ())
            if codes and base and row["status"] == "suppressed" and cell in truth:
                row = {**row, "base": base, "share": round(truth[cell] / base, 4)}  # noqa: PLW2901
            done.setdefault(table, []).append(row)
    return done
