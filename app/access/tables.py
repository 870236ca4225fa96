"""Tables of access: accounts, one-time codes, sign-ins, devices, research keys, and the trail of acts.

No name, no address, no user agent, no exact time. Secrets are stored as hashes. Nothing here refers to a
record, and no record refers to anything here.
"""

from datetime import date
from uuid import UUID

from sqlalchemy import CheckConstraint, Index
from sqlmodel import SQLModel

from app.access.acts import ACTS
from app.catalogue import columns
from app.catalogue.columns import WITHOUT_ROWID, kept
from app.vocabulary.classification import Until
from app.vocabulary.lists import STATISTICAL_TABLES
from app.vocabulary.marks import ACCOUNTS, COMMAND_LINE, DEVICE, KEY, PREFIXES

ACTIVE, CLOSED = "active", "closed"
_STATES = (ACTIVE, CLOSED)
"""What is closed keeps its row, so that its mark in the trail is never given to another."""

ALL, LISTED = "all", "listed"
DEVICE_CODE, SIGN_IN_CODE = "device", "sign-in"
BY_LINK, BY_PASSWORD = "link", "password"


class Account(SQLModel, table=True):
    """`account`: a coordinator's or admin's. Who holds it is known outside the service alone."""

    __tablename__ = "account"
    __table_args__ = (
        CheckConstraint("role = 'coordinator' OR district IS NULL", name="admin_has_no_district"),
        CheckConstraint("state = 'active' OR password_hash IS NULL", name="closed_has_no_password"),
        WITHOUT_ROWID,
    )

    code: str = kept(columns.mark("code", ACCOUNTS, "the account", "to let its holder in", key=True))
    role: str = kept(
        columns.choice(
            "role", ("admin", "coordinator"), "role", "what the account may do", until=Until.CLOSED
        )
    )
    district: str | None = kept(
        columns.code(
            "district",
            "districts",
            "own district, null for the city",
            "to show no other's figures",
            until=Until.CLOSED,
            nullable=True,
        )
    )
    password_hash: str | None = kept(
        columns.password_hash(
            "password_hash", "Argon2id hash of a password, if there is one", "to let its holder in"
        )
    )
    state: str = kept(
        columns.choice(
            "state", _STATES, "in use or closed", "a closed account lets nobody in", until=Until.ALWAYS
        )
    )


class OneTimeCode(SQLModel, table=True):
    """`one_time_code`: enrols one device or lets one account in, once; gone when it is used."""

    __tablename__ = "one_time_code"
    __table_args__ = (
        CheckConstraint(
            "(purpose = 'device' AND district IS NOT NULL AND account IS NULL) "
            "OR (purpose = 'sign-in' AND district IS NULL AND account IS NOT NULL)",
            name="has_one_target",
        ),
        WITHOUT_ROWID,
    )

    code_hash: bytes = kept(
        columns.digest(
            "code_hash", "hash of the code", "to know the code again", until=Until.EXPIRED, key=True
        )
    )
    purpose: str = kept(
        columns.choice(
            "purpose",
            (DEVICE_CODE, SIGN_IN_CODE),
            "what it opens",
            "a code opens one thing",
            until=Until.EXPIRED,
        )
    )
    district: str | None = kept(
        columns.code(
            "district",
            "districts",
            "district that the device will serve",
            "to bind the device to it",
            until=Until.EXPIRED,
            nullable=True,
        )
    )
    account: str | None = kept(
        columns.mark(
            "account",
            ACCOUNTS,
            "account that it lets in",
            "to let its holder in",
            of="account.code",
            until=Until.EXPIRED,
            nullable=True,
        )
    )
    made_by: str = kept(
        columns.mark(
            "made_by",
            ACCOUNTS,
            "account that made it",
            "to end a closed account's codes, and for the trail",
            also=(COMMAND_LINE,),
            until=Until.EXPIRED,
        )
    )
    expires: int = kept(
        columns.hour("expires", "last hour in which it works", "a code that is forgotten must end")
    )


class SignIn(SQLModel, table=True):
    """`sign_in`: one browser of an account's holder."""

    __tablename__ = "sign_in"
    __table_args__ = (Index("ix_sign_in_account", "account"), WITHOUT_ROWID)

    token_hash: bytes = kept(
        columns.digest(
            "token_hash", "hash of the cookie", "to know the browser again", until=Until.EXPIRED, key=True
        )
    )
    account: str = kept(
        columns.mark(
            "account",
            ACCOUNTS,
            "account that is signed in",
            "to know whom to let in",
            of="account.code",
            until=Until.EXPIRED,
        )
    )
    way: str = kept(
        columns.choice(
            "way",
            (BY_LINK, BY_PASSWORD),
            "link or password",
            "who came by link may set a password without the old one",
            until=Until.EXPIRED,
        )
    )
    expires: int = kept(
        columns.hour("expires", "last hour in which it works", "a forgotten browser must end")
    )


