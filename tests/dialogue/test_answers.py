"""An answer and a sign in one breath: the sign is never lost to the answer."""

import pytest

from skill.content import library
from skill.dialogue.acts import Ask
from skill.dialogue.conversation import Conversation
from skill.dialogue.heard import Answer, Heard
from skill.dialogue.turn import take
from skill.rules import State, Tier

MATERIAL = library.material()


@pytest.mark.parametrize("answer", [Answer.YES, Answer.NO, None])
def test_further_sign_after_a_same_day_verdict_goes_on_with_the_check(answer: Answer | None) -> None:
    """ "No, and I have a fever" to "Shall I say that again?" neither closes nor repeats: there is more to ask."""
    talk = Conversation(
        findings={"calf-swollen": State.PRESENT}, asked=Ask("again", "same-day"), verdict=Tier.SAME_DAY, checked=True
    )
    talk, reply = take(talk, Heard({"fever": State.PRESENT}, answer), MATERIAL)
    assert reply.ask is not None
    assert reply.ask.kind == "question"
    assert talk.verdict is None


def test_yes_to_the_read_back_with_a_maybe_is_asked_about() -> None:
    """ "Yes, but maybe my foot drops" is not a yes: the earlier no is open again, and stays so until it is answered."""
    absent = {finding: State.ABSENT for question in MATERIAL.rulebook.questions for finding in question.touches}
    talk = Conversation(findings=absent, asked=Ask("read-back"), checking=True)
    talk, reply = take(talk, Heard({"foot-drop": State.UNSURE}, Answer.YES), MATERIAL)
    assert reply.ask == Ask("question", "foot", again=True)
    assert "foot-drop" not in talk.findings


def test_go_back_after_a_verdict_is_about_the_check() -> None:
    """Education told before the check is not what "go back" means after it."""
    talk = Conversation(
        findings={"calf-swollen": State.PRESENT},
        asked=Ask("again", "same-day"),
        verdict=Tier.SAME_DAY,
        checked=True,
        answered=["calf"],
        piece="why:0",
    )
    _, reply = take(talk, Heard(request="back"), MATERIAL)
    assert reply.ask == Ask("question", "calf")
