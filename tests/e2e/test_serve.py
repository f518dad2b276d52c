"""The service as it is run in production: python -m skill serve behind Debian's nginx with TLS, and Amazon's host played here."""

import json
import os
import signal
import socket
import ssl
import struct
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from skill.alexa import limits
from skill.web.refusal import STATUS
from skill.web.settings import Settings
from tests.support import LAUNCH, intent, speech
from tests.web.hostile import CASES, MARK, Case
from tests.web.pki import HOST
from tests.web.service import FRONT, PATIENCE, Hosted
from tests.web.world import PATH, Sent, event, now, signed

pytestmark = pytest.mark.e2e
ROUNDS = 10_000
MOST_GROWTH = 10 * 1024
"""KiB that the processes together may grow by in so many requests: a leak of one kilobyte in each would be seen."""
WARMING = 5_000
"""Requests after which threads and allocators have taken what they take."""


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hosted]:
    service = Hosted(tmp_path_factory.mktemp("hosted"))
    yield service
    service.close()


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Hosted]:
    """One that a test may stop or break."""
    service = Hosted(tmp_path)
    yield service
    service.close()


def test_conversation_is_held_through_the_front(hosted: Hosted) -> None:
    """Opened, begun, an emergency told: signed, over TLS, with the session carried as Alexa carries it."""
    attributes: dict[str, Any] = {}
    for request, expected in (
        (LAUNCH, "This is Spine Check"),
        (intent("AMAZON.YesIntent"), "chest pain"),
        (intent("AnswerIntent", words="no but i can't empty my bladder"), "999"),
    ):
        asked = event(request, locale="en-GB")
        asked["session"]["attributes"] = attributes
        status, body = hosted.send_through_front(signed(asked))
        assert status == 200
        answer = json.loads(body)
        limits.check(answer)
        assert expected in speech(answer)
        attributes = answer["sessionAttributes"]


@pytest.mark.parametrize("path", ["/", "/healthz", "/readyz", "/alexa/", "/alexa.php"])
def test_front_shows_nothing_but_the_endpoint(path: str, hosted: Hosted) -> None:
    """Probes are for the machine itself."""
    assert hosted.send_through_front(Sent(b"", {}, "GET", path))[0] == 404


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_hostile_request_is_refused(case: Case, hosted: Hosted) -> None:
    """By the front or by the service, never with a fault of ours; the service writes one line, without a word of the request."""
    before, expected = len(hosted.lines()), STATUS.get(case.reason, 400)
    status, body = hosted.send(case.send(hosted.host))
    assert status in (expected, 400)
    assert MARK.encode() not in body
    [line] = hosted.lines()[before:]
    told = json.loads(line)
    assert told.get("reason") == case.reason.value or told["place"].endswith("handle_error")
    status, _ = hosted.send_through_front(case.send(hosted.host))
    assert status in (expected, 400)
    assert MARK not in "\n".join(hosted.lines()) + hosted.front_log.read_text()
    assert hosted.errors.read_text() == ""


def test_ten_thousand_hostile_requests_leave_no_trace_in_memory(hosted: Hosted) -> None:
    """Once warm, memory does not grow; a genuine turn is answered afterwards."""
    cases = list(CASES.values())

    def send(number: int) -> None:
        status, _ = hosted.send(cases[number % len(cases)].send(hosted.host))
        assert 400 <= status < 500

    with ThreadPoolExecutor(4) as senders:
        list(senders.map(send, range(WARMING)))
        before = hosted.memory()
        list(senders.map(send, range(ROUNDS)))
    assert hosted.memory() - before < MOST_GROWTH
    assert hosted.send_through_front(signed(event()))[0] == 200


def _head(sent: Sent, length: int) -> bytes:
    headers = {**sent.headers, "Host": FRONT, "Content-Length": str(length)}
    lines = [f"{sent.method} {sent.path} HTTP/1.1", *(f"{name}: {value}" for name, value in headers.items())]
    return "\r\n".join([*lines, "", ""]).encode()


def test_client_that_resets_is_refused(hosted: Hosted) -> None:
    """A connection reset in the middle of the body is nobody's fault but its sender's."""
    sent, before = signed(event()), len(hosted.lines())
    with socket.create_connection(("127.0.0.1", hosted.port), PATIENCE) as gone:
        gone.sendall(_head(sent, len(sent.body)) + sent.body[:9])
        time.sleep(0.3)
        gone.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    last = time.monotonic() + PATIENCE
    while len(hosted.lines()) == before and time.monotonic() < last:
        time.sleep(0.05)
    [line] = hosted.lines()[before:]
    told = json.loads(line)
    assert (told["outcome"], told["reason"]) == ("refused", "incomplete")


