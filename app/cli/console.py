"""What every command writes on, how it fails, and the database that it works with."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from rich.console import Console

from app import running
from app.access.request_context import RequestContext
from app.kit.db.database import Database
from app.kit.problems import Problem
from app.kit.settings import Settings

out = Console(highlight=False, markup=False, soft_wrap=True)
err = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)


def fail(message: str) -> NoReturn:
    """End with a sentence that says what a person can mend."""
    err.print(message, style="red")
    sys.exit(1)


@contextmanager
def ready_database(settings: Settings | None = None) -> Iterator[tuple[Database, RequestContext]]:
    """The database of the settings (those of the environment), ready to use, and the place and day. What
    is refused is said with the municipality's nouns."""
    settings = settings or Settings()
    here = running.here_of(settings)
    with running.opened(settings) as database:
        running.check_ready(database, here.catalogue)
        try:
            yield database, here
        except Problem as problem:
            problem.text = here.catalogue.municipality.words.filled(problem.text)
            raise
