"""The secret that the numbers of a release are drawn with, in a file of its own.

    secret = secret_of(path, told)          # the one that a lineage was made with, or the newest
    fingerprint(secret)

Whoever has it and a release can find out small counts. So it lies outside the database and its backups, and
no release, proof or log holds it; a release keeps its fingerprint alone, which says which secret it was and
nothing of it (32 random bytes cannot be guessed). The file has one secret a line, the newest first:
revisions of what was published are drawn with the secret that it was drawn with."""

import contextlib
import os
import secrets
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile

from app.kit.language import Text
from app.kit.problems import Problem, problem

LENGTH = 32
"""Bytes of a secret."""

_HEAD = "# Stödlogg: hemlighet för avrundning / secret for rounding. Lämna aldrig ut / never hand out.\n"
_PURPOSE = b"stodlogg rounding secret "


SecretUnusable = problem("rounding-secret")
OtherSecret = problem("other-rounding-secret")


def fingerprint(secret: bytes) -> bytes:
    """Which secret it is, in 32 bytes that say nothing else of it."""
    return sha256(_PURPOSE + secret).digest()


def secret_of(path: Path, told: bytes | None = None) -> bytes:
    """The newest secret of the file, which is made if it is not there; or the one with a fingerprint.

    Raises `SecretUnusable` where the file can be neither read nor made, `OtherSecret` where it does not
    have the one that is asked for."""
    if told is None:
        return next(_secrets(path, make=True))
    for secret in _secrets(path, make=False):
        if fingerprint(secret) == told:
            return secret
    raise OtherSecret()


def rotate(path: Path) -> bytes:
    """Put a new secret before those that the file has; what is released first from now on is drawn with it.
    Raises `SecretUnusable`."""
    earlier = list(_secrets(path, make=False))
    new = secrets.token_bytes(LENGTH)
    try:
        _replace(path, _text([new, *earlier]))
    except OSError as error:
        raise _unusable(path, error) from error
    return new


def others_can_read(path: Path) -> bool:
    """Whether the file is there and open to more than its owner's account."""
    try:
        return bool(path.stat().st_mode & 0o077)
    except OSError:
        return False


def _secrets(path: Path, *, make: bool) -> Iterator[bytes]:
    try:
        if make and not path.exists():
            _make(path)
        text = path.read_text("ascii", "replace") if make or path.exists() else ""
    except OSError as error:
        raise _unusable(path, error) from error
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    if not lines and path.exists():  # emptied: what was released is drawn with what it held
        raise _wrong(path)
    for line in lines:
        try:
            secret = bytes.fromhex(line)
        except ValueError:
            raise _wrong(path) from None
        if len(secret) != LENGTH:
            raise _wrong(path)
        yield secret


def _make(path: Path) -> None:
    """A new file with one secret. Of several processes that make it at once, all take the first one's."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with _beside(path, _text([secrets.token_bytes(LENGTH)])) as written, contextlib.suppress(FileExistsError):
        os.link(written, path)


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with _beside(path, text) as written:
        written.replace(path)


@contextlib.contextmanager
def _beside(path: Path, text: str) -> Iterator[Path]:
    """A file of its own in the same folder that only its owner may read, on the disk, and gone afterwards."""
    with NamedTemporaryFile(
        "w", dir=path.parent, prefix=".rounding-", encoding="utf-8", delete=False
    ) as file:
        written = Path(file.name)
        try:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
            yield written
        finally:
            written.unlink(missing_ok=True)


def _text(several: list[bytes]) -> str:
    return _HEAD + "".join(f"{one.hex()}\n" for one in several)


def _unusable(path: Path, error: OSError) -> Problem:
    why = error.strerror or type(error).__name__
    return SecretUnusable(
        Text(
            f"{path}: {why}. Tjänsten behöver läsa filen och skapa den första gången, utanför "
            "säkerhetskopior av databasen (STODLOGG_ROUNDING_SECRET_FILE).",
            f"{path}: {why}. The service needs to read the file and to make it the first time, outside "
            "backups of the database (STODLOGG_ROUNDING_SECRET_FILE).",
        )
    )


def _wrong(path: Path) -> Problem:
    return SecretUnusable(
        Text(
            f"{path} är inte filen som tjänsten skrev: en hemlighet på varje rad, 64 hexadecimala tecken. "
            "Återställ den.",
            f"{path} is not the file that the service wrote: one secret a line, 64 hexadecimal digits. "
            "Restore it.",
        )
    )
