"""The log: one JSON object a line on standard output, of which none holds anything that a request said.

What a library has to say is reduced to where it said so, because its words may quote a request. Only where no request is seen,
which is in gunicorn's master process, is it quoted: nothing else could say why the service does not start.
"""

import json
import logging
import sys
from datetime import UTC, datetime
from typing import TextIO

from ask_sdk_model import Request
from gunicorn.glogging import Logger

from skill.content import library

_REQUESTS = logging.getLogger("skill.web")
OTHER = "other"


def write(*, outcome: str, status: int, milliseconds: float, **more: str) -> None:
    """One line for one request."""
    fields = {"outcome": outcome, "status": status, "ms": round(milliseconds, 1), **more}
    _REQUESTS.info("request", extra={"fields": fields})


def request_type(kind: object) -> str:
    """The type of a request if Amazon's SDK knows it: so it can only be one of a few words, and never an intent's name."""
    return kind if isinstance(kind, str) and kind in Request.discriminator_value_class_map else OTHER


def locale(name: object) -> str:
    """The locale of a request if it is one of ours."""
    return name if isinstance(name, str) and name in library.LOCALES else OTHER


class JsonLine(logging.Formatter):
    """A log record as one line of JSON, a library's without its words."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, without its end."""
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        return json.dumps({"time": moment, "level": record.levelname.lower(), **self.fields(record)})

    def fields(self, record: logging.LogRecord) -> dict[str, object]:
        """What the line holds beside time and level."""
        return dict(record.__dict__["fields"]) if record.name == _REQUESTS.name else _place(record)


class QuotingLine(JsonLine):
    """The same for a process that sees no request: with the words."""

    def fields(self, record: logging.LogRecord) -> dict[str, object]:
        """What the line holds beside time and level."""
        return super().fields(record) | ({} if record.name == _REQUESTS.name else {"server": record.getMessage()})


def _place(record: logging.LogRecord) -> dict[str, object]:
    kind = record.exc_info[0] if record.exc_info else None
    return {"place": f"{record.name}: {record.module}.{record.funcName}", **({"error": kind.__name__} if kind else {})}


class Lines(logging.StreamHandler[TextIO]):
    """Writes to standard output. A line that cannot be written costs nobody their answer."""

    def __init__(self) -> None:
        super().__init__(sys.stdout)
        self.setFormatter(QuotingLine())

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 # the library's name
        """Say nothing: the library would print the record, with a traceback, on standard error."""


def configure() -> None:
    """Send everything that is logged in this process, warnings included, through one handler.

    Libraries are quoted until `requests_come`.
    """
    logging.captureWarnings(capture=True)
    logging.basicConfig(handlers=[Lines()], level=logging.WARNING, force=True)
    _REQUESTS.setLevel(logging.INFO)


def requests_come() -> None:
    """From here on this process sees requests: no library is quoted any more."""
    for handler in logging.getLogger().handlers:
        handler.setFormatter(JsonLine())


class ServerLog(Logger):
    """Gunicorn's log, through the same handler; it writes no access log."""

    def setup(self, cfg: object) -> None:
        """Leave handlers to `configure`, and speak through the logger itself: through methods, every line would name those."""
        for level in ("critical", "error", "warning", "info", "debug", "exception"):
            setattr(self, level, getattr(self.error_log, level))
        self.error_log.propagate = True
        self.error_log.setLevel(logging.INFO)
