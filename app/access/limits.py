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

from app.access.problems import CodeNotValid, TooManyAttempts, TooManyRequests, WrongPassword
from app.access.sliding_window import SlidingWindow
from app.kit.http.headers import Headers
from app.kit.problems import Problem
from app.kit.settings import Settings

SHARE_OF_ACCOUNT = 10
"""The service's attempts per hour divided by this are those of one account."""

_CODES, _PASSWORDS, _LINKS = "codes", "passwords", "links"


class Limits:
    """The counters of a running service, in moving windows of an hour (attempts) and a minute (keys)."""

    def __init__(self, settings: Settings) -> None:
        self._attempts, self._of_account = SlidingWindow(3600), SlidingWindow(3600)
        self._requests = SlidingWindow(60)
        self._service, self._links = settings.attempts_per_hour, settings.links_per_hour
        self._account = max(3, settings.attempts_per_hour // SHARE_OF_ACCOUNT)
        self._key_requests = settings.key_requests_per_minute

    def wrong_code(self) -> Problem:
        """Count a wrong code; returns what to answer."""
        usage = self._attempts.count(_CODES, self._service)
        return CodeNotValid() if usage.allowed else TooManyAttempts(usage.wait)

    def wrong_link(self) -> int | None:
        """Count a parent's link that cannot be used; seconds to wait where there were too many."""
        usage = self._attempts.count(_LINKS, self._links)
        return None if usage.allowed else usage.wait

    def check_password_attempt(self, account: str) -> None:
        """Before a password is checked, whether there is such an account or not. Raises `TooManyAttempts`."""
        own = self._of_account.look(account, self._account)
        if not own.allowed:
            raise TooManyAttempts(own.wait)
        service = self._attempts.look(_PASSWORDS, self._service)
        if own.left < self._account and not service.allowed:
            raise TooManyAttempts(service.wait)

    def wrong_password(self, account: str) -> Problem:
        """Count a wrong password; returns what to answer."""
        self._of_account.count(account, self._account)
        self._attempts.count(_PASSWORDS, self._service)
        return WrongPassword()

    def of_key(self, own: int | None) -> int:
        """Requests a minute of a key with its own limit, or without one."""
        return min(own or self._key_requests, self._key_requests)

    def key_request(self, mark: str, own: int | None) -> Headers:
        """Count a key's request; returns the reply's `RateLimit` headers. Raises `TooManyRequests`."""
        limit = self.of_key(own)
        usage = self._requests.count(mark, limit)
        policy = b'"key";q=%d;w=%d' % (limit, self._requests.seconds)
        rest = b'"key";r=%d;t=%d' % (usage.left, usage.wait)
        if not usage.allowed:
            headers = {"RateLimit-Policy": policy.decode(), "RateLimit": rest.decode()}
            raise TooManyRequests(headers=headers | {"Retry-After": str(usage.wait)})
        return [(b"ratelimit-policy", policy), (b"ratelimit", rest)]
