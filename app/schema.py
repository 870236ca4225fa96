"""Every table of the service, in one place for migrations and for the tests that read them all.

Importing this module declares them; nothing else may rely on which modules happen to be loaded.
"""

from app.access import one_time_codes
from app.access.accounts import tables as account_tables
from app.access.devices import tables as device_tables
from app.access.research_keys import tables as research_key_tables
from app.access.sign_in import tables as sign_in_tables
from app.access.trail import tables as trail_tables
from app.activities import registry
from app.answers import tables as answer_tables
from app.catalogue import codes
from app.catalogue.columns import metadata
from app.intake import refused_links, withdrawals
from app.intake.locks import tables as lock_tables
from app.live import tables as live_tables
from app.release.storage import tables as release_tables

DECLARED_BY = (
    account_tables,
    one_time_codes,
    sign_in_tables,
    device_tables,
    research_key_tables,
    trail_tables,
    registry,
    answer_tables,
    codes,
    lock_tables,
    refused_links,
    withdrawals,
    live_tables,
    release_tables,
)

__all__ = ["DECLARED_BY", "metadata"]
