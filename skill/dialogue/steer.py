"""What a person can ask for at any time. Every request is granted in every state, and every state goes on afterwards."""

from collections.abc import Callable, Mapping

from skill.dialogue import check, correct, education, explain, person, resume, urgent
from skill.dialogue.acts import Tell
from skill.dialogue.heard import Heard
from skill.dialogue.noted import Noted
from skill.dialogue.stage import Stage
from skill.rules import Tier, at_most


def welcome(stage: Stage) -> None:
    """The skill was opened."""
    stage.say(Tell("welcome"))
    stage.ask("start")


def help_(stage: Stage) -> None:
    """Help for where the person is."""
    if urgent.in_crisis(stage):
        urgent.crisis(stage)
        return
    if not stage.in_emergency:
        stage.say(Tell("help-check" if stage.talk.checking else "help"))
    resume.ask_on(stage)


def repeat(stage: Stage) -> None:
    """Say the last thing again."""
    asked = stage.talk.asked
    if asked is not None and asked.kind == "crisis":
        urgent.crisis(stage)
    elif stage.talk.verdict is not None and asked is not None and asked.kind in ("again", "offer-tip"):
        stage.say(check.standing_advice(stage))
        check.ask_after_verdict(stage)
    elif asked is not None and asked.kind in ("tip-more", "surgery-more") and education.tell_again(stage):
        return
    else:
        stage.say(Tell("again"))
        resume.ask_on(stage)


def rephrase(stage: Stage) -> None:
    """The current question in its second wording."""
    asked = stage.talk.asked
    if asked is None or asked.kind in ("again", "offer-tip", "read-back", "crisis", "tip-more", "surgery-more"):
        repeat(stage)
    else:
        stage.say(Tell("another-way"))
        stage.ask(asked.kind, asked.id, again=True)


def slower(stage: Stage) -> None:
    """Speak slowly from now on."""
    stage.talk.slow = True
    if not stage.in_emergency:
        stage.say(Tell("slower"))
    resume.ask_on(stage)


def skip(stage: Stage) -> None:
    """Unknown is not no: a danger question is explained once, then a skip counts as not sure."""
    question, asked = stage.question, stage.talk.asked
    if asked is not None and asked.kind in ("tip-more", "surgery-more"):
        education.more(stage)
    elif question is None or asked is None:
        resume.ask_on(stage)
    elif question.unsure_counts_as_present and not asked.again:
        stage.say(Tell("skip-matters"))
        check.ask_question(stage, question, again=True)
    else:
        check.proceed(stage, check.settle_unsure(stage, question))


def how_many(stage: Stage) -> None:
    """How many questions can still follow."""
    left = at_most(stage.rulebook, stage.talk.findings) if stage.talk.verdict is None else 0
    if left and not stage.in_emergency:
        stage.say(Tell("how-many" if left > 1 else "last-question", count=left))
    elif not stage.in_emergency:
        stage.say(Tell("no-more-questions"))
    resume.ask_on(stage)


def start_over(stage: Stage) -> None:
    """Forget everything told, and check afresh. In an emergency only a no to what it rests on takes that back."""
    if stage.in_emergency:
        correct.doubt(stage)
        return
    stage.begin_anew()
    stage.say(Tell("starting-over"))
    check.proceed(stage, Noted())


def begin_check(stage: Stage) -> None:
    """Start the questions, or go on with them."""
    asked = stage.talk.asked
    if urgent.in_crisis(stage):
        urgent.after_crisis(stage)
    elif stage.in_emergency or (asked is not None and asked.kind in resume.OF_THE_CHECK):
        resume.ask_on(stage)
    elif stage.talk.verdict is not None:
        start_over(stage)
    else:
        stage.say(Tell("starting"))
        check.proceed(stage, Noted())


def is_it_serious(stage: Stage, about: tuple[str, ...]) -> None:
    """ "Is numbness serious?": a conditional answer, then whether they have it now."""
    tiers = {each: _tier_alone(stage, each) for each in about}
    finding = max(about, key=tiers.__getitem__, default="")
    verdict = stage.talk.verdict
    if not finding or (stage.in_emergency and verdict is not None and tiers[finding] <= verdict):
        urgent.by_urgency("can-wait")(stage)
        return
    stage.say(Tell(f"serious-{tiers[finding].slug}", (finding,)))
    stage.ask("now", finding)


def _tier_alone(stage: Stage, finding: str) -> Tier:
    present = frozenset(stage.rulebook.told(finding))
    return max((rule.tier for rule in stage.rulebook.rules if rule.met_by(present)), default=Tier.SELF_CARE)


def more(stage: Stage) -> None:
    """Next: another tip, another piece, or the next question."""
    asked = stage.talk.asked
    if urgent.in_crisis(stage):
        urgent.after_crisis(stage)
    elif asked is not None and asked.kind in ("tip-more", "surgery-more", "offer-tip", "menu") and not stage.in_emergency:
        education.more(stage)
    elif stage.question is not None:
        skip(stage)
    else:
        resume.ask_on(stage)


CORRECTIONS: Mapping[str, Callable[[Stage, Heard], None]] = {"wrong": correct.wrong}
"""Requests that take back what was told, before what is told beside them is taken in."""

BEFORE_EVERYTHING: Mapping[str, Callable[[Stage], None]] = {
    "crisis": urgent.crisis,
    "stop": urgent.stop,
    "cancel": urgent.stop,
    "home": urgent.stop,
}
"""Requests that are granted before anything else in the sentence is looked at."""

REQUESTS: Mapping[str, Callable[[Stage], None]] = {
    "help": help_,
    "repeat": repeat,
    "rephrase": rephrase,
    "slower": slower,
    "why": explain.why,
    "back": correct.back,
    "skip": skip,
    "wait": urgent.wait,
    "thanks": urgent.thanks,
    "distress": urgent.telling("distress"),
    "how_many": how_many,
    "emergency": urgent.telling("emergency"),
    "can_wait": urgent.by_urgency("can-wait"),
    "no_phone": urgent.by_urgency("no-phone"),
    "no_car": urgent.by_urgency("no-car"),
    "wont_go": urgent.by_urgency("wont-go"),
    "recording": urgent.telling("recording"),
    "doctor": urgent.telling("doctor"),
    "someone_else": person.someone_else,
    "myself": person.myself,
    "start_over": start_over,
    "check": begin_check,
    "more": more,
}
