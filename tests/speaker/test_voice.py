"""The voice: what is spoken, how long it takes, and what is refused. The library is the real one."""

import ctypes
import importlib
import sys
import wave
from array import array
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.alexa import speech
from skill.content import library
from skill.speaker import voice
from skill.speaker.ssml import MOST_CHARACTERS, BadSpeech, digit_by_digit, prepared

TELEPHONE_NUMBERS = [
    ("911", "nine one one"),
    ("999", "nine nine nine"),
    ("000", "zero zero zero"),
    ("112", "one one two"),
    ("988", "nine eight eight"),
    ("116 123", "one one six, one two three"),
    ("1800 022 222", "one eight zero zero, zero two two, two two two"),
    ("13 11 14", "one three, one one, one four"),
]


def seconds(markup: str, locale: str = "en-US") -> float:
    with wave.open(BytesIO(voice.say(markup, locale))) as file:
        return file.getnframes() / file.getframerate()


def sounds(text: str) -> list[str]:
    """The sounds that espeak-ng makes of a text, without stress."""
    engine = voice.engine()
    engine.speak("<speak/>", voice.VOICES["en-GB"])
    translate = engine._library.espeak_TextToPhonemes
    translate.restype = ctypes.c_char_p
    rest = ctypes.c_char_p(text.encode())
    made = ""
    while rest:
        made += " " + translate(ctypes.byref(rest), 1, 0).decode()
    return made.replace("'", "").replace(",", "").split()


@pytest.mark.parametrize(("number", "words"), TELEPHONE_NUMBERS)
def test_telephone_numbers_are_read_digit_by_digit(number: str, words: str) -> None:
    """911 is "nine one one", not "nine hundred and eleven", and sounds as those words do."""
    assert sounds(digit_by_digit(number)) == sounds(words)
    assert sounds(number) != sounds(words)


@pytest.mark.parametrize("way", ["telephone", "digits"])
def test_both_ways_of_marking_a_number_are_honoured(way: str) -> None:
    """espeak-ng would read `digits` as one number."""
    marked = f'<speak>Call <say-as interpret-as="{way}">116 123</say-as> or 4.</speak>'
    assert prepared(marked) == "<speak>Call 1 1 6, 1 2 3 or 4.</speak>"


@pytest.mark.parametrize("locale", library.LOCALES)
def test_every_locale_has_a_voice_for_its_emergency_number(locale: str) -> None:
    """What the skill itself would send is spoken, in a voice that the library has."""
    number = library.places()[locale]["emergency"]["number"]
    wav = voice.say(speech.ssml(f"Call {number} now.", slow=False), locale)
    with wave.open(BytesIO(wav)) as file:
        assert (file.getnchannels(), file.getsampwidth()) == (1, 2)
        assert max(array("h", file.readframes(file.getnframes()))) > 3000


@pytest.mark.parametrize(
    ("pause", "longer"), [("2s", 2.0), ("500ms", 0.5), ("8s", 8.0), ("99s", 10.0)], ids=["2s", "500ms", "8s", "longest"]
)
def test_pauses_are_kept(pause: str, longer: float) -> None:
    """A break is as long as it says, and never longer than Alexa allows."""
    without = seconds("<speak>Lie down then turn</speak>")
    assert seconds(f'<speak>Lie down <break time="{pause}"/>then turn</speak>') - without == pytest.approx(longer, abs=0.3)


def test_prosody_is_heard() -> None:
    """Slow speech takes longer and fast speech less; loud is louder than soft."""
    said = "Lie down on your back with your knees bent."
    slow, plain, fast = (
        seconds(f'<speak><prosody rate="{rate}">{said}</prosody></speak>') for rate in ("slow", "medium", "fast")
    )
    assert slow > 1.1 * plain
    assert fast < 0.9 * plain
    loud, soft = (
        max(array("h", voice.say(f'<speak><prosody volume="{volume}">{said}</prosody></speak>', "en-US")[44:]))
        for volume in ("x-loud", "x-soft")
    )
    assert loud > 1.5 * soft


