"""Accounts: creating, links to get in with, the list, removing. For admins."""

from fastapi import APIRouter, Depends

from app.access import accounts
from app.access.answers import GUARDED, READ, SENT, WRITTEN, no_store
from app.access.codes import Issued
from app.access.fields import AccountMark
from app.access.guards import Admin
from app.access.here import HereNow, TheDatabase
from app.access.problems import LastAdmin, UnknownMark
from app.access.roles import Role
from app.access.schemas import AccountFacts, AccountLink, AccountList, AccountWanted
from app.kit.bodies import strict_route
from app.kit.problems import InvalidInput, errors

router = APIRouter(tags=["Accounts"], route_class=strict_route(), dependencies=[Depends(no_store)])


@router.post(
    "/accounts",
    operation_id="create_account",
    summary="Create an account",
    description="The service makes the account's code, and the first one-time link to get in with. "
    "Who the account is for is noted outside the service.",
    status_code=201,
    responses=errors(*SENT, *GUARDED, *WRITTEN),
)
def create_account(body: AccountWanted, who: Admin, here: HereNow, database: TheDatabase) -> AccountLink:
    with database.writing() as session:
        issued = accounts.create_account(session, who, Role(body.role), body.district, here)
    return _link(issued)


@router.get(
    "/accounts",
    operation_id="list_accounts",
    summary="Accounts in use",
    responses=errors(*GUARDED, *READ),
    description="Their codes, roles and districts. No names: the service knows none.",
)
def list_accounts(who: Admin, database: TheDatabase) -> AccountList:
    with database.reading() as session:
        rows = accounts.list_accounts(session, who)
    return AccountList(
        accounts=[
            AccountFacts(
                account=row.code, role=row.role, district=row.district, has_password=row.has_password
            )
            for row in rows
        ]
    )


@router.delete(
    "/accounts/{account}",
    operation_id="remove_account",
    summary="Remove an account",
    description="Its sign-ins end at once, and so do its codes and those that it made.",
    status_code=204,
    responses=errors(InvalidInput, *GUARDED, UnknownMark, LastAdmin, *WRITTEN),
)
def remove_account(account: AccountMark, who: Admin, here: HereNow, database: TheDatabase) -> None:
    with database.writing() as session:
        accounts.remove_account(session, who, account, here)


@router.post(
    "/accounts/{account}/links",
    operation_id="make_account_link",
    summary="Make a one-time link for an account",
    description="For the first sign-in, and where a password is forgotten.",
    status_code=201,
    responses=errors(InvalidInput, *GUARDED, UnknownMark, *WRITTEN),
)
def make_account_link(account: AccountMark, who: Admin, here: HereNow, database: TheDatabase) -> AccountLink:
    with database.writing() as session:
        issued = accounts.make_link(session, who, account, here)
    return _link(issued)


def _link(issued: Issued) -> AccountLink:
    assert issued.account is not None
    return AccountLink(account=issued.account, code=issued.code, link=issued.link, expires=issued.expires)
