"""Every table of the service, in one place for migrations and for the tests that read them all.

Importing this module declares them; nothing else may rely on which modules happen to be loaded.
"""

from app.access import tables as access_tables
from app.activities import registry
from app.answers import tables as answer_tables
from app.catalogue import codes
from app.catalogue.columns import metadata
from app.intake import locks, refused_links, withdrawals
from app.live import tables as live_tables
from app.release import tables as release_tables

DECLARED_BY = (
    access_tables,
    registry,
    answer_tables,
    codes,
    locks,
    refused_links,
    withdrawals,
    live_tables,
    release_tables,
)

__all__ = ["DECLARED_BY", "metadata"]
