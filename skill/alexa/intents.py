"""From an intent to what was heard. Text in a slot is read by our own understanding; what Alexa guessed is only a hint."""

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from skill.content import library
from skill.dialogue.conversation import Conversation
from skill.dialogue.heard import Answer, Heard
from skill.language.choices import chosen
from skill.language.numbers import YEARS_AT_MOST
from skill.language.words import spoken
from skill.rules import Question, State, assess

WORDS = "words"
"""The slot that carries what the person said."""

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
        text = carriers()[name].replace("{words}", value) if spoken(value) else ""
        return _read(text, conversation)
    if name == "AgeIntent":
        return _age(value)
    request = _requests_by_intent().get(name)
    if request in ("tip", "surgery") and value:
        topic = _read(f"{request} {value}", conversation)
        return Heard(request=request, topic=topic.topic) if not topic.findings else topic
    return Heard(request=request) if request else Heard()


def _read(text: str, conversation: Conversation) -> Heard:
    heard = library.understanding().hear(text, _question(conversation), about_other=conversation.about_other)
    asked = conversation.asked
    if asked is not None and asked.kind == "which" and State.PRESENT not in heard.findings.values():
        return _picked(text, asked.id, heard)
    if asked is not None and asked.kind in ("read-back", "fix") and not heard.findings and not heard.request:
        return _group(text, heard)
    if conversation.verdict is not None and not heard.findings and not heard.request:
        return _denied(text, conversation, heard)
    return heard


def _picked(text: str, listed: str, heard: Heard) -> Heard:
    """Which sign of a list it is, by the words that the question itself offers."""
    words = library.texts().questions[listed]["which_words"]
    names = chosen(text, words, **library.choice_words())
    return replace(heard, findings=dict.fromkeys(names, State.PRESENT), request=None) if names else heard


def _group(text: str, heard: Heard) -> Heard:
    """Which of the noes that were read back is wrong, when no sign is named."""
    names = chosen(text, library.lines()["read-back"]["words"], places=(), everything=())
    return replace(heard, topic=names[0]) if names else heard


def _denied(text: str, conversation: Conversation, heard: Heard) -> Heard:
    """After a verdict, more than a bare no may deny what it rests on ("no, I can pee fine"), to be asked about."""
    more = library.understanding().without_answer(text)
    if not more:
        return heard
    for reason in assess(library.rulebook(), conversation.findings).reasons[:1]:
        for finding in reason.findings:
            question = library.rulebook().question_for.get(finding)
            denial = library.understanding().hear(more, question, about_other=conversation.about_other)
            if denial.findings.get(finding) is State.ABSENT:
                return Heard(findings={finding: State.ABSENT})
    return heard


def _question(conversation: Conversation) -> Question | None:
    asked = conversation.asked
    return library.rulebook().question.get(asked.id) if asked and asked.kind == "question" else None


def _value(slots: Mapping[str, Any]) -> str:
    """The text of the first filled slot."""
    return next((value.strip() for value in slots.values() if isinstance(value, str) and value.strip()), "")


def _age(value: str) -> Heard:
    try:
        age = int(value)
    except ValueError:
        return Heard()
    return Heard(age=age) if 0 < age <= YEARS_AT_MOST else Heard()
