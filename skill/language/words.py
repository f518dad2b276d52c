"""Brings speech to a common form: one token a meaning, so that a phrase is heard however it is put.

A sentence becomes tokens of a kind: content (a meaning), a negation, a turn ("but"), a hedge ("maybe"), or a skip word.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Kind(StrEnum):
    """What a token does in the sentence."""

    CONTENT = "content"
    NEGATION = "negation"
    TURN = "turn"
    HEDGE = "hedge"
    OLD = "old"
    WORSE = "worse"
    PAST = "past"
    OVER = "over"
    OTHERS = "others"
    SKIP = "skip"


@dataclass(frozen=True)
class Token:
    """One meaning: its common form, its kind, and the words it was said in."""

    form: str
    kind: Kind
    said: str


LOOK = 5
"""How far ahead the second word of an expression may stand."""

_ENDING = re.compile(r"(?<=[a-z]{3})(?:iness|ness|ing|ies|ied|ed|er|es|s|e|y|i)$")
_PLAIN = re.compile(r"(?!.* n't)[a-z][a-z']*(?: [a-z][a-z']*)*")
_DOUBLED = re.compile(r"([bdgmnprt])\1$")


def plain(text: str) -> str:
    """Lower case, straight apostrophes, words and single spaces only; a sentence break stays as a comma."""
    if _PLAIN.fullmatch(text):
        return text
    text = text.lower().replace("\u2019", "'").replace("\u2018", "'").replace("n 't ", "n't ").replace(" n't", "n't")
    text = re.sub(r"[.,;:!?\u2026\u2013\u2014]+(?=\s|$)|\s-\s", " , ", text)
    text = re.sub(r"[^a-z0-9'.,\s]", " ", text)
    return " ".join(text.split()).strip(" ,")


_APOSTROPHE_LEFT_OUT = re.compile(r"\b(ca|do|does|did|is|are|was|were|have|has|had|wo|could|would|should|ai)nt\b")
_WRITTEN_OUT = re.compile(r"\b(do|does|did|is|are|was|were|have|has|had|could|would|should) not\b")
_CANNOT = re.compile(r"\bcan ?not\b")
_I = re.compile(r"\bi(m|ve)\b")


def spoken(text: str) -> str:
    """Plain text with one form for each negated verb: "i dont know" and "i do not know" are "i don't know"."""
    text = _I.sub(r"i'\1", plain(text))
    for pattern, form in ((_APOSTROPHE_LEFT_OUT, r"\1n't"), (_CANNOT, "can't"), (_WRITTEN_OUT, r"\1n't")):
        text = pattern.sub(form, text)
    return text


def stem(word: str) -> str:
    """A rough common form of one word's inflections. Applied to phrases and to speech alike."""
    word = word.replace("'", "")
    for _ in range(2):
        if len(word) > 4:
            word = _ENDING.sub("", word)
    return _DOUBLED.sub(r"\1", word)


class Lexicon:
    """The words of a language and what each does, from content. Longer expressions go before shorter ones."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._inside = frozenset(data["inside"]["words"])
        self._whole = frozenset(data["contraction"]["whole"])
        self.classes = frozenset(data["same"])
        self._is = data["contraction"]["ending"]
        self._entries: dict[str, list[tuple[tuple[str, ...], Kind, str]]] = {}
        for form, ways in data["same"].items():
            self._add(ways, Kind.CONTENT, form)
        for kind in Kind:
            if kind.value in data:
                self._add(data[kind.value]["words"], kind)
        for entries in self._entries.values():
            entries.sort(key=lambda entry: -len(entry[0]))

    def _add(self, ways: Iterable[str], kind: Kind, form: str = "") -> None:
        for way in ways:
            words = tuple(self.words(spoken(way)))
            entries = self._entries.setdefault(words[0], [])
            if all(known[0] != words for known in entries):
                entries.append((words, kind, form or way))

    def words(self, text: str) -> list[str]:
        """The words of a text, a contracted verb as a word of its own: "my bum's numb" is "my bum 's numb"."""
        words: list[str] = []
        for word in plain(text).split():
            base = word.removesuffix(self._is)
            words += [word] if base in (word, "") or word in self._whole else [base, self._is]
        return words

    def tokens(self, text: str) -> list[Token]:
        """The tokens of plain or raw text, in order. A comma is a token of its own."""
        return self.tokens_of(self.words(text))

    def tokens_of(self, words: Sequence[str]) -> list[Token]:
        """The tokens of words already told apart."""
        tokens = []
        here = 0
        while here < len(words):
            token, length = self._token_at(words, here)
            tokens.append(token)
            here += length
        return tokens

    def _token_at(self, words: Sequence[str], here: int) -> tuple[Token, int]:
        following = words[here + 1 : here + LOOK]
        for entry, kind, form in self._entries.get(words[here], ()):
            if len(entry) > 1 and entry[1] not in following:
                continue
            length = self._length(words, here, entry)
            if length:
                return Token(form, kind, " ".join(words[here : here + length])), length
        if words[here] == ",":
            return Token(",", Kind.SKIP, ","), 1
        return Token(stem(words[here]), Kind.CONTENT, words[here]), 1

    def _length(self, words: Sequence[str], here: int, entry: tuple[str, ...]) -> int:
        """How many words the entry takes up here, words such as "even" in between allowed; 0 when it is not here."""
        at = here
        for place, wanted in enumerate(entry):
            while place and at < len(words) and words[at] != wanted and words[at] in self._inside:
                at += 1
            if at >= len(words) or words[at] != wanted:
                return 0
            at += 1
        return at - here
