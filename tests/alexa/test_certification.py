"""Amazon's certification checks over every response that the skill can give."""

from itertools import combinations, product
from typing import Any

import pytest

from skill.alexa.speech import plain_text
from skill.content import library
from skill.dialogue.acts import Act, Ask, Reply, Tell
from skill.rules import State, Tier, assess
from tests.alexa.walk import Walked, walk
from tests.certification import EXEMPT, HIGHEST_GRADE, faults, grade_of
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


OPENERS = (
    *("okay", "not-caught", "another-way", "again", "starting", "starting-over", "going-back", "taken-back", "about-them"),
    *("about-them-anew", "about-you-anew", "once-more", "help-check", "wait", "skip-matters", "gate-check", "check-first"),
)
VARIANTS = 3


def worded(locale: str, *acts: Act, other: bool = False, turn: int = 0) -> str:
    return plain_text(library.speaker(locale).word(Reply(acts), about_other=other, turn=turn).speech)


@pytest.mark.parametrize("locale", library.LOCALES)
def test_every_question_is_plain_after_every_opener(locale: str) -> None:
    """Reading grade six or lower, in both wordings and persons, whatever line stands before it."""
    questions = [Ask("question", each.id, again) for each in library.rulebook().questions for again in (False, True)]
    every = product(OPENERS, questions, (False, True), range(VARIANTS))
    texts = {worded(locale, Tell(line), ask, other=other, turn=turn) for line, ask, other, turn in every}
    assert not {text: grade for text in texts if (grade := grade_of(text, locale)) > HIGHEST_GRADE}


def test_every_question_is_plain_after_signs_that_were_noted() -> None:
    """The same where one or two signs are named before it. Signs of an emergency are met with advice, not with a question."""
    book = library.rulebook()
    urgent = {name for name in book.findings if assess(book, dict.fromkeys(book.told(name), State.PRESENT)).tier.is_emergency}
    mild = [name for name, finding in book.findings.items() if name not in urgent and not finding.follows_from_age]
    asks = [Ask("question", each.id) for each in book.questions]
    alone = {worded("en-US", Tell("noted", (one,)), ask) for one, ask in product(mild, asks)}
    told = combinations(mild, 2)
    pairs = {worded("en-US", Tell("noted", (a,)), Tell("noted-also", (b,)), ask) for (a, b), ask in product(told, asks)}
    assert not {text: grade for text in alone | pairs if (grade := grade_of(text, "en-US")) > HIGHEST_GRADE}


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
