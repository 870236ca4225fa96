"""The secret of the draw, in a file of its own.

Who has it can try which counts lead to what is shown, so it lies neither beside what is published nor in
its backups.
"""

import os
import secrets
from pathlib import Path

from app.disclosure.strict_json import UnusableFile

BYTES = 32


def read_or_make(path: Path) -> bytes:
    """The secret in a file. Where there is no such file, one is made that nobody else may read.

    Raises `UnusableFile`.
    """
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _read(path)
    except OSError as error:
        raise UnusableFile(f"{path} cannot be made: {error.strerror}") from error
    secret = secrets.token_bytes(BYTES)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(f"{secret.hex()}\n")
    return secret


def _read(path: Path) -> bytes:
    try:
        secret = bytes.fromhex(path.read_text("ascii"))
    except OSError as error:
        raise UnusableFile(f"{path} cannot be read: {error.strerror}") from error
    except ValueError:
        secret = b""
    if len(secret) < BYTES:
        raise UnusableFile(
            f"{path} holds no secret, which is {2 * BYTES} or more hexadecimal digits. "
            "To have one made, name a file that is not there"
        )
    return secret
