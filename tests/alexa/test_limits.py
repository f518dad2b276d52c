"""Amazon's limits: each kind of fault is found, and a good response has none."""

from contextlib import nullcontext
from typing import Any

import pytest

from skill.alexa import limits
from tests.support import REMOVED, changed


def speech(markup: str) -> dict[str, str]:
    return {"type": "SSML", "ssml": markup}


GOOD: dict[str, Any] = {
    "version": "1.0",
    "sessionAttributes": {},
    "response": {
        "outputSpeech": speech('<speak>Call <say-as interpret-as="telephone">911</say-as>. Shall we?</speak>'),
        "reprompt": {"outputSpeech": speech("<speak>Shall we start?</speak>")},
        "card": {"type": "Simple", "title": "Title", "content": "Text"},
        "shouldEndSession": False,
    },
}
SPEECH, REPROMPT = ("response", "outputSpeech", "ssml"), ("response", "reprompt", "outputSpeech", "ssml")
BAD = {
    "too large": (("sessionAttributes", "x"), "x" * limits.MOST_BYTES, "larger than"),
    "speech too long": (SPEECH, f"<speak>{'a' * 8000}?</speak>", "speech: is too long"),
    "reprompt too long": (REPROMPT, f"<speak>{'a' * 8000}?</speak>", "reprompt: is too long"),
    "bare ampersand": (SPEECH, "<speak>you & me?</speak>", "speech: is not well-formed"),
    "unclosed tag": (SPEECH, "<speak><prosody>slow?</speak>", "speech: is not well-formed"),
    "unknown tag": (SPEECH, "<speak><shout>hey</shout>?</speak>", "speech: uses <shout>"),
    "silent too long": (SPEECH, '<speak><break time="8s"/><break time="3s"/>Shall we?</speak>', "speech: is silent for too long"),
    "card too long": (("response", "card", "content"), "c" * 8000, "the card is too long"),
    "end not told": (("response", "shouldEndSession"), REMOVED, "does not say whether the session ends"),
    "end null": (("response", "shouldEndSession"), None, "does not say whether the session ends"),
    "reprompt in a closed turn": (("response", "shouldEndSession"), True, "reprompts although it closes"),
    "open without speech": (("response", "outputSpeech"), REMOVED, "open without speech and reprompt"),
    "open without reprompt": (("response", "reprompt"), REMOVED, "open without speech and reprompt"),
    "open without question": (SPEECH, "<speak>Goodbye.</speak>", "open without a question"),
    "reprompt without question": (REPROMPT, "<speak>Goodbye.</speak>", "open without a question"),
}


def test_good_response_has_no_fault() -> None:
    """A response that keeps every limit passes."""
    limits.check(GOOD)


@pytest.mark.parametrize(("path", "value", "fault"), BAD.values(), ids=BAD)
def test_fault_is_found(path: tuple[str, ...], value: Any, fault: str) -> None:
    """Each thing that Amazon would reject, or that would leave a microphone open in silence, is named."""
    with pytest.raises(limits.ResponseFault, match=fault):
        limits.check(changed(GOOD, path, value))


@pytest.mark.parametrize("kind", [dict, limits.Measured])
def test_the_document_of_a_screen_counts(kind: type[dict[str, Any]]) -> None:
    """A document that is too long is found, whether its length was worked out before or not."""
    for length, fault in ((1000, False), (limits.MOST_BYTES, True)):
        drawn = changed(GOOD, ("response",), {**GOOD["response"], "directives": [{"document": kind(text="x" * length)}]})
        with pytest.raises(limits.ResponseFault, match="larger than") if fault else nullcontext():
            limits.check(drawn)


def test_all_faults_are_told_together() -> None:
    """One look shows everything that is wrong."""
    bad = changed(changed(GOOD, SPEECH, "<speak>a & b</speak>"), ("response", "card", "content"), "c" * 8000)
    with pytest.raises(limits.ResponseFault, match=r"not well-formed.*; the card is too long"):
        limits.check(bad)


@pytest.mark.parametrize("text", ["<speak>Goodbye.</speak>", ""])
def test_closed_response_needs_no_question(text: str) -> None:
    """A farewell, or silence, may close."""
    limits.check({"response": {"outputSpeech": speech(text), "shouldEndSession": True}})
