"""Reading a request: what the SDK knows is read, what it does not know becomes None, and nothing raises."""

import json
from typing import Any

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import IntentRequest, LaunchRequest, RequestEnvelope, SessionEndedRequest, SlotConfirmationStatus
from ask_sdk_model.interfaces.alexa.presentation.apl import UserEvent
from hypothesis import given

from skill.alexa.envelope import UnknownRequest, read_envelope
from tests.support import JSON, LAUNCH, REMOVED, changed, envelope, intent, scene, touch

TYPES = {
    "launch": (LAUNCH, LaunchRequest),
    "intent": (intent("AMAZON.YesIntent"), IntentRequest),
    "ended": ({"type": "SessionEndedRequest", "reason": "ERROR"}, SessionEndedRequest),
    "touch": (touch("answer", "yes", "question", "chest"), UserEvent),
    "unknown": ({"type": "Alexa.Smell.Sniffed"}, UnknownRequest),
}


@pytest.mark.parametrize(("request_", "kind"), TYPES.values(), ids=TYPES)
def test_request_is_read_as_its_type(request_: dict[str, Any], kind: type) -> None:
    """A request becomes the SDK's own object, and keeps its type's name, id and locale."""
    request = read_envelope(envelope(request_, locale="en-AU")).request
    assert type(request) is kind
    assert request.object_type == request_["type"]
    assert request.locale == "en-AU"
    assert request.request_id == "amzn1.echo-api.request.1"


@pytest.mark.parametrize(
    "event", [envelope(request, scene("question").talk, has_screen=True) for request, _ in TYPES.values()][:4]
)
def test_known_envelope_is_read_as_the_sdk_reads_it(event: dict[str, Any]) -> None:
    """Where the SDK can read a request, we read the same."""
    theirs = DefaultSerializer().deserialize(json.dumps(event), RequestEnvelope)
    assert read_envelope(event) == theirs


@given(JSON)
def test_anything_is_read_as_an_envelope(data: object) -> None:
    """What is no envelope is an empty one."""
    assert isinstance(read_envelope(data), RequestEnvelope)


ODD = {
    "reason as a number": (("request", "reason"), 2, lambda read: read.request.reason),
    "reason unknown": (("request", "reason"), "BOREDOM", lambda read: read.request.reason),
    "error type unknown": (
        ("request", "error"),
        {"type": "TANTRUM", "message": "m"},
        lambda read: read.request.error.object_type,
    ),
    "epoch timestamp": (("request", "timestamp"), 1_795_334_400_000, lambda read: read.request.timestamp),
    "no context": (("context",), REMOVED, lambda read: read.context),
    "no session": (("session",), REMOVED, lambda read: read.session),
    "session as a list": (("session",), [1], lambda read: read.session),
    "viewport mode unknown": (("context", "Viewport"), {"mode": "HOLOGRAM"}, lambda read: read.context.viewport.mode),
    "request as text": (("request",), "LaunchRequest", lambda read: read.request),
    "request type missing": (("request", "type"), REMOVED, lambda read: read.request),
}


@pytest.mark.parametrize(("path", "value", "part"), ODD.values(), ids=ODD)
def test_what_cannot_be_read_is_none(path: tuple[str, ...], value: Any, part: Any) -> None:
    """One thing that the SDK cannot read leaves the rest as it is."""
    read = read_envelope(changed(envelope({"type": "SessionEndedRequest", "reason": "ERROR"}), path, value))
    assert part(read) is None
    assert read.version == "1.0"


def test_slots_are_read() -> None:
    """Slots keep their values and the state of their confirmation."""
    slots = read_envelope(envelope(intent("AnswerIntent", words="no"))).request.intent.slots
    assert slots["words"].value == "no"
    assert slots["words"].confirmation_status is SlotConfirmationStatus.NONE
