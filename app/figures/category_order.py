"""One order of the categories that several periods have: what came between two others stays there."""

from collections.abc import Sequence


def merged(orders: Sequence[Sequence[str]]) -> list[str]:
    """The union of lists, the first one's order kept; a new code goes behind the one that it followed."""
    found: list[str] = []
    for order in orders:
        place = 0
        for code in order:
            if code in found:
                place = found.index(code) + 1
            else:
                found.insert(place, code)
                place += 1
    return found
