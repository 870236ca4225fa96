"""Passwords of coordinators and admins in small installations: what is accepted, and Argon2id.

Argon2id with 64 MiB, three passes and four lanes: the second recommended option of RFC 9106. At most
`AT_ONCE` are computed at the same time, so that guessing cannot take the machine's memory.
"""

import threading
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager

from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher

from app.access.problems import TooManyAttempts

SHORTEST, LONGEST = 12, 200

AT_ONCE = 2
_WAIT_SECONDS = 1.0

_ARGON2ID = PasswordHash([Argon2Hasher(time_cost=3, memory_cost=64 * 1024, parallelism=4)])
_slots = threading.BoundedSemaphore(AT_ONCE)


def hash_password(password: str) -> str:
    """The Argon2id hash, in its own text form with salt. Raises `TooManyAttempts` where too many compute."""
    with _slot():
        return _ARGON2ID.hash(normalised(password))


def password_fits(password: str, hash_: str | None) -> bool:
    """Whether it is the password. Without a hash the same time goes by, and the answer is no.

    Raises `TooManyAttempts` where too many compute already.
    """
    with _slot():
        fits = _ARGON2ID.verify(normalised(password), hash_ or _NOBODYS)
    return fits and hash_ is not None


@contextmanager
def _slot() -> Iterator[None]:
    if not _slots.acquire(timeout=_WAIT_SECONDS):
        raise TooManyAttempts(1)
    try:
        yield
    finally:
        _slots.release()


def normalised(password: str) -> str:
    """One spelling of letters that keyboards write in different ways, such as å. Nothing is cut off."""
    return unicodedata.normalize("NFKC", password)


_NOBODYS = "$argon2id$v=19$m=65536,t=3,p=4$c3RvZGxvZ2ctbm9ib2R5IQ$YW4gYXJnb24yaWQgaGFzaCBvZiBubyBwYXNzd29yZCE"
"""Costs as much to check as a real one, with the parameters above; no password fits it."""
