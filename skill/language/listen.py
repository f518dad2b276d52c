"""What words mean at this point of a conversation: the same words answer, pick or deny, as what was last said invites.

`Understanding` reads a sentence by itself and against a question; this knows what else may have been asked.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

from skill.dialogue.conversation import Conversation
from skill.dialogue.heard import Answer, Heard
from skill.language.choices import chosen
from skill.language.understand import Understanding
from skill.rules import Question, Rulebook, State, assess


class Offers(NamedTuple):
    """What a person may pick from, in the words of a language.

    `signs`: of each list question, words for the signs it names; `noes`: words for the noes that are read back;
    `choice`: places in a list, and ways of saying "all of them".
    """

    signs: Mapping[str, Mapping[str, Sequence[str]]]
    noes: Mapping[str, Sequence[str]]
    choice: Mapping[str, Any]


class Listener:
    """Hears a person out at any point of a conversation."""

    def __init__(self, rulebook: Rulebook, understanding: Understanding, offers: Offers) -> None:
        self._rulebook = rulebook
        self._understanding = understanding
        self._offers = offers

    def hear(self, text: str, conversation: Conversation) -> Heard:
        """What a text means, said here and now."""
        asked = conversation.asked
        heard = self._understanding.hear(text, self._question(conversation), about_other=conversation.about_other)
        if asked is not None and asked.kind == "which" and State.PRESENT not in heard.findings.values():
            return self._picked(text, asked.id, heard)
        if asked is not None and asked.kind == "new" and not heard.worse and self._understanding.says_unchanged(text):
            return Heard(answer=Answer.NO)
        if heard.findings or heard.request:
            return heard
        if asked is not None and asked.kind in ("read-back", "fix"):
            return self._no_to_correct(text, heard)
        return self._denied(text, conversation, heard) if conversation.verdict is not None else heard

    def _question(self, conversation: Conversation) -> Question | None:
        asked = conversation.asked
        return self._rulebook.question.get(asked.id) if asked and asked.kind == "question" else None

    def _picked(self, text: str, listed: str, heard: Heard) -> Heard:
        """Which sign of a list it is, by the words that the question itself offers."""
        names = chosen(text, self._offers.signs[listed], **self._offers.choice)
        return replace(heard, findings=dict.fromkeys(names, State.PRESENT), request=None) if names else heard

    def _no_to_correct(self, text: str, heard: Heard) -> Heard:
        """Which of the noes that were read back is wrong, when no sign is named."""
        names = chosen(text, self._offers.noes, places=(), everything=())
        return replace(heard, topic=names[0]) if names else heard

    def _denied(self, text: str, conversation: Conversation, heard: Heard) -> Heard:
        """After a verdict, more than a bare no may deny what it rests on ("no, I can pee fine"), to be asked about."""
        more = self._understanding.without_answer(text)
        if not more:
            return heard
        for reason in assess(self._rulebook, conversation.findings).reasons[:1]:
            for finding in reason.findings:
                question = self._rulebook.question_for.get(finding)
                denial = self._understanding.hear(more, question, about_other=conversation.about_other)
                if denial.findings.get(finding) is State.ABSENT:
                    return Heard(findings={finding: State.ABSENT})
        return heard
