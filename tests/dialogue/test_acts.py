"""The one rule of a turn: an open one ends in its only question, a closed one in its only farewell."""

import pytest

from skill.dialogue.acts import Act, Advise, Ask, Close, Reply, Tell
from skill.rules import Tier

ASK, CLOSE, TELL = Ask("start"), Close("bye"), Tell("okay")
ADVISE = Advise("ambulance", Tier.AMBULANCE, ("chest-pain",), cautious=False)


@pytest.mark.parametrize("acts", [(ASK,), (TELL, ASK), (ADVISE, ASK), (TELL, ADVISE, TELL, ASK)], ids=len)
def test_open_turn_ends_in_its_question(acts: tuple[Act, ...]) -> None:
    """A turn that asks last is open."""
    assert Reply(acts).ask is ASK


@pytest.mark.parametrize("acts", [(CLOSE,), (TELL, CLOSE)], ids=len)
def test_closed_turn_asks_nothing(acts: tuple[Act, ...]) -> None:
    """A turn that ends in a farewell has no question."""
    assert Reply(acts).ask is None


@pytest.mark.parametrize(
    "acts", [(), (TELL,), (ADVISE,), (ASK, TELL), (ASK, ASK), (CLOSE, ASK), (ASK, CLOSE), (CLOSE, CLOSE), (CLOSE, TELL)], ids=str
)
def test_any_other_turn_is_refused(acts: tuple[Act, ...]) -> None:
    """No turn leaves a microphone open in silence, asks twice, or talks on after its question."""
    with pytest.raises(AssertionError):
        Reply(acts)


def test_advice_of_a_turn_is_found() -> None:
    """The advice, if there is any."""
    assert Reply((TELL, ADVISE, ASK)).advice is ADVISE
    assert Reply((TELL, ASK)).advice is None
