"""One-time links from the command line: for a trial, and when all other ways in are lost."""

from typing import Annotated

import typer

from app import running
from app.access.accounts.service import list_accounts, make_link
from app.access.actor import COMMAND_LINE
from app.access.request_context import RequestContext
from app.cli.console import out, ready_database
from app.kit.db.database import Database
from app.kit.settings import Settings


def links() -> None:
    """Fresh one-time links for a trial run (makes new accounts; the act stands in the trail)."""
    with ready_database(running.served_at(Settings())) as (database, here):
        show_doors(database, here)


def show_doors(database: Database, here: RequestContext) -> None:
    """Make the ways into a trial run, and print them."""
    url = here.settings.public_url
    doors, key = running.open_doors(database, here), running.trial_key(database, here)
    out.rule("Stödlogg")
    out.print(f"Öppna / open   {url}/")
    out.print("Engångslänkar / one-time links (24 h):")
    for door in doors:
        out.print(f"  {door.who}")
        out.print(f"    {door.issued.link}")
    out.print(f"Forskningsnyckel (research key, {running.TRIAL_DAYS} d) till {url}/research")
    out.print(f"    {key}")
    out.print("Nya länkar / new links: stodlogg links    Avsluta / stop: Ctrl-C")


def link(
    account: Annotated[
        str | None, typer.Argument(help="The account's code, such as c-7k2m9q; none lists the accounts.")
    ] = None,
) -> None:
    """A new one-time link for an account, when all other ways in are lost."""
    with ready_database() as (database, here), database.writing() as session:
        if account is None:
            for row in list_accounts(session, COMMAND_LINE):
                out.print(f"{row.account}  {row.role}  {row.district or ''}".rstrip())
            return
        issued = make_link(session, COMMAND_LINE, account, here)
    out.print(issued.link)
