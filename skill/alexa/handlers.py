"""The SDK's request handlers: each turns its request into what was heard, and the reply into a response."""

import re
from collections.abc import Mapping
from typing import Any

from ask_sdk_core.dispatch_components import AbstractExceptionHandler, AbstractRequestHandler
from ask_sdk_core.handler_input import HandlerInput
from ask_sdk_core.utils import get_request_type
from ask_sdk_model import IntentRequest, LaunchRequest, Response, SessionEndedRequest
from ask_sdk_model.interfaces.system import ExceptionEncounteredRequest

from skill.alexa import intents, responses, touch
from skill.alexa.faults import Report, fault
from skill.content import library
from skill.dialogue import turn
from skill.dialogue.acts import Reply
from skill.dialogue.carried import from_json, to_json
from skill.dialogue.conversation import Conversation
from skill.dialogue.heard import Heard

TALK = "talk"
LOCALE = "locale"
"""The session attributes that carry the conversation, and the locale for requests that name none, such as touches."""

OLDEST_APL = (1, 4)
"""The version that the screens' documents are written in."""
VERSION = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})*")

TOUCHED = "Alexa.Presentation.APL.UserEvent"
"""Told by its name: the SDK's models of screens take long to load, and a device without one never needs them."""

Played = tuple[Conversation, Reply]


class Launch(AbstractRequestHandler):
    """ "Alexa, open Spine Check"."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return isinstance(_request(handler_input), LaunchRequest)

    def handle(self, handler_input: HandlerInput) -> Response:
        return _respond(handler_input, turn.start(Conversation(), library.material()))


class Intent(AbstractRequestHandler):
    """Anything said, in a conversation or as a one-shot."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return isinstance(_request(handler_input), IntentRequest)

    def handle(self, handler_input: HandlerInput) -> Response:
        intent = _request(handler_input).intent
        name = (intent.name if intent else None) or ""
        slots = {slot: filled.value for slot, filled in ((intent.slots if intent else None) or {}).items() if filled}
        conversation = _conversation(handler_input)
        return _take(handler_input, conversation, intents.hear(name, slots, conversation))


class Touch(AbstractRequestHandler):
    """A touch on the screen counts the same as the word on it."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return _request(handler_input) is not None and get_request_type(handler_input) == TOUCHED

    def handle(self, handler_input: HandlerInput) -> Response:
        arguments = _request(handler_input).arguments or []
        conversation = _conversation(handler_input)
        speaker = library.speaker(locale_of(handler_input))
        return _take(handler_input, conversation, touch.heard(arguments, conversation, speaker))


class SessionEnded(AbstractRequestHandler):
    """The session is over: nothing can be said any more."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return isinstance(_request(handler_input), SessionEndedRequest)

    def handle(self, handler_input: HandlerInput) -> Response:
        return responses.silent()


class AnythingElse(AbstractRequestHandler):
    """A request this skill does not know: help when somebody is waiting for speech, silence otherwise."""

    def can_handle(self, handler_input: HandlerInput) -> bool:
        return True

    def handle(self, handler_input: HandlerInput) -> Response:
        if handler_input.request_envelope.session is None or _is_over(handler_input):
            return responses.silent()
        return _take(handler_input, _conversation(handler_input), Heard(request="help"))


class Apology(AbstractExceptionHandler):
    """Whatever goes wrong on our side is reported, and met with an apology and the emergency number where speech may follow."""

    def __init__(self, report: Report) -> None:
        self._report = report

    def can_handle(self, handler_input: HandlerInput, exception: Exception) -> bool:
        return True

    def handle(self, handler_input: HandlerInput, exception: Exception) -> Response:
        self._report(fault(exception))
        return responses.silent() if _is_over(handler_input) else responses.apology(locale_of(handler_input))


def locale_of(handler_input: HandlerInput) -> str:
    """The locale of the request or of its session; failing both, the one that names no country's numbers."""
    named = getattr(_request(handler_input), "locale", None) or _attributes(handler_input).get(LOCALE)
    return named if named in library.LOCALES else library.UNKNOWN_COUNTRY


def _is_over(handler_input: HandlerInput) -> bool:
    """Whether Amazon allows no speech in answer to the request."""
    return isinstance(_request(handler_input), SessionEndedRequest | ExceptionEncounteredRequest)


def _request(handler_input: HandlerInput) -> Any:
    return handler_input.request_envelope.request


def _conversation(handler_input: HandlerInput) -> Conversation:
    """The conversation so far; a fresh one when the session carries none of ours."""
    return from_json(_attributes(handler_input).get(TALK), library.material()) or Conversation()


def _attributes(handler_input: HandlerInput) -> Mapping[str, Any]:
    session = handler_input.request_envelope.session
    attributes = session.attributes if session else None
    return attributes if isinstance(attributes, dict) else {}


def _take(handler_input: HandlerInput, conversation: Conversation, heard: Heard) -> Response:
    return _respond(handler_input, turn.go_on(conversation, heard, library.material()))


def _respond(handler_input: HandlerInput, played: Played) -> Response:
    conversation, reply = played
    locale = locale_of(handler_input)
    session = handler_input.request_envelope.session
    if session is not None:
        session.attributes = {TALK: to_json(conversation), LOCALE: locale}
    return responses.build(conversation, reply, locale, has_screen=_has_screen(handler_input))


def _has_screen(handler_input: HandlerInput) -> bool:
    context = handler_input.request_envelope.context
    device = context.system.device if context and context.system else None
    interfaces = device.supported_interfaces if device else None
    apl = getattr(interfaces, "alexa_presentation_apl", None)
    return apl is not None and _draws(apl.runtime.max_version if apl.runtime else None)


def _draws(version: str | None) -> bool:
    """Whether a device's version of APL is one that our documents are written for. One that is not told is taken to be new."""
    if version is None or not VERSION.fullmatch(version):
        return True
    return tuple(map(int, version.split("."))) >= OLDEST_APL
