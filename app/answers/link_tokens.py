"""A parent's one-time link as text: pure, no web, no database.

A token is 16 characters of Crockford's base 32. A tablet makes it, without a network: eight random ones,
then the first 40 bits of an HMAC over them with the key of the day, which comes of the district's key of the
month. So the server knows a link of an enrolled tablet's before it has heard of it, for two weeks and no
longer, and no date has to be kept. The server stores the SHA-256 of the token alone.
"""

import hmac
from collections.abc import Iterable
from datetime import date, timedelta
from unicodedata import decimal, normalize
from urllib.parse import unquote

from app.access.secret_tokens import DEVICE_CODE, SEPARATORS, new_code, plain_code
from app.access.secret_tokens import digest as digest
from app.vocabulary.marks import ALPHABET

LENGTH = DEVICE_CODE
SECRET = 8
"""Characters of a token that are random; the rest proves where it was made."""
DAYS = 14
"""Days for which a link can be used."""
AHEAD = 1
"""Days that a tablet's clock may be before ours."""
LONGEST = 2_000
"""Characters of an address that are read: what others add to a link is long at times."""


def canonical(typed: str) -> str | None:
    """The token in an address as its 16 bare characters, or None for what can be none.

    An address comes by chats, mails, search engines and keyboards, each of which adds its own: quotes,
    brackets, stars and full stops around it, invisible marks within, dashes and digits of another script,
    signs written as per cent, other parameters after it. Nothing but letters and digits counts, and after
    the sixteenth nothing that a sign, other than what groups are parted by, has set off.
    """
    if len(typed) > LONGEST:
        return None
    found: list[str] = []
    for character in normalize("NFKC", unquote(unquote(typed))):
        if character.isalnum():
            found.append(str(decimal(character, character)))
        elif len(found) >= LENGTH and not SEPARATORS.match(character):
            break
    return plain_code("".join(found), LENGTH)


def new() -> str:
    """A token of the server's own, all of it random, in its canonical form."""
    token = canonical(new_code(LENGTH))
    assert token is not None
    return token


def shown(token: str) -> str:
    """In groups of four, as in an address: `7k2m-9qxa-41zb-c0te`."""
    return "-".join(token[start : start + 4] for start in range(0, LENGTH, 4))


def key_of_day(key_of_month: bytes, day: date) -> bytes:
    return hmac.digest(key_of_month, day.isoformat().encode(), "sha256")


def proof(secret: str, key: bytes) -> str:
    """The last eight characters of a token, from its first eight and the key of the day."""
    number = int.from_bytes(hmac.digest(key, secret.encode(), "sha256")[:5], "big")
    return "".join(ALPHABET[(number >> shift) & 31] for shift in range(35, -1, -5))


def days(today: date) -> list[date]:
    """The days on which a link that can be used today may have been made."""
    return [today + timedelta(days) for days in range(-DAYS, AHEAD + 1)]


def is_ours(token: str, keys: Iterable[tuple[str, bytes]], today: date) -> bool:
    """Whether a tablet made this token in the last two weeks; `keys` are all districts' (month, key).

    Every key of every day is tried, however soon one fits, so that the time says nothing.
    """
    secret, given = token[:SECRET], token[SECRET:]
    found = False
    for month, key in keys:
        for day in days(today):
            if day.isoformat().startswith(month):
                found |= hmac.compare_digest(proof(secret, key_of_day(key, day)), given)
    return found
