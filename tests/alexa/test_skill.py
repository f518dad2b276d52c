"""The one door to the skill: whatever comes in, a valid answer goes out, and only for our own application."""

import json
import re
from copy import deepcopy
from typing import Any

import pytest
from ask_sdk_core.serialize import DefaultSerializer
from ask_sdk_model import ResponseEnvelope
from hypothesis import given
from hypothesis import strategies as st

from skill.alexa import limits
from skill.alexa.faults import Fault
from skill.alexa.skill import create_handler, warm_up
from skill.content import library
from skill.dialogue.acts import Ask
from skill.dialogue.carried import to_json
from skill.dialogue.conversation import Conversation
from tests.support import (
    APPLICATION,
    JSON,
    LAUNCH,
    PRESENT,
    REMOVED,
    SCENES,
    changed,
    delivered,
    directives,
    envelope,
    handler,
    intent,
    places,
    scene,
    speech,
    talk_in,
    touch,
)

SKILL = handler()
SORRY = "something went wrong"
ENVELOPES = [
    envelope(LAUNCH, has_screen=True),
    envelope(intent("AMAZON.YesIntent"), scene("question").talk, has_screen=True),
    envelope(intent("AnswerIntent", words="no not really"), scene("read-back").talk),
    envelope(intent("TipIntent", topic="lifting"), scene("tip-more").talk),
    envelope(intent("AgeIntent", age="54"), scene("question-age").talk),
    envelope(touch("answer", "yes", "question", "chest"), scene("question").talk, has_screen=True),
    envelope({"type": "SessionEndedRequest", "reason": "USER_INITIATED"}, scene("question").talk),
]


def is_silent(answer: dict[str, Any]) -> bool:
    """Closed, and nothing said, shown or asked."""
    return answer["response"] == {"shouldEndSession": True} or (
        answer["response"]["shouldEndSession"] is True
        and not any(answer["response"].get(key) for key in ("outputSpeech", "reprompt", "card", "directives"))
    )


def asked(answer: dict[str, Any]) -> tuple[str, str] | None:
    talk = talk_in(answer)
    return (talk.asked.kind, talk.asked.id) if talk.asked else None


# ---------------------------------------------------------------- whatever comes in


@given(JSON)
def test_any_json_gets_a_silent_refusal(event: Any) -> None:
    """What is no envelope of ours is refused without a word, and never raises."""
    assert is_silent(SKILL(event, None))


@given(st.sampled_from(ENVELOPES), st.data(), JSON)
def test_envelope_with_one_part_replaced_gets_a_valid_answer(event: dict[str, Any], data: st.DataObject, other: Any) -> None:
    """Any part of an envelope may be anything: the answer keeps Amazon's limits, or the session is closed in silence."""
    path = data.draw(st.sampled_from(list(places(event))))
    limits.check(delivered(SKILL(changed(event, path, other), None)))


@pytest.mark.parametrize("event", ENVELOPES, ids=lambda event: event["request"]["type"])
def test_envelope_with_any_part_missing_or_null_gets_a_valid_answer(event: dict[str, Any]) -> None:
    """Every single part of an envelope may be missing, or null."""
    for path in places(event):
        for value in (None, REMOVED):
            limits.check(SKILL(changed(event, path, value), None))


TALKS = [json.loads(json.dumps(to_json(scene(name).talk))) for name in SCENES]


@given(
    st.sampled_from(TALKS), st.data(), JSON, st.sampled_from(["AMAZON.YesIntent", "AMAZON.RepeatIntent", "AMAZON.PreviousIntent"])
)
def test_session_attributes_that_are_not_ours_start_afresh(
    talk: dict[str, Any], data: st.DataObject, other: Any, name: str
) -> None:
    """Any part of the session attributes may be anything: a conversation goes on or starts afresh, and no apology is needed."""
    path = data.draw(st.sampled_from(list(places(talk))))
    event = changed(envelope(intent(name)), ("session", "attributes"), {"talk": changed(talk, path, other)})
    answer = SKILL(event, None)
    limits.check(answer)
    assert SORRY not in speech(answer)


