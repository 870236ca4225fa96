"""`stodlogg release`: the life of a release from the command line of the machine that the service runs on.

Whoever runs the service stands in the trail as `command-line`. Four eyes stay four eyes: who locked cannot
publish, so a second person publishes at the desk, or here with `--as` and the own password.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.table import Table

from app.access.actor import COMMAND_LINE, Actor
from app.access.problems import WrongPassword
from app.access.request_context import RequestContext
from app.access.sign_in.passwords import password_fits
from app.access.sign_in.service import account_holder, password_hash_of
from app.kit.db.database import Database
from app.progress import progress_on
from app.release.lifecycle import release_acts
from app.release.lifecycle.ledger import in_words, waiting
from app.release.protection.secret import fingerprint as fingerprint_of
from app.release.protection.secret import others_can_read, secret_of
from app.release.protection.verification import verify as verify_release
from app.release.release_states import REASONS, Reason
from app.release.storage.store import Release

Opened = Callable[[], AbstractContextManager[tuple[Database, RequestContext]]]
"""A database that is ready, and the place and day."""

Id = Annotated[str, typer.Argument(metavar="ID", help="A release, such as 2019-T1-r1.")]
Tertial = Annotated[str, typer.Argument(help="Such as 2019-T1.")]
As = Annotated[
    str | None,
    typer.Option("--as", metavar="ACCOUNT", help="Act as this coordinator, who types their own password."),
]
out, err = Console(), Console(stderr=True)


def make_commands(opened: Opened) -> typer.Typer:
    """The subcommands, on the database that `opened` gives."""
    commands = typer.Typer(
        help="Lock, check, publish, revise and withdraw a tertial's release (docs/how-to/release.md).",
        no_args_is_help=True,
    )

    @commands.command()
    def lock(tertial: Tertial, account: As = None) -> None:
        """Close a tertial for good, or a revision's late records."""
        with opened() as (database, here):
            _tell(release_acts.lock(database, _acting(database, here, account), tertial, here))

    @commands.command()
    def check(release: Id, account: As = None) -> None:
        """Freeze, protect and attack the tables. Ctrl-C leaves nothing behind."""
        with opened() as (database, here):
            who = _acting(database, here, account)
            with _interruptible(), progress_on() as progress:
                done = release_acts.check(database, who, release, here, progress)
            _tell(done)
            with database.reading() as session:
                told = here.catalogue.municipality.words.filled(in_words(waiting(session, done)))
        for words in filter(None, (told.sv, told.en)):
            err.print(words, highlight=False, markup=False, soft_wrap=True)

    @commands.command()
    def publish(release: Id, account: As = None) -> None:
        """Put a checked release on the shelf; another person than the one who locked it."""
        with opened() as (database, here):
            _tell(release_acts.publish(database, _acting(database, here, account), release, here))

    @commands.command()
    def revise(tertial: Tertial, account: As = None) -> None:
        """Begin a tertial's next revision, for late records."""
        with opened() as (database, here):
            _tell(release_acts.revise(database, _acting(database, here, account), tertial, here))

    @commands.command()
    def withdraw(
        release: Id,
        reason: Annotated[str, typer.Option(help=f"One of {', '.join(REASONS)}.")],
        account: As = None,
    ) -> None:
        """Take a release off the shelf, or off its way there."""
        why: Reason | None = next((one for one in REASONS if one == reason), None)
        if why is None:
            _fail(f"no reason is called {reason!r}: use one of {', '.join(REASONS)}")
        with opened() as (database, here):
            _tell(release_acts.withdraw(database, _acting(database, here, account), release, why, here))

    @commands.command("list")
    def list_(
        tertial: Annotated[str | None, typer.Option(help="Only this one's.")] = None,
    ) -> None:
        """Every release and how far it has come."""
        with opened() as (database, _):
            found = release_acts.list_releases(database, COMMAND_LINE, tertial)
        table = Table("release", "state", "locked", "published", "reason", "content hash", box=None)
        for one in found:
            days = (str(day) if day else "" for day in (one.locked_day, one.published_day))
            hash_ = one.content.content_hash.hex()[:16] if one.content else ""
            table.add_row(one.id, one.state, *days, one.reason or "", hash_)
        out.print(table)

    @commands.command()
    def show(release: Id) -> None:
        """What a release was made by, and the hash of each of its tables."""
        with opened() as (database, _):
            found = release_acts.show(database, COMMAND_LINE, release)
        for line in lines(found):
            out.print(line, highlight=False, markup=False, soft_wrap=True)

    @commands.command()
    def verify(release: Id) -> None:
        """Check a release's hashes and its proof, with no solver: exit status 0 if all of it holds."""
        with opened() as (database, _):
            verdict = verify_release(database, release)
        for line in verdict.lines():
            out.print(line, highlight=False, markup=False, soft_wrap=True)
        if not verdict.holds:
            raise typer.Exit(1)

    secret = typer.Typer(
        help="The secret for rounding: which one it is, and another one.", no_args_is_help=True
    )
    commands.add_typer(secret, name="secret")

    @secret.command()
    def fingerprint() -> None:
        """Which secret the next release is drawn with, by a fingerprint that says nothing of it."""
        with opened() as (_, here):
            path = here.settings.rounding_secret_path
            if not path.exists():
                _fail(f"{path} is not there. The first check makes one; if there was one, put it back.")
            out.print(fingerprint_of(secret_of(path)).hex(), soft_wrap=True)
            if others_can_read(path):
                err.print(f"Other accounts can read {path}: chmod 600.", soft_wrap=True, markup=False)

    @secret.command()
    def rotate(account: As = None) -> None:
        """Draw what is released first from now on with a new secret; stands in the trail.

        Revisions of what is released go on with the secret that it was drawn with, which stays in the file.
        """
        with opened() as (database, here):
            told = release_acts.rotate_secret(database, _acting(database, here, account), here)
        out.print(told.hex(), soft_wrap=True)

    return commands


def _acting(database: Database, here: RequestContext, account: str | None) -> Actor:
    """Who acts: whoever runs the service, or the coordinator that `account` names and whose password is
    typed now. Raises `WrongPassword`, `TooManyAttempts`."""
    if account is None:
        return COMMAND_LINE
    password = typer.prompt(f"Lösenord / password, {account}", hide_input=True, err=True)
    with database.reading() as session:
        hash_ = password_hash_of(session, account)
        if not password_fits(password, hash_):
            raise WrongPassword()
        return account_holder(session, account, here)


@contextmanager
def _interruptible() -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        _fail("interrupted: nothing was stored. The same command starts it again.", 130)


def _tell(release: Release) -> None:
    err.print(f"{release.id} is {release.state}.", highlight=False)


def lines(release: Release) -> Iterator[str]:
    """A release in plain lines."""
    yield f"{release.id}: {release.state}" + (f" ({release.reason})" if release.reason else "")
    for what, day in (("locked", release.locked_day), ("published", release.published_day)):
        if day:
            yield f"{what} {day}"
    if release.one_person:
        yield "locked and published by one person"
    if release.content:
        parameters = release.content.parameters
        yield (
            f"method {parameters.method}, threshold {parameters.threshold}, software {parameters.software}, "
            f"catalogue {parameters.municipality} {parameters.catalogue}"
        )
        yield f"content {release.content.content_hash.hex()}"
        for piece in release.content.pieces:
            yield f"  {piece.sha256.hex()}  {piece.table} {piece.period}"


def _fail(message: str, code: int = 1) -> NoReturn:
    err.print(message, style="red", highlight=False, markup=False, soft_wrap=True)
    raise typer.Exit(code)
