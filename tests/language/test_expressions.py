"""Many expressions or phrases at once: none is missed, and none found that is not there."""

from hypothesis import given
from hypothesis import strategies as st

from skill.language.expressions import NONE, Expressions, Named
from skill.language.phrases import Phrase, Phrases

SENTENCES = st.lists(st.sampled_from(["i", "can't", "feel", "my", "leg", "at", "all"]), min_size=1, max_size=6).map(" ".join)


@given(st.lists(SENTENCES, max_size=20), SENTENCES)
def test_what_is_found_is_what_the_sentence_holds(ways: list[str], sentence: str) -> None:
    """The same as to look for one after the other."""
    said = f" {sentence} "
    held = [f" {way} " for way in dict.fromkeys(ways) if f" {way} " in said]
    assert Expressions(ways).within(said) == held
    assert Named((way, way.upper()) for way in ways).first(said) == (held[0].strip().upper() if held else None)


def test_part_of_a_word_is_not_found() -> None:
    """ "Eg" is no part of "leg", and nothing is in nothing."""
    assert Expressions(["eg", "my le"]).within(" my leg ") == []
    assert NONE.within(" my leg ") == Expressions(["leg"]).within("  ") == []


def test_names() -> None:
    """The first that is given counts; some questions are about how a sentence begins, or about all of it."""
    ways = Named([("slow down", "slower"), ("slow", "tip"), ("slow", "stop")])
    assert ways.first(" please slow down ") == "slower"
    assert ways.first(" slow please ") == ways.opening(" slow please ") == ways.whole(" slow ") == "tip"
    assert ways.opening(" please slow down ") is ways.whole(" slow please ") is ways.first(" please ") is None


def phrase(text: str, *, literal: bool) -> Phrase:
    words = tuple(text.split())
    return Phrase(text, words, words, literal, rank=0, reach=3)


@given(st.lists(st.builds(phrase, SENTENCES, literal=st.booleans()), max_size=20), SENTENCES)
def test_phrases_hand_out_every_phrase_that_a_sentence_has_the_parts_of(phrases: list[Phrase], sentence: str) -> None:
    """Under whichever of its parts it is kept, a phrase is found once by a sentence that has them all, and by no other."""
    parts = frozenset(sentence.split())
    expected = sorted(each for each in set(phrases) if parts.issuperset(each.words))
    assert sorted(Phrases(phrases).candidates(parts, parts)) == expected
