"""Whose a sign is, and since when it is there."""

import pytest

from skill.content import library
from skill.rules import State


@pytest.mark.parametrize(
    ("said", "finding", "state", "about_other"),
    [
        ("picking up my little boy and wet myself", "bladder-leak", State.PRESENT, False),
        ("lifting my son and felt a tearing pain", "tearing-pain", State.PRESENT, False),
        ("my carer noticed the foot drops", "foot-drop", State.PRESENT, False),
        ("my boss shouted and wet myself", "bladder-leak", State.PRESENT, False),
        ("helping my dad he can't pee", "bladder-hard", State.PRESENT, True),
        ("i'm with my wife she can't feel her legs", "both-legs", State.PRESENT, True),
        ("it was this morning when my husband collapsed", "collapse", State.PRESENT, True),
        ("my husband's collapsed", "collapse", State.UNSURE, True),
    ],
)
def test_a_sign_is_of_whoever_bears_it(said: str, finding: str, state: State, *, about_other: bool) -> None:
    """Who is lifted, or only notices, bears nothing; what is told of somebody else in an unclear way is asked about."""
    heard = library.understanding().hear(said)
    assert (heard.findings.get(finding), heard.about_other) == (state, about_other)


@pytest.mark.parametrize("said", ["my mother died of an aneurysm", "a woman who lives down the road collapsed last year"])
def test_history_and_strangers_are_nobody_to_be_helped(said: str) -> None:
    """A story tells no sign of anybody who needs help now."""
    assert not library.understanding().hear(said).findings


@pytest.mark.parametrize(
    ("said", "old"),
    [
        ("i get hot flushes every day have done for six years it's no different now", ("fever",)),
        ("i've had a fever for years", ()),
        ("that leg's been swollen ever since my clot in twenty twelve it always looks like that", ("calf-swollen",)),
    ],
)
def test_a_lesser_sign_is_asked_about_where_it_is_as_it_was(said: str, old: tuple[str, ...]) -> None:
    """Told as old and unchanged it is asked about; told as old alone it counts at once."""
    assert library.understanding().hear(said).old == old


@pytest.mark.parametrize(
    ("said", "finding", "state"),
    [
        ("nothing serious i'm numb between my legs", "saddle-numb", State.PRESENT),
        ("i haven't told my wife i'm numb between my legs", "saddle-numb", State.PRESENT),
        ("i never told my wife i wet the bed", "bladder-leak", State.PRESENT),
        ("my husband hasn't noticed i wet the bed", "bladder-leak", State.PRESENT),
        ("never been told i have an aneurysm", "aneurysm-known", State.ABSENT),
        ("no one has mentioned that i have an aneurysm", "aneurysm-known", State.ABSENT),
        ("nobody has said my leg is cold and pale", "cold-pale-leg", State.ABSENT),
        ("i don't think i've lost control of my bladder", "bladder-leak", State.ABSENT),
    ],
)
def test_what_is_not_told_is_there_and_what_was_not_found_is_not(said: str, finding: str, state: State) -> None:
    """A sign that nobody was told of is there; one that nobody told of oneself is denied."""
    assert library.understanding().hear(said).findings.get(finding) is state


@pytest.mark.parametrize(
    ("asked", "said"),
    [("history", "no my dad had a heart attack"), ("settling", "no my wife leaked after the baby")],
)
def test_a_story_beside_a_no_changes_nobody(asked: str, said: str) -> None:
    """In answer to a question somebody else's sign is a contrast: the talk stays the speaker's."""
    heard = library.understanding().hear(said, library.rulebook().question[asked])
    assert not heard.about_other
    assert State.PRESENT not in heard.findings.values()
