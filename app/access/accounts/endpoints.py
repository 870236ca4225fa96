"""Accounts: creating, links to get in with, the list, removing. For admins."""

from fastapi import APIRouter, Depends

from app.access.accounts import service
from app.access.accounts.problems import LastAdmin
from app.access.accounts.schemas import AccountLink, AccountList, AccountMark, AccountWanted
from app.access.guards import Admin
from app.access.problems import UnknownMark
from app.access.request_context import TheContext, TheDatabase
from app.access.responses import GUARDED, READ, SENT, WRITTEN, no_store
from app.access.roles import Role
from app.kit.http.bodies import strict_route
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
def create_account(
    body: AccountWanted, who: Admin, context: TheContext, database: TheDatabase
) -> AccountLink:
    with database.writing() as session:
        return service.create_account(session, who, Role(body.role), body.district, context)


@router.get(
    "/accounts",
    operation_id="list_accounts",
    summary="Accounts in use",
    responses=errors(*GUARDED, *READ),
    description="Their codes, roles and districts. No names: the service knows none.",
)
def list_accounts(who: Admin, database: TheDatabase) -> AccountList:
    with database.reading() as session:
        return AccountList(accounts=service.list_accounts(session, who))


@router.delete(
    "/accounts/{account}",
    operation_id="remove_account",
    summary="Remove an account",
    description="Its sign-ins end at once, and so do its codes and those that it made.",
    status_code=204,
    responses=errors(InvalidInput, *GUARDED, UnknownMark, LastAdmin, *WRITTEN),
)
def remove_account(account: AccountMark, who: Admin, context: TheContext, database: TheDatabase) -> None:
    with database.writing() as session:
        service.remove_account(session, who, account, context)


@router.post(
    "/accounts/{account}/links",
    operation_id="make_account_link",
    summary="Make a one-time link for an account",
    description="For the first sign-in, and where a password is forgotten.",
    status_code=201,
    responses=errors(InvalidInput, *GUARDED, UnknownMark, *WRITTEN),
)
def make_account_link(
    account: AccountMark, who: Admin, context: TheContext, database: TheDatabase
) -> AccountLink:
    with database.writing() as session:
        return service.make_link(session, who, account, context)
