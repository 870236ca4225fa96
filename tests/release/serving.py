"""`stodlogg serve` with tables made by `fake`: at once, or (SLOW_CHECK=1) never coming to an end."""

import os
import sys
import threading
from typing import Any

from app.cli.main import main
from app.release.protection import frozen_release
from tests.release.fake import Freezer


def _never(*given: Any) -> Any:
    given[6]("attack", 1, 100)
    threading.Event().wait()


if __name__ == "__main__":
    setattr(frozen_release, "freeze", _never if os.environ.get("SLOW_CHECK") else Freezer())  # noqa: B010
    sys.argv[1:] = ["serve", *sys.argv[1:]]
    main()
