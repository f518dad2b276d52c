"""Whether an answer says that what was asked about is as it should be: "everything's in working order down there".

A statement of health is a no only where every word of it is known to be part of one. A word that limits, doubts, turns
or dates it is in no list, so it never passes; neither does a word that nobody thought of.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from itertools import dropwhile
from typing import Any

from skill.language.expressions import spread
from skill.language.shelf import Shelf
from skill.language.words import plain

ENOUGH = 2
"""Of a list of signs, so many have to be called well by name: "breathing's easy" says nothing of the chest."""

SPOKEN_OUT = 3
"""The fewest words after a yes that make it one to the opposite of what was asked: "yes, i can move them"."""

Words = tuple[str, ...]

_CONTRACTED = re.compile(r"(?<=\w)'(s|re|ve|m)\b")


class _Part(StrEnum):
    """What an expression does in a statement of health. One word of being well ("grand") may only be said to us, of nothing."""

    SMALL = "small"
    ASIDE = "aside"
    STATE = "state"
    WELL = "well"
    DOES = "does"
    NOUN = "noun"
    TURN = "turn"
    BLOCK = "block"
    PAIN = "pain"


_Filed = Shelf[Sequence[tuple[Words, _Part]]]
"""Expressions by their first word."""


class Healthy:
    """The healthy state of what each question asks about, from content."""

    def __init__(self, data: Mapping[str, Any], answers: Mapping[str, Any]) -> None:
        self._yes, self._no = frozenset(answers["plain_yes"]), frozenset(data["plain_no"])
        self._after_no = frozenset(word for way in data["after_no"] for word in _words(way)[:1])
        self._ends = tuple(_words(way) for way in data["ends"])
        self._not_after_yes = tuple(_words(way) for way in answers["after_yes"])
        self._asks = tuple(_words(way) for way in data["asks"])
        asked_for_pain = frozenset(answers["ordinary"]["pain_is_asked"])
        slots = data["slots"]
        shared: dict[_Part, Sequence[str]] = {
            _Part.BLOCK: data["blocks"],
            _Part.SMALL: data["small"],
            _Part.ASIDE: data["asides"],
            _Part.STATE: spread(spread(data["state"], slots), slots),
        }
        pain = {_Part.TURN: data["turns_to_pain"], _Part.PAIN: data["pain"]}
        shelves: dict[str, _Filed] = {}
        for name, entry in data["question"].items():
            own: dict[_Part, Sequence[str]] = {
                _Part.DOES: spread(spread(entry["does"], slots), slots),
                _Part.BLOCK: data["blocks"],
                _Part.SMALL: [*shared[_Part.SMALL], *entry["thing"]],
                _Part.ASIDE: data["asides"],
                _Part.STATE: [*shared[_Part.STATE], *entry.get("well", ())],
            }
            shelves[name] = _shelf(own if name in asked_for_pain else {**own, **pain})
        for name, nouns in data["parts"].items():
            shelves[name] = _shelf({_Part.NOUN: nouns, **shared})
        self._shelves = Shelf[_Filed](shelves, nothing=_shelf(shared))

    def says(self, text: str, question: str) -> bool:
        """Whether the whole text says that what this question asks about is well, as a no to it."""
        words = self._without_no_at_the_end(_words(text))
        agrees = bool(words) and words[0] in self._yes
        if agrees:
            words = words[1:]
            if len(words) < SPOKEN_OUT or any(words[-len(way) :] == way for way in self._not_after_yes):
                return False
        elif words and words[0] in self._no:
            words = tuple(dropwhile(self._no.__contains__, words))
            if not words or words[0] not in self._after_no:
                return False
        if any(words[: len(way)] == way for way in self._asks):
            return False
        parts = _parts(words, self._shelves.under(question))
        if parts is None or _Part.BLOCK in parts or not _turns_only_to_pain(parts):
            return False
        if _Part.NOUN in parts and parts.count(_Part.NOUN) < ENOUGH:
            return False
        well = _Part.STATE in parts or {_Part.WELL, _Part.SMALL}.issubset(parts)
        return _Part.DOES in parts or (well and not agrees)

    def _without_no_at_the_end(self, words: Words) -> Words:
        return next((words[: -len(way)] for way in self._ends if words[-len(way) :] == way), words)


def _turns_only_to_pain(parts: Sequence[_Part]) -> bool:
    """Whether it turns nowhere but to pain or from it, and pain is set against the rest: "sore but they work"."""
    around = list(zip([None, *parts], parts, [*parts[1:], None], strict=False))
    turns = all(_Part.PAIN in (before, after) for before, part, after in around if part is _Part.TURN)
    return turns and all(_Part.TURN in (before, after) for before, part, after in around if part is _Part.PAIN)


def _parts(words: Words, shelf: _Filed) -> list[_Part] | None:
    """What each expression of the text does, the longest first, or None where some word is part of none."""
    parts: list[_Part] = []
    here = 0
    while here < len(words):
        found = next((each for each in shelf.under(words[here]) if words[here : here + len(each[0])] == each[0]), None)
        if found is None:
            return None
        parts.append(found[1])
        here += len(found[0])
    return parts


def _shelf(ways: Mapping[_Part, Iterable[str]]) -> _Filed:
    """Expressions by their first word, longer ones first; of equal ones the part named first."""
    known: dict[Words, _Part] = {}
    for part, listed in ways.items():
        for way in listed:
            words = _words(way)
            single = part is _Part.STATE and len(words) == 1
            known.setdefault(words, _Part.WELL if single else part)
    shelf: dict[str, list[tuple[Words, _Part]]] = {}
    for words, part in sorted(known.items(), key=lambda each: -len(each[0])):
        shelf.setdefault(words[0], []).append((words, part))
    return _Filed(shelf, nothing=())


def _words(text: str) -> Words:
    """Its words, a contracted verb as a word of its own."""
    return tuple(word for word in _CONTRACTED.sub(r" '\1", plain(text)).split() if word != ",")
