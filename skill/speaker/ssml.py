"""SSML as espeak-ng reads it: telephone numbers digit by digit, and none of the tags that it would misread or fetch files for."""

import re
from collections.abc import Mapping
from xml.etree.ElementTree import ParseError, XMLParser
from xml.sax.saxutils import escape, quoteattr

MOST_CHARACTERS = 8000
"""Amazon's limit for the speech of one response."""
MOST_SECONDS_OF_PAUSE = 10
"""Amazon's limit for one break."""
MOST_NESTED = 12
"""Below the depth of espeak-ng's own stack."""
_DIGIT_BY_DIGIT = frozenset({"telephone", "digits"})
_LETTER_BY_LETTER = frozenset({"characters", "spell-out"})
_KEPT: Mapping[str, tuple[str, ...]] = {
    "p": (),
    "s": (),
    "sub": ("alias",),
    "emphasis": ("level",),
    "prosody": ("rate", "pitch", "volume"),
}
"""Tags that espeak-ng honours, with the attributes that it understands."""
_TIME = re.compile(r"(\d+(?:\.\d+)?)(ms|s)")


class BadSpeech(ValueError):
    """It is not SSML that can be spoken. The message says why, in words for a person."""


def prepared(markup: str) -> str:
    """SSML for espeak-ng, from SSML for Alexa.

    espeak-ng speaks broken SSML without a word of complaint, so it is refused here. Raises BadSpeech.
    """
    if len(markup) > MOST_CHARACTERS:
        raise BadSpeech(f"This is more than {MOST_CHARACTERS} characters of speech.")
    if "<!" in markup or "<?" in markup:
        raise BadSpeech("Speech has no comments, entities or processing instructions of its own.")
    if any("\ud800" <= sign <= "\udfff" for sign in markup):
        raise BadSpeech("This holds half a character, which cannot be spoken.")
    writer = _Writer()
    # Alexa's own tags carry a prefix that nobody declares.
    parser = XMLParser(target=writer)
    try:
        parser.feed(f'<outside xmlns:amazon="amazon">{markup}</outside>')
        parser.close()
    except ParseError as error:
        raise BadSpeech(f"This is not well-formed SSML: {error}.") from None
    return writer.written()


class _Writer:
    """Writes the tags that are kept as the parser meets them."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._closing: list[str] = []
        self._digits = 0
        self._spoken = 0

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        """A tag opens."""
        if len(self._closing) == 1:
            self._must_be_speech(tag)
        if len(self._closing) > MOST_NESTED:
            raise BadSpeech(f"Tags stand more than {MOST_NESTED} deep in each other.")
        opening, closing = _written(tag, attributes)
        if self._digits or _is_number(tag, attributes):
            self._digits += 1
        self._parts.append(opening)
        self._closing.append(closing)

    def end(self, _tag: str) -> None:
        """A tag closes."""
        self._parts.append(self._closing.pop())
        self._digits = max(0, self._digits - 1)

    def data(self, text: str) -> None:
        """Text between tags."""
        if len(self._closing) == 1 and text.strip():
            raise BadSpeech("Text stands outside of <speak>.")
        self._parts.append(escape(digit_by_digit(text) if self._digits else text))

    def _must_be_speech(self, tag: str) -> None:
        self._spoken += 1
        if tag != "speak" or self._spoken > 1:
            raise BadSpeech("Speech is one <speak> with everything in it.")

    def written(self) -> str:
        """Everything that was written. Raises BadSpeech when there was no speech."""
        if not self._spoken:
            raise BadSpeech("Speech is one <speak> with everything in it.")
        return "".join(self._parts)


def digit_by_digit(number: str) -> str:
    """ "116 123" as "1 1 6, 1 2 3": its groups are kept apart, as people tell each other numbers."""
    groups = (re.sub(r"\d(?=\d)", r"\g<0> ", group) for group in number.split())
    return ", ".join(groups)


def _is_number(tag: str, attributes: Mapping[str, str]) -> bool:
    return tag == "say-as" and attributes.get("interpret-as") in _DIGIT_BY_DIGIT


def _written(tag: str, attributes: Mapping[str, str]) -> tuple[str, str]:
    """How a tag opens and closes for espeak-ng. What it does not know is left out, and its text is spoken."""
    if tag == "speak":
        return "<speak>", "</speak>"
    if tag == "break":
        return _pause(attributes), ""
    if tag == "say-as" and attributes.get("interpret-as") in _LETTER_BY_LETTER:
        return '<say-as interpret-as="characters">', "</say-as>"
    if tag not in _KEPT:
        return "", ""
    kept = "".join(f" {name}={quoteattr(attributes[name])}" for name in _KEPT[tag] if name in attributes)
    return f"<{tag}{kept}>", f"</{tag}>"


def _pause(attributes: Mapping[str, str]) -> str:
    time = _TIME.fullmatch(attributes.get("time", ""))
    if time is None:
        return f"<break strength={quoteattr(attributes.get('strength', 'medium'))}/>"
    seconds = float(time[1]) / (1000 if time[2] == "ms" else 1)
    return f'<break time="{min(seconds, MOST_SECONDS_OF_PAUSE) * 1000:.0f}ms"/>'
