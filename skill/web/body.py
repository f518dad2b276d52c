"""Reads a request's body from the server: whole, and no more than it may be."""

from flask import Request

from skill.web.refusal import Reason, Refused

MOST_DISCARDED = 1024 * 1024
"""A body that is too large is read up to here, so that its sender gets to read the refusal."""


def read_body(request: Request, most: int) -> bytes:
    """The body, of at most so many bytes. Raises Refused when its length is not told, too large, or not what came."""
    length = request.content_length
    if length is None:
        raise Refused(Reason.LENGTH)
    arrived = arrive(request)
    if length > most:
        raise Refused(Reason.TOO_LARGE)
    if len(arrived) < length:
        raise Refused(Reason.INCOMPLETE)
    return arrived


def arrive(request: Request) -> bytes:
    """What comes of a body of told length. A connection closed on what its sender is still sending would hide our answer."""
    try:
        arrived: bytes = request.environ["wsgi.input"].read(min(request.content_length or 0, MOST_DISCARDED))
    except OSError:  # the sender is gone
        return b""
    return arrived
