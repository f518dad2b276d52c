"""Every response of the real skill in one locale: to each request in each state, each question, verdict, tip, piece and sign."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from skill.content import library
from skill.dialogue import check
from skill.dialogue.acts import Ask
from skill.dialogue.check import NO_REASON_ADVICE
from skill.dialogue.conversation import Conversation
from skill.dialogue.stage import Stage
from skill.rules import State, Tier
from tests.support import LAUNCH, SCENES, envelope, handler, intent, scene

SKILL = handler()
ANSWERS = ("AMAZON.YesIntent", "AMAZON.NoIntent", "NotSureIntent", "AMAZON.FallbackIntent")
TO_A_QUESTION = (*ANSWERS, "RephraseIntent", "WhyIntent")
AGAIN_AND_WHY = ("AMAZON.RepeatIntent", "WhyIntent")


@dataclass(frozen=True)
class Walked:
    """A response, what it answers, and in which state."""

    intent: str
    state: str
    locale: str
    envelope: dict[str, Any]


def walk(locale: str) -> Iterator[Walked]:
    """Every response in a locale, about oneself and about somebody else."""
    for about_other in (False, True):
        for state, talk, requests in _states():
            talk.about_other = about_other
            for request in requests:
                answer = SKILL(envelope(request, talk, locale=locale), None)
                name = request["intent"]["name"] if "intent" in request else request["type"]
                yield Walked(name, f"{state}, {'them' if about_other else 'you'}", locale, answer)


def _states() -> Iterator[tuple[str, Conversation, list[dict[str, Any]]]]:
    """A state by name, and what is asked of it."""
    every_request = [entry["intent"] for entry in library.requests().values()]
    for name in SCENES:
        yield name, scene(name).talk, [dict(LAUNCH), *_intents([*every_request, *ANSWERS])]
    for place, question in enumerate(library.rulebook().questions):
        asked = Conversation(asked=Ask("question", question.id), checking=True, turn=place)
        yield f"question {question.id}", asked, _intents(TO_A_QUESTION)
    for rule in library.rulebook().rules:
        for combination in rule.combinations:
            for state in (State.PRESENT, State.UNSURE):
                name = f"after {state.name} {' '.join(sorted(combination))}"
                yield name, _advised(combination, state), _intents(AGAIN_AND_WHY)
    for name, talk in _told():
        yield name, talk, _intents(AGAIN_AND_WHY)
    for phrases in library.phrases().values():
        yield "start", scene("start").talk, [intent("AnswerIntent", words=f"is {phrases[0]} serious")]
        yield "question", scene("question").talk, [intent("AnswerIntent", words=phrases[0])]


def _advised(combination: Iterable[str], state: State) -> Conversation:
    """These findings are known, and the advice on them was given."""
    talk = Conversation(findings=dict.fromkeys(sorted(combination), state), checked=True)
    advice = check.standing_advice(Stage(talk, library.material()))
    talk.verdict = advice.tier
    talk.asked = Ask("again" if advice.tier >= Tier.SAME_DAY else "offer-tip", advice.advice)
    return talk


def _told() -> Iterator[tuple[str, Conversation]]:
    """Everything told after a check without a danger sign."""
    yield "self-care", Conversation(verdict=Tier.SELF_CARE, checked=True, asked=Ask("offer-tip", NO_REASON_ADVICE))
    for tip in library.texts().tips:
        yield f"tip {tip}", Conversation(checked=True, tips=[tip], tip=tip, asked=Ask("tip-more"))
    for chapter, pieces in library.texts().pieces.items():
        for place in range(len(pieces)):
            piece = f"{chapter}:{place}"
            yield f"piece {piece}", Conversation(checked=True, piece=piece, asked=Ask("surgery-more"))


def _intents(names: Iterable[str]) -> list[dict[str, Any]]:
    return [intent(name) for name in names]
