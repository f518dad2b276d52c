"""Gunicorn's threaded worker, with a limit on how long a request may take to arrive.

Gunicorn waits for the rest of a head or a body for ever, and a thread with it. Here the loop that a worker runs at least once a
second also ends the receiving side of connections that are late: what was waiting reads an end, and can still answer.
"""

import socket
from contextlib import suppress
from time import monotonic
from typing import Any

from gunicorn.workers.gthread import ThreadWorker


class PunctualWorker(ThreadWorker):
    """Cuts off requests that do not arrive within the time that the server's settings allow."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._arriving: dict[Any, float] = {}

    def enqueue_req(self, conn: Any) -> None:
        """Take in a connection, and note when."""
        self._arriving.setdefault(conn, monotonic())
        super().enqueue_req(conn)

    def finish_request(self, conn: Any, fs: Any) -> None:
        """Let a connection go."""
        self._arriving.pop(conn, None)
        super().finish_request(conn, fs)

    def murder_keepalived(self) -> None:
        """Close connections that stayed idle, and end those that are late."""
        super().murder_keepalived()
        late = monotonic() - self.app.settings.arrival_seconds
        for conn in [each for each, since in self._arriving.items() if since < late]:
            with suppress(OSError):
                conn.sock.shutdown(socket.SHUT_RD)