@pytest.mark.parametrize("part", ["body", "head"])
def test_slow_request_is_cut_off(part: str, hosted: Hosted) -> None:
    """Drop by drop for ever is ended after five seconds: 400 where there is a head to answer, and a line in the log."""
    sent, before = signed(event()), len(hosted.lines())
    whole = _head(sent, len(sent.body)) + sent.body
    begun = len(whole) - len(sent.body) + 9 if part == "body" else 40
    with socket.create_connection(("127.0.0.1", hosted.port), PATIENCE) as slow:
        slow.sendall(whole[:begun])
        slow.settimeout(0.3)
        answer = None
        for drop in range(begun, len(whole)):
            try:
                answer = slow.recv(4096)
                break
            except TimeoutError:
                slow.sendall(whole[drop : drop + 1])
    assert answer is not None, "it was waited for until the end"
    if part == "body":
        assert answer.startswith(b"HTTP/1.1 400 ")
        [line] = hosted.lines()[before:]
        assert json.loads(line)["reason"] == "incomplete"


def test_slow_senders_do_not_keep_others_waiting_at_the_front(hosted: Hosted) -> None:
    """Thirty people who send half a request take no thread of the skill's."""
    sent = signed(event())
    trust = ssl.create_default_context(cafile=str(hosted.folder / "front.pem"))
    slow = []
    for _ in range(30):
        raw = socket.create_connection(("127.0.0.1", hosted.front_port), PATIENCE)
        slow.append(trust.wrap_socket(raw, server_hostname=FRONT))
        slow[-1].sendall(_head(sent, len(sent.body)) + sent.body[:9])
    before = len(hosted.lines())
    assert hosted.send_through_front(sent)[0] == 200
    assert len(hosted.lines()) == before + 1
    for each in slow:
        each.close()


def test_made_up_certificates_do_not_keep_others_waiting(own: Hosted) -> None:
    """Forty requests for keys that the host is slow to refuse, on sixteen threads: people are answered before any of those is."""
    known = signed(event())
    with ThreadPoolExecutor(16) as people:
        while own.host.asked[PATH] < len(own.workers()):
            assert {status for status, _ in people.map(own.send_through_front, [known] * 16)} == {200}
    made_up = [f"/echo.api/{number}.pem" for number in range(40)]
    own.host.files |= dict.fromkeys(made_up, lambda _: own.host.closing.wait(PATIENCE))
    before = len(own.lines())
    with ThreadPoolExecutor(40) as senders:
        hostile = [senders.submit(own.send, known.but(SignatureCertChainUrl=f"https://{HOST}{path}")) for path in made_up]
        while not any(own.host.asked[path] for path in made_up):
            time.sleep(0.01)
        assert [own.send_through_front(known)[0] for _ in range(5)] == [200] * 5
        assert {each.result()[0] for each in hostile} == {400}
    told = [json.loads(line) for line in own.lines()[before:]]
    assert [each["outcome"] for each in told].count("answered") == 5
    waited = [place for place, each in enumerate(told) if each.get("reason") == "certificate host"]
    assert max(place for place, each in enumerate(told) if each["outcome"] == "answered") < min(waited)
    assert len(waited) <= len(own.workers()) * Settings.threads // 2


RAW = {
    "no length": b"POST /alexa HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n\r\n",
    "in chunks": b"POST /alexa HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
    "both lengths": b"POST /alexa HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n{}",
    "two lengths": b"POST /alexa HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
    "a length that is no number": b"POST /alexa HTTP/1.1\r\nHost: x\r\nContent-Length: +2\r\n\r\n{}",
    "a method of their own": b"ZEBRAFISH /alexa HTTP/1.1\r\nHost: x\r\n\r\n",
    "a version of their own": b"POST /alexa HTTP/zebrafish\r\nHost: x\r\n\r\n",
    "a header without a name": b"POST /alexa HTTP/1.1\r\nHost: x\r\n: zebrafish\r\n\r\n",
    "a folded header": b"POST /alexa HTTP/1.1\r\nHost: x\r\nX: zebra\r\n fish\r\n\r\n",
    "a long header": b"POST /alexa HTTP/1.1\r\nHost: x\r\nX: " + b"zebrafish" * 900 + b"\r\n\r\n",
    "many headers": b"POST /alexa HTTP/1.1\r\nHost: x\r\n" + b"X: zebrafish\r\n" * 90 + b"\r\n",
    "a long address": b"POST /" + b"zebrafish" * 200 + b" HTTP/1.1\r\nHost: x\r\n\r\n",
    "a host that is none": b"POST /alexa HTTP/1.1\r\nHost: [::zebrafish\r\nContent-Length: 2\r\n\r\n{}",
    "no HTTP at all": b"zebrafish\r\n\r\n",
}


