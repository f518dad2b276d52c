"""The two ways a sentence is measured: read as plain text, and spoken to the speaker on the desk.

Spoken, it passes through the committed interaction model: only what stands in a slot is read, and what Alexa would turn
away is not heard at all.
"""

from collections.abc import Callable, Mapping
from functools import cache

from skill.alexa import intents
from skill.content import library
from skill.dialogue.acts import Ask
from skill.dialogue.carried import to_json
from skill.dialogue.conversation import Conversation
from skill.dialogue.heard import Heard
from skill.speaker import desk
from skill.speaker.session import DeskSpeaker
from tests.phrases.corpus import Phrase


def read(phrase: Phrase) -> Heard:
    """What the text means."""
    return library.understanding().hear(phrase.text, library.rulebook().question.get(phrase.asked or ""))


def spoken(phrase: Phrase) -> Heard:
    """What the skill hears when it is said to the speaker, while its question is open."""
    talk = Conversation(asked=Ask("question", phrase.asked) if phrase.asked else Ask("start"), checking=True)
    speaker = _speaker()
    speaker.open_skill()
    speaker.attributes["talk"] = to_json(talk)
    turn = speaker.hear(phrase.text)
    assert turn is not None, phrase.text
    return intents.hear(turn.heard["intent"], turn.heard["slots"], talk)


@cache
def _speaker() -> DeskSpeaker:
    return desk.speaker("en-GB")


ROUTES: Mapping[str, Callable[[Phrase], Heard]] = {"read": read, "spoken": spoken}
