"""Every conversation file, in every locale, through the whole path a real one takes."""

import re
from itertools import pairwise

import pytest

from tests import certification
from tests.conversations.play import Script, faults, played, scripts, transcript

CASES = [pytest.param(script, locale, id=f"{script.name}-{locale}") for script in scripts() for locale in script.locales]
REPEATS = ("AMAZON.RepeatIntent", "AMAZON.HelpIntent", "SlowerIntent", "WhyIntent", "silence")


@pytest.mark.parametrize(("script", "locale"), CASES)
def test_conversation_goes_as_written(script: Script, locale: str) -> None:
    """Each turn does what its file says and could be certified; the transcript is printed when one does not."""
    found = []
    for place, (expected, turn) in enumerate(played(script, locale), start=1):
        found += [f"turn {place}: {fault}" for fault in faults(expected, turn, locale)]
        if turn.request and turn.request["request"]["type"] != "SessionEndedRequest":
            found += [f"turn {place}: {fault}" for fault in certification.faults(turn.response, locale)]
    assert not found, "\n".join([*found, "", transcript(script, locale)])


def _opening(speech: str) -> str:
    """How a turn begins: its acknowledgement, or its first three words."""
    first = re.split(r"[.:]", speech, maxsplit=1)[0]
    return first if len(first.split()) < 3 else " ".join(speech.split()[:3])


@pytest.mark.parametrize("script", scripts(), ids=lambda script: script.name)
def test_consecutive_turns_open_differently(script: Script) -> None:
    """No two consecutive turns begin with the same words, unless something is to be said again."""
    openings = [(_opening(turn.speech), turn.heard["intent"], turn.as_json()) for _, turn in played(script, script.locales[0])]
    for (before, _, _), (after, intent, told) in pairwise(openings):
        said_again = intent in REPEATS or told["tier"] is not None or told["ask"] == "crisis" or not told["open"]
        assert before != after or not after or said_again, f"two turns open with {after!r}"
