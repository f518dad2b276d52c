"""The plainest answers, which are heard without a closer look."""

from typing import Any

import pytest

from skill.content import LANGUAGE, library, read
from skill.language.requests import RequestBook
from skill.language.understand import Understanding


@pytest.fixture(scope="module")
def thorough() -> Understanding:
    """The understanding of English that takes a closer look at everything."""
    parts: dict[str, Any] = {name: read(LANGUAGE / f"{name}.toml") for name in ("lexicon", "numbers", "healthy", "circumstances")}
    answers = {**library.answers(), "by_itself": ()}
    requests = RequestBook(library.requests(), {"tip": {}, "surgery": {}})
    return Understanding(library.rulebook(), answers=answers, phrases=library.phrases(), requests=requests, **parts)


@pytest.mark.parametrize("way", library.answers()["by_itself"])
def test_a_closer_look_at_the_plainest_answers_finds_nothing_else(way: str, thorough: Understanding) -> None:
    """To every question, and where none was asked, they mean what they mean when they are read like any other words."""
    for asked in (None, *library.rulebook().questions):
        for about_other in (True, False):
            heard = library.understanding().hear(way, asked, about_other=about_other)
            assert heard == thorough.hear(way, asked, about_other=about_other), asked
