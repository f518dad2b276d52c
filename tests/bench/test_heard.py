"""What a person waits for is counted in words, so it can be a test and not only a measurement."""

import pytest

from tests.bench import heard


@pytest.mark.parametrize("sign", heard.signs())
def test_action_is_heard_at_once_when_a_sign_is_volunteered(sign: str) -> None:
    """One turn, and what to do within the first five seconds of speech."""
    turns, seconds = heard.volunteered(sign)
    assert turns == 1
    assert seconds <= heard.LONGEST


@pytest.mark.parametrize("sign", heard.signs())
def test_every_sign_is_met_in_the_interview(sign: str) -> None:
    """Somebody who says no until asked about it is told what to do in the turn in which they say yes."""
    turns, seconds = heard.asked(sign)
    assert 1 < turns < heard.MOST_TURNS
    assert seconds > 0
