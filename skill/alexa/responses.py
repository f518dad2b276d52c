"""Puts a response together: speech, reprompt, the one card, the screen, and the request for the next words."""

from ask_sdk_model import Directive, Intent, IntentConfirmationStatus, Response, Slot, SlotConfirmationStatus
from ask_sdk_model.dialog import ElicitSlotDirective
from ask_sdk_model.ui import Reprompt, SimpleCard, SsmlOutputSpeech

from skill.alexa import screen
from skill.alexa.intents import ANSWER_INTENT, WORDS
from skill.alexa.speech import ssml
from skill.content import library
from skill.dialogue.acts import Reply
from skill.dialogue.conversation import Conversation

_SLOT = Slot(name=WORDS, confirmation_status=SlotConfirmationStatus.NONE)
_INTENT = Intent(name=ANSWER_INTENT, confirmation_status=IntentConfirmationStatus.NONE, slots={WORDS: _SLOT})
NEXT_WORDS = ElicitSlotDirective(updated_intent=_INTENT, slot_to_elicit=WORDS)
"""Asks Alexa to hand over what is said next as text, in the slot of the answer intent."""


def build(conversation: Conversation, reply: Reply, locale: str, *, has_screen: bool) -> Response:
    """The response to one turn. `shouldEndSession` is always set: left out, its meaning differs between devices."""
    speaker = library.speaker(locale)
    words = speaker.word(reply, about_other=conversation.about_other, turn=conversation.turn)
    response = Response(
        output_speech=SsmlOutputSpeech(ssml=ssml(words.speech, slow=conversation.slow)),
        should_end_session=reply.ask is None,
    )
    directives: list[Directive] = []
    if reply.ask is not None:
        response.reprompt = Reprompt(output_speech=SsmlOutputSpeech(ssml=ssml(words.reprompt, slow=conversation.slow)))
        directives.append(NEXT_WORDS)
    if reply.advice is not None:
        title, text = speaker.card()
        response.card = SimpleCard(title=title, content=text)
    if has_screen:
        directives.append(screen.render(conversation, reply, words, speaker))
    response.directives = directives
    return response


def silent() -> Response:
    """An answer to a request that speech must not follow."""
    return Response(should_end_session=True)


def apology(locale: str) -> Response:
    """What is said when something went wrong on our side: it closes, so that no microphone stays open."""
    text = library.speaker(locale).apology()
    return Response(output_speech=SsmlOutputSpeech(ssml=ssml(text, slow=False)), should_end_session=True)
