"""Hearing: the real recognizer on synthetic speech. tests/speaker/measure.py measures more, with more voices."""

import hashlib
import sys
from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.content import library
from skill.speaker import desk, grammar, listen, sound, voice
from skill.speaker.listen import Hearing
from skill.speaker.sound import BadAudio
from tests.speaker.sounds import PAUSE, PLAIN, recorded, spoken

HEARD = ("yes", "no", "i don't know", "thirty years old", "forty five")
LOST = ("chest pain", "why do you ask", "repeat that", "nothing like that", "it's for my mother")
"""Answers too, but this voice says them too poorly."""
OUT_OF_DOMAIN = ("who won the cricket", "play some jazz", "the rip in the tent wants mending", "call my sister")
NOISE = hashlib.shake_256(b"noise").digest(2 * sound.RATE)


def hear(upload: bytes, locale: str = "en-US") -> Hearing:
    return listen.hear(upload, locale)


def test_the_sentences_are_those_of_the_interaction_model() -> None:
    """Answers, requests, numbers and short ways of telling a sign; nothing with an open slot, nothing long."""
    sentences = grammar.sentences(desk.model("en-US"), library.number_words())
    assert {"yes", "not sure", "how many more", "chest pain", "fifty four", "fifty four years old", "can't pee"} <= sentences
    assert not [each for each in sentences if "{" in each or len(each.split()) > grammar.MOST_WORDS]


def test_the_tree_holds_each_sentence_and_no_other() -> None:
    """Walking the transitions from the first state to the last says exactly the sentences."""
    told = {"no", "no but", "no but yes", "not sure", "sure"}
    ways: dict[int, list[tuple[int, str]]] = {}
    for state, following, _, word in grammar.transitions(told):
        ways.setdefault(state, []).append((following, word))

    def said(state: int) -> list[str]:
        if state == grammar.LAST:
            return [""]
        return [f"{word} {rest}".strip() for following, word in ways[state] for rest in said(following)]

    assert sorted(said(grammar.FIRST)) == sorted(told)


def test_answers_are_heard_and_other_speech_is_refused() -> None:
    """A short answer is heard word for word, or not at all; what is no answer is not heard as one."""
    expected = {said: said for said in HEARD} | dict.fromkeys((*LOST, *OUT_OF_DOMAIN))
    assert {said: hear(spoken(said)).text for said in expected} == expected


def test_what_was_heard_does_not_depend_on_what_was_heard_before() -> None:
    """A second of noise once made "like to ask" of the same "why do you ask"."""
    said = spoken("why do you ask", PLAIN)
    for before in (voice.wav(NOISE, sound.RATE), spoken("who won the cricket", PLAIN), spoken("yes")):
        hear(before)
        assert hear(said) == Hearing("why do you ask", "why do you ask", "why do you ask", 100)


def test_what_is_left_of_its_opposite_is_refused() -> None:
    """A "not sure" whose beginning is lost is heard as "sure", which is a yes; so "sure" never counts."""
    assert grammar.doubtful({"sure", "not sure", "i don't", "no i don't", "numb"}) == {"sure"}
    assert hear(spoken("not sure", PLAIN)) == Hearing(None, "", "sure", 0)


def test_mere_echo_is_refused() -> None:
    """An "eighty" was heard as "they did", and a "she is" as "he did"."""
    assert grammar.doubtful({"they did", "they hurt", "i did", "eighty"}) == {"they did"}
    assert hear(spoken("she is", PLAIN)) == Hearing(None, "", "he did", 0)


def test_a_word_too_short_for_the_speech_is_refused() -> None:
    """Both hearings may take a poor "none of those" for "both"; there is more speech in it than one word explains."""
    ear = listen.ear("en-US")
    samples = sound.samples(spoken("who won the cricket", PLAIN))
    speech = ear._seconds_of_speech(samples)
    assert ear._explained("one") < speech <= ear._explained("who won the cricket")


@pytest.mark.parametrize(
    "samples",
    [
        bytes(2),
        bytes(320),
        PAUSE * 4,
        2 * NOISE,
        array("h", [20_000 if at // 40 % 2 else -20_000 for at in range(2 * sound.RATE)]).tobytes(),
    ],
    ids=["one-sample", "ten-milliseconds", "silence", "noise", "a-tone"],
)
def test_what_is_not_speech_is_not_heard(samples: bytes) -> None:
    """Silence, noise and a tone say nothing, above all not yes."""
    assert hear(voice.wav(samples, sound.RATE)).text is None


def test_noise_longer_than_any_answer_is_not_listened_to() -> None:
    """It could only be refused, after as many seconds as it lasts."""
    loudest = array("h", hashlib.shake_256(b"noise").digest(2 * sound.MOST_SECONDS * sound.RATE))
    samples = array("h", [each * 12_000 // 32_768 for each in loudest])
    assert hear(voice.wav(samples.tobytes(), sound.RATE)) == Hearing(None, "", "", 0)


BAD: dict[str, tuple[bytes, str]] = {
    "nothing": (b"", "no sound"),
    "text": (b"yes", "not a WAV"),
    "webm": (b"\x1a\x45\xdf\xa3" + bytes(400), "not a WAV"),
    "a header alone": (voice.wav(b"", sound.RATE), "no sound"),
    "cut in the header": (recorded(b"")[:20], "not a WAV"),
    "another rate": (voice.wav(bytes(9000), 44_100), "44100 Hz"),
    "too long": (voice.wav(bytes(sound.MOST_BYTES), sound.RATE), "6 seconds"),
}


@pytest.mark.parametrize(("upload", "fault"), BAD.values(), ids=BAD)
def test_what_cannot_be_listened_to_is_refused_in_words(upload: bytes, fault: str) -> None:
    with pytest.raises(BadAudio, match=fault):
        hear(upload)


@given(st.binary(max_size=200))
def test_any_upload_is_sound_or_a_reason(upload: bytes) -> None:
    """However a file is broken, there are samples or there is a reason; nothing else is raised."""
    for broken in (upload, b"RIFF" + upload, recorded(b"")[:44] + upload, recorded(b"")[:16] + upload):
        try:
            told = "." if len(sound.samples(broken)) % 2 == 0 else "half a sample"
        except BadAudio as fault:
            told = str(fault)
        assert told.endswith(".")


def test_locales_share_a_recognizer() -> None:
    """The five interaction models are equal, so one recognizer serves them."""
    assert len({id(listen.ear(locale)) for locale in library.LOCALES}) == 1


def test_missing_wheel_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package nothing is heard, and the message names it."""
    monkeypatch.setitem(sys.modules, "pocketsphinx", None)
    with pytest.raises(listen.NoHearing, match="pocketsphinx is not installed"):
        listen.Ear(frozenset({"yes"}))
