"""What of the published a reader may see."""

from typing import NamedTuple

from app.access.actor import Actor


class ReaderView(NamedTuple):
    """Tables and districts; None stands for all."""

    tables: frozenset[str] | None
    districts: frozenset[str] | None


EVERYTHING = ReaderView(None, None)


def view_of(who: Actor) -> ReaderView:
    """A key's scopes; coordinators see all that is published."""
    return EVERYTHING if who.scopes is None else ReaderView(who.scopes.tables, who.scopes.districts)
