"""The short answers of an interaction model: every sentence that a recognizer of speech is made to expect."""

import itertools
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from skill.language.numbers import NumberWords
from skill.speaker.matcher import NUMBER

MOST_WORDS = 5
"""Longer sentences are put in too many ways to be guessed word for word."""
Transition = tuple[int, int, float, str]
NEGATION = re.compile(r"\b(?:no|not|none|never|nothing|hardly|barely|cannot|\w+n't)\b")
ECHO = re.compile(r"(?:he|she|they|it) (?:is|are|was|were|has|have|had|do|does|did|can|could|will|would)")
"""An answer without a word of weight: other short words are easily heard as one of these, "eighty" as "they did"."""
FIRST, LAST = 0, 1
"""The states that every sentence begins and ends in."""


def sentences(model: Mapping[str, Any], numbers: NumberWords) -> frozenset[str]:
    """Samples without slots, samples with a number, numbers alone, and the values of slot types."""
    language = model["interactionModel"]["languageModel"]
    every = itertools.chain(_samples(language, numbers.below_hundred()), _values(language))
    return frozenset(sentence for sentence in every if len(sentence.split()) <= MOST_WORDS)


def _samples(language: Mapping[str, Any], numbers: Collection[str]) -> Iterator[str]:
    yield from numbers
    for intent in language["intents"]:
        slots = {"{" + slot["name"] + "}": slot["type"] for slot in intent.get("slots", ())}
        for sample in intent["samples"]:
            if "{" not in sample:
                yield sample
            for slot in (slot for slot, kind in slots.items() if kind == NUMBER and slot in sample):
                yield from (sample.replace(slot, number) for number in numbers)


def _values(language: Mapping[str, Any]) -> Iterator[str]:
    for kind in language["types"]:
        for entry in kind["values"]:
            yield from (entry["name"]["value"], *entry["name"]["synonyms"])


def doubtful(expected: Collection[str]) -> frozenset[str]:
    """Those that say the opposite of another when its first word is lost, as "sure" does of "not sure"; and mere echoes."""
    parts = (each.partition(" ") for each in expected)
    left = {rest for first, _, rest in parts if NEGATION.fullmatch(first) and not NEGATION.search(rest)}
    return frozenset(each for each in expected if each in left or ECHO.fullmatch(each))


def transitions(expected: Iterable[str]) -> list[Transition]:
    """The sentences as a tree of words for a finite state grammar: from a state to a state, how likely, by which word."""
    states: dict[tuple[int, str], int] = {}
    tree: dict[Transition, None] = {}
    for sentence in sorted(expected):
        state = FIRST
        *words, last = sentence.split()
        for word in words:
            following = states.setdefault((state, word), len(states) + LAST + 1)
            tree[state, following, 1.0, word] = None
            state = following
        tree[state, LAST, 1.0, last] = None
    return list(tree)
