"""Whatever is made of envelopes and session attributes: no exception, nothing Amazon rejects, no microphone open for nothing."""

import json
from collections.abc import Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from skill.alexa import limits
from skill.content import library
from skill.dialogue.carried import to_json
from skill.rules import State
from tests.support import (
    APPLICATION,
    JSON,
    LAUNCH,
    REMOVED,
    SCENES,
    changed,
    delivered,
    envelope,
    handler,
    intent,
    places,
    scene,
    speech,
    touch,
)

SKILL = handler()
SORRY = "something went wrong"
TALKS = [json.loads(json.dumps(to_json(scene(name).talk))) for name in SCENES]
INTENTS = sorted(
    {entry["intent"] for entry in library.requests().values()}
    | {"AMAZON.YesIntent", "AMAZON.NoIntent", "NotSureIntent", "AMAZON.FallbackIntent", "AnswerIntent", "AgeIntent", "HaveIntent"}
)
WORDS = sorted(
    {word for ways in library.phrases().values() for said in ways for word in said.split()} | {"no", "yes", "but", "18"}
)
KINDS = sorted({talk["asked"]["kind"] for talk in TALKS if isinstance(talk.get("asked"), Mapping)})

said = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join) | st.text(max_size=30)
requests = st.one_of(
    st.just(dict(LAUNCH)),
    st.builds(lambda name, words: intent(name, words=words, age=words), st.sampled_from(INTENTS), said),
    st.builds(lambda arguments: touch(*arguments), st.lists(JSON | st.sampled_from(["answer", "yes", *KINDS]), max_size=5)),
    st.sampled_from([{"type": each} for each in ("SessionEndedRequest", "Alexa.Presentation.APL.RuntimeError", "New")]),
)
names = st.sampled_from([*library.rulebook().findings, *library.rulebook().question, *KINDS, ""])
plausible = st.one_of(names, st.integers(-1, 130), st.booleans(), st.none(), st.lists(names, max_size=3)) | st.dictionaries(
    names, st.sampled_from([*State]).map(str) | names, max_size=4
)


def mutated(data: st.DataObject, whole: Any, values: st.SearchStrategy[Any], most: int) -> Any:
    """Plain data with up to so many of its parts replaced or taken out."""
    for _ in range(data.draw(st.integers(0, most))):
        ways = list(places(whole))
        if not ways:
            break
        whole = changed(whole, data.draw(st.sampled_from(ways)), data.draw(values))
    return whole


@given(st.data(), requests, st.sampled_from(TALKS), st.sampled_from([*library.LOCALES, "de-DE"]))
def test_attributes_of_any_make_lead_to_a_turn_and_not_to_an_apology(
    data: st.DataObject, request: dict[str, Any], talk: dict[str, Any], locale: str
) -> None:
    """Attributes with several parts replaced, by things that stand elsewhere in attributes too: a turn like any other."""
    event = envelope(request, locale=locale, has_screen=True)
    event["session"]["attributes"] = {"talk": mutated(data, talk, plausible | JSON | st.just(REMOVED), 4), "locale": locale}
    answer = delivered(SKILL(event, None))
    limits.check(answer)
    assert SORRY not in speech(answer)


@given(st.data(), requests, st.sampled_from(TALKS))
def test_envelope_with_several_parts_replaced_gets_a_valid_answer(
    data: st.DataObject, request: dict[str, Any], talk: dict[str, Any]
) -> None:
    """The answer can be sent, and the microphone is open after a question only; nothing raises."""
    event = envelope(request, has_screen=True)
    event["session"]["attributes"] = {"talk": talk, "locale": "en-US"}
    event["session"]["application"] = {"applicationId": APPLICATION}
    answer = delivered(SKILL(mutated(data, event, JSON | plausible | st.just(REMOVED), 6), None))
    limits.check(answer)


@given(st.data(), st.lists(requests, min_size=1, max_size=12), st.sampled_from(library.LOCALES))
def test_conversation_of_any_turns_needs_no_apology(data: st.DataObject, turns: list[dict[str, Any]], locale: str) -> None:
    """Any requests one after the other, the attributes carried as Alexa carries them and now and then spoilt on the way."""
    attributes: Any = {}
    for request in turns:
        event = envelope(request, locale=locale, has_screen=True)
        event["session"]["attributes"] = mutated(data, attributes, plausible, 1)
        answer = delivered(SKILL(event, None))
        limits.check(answer)
        assert SORRY not in speech(answer)
        attributes = answer.get("sessionAttributes") or {}
        if answer["response"]["shouldEndSession"]:
            attributes = {}
