"""Which functions of the service a piece of work calls."""

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TypeVar

APP = Path(__file__).parents[2] / "app"

Result = TypeVar("Result")


class Calls:
    """Looks at every call, also of threads that begin later, and keeps names while it is asked to."""

    def __init__(self) -> None:
        self._names: dict[str, None] | None = None

    def __call__(self, frame: FrameType, event: str, _: object) -> None:
        if event == "call" and self._names is not None:
            code = frame.f_code
            if code.co_filename.startswith(f"{APP}/"):
                module = Path(code.co_filename).relative_to(APP.parent).with_suffix("")
                name = ".".join((*module.parts, code.co_qualname.replace("<locals>.", "")))
                if "<" not in name:
                    self._names.setdefault(name)

    def of(self, work: Callable[[], Result]) -> tuple[Result, list[str]]:
        """What the work returns, and the functions that it calls, each once, in the order of their first
        call."""
        self._names = {}
        try:
            return work(), list(self._names)
        finally:
            self._names = None


@contextmanager
def looking_at_calls() -> Iterator[Calls]:
    """From here on calls can be looked at: also by threads of a service that is started within."""
    calls, earlier = Calls(), (sys.getprofile(), threading.getprofile())
    sys.setprofile(calls)
    threading.setprofile(calls)
    try:
        yield calls
    finally:
        sys.setprofile(earlier[0])
        threading.setprofile(earlier[1])