@pytest.mark.parametrize(
    "attributes", [None, [], "talk", {}, {"talk": None}, {"talk": []}, {"talk": {"v": 0}}, {"other": 1}], ids=str
)
def test_foreign_session_attributes_start_afresh(attributes: Any) -> None:
    """Attributes that this version did not write are passed over."""
    answer = SKILL(changed(envelope(intent("CheckIntent")), ("session", "attributes"), attributes), None)
    assert asked(answer) == ("question", "chest")
    assert list(answer["sessionAttributes"]) == ["talk", "locale"]


# ---------------------------------------------------------------- what Alexa really sends beside the usual

ODD = {
    "epoch timestamp": (("request", "timestamp"), 1_795_334_400_000),
    "no timestamp": (("request", "timestamp"), REMOVED),
    "timestamp not a time": (("request", "timestamp"), "yesterday"),
    "unknown viewport mode": (("context", "Viewport"), {"shape": "RECTANGLE", "mode": "HOLOGRAM", "dpi": 160}),
    "unknown viewport in the list": (("context", "Viewports"), [{"type": "SMELL", "id": "1"}]),
    "unknown interface": (("context", "System", "device", "supportedInterfaces", "Alexa.Smell"), {}),
    "unknown key": (("request", "mood"), "good"),
    "unit and person": (("context", "System", "person"), {"personId": "p", "accessToken": 3}),
    "audio player context": (("context", "AudioPlayer"), {"playerActivity": "HUMMING"}),
    "odd intent confirmation": (("request", "intent", "confirmationStatus"), "PERHAPS"),
    "dialog state unknown": (("request", "dialogState"), "WAITING"),
    "no session": (("session",), REMOVED),
}


@pytest.mark.parametrize(("path", "value"), ODD.values(), ids=ODD)
def test_what_the_sdk_does_not_know_is_passed_over(path: tuple[Any, ...], value: Any) -> None:
    """A new enum value, key or form of time does not keep the person from an answer."""
    event = changed(envelope(intent("AMAZON.YesIntent"), scene("start").talk), path, value)
    answer = SKILL(event, None)
    limits.check(answer)
    assert answer["response"]["shouldEndSession"] is False
    assert SORRY not in speech(answer)


def test_application_id_is_found_without_a_context() -> None:
    """An envelope that names the application only in its session is ours too."""
    answer = SKILL(changed(envelope(LAUNCH), ("context",), REMOVED), None)
    assert "This is Spine Check" in speech(answer)


@pytest.mark.parametrize("reason", ["USER_INITIATED", "EXCEEDED_MAX_REPROMPTS", "ERROR", "BOREDOM", 2, None, []], ids=str)
def test_session_ended_is_met_with_silence(reason: Any) -> None:
    """Nothing can be said when the session is over, whatever the reason is called."""
    assert is_silent(SKILL(envelope({"type": "SessionEndedRequest", "reason": reason}, scene("question").talk), None))


LARGE = {"talk": "x" * 130_000}


@pytest.mark.parametrize("attributes", [{"talk": {"v": "\ud800"}}, LARGE], ids=["half a character", "large"])
@pytest.mark.parametrize("kind", ["SessionEndedRequest", "System.ExceptionEncountered"])
def test_session_that_is_over_carries_nothing_on(kind: str, attributes: Any) -> None:
    """Attributes that could not be sent back are not sent back: nothing of a session is, once it is over."""
    answer = delivered(SKILL(changed(envelope({"type": kind}), ("session", "attributes"), attributes), None))
    assert is_silent(answer)
    assert not answer["sessionAttributes"]


@pytest.mark.parametrize(
    ("version", "draws"),
    [
        *(("1.4", True), ("1.10", True), ("2024.3", True), ("1.3", False), ("1.0", False), ("1", False), ("0", False)),
        *(("2024.\u00b2", True), ("1." + "0" * 5000, True), ("9" * 5000, True), ("", True), ("new", True), ("1.", True)),
    ],
    ids=lambda each: str(each)[:8],
)
def test_screen_is_drawn_from_its_oldest_version_on(version: str, *, draws: bool) -> None:
    """A version that is no version is taken for a new one, and none costs anybody their answer."""
    path = ("context", "System", "device", "supportedInterfaces", "Alexa.Presentation.APL", "runtime", "maxVersion")
    answer = SKILL(changed(envelope(LAUNCH, has_screen=True), path, version), None)
    assert "This is Spine Check" in speech(answer)
    assert bool(directives(answer, "Alexa.Presentation.APL.RenderDocument")) is draws


