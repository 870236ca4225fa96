"""A page that is sent twice: a double tap over a slow network, whose first reply the browser throws away.

Each page that is shown has a random number of its own. With the answers a hash is stored of that number and
of all that was sent, so that the same page with the same answers is known again, by any serving process and
after a restart. The number is nowhere but in the page: whoever has the database, and even the link, can test
no answers against the hash, and two pages with the same answers have nothing in common.

On a poster the next person may answer on the same phone: browsers keep a page in memory, no-store or not, and
show it again to whoever goes back. A page that comes again after a while is theirs (`RecentSubmissions`).
"""

import re
import secrets
import time
from collections import OrderedDict
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from hashlib import sha256

from sqlalchemy import Connection, select

from app.answers import link_tokens
from app.answers.tables import SENT_PAGE, SPENT_LINK
from app.kit.db.bulk_insert import insert_new
from app.vocabulary.periods import month_of

FIELD = "page"
"""Field of the form that has the number; no question has this name."""
_BYTES = 16
_DOUBLE_TAP = 20.0
"""Seconds within which a page that comes again is a double tap."""
_MOST = 10_000
"""Pages whose last sending is remembered."""
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


def is_double_tap(
    connection: Connection, token: str | None, page: bytes | None, recent: "RecentSubmissions"
) -> bool:
    """Whether this page was sent and thanked for. A poster's that comes again after a while is another
    person's; a link has one person."""
    if token is None or page is None or not was_sent(connection, page):
        return False
    spent = select(SPENT_LINK.c.month).where(SPENT_LINK.c.token_hash == link_tokens.digest(token))
    return not recent.is_a_while_ago(page) or connection.execute(spent).first() is not None


def remember(connection: Connection, page: bytes | None, today: date) -> None:
    if page is not None:
        insert_new(connection, SENT_PAGE, {"page_hash": page, "month": month_of(today)})


class RecentSubmissions:
    """When this process took in a page last, in memory alone: the database knows no time of day. A second
    sending of a page that it does not remember, as after a restart, is a double tap."""

    def __init__(self) -> None:
        self._when: OrderedDict[bytes, float] = OrderedDict()
        self.now = time.monotonic

    def is_a_while_ago(self, page: bytes) -> bool:
        when = self._when.get(page)
        return when is not None and self.now() - when > _DOUBLE_TAP

    @contextmanager
    def remembering(self, page: bytes | None) -> Iterator[None]:
        """While a page is taken in; where that fails, it is as if it had not been sent."""
        before = self._when.get(page) if page else None
        try:
            yield
        except BaseException:
            if page is not None:
                self._when.pop(page, None)
                if before is not None:
                    self._when[page] = before
            raise

    def remember(self, page: bytes | None) -> None:
        """As part of the transaction that takes it in, so that a second one that waits for it knows."""
        if page is not None:
            self._when[page] = self.now()
            self._when.move_to_end(page)
            while len(self._when) > _MOST:
                self._when.popitem(last=False)
