"""Circumstances and times that make a no doubtful."""

from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from skill.content import LANGUAGE, library, read
from skill.dialogue.heard import Answer
from skill.language.circumstances import Circumstances

CONTENT: Mapping[str, Any] = read(LANGUAGE / "circumstances.toml")
LISTS: Mapping[str, Sequence[str]] = {
    **{name: CONTENT[name] for name in ("any", "times", "begins", "fits")},
    **CONTENT["question"],
    **{f"fits {name}": ways for name, ways in CONTENT["fits_question"].items()},
}


@pytest.mark.parametrize("name", LISTS)
def test_nothing_is_listed_twice(name: str) -> None:
    """Each expression stands once in its list."""
    ways = LISTS[name]
    assert sorted(ways) == sorted(set(ways))


@pytest.mark.parametrize("name", ["any", *CONTENT["question"]])
def test_no_expression_holds_a_shorter_one(name: str) -> None:
    """Where "pads" is listed, "with pads" need not be."""
    ways = LISTS[name]
    assert not [(way, other) for way in ways for other in ways if way != other and f" {other} " in f" {way} "]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("no they both work i walked to the shop this morning", ("no they both work", "i walked to the shop this morning")),
        ("they moved on monday", ("", "they moved on monday")),
        ("no i walked on saturday", ("", "no i walked on saturday")),
        ("no they both work", None),
    ],
)
def test_the_statement_that_tells_a_time_is_set_apart(said: str, told: tuple[str, str] | None) -> None:
    """It begins anew after a no that is a statement of its own; without such a no, all of it is of that time."""
    assert Circumstances(CONTENT).at_a_time(said, library.rulebook().question["legs-move"]) == told


@pytest.mark.parametrize(
    ("asked", "said", "answer"),
    [
        ("legs-move", "no they both work i walked to the shop this morning", Answer.NO),
        ("legs-move", "no they both work i had to be carried this morning", Answer.UNSURE),
        ("legs-move", "no they both work i could walk yesterday", Answer.UNSURE),
        ("cold-leg", "no they're warm by the fire", Answer.UNSURE),
        ("cancer", "no not since the chemo", Answer.UNSURE),
        ("cancer", "no never", Answer.NO),
    ],
)
def test_a_no_under_a_circumstance_is_doubt(asked: str, said: str, answer: Answer) -> None:
    """A no is one where it holds at any time and in any place, or tells beside it what was being done."""
    assert library.understanding().hear(said, library.rulebook().question[asked]).answer is answer
