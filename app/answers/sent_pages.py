"""A page that is sent twice: a double tap over a slow network, whose first reply the browser throws away.

Each page that is shown has a random number of its own. With the answers a hash is stored of that number and
of all that was sent, so that the same page with the same answers is known again, by any serving process and
after a restart. The number is nowhere but in the page: whoever has the database, and even the link, can test
no answers against the hash, and two pages with the same answers have nothing in common.
"""

import re
import secrets
from collections.abc import Mapping
from datetime import date
from hashlib import sha256

from sqlalchemy import Connection, select

from app.answers.tables import SENT_PAGE
from app.kit.inserting import insert_new
from app.vocabulary.periods import month_of

FIELD = "page"
"""Field of the form that has the number; no question has this name."""
_BYTES = 16
_NUMBER = re.compile(rf"[0-9a-f]{{{2 * _BYTES}}}")


def new_number() -> str:
    return secrets.token_hex(_BYTES)


def digest(token: str | None, form: Mapping[str, str]) -> bytes | None:
    """The hash of a page as it was sent to an address (its canonical token); None for one without a number,
    which cannot be known again."""
    if token is None or not _NUMBER.fullmatch(form.get(FIELD, "")):
        return None
    parts = [token, *(part for name in sorted(form) for part in (name, form[name]))]
    # Fields and values have no line breaks where they are right; with some the page is another one.
    return sha256("\n".join(parts).encode()).digest()


def was_sent(connection: Connection, page: bytes | None) -> bool:
    found = select(SENT_PAGE.c.month).where(SENT_PAGE.c.page_hash == page)
    return page is not None and connection.execute(found).first() is not None


def remember(connection: Connection, page: bytes | None, today: date) -> None:
    if page is not None:
        insert_new(connection, SENT_PAGE, {"page_hash": page, "month": month_of(today)})