@pytest.mark.parametrize("kind", ["Alexa.Smell.Sniffed", "SessionResumedRequest", "", 3])
def test_unknown_request_type_is_met_with_help(kind: Any) -> None:
    """Inside a session the person hears help, and the question again."""
    answer = SKILL(envelope({"type": kind}, scene("question").talk), None)
    limits.check(answer)
    assert asked(answer) == ("question", "chest")
    assert SORRY not in speech(answer)


def test_unknown_request_without_a_session_is_met_with_silence() -> None:
    """An event that nobody waits for is not talked to."""
    assert is_silent(SKILL(changed(envelope({"type": "AlexaSkillEvent.SkillEnabled"}), ("session",), REMOVED), None))


@pytest.mark.parametrize("name", ["DanceIntent", "", None])
def test_unknown_intent_is_met_with_the_question_again(name: Any) -> None:
    """An intent that this version does not know is as if nothing was heard."""
    answer = SKILL(envelope({"type": "IntentRequest", "intent": {"name": name}}, scene("question").talk), None)
    assert asked(answer) == ("question", "chest")
    assert SORRY not in speech(answer)


@pytest.mark.parametrize("locale", ["de-DE", "", None, "en", 3])
def test_unknown_locale_hears_no_country_s_number(locale: Any) -> None:
    """A locale that we do not speak gets an answer nonetheless, but never the number of some other country."""
    answer = SKILL(changed(envelope(LAUNCH), ("request", "locale"), locale), None)
    assert "your local emergency number" in speech(answer)
    assert not any(place["emergency"]["number"] in speech(answer) for name, place in library.places().items() if name != "en")


def test_touch_without_a_locale_keeps_that_of_the_session() -> None:
    """Touches can arrive without a locale: the number is still that of the country the conversation began in."""
    begun = SKILL(envelope(LAUNCH, locale="en-GB", has_screen=True), None)
    checked = SKILL(carried_on(begun, touch("answer", "yes", "start", ""), locale="en-GB"), None)
    touched = changed(
        carried_on(checked, touch("answer", "yes", "question", "chest"), locale="en-GB"), ("request", "locale"), None
    )
    assert "999" in speech(SKILL(touched, None))


def carried_on(answer: dict[str, Any], request: dict[str, Any], *, locale: str) -> dict[str, Any]:
    event = envelope(request, talk_in(answer), locale=locale, has_screen=True)
    return changed(event, ("session", "attributes"), answer["sessionAttributes"])


SLOTTED = [
    "AnswerIntent",
    "HaveIntent",
    "DontHaveIntent",
    "SymptomIntent",
    "TipIntent",
    "SurgeryIntent",
    "AgeIntent",
    "IsItSeriousIntent",
]


@pytest.mark.parametrize("name", SLOTTED)
@pytest.mark.parametrize("value", [None, "", "  ", "?", "banana", "\u0000", "<b>&\"'"], ids=repr)
def test_empty_and_senseless_slots_are_answered(value: str | None, name: str) -> None:
    """A slot may be empty or hold nonsense in any intent: nobody is taken to have said yes or no."""
    for state in ("fresh", "question", "question-age", "gate"):
        talk = scene(state).talk
        answer = SKILL(envelope(intent(name, words=value), talk), None)
        limits.check(answer)
        assert SORRY not in speech(answer), state
        assert answer["response"]["shouldEndSession"] is False, state
        assert talk_in(answer).findings == talk.findings, state


@pytest.mark.parametrize("slots", [None, {}, {"words": None}, {"words": "text"}, []], ids=str)
def test_missing_slots_are_answered(slots: Any) -> None:
    """An intent without its slots is as if nothing was heard."""
    request = {"type": "IntentRequest", "intent": {"name": "AnswerIntent", "slots": slots}}
    answer = SKILL(envelope(request, scene("question").talk), None)
    assert asked(answer) == ("question", "chest")


