"""What the last uses of the database tell of it: whether it takes records, as far as is known."""

from collections.abc import Iterator
from contextlib import contextmanager

from app.kit.problems import DatabaseDamaged, DatabaseReplaced, DatabaseUnavailable, Problem, StorageFull

_LASTING = (DatabaseDamaged, DatabaseReplaced, DatabaseUnavailable, StorageFull)
"""What does not pass by itself within seconds."""


class DatabaseCondition:
    """Noted by whoever reads or writes; read when somebody asks whether the service is ready."""

    def __init__(self) -> None:
        self.failing: Problem | None = None
        """Why the last write failed, if for a reason that lasts."""
        self.damaged = False
        """Whether damage was seen, by a reader or a writer."""

    @contextmanager
    def noting(self) -> Iterator[None]:
        """Around a write: keep what it fails of, or forget what the one before failed of."""
        try:
            yield
        except Problem as problem:
            if isinstance(problem, _LASTING):
                self.failing = problem
            self.note_damage(problem)
            raise
        self.failing = None

    def note_damage(self, problem: Problem) -> None:
        if isinstance(problem, DatabaseDamaged):
            self.damaged = True
