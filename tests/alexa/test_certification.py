"""Amazon's certification checks over every response that the skill can give."""

from typing import Any

import pytest

from skill.content import library
from skill.rules import Tier
from tests.alexa.walk import Walked, walk
from tests.certification import EXEMPT, faults, grade_of
from tests.support import LAUNCH, REMOVED, changed, envelope, handler, intent, scene

ENDING = ("AMAZON.StopIntent", "AMAZON.CancelIntent", "AMAZON.NavigateHomeIntent")


def said_of(walked: Walked) -> list[str]:
    """The faults of a response, and whether it ends or goes on as its request demands."""
    found = faults(walked.envelope, walked.locale)
    is_open = walked.envelope["response"]["shouldEndSession"] is False
    if walked.intent == "AMAZON.HelpIntent" and not is_open:
        found.append("help closes the session")
    if walked.intent in ENDING and is_open:
        found.append(f"{walked.intent} leaves the session open")
    return [f"{walked.intent} in {walked.state}: {fault}" for fault in found]


@pytest.mark.parametrize("locale", library.LOCALES)
def test_every_response_can_be_certified(locale: str) -> None:
    """Each response to each request in each state is within the limits, short-breathed, plain, and asks where it should.

    The checks: limits, voice, breath, question, reprompt, grade, words, disclaimer; help stays open, and stop ends.
    """
    found = [fault for walked in walk(locale) for fault in said_of(walked)]
    assert not found, f"{len(found)} faults:\n" + "\n".join(found[:40])


# ---------------------------------------------------------------- each check can fail

SPEECH, REPROMPT = ("response", "outputSpeech", "ssml"), ("response", "reprompt", "outputSpeech", "ssml")
OPEN = handler()(envelope(LAUNCH), None)
CLOSED = handler()(envelope(intent("AMAZON.StopIntent"), scene("question").talk), None)
EMERGENCY = handler()(envelope(intent("AMAZON.RepeatIntent"), scene("again-department").talk), None)
TODAY = handler()(envelope(intent("AMAZON.RepeatIntent"), scene("again-same-day").talk), None)


def said(text: str) -> str:
    return f"<speak>{text}</speak>"


BAD = {
    "limits": [
        (OPEN, SPEECH, said(f"{'a' * 8000}?")),
        (OPEN, SPEECH, said("Shall & we?")),
        (OPEN, SPEECH, said("<shout>Shall we?</shout>")),
        (OPEN, ("response", "reprompt"), REMOVED),
        (OPEN, ("sessionAttributes", "x"), "x" * 121 * 1024),
    ],
    "voice": [
        (OPEN, SPEECH, said('<prosody pitch="high">Shall we start?</prosody>')),
        (OPEN, SPEECH, said('<say-as interpret-as="digits">911</say-as> Shall we?')),
        (OPEN, REPROMPT, said('<prosody volume="loud">Shall we start now?</prosody>')),
    ],
    "breath": [(OPEN, SPEECH, said("go on " * 13 + "?")), (OPEN, REPROMPT, said("go on " * 13 + "?"))],
    "question": [
        (OPEN, SPEECH, said("Are you well? Shall we start?")),
        (OPEN, REPROMPT, said("Do you? Or not?")),
        (CLOSED, SPEECH, said("Did that help? Take care.")),
    ],
    "reprompt": [
        (OPEN, REPROMPT, said("Go on now. " * 14 + "Shall we?")),
        (OPEN, REPROMPT, OPEN["response"]["outputSpeech"]["ssml"]),
    ],
    "grade": [
        (CLOSED, SPEECH, said("Neurological deterioration necessitates immediate hospitalisation.")),
        (OPEN, REPROMPT, said("Is the deterioration of neurological capability continuing?")),
    ],
    "words": [
        (CLOSED, SPEECH, said("You're fine.")),
        (CLOSED, SPEECH, said("You have sciatica.")),
        (CLOSED, SPEECH, said("Take two hundred, or 400 mg.")),
        (CLOSED, SPEECH, said("It saves lives.")),
        (CLOSED, SPEECH, said("This can cure you.")),
    ],
    "disclaimer": [
        (EMERGENCY, SPEECH, EMERGENCY["response"]["outputSpeech"]["ssml"].replace("Don't drive.", "I'm not a doctor.")),
        (TODAY, SPEECH, TODAY["response"]["outputSpeech"]["ssml"].replace("not a doctor", "no expert")),
        (OPEN, SPEECH, said("I'm not a doctor. Call 911 if it gets bad. Shall we?")),
    ],
}


@pytest.mark.parametrize(
    ("check", "good", "path", "value"),
    [pytest.param(name, *each, id=f"{name}-{place}") for name, cases in BAD.items() for place, each in enumerate(cases)],
)
def test_each_check_finds_its_fault(check: str, good: dict[str, Any], path: tuple[str, ...], value: Any) -> None:
    """A response that passes, spoilt in one place, is found by the check for it."""
    assert faults(good, "en-US") == []
    assert [fault for fault in faults(changed(good, path, value), "en-US") if fault.startswith(f"{check}:")]


def test_exempt_terms_are_needed_and_reasoned() -> None:
    """Each exempt term is said somewhere, and says why it stands there."""
    texts = library.texts()
    everything = str(
        [texts.questions, texts.lines, texts.advice, texts.findings, texts.tips, texts.pieces, texts.chapters, library.places()]
    )
    for term, reason in EXEMPT.items():
        assert term in everything.lower(), term
        assert len(reason.split()) > 2, term


def test_exempt_term_counts_as_a_short_word() -> None:
    """Only the term itself is made easy, not what stands around it."""
    assert grade_of("Go to an emergency department now.", "en-AU") < grade_of("Go to an emergency apartment now.", "en-AU")


def test_walk_reaches_every_tier() -> None:
    """The walk hears advice of every urgency."""
    tiers = {(walked.envelope.get("sessionAttributes") or {}).get("talk", {}).get("verdict") for walked in walk("en-US")}
    assert {int(tier) for tier in Tier} <= tiers
