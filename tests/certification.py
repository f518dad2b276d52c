"""What a certifier checks in one response. Each check names the faults that it finds; limits.py holds the hard limits."""

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import textstat

from skill.alexa import limits
from skill.alexa.speech import plain_text
from skill.content import library
from skill.rules import Tier
from tests.never_said import NEVER
from tests.support import words_in

BREATH = 25
"""Words that can be said in one breath."""

MOST_IN_A_REPROMPT = 41
"""Words of a reprompt after little more than a question: its safety line, and the question with an example. A number is one."""

HIGHEST_GRADE = 6.0
"""Years of school, by Flesch and Kincaid."""

ATTRIBUTES = {"speak": {}, "say-as": {"interpret-as": {"telephone"}}, "break": {"time": {"8s"}}, "prosody": {"rate": {"slow"}}}
"""Pitch, volume, emphasis and named voices would fall back to an older voice."""

EXEMPT: Mapping[str, str] = tomllib.loads((Path(__file__).parent / "exempt_terms.toml").read_text(encoding="utf-8"))
DISCLAIMER = "not a doctor"


@dataclass(frozen=True)
class Heard:
    """What a person hears of a response in a locale."""

    envelope: Mapping[str, Any]
    locale: str

    @property
    def body(self) -> Mapping[str, Any]:
        response: Mapping[str, Any] = self.envelope["response"]
        return response

    @property
    def markup(self) -> list[str]:
        """The SSML of the speech, and of the reprompt if there is one."""
        spoken = [self.body.get("outputSpeech"), (self.body.get("reprompt") or {}).get("outputSpeech")]
        return [each["ssml"] for each in spoken if each]

    @property
    def utterances(self) -> list[str]:
        """The same as it sounds."""
        return [plain_text(each) for each in self.markup]

    @property
    def is_open(self) -> bool:
        return self.body["shouldEndSession"] is False

    @property
    def tier(self) -> Tier | None:
        """The verdict that stands after it."""
        verdict = ((self.envelope.get("sessionAttributes") or {}).get("talk") or {}).get("verdict")
        return None if verdict is None else Tier(verdict)

    @property
    def gives_advice(self) -> bool:
        """Only with advice there is a card."""
        return bool(self.body.get("card"))


def faults(envelope: Mapping[str, Any], locale: str) -> list[str]:
    """Everything in a response that a certifier would send back; nothing when nothing is said."""
    heard = Heard(envelope, locale)
    if not heard.markup:
        return []
    broken = [f"limits: {fault}" for fault in _limits(heard)]
    return broken or [f"{name}: {fault}" for name, check in CHECKS.items() for fault in check(heard)]


def _limits(heard: Heard) -> Iterator[str]:
    try:
        limits.check(heard.envelope)
    except limits.ResponseFault as fault:
        yield str(fault)


def _voice(heard: Heard) -> Iterator[str]:
    for markup in heard.markup:
        for element in ET.fromstring(markup).iter():  # noqa: S314 - made by the skill, and well-formed or it would not be read here
            for name, value in element.attrib.items():
                if value not in ATTRIBUTES.get(element.tag, {}).get(name, set()):
                    yield f'<{element.tag} {name}="{value}">'


def _breath(heard: Heard) -> Iterator[str]:
    for text in heard.utterances:
        for sentence in re.split(r"(?<=[.!?])\s", text):
            if words_in(sentence) > BREATH:
                yield f"{words_in(sentence)} words: {sentence}"


def _question(heard: Heard) -> Iterator[str]:
    for text in heard.utterances:
        if text.count("?") != heard.is_open or (heard.is_open and not text.endswith("?")):
            yield text


def _reprompt(heard: Heard) -> Iterator[str]:
    if not heard.is_open:
        return
    speech, reprompt = heard.utterances
    number = library.speaker(heard.locale).fill("{number}").rstrip(",")
    words = words_in(reprompt.replace(number, "number"))
    if words >= words_in(speech) and words > MOST_IN_A_REPROMPT:
        yield f"{words} words after {words_in(speech)}: {reprompt}"
    if speech == reprompt:
        yield f"says the same: {reprompt}"


def _grade(heard: Heard) -> Iterator[str]:
    for text in heard.utterances:
        if (grade := grade_of(text, heard.locale)) > HIGHEST_GRADE:
            yield f"grade {grade:.1f}: {text}"


@cache
def grade_of(text: str, locale: str) -> float:
    """The reading grade of an utterance as a whole, in which an exempt term counts as one short word."""
    return float(textstat.flesch_kincaid_grade(_exempt(locale).sub("name", text)))


@cache
def _exempt(locale: str) -> re.Pattern[str]:
    """Exempt terms and names, longest first."""
    place = library.places()[locale]
    lines = [place[each]["say"] for each in ("health_line", "health_line_also", "crisis", "crisis_also") if each in place]
    publishers = [source.publisher for source in library.rulebook().sources.values()]
    places = {name: word for name, word in place["words"].items() if name not in ("poo", "tummy", "doctor")}.values()
    named = {*EXEMPT, *publishers, *lines, *places, library.speaker(locale).fill("{their_line}")}
    terms = "|".join(re.escape(each) for each in sorted(named, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?:{terms})(?!\w)", re.IGNORECASE)


def _words(heard: Heard) -> Iterator[str]:
    for text in heard.utterances:
        yield from (f"{what}: {text}" for what, pattern in NEVER.items() if re.search(pattern, text, re.IGNORECASE))


def _disclaimer(heard: Heard) -> Iterator[str]:
    speaker = library.speaker(heard.locale)
    speech = heard.utterances[0]
    before, _, after = speech.partition(DISCLAIMER)
    urgent = heard.tier is not None and heard.tier.is_emergency
    if heard.gives_advice and (DISCLAIMER in speech) == urgent:
        yield f"{'stands in an emergency' if urgent else 'is missing'}: {speech}"
    if any(each in after for each in (speaker.number, speaker.fill("{department}"))):
        yield f"stands before an emergency line: {speech}"
    if urgent and after and speaker.number not in before:
        yield f"comes before the action: {speech}"


CHECKS: Mapping[str, Callable[[Heard], Iterator[str]]] = {
    "voice": _voice,
    "breath": _breath,
    "question": _question,
    "reprompt": _reprompt,
    "grade": _grade,
    "words": _words,
    "disclaimer": _disclaimer,
}
