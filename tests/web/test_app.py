"""Genuine requests: answered, whatever the front and the certificate host do that they may do."""

import json
from collections.abc import Callable

import pytest

from skill.alexa import limits
from tests.support import LAUNCH, intent, scene, speech
from tests.web.pki import pki
from tests.web.world import ADDRESS, World, event, now, signed


@pytest.fixture(autouse=True)
def fresh(world: World) -> None:
    world.reset()


def test_launch_is_answered(world: World) -> None:
    """A signed launch is welcomed, in JSON that Amazon accepts."""
    answer = world.send(signed(event()))
    assert answer.status_code == 200
    assert answer.mimetype == "application/json"
    limits.check(json.loads(answer.data))
    assert "This is Spine Check" in speech(json.loads(answer.data))


def test_emergency_is_answered_in_its_turn(world: World) -> None:
    """What is told in a conversation is met at once, through the signed endpoint as elsewhere."""
    said = event(intent("AnswerIntent", words="i can't pee"), scene("question").talk, locale="en-GB")
    assert "999" in speech(json.loads(world.send(signed(said)).data)).replace(" ", "")


@pytest.mark.parametrize(
    "address",
    [
        ADDRESS,
        ADDRESS.replace("https://s3.amazonaws.com", "HTTPS://S3.AmazonAWS.com"),
        ADDRESS.replace(".com/", ".com:443/"),
        ADDRESS.replace("/echo.api/", "/echo.api/../echo.api/"),
        ADDRESS.replace("/echo.api/", "/echo.api/./old/..//"),
    ],
)
def test_certificate_address_in_any_form_that_amazon_allows(address: str, world: World) -> None:
    """Amazon's own examples of good addresses; what is fetched is the address without its detours."""
    assert world.send(signed(event(), address=address)).status_code == 200
    assert dict(world.host.asked) == {"/echo.api/echo-api-cert-12.pem": 1}


@pytest.mark.parametrize("seconds", [-148, 0, 148])
def test_clock_may_differ_a_little(seconds: int, world: World) -> None:
    """Within 150 seconds both ways."""
    assert world.send(signed(event({**LAUNCH, "timestamp": now(seconds=seconds)}))).status_code == 200


@pytest.mark.parametrize("shape", ["%Y-%m-%dT%H:%M:%S.123Z", "%Y-%m-%dT%H:%M:%S+00:00"])
def test_timestamp_in_any_iso_form(shape: str, world: World) -> None:
    """Amazon has written it with and without parts of a second."""
    written = now().replace("Z", ".123Z" if ".123" in shape else "+00:00")
    assert world.send(signed(event({**LAUNCH, "timestamp": written}))).status_code == 200


@pytest.mark.parametrize("kind", ["application/json", "Application/JSON;charset=UTF-8"])
def test_content_type_in_any_case(kind: str, world: World) -> None:
    assert world.send(signed(event()).but(Content_Type=kind)).status_code == 200


def test_root_sent_along_does_no_harm(world: World) -> None:
    """Some chains end with their root."""
    world.host.files["/echo.api/echo-api-cert-12.pem"] = pki().chain + pki().root.pem
    assert world.send(signed(event())).status_code == 200


def test_body_is_taken_byte_for_byte(world: World) -> None:
    """The signature is over the bytes that came: spaces and letters of any script change nothing."""
    body = json.dumps(event(intent("AnswerIntent", words="меня болит 🦴")), ensure_ascii=False, indent=3).encode()
    assert world.send(signed(body)).status_code == 200


def test_half_a_character_is_not_sent_back(world: World) -> None:
    """JSON may name half of a surrogate pair, which no answer can hold: the session is over, and nothing of it goes out."""
    ended = event({"type": "SessionEndedRequest", "reason": "USER_INITIATED"})
    ended["session"]["attributes"] = {"talk": "\ud800"}
    answer = world.send(signed(ended))
    assert answer.status_code == 200
    assert json.loads(answer.data)["response"] == {"shouldEndSession": True}


def test_unknown_request_type_is_answered(world: World) -> None:
    """Amazon may send new types at any time."""
    answer = world.send(signed(event({"type": "Alexa.Something.New"})))
    assert answer.status_code == 200
    limits.check(json.loads(answer.data))


def test_same_request_twice_is_answered_alike(world: World) -> None:
    """Within the time Amazon allows, a copy gets the same answer and changes nothing, because nothing is kept."""
    sent = signed(event(intent("AnswerIntent", words="i can't pee"), scene("question").talk))
    assert world.send(sent).data == world.send(sent).data


class Reset:
    """What a server hands over whose client has reset the connection."""

    def read(self, _: int) -> bytes:
        raise ConnectionResetError(104, "Connection reset by peer")


@pytest.mark.parametrize(("path", "reason"), [("/alexa", "incomplete"), ("/elsewhere", "no such path")])
def test_client_that_resets_is_no_fault_of_ours(path: str, reason: str, world: World, log: Callable[[], list[str]]) -> None:
    """A connection reset in the middle of a body is logged as refused."""
    parts = {"wsgi.input": Reset(), "CONTENT_LENGTH": "99"}
    world.service.test_client().post(path, content_type="application/json", environ_overrides=parts)
    [line] = log()
    told = json.loads(line)
    assert (told["outcome"], told["reason"]) == ("refused", reason)


def test_alive_at_once_and_ready_when_warm(world: World) -> None:
    """The probes tell starting from started, and take no other method."""
    client = world.service.test_client()
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").status_code == 503
    world.service.warm_up()
    assert client.get("/readyz").status_code == 200
    assert client.post("/healthz").status_code == 405


def test_nothing_is_to_be_stored_on_the_way(world: World) -> None:
    """An answer about health is not for caches."""
    assert world.send(signed(event())).headers["Cache-Control"] == "no-store"
