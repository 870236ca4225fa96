"""Browsers that are signed in."""

from sqlalchemy import Index, Table

from app.catalogue import columns
from app.catalogue.columns import WITHOUT_ROWID, metadata
from app.vocabulary.classification import Retention
from app.vocabulary.marks import ACCOUNTS

BY_LINK, BY_PASSWORD = "link", "password"

SIGN_IN = Table(
    "sign_in",
    metadata,
    columns.digest(
        "token_hash", "hash of the cookie", "to know the browser again", until=Retention.EXPIRED, key=True
    ),
    columns.mark(
        "account",
        ACCOUNTS,
        "account that is signed in",
        "to know whom to let in",
        of="account.code",
        until=Retention.EXPIRED,
    ),
    columns.choice(
        "way",
        (BY_LINK, BY_PASSWORD),
        "link or password",
        "who came by link may set a password without the old one",
        until=Retention.EXPIRED,
    ),
    columns.hour("expires", "last hour in which it works", "a forgotten browser must end"),
    Index("ix_sign_in_account", "account"),
    **WITHOUT_ROWID,
)
"""`sign_in`: one browser of an account's holder."""
