"""What depends on how urgent things are: farewells, waiting, not being able or willing to go, and a wish to die."""

from collections.abc import Callable

from skill.dialogue import check, resume
from skill.dialogue.acts import Tell
from skill.dialogue.stage import Stage
from skill.rules import Tier


def crisis(stage: Stage) -> None:
    """Somebody wants to die: the crisis line, at once. What was asked before waits."""
    asked = stage.talk.asked
    if asked is not None and asked.kind != "crisis":
        stage.talk.paused = asked
    tier = stage.assessment().tier
    if tier.is_emergency:
        stage.talk.verdict = tier
        stage.say(Tell(f"first-{urgency(stage)}"))
    stage.say(Tell("crisis"))
    stage.ask("crisis")


def after_crisis(stage: Stage) -> None:
    """Back to what was asked before somebody said that they want to die."""
    stage.talk.asked, stage.talk.paused = stage.talk.paused, None
    resume.ask_on(stage)


def close_after_crisis(stage: Stage) -> None:
    """The farewell after a crisis, with the advice or the danger signs that still stand."""
    if stage.in_emergency:
        stage.say(Tell(f"first-{urgency(stage)}"))
    elif stage.talk.checking:
        stage.say(Tell("danger-signs"))
    stage.close("crisis-bye")


def close_after_verdict(stage: Stage) -> None:
    """The farewell that repeats how urgent it is."""
    how = urgency(stage)
    stage.close("bye" if how in ("unknown", "later") else f"bye-{how}")


def stop(stage: Stage) -> None:
    """Stop always stops. In mid-check one line of safety net is said, and no verdict; an emergency told with it is answered."""
    if check.raises(stage):
        stage.talk.verdict = stage.assessment().tier
        stage.say(Tell(f"first-{urgency(stage)}"))
    if stage.in_emergency:
        close_after_verdict(stage)
    elif stage.talk.checking:
        stage.close("bye-unfinished")
    else:
        stage.close("bye")


def urgency(stage: Stage) -> str:
    """How urgent the standing verdict is, as the lines of content name it."""
    verdict = stage.talk.verdict
    if verdict is None:
        return "unknown"
    if verdict.is_emergency:
        return "ambulance" if verdict is Tier.AMBULANCE else "now"
    return "today" if verdict is Tier.SAME_DAY else "later"


def in_crisis(stage: Stage) -> bool:
    """Whether the person said that they want to die, and nothing else since."""
    return stage.talk.asked is not None and stage.talk.asked.kind == "crisis"


def wait(stage: Stage) -> None:
    """The person needs a moment. In an emergency the action is repeated instead."""
    if not stage.in_emergency:
        stage.say(Tell("wait"))
    resume.ask_on(stage)


def thanks(stage: Stage) -> None:
    """A thank you, or "I'll go now": after a verdict that is a farewell."""
    if stage.talk.verdict is not None and not stage.talk.checking:
        close_after_verdict(stage)
    else:
        resume.ask_on(stage)


def telling(line: str) -> Callable[[Stage], None]:
    """A request answered with a line, after which the current question is put again. In an emergency the action comes first."""

    def grant(stage: Stage) -> None:
        if stage.in_emergency:
            stage.say(Tell(f"first-{urgency(stage)}"), Tell(line))
            check.ask_after_verdict(stage)
        else:
            stage.say(Tell(line))
            resume.ask_on(stage)

    return grant


def by_urgency(line: str) -> Callable[[Stage], None]:
    """A line that depends on how urgent the standing verdict is."""

    def grant(stage: Stage) -> None:
        stage.say(Tell(f"{line}-{urgency(stage)}"))
        if stage.talk.verdict is not None:
            check.ask_after_verdict(stage)
        elif stage.talk.checking:
            resume.ask_on(stage)
        else:
            stage.ask("start")

    return grant
