"""What people say, from a corpus written by people who had not seen the vocabulary."""

from collections import Counter

import pytest

from skill.content import library
from tests.phrases.corpus import FILES, phrases
from tests.phrases.judge import DANGEROUS, RIGHT
from tests.phrases.measure import counts, judged, sums, sums_on_the_page
from tests.phrases.routes import ROUTES

BARE = {
    "yes": ["yes", "yeah", "yep", "uh huh", "mhm", "i do", "yes sir"],
    "no": ["no", "nope", "nah", "uh uh", "huh uh", "none of that", "no nothing like that", "not at all"],
    "unsure": [
        "not sure",
        "i don't know",
        "i dont know",
        "i do not know",
        "dunno",
        "maybe",
        "hard to say",
        "i hope not",
        "i can't tell",
    ],
}
LEAST_RIGHT = {"findings": 0.90, "answers": 0.79, "requests": 0.92, "noise": 0.97}
"""Of the sentences seen while building. The held-out ones are printed by `make phrases` and worked on next.

Among the answers are 300 noes written to be as wordy as people can be; without them more than eight in ten are right.
"""


@pytest.mark.parametrize("route", ROUTES)
def test_no_danger_sign_is_heard_as_a_no(route: str) -> None:
    """Of all sentences, held out or not, none that tells a danger sign is heard as its absence, read or spoken."""
    assert not [phrase.text for phrase, verdicts in judged() if verdicts[route] == DANGEROUS]


@pytest.mark.parametrize("route", ROUTES)
@pytest.mark.parametrize("file", FILES)
def test_most_is_understood(file: str, route: str) -> None:
    """Most sentences mean what they mean; the rest are asked again."""
    outcomes = counts(route, lambda phrase: phrase.file == file and not phrase.held_out)
    assert outcomes[RIGHT] / outcomes.total() >= LEAST_RIGHT[file], outcomes


@pytest.mark.parametrize("question", library.rulebook().question)
def test_bare_answers_mean_what_they_say(question: str) -> None:
    """To every question a plain yes is a yes, a plain no a no, and "not sure" neither."""
    asked = library.rulebook().question[question]
    for wanted, ways in BARE.items():
        for way in ways:
            heard = library.understanding().hear(way, asked)
            assert heard.answer == wanted, f"{way!r}: {heard}"


def test_corpus_is_large_and_even() -> None:
    """At least 1,200 sentences that mean something and 150 that don't; a part of them is held out."""
    files = Counter(phrase.file for phrase in phrases())
    assert files["findings"] + files["answers"] + files["requests"] >= 1200
    assert files["noise"] >= 150
    held_out = sum(phrase.held_out for phrase in phrases())
    assert 0.1 < held_out / files.total() < 0.42


def test_the_page_has_the_figures_of_today() -> None:
    """docs/understanding.md says what is measured; `python -m tests.phrases.measure --write` renews it."""
    assert sums_on_the_page() == sums()
