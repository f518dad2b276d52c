"""Fetches a certificate chain from the one host that is allowed."""

import ssl
from collections.abc import Callable
from http.client import HTTPException, HTTPResponse, HTTPSConnection
from time import monotonic

import certifi

from skill.web.certificate_url import HOST, PORT
from skill.web.refusal import Reason, Refused

SECONDS = 2.0
"""How long the host may take to connect, to go on, and to send everything once it has begun."""
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
        connection = HTTPSConnection(HOST, PORT, timeout=SECONDS, context=trust)
        try:
            connection.request("GET", path, headers={"User-Agent": "spine-check", "Connection": "close"})
            with connection.getresponse() as response:
                return _body(response)
        except (OSError, HTTPException) as error:
            raise Refused(Reason.CERTIFICATE_HOST) from error
        finally:
            connection.close()

    return fetch


def _body(response: HTTPResponse) -> bytes:
    body, last = bytearray(), monotonic() + SECONDS
    if response.status != 200:
        raise Refused(Reason.CERTIFICATE_HOST)
    while part := response.read1(MOST_BYTES):
        body += part
        if len(body) > MOST_BYTES or monotonic() > last:
            raise Refused(Reason.CERTIFICATE_HOST)
    return bytes(body)
