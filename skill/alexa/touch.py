"""What can be touched instead of said. A button carries the words that it stands for, so that touch and voice are one."""

from itertools import pairwise
from typing import Any, NamedTuple

from skill.alexa import intents
from skill.content import library
from skill.dialogue import check
from skill.dialogue.acts import Ask
from skill.dialogue.conversation import Conversation
from skill.dialogue.heard import Heard
from skill.dialogue.stage import Stage
from skill.language.wording import Speaker
from skill.rules import Question

YES, NO, UNSURE = "yes", "no", "unsure"
_INTENTS = {YES: "AMAZON.YesIntent", NO: "AMAZON.NoIntent", UNSURE: "NotSureIntent"}
_WITH_UNSURE = ("question", "gate", "new", "now", "doubt")
"""Kinds of question to which "not sure" is an answer of its own."""


class Button(NamedTuple):
    """One answer: what stands on it, what it says, and the question it belongs to."""

    label: str
    answer: str
    kind: str
    id: str

    @property
    def arguments(self) -> list[str]:
        """What the device sends when it is touched."""
        return ["answer", self.answer, self.kind, self.id]

    def as_json(self) -> dict[str, str | int]:
        """The button as the screen's document reads it, with the length of its label."""
        return {**self._asdict(), "letters": len(self.label)}


def buttons(conversation: Conversation, ask: Ask | None, speaker: Speaker) -> list[Button]:
    """The answers to a question that can be touched; none when nothing is asked."""
    if ask is None:
        return []
    return [Button(label, answer, ask.kind, ask.id) for label, answer in _answers(conversation, ask, speaker)]


def is_choice(ask: Ask | None) -> bool:
    """Whether a question is answered with one of several things rather than with yes or no."""
    return ask is not None and (ask.kind in ("which", "fix") or _age_question(ask) is not None)


def heard(arguments: list[Any], conversation: Conversation, speaker: Speaker) -> Heard:
    """What a touch means: the words on the button. One of a question no longer asked puts the question again."""
    for button in buttons(conversation, conversation.asked, speaker):
        if button.arguments == arguments:
            return _spoken(button.answer, conversation)
    return Heard(request="repeat")


def _spoken(answer: str, conversation: Conversation) -> Heard:
    if answer in _INTENTS:
        return intents.hear(_INTENTS[answer], {}, conversation)
    return intents.hear(intents.ANSWER_INTENT, {intents.WORDS: answer}, conversation)


def _answers(conversation: Conversation, ask: Ask, speaker: Speaker) -> list[tuple[str, str]]:
    """Label and answer of each button."""
    labels = library.lines()["screen"]
    unsure = (labels[UNSURE], UNSURE)
    if _age_question(ask) is not None:
        return [*_ages(), unsure]
    if ask.kind == "which":
        words = library.texts().questions[ask.id]["which_words"]
        return [*((_capital(speaker.name(finding)), ways[0]) for finding, ways in words.items()), unsure]
    if ask.kind == "fix":
        words = library.lines()["read-back"]["words"]
        noes = check.noes(Stage(conversation, library.material()))
        return [*((_capital(words[group][0]), words[group][0]) for group in noes), unsure]
    if ask.kind == "menu":
        return [(_capital(words), words) for words in labels["menu"]] + [(labels[NO], NO)]
    own = labels["buttons"].get(ask.kind, {})
    answers = (YES, NO, UNSURE) if ask.kind in _WITH_UNSURE else (YES, NO)
    return [(own.get(answer, labels[answer]), answer) for answer in answers]


def _age_question(ask: Ask) -> Question | None:
    question = library.rulebook().question.get(ask.id) if ask.kind == "question" else None
    return question if question is not None and question.asks_age else None


def _ages() -> list[tuple[str, str]]:
    """Spans of years within which every age has the same findings, each with an age in it."""
    findings = library.rulebook().findings.values()
    starts = sorted({each for finding in findings for each in (finding.at_least, finding.below) if each})
    labels = library.lines()["screen"]["ages"]
    between = [(labels["between"].format(first=first, last=following - 1), str(first)) for first, following in pairwise(starts)]
    return [
        (labels["below"].format(age=starts[0]), str(starts[0] - 1)),
        *between,
        (labels["beyond"].format(age=starts[-1]), str(starts[-1])),
    ]


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
