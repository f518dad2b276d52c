"""What a device with a screen shows beside the speech: which document draws a reply, and the data that it draws."""

import re
from functools import cache
from typing import TYPE_CHECKING, Any

from skill.alexa import touch
from skill.alexa.limits import Measured
from skill.alexa.speech import telephone_number, without_pauses
from skill.content import library
from skill.dialogue.acts import Ask, Cite, Close, Explain, ReadBack, Reply, Tell, TellPiece, TellTip
from skill.dialogue.conversation import Conversation
from skill.language.wording import Speaker, Wording
from skill.rules import Tier, at_most

if TYPE_CHECKING:
    from ask_sdk_model.interfaces.alexa.presentation.apl import RenderDocumentDirective

TOKEN = "spine-check"
SCREENS = ("question", "choices", "advice", "tip", "surgery", "welcome", "help", "answer", "crisis", "goodbye")
PAGE = 120
"""Characters that a page of advice holds, so that its type stays large."""

_SENTENCE_END = re.compile(r"(?<=[.!?])\s")

IN_PASSING = frozenset(
    "okay noted not-caught another-way again slower wait going-back nothing-before starting starting-over once-more taken-back "
    "nothing-to-correct about-them about-you last-question no-more-questions gate-check check-first no-tips-now".split()
)
"""Lines that need no room on a screen: they only lead to the question."""


def render(conversation: Conversation, reply: Reply, words: Wording, speaker: Speaker) -> "RenderDocumentDirective":
    """The directive that draws this turn."""
    from ask_sdk_model.interfaces.alexa.presentation.apl import RenderDocumentDirective  # slow, and for screens alone

    shown = data(conversation, reply, words, speaker)
    return RenderDocumentDirective(token=TOKEN, document=_document(shown["kind"]), datasources={"screen": shown})


def data(conversation: Conversation, reply: Reply, words: Wording, speaker: Speaker) -> dict[str, Any]:
    """What is shown, as plain data. Nothing the person said is on it but the reason inside the advice."""
    kind = _kind(conversation, reply)
    before = without_pauses(words.speech.removesuffix(words.question))
    text = without_pauses(words.advice) or before if kind == "advice" else before
    question = without_pauses(words.question)
    if kind in ("question", "choices"):
        text, question = question, ""
    tier = _tier(conversation, kind)
    asked, most = _progress(conversation, reply.ask)
    number, note = _number(conversation, kind, speaker)
    action, *details = _action_first(text, number if kind == "crisis" else "") if tier is not None or number else [""]
    labels = library.lines()["screen"]
    shown = {
        "kind": kind,
        "tier": tier.slug if tier is not None else "",
        "title": labels["title"],
        "label": speaker.fill(labels["tiers"][tier.slug]) if tier is not None else _label(kind, reply),
        "text": text,
        "action": action,
        "details": " ".join(details),
        "pages": [_sized(page) for page in _pages(details)],
        "all": [_sized(page) for page in ([action, *_pages(details)] if action else [text])],
        "question": question,
        "call": labels["call"] if number else "",
        "number": number,
        "note": note,
        "progress": _of_most(asked, most),
        "share": round(100 * asked / most) if most else 0,
        "buttons": [button.as_json() for button in touch.buttons(conversation, reply.ask, speaker)],
    }
    letters = {name: len(value) for name, value in shown.items() if isinstance(value, str)}
    return {**shown, "letters": {**letters, "buttons": sum(len(button["label"]) for button in shown["buttons"])}}


def _sized(text: str) -> dict[str, Any]:
    """A text with its length: a document cannot measure it, and chooses the size of type by it."""
    return {"text": text, "letters": len(text)}


def _kind(conversation: Conversation, reply: Reply) -> str:
    lines = {act.line for act in reply.acts if isinstance(act, Tell)}
    ask = reply.ask
    if "crisis" in lines or any(isinstance(act, Close) and act.line == "crisis-bye" for act in reply.acts):
        return "crisis"
    if reply.advice or (_in_emergency(conversation) and ask is not None and ask.kind == "again"):
        return "advice"
    if ask is None:
        return "goodbye"
    if touch.is_choice(ask):
        return "choices"
    if {"welcome", "help", "help-check"} & lines:
        return "welcome" if "welcome" in lines else "help"
    return _telling(reply) if lines - IN_PASSING or _explains(reply) else "question"


def _explains(reply: Reply) -> bool:
    return any(isinstance(act, Explain | Cite | ReadBack | TellTip | TellPiece) for act in reply.acts)


def _telling(reply: Reply) -> str:
    told = next((act for act in reply.acts if isinstance(act, TellTip | TellPiece)), None)
    return "tip" if isinstance(told, TellTip) else "surgery" if told else "answer"


def _label(kind: str, reply: Reply) -> str:
    """The heading of a screen that gives no verdict, with the topic where there is one."""
    named = library.lines()["screen"]["labels"].get(kind, "")
    for act in reply.acts:
        if isinstance(act, TellTip):
            topics = {topic["id"]: topic["name"] for topic in library.tips()["topic"]}
            return str(named).format(topic=topics[library.material().topic_of(act.tip)])
        if isinstance(act, TellPiece):
            return str(named).format(topic=library.texts().chapters[act.chapter])
    return str(named)


def _in_emergency(conversation: Conversation) -> bool:
    return conversation.verdict is not None and conversation.verdict.is_emergency


def _tier(conversation: Conversation, kind: str) -> Tier | None:
    """The verdict whose colour and name a screen bears. A farewell bears one that is to be acted on today."""
    verdict = conversation.verdict
    lasting = kind == "goodbye" and verdict is not None and verdict >= Tier.SAME_DAY
    return verdict if kind == "advice" or lasting or (kind == "crisis" and _in_emergency(conversation)) else None


def _number(conversation: Conversation, kind: str, speaker: Speaker) -> tuple[str, str]:
    """The telephone number to show in large figures, and what else is to be known of it. Both can be empty."""
    if _in_emergency(conversation):
        whole = speaker.fill("{number}")
        return telephone_number(speaker.number), whole.removeprefix(speaker.number).strip(", ")
    if kind == "crisis":
        return telephone_number(speaker.fill("{crisis}")), ""
    return "", ""


def _action_first(text: str, number: str) -> list[str]:
    """The sentences of a text, the one that says what to do first: the first that names the number."""
    sentences = _SENTENCE_END.split(text)
    action = next(each for each in sentences if number in each)
    return [action, *(each for each in sentences if each is not action)]


def _pages(sentences: list[str]) -> list[str]:
    """The sentences after the action, put together as far as a page holds them."""
    pages: list[str] = []
    for sentence in sentences:
        if pages and len(pages[-1]) + len(sentence) < PAGE:
            pages[-1] += " " + sentence
        else:
            pages.append(sentence)
    return pages


def progress(conversation: Conversation, ask: Ask | None) -> str:
    """How far the questions have come, and how many there are at most; nothing where no question is asked."""
    return _of_most(*_progress(conversation, ask))


def _of_most(asked: int, most: int) -> str:
    return str(library.lines()["screen"]["progress"]).format(asked=asked, most=most) if most else ""


def _progress(conversation: Conversation, ask: Ask | None) -> tuple[int, int]:
    """Which question of the check this is, and how many there are at most; noughts outside the questions."""
    if ask is None or ask.kind != "question":
        return 0, 0
    left = at_most(library.rulebook(), conversation.findings)
    asked = len(conversation.answered) + 1
    return asked, asked + max(left, 1) - 1


@cache
def _document(name: str) -> Measured:
    return Measured(library.screen(name))
