"""What can go wrong in the life of a release."""

from collections.abc import Iterable

from app.kit.language import Text
from app.kit.problems import Problem, problem

ReleaseNotFound = problem("release-not-found")

_IN_SWEDISH = {
    "draft": "påbörjad",
    "locked": "låst",
    "checked": "granskad",
    "published": "publicerad",
    "superseded": "ersatt",
    "withdrawn": "tillbakadragen",
}
"""States as they stand in a sentence; in English their codes do."""


class WrongState(Problem):
    kind = "wrong-release-state"

    def __init__(self, found: str | None = None, wanted: Iterable[str] = ()) -> None:
        sources = tuple(wanted)
        if not found or not sources:
            super().__init__()
            return
        state, possible = _IN_SWEDISH[found], " eller ".join(_IN_SWEDISH[source] for source in sources)
        codes = " or ".join(sources)
        super().__init__(
            Text(
                f"Inget har ändrats. Publiceringen är {state}; det här kan göras när den är {possible}.",
                f"Nothing was changed. The release is {found}; this can be done when it is {codes}.",
            )
        )


SamePerson = problem("same-person")
ReleaseUnfinished = problem("release-unfinished")
ExceptionsOpen = problem("exceptions-open")
CheckRunning = problem("check-running")
CannotRelease = problem("cannot-release")
OtherMethod = problem("other-release-method")
ReleaseDamaged = problem("release-damaged")
