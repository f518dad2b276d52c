"""Brings speech to a common form: one token a meaning, so that a phrase is heard however it is put.

A sentence becomes tokens of a kind: content (a meaning), a negation, a turn ("but"), a hedge ("maybe"), or a skip word.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from functools import cached_property
from typing import Any, NamedTuple

from skill.language.shelf import Shelf


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
    AHEAD = "ahead"
    OTHERS = "others"
    SKIP = "skip"


class Token(NamedTuple):
    """One meaning: its common form, its kind, and the words it was said in."""

    form: str
    kind: Kind
    said: str


IDIOM = "idiom"
"""The class of sayings that mean no illness: each keeps to itself, and is heard only in a phrase that has that very saying."""

Words = tuple[str, ...]
Entry = tuple[int, Words, Kind, str]
"""An expression of the lexicon: its place among all of them, its words, what it does, and its common form."""

LOOK = 5
"""How far ahead the second word of an expression may stand."""

_ENDINGS = ("iness", "ness", "ing", "ies", "ied", "ed", "er", "es", "s", "e", "y", "i")
_ENDING = re.compile(rf"(?<=[a-z]{{3}})(?:{'|'.join(_ENDINGS)})$")
_WORD = r"[a-z0-9][a-z0-9']*(?:[.,]+[a-z0-9']+)*"
_PLAIN = re.compile(rf"(?!.* n't){_WORD}(?: (?:, )?{_WORD})*")
"""Text that is plain already, as most of it is that is heard."""
_DOUBLED = frozenset("bdgmnprt")


class Spoken(str):  # noqa: SLOT000 - what it was brought to is kept on it
    """What `spoken` gives. It is looked at in many ways, and whatever it is brought to for that, it is brought to once."""

    @cached_property
    def bare(self) -> str:
        """Without its sentence breaks."""
        return _without_breaks(self)

    @cached_property
    def spaced(self) -> str:
        """The same with a space before and after."""
        return f" {self.bare} "

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The words of it."""
        return tuple(self.bare.split())


def plain(text: str) -> str:
    """Lower case, straight apostrophes, words and single spaces only; a sentence break stays as a comma."""
    if isinstance(text, Spoken) or _PLAIN.fullmatch(text):
        return text
    text = text.lower().replace("\u2019", "'").replace("\u2018", "'").replace("n 't ", "n't ").replace(" n't", "n't")
    text = re.sub(r"[.,;:!?\u2026\u2013\u2014]+(?=\s|$)|\s-\s", " , ", text)
    text = re.sub(r"[^a-z0-9'.,\s]", " ", text)
    return " ".join(text.split()).strip(" ,")


def bare(text: str) -> str:
    """Plain text without its sentence breaks."""
    return text.bare if isinstance(text, Spoken) else _without_breaks(plain(text))


def _without_breaks(text: str) -> str:
    return " ".join(word for word in text.split() if word != ",") if "," in text else text


def spaced(text: str) -> str:
    """Bare text with a space before and after, so that expressions are looked for as whole words."""
    return text.spaced if isinstance(text, Spoken) else f" {bare(text)} "


def words_of(text: str) -> Words:
    """The words of bare text."""
    return text.words if isinstance(text, Spoken) else tuple(bare(text).split())


_APOSTROPHE_LEFT_OUT = re.compile(r"\b(ca|do|does|did|is|are|was|were|have|has|had|wo|could|would|should|ai)nt\b")
_WRITTEN_OUT = re.compile(r"\b(do|does|did|is|are|was|were|have|has|had|could|would|should) not\b")
_CANNOT = re.compile(r"\bcan ?not\b")
_I = re.compile(r"\bi(m|ve)\b")


def spoken(text: str) -> Spoken:
    """Plain text with one form for each negated verb: "i dont know" and "i do not know" are "i don't know"."""
    if isinstance(text, Spoken):
        return text
    text = _I.sub(r"i'\1", plain(text))
    if "nt" in text:
        text = _APOSTROPHE_LEFT_OUT.sub(r"\1n't", text)
    if "not" in text:
        text = _WRITTEN_OUT.sub(r"\1n't", _CANNOT.sub("can't", text))
    return Spoken(text)


def stem(word: str) -> str:
    """A rough common form of one word's inflections. Applied to phrases and to speech alike."""
    word = word.replace("'", "")
    for _ in range(2):
        if len(word) > 4 and word.endswith(_ENDINGS):
            word = _ENDING.sub("", word)
    return word[:-1] if word[-1:] in _DOUBLED and word[-2:-1] == word[-1:] else word


class Lexicon:
    """The words of a language and what each does, from content. Longer expressions go before shorter ones."""

    def __init__(self, data: Mapping[str, Any]) -> None:
        self._inside = frozenset(data["inside"]["words"])
        self._whole = frozenset(data["contraction"]["whole"])
        self.classes = frozenset(data["same"])
        self._is = data["contraction"]["ending"]
        entries: dict[Words, tuple[Kind, str]] = {}
        for form, ways in data["same"].items():
            self._add(entries, ways, Kind.CONTENT, "" if form == IDIOM else form)
        for kind in Kind:
            if kind.value in data:
                self._add(entries, data[kind.value]["words"], kind)
        beginning: dict[str, dict[str, list[Entry]]] = {}
        longest_first = sorted(entries.items(), key=lambda entry: -len(entry[0]))
        for place, (words, (kind, form)) in enumerate(longest_first):
            first, second, *_ = *words, ""
            beginning.setdefault(first, {}).setdefault(second, []).append((place, words, kind, form))
        self._beginning = Shelf[Mapping[str, Sequence[Entry]]](beginning, nothing={})

    def _add(self, entries: dict[Words, tuple[Kind, str]], ways: Iterable[str], kind: Kind, form: str = "") -> None:
        for way in ways:
            entries.setdefault(tuple(self.words(spoken(way))), (kind, form or way))

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
        for _, entry, kind, form in self._entries_at(words, here):
            length = 1 if len(entry) == 1 else self._length(words, here, entry)
            if length:
                return Token(form, kind, " ".join(words[here : here + length])), length
        if words[here] == ",":
            return Token(",", Kind.SKIP, ","), 1
        return Token(stem(words[here]), Kind.CONTENT, words[here]), 1

    def _entries_at(self, words: Sequence[str], here: int) -> list[Entry]:
        """Those that may begin here, longest first: their second word, if they have one, is near."""
        by_second = self._beginning.under(words[here])
        if not by_second:
            return []
        near = {"", *words[here + 1 : here + LOOK]}
        return sorted([entry for second in near if second in by_second for entry in by_second[second]])

    def _length(self, words: Sequence[str], here: int, entry: Words) -> int:
        """How many words an entry that begins with the word here takes up, words such as "even" in between allowed; or 0."""
        at, end = here + 1, len(words)
        for wanted in entry[1:]:
            while at < end and words[at] != wanted and words[at] in self._inside:
                at += 1
            if at == end or words[at] != wanted:
                return 0
            at += 1
        return at - here