class Device(SQLModel, table=True):
    """`device`: an enrolled tablet. No record says which one filed it."""

    __tablename__ = "device"
    __table_args__ = (
        Index("ix_device_token_hash", "token_hash", unique=True),
        Index("ix_device_district", "district"),
        WITHOUT_ROWID,
    )

    mark: str = kept(columns.mark("mark", (DEVICE,), "the device", "to revoke the right one", key=True))
    district: str = kept(
        columns.code(
            "district", "districts", "district that it serves", "it files for no other", until=Until.CLOSED
        )
    )
    token_hash: bytes = kept(
        columns.digest("token_hash", "hash of the cookie", "to know the device again", until=Until.CLOSED)
    )
    state: str = kept(
        columns.choice(
            "state", _STATES, "in use or revoked", "a revoked device files nothing", until=Until.ALWAYS
        )
    )


class ResearchKey(SQLModel, table=True):
    """`research_key`: reads released tables. Who holds it is known outside the service alone."""

    __tablename__ = "research_key"
    __table_args__ = (Index("ix_research_key_token_hash", "token_hash", unique=True), WITHOUT_ROWID)

    mark: str = kept(columns.mark("mark", (KEY,), "the key", "to rotate and revoke the right one", key=True))
    token_hash: bytes = kept(
        columns.digest("token_hash", "hash of the key", "to know the key again", until=Until.CLOSED)
    )
    tables: str = kept(
        columns.choice(
            "tables", (ALL, LISTED), "opens all tables or listed ones", "the key's scope", until=Until.CLOSED
        )
    )
    districts: str = kept(
        columns.choice(
            "districts",
            (ALL, LISTED),
            "opens all districts or listed ones",
            "the key's scope",
            until=Until.CLOSED,
        )
    )
    expires: date = kept(
        columns.day("expires", "last day on which it works", "a forgotten key must end", until=Until.CLOSED)
    )
    per_minute: int | None = kept(
        columns.number(
            "per_minute",
            "own limit of requests per minute, null for the usual",
            "to go easy on the service",
            least=1,
            most=100_000,
            until=Until.CLOSED,
            nullable=True,
        )
    )
    state: str = kept(
        columns.choice(
            "state", _STATES, "in use or revoked", "a revoked key opens nothing", until=Until.ALWAYS
        )
    )


class ResearchKeyTable(SQLModel, table=True):
    """`research_key_table`: the tables that a key opens, where it does not open all."""

    __tablename__ = "research_key_table"
    __table_args__ = (WITHOUT_ROWID,)

    key: str = kept(
        columns.mark("key", (KEY,), "the key", "whose scope it is", of="research_key.mark", key=True)
    )
    code: str = kept(
        columns.choice("code", STATISTICAL_TABLES, "a table", "the key's scope", until=Until.CLOSED, key=True)
    )


class ResearchKeyDistrict(SQLModel, table=True):
    """`research_key_district`: the districts that a key opens, where it does not open all."""

    __tablename__ = "research_key_district"
    __table_args__ = (WITHOUT_ROWID,)

    key: str = kept(
        columns.mark("key", (KEY,), "the key", "whose scope it is", of="research_key.mark", key=True)
    )
    code: str = kept(
        columns.code("code", "districts", "a district", "the key's scope", until=Until.CLOSED, key=True)
    )


class Act(SQLModel, table=True):
    """`act`: the trail. Who did which administrative act, on which day; never a record's content.

    Refers by foreign key only to what is never removed (codes, calendar), so that it outlives the accounts,
    devices and keys that it tells of. Rows are added, and never changed or removed by the service.
    """

    __tablename__ = "act"
    __table_args__ = (Index("ix_act_day_number", "day", "number"), WITHOUT_ROWID)

    id: UUID = kept(columns.random_id("id", "the act", "to page through the trail", until=Until.TEN_YEARS))
    kind: str = kept(
        columns.choice(
            "kind",
            tuple(ACTS),
            "what was done",
            "administrative acts must be accounted for",
            until=Until.TEN_YEARS,
        )
    )
    account: str = kept(
        columns.mark(
            "account",
            (*ACCOUNTS, KEY),
            "account or key that did it",
            "administrative acts must be accounted for",
            also=(COMMAND_LINE,),
            until=Until.TEN_YEARS,
        )
    )
    subject: str | None = kept(
        columns.mark(
            "subject",
            PREFIXES,
            "account, device or key that it was done to",
            "to see what became of it",
            until=Until.TEN_YEARS,
            nullable=True,
        )
    )
    tertial: str | None = kept(
        columns.tertial(
            "tertial",
            "tertial that it was done to",
            "to see who closed it",
            until=Until.TEN_YEARS,
            nullable=True,
        )
    )
    district: str | None = kept(
        columns.code(
            "district",
            "districts",
            "district that it concerns, null for the city",
            "to see what became of it",
            until=Until.TEN_YEARS,
            nullable=True,
        )
    )
    day: date = kept(
        columns.day(
            "day",
            "day of the act; no time",
            "administrative acts must be accounted for",
            until=Until.TEN_YEARS,
        )
    )
    number: int = kept(
        columns.number(
            "number", "order within the day", "to read the trail in order", least=1, until=Until.TEN_YEARS
        )
    )
