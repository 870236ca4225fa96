"""A clock that a test turns, for limits that count by the hour and the minute."""

from types import SimpleNamespace

import pytest

from app.access import sliding_window


class Clock:
    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def time(self) -> float:
        return self.now


def turned(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The clock that the limits go by from now on."""
    clock = Clock()
    stand_in = SimpleNamespace(time=clock.time)
    monkeypatch.setattr(sliding_window, "time", stand_in)
    return clock
