"""Limits on guessing and on research keys' requests; in memory, keyed by nothing that belongs to a person.

No address is kept, so whoever guesses cannot be told from whoever mistypes. What follows from that:

- **Codes** (80 bits or more) cannot be guessed at any rate, so a right code always works: a limit that
  refused right ones would let anybody lock every tablet out with a few requests an hour. Only wrong codes
  are counted; beyond the limit they are answered with 429 instead of 403.
- **Passwords** can be guessed, so beyond a limit they are not even checked. Each account has a limit of
  its own, a tenth of the service's: an attack on one account closes that one alone, and its holder still
  gets in with a link. Beyond the service's limit (one guess at each of many accounts) an account with a
  wrong password in the last hour is closed too; one without still has its one attempt, so that a holder who
  types it right gets in during an attack. An account that does not exist is counted as one that does: the
  answers, and when they change, tell nobody which accounts there are. There are never more counters than
  guesses in an hour, and each of those costs the time of a password.
- **Parents' links**: as codes. A wrong one is answered with the same page beyond the limit too; only the
  status changes, for all of them alike.
- Only failed attempts count.

The counters are of one process: several serving processes multiply the limits, a restart empties them.
"""

import math
import time

from limits import RateLimitItemPerHour
from limits.limits import RateLimitItem
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from app.access.problems import CodeNotValid, TooManyAttempts, TooManyRequests, WrongPassword
from app.access.windows import SECONDS, Windows
from app.kit.problems import Problem
from app.kit.settings import Settings
from app.kit.web import Headers

SHARE_OF_ACCOUNT = 10
"""The service's attempts per hour divided by this are those of one account."""

_CODES, _PASSWORDS, _ACCOUNT, _LINKS = "codes", "passwords", "account", "links"


class Limits:
    """The counters of a running service, in moving windows of an hour (attempts) and a minute (keys)."""

    def __init__(self, settings: Settings) -> None:
        self._windows = MovingWindowRateLimiter(MemoryStorage())
        self._service = RateLimitItemPerHour(settings.attempts_per_hour)
        self._links = RateLimitItemPerHour(settings.links_per_hour)
        self._account = RateLimitItemPerHour(max(3, settings.attempts_per_hour // SHARE_OF_ACCOUNT))
        self._keys = Windows()
        self._key_requests = settings.key_requests_per_minute

    def wrong_code(self) -> Problem:
        """Count a wrong code; returns what to answer."""
        if self._windows.hit(self._service, _CODES):
            return CodeNotValid()
        return TooManyAttempts(self._wait(self._service, _CODES))

    def wrong_link(self) -> int | None:
        """Count a parent's link that cannot be used; seconds to wait where there were too many."""
        if self._windows.hit(self._links, _LINKS):
            return None
        return self._wait(self._links, _LINKS)

    def check_password_attempt(self, account: str) -> None:
        """Before a password is checked, whether there is such an account or not. Raises `TooManyAttempts`."""
        _, left = self._windows.get_window_stats(self._account, _ACCOUNT, account)
        if left <= 0:
            raise TooManyAttempts(self._wait(self._account, _ACCOUNT, account))
        if left < self._account.amount and not self._windows.test(self._service, _PASSWORDS):
            raise TooManyAttempts(self._wait(self._service, _PASSWORDS))

    def wrong_password(self, account: str) -> Problem:
        """Count a wrong password; returns what to answer."""
        self._windows.hit(self._account, _ACCOUNT, account)
        self._windows.hit(self._service, _PASSWORDS)
        return WrongPassword()

    def of_key(self, own: int | None) -> int:
        """Requests a minute of a key with its own limit, or without one."""
        return min(own or self._key_requests, self._key_requests)

    def key_request(self, mark: str, own: int | None) -> Headers:
        """Count a key's request; returns the reply's `RateLimit` headers. Raises `TooManyRequests`."""
        limit = self.of_key(own)
        allowed, left, seconds = self._keys.count(mark, limit)
        wait = max(1, math.ceil(seconds))
        policy, rest = b'"key";q=%d;w=%d' % (limit, SECONDS), b'"key";r=%d;t=%d' % (left, wait)
        if not allowed:
            headers = {"RateLimit-Policy": policy.decode(), "RateLimit": rest.decode()}
            raise TooManyRequests(headers=headers | {"Retry-After": str(wait)})
        return [(b"ratelimit-policy", policy), (b"ratelimit", rest)]

    def _wait(self, limit: RateLimitItem, *who: str) -> int:
        return _seconds_until(self._windows.get_window_stats(limit, *who).reset_time)


def _seconds_until(moment: float) -> int:
    return max(1, math.ceil(moment - time.time()))
