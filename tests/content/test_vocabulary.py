"""The vocabulary: enough ways of saying everything, none twice, each heard as what it was written for."""

from collections import defaultdict
from collections.abc import Iterable

import pytest

from skill.content import HERE, library, read
from skill.language.words import Kind, Lexicon, spoken, stem
from skill.rules import State, assess

LEXICON_DATA = read(HERE / "en" / "lexicon.toml")
LEXICON = Lexicon(LEXICON_DATA)
FILLERS = frozenset(word for way in LEXICON_DATA["skip"]["words"] for word in way.split() if " " not in way)
BOOK = library.rulebook()
MANY, SOME = 40, 15
"""Ways of saying a sign that alone is an emergency, and any other."""


def _telling(phrase: str) -> tuple[str, ...]:
    """The words of a phrase that are neither carrier nor filler, in any order: two phrases with the same ones are one way."""
    return tuple(sorted(stem(word) for word in LEXICON.words(spoken(phrase)) if word not in FILLERS))


def _ways(phrases: Iterable[str]) -> dict[tuple[str, ...], list[str]]:
    ways: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for phrase in phrases:
        ways[_telling(phrase)].append(phrase)
    return ways


@pytest.mark.parametrize("finding", library.phrases())
def test_there_are_ways_enough_to_say_it(finding: str) -> None:
    """At least forty ways for a sign that alone is an emergency, fifteen for any other; word order and fillers don't count."""
    least = MANY if assess(BOOK, {finding: State.PRESENT}).tier.is_emergency else SOME
    assert len(_ways(library.phrases()[finding])) >= least


@pytest.mark.parametrize("finding", library.phrases())
def test_every_phrase_is_heard_as_its_finding(finding: str) -> None:
    """Each phrase, said by itself, is heard as what it was written for, or as something that implies it."""
    lost = [
        phrase
        for phrase in library.phrases()[finding]
        if not any(finding in BOOK.told(each) for each in library.understanding().hear(phrase).findings)
    ]
    assert not lost


def test_negations_are_kept_apart() -> None:
    """A filler never is a word that denies: "no" and "not" are not skipped when ways are counted."""
    assert not FILLERS & {token.said for token in LEXICON.tokens("no not never") if token.kind is Kind.NEGATION}
