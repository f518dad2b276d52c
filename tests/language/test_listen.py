"""What words mean at a point of the conversation, and which wishes are heard in them."""

import pytest

from skill.content import library
from skill.dialogue.acts import Ask
from skill.dialogue.conversation import Conversation
from skill.dialogue.heard import Answer, Heard
from skill.rules import State


def heard(text: str, kind: str = "", about: str = "") -> Heard:
    asked = Ask(kind, about) if kind else None
    return library.listener().hear(text, Conversation(asked=asked))


@pytest.mark.parametrize("text", ["no it's the same", "the same as always", "no change", "for years", "not worse", "no"])
def test_unchanged_is_a_no_to_new_or_worse(text: str) -> None:
    """ "Is that new, or getting worse?" has its own ways of saying no."""
    assert heard(text, "new", "saddle-numb").answer is Answer.NO


@pytest.mark.parametrize(
    "text", ["same but worse lately", "the same but spreading", "yes the same", "mostly the same", "the same until today"]
)
def test_unchanged_with_more_beside_it_is_no_no(text: str) -> None:
    """What limits it is not lost."""
    assert heard(text, "new", "saddle-numb").answer is not Answer.NO


@pytest.mark.parametrize(
    "text",
    [
        *("it started again", "it's come on all over again", "the whole thing", "it hurts from the top down"),
        *("the pain started again from the beginning", "it's been there from the beginning", "it's gone back to how it was"),
        *("it stops and starts", "that's about right"),
    ],
)
def test_ordinary_words_take_nothing_back(text: str) -> None:
    """What would forget or take back has to be asked for in its own words."""
    assert heard(text).request not in ("start_over", "wrong", "back", "stop")


@pytest.mark.parametrize(
    "text", ["start over", "can we start over please", "let's start again from the beginning", "start all over"]
)
def test_starting_over_can_be_asked_for(text: str) -> None:
    """In several ways."""
    assert heard(text).request == "start_over"


@pytest.mark.parametrize(
    ("text", "request_", "finding"),
    [
        ("i can't reach the phone i have a fever", "no_phone", "fever"),
        ("there's nobody to drive me and i have a lump on my spine", "no_car", "back-lump"),
        ("i've no one to take me and i've got a lump on my back", "no_car", "back-lump"),
        ("there's no one here and i can't pee", "no_car", "bladder-hard"),
        ("that's not right my leg is numb", "wrong", "leg-numb-large"),
    ],
)
def test_a_sign_beside_a_wish_is_heard(text: str, request_: str, finding: str) -> None:
    """Neither swallows the other."""
    told = heard(text)
    assert (told.request, told.findings.get(finding)) == (request_, State.PRESENT)


@pytest.mark.parametrize(
    "text", ["i think i'm having a stroke", "my face is drooping", "i'm bleeding badly", "i've taken too many tablets"]
)
def test_other_emergencies_are_met_with_the_number(text: str) -> None:
    """They are not this skill's, and still no time for a question."""
    assert heard(text).request == "emergency"


@pytest.mark.parametrize(
    "text", ["i'm having a heart attack", "my husband is having a heart attack", "i think it's a heart attack"]
)
def test_a_heart_attack_counts_as_chest_pain(text: str) -> None:
    """In the person's own words for it."""
    assert heard(text).findings.get("chest-pain") is State.PRESENT


def test_nobody_at_home_denies_no_sign() -> None:
    """A denial ends where a statement with a subject of its own begins."""
    assert heard("nobody is home and i have a fever").findings == {"fever": State.PRESENT}


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("why do you ask because i can't pee", "bladder-hard"),
        ("what do you mean i've wet myself", "bladder-leak"),
        ("why do you think i called my legs have gone", "legs-wont-move"),
    ],
)
def test_a_danger_named_in_a_question_is_asked_about(text: str, finding: str) -> None:
    """Somebody who asks back and names a sign of their own is asked whether they have it now."""
    told = heard(text)
    assert (told.request, told.about) == ("serious", (finding,))


@pytest.mark.parametrize("text", ["what do you mean by numb between the legs", "what's an aneurysm"])
def test_a_question_about_a_word_is_no_more_than_that(text: str) -> None:
    """Nobody has the sign who only asks what it means."""
    assert heard(text).request == "rephrase"


@pytest.mark.parametrize("text", ["what about my mum", "can we do it for my husband now", "my wife has it too"])
def test_another_person_is_heard(text: str) -> None:
    """However they come up."""
    assert heard(text).request == "someone_else"


@pytest.mark.parametrize("text", ["actually it's me", "what about me"])
def test_oneself_is_heard(text: str) -> None:
    """After a check for somebody else."""
    assert heard(text).request == "myself"