# ---------------------------------------------------------------- whose it is

FOREIGN = {
    "another in both": [
        (("context", "System", "application", "applicationId"), "x"),
        (("session", "application", "applicationId"), "x"),
    ],
    "another in the session": [(("session", "application", "applicationId"), "x")],
    "another in the context": [(("context", "System", "application", "applicationId"), "x")],
    "none": [(("context", "System", "application"), {}), (("session", "application"), {})],
    "not text": [(("context", "System", "application", "applicationId"), 7), (("session", "application", "applicationId"), [])],
    "another case": [
        (("context", "System", "application", "applicationId"), APPLICATION.upper()),
        (("session", "application", "applicationId"), APPLICATION.upper()),
    ],
}


@pytest.mark.parametrize("changes", FOREIGN.values(), ids=FOREIGN)
def test_foreign_or_contradictory_application_is_refused_without_a_word(changes: list[tuple[tuple[str, ...], Any]]) -> None:
    """Only requests for our own application are answered."""
    event: Any = envelope(LAUNCH)
    for path, value in changes:
        event = changed(event, path, value)
    assert is_silent(SKILL(event, None))


def test_handler_without_an_application_id_is_refused() -> None:
    """Without an id anybody could use the endpoint."""
    with pytest.raises(ValueError, match="application id"):
        create_handler("")


def test_warming_up_serves_a_launch() -> None:
    """The first request is made by ourselves, and answered."""
    answers: list[Any] = []
    warm_up(lambda event, context: answers.append(SKILL(event, context)) or answers[-1], APPLICATION)
    limits.check(answers[0])
    assert "This is Spine Check" in speech(answers[0])


# ---------------------------------------------------------------- the answer


def test_attributes_are_carried_while_open_and_forgotten_when_closed() -> None:
    """A closed session carries nothing on."""
    opened = SKILL(envelope(LAUNCH), None)
    assert opened["sessionAttributes"]
    closed = SKILL(envelope(intent("AMAZON.StopIntent"), talk_in(opened)), None)
    assert closed["response"]["shouldEndSession"] is True
    assert not closed.get("sessionAttributes")


def test_next_words_are_elicited_in_every_open_turn_only() -> None:
    """What is said next arrives as text in the slot of the answer intent."""
    [directive] = directives(SKILL(envelope(LAUNCH), None), "Dialog.ElicitSlot")
    assert directive["slotToElicit"] == "words"
    assert directive["updatedIntent"]["name"] == "AnswerIntent"
    assert not directives(SKILL(envelope(intent("AMAZON.StopIntent"), scene("question").talk), None), "Dialog.ElicitSlot")


def test_card_is_the_same_after_any_verdict_and_holds_no_reason() -> None:
    """The card names warning signs and numbers, and nothing the person said; without a verdict there is none."""
    cards = []
    for state, name in (("start", "bladder"), ("start", "chest"), ("read-back", ""), ("start", "cannot move")):
        words = {
            "bladder": "i can't pee",
            "chest": "i have chest pain",
            "cannot move": "i can't move my legs",
            "": "yes that's right",
        }
        answer = SKILL(envelope(intent("AnswerIntent", words=words[name]), scene(state).talk), None)
        cards.append(answer["response"]["card"])
    assert all(card == cards[0] for card in cards)
    assert "You told me" not in cards[0]["content"]
    assert "card" not in SKILL(envelope(LAUNCH), None)["response"]


def test_slower_is_spoken_slowly_from_then_on() -> None:
    """The wish is kept for the rest of the conversation."""
    answer = SKILL(envelope(intent("SlowerIntent"), scene("question").talk), None)
    assert '<prosody rate="slow">' in speech(answer)
    following = SKILL(envelope(intent("AMAZON.NoIntent"), talk_in(answer)), None)
    assert '<prosody rate="slow">' in speech(following)
    assert '<prosody rate="slow">' in following["response"]["reprompt"]["outputSpeech"]["ssml"]


