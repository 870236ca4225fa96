"""How often something happened lately: a moving window of time for each key, in memory."""

import math
import threading
import time
from collections import deque
from typing import NamedTuple


class Usage(NamedTuple):
    """What is used of a limit: whether one more was or would be within it, how many are left after that, and
    whole seconds until the oldest ends (1 at least)."""

    allowed: bool
    left: int
    wait: int


class SlidingWindow:
    """Counts what happens in the last `seconds`, by key. What is beyond the limit is not counted.

    Of one process, in the time of a few look-ups: it is asked for every released figure.
    """

    def __init__(self, seconds: int) -> None:
        self.seconds = seconds
        self._lock = threading.Lock()
        self._times: dict[str, deque[float]] = {}

    def count(self, key: str, limit: int) -> Usage:
        """Count one more, where the limit lets it in."""
        return self._usage(key, limit, 1)

    def look(self, key: str, limit: int) -> Usage:
        """What is used, without one more."""
        return self._usage(key, limit, 0)

    def _usage(self, key: str, limit: int, more: int) -> Usage:
        now = time.time()
        with self._lock:
            times = self._times.get(key)
            if times is None:
                times = self._begun(key, now)
            while times and times[0] <= now - self.seconds:
                times.popleft()
            allowed = len(times) < limit
            if allowed and more:
                times.append(now)
            wait = math.ceil(times[0] + self.seconds - now) if times else 0
            return Usage(allowed, max(0, limit - len(times)), max(1, wait))

    def _begun(self, key: str, now: float) -> deque[float]:
        """A new key's window. Those of keys that have fallen silent are dropped."""
        silent = [
            other for other, times in self._times.items() if not times or times[-1] <= now - self.seconds
        ]
        for other in silent:
            del self._times[other]
        return self._times.setdefault(key, deque())
