"""Amazon's certificate host, played on this machine: real TLS, a file for each path, and bad manners where a test wants them."""

import socket
import ssl
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread
from typing import Any
from unittest.mock import patch

import certifi

from tests.web.pki import HOST, Made

Serve = Callable[[BaseHTTPRequestHandler], None]


class CertificateHost:
    """Serves `files`; a path that is not there is forbidden, as at Amazon's. Counts what it is asked for."""

    def __init__(self, certificate: Made) -> None:
        self.files: dict[str, bytes | Serve] = {}
        self.asked: Counter[str] = Counter()
        self.closing = Event()
        host = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                host.asked[self.path] += 1
                served = host.files.get(self.path)
                if callable(served):
                    served(self)
                else:
                    answer(self, 403 if served is None else 200, served or b"<Error><Code>AccessDenied</Code></Error>")

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            def handle_error(self, *_: object) -> None:
                pass  # a client that does not wait for the end is what some tests are about

        self.server = Server(("127.0.0.1", 0), Handler)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        with tempfile.NamedTemporaryFile() as file:
            file.write(certificate.private_pem + certificate.pem)
            file.flush()
            context.load_cert_chain(file.name)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
        Thread(target=self.server.serve_forever, daemon=True, kwargs={"poll_interval": 0.05}).start()

    @property
    def port(self) -> int:
        return int(self.server.server_port)

    def close(self) -> None:
        self.closing.set()
        self.server.shutdown()
        self.server.server_close()


def answer(handler: BaseHTTPRequestHandler, status: int, body: bytes, **headers: str) -> None:
    handler.send_response(status)
    for name, value in {"Content-Length": str(len(body)), **headers}.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(body)


@contextmanager
def in_its_place(port: int, roots: Path) -> Iterator[list[str]]:
    """What an operator would do with a hosts file and another bundle of roots. Yields every name that was looked up."""
    looked_up: list[str] = []
    look_up = socket.getaddrinfo

    def by_hosts_file(host: Any, asked_port: Any, *more: Any, **named: Any) -> Any:
        if asked_port != 443:  # the tests' own connections
            return look_up(host, asked_port, *more, **named)
        looked_up.append(host)
        if host != HOST:
            raise socket.gaierror(f"{host} is not to be looked up")
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    with patch.object(socket, "getaddrinfo", by_hosts_file), patch.object(certifi, "where", lambda: str(roots)):
        yield looked_up