@pytest.mark.parametrize("locale", library.LOCALES)
@pytest.mark.parametrize("has_screen", [False, True], ids=["voice", "screen"])
@pytest.mark.parametrize(
    "event", [LAUNCH, intent("AMAZON.YesIntent"), intent("AMAZON.StopIntent"), intent("AnswerIntent", words="i can't pee")]
)
def test_sdk_knows_every_key_of_a_response(event: Any, *, has_screen: bool, locale: str) -> None:
    """Read by Amazon's own model and written again, a response loses no key and changes no value."""
    answer = SKILL(envelope(event, scene("start").talk, locale=locale, has_screen=has_screen), None)
    plain = json.loads(json.dumps(answer))
    serializer = DefaultSerializer()
    again = serializer.serialize(serializer.deserialize(json.dumps(plain), ResponseEnvelope))
    assert {**again["response"]} == {**plain["response"]}
    assert again.get("sessionAttributes") == plain.get("sessionAttributes")


def test_every_state_and_intent_keeps_the_limits() -> None:
    """In every state each plain intent gets a response that Amazon accepts."""
    names = [entry["intent"] for entry in library.requests().values()]
    for state in SCENES:
        for name in [*names, "AMAZON.YesIntent", "AMAZON.NoIntent", "NotSureIntent", "AMAZON.FallbackIntent"]:
            answer = SKILL(envelope(intent(name), scene(state).talk, has_screen=True), None)
            limits.check(answer)
            assert SORRY not in speech(answer), f"{name} in {state}"


# ---------------------------------------------------------------- touch


def test_touch_counts_as_the_word_on_the_button() -> None:
    """Yes by touch is yes by voice."""
    talk = scene("question").talk
    touched = SKILL(envelope(touch("answer", "yes", "question", "chest"), talk, has_screen=True), None)
    said = SKILL(envelope(intent("AMAZON.YesIntent"), talk, has_screen=True), None)
    assert touched == said
    assert talk_in(touched).findings["chest-or-collapse"] is PRESENT


STALE = [
    ("answer", "no", "question", "tearing"),
    ("answer", "no", "gate", ""),
    ("answer", "perhaps", "question", "chest"),
    ("answer", ["no"], "question", "chest"),
    ("answer", {}, "question", "chest"),
    ("answer",),
    (),
    ("other", "no", "question", "chest"),
    (1, 2, 3, 4),
]


@pytest.mark.parametrize("times", [1, 2, 3])
@pytest.mark.parametrize("arguments", STALE, ids=str)
def test_stale_button_asks_again(arguments: tuple[Any, ...], times: int) -> None:
    """A button of another question, or none of ours, settles nothing however often it is touched: the question is put again."""
    talk: Conversation = scene("question").talk
    for _ in range(times):
        answer = SKILL(envelope(touch(*arguments), talk, has_screen=True), None)
        assert SORRY not in speech(answer)
        talk = talk_in(answer)
    assert talk.asked is not None
    assert (talk.asked.kind, talk.asked.id) == ("question", "chest")
    assert talk.findings == {}


def test_button_without_a_conversation_begins_one() -> None:
    """A button touched when the session has been forgotten does not end in silence."""
    answer = SKILL(envelope(touch("answer", "yes", "question", "chest"), has_screen=True), None)
    limits.check(answer)
    assert talk_in(answer).asked == Ask("start")


# ---------------------------------------------------------------- two people at once


def play(steps: list[dict[str, Any]], locale: str) -> list[str]:
    heard, talk = [], None
    for step in steps:
        answer = SKILL(envelope(step, talk, locale=locale), None)
        heard.append(speech(answer))
        talk = talk_in(answer) if answer["response"]["shouldEndSession"] is False else None
    return heard