@pytest.mark.parametrize("raw", RAW.values(), ids=RAW)
def test_malformed_http_is_refused(raw: bytes, hosted: Hosted) -> None:
    """What is not proper HTTP gets a client's error, and one line that does not repeat it."""
    before = len(hosted.lines())
    with socket.create_connection(("127.0.0.1", hosted.port), PATIENCE) as connection:
        connection.sendall(raw)
        status = int(connection.recv(4096).split()[1])
    assert 400 <= status < 500
    [line] = hosted.lines()[before:]
    assert MARK not in line.lower()
    assert set(json.loads(line)) <= {"time", "level", "place", "outcome", "status", "ms", "reason"}
    assert hosted.errors.read_text() == ""


def test_every_line_is_json_and_nothing_else_is_written(hosted: Hosted) -> None:
    """Of gunicorn and of a turn alike."""
    hosted.send(signed(event()))
    assert {json.loads(line)["level"] for line in hosted.lines()} <= {"info", "warning"}
    assert hosted.errors.read_text() == ""
    assert hosted.front_log.read_text() == ""


def test_stop_lets_a_running_turn_end(own: Hosted) -> None:
    """SIGTERM in the middle of a request: it is still answered, then the service is gone."""
    sent = signed(event())
    with socket.create_connection(("127.0.0.1", own.port), PATIENCE) as running:
        running.sendall(_head(sent, len(sent.body)) + sent.body[:9])
        time.sleep(1)
        own.service.send_signal(signal.SIGTERM)
        time.sleep(1)
        running.sendall(sent.body[9:])
        running.settimeout(PATIENCE)
        assert running.recv(4096).startswith(b"HTTP/1.1 200 ")
    assert own.service.wait(PATIENCE) == 0
    assert own.send_through_front(signed(event()))[0] == 502


def test_killed_worker_costs_no_more_than_the_turns_it_held(own: Hosted) -> None:
    """One process killed outright under load: the others answer, a new one takes its place, and people can say it again."""
    killed, senders = own.workers()[0], 8

    def send(number: int) -> int:
        if number == 40:
            os.kill(killed, signal.SIGKILL)
        return own.send_through_front(signed(event()))[0]

    with ThreadPoolExecutor(senders) as people:
        statuses = list(people.map(send, range(200)))
    assert set(statuses) <= {200, 502}
    assert statuses.count(502) <= senders
    last = time.monotonic() + PATIENCE
    while len(own.workers()) < 2 and time.monotonic() < last:
        time.sleep(0.1)
    assert len(own.workers()) == 2
    assert killed not in own.workers()
    assert {own.send_through_front(signed(event()))[0] for _ in range(20)} == {200}
    assert own.errors.read_text() == ""


def test_full_disk_costs_nobody_their_answer(tmp_path: Path) -> None:
    """Its log on a device where every write fails for lack of space: it starts, serves and stops as ever."""
    service = Hosted(tmp_path, log=Path("/dev/full"))
    try:
        assert {service.send_through_front(signed(event()))[0] for _ in range(20)} == {200}
        assert service.errors.read_text() == ""
    finally:
        service.close()
    assert service.service.returncode == 0


def test_server_is_not_replaced_by_a_signal(hosted: Hosted) -> None:
    """Gunicorn would start itself anew on SIGUSR2, which it cannot do here: it is passed over, and nobody notices."""
    before = len(hosted.lines())
    hosted.service.send_signal(signal.SIGUSR2)
    time.sleep(1)
    assert hosted.lines()[before:] == []
    assert hosted.send_through_front(signed(event()))[0] == 200
    assert hosted.service.poll() is None


def test_wrong_clock_is_told_by_the_log(hosted: Hosted) -> None:
    """To a machine whose clock is ten minutes fast, every request is ten minutes old."""
    assert hosted.send_through_front(signed(event({**LAUNCH, "timestamp": now(minutes=-10)})))[0] == 400
    assert json.loads(hosted.lines()[-1])["reason"] == "timestamp"
