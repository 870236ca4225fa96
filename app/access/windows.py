"""A count of a key's requests in the last minute, in the time of a few look-ups.

It is asked for every released figure, where a general limiter takes longer than all the rest.
"""

import threading
import time
from collections import deque

SECONDS = 60

Count = tuple[bool, int, float]
"""After a request: whether it was within the limit, how many are left, seconds until the oldest ends."""


class Windows:
    """A moving window of a minute for each key. What was refused does not count."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._times: dict[str, deque[float]] = {}

    def count(self, key: str, limit: int) -> Count:
        now = time.time()
        with self._lock:
            times = self._times.get(key)
            if times is None:
                times = self._begun(key, now)
            while times and times[0] <= now - SECONDS:
                times.popleft()
            allowed = len(times) < limit
            if allowed:
                times.append(now)
            return allowed, max(0, limit - len(times)), times[0] + SECONDS - now

    def _begun(self, key: str, now: float) -> deque[float]:
        """A new key's window. Those of keys that have fallen silent are dropped."""
        silent = [one for one, times in self._times.items() if times[-1] <= now - SECONDS]
        for one in silent:
            del self._times[one]
        return self._times.setdefault(key, deque())
