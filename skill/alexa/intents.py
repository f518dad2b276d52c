"""From an intent to what was heard. Text in a slot is read by our own understanding; what Alexa guessed is only a hint."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from skill.content import library
from skill.dialogue.conversation import Conversation
from skill.dialogue.heard import Answer, Heard
from skill.language.numbers import YEARS_AT_MOST
from skill.language.words import spoken

WORDS = "words"
"""The slot that carries what the person said."""

NO_CARRIER = "{words}"
"""What stands in a carrier for the slot's text, and alone where Alexa swallows nothing."""

ANSWER_INTENT = "AnswerIntent"
PLAIN_ANSWERS: Mapping[str, Answer] = {
    "AMAZON.YesIntent": Answer.YES,
    "AMAZON.NoIntent": Answer.NO,
    "NotSureIntent": Answer.UNSURE,
}
NOTHING_HEARD = ("AMAZON.FallbackIntent",)


@cache
def carriers() -> Mapping[str, str]:
    """For each intent whose carrier words Alexa swallows, the words that its handler puts back."""
    return {name: entry["carrier"] for name, entry in library.model_content()["words"].items()}


@cache
def _requests_by_intent() -> Mapping[str, str]:
    return {entry["intent"]: request for request, entry in library.requests().items()}


def handled() -> frozenset[str]:
    """Every intent that `hear` has an answer for."""
    return frozenset({*PLAIN_ANSWERS, *NOTHING_HEARD, *carriers(), *_requests_by_intent(), "AgeIntent"})


def hear(name: str, slots: Mapping[str, Any], conversation: Conversation) -> Heard:
    """What an intent with its slot values means here. An unknown intent, or an empty slot, is as if nothing was heard."""
    if name in PLAIN_ANSWERS:
        return Heard(answer=PLAIN_ANSWERS[name])
    value = _value(slots)
    if name in carriers():
        return library.listener().hear(_whole(value, carriers()[name]), conversation)
    if name == "AgeIntent":
        return _age(value)
    request = _requests_by_intent().get(name)
    if request in ("tip", "surgery") and value:
        topic = library.listener().hear(f"{request} {value}", conversation)
        return Heard(request=request, topic=topic.topic) if not topic.findings else topic
    return Heard(request=request) if request else Heard()


def _value(slots: Mapping[str, Any]) -> str:
    """The text of the first filled slot."""
    return next((value.strip() for value in slots.values() if isinstance(value, str) and value.strip()), "")


def _whole(value: str, carrier: str) -> str:
    """All that was said: the text in its carrier, where there is one and the text says anything."""
    if carrier == NO_CARRIER:
        return value
    return carrier.replace(NO_CARRIER, value) if spoken(value) else ""


def _age(value: str) -> Heard:
    try:
        age = int(value)
    except ValueError:
        return Heard()
    return Heard(age=age) if 0 < age <= YEARS_AT_MOST else Heard()
