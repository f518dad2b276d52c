"""From an intent with its slots to what was heard."""

import pytest

from skill.alexa import intents
from skill.content import library
from skill.dialogue.conversation import Conversation
from skill.dialogue.heard import Answer, Heard
from tests.support import scene

FRESH = Conversation()


@pytest.mark.parametrize(
    ("name", "answer"), [("AMAZON.YesIntent", Answer.YES), ("AMAZON.NoIntent", Answer.NO), ("NotSureIntent", Answer.UNSURE)]
)
def test_plain_answers_are_heard(name: str, answer: Answer) -> None:
    """Yes, no and not sure as intents of their own."""
    assert intents.hear(name, {}, FRESH) == Heard(answer=answer)


@pytest.mark.parametrize("request_", [name for name in library.requests() if name not in library.model_content()["words"]])
def test_every_request_is_heard_by_its_intent(request_: str) -> None:
    """Each way of steering arrives by the intent that carries it."""
    name = library.requests()[request_]["intent"]
    if name not in intents.carriers():
        assert intents.hear(name, {}, FRESH) == Heard(request=request_)


@pytest.mark.parametrize("name", ["AMAZON.FallbackIntent", "DanceIntent", "", *intents.carriers(), "AgeIntent"])
def test_nothing_said_is_nothing_heard(name: str) -> None:
    """Fallback, an unknown intent and an intent without words, or with signs alone for words, hold nothing."""
    for words in (None, " ", "?", "...", "- -"):
        assert intents.hear(name, {"words": words}, FRESH) == Heard()


@pytest.mark.parametrize(("said", "age"), [("54", 54), ("1", 1), (" 70 ", 70)])
def test_age_is_a_number(said: str, age: int) -> None:
    """A number in years."""
    assert intents.hear("AgeIntent", {"age": said}, FRESH).age == age


@pytest.mark.parametrize("said", ["?", "0", "-5", "999", "1.5", "old", "", "1e3"])
def test_what_is_no_age_is_not_heard(said: str) -> None:
    """No age is made up."""
    assert intents.hear("AgeIntent", {"age": said}, FRESH) == Heard()


def test_carrier_words_are_put_back() -> None:
    """What Alexa swallows is said again for our own understanding: "i can't" and "i don't have" are not the same."""
    assert all("{words}" in carrier for carrier in intents.carriers().values())
    talk = scene("question").talk
    cant = intents.hear("CantIntent", {"words": "pee"}, talk)
    assert cant == library.understanding().hear("i can't pee", library.rulebook().question["chest"])


def test_topic_is_heard_with_its_request() -> None:
    """A topic's slot names the topic."""
    assert intents.hear("TipIntent", {"topic": "lifting"}, FRESH).topic == "tip:lifting"
    assert intents.hear("SurgeryIntent", {"chapter": "risks"}, FRESH).topic == "surgery:risks"


def test_every_handled_intent_says_something_of_its_own() -> None:
    """What is handled is exactly what has a meaning here."""
    named = {entry["intent"] for entry in library.requests().values()}
    assert intents.handled() >= named | set(intents.carriers()) | set(intents.PLAIN_ANSWERS)