def test_two_people_on_one_handler_hear_what_each_would_alone() -> None:
    """Turns of two conversations taken in turn do not touch each other."""
    first = [
        LAUNCH,
        intent("AMAZON.YesIntent"),
        intent("SlowerIntent"),
        intent("AMAZON.NoIntent"),
        intent("AnswerIntent", words="i can't pee"),
    ]
    second = [LAUNCH, intent("TipIntent"), intent("AMAZON.NoIntent"), intent("AMAZON.NextIntent"), intent("AMAZON.StopIntent")]
    plans = [("en-US", [dict(step) for step in first]), ("en-AU", [dict(step) for step in second])]
    alone = [play(steps, locale) for locale, steps in plans]
    together: list[list[str]] = [[], []]
    talks: list[Conversation | None] = [None, None]
    for turn in range(5):
        for who, (locale, steps) in enumerate(plans):
            answer = SKILL(envelope(steps[turn], talks[who], locale=locale), None)
            together[who].append(speech(answer))
            talks[who] = talk_in(answer) if answer["response"]["shouldEndSession"] is False else None
    assert together == alone


def test_nothing_of_the_content_is_changed_by_a_conversation() -> None:
    """What is loaded once stays as it was loaded."""
    loaded = (
        library.lines,
        library.requests,
        library.places,
        library.tips,
        library.surgery,
        library.phrases,
        library.texts,
        library.material,
    )
    before = [deepcopy(load()) for load in loaded]
    for state in SCENES:
        for name in ("AMAZON.YesIntent", "AMAZON.NoIntent", "AMAZON.RepeatIntent"):
            SKILL(envelope(intent(name), scene(state).talk, has_screen=True), None)
    assert [load() for load in loaded] == before


# ---------------------------------------------------------------- when something of ours breaks


def breaks(*_: object, **__: object) -> Any:
    raise KeyError("zebrafish")


def test_apology_is_reported_by_kind_and_place(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever runs the skill learns what broke and where, never what was said."""
    found: list[Fault] = []
    handle = create_handler(APPLICATION, found.append)
    told = envelope(intent("AnswerIntent", words="i can't pee"), scene("question").talk)
    monkeypatch.setattr("skill.dialogue.turn.go_on", breaks)
    assert SORRY in speech(handle(told, None))
    [fault] = found
    assert fault.error == "KeyError"
    assert re.fullmatch(r"skill\.alexa\.handlers:\d+", fault.place)


def test_rejected_response_is_reported(monkeypatch: pytest.MonkeyPatch) -> None:
    """The swap for an apology just before sending is reported as well; a good answer is not."""
    found: list[Fault] = []
    handle = create_handler(APPLICATION, found.append)
    handle(envelope(LAUNCH), None)
    assert found == []
    monkeypatch.setattr(limits, "MOST_BYTES", 10)
    assert SORRY in speech(handle(envelope(LAUNCH), None))
    assert [each.error for each in found] == ["ResponseFault"]


@pytest.mark.parametrize("part", ["read", "Skill.invoke"])
def test_fault_beside_the_handlers_is_met_and_reported_alike(part: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It does not get out: Lambda would write its message into the log, and the person would hear Alexa's own error."""
    found: list[Fault] = []
    handle = create_handler(APPLICATION, found.append)
    monkeypatch.setattr(f"skill.alexa.skill.{part}", breaks)
    answer = handle(envelope(LAUNCH, locale="en-GB"), None)
    limits.check(answer)
    assert SORRY in speech(answer)
    assert "999" in speech(answer)
    assert [each.error for each in found] == ["KeyError"]


def test_unless_told_otherwise_an_apology_is_logged(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> None:
    """As on Lambda: one warning with kind and place, no message, no traceback."""
    monkeypatch.setattr("skill.dialogue.turn.start", breaks)
    SKILL(envelope(LAUNCH), None)
    [record] = caplog.records
    assert (record.levelname, record.name, record.getMessage()) == ("WARNING", "skill.apology", "apologised")
    assert record.__dict__["error"] == "KeyError"
    assert record.exc_info is None
    assert "zebrafish" not in str(record.__dict__)


@pytest.mark.parametrize("kind", ["SessionEndedRequest", "System.ExceptionEncountered"])
def test_what_allows_no_speech_gets_no_apology(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Amazon takes no speech in answer to these, not even that something went wrong."""
    found: list[Fault] = []
    handle = create_handler(APPLICATION, found.append)
    monkeypatch.setattr("skill.alexa.handlers.Touch.can_handle", breaks)
    assert is_silent(handle(envelope({"type": kind}, scene("question").talk), None))
    assert len(found) == 1
