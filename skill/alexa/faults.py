"""Faults of our own that a person hears as an apology, told to whoever runs the skill: what kind, and where in the code.

Never an exception's message: it may quote what somebody said.
"""

from collections.abc import Callable, Iterator
from types import TracebackType
from typing import NamedTuple

LOGGER = "skill.apology"


class Fault(NamedTuple):
    """The kind of an exception, and the innermost line of the skill's own code that it came through, as module:line."""

    error: str
    place: str


Report = Callable[[Fault], None]


def fault(error: BaseException) -> Fault:
    """What may be told of an exception."""
    lines = list(_lines(error.__traceback__))
    own = [line for line in lines if line.startswith("skill.")]
    return Fault(type(error).__name__, (own or lines or ["nowhere"])[-1])


def _lines(traceback: TracebackType | None) -> Iterator[str]:
    while traceback is not None:
        yield f"{traceback.tb_frame.f_globals.get('__name__')}:{traceback.tb_lineno}"
        traceback = traceback.tb_next


def log(found: Fault) -> None:
    """One line at level WARN. On Lambda it is JSON, counted by the filter in lambda/template.yaml."""
    import logging  # slow, and for faults alone

    logging.getLogger(LOGGER).warning("apologised", extra={"error": found.error, "place": found.place})