def test_countries_sound_different() -> None:
    """British speech is not American speech: the same sentence does not even take as long."""
    said = "<speak>Can you walk to the car on your own?</speak>"
    assert seconds(said, "en-GB") != pytest.approx(seconds(said, "en-US"), abs=0.02)
    assert seconds(said, "en-CA") == pytest.approx(seconds(said, "en-US"), abs=0.02)


@pytest.mark.parametrize(
    ("markup", "fault"),
    [
        ("hello", "outside"),
        ("", "one <speak>"),
        ("<speak>you & me</speak>", "well-formed"),
        ("<speak>one < two</speak>", "well-formed"),
        ("<speak><p>open</speak>", "well-formed"),
        ("<speak>one</speak><speak>two</speak>", "one <speak>"),
        ("<p>hello</p>", "one <speak>"),
        ("<speak>one</speak> two", "outside"),
        ("<speak>" + "a" * MOST_CHARACTERS + "</speak>", "characters"),
        ("<speak>" + "<p>" * 13 + "a" + "</p>" * 13 + "</speak>", "deep"),
        ('<!DOCTYPE speak [<!ENTITY a "aaaa">]><speak>&a;</speak>', "entities"),
        ("<speak>&undefined;</speak>", "well-formed"),
        ("</outside><outside>", "well-formed"),
        ("<speak>" + 'a<break time="10s"/>' * 80 + "</speak>", "10 minutes"),
    ],
)
def test_what_is_not_speech_is_refused_in_words(markup: str, fault: str) -> None:
    """espeak-ng speaks broken SSML as it is and hides the fault; here it is told."""
    with pytest.raises(BadSpeech, match=fault):
        voice.say(markup, "en-US")


def test_a_locale_without_a_voice_is_refused() -> None:
    with pytest.raises(BadSpeech, match="no voice for de-DE"):
        voice.say("<speak>Hallo</speak>", "de-DE")


def test_tags_that_are_not_known_are_left_out_and_files_are_never_read() -> None:
    """What Alexa's own tags hold is spoken; espeak-ng would open the file that <audio> names."""
    markup = (
        '<speak>a<amazon:effect name="whispered"> b &amp; c</amazon:effect><audio src="/etc/passwd"/><w role="x">d</w></speak>'
    )
    assert prepared(markup) == "<speak>a b &amp; cd</speak>"
    assert prepared('<speak><say-as interpret-as="spell-out">GP</say-as><break/></speak>') == (
        '<speak><say-as interpret-as="characters">GP</say-as><break strength="medium"/></speak>'
    )


@given(st.text(max_size=80))
def test_any_text_is_spoken_or_refused(text: str) -> None:
    """Whatever is asked for, there is a WAV file or a reason."""
    for markup in (text, f"<speak>{text}</speak>", speech.ssml(text, slow=True)):
        try:
            told = "a sound." if voice.say(markup, "en-GB").startswith(b"RIFF") else "no sound"
        except BadSpeech as fault:
            told = str(fault)
        assert told.endswith(".")


def test_speech_of_many_threads_is_not_mixed_up() -> None:
    """The library has one state for all; every page still gets its own words."""
    said = [f"<speak>{'Say this again. ' * times}</speak>" for times in (1, 3, 6)]
    alone = [seconds(each) for each in said]
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda at: seconds(said[at % 3]), range(60)))
    assert together == pytest.approx([alone[at % 3] for at in range(60)], abs=0.1)


def test_missing_wheel_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package there is no voice, and the message names it."""
    monkeypatch.setitem(sys.modules, "espeakng_loader", None)
    with pytest.raises(voice.NoVoice, match="espeakng-loader is not installed"):
        voice.Engine()


def test_library_for_another_machine_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """A wheel whose library does not load is no voice either."""
    loader = importlib.import_module("espeakng_loader")
    monkeypatch.setattr(loader, "get_library_path", lambda: __file__)
    with pytest.raises(voice.NoVoice, match="does not load"):
        voice.Engine()
