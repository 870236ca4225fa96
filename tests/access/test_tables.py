"""What the database itself refuses, whatever the code above it does; and that every column is classified."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import insert, select
from sqlalchemy.exc import DataError, IntegrityError

from app.access import accounts, tokens
from app.access.actor import COMMAND_LINE, actor
from app.access.problems import NotAllowed
from app.access.roles import Role
from app.access.tables import Account, Act, Device, OneTimeCode, ResearchKey, ResearchKeyTable, SignIn
from app.catalogue.columns import metadata
from app.vocabulary.classification import Classified, Kind
from tests.access.service import OURS, Service, contents

HASH = b"\x00" * 32


def _right(service: Service) -> dict[type[Any], dict[str, Any]]:
    d, day = service.district, date(2024, 3, 1)
    account = {"code": "c-7k2m9q", "role": "coordinator", "district": d, "state": "active"}
    device = {"mark": "d-7k2m9q", "district": d, "token_hash": HASH, "state": "active"}
    code = {"code_hash": HASH, "purpose": "device", "district": d, "account": None, "made_by": "command-line",
            "expires": 475_000}  # fmt: skip
    key = {"mark": "k-7k2m9q", "token_hash": HASH, "tables": "all", "districts": "all", "expires": day,
           "per_minute": None, "state": "active"}  # fmt: skip
    act = {"id": uuid4(), "kind": "key-revoked", "account": "a-7k2m9q", "subject": "k-7k2m9q",
           "tertial": None, "district": d, "day": day, "number": 1}  # fmt: skip
    return {Account: account, Device: device, OneTimeCode: code, ResearchKey: key, Act: act}


def _wrong(service: Service) -> list[tuple[type[Any], dict[str, Any]]]:
    account, device, code, key, act = _right(service).values()
    return [
        (Account, account | {"code": "anna"}),
        (Account, account | {"code": "c-ANNA00"}),
        (Account, account | {"code": "c-anna 0"}),
        (Account, account | {"code": "d-7k2m9q"}),
        (Account, account | {"role": "boss"}),
        (Account, account | {"district": "atlantis"}),
        (Account, account | {"role": "admin"}),
        (Account, account | {"password_hash": "femton vita svanar"}),
        (Account, account | {"password_hash": "$argon2i$v=19$m=65536,t=3,p=4$x$y"}),
        (Account, account | {"password_hash": "$argon2id$v=19$x", "state": "closed"}),
        (Account, account | {"state": "asleep"}),
        (Device, device | {"mark": "annas-tablet"}),
        (Device, device | {"district": None}),
        (Device, device | {"token_hash": b"short"}),
        (OneTimeCode, code | {"purpose": "anything"}),
        (OneTimeCode, code | {"district": None}),
        (OneTimeCode, code | {"purpose": "sign-in"}),
        (OneTimeCode, code | {"made_by": "anna"}),
        (OneTimeCode, code | {"expires": -1}),
        (SignIn, {"token_hash": HASH, "account": "c-000000", "way": "link", "expires": 475_000}),
        (ResearchKey, key | {"tables": "some"}),
        (ResearchKey, key | {"per_minute": 0}),
        (ResearchKeyTable, {"key": "k-000000", "code": "reach"}),
        (Act, act | {"kind": "read-a-record"}),
        (Act, act | {"account": "anna"}),
        (Act, act | {"account": "d-7k2m9q"}),
        (Act, act | {"subject": "Anna Andersson"}),
        (Act, act | {"tertial": "2024-03"}),
        (Act, act | {"district": "atlantis"}),
        (Act, act | {"number": 0}),
    ]


def test_the_database_refuses_what_must_not_be_stored(service: Service) -> None:
    taken = []
    for table, row in _wrong(service):
        try:
            with service.database.engine.begin() as connection:
                connection.execute(insert(table).values(row))
        except (IntegrityError, DataError):
            continue
        taken.append((table.__name__, row))
    assert taken == []
    assert not any(contents(service).values())


def test_the_database_takes_what_is_right(service: Service) -> None:
    """So that the refusals above are of the one thing that is wrong."""
    right = _right(service)
    with service.database.engine.begin() as connection:
        for table, row in right.items():
            connection.execute(insert(table).values(row))
    assert sum(len(rows) for rows in contents(service).values()) == len(right)


def test_every_column_is_classified_as_something_that_names_nobody() -> None:
    for name in OURS:
        for column in metadata.tables[name].columns:
            about = column.info["classified"]
            assert isinstance(about, Classified)
            assert about.what
            assert about.why
            if about.kind is Kind.DAY:
                assert column.type.python_type is date
    days = {
        f"{name}.{column.name}"
        for name in OURS
        for column in metadata.tables[name].columns
        if column.info["classified"].kind in (Kind.DAY, Kind.HOUR)
    }
    assert days == {"act.day", "research_key.expires", "one_time_code.expires", "sign_in.expires"}


def test_nothing_of_access_and_no_record_refer_to_each_other() -> None:
    for table in metadata.tables.values():
        for key in table.foreign_keys:
            target = key.target_fullname.partition(".")[0]
            if table.name in OURS:
                assert target in OURS or target.startswith(("code_", "calendar_"))
            else:
                assert target not in OURS


def test_marks_are_random_and_of_one_form() -> None:
    marks = {tokens.new_mark("d") for _ in range(200)}
    assert len(marks) == 200
    assert all(len(mark) == 8 and mark.startswith("d-") for mark in marks)


def test_the_first_start_makes_one_admin(service: Service) -> None:
    with service.database.writing() as session:
        first = accounts.first_admin(session, service.here)
        assert first is not None
        assert accounts.first_admin(session, service.here) is None
    reply = service.nobody().post("/api/v1/sign-ins", json={"code": first.link.partition("#")[2]})
    assert reply.json()["role"] == "admin"
    assert [row.account for row in service.acts()] == ["command-line"] * 2


def test_services_ask_for_themselves_who_may(service: Service) -> None:
    """Whoever calls them, from a route or from somewhere else."""
    who = actor(Role.COORDINATOR, service.district, service.here.catalogue.municipality, account="c-7k2m9q")
    with service.database.writing() as session:
        with pytest.raises(NotAllowed):
            accounts.create_account(session, who, Role.ADMIN, None, service.here)
        with pytest.raises(NotAllowed):
            accounts.remove_account(session, who, "a-7k2m9q", service.here)
        with pytest.raises(ValueError, match="no account"):
            accounts.create_account(session, COMMAND_LINE, Role.RESEARCHER, None, service.here)
        with pytest.raises(ValueError, match="no account"):
            accounts.create_account(session, COMMAND_LINE, Role.ADMIN, service.district, service.here)
    with service.database.reading() as session:
        assert session.execute(select(Account.__table__)).all() == []  # type: ignore[attr-defined]
