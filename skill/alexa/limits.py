"""What Amazon demands of every response, checked in one place before it leaves.

Limits: 120 KB a response, 8,000 characters of speech and of card, ten seconds of breaks, one question only in an open turn.
"""

import json
import re
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

MOST_BYTES = 120 * 1024
MOST_CHARACTERS = 8000
MOST_BREAK_SECONDS = 10.0
TAGS = frozenset({"speak", "say-as", "break", "prosody"})

_BREAK = re.compile(r'<break time="([\d.]+)s"/>')
_ASKED = re.compile(r"\?\s*(?:<[^>]*>\s*)*\Z")
"""A question at the end, with nothing after it but tags."""
_PLAIN = re.compile(r'<speak>(?:[^<>&]++|<say-as interpret-as="telephone">[\d ]++</say-as>)*+</speak>')

_JSON = json.JSONEncoder(check_circular=False)
"""Without looking for circles, which plain data that was just written cannot have."""

Json = Mapping[str, Any]


class Measured(dict[str, Any]):
    """Plain data that never changes, such as the document of a screen: how long it is in JSON is worked out once."""

    @cached_property
    def length(self) -> int:
        """In bytes."""
        return _length(self)


class ResponseFault(ValueError):
    """A response that Amazon would reject, or that would leave a microphone open in silence."""


def check(envelope: Json) -> None:
    """Raises ResponseFault with every fault of a response envelope."""
    faults = list(_faults(envelope))
    if faults:
        raise ResponseFault("; ".join(faults))


def _faults(envelope: Json) -> Iterator[str]:
    response = envelope.get("response") or {}
    if _size(envelope, response) > MOST_BYTES:
        yield f"the response is larger than {MOST_BYTES} bytes"
    speech = _markup(response.get("outputSpeech"))
    reprompt = _markup((response.get("reprompt") or {}).get("outputSpeech"))
    for name, markup in (("speech", speech), ("reprompt", reprompt)):
        if not _is_plain(markup):
            yield from (f"{name}: {fault}" for fault in _speech_faults(markup))
    card = response.get("card") or {}
    if len(str(card.get("title", ""))) + len(str(card.get("content", ""))) > MOST_CHARACTERS:
        yield "the card is too long"
    yield from _microphone_faults(response, speech, reprompt)


def _size(envelope: Json, response: Json) -> int:
    """The length of the whole as JSON, or a few bytes more: what is `Measured` already is not measured again."""
    directives = response.get("directives") or ()
    documents: list[Measured] = [each["document"] for each in directives if isinstance(each.get("document"), Measured)]
    if documents:
        rest = [{**each, "document": None} for each in directives]
        envelope = {**envelope, "response": {**response, "directives": rest}}
    return _length(envelope) + sum(each.length for each in documents)


def _length(data: Json) -> int:
    return len(_JSON.encode(data))


def _markup(speech: Json | None) -> str:
    return str((speech or {}).get("ssml", ""))


def _is_plain(markup: str) -> bool:
    """Whether it is nothing, or words and telephone numbers alone, as most speech is: nothing can be wrong in it."""
    return not markup or (len(markup) < MOST_CHARACTERS and markup.isprintable() and _PLAIN.fullmatch(markup) is not None)


def _speech_faults(markup: str) -> Iterator[str]:
    if len(markup) >= MOST_CHARACTERS:
        yield "is too long"
    from xml.parsers import expat  # slow, and for other speech alone

    try:
        tags = _tags(expat.ParserCreate(), markup)
    except expat.ExpatError as error:
        yield f"is not well-formed: {error}"
        return
    for tag in tags - TAGS:
        yield f"uses <{tag}>"
    if sum(map(float, _BREAK.findall(markup))) > MOST_BREAK_SECONDS:
        yield "is silent for too long"


def _tags(parser: Any, markup: str) -> set[str]:
    """The names of the elements. Raises ExpatError where the markup is not well-formed."""
    tags: set[str] = set()
    parser.StartElementHandler = lambda name, _: tags.add(name)
    parser.Parse(markup, True)  # noqa: FBT003 - expat takes no name for "this is all"
    return tags


def _microphone_faults(response: Json, speech: str, reprompt: str) -> Iterator[str]:
    if not isinstance(response.get("shouldEndSession"), bool):
        yield "does not say whether the session ends"
    elif response["shouldEndSession"]:
        if reprompt:
            yield "reprompts although it closes"
    elif not speech or not reprompt:
        yield "leaves the microphone open without speech and reprompt"
    elif not _asks(speech) or not _asks(reprompt):
        yield "leaves the microphone open without a question at the end"


def _asks(markup: str) -> bool:
    return _ASKED.search(markup) is not None
