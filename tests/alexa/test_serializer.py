"""Reading requests and writing responses as the SDK does where it can; what it cannot read becomes None, and nothing raises."""

import json
import warnings
from pathlib import Path
from typing import Any

import pytest
from ask_sdk_core.exceptions import SerializationException
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import (
    IntentRequest,
    LaunchRequest,
    RequestEnvelope,
    SessionEndedRequest,
    SlotConfirmationStatus,
)
from ask_sdk_model.interfaces.alexa.presentation.apl import RenderDocumentDirective, UserEvent
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from skill.alexa.serializer import TolerantSerializer, UnknownRequest, read
from skill.alexa.skill import create_skill
from tests.alexa.sdk_json import ANY, envelopes
from tests.support import JSON, LAUNCH, REMOVED, SCENES, changed, envelope, handler, intent, places, scene, touch

THEIRS = DefaultSerializer()
RECORDED = {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in (Path(__file__).parent / "envelopes").glob("*")}
"""Whole requests as devices and clients send them."""

TYPES = {
    "launch": (LAUNCH, LaunchRequest),
    "intent": (intent("AMAZON.YesIntent"), IntentRequest),
    "ended": ({"type": "SessionEndedRequest", "reason": "ERROR"}, SessionEndedRequest),
    "touch": (touch("answer", "yes", "question", "chest"), UserEvent),
    "unknown": ({"type": "Alexa.Smell.Sniffed"}, UnknownRequest),
}


def read_envelope(data: Any) -> Any:
    return read(data, RequestEnvelope)


def sdk_reads(data: Any) -> Any:
    """The SDK's object, or None where it refuses the request."""
    try:
        return THEIRS.deserialize(json.dumps(data), RequestEnvelope)
    except SerializationException:
        return None


# ---------------------------------------------------------------- against the SDK


@pytest.mark.parametrize("event", RECORDED.values(), ids=RECORDED)
def test_recorded_request_is_read_as_the_sdk_reads_it(event: dict[str, Any]) -> None:
    """Equal objects, of the same classes, and written out again alike."""
    theirs, ours = sdk_reads(event), read_envelope(event)
    assert theirs is not None
    assert ours == theirs
    assert type(ours.request) is type(theirs.request)
    assert TolerantSerializer().serialize(ours) == THEIRS.serialize(theirs)


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much])
@given(envelopes())
def test_every_request_the_sdk_accepts_is_read_the_same(event: Any) -> None:
    """Any request with any of the SDK's classes in it, filled with values of the right type."""
    theirs = sdk_reads(event)
    assert theirs is not None, "the SDK refuses it"
    assert read_envelope(event) == theirs


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(sorted(RECORDED)), st.data(), ANY)
def test_recorded_request_with_a_part_replaced_is_read_as_the_sdk_does_or_not_at_all(
    name: str, data: st.DataObject, other: Any
) -> None:
    """One part is anything: where the SDK still accepts it both are equal, and where it refuses it nothing raises."""
    place = data.draw(st.sampled_from(sorted(places(RECORDED[name]), key=str)))
    event = changed(RECORDED[name], place, other)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # dateutil warns of time zones that it does not know
        theirs, ours = sdk_reads(event), read_envelope(event)
    assert isinstance(ours, RequestEnvelope)
    if theirs is not None:
        assert ours == theirs


@pytest.mark.parametrize("has_screen", [False, True], ids=["voice", "screen"])
@pytest.mark.parametrize("state", SCENES)
def test_response_is_written_as_the_sdk_writes_it(state: str, *, has_screen: bool) -> None:
    """In every state, and with every kind of screen, card and directive that an answer there can have."""
    skill = create_skill()
    for name in ("AMAZON.YesIntent", "AMAZON.NoIntent", "AMAZON.HelpIntent", "AMAZON.StopIntent", "TipIntent", "WhyIntent"):
        request = read_envelope(envelope(intent(name), scene(state).talk, has_screen=has_screen))
        answer = skill.invoke(request, None)
        assert skill.serializer.serialize(answer) == THEIRS.serialize(answer)


def test_plain_data_is_passed_on_as_it_is() -> None:
    """The document of a screen and what the session carries are not copied; nothing in them is looked at."""
    document: dict[str, Any] = {"items": [{"text": None}]}
    written = TolerantSerializer().serialize(RenderDocumentDirective(document=document))
    assert written == {"type": "Alexa.Presentation.APL.RenderDocument", "document": {"items": [{"text": None}]}}
    assert written["document"] is document


