"""Which findings, answers, requests and intents claim each phrase of the content; a phrase claimed twice needs a reason.

A phrase is claimed by what it was written for, by whatever understanding makes of it, and by every intent of the interaction
model that has it word for word. What a finding implies by the rulebook is no second claim.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from skill.alexa import interaction_model
from skill.alexa.intents import PLAIN_ANSWERS
from skill.content import library
from skill.dialogue.heard import Answer, Heard
from skill.rules import State

SYMPTOM_INTENT = "SymptomIntent"


@dataclass(frozen=True)
class Phrase:
    """A phrase of the content, and the one that it was written for: a finding, a request, or an answer."""

    said: str
    owner: str


@dataclass(frozen=True)
class Overlap:
    """A phrase with more than one claim, and the reason for which that is right, if there is one."""

    phrase: Phrase
    others: tuple[str, ...]
    reason: str | None


@cache
def overlaps() -> tuple[Overlap, ...]:
    """Every phrase that something else claims too."""
    by_intent = _said_by_intent()
    found = []
    for phrase in _phrases():
        others = tuple(sorted(_claims(phrase, by_intent[phrase.said]) - {phrase.owner}))
        if others:
            found.append(Overlap(phrase, others, _reason(phrase, others)))
    return tuple(found)


def text() -> tuple[str, bool]:
    """The report, and whether every overlap has its reason."""
    found = overlaps()
    unlisted = [each for each in found if each.reason is None]
    head = f"{len(list(_phrases()))} phrases, {len(found)} claimed twice, {len(unlisted)} of them without a reason."
    return "\n".join([head, *map(_line, found)]), not unlisted


def _line(overlap: Overlap) -> str:
    claimed = f"{overlap.phrase.owner}: {overlap.phrase.said!r} is claimed by {', '.join(overlap.others)}"
    return f"{claimed}: {overlap.reason or 'NO REASON'}"


def _phrases() -> Iterator[Phrase]:
    for finding, ways in library.phrases().items():
        yield from (Phrase(said, finding) for said in ways)
    for request, entry in library.requests().items():
        yield from (Phrase(said, request) for said in entry["say"])
    for answer in PLAIN_ANSWERS.values():
        yield from (Phrase(said, answer.value) for said in library.answer_ways(answer.value))


def _claims(phrase: Phrase, intents: Iterable[str]) -> set[str]:
    if phrase.owner in set(Answer):
        return _others(library.understanding().hear(phrase.said, library.rulebook().questions[0])) | set(intents)
    heard = library.understanding().hear(phrase.said)
    return _findings(phrase.owner, heard) | _others(heard) | set(intents)


def _findings(owner: str, heard: Heard) -> set[str]:
    """The findings heard as there or in doubt, but for those that the owner implies or is implied by."""
    rulebook = library.rulebook()
    heard_of = {finding for finding, state in heard.findings.items() if state is not State.ABSENT} | set(heard.old)
    implied = set(rulebook.told(owner)) if owner in rulebook.findings else set()
    return {finding for finding in heard_of - implied if owner not in rulebook.told(finding)}


def _others(heard: Heard) -> set[str]:
    return {claim for claim in (heard.request, heard.answer and heard.answer.value) if claim}


def _said_by_intent() -> Mapping[str, set[str]]:
    """For each sample and slot value of the model, what the intent stands for."""
    language = interaction_model.build()["interactionModel"]["languageModel"]
    requests = {entry["intent"]: request for request, entry in library.requests().items()}
    answers = {intent: answer.value for intent, answer in PLAIN_ANSWERS.items()}
    said: dict[str, set[str]] = defaultdict(set)
    for intent in language["intents"]:
        name = requests.get(intent["name"]) or answers.get(intent["name"]) or intent["name"]
        for sample in intent["samples"]:
            said[sample].add(name)
    for kind in language["types"]:
        if kind["name"] == "SYMPTOM":
            for value in kind["values"]:
                for way in (value["name"]["value"], *value["name"]["synonyms"]):
                    said[way].add(value["id"])
    return said


def _reason(phrase: Phrase, others: Iterable[str]) -> str | None:
    """The reason listed for this phrase, or for every phrase of its owner that the same one claims."""
    for entry in library.overlaps():
        fits = phrase.said in entry["phrases"] if "phrases" in entry else True
        if fits and entry["owner"] == phrase.owner and set(others) <= set(entry["claimed_by"]):
            return str(entry["reason"])
    return None
