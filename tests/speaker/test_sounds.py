"""The sounds that hearing is tested with: always the same, or it would be tested with something else on every run."""

from time import sleep

import pytest

from skill.speaker import voice
from tests.speaker.sounds import CLEAR, PLAIN, spoken


@pytest.mark.parametrize("name", [CLEAR, PLAIN])
def test_a_text_sounds_the_same_every_time(name: str) -> None:
    """Whatever was said before, and whenever: espeak-ng counts its noise from the second it was started in."""
    first = spoken("not sure", name)
    voice.say("<speak>Something else.</speak>", "en-US")
    sleep(1)
    assert spoken("not sure", name) == first