def test_text_is_read_as_the_seam_demands() -> None:
    """The SDK calls `deserialize` with JSON text: what is no JSON is its exception, no text is nothing."""
    serializer = TolerantSerializer()
    assert serializer.deserialize(json.dumps(RECORDED["yes"]), RequestEnvelope) == sdk_reads(RECORDED["yes"])
    assert serializer.deserialize('["NONE", "RAISED"]', "list[str]") == ["NONE", "RAISED"]
    assert serializer.deserialize(None, RequestEnvelope) is None
    for broken in ("{", "[" * 100_000, ""):
        with pytest.raises(SerializationException):
            serializer.deserialize(broken, RequestEnvelope)


def test_the_skill_uses_it() -> None:
    """A request that the SDK refuses is answered."""
    event = changed(envelope(LAUNCH), ("context", "Viewport"), {"mode": "HOLOGRAM"})
    assert sdk_reads(event) is None
    assert "Spine Check" in handler()(event, None)["response"]["outputSpeech"]["ssml"]


# ---------------------------------------------------------------- beyond the SDK


@pytest.mark.parametrize(("request_", "kind"), TYPES.values(), ids=TYPES)
def test_request_is_read_as_its_type(request_: dict[str, Any], kind: type) -> None:
    """A request becomes the SDK's own object, and keeps its type's name, id and locale."""
    request = read_envelope(envelope(request_, locale="en-AU")).request
    assert type(request) is kind
    assert request.object_type == request_["type"]
    assert request.locale == "en-AU"
    assert request.request_id == "amzn1.echo-api.request.1"


@given(JSON)
def test_anything_is_read_without_raising(data: object) -> None:
    """What is no envelope is none, or an empty one."""
    assert read_envelope(data) is None or isinstance(read_envelope(data), RequestEnvelope)


ODD = {
    "reason as a number": (("request", "reason"), 2, lambda read: read.request.reason),
    "reason unknown": (("request", "reason"), "BOREDOM", lambda read: read.request.reason),
    "error type unknown": (
        ("request", "error"),
        {"type": "TANTRUM", "message": "m"},
        lambda read: read.request.error.object_type,
    ),
    "epoch timestamp": (("request", "timestamp"), 1_795_334_400_000, lambda read: read.request.timestamp),
    "impossible timestamp": (("request", "timestamp"), "2026-13-45T99:00:00Z", lambda read: read.request.timestamp),
    "no context": (("context",), REMOVED, lambda read: read.context),
    "no session": (("session",), REMOVED, lambda read: read.session),
    "session as a list": (("session",), [1], lambda read: read.session),
    "viewport mode unknown": (("context", "Viewport"), {"mode": "HOLOGRAM"}, lambda read: read.context.viewport.mode),
    "viewport type unknown": (("context", "Viewports"), [{"type": "HOLOGRAM"}], lambda read: read.context.viewports[0]),
    "request as text": (("request",), "LaunchRequest", lambda read: read.request),
    "request type missing": (("request", "type"), REMOVED, lambda read: read.request),
    "request type as a list": (("request", "type"), ["LaunchRequest"], lambda read: read.request),
}


@pytest.mark.parametrize(("path", "value", "part"), ODD.values(), ids=ODD)
def test_what_cannot_be_read_is_none(path: tuple[str, ...], value: Any, part: Any) -> None:
    """One thing that the SDK cannot read leaves the rest as it is."""
    read = read_envelope(changed(envelope({"type": "SessionEndedRequest", "reason": "ERROR"}), path, value))
    assert part(read) is None
    assert read.version == "1.0"


@pytest.mark.parametrize("key", ["__dict__", "__class__", "to_dict", "deserialized_types"])
def test_no_key_replaces_what_a_class_defines(key: str) -> None:
    """A key named like a part of the object itself cannot take its place."""
    read = read_envelope({**envelope(LAUNCH), key: {}})
    assert type(read) is RequestEnvelope
    assert read.version == "1.0"
    assert read.deserialized_types is RequestEnvelope.deserialized_types
    assert callable(read.to_dict)


def test_endless_nesting_is_not_read() -> None:
    """A slot of lists in lists in lists, deeper than Python goes, is nothing."""
    value: dict[str, Any] = {"type": "Simple", "value": "x"}
    for _ in range(2_000):
        value = {"type": "List", "values": [value]}
    event = changed(envelope(intent("AnswerIntent", words="no")), ("request", "intent", "slots", "words", "slotValue"), value)
    assert read_envelope(event) is None
    assert handler()(event, None)["response"] == {"shouldEndSession": True}


def test_slots_are_read() -> None:
    """Slots keep their values and the state of their confirmation."""
    slots = read_envelope(envelope(intent("AnswerIntent", words="no"))).request.intent.slots
    assert slots["words"].value == "no"
    assert slots["words"].confirmation_status is SlotConfirmationStatus.NONE


@pytest.mark.parametrize("name", sorted(RECORDED))
def test_recorded_request_is_answered(name: str) -> None:
    """Every kind of request gets a response that says whether the session ends."""
    assert isinstance(handler()(RECORDED[name], None)["response"]["shouldEndSession"], bool)
