"""Going on with the question at hand after something was said in between."""

from skill.dialogue import check
from skill.dialogue.acts import ReadBack, Tell
from skill.dialogue.noted import Noted
from skill.dialogue.stage import Stage

OF_THE_CHECK = ("question", "which", "new", "now", "doubt", "read-back", "fix")
"""Kinds of question that the check asks."""


def go_on_with_check(stage: Stage) -> None:
    """Put the question of the check again, or take the check up where something else was asked."""
    asked = stage.talk.asked
    if asked is not None and asked.kind in OF_THE_CHECK:
        ask_on(stage)
    else:
        check.proceed(stage, Noted())


def ask_on(stage: Stage) -> None:
    """Put the current question once more, after something was said in between."""
    asked = stage.talk.asked
    if stage.in_emergency:
        check.advise(stage)
    elif asked is None:
        stage.ask("start")
    else:
        if asked.kind == "read-back":
            _read_back_again(stage)
        stage.ask(asked.kind, asked.id)


def lead_on(stage: Stage, noted: Noted) -> None:
    """A sign told beside a wish leads to the questions, whatever the wish would have ended with."""
    asked = stage.talk.asked
    if asked is not None and asked.kind not in (*OF_THE_CHECK, "crisis"):
        stage.unask()
        check.proceed(stage, noted)


def _read_back_again(stage: Stage) -> None:
    stage.say(ReadBack(check.noes(stage)))


def ask_again_differently(stage: Stage) -> None:
    """Nothing fitting was heard: the current question in its second wording."""
    asked = stage.talk.asked
    stage.say(Tell("not-caught"))
    if asked is None:
        stage.ask("start")
    else:
        stage.ask(asked.kind, asked.id, again=True)


def not_understood(stage: Stage) -> None:
    """A request of a kind this skill does not know."""
    stage.say(Tell("not-caught"))
    ask_on(stage)
