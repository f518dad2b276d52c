"""The Lambda entry point under Amazon's own runtime client, which talks to a small stand-in for the Lambda service."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any

import pytest

from skill.speaker import requests
from skill.speaker.matcher import Intent
from skill.speaker.requests import DESK_APPLICATION_ID, Device

ROOT = Path(__file__).parents[2]
PATIENCE = 60
pytestmark = pytest.mark.e2e


class Lambda:
    """Plays the Lambda service for one process: hands out events, takes in what comes back."""

    def __init__(self) -> None:
        self.events: Queue[str] = Queue()
        self.answers: Queue[tuple[str, Any]] = Queue()
        service = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                event = service.events.get().encode()
                self.send_response(200)
                self.send_header("Lambda-Runtime-Aws-Request-Id", "one")
                self.send_header("Lambda-Runtime-Invoked-Function-Arn", "arn:aws:lambda:desk")
                self.send_header("Lambda-Runtime-Deadline-Ms", "9999999999999")
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(event)))
                self.end_headers()
                self.wfile.write(event)

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                service.answers.put((self.path.rpartition("/")[2], json.loads(body)))
                self.send_response(202)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        Thread(target=self.server.serve_forever, daemon=True).start()

    def invoke(self, event: str) -> tuple[str, Any]:
        """What became of an event: `response` or `error`, and its body."""
        self.events.put(event)
        try:
            return self.answers.get(timeout=PATIENCE)
        except Empty:
            pytest.fail("the function did not answer")


@pytest.fixture
def function() -> Iterator[Lambda]:
    """The deployed function, in a process of its own."""
    service = Lambda()
    environment = {
        **os.environ,
        "AWS_LAMBDA_RUNTIME_API": f"127.0.0.1:{service.server.server_port}",
        "SPINE_CHECK_SKILL_ID": DESK_APPLICATION_ID,
        "PYTHONPATH": f"{ROOT}:{ROOT / 'lambda'}",
    }
    command = [sys.executable, "-m", "awslambdaric", "lambda_function.lambda_handler"]
    process = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    yield service
    process.kill()
    process.wait()
    service.server.shutdown()
    service.server.server_close()


def event(request: dict[str, Any], attributes: dict[str, Any], session: str) -> str:
    return json.dumps(requests.envelope(request, Device("en-GB"), session, attributes, new=not attributes))


def test_two_people_are_served_by_one_warm_process(function: Lambda) -> None:
    """Two conversations interleaved on one process keep apart, from a cold start on."""
    yes, no = Intent("AMAZON.YesIntent"), Intent("AMAZON.NoIntent")
    attributes: dict[str, dict[str, Any]] = {"anna": {}, "ben": {}}
    for turn in range(12):
        for person, answer in (("anna", no), ("ben", yes)):
            request = requests.launch() if turn == 0 else requests.intent(yes if turn == 1 else answer, eliciting=False)
            kind, body = function.invoke(event(request, attributes[person], person))
            assert kind == "response", body
            attributes[person] = body["sessionAttributes"]
    assert attributes["ben"]["talk"]["verdict"] == 4
    assert attributes["anna"]["talk"]["verdict"] is None
    assert attributes["anna"]["talk"]["asked"][1] == "both-legs"


def test_malformed_events_do_not_bring_it_down(function: Lambda) -> None:
    """Whatever arrives, the function answers, and goes on answering."""
    for broken in ("{}", "[]", "null", '"text"', '{"request": 1}', '{"session": {}, "context": []}'):
        kind, body = function.invoke(broken)
        assert kind == "response", body
        assert body["response"]["shouldEndSession"] is True
    kind, _ = function.invoke("not json")
    assert kind == "error"
    kind, body = function.invoke(event(requests.launch(), {}, "carl"))
    assert kind == "response"
    assert "Spine Check" in body["response"]["outputSpeech"]["ssml"]
