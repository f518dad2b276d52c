"""Fetches a certificate chain from the one host that is allowed."""

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPException, HTTPResponse, HTTPSConnection
from threading import Timer
from time import monotonic

import certifi

from skill.web.certificate_url import HOST, PORT
from skill.web.refusal import Reason, Refused

SECONDS = 2.0
"""How long a fetch may take, from connecting to the last byte. Only a name that is slow to be looked up, and a host with several
addresses that does not answer at the first, can make it longer."""
MOST_BYTES = 32 * 1024
"""Several times a chain of four certificates."""

Fetch = Callable[[str], bytes]


def fetcher() -> Fetch:
    """A function that fetches a path of the certificate host; its answer is whatever the host serves there.

    It raises Refused for anything but an answer of status 200, in time and of a likely size. No redirect is followed, no proxy is
    asked, nothing is tried again.
    """
    trust = ssl.create_default_context(cafile=certifi.where())

    def fetch(path: str) -> bytes:
        connection, last = HTTPSConnection(HOST, PORT, timeout=SECONDS, context=trust), monotonic() + SECONDS
        try:
            connection.connect()
            with _shut(connection.sock, last):
                connection.request("GET", path, headers={"User-Agent": "spine-check", "Connection": "close"})
                with connection.getresponse() as response:
                    body = _body(response)
        except (OSError, HTTPException) as error:
            raise Refused(Reason.CERTIFICATE_HOST) from error
        finally:
            connection.close()
        if monotonic() >= last:
            raise Refused(Reason.CERTIFICATE_HOST)
        return body

    return fetch


@contextmanager
def _shut(connected: socket.socket, last: float) -> Iterator[None]:
    """Shut a connection at a moment: a time-out of its own starts anew with every byte, and a host may send one by one.

    What reads from it then meets an end, as if the host had hung up.
    """

    def shut() -> None:
        with suppress(OSError):
            socket.socket.shutdown(connected, socket.SHUT_RDWR)  # the TLS socket's own would take away what is being read

    timer = Timer(max(0.0, last - monotonic()), shut)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _body(response: HTTPResponse) -> bytes:
    body = bytearray()
    if response.status != 200:
        raise Refused(Reason.CERTIFICATE_HOST)
    while part := response.read1(MOST_BYTES):
        body += part
        if len(body) > MOST_BYTES:
            raise Refused(Reason.CERTIFICATE_HOST)
    return bytes(body)
