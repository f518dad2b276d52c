"""Whose back it is. What one person answered is no answer of another's."""

from skill.dialogue import check, resume, urgent
from skill.dialogue.acts import Tell
from skill.dialogue.noted import Noted
from skill.dialogue.stage import Stage
from skill.rules import State


def someone_else(stage: Stage) -> None:
    """It is about somebody else, perhaps another one than before: the same questions, in the third person from now on."""
    _ask_about(stage, other=True)


def myself(stage: Stage) -> None:
    """It is about the person speaking after all."""
    _ask_about(stage, other=False)


def _ask_about(stage: Stage, *, other: bool) -> None:
    if urgent.in_crisis(stage):
        urgent.crisis(stage)
        return
    anew = (other or stage.talk.about_other) and turn_to(stage, other=other)
    if stage.in_emergency:
        check.advise(stage)
        return
    stage.say(Tell(_line(anew=anew, other=other)))
    if stage.talk.checking and not anew:
        resume.ask_on(stage)
    else:
        check.proceed(stage, Noted())


def _line(*, anew: bool, other: bool) -> str:
    return ("about-them" if other else "about-you") + ("-anew" if anew else "")


def turn_to(stage: Stage, *, other: bool) -> bool:
    """From now on it is about this person. True when answers were given before: the questions begin anew.

    What was told or doubted in mid-check is kept, lest a sign of the right person be lost. An emergency stands, and stays whose
    it is: nobody's is made another's.
    """
    talk = stage.talk
    if stage.in_emergency or urgent.in_crisis(stage):
        return False
    talk.about_other = other
    if talk.verdict is not None:
        stage.begin_anew()
        return True
    answered = bool(talk.answered)
    talk.findings = {finding: state for finding, state in talk.findings.items() if state is not State.ABSENT}
    talk.answered, talk.which, talk.last, talk.hedged = [], [], [], ""
    stage.unsettle()
    if answered:
        talk.asked = None
    return answered
