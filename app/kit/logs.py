"""Structured logs that cannot name anyone: no address, no query string, no bound value, no body.

Only the fields in `ALLOWED` pass; anything else that a call or a library adds is dropped, so that a
careless log line loses a detail and not someone's privacy.
"""

import logging
import sys
import threading
import traceback
import warnings
from pathlib import Path
from typing import Any, TextIO

import structlog

from app.kit.json_values import JsonObject

ALLOWED = frozenset(
    {
        "event", "level", "timestamp", "logger", "request", "method", "route", "status", "milliseconds",
        "problem", "error", "where", "tertial", "table", "count", "municipality", "version", "database",
    }
)  # fmt: skip
"""Every field that a log line may have. `route` is the pattern, never the path that was asked for."""


def _only_allowed(_logger: Any, _method: str, line: Any) -> Any:
    return {name: value for name, value in line.items() if name in ALLOWED}


def _without_message_values(_logger: Any, _method: str, line: Any) -> Any:
    """An exception is logged as its type and place: its message may hold what someone sent."""
    info = line.pop("exc_info", None)
    error = info[1] if isinstance(info, tuple) else info
    if info is True:
        error = sys.exc_info()[1]
    if isinstance(error, BaseException):
        line["error"] = type(error).__name__
        trace = error.__traceback__
        places = []
        while trace is not None:
            code = trace.tb_frame.f_code
            places.append(f"{code.co_filename.rsplit('/', 1)[-1]}:{trace.tb_lineno} {code.co_name}")
            trace = trace.tb_next
        line["where"] = places[-6:]
    return line


def _with_traceback(_logger: Any, _method: str, line: Any) -> Any:
    """Where somebody works on the code and all data are made up: the whole error before its line."""
    if isinstance(error := line.get("exc_info"), BaseException):
        traceback.print_exception(error, file=sys.stderr)
    return line


def configure(level: str = "INFO", *, tracebacks: bool = False) -> None:
    """Send the service's and the libraries' log lines as JSON to standard error. `tracebacks` never where
    anybody's records are: an error's message may hold what someone sent."""
    shared: list[Any] = [
        *([_with_traceback] if tracebacks else []),
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(
            fmt="%Y-%m-%dT%H:00Z", utc=True
        ),  # the hour is enough to find a fault
        _without_message_values,
        _only_allowed,
    ]
    structlog.configure(
        processors=[*shared, structlog.processors.JSONRenderer(ensure_ascii=False)],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=lambda *_: structlog.PrintLogger(sys.stderr),
        cache_logger_on_first_use=False,
    )
    handler = _ToStandardError()
    handler.setFormatter(_LibraryFormatter())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logger = logging.getLogger(name)
        logger.handlers.clear()
        logger.propagate = name != "uvicorn.access"
    logging.getLogger("uvicorn.access").disabled = True


class _ToStandardError(logging.StreamHandler[TextIO]):
    """Writes to what standard error is at that time: whoever started the process may have exchanged it."""

    def emit(self, record: logging.LogRecord) -> None:
        self.stream = sys.stderr
        super().emit(record)


def configure_process(level: str = "INFO", *, tracebacks: bool = False) -> None:
    """`configure`, in a process of the service's own: what Python itself would print goes there too."""
    configure(level, tracebacks=tracebacks)
    logging.raiseExceptions = False
    warnings.showwarning = _warned
    threading.excepthook = lambda stray: log.error("a thread ended", exc_info=stray.exc_value)
    sys.unraisablehook = lambda stray: log.error("an error was passed over", exc_info=stray.exc_value)


def _warned(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    """A warning is logged as its kind and place: its message may hold what someone sent."""
    log.warning("a warning", error=category.__name__, where=[f"{Path(filename).name}:{lineno}"])


def configure_once() -> None:
    """Configure the logs unless a command did already: no process may serve with a library's defaults."""
    if not structlog.is_configured():
        configure()


_FIXED_WORDS = ("uvicorn", "sqlalchemy")
"""Libraries whose messages without arguments are words that stand in their code. Others' may be put together
from anything, as asyncio's are from what a task was given."""


def _event(record: logging.LogRecord) -> str:
    if not isinstance(record.msg, str):
        return type(record.msg).__name__
    if record.args or record.name.partition(".")[0] in _FIXED_WORDS:
        return record.msg.partition("\n")[0][:200]
    return "a library's message"


class _LibraryFormatter(logging.Formatter):
    """Libraries' lines keep their logger and template; their arguments may hold what someone sent."""

    def format(self, record: logging.LogRecord) -> str:
        line: JsonObject = {
            "event": _event(record),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        if record.exc_info:
            line["exc_info"] = record.exc_info
        line = _only_allowed(None, "", _without_message_values(None, "", line))
        return structlog.processors.JSONRenderer(ensure_ascii=False)(None, "", line)  # type: ignore[return-value]


log = structlog.get_logger()
