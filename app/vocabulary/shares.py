"""Shares and means, derived at the very end from whole numbers; never stored."""

from decimal import ROUND_HALF_UP, Decimal


def share(count: int, base: int) -> Decimal | None:
    """`count` / `base` to four decimals, or None where the base is zero (a share of nothing is not 0)."""
    return _rounded(count, base, "0.0001")


def mean(total: int, base: int, scale: int = 1) -> Decimal | None:
    """`total` / (`base` · `scale`) to two decimals, or None where the base is zero."""
    return _rounded(total, base * scale, "0.01")


def _rounded(count: int, base: int, step: str) -> Decimal | None:
    if base == 0:
        return None
    return (Decimal(count) / Decimal(base)).quantize(Decimal(step), ROUND_HALF_UP)
