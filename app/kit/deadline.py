"""How long a request may wait: seconds are counted from when it had arrived whole."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from math import inf

_arrived: ContextVar[float | None] = ContextVar("arrived", default=None)
_until: ContextVar[float | None] = ContextVar("until", default=None)


def arrived() -> None:
    """The request of this context has been read: from now on it waits for us."""
    _arrived.set(time.monotonic())


def seconds_left(seconds: float) -> float:
    """What is left of `seconds` since the request arrived, at least 0; all of them outside a request."""
    since = _arrived.get()
    return seconds if since is None else max(0.0, since + seconds - time.monotonic())


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """What is asked of a database server in this block is given up after `seconds`, or sooner where a block
    around it says so; `inf` lifts all limits."""
    until, outer = time.monotonic() + seconds, _until.get()
    token = _until.set(until if outer is None or seconds == inf else min(until, outer))
    try:
        yield
    finally:
        _until.reset(token)


def patience(usual: float) -> float | None:
    """Seconds for the next exchange with a database server: those of `within`, else the `usual` ones; None
    for as long as it takes."""
    until = _until.get()
    seconds = usual if until is None else max(0.01, until - time.monotonic())
    return None if seconds == inf else seconds
