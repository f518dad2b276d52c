"""Plays the Lambda service for one process: hands out events, takes in what comes back."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Empty, Queue
from threading import Lock, Thread
from typing import Any

import pytest

PATIENCE = 60


class Server(ThreadingHTTPServer):
    """A small local service; `with` stops it."""

    daemon_threads = True

    def __init__(self, handler: type[BaseHTTPRequestHandler]) -> None:
        super().__init__(("127.0.0.1", 0), handler)
        Thread(target=self.serve_forever, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


class Handler(BaseHTTPRequestHandler):
    """Reads and answers JSON, and logs nothing."""

    protocol_version = "HTTP/1.1"

    def body(self) -> bytes:
        return self.rfile.read(int(self.headers.get("Content-Length") or 0))

    def answer(self, status: int, body: bytes | str | dict[str, Any] = b"", **headers: str) -> None:
        data = json.dumps(body).encode() if isinstance(body, dict) else body.encode() if isinstance(body, str) else body
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        pass


class Lambda:
    """The function, as its caller sees it."""

    def __init__(self) -> None:
        self.events: Queue[str] = Queue()
        self.answers: Queue[tuple[str, Any]] = Queue()
        self.busy = Lock()
        service = self

        class Runtime(Handler):
            def do_GET(self) -> None:
                event = service.events.get()
                self.answer(
                    200,
                    event,
                    Lambda_Runtime_Aws_Request_Id="one",
                    Lambda_Runtime_Invoked_Function_Arn="arn:aws:lambda:desk",
                    Lambda_Runtime_Deadline_Ms="9999999999999",
                    Content_Type="application/json",
                )

            def do_POST(self) -> None:
                service.answers.put((self.path.rpartition("/")[2], json.loads(self.body())))
                self.answer(202)

        self.server = Server(Runtime)

    def invoke(self, event: str) -> tuple[str, Any]:
        """What became of an event: `response` or `error`, and its body."""
        with self.busy:
            self.events.put(event)
            try:
                return self.answers.get(timeout=PATIENCE)
            except Empty:
                pytest.fail("the function did not answer")

    def answers_to(self, event: Any, _: object = None) -> dict[str, Any]:
        """The response to an event, as the desk speaker calls a skill."""
        kind, body = self.invoke(json.dumps(event))
        assert kind == "response", body
        return dict(body)


@contextmanager
def started(package: Path, skill_id: str, module: str = "lambda_function") -> Iterator[Lambda]:
    """The function of a package in a fresh process that sees nothing but the package and Amazon's runtime client.

    Its log, next to the package, is written as the template says.
    """
    service = Lambda()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("PYTHON")},
        "AWS_LAMBDA_LOG_FORMAT": "JSON",
        "AWS_LAMBDA_LOG_LEVEL": "WARN",
        "AWS_LAMBDA_RUNTIME_API": service.server.address.removeprefix("http://"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONPATH": str(package),
        "SPINE_CHECK_SKILL_ID": skill_id,
    }
    command = [sys.executable, "-m", "awslambdaric", f"{module}.lambda_handler"]
    with (
        service.server,
        (package.parent / "function.log").open("w") as log,
        subprocess.Popen(command, env=environment, cwd=package, stdout=log, stderr=log) as process,
    ):
        yield service
        process.kill()
