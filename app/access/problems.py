"""What can go wrong on the way in."""

from app.kit.problems import Problem, problem


class NotSignedIn(Problem):
    kind = "not-signed-in"

    def __init__(self) -> None:
        # RFC 9110 asks for a challenge. Not Basic, which is accepted too: browsers would ask for a password.
        super().__init__(headers={"WWW-Authenticate": 'Bearer realm="stodlogg"'})


NotAllowed = problem("not-allowed")
OtherDistrict = problem("other-district")
OutOfScope = problem("out-of-scope")
CrossSite = problem("cross-site")
CodeNotValid = problem("code-not-valid")
"""One and the same for a code that never was, is used, or has expired: nothing is told to who guesses."""
WrongPassword = problem("wrong-password")
"""One and the same for an unknown account, one without a password, and a wrong password."""


class TooManyAttempts(Problem):
    kind = "too-many-attempts"

    def __init__(self, seconds: int) -> None:
        super().__init__(headers={"Retry-After": str(seconds)})


TooManyRequests = problem("too-many-requests")
UnknownMark = problem("unknown-mark")
