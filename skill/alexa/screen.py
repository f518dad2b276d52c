"""What a device with a screen shows beside the speech: the question with buttons, or the advice with the number in figures."""

from functools import cache
from typing import Any

from ask_sdk_model.interfaces.alexa.presentation.apl import RenderDocumentDirective

from skill.alexa.speech import without_pauses
from skill.content import library
from skill.dialogue.acts import Ask, Reply, TellPiece, TellTip
from skill.dialogue.conversation import Conversation
from skill.language.wording import Speaker, Wording
from skill.rules import at_most

TOKEN = "spine-check"
YES_NO_UNSURE = ("yes", "no", "unsure")
YES_NO = ("yes", "no")


def render(conversation: Conversation, reply: Reply, words: Wording, speaker: Speaker) -> RenderDocumentDirective:
    """The directive that draws this turn."""
    return RenderDocumentDirective(
        token=TOKEN, document=_document(), datasources={"screen": data(conversation, reply, words, speaker)}
    )


def data(conversation: Conversation, reply: Reply, words: Wording, speaker: Speaker) -> dict[str, Any]:
    """What is shown, as plain data. Nothing the person said is on it but the reason inside the advice."""
    urgent = reply.advice is not None and reply.advice.tier.is_emergency
    shows = words.advice or _education(reply, words) or words.question or words.speech
    return {
        "kind": "advice" if reply.advice else "question" if words.question == shows else "text",
        "tier": reply.advice.tier.slug if reply.advice else "",
        "title": library.lines()["screen"]["title"],
        "text": without_pauses(shows),
        "question": without_pauses(words.question) if words.question != shows else "",
        "number": speaker.number if urgent and speaker.number.isdigit() else "",
        "progress": progress(conversation, reply.ask),
        "buttons": _buttons(reply.ask),
    }


def _education(reply: Reply, words: Wording) -> str:
    told = any(isinstance(act, TellTip | TellPiece) for act in reply.acts)
    return words.speech.removesuffix(words.question).strip() if told else ""


def progress(conversation: Conversation, ask: Ask | None) -> str:
    """How far the questions have come, and how many there are at most; nothing where no question is asked."""
    if ask is None or ask.kind != "question":
        return ""
    left = at_most(library.rulebook(), conversation.findings)
    asked = len(conversation.answered) + 1
    return str(library.lines()["screen"]["progress"]).format(asked=asked, most=asked + max(left, 1) - 1)


def _buttons(ask: Ask | None) -> list[dict[str, Any]]:
    """The answers that can be touched. A question that is answered with words or a number has none."""
    if ask is None or ask.kind in ("which", "fix", "menu") or _asks_number(ask):
        return []
    labels = library.lines()["screen"]
    answers = YES_NO_UNSURE if ask.kind in ("question", "gate", "new", "now", "doubt") else YES_NO
    return [{"label": labels[answer], "answer": answer, "kind": ask.kind, "id": ask.id} for answer in answers]


def _asks_number(ask: Ask) -> bool:
    question = library.rulebook().question.get(ask.id)
    return ask.kind == "question" and question is not None and question.asks_age


@cache
def _document() -> dict[str, Any]:
    return library.screen("turn")
