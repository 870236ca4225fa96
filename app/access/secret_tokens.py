"""Secrets that the service makes itself: tokens for machines, codes that people type, marks that are none.

Only the SHA-256 of a token or code is stored, and it is found by that hash: no secret is ever compared with
another, so there is no comparison to time. A plain hash is enough because each has at least 80 random bits;
passwords, which people choose, are hashed by `app.access.sign_in.passwords`.
"""

import hashlib
import re
import secrets

from app.vocabulary.marks import ALPHABET, LENGTH

DEVICE_CODE = 16
"""Characters of a code that is typed on a tablet: 80 bits, good for some hours."""
LINK_CODE = 28
"""Characters of a code that comes as a link: 140 bits."""
KEY_PREFIX = "stodlogg_"
"""Begins every research key, so that one that ends up in public code is recognised for what it is."""

_READ_AS = str.maketrans({"o": "0", "i": "1", "l": "1"})
SEPARATORS = re.compile(r"[\s\-\u2010-\u2015\u2212]")
"""What groups of four are parted by."""
_LONGEST_TYPED = 80


def new_token() -> str:
    """256 random bits, fit for a cookie."""
    return secrets.token_urlsafe(32)


def new_key() -> str:
    return KEY_PREFIX + new_token()


def new_mark(prefix: str) -> str:
    return f"{prefix}-{_characters(LENGTH)}"


def mark_of(prefix: str, secret: str) -> str:
    """The mark that belongs to a random text: the same one each time, and none that could be chosen."""
    number = int.from_bytes(digest(secret))
    digits = (number >> (5 * position) for position in range(LENGTH))
    return f"{prefix}-{''.join(ALPHABET[digit % len(ALPHABET)] for digit in digits)}"


def new_code(length: int) -> str:
    """A code in groups of four, such as `7K2M-9QXA-41ZB-C0TE`."""
    characters = _characters(length).upper()
    return "-".join(characters[start : start + 4] for start in range(0, length, 4))


def digest(secret: str) -> bytes:
    """The 32 bytes that are stored instead of a token or key."""
    return hashlib.sha256(secret.encode()).digest()


def code_digest(typed: str) -> bytes | None:
    """The digest of a code as somebody typed it, or None for what can be no code."""
    code = plain_code(typed, DEVICE_CODE, LINK_CODE)
    return digest(code) if code else None


def plain_code(typed: str, *lengths: int) -> str | None:
    """A code of one of these lengths as its bare characters, or None for what can be none.

    Case, spaces and hyphens do not matter; O is read as 0, I and L as 1.
    """
    if len(typed) > _LONGEST_TYPED:
        return None
    code = SEPARATORS.sub("", typed).lower().translate(_READ_AS)
    return None if len(code) not in lengths or code.strip(ALPHABET) else code


def _characters(length: int) -> str:
    return "".join(secrets.choice(ALPHABET) for _ in range(length))
