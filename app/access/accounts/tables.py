"""Accounts of coordinators and admins."""

from sqlalchemy import CheckConstraint, Table

from app.access.use_states import STATES
from app.catalogue import columns
from app.catalogue.columns import WITHOUT_ROWID, metadata
from app.vocabulary.classification import Retention
from app.vocabulary.marks import ACCOUNTS

ACCOUNT = Table(
    "account",
    metadata,
    columns.mark("code", ACCOUNTS, "the account", "to let its holder in", key=True),
    columns.choice(
        "role", ("admin", "coordinator"), "role", "what the account may do", until=Retention.CLOSED
    ),
    columns.code(
        "district",
        "districts",
        "own district, null for the city",
        "to show no other's figures",
        until=Retention.CLOSED,
        nullable=True,
    ),
    columns.password_hash(
        "password_hash", "Argon2id hash of a password, if there is one", "to let its holder in"
    ),
    columns.choice(
        "state", STATES, "in use or closed", "a closed account lets nobody in", until=Retention.ALWAYS
    ),
    CheckConstraint("role = 'coordinator' OR district IS NULL", name="admin_has_no_district"),
    CheckConstraint("state = 'active' OR password_hash IS NULL", name="closed_has_no_password"),
    **WITHOUT_ROWID,
)
"""`account`: a coordinator's or admin's. Who holds it is known outside the service alone."""
