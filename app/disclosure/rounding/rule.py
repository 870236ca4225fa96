"""The rule of rounding, in one place: which number may stand for a count, and which counts a number may
stand for.

With the threshold k a shown number is 0 or at least k, differs from the count by at most k - 1, and a
count of 0 stays 0.
"""


def allowed(count: int, threshold: int) -> range | tuple[int, ...]:
    """The numbers that may be shown for a count, ascending."""
    if count == 0:
        return (0,)
    most = count + threshold - 1
    if count < threshold:
        return (0, *range(threshold, most + 1))
    return range(max(threshold, count - threshold + 1), most + 1)


def is_allowed(shown: int, count: int, threshold: int) -> bool:
    """Whether a number may be shown for a count."""
    if count == 0 or shown == 0:
        return shown == 0 and count < threshold
    return shown >= threshold and abs(shown - count) < threshold


def possible(shown: int, threshold: int) -> tuple[int, int]:
    """The least and the greatest count that a shown number may stand for. Every count between them may be
    it."""
    if shown == 0:
        return 0, threshold - 1
    return max(1, shown - threshold + 1), shown + threshold - 1


def could_be_small(shown: int, threshold: int) -> bool:
    """Whether a shown number may stand for a count from 1 to k - 1. Depends on nothing but what is shown."""
    return possible(shown, threshold)[0] < threshold
