"""Picking an intent from the interaction model alone."""

from typing import Any

import pytest

from skill.content import library
from skill.speaker.matcher import FALLBACK, NUMBER, SEARCH_QUERY, Matcher
from skill.speaker.similarity import Similarity


def _intent(name: str, *samples: str, **slots: str) -> dict[str, Any]:
    return {"name": name, "samples": list(samples), "slots": [{"name": slot, "type": kind} for slot, kind in slots.items()]}


MODEL: dict[str, Any] = {
    "interactionModel": {
        "languageModel": {
            "invocationName": "spine check",
            "intents": [
                _intent("AMAZON.YesIntent", "yes", "yeah"),
                _intent("AMAZON.HelpIntent", "help", "what can i say to you"),
                _intent("HaveIntent", "i have {words}", words=SEARCH_QUERY),
                _intent("DontHaveIntent", "i don't have {words}", words=SEARCH_QUERY),
                _intent("TipIntent", "a {topic} tip", topic="TOPIC"),
                _intent("AgeIntent", "i am {age} years old", "about {age}", age=NUMBER),
                _intent("SymptomIntent", "{symptom}", symptom="SYMPTOM"),
                _intent("AnswerIntent", "my answer is {words}", words=SEARCH_QUERY),
            ],
            "types": [
                {"name": "TOPIC", "values": [{"id": "lift", "name": {"value": "lifting", "synonyms": ["carrying bags"]}}]},
                {
                    "name": "SYMPTOM",
                    "values": [{"id": "numb", "name": {"value": "numbness between my legs", "synonyms": ["numb bottom"]}}],
                },
            ],
        }
    }
}
MATCHER = Matcher(MODEL, library.number_words())
ELICITING = ("AnswerIntent", "words")


@pytest.mark.parametrize(
    ("said", "name", "slots"),
    [
        ("yes", "AMAZON.YesIntent", {}),
        ("what can i say to you", "AMAZON.HelpIntent", {}),
        ("i have a fever", "HaveIntent", {"words": "a fever"}),
        ("i don't have a fever", "DontHaveIntent", {"words": "a fever"}),
        ("a lifting tip", "TipIntent", {"topic": "lifting"}),
        ("a carrying bags tip", "TipIntent", {"topic": "carrying bags"}),
        ("i am 54 years old", "AgeIntent", {"age": "54"}),
        ("i am fifty four years old", "AgeIntent", {"age": "54"}),
        ("about seventy", "AgeIntent", {"age": "70"}),
        ("numb bottom", "SymptomIntent", {"symptom": "numb bottom"}),
        ("what could i say to you", "AMAZON.HelpIntent", {}),
        ("there is numbness between my legs", "SymptomIntent", {"symptom": "numbness between my legs"}),
        ("banana", FALLBACK, {}),
        ("about nothing", FALLBACK, {}),
        ("a banana tip", FALLBACK, {}),
        ("", FALLBACK, {}),
    ],
)
def test_words_find_their_intent(said: str, name: str, slots: dict[str, str]) -> None:
    """Exact samples first, then samples with slots, numbers as digits, the most similar saying, and fallback for the rest."""
    found = MATCHER.match(said)
    assert found.name == name
    assert {slot: filled.value for slot, filled in found.slots.items()} == slots


def test_slot_value_resolves_to_its_id() -> None:
    """A synonym resolves to the value it belongs to; words that are only similar resolve to none."""
    topic = MATCHER.match("a carrying bags tip").slots["topic"]
    assert (topic.type, topic.id, topic.name) == ("TOPIC", "lift", "lifting")
    assert MATCHER.match("there is numbness between my legs").slots["symptom"].id is None


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("no numbness anywhere", "AnswerIntent"),
        ("54", "AnswerIntent"),
        ("fifty four", "AnswerIntent"),
        ("yes", "AMAZON.YesIntent"),
        ("help", "AMAZON.HelpIntent"),
        ("banana split", FALLBACK),
        ("i have numbness", "AnswerIntent"),
    ],
)
def test_while_a_slot_is_elicited_words_fill_it(said: str, name: str) -> None:
    """What is said next is the slot's, whole, unless it is a sample of its own or out of the model's world."""
    found = MATCHER.match(said, ELICITING)
    assert found.name == name
    if name == "AnswerIntent":
        assert found.slots["words"].value == said


def test_longest_carrier_wins() -> None:
    """ "I don't have ..." is not "I have ...": the sample that says more is tried first."""
    assert MATCHER.match("i don't have i have it").name == "DontHaveIntent"


def test_similarity_is_one_for_the_same_words_and_nothing_for_strangers() -> None:
    """The measure lies between nothing and one, and the nearest text wins."""
    similar = Similarity([("go back a question", "back"), ("say that again", "repeat")])
    label, _, score = similar.nearest("say that again")
    assert (label, round(score, 6)) == ("repeat", 1.0)
    label, known, score = similar.nearest("please say that once again")
    assert known == "say that again"
    assert label == "repeat"
    assert 0 < score < 1
    assert similar.nearest("xylophone") == ("", "", 0.0)
