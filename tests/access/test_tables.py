"""What the database itself refuses, whatever the code above it does; and that every column is classified."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Table, insert, select
from sqlalchemy.exc import DataError, IntegrityError

from app.access import secret_tokens
from app.access.accounts import service as accounts
from app.access.accounts.tables import ACCOUNT
from app.access.actor import COMMAND_LINE, actor
from app.access.devices.tables import DEVICE
from app.access.one_time_codes import ONE_TIME_CODE
from app.access.problems import NotAllowed
from app.access.research_keys.tables import RESEARCH_KEY, RESEARCH_KEY_TABLE
from app.access.roles import Role
from app.access.sign_in.tables import SIGN_IN
from app.access.trail.tables import ACT
from app.catalogue.columns import metadata
from app.vocabulary.classification import Classification, ColumnKind
from tests.access.service import OURS, Service, contents

HASH = b"\x00" * 32


def _right(service: Service) -> dict[Table, dict[str, Any]]:
    d, day = service.district, date(2024, 3, 1)
    account = {"code": "c-7k2m9q", "role": "coordinator", "district": d, "state": "active"}
    device = {"mark": "d-7k2m9q", "district": d, "token_hash": HASH, "state": "active"}
    code = {"code_hash": HASH, "purpose": "device", "district": d, "account": None, "made_by": "command-line",
            "expires": 475_000}  # fmt: skip
    key = {"mark": "k-7k2m9q", "token_hash": HASH, "tables": "all", "districts": "all", "expires": day,
           "per_minute": None, "state": "active"}  # fmt: skip
    act = {"id": uuid4(), "kind": "key-revoked", "account": "a-7k2m9q", "subject": "k-7k2m9q",
           "tertial": None, "district": d, "day": day, "number": 1}  # fmt: skip
    return {ACCOUNT: account, DEVICE: device, ONE_TIME_CODE: code, RESEARCH_KEY: key, ACT: act}


def _wrong(service: Service) -> list[tuple[Table, dict[str, Any]]]:
    account, device, code, key, act = _right(service).values()
    return [
        (ACCOUNT, account | {"code": "anna"}),
        (ACCOUNT, account | {"code": "c-ANNA00"}),
        (ACCOUNT, account | {"code": "c-anna 0"}),
        (ACCOUNT, account | {"code": "d-7k2m9q"}),
        (ACCOUNT, account | {"role": "boss"}),
        (ACCOUNT, account | {"district": "atlantis"}),
        (ACCOUNT, account | {"role": "admin"}),
        (ACCOUNT, account | {"password_hash": "femton vita svanar"}),
        (ACCOUNT, account | {"password_hash": "$argon2i$v=19$m=65536,t=3,p=4$x$y"}),
        (ACCOUNT, account | {"password_hash": "$argon2id$v=19$x", "state": "closed"}),
        (ACCOUNT, account | {"state": "asleep"}),
        (DEVICE, device | {"mark": "annas-tablet"}),
        (DEVICE, device | {"district": None}),
        (DEVICE, device | {"token_hash": b"short"}),
        (ONE_TIME_CODE, code | {"purpose": "anything"}),
        (ONE_TIME_CODE, code | {"district": None}),
        (ONE_TIME_CODE, code | {"purpose": "sign-in"}),
        (ONE_TIME_CODE, code | {"made_by": "anna"}),
        (ONE_TIME_CODE, code | {"expires": -1}),
        (SIGN_IN, {"token_hash": HASH, "account": "c-000000", "way": "link", "expires": 475_000}),
        (RESEARCH_KEY, key | {"tables": "some"}),
        (RESEARCH_KEY, key | {"per_minute": 0}),
        (RESEARCH_KEY_TABLE, {"key": "k-000000", "code": "reach"}),
        (ACT, act | {"kind": "read-a-record"}),
        (ACT, act | {"account": "anna"}),
        (ACT, act | {"account": "d-7k2m9q"}),
        (ACT, act | {"subject": "Anna Andersson"}),
        (ACT, act | {"tertial": "2024-03"}),
        (ACT, act | {"district": "atlantis"}),
        (ACT, act | {"number": 0}),
    ]


def test_the_database_refuses_what_must_not_be_stored(service: Service) -> None:
    taken = []
    for table, row in _wrong(service):
        try:
            with service.database.engine.begin() as connection:
                connection.execute(insert(table).values(row))
        except (IntegrityError, DataError):
            continue
        taken.append((table.name, row))
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
            assert isinstance(about, Classification)
            assert about.what
            assert about.why
            if about.kind is ColumnKind.DAY:
                assert column.type.python_type is date
    days = {
        f"{name}.{column.name}"
        for name in OURS
        for column in metadata.tables[name].columns
        if column.info["classified"].kind in (ColumnKind.DAY, ColumnKind.HOUR)
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
    marks = {secret_tokens.new_mark("d") for _ in range(200)}
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
        assert session.execute(select(ACCOUNT)).all() == []
