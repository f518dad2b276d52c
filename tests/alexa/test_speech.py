"""From worded text to SSML and back."""

from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.alexa.speech import plain_text, ssml, without_pauses
from skill.language.wording import PAUSE


@pytest.mark.parametrize("sign", ["&", "<", ">", '"', "'", "a < b & c > d", "<speak>", "&amp;"])
@pytest.mark.parametrize("slow", [False, True])
def test_signs_of_markup_are_escaped(sign: str, *, slow: bool) -> None:
    """Whatever signs a text holds, the SSML is well-formed and says the same text."""
    markup = ssml(f"Say {sign} now.", slow=slow)
    assert "".join(ET.fromstring(markup).itertext()) == f"Say {sign} now."  # noqa: S314 -- made here
    assert plain_text(markup) == f"Say {sign} now."


@given(st.text(alphabet=st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs"), exclude_characters=PAUSE)))
def test_any_text_comes_back_as_plain_text(text: str) -> None:
    """What is heard is what was worded, but for spaces."""
    assert plain_text(ssml(text, slow=False)) == " ".join(text.split())


@pytest.mark.parametrize("number", ["911", "000", "116 123", "1800 022 222", "13 11 14"])
def test_telephone_numbers_are_read_digit_by_digit(number: str) -> None:
    """A number is marked whole."""
    assert f'<say-as interpret-as="telephone">{number}</say-as>' in ssml(f"Call {number} now.", slow=False)


def test_a_pause_is_a_silence() -> None:
    """The sign for a pause becomes a break in speech, and nothing on a screen."""
    assert '<break time="8s"/>' in ssml(f"Wait.{PAUSE} Ready?", slow=False)
    assert without_pauses(f"Wait.{PAUSE} Ready?") == "Wait. Ready?"


def test_slow_speech_is_marked_whole() -> None:
    """Everything is spoken slowly."""
    assert ssml("Hello.", slow=True) == '<speak><prosody rate="slow">Hello.</prosody></speak>'
