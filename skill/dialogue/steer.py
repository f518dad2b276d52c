"""What a person can ask for at any time. Every request is granted in every state, and every state goes on afterwards."""

from collections.abc import Callable, Mapping

from skill.dialogue import check, education
from skill.dialogue.acts import Explain, ReadBack, Tell
from skill.dialogue.check import Noted
from skill.dialogue.conversation import Conversation
from skill.dialogue.stage import Stage
from skill.rules import Tier, at_most


def welcome(stage: Stage) -> None:
    """The skill was opened."""
    stage.say(Tell("welcome"))
    stage.ask("start")


def crisis(stage: Stage) -> None:
    """Somebody wants to die: the crisis line, at once."""
    stage.say(Tell("crisis"))
    stage.ask("crisis")


def stop(stage: Stage) -> None:
    """Stop always stops. In mid-check one line of safety net is said, and no verdict."""
    if stage.in_emergency:
        stage.close("go-now")
    elif stage.talk.checking:
        stage.close("bye-unfinished")
    else:
        stage.close("bye")


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


def _read_back_again(stage: Stage) -> None:
    stage.say(ReadBack(check.noes(stage)))


def _tell(line: str) -> Callable[[Stage], None]:
    """A request that is answered with a line, after which the current question is put again."""

    def grant(stage: Stage) -> None:
        stage.say(Tell(line))
        ask_on(stage)

    return grant


def help_(stage: Stage) -> None:
    """Help for where the person is."""
    if not stage.in_emergency:
        stage.say(Tell("help-check" if stage.talk.checking else "help"))
    ask_on(stage)


def repeat(stage: Stage) -> None:
    """Say the last thing again."""
    asked = stage.talk.asked
    if asked is not None and asked.kind == "crisis":
        crisis(stage)
    elif stage.talk.verdict is not None and asked is not None and asked.kind in ("again", "offer-tip"):
        stage.say(check.standing_advice(stage))
        check.ask_after_verdict(stage)
    elif asked is not None and asked.kind in ("tip-more", "surgery-more") and education.tell_again(stage):
        return
    else:
        stage.say(Tell("again"))
        ask_on(stage)


def rephrase(stage: Stage) -> None:
    """The current question in its second wording."""
    asked = stage.talk.asked
    if asked is None or stage.in_emergency or asked.kind == "read-back":
        repeat(stage)
    else:
        stage.say(Tell("another-way"))
        stage.ask(asked.kind, asked.id, again=True)


def slower(stage: Stage) -> None:
    """Speak slowly from now on."""
    stage.talk.slow = True
    if not stage.in_emergency:
        stage.say(Tell("slower"))
    ask_on(stage)


def why(stage: Stage) -> None:
    """Why the question is asked, or why the verdict was given."""
    question = stage.question
    asked = stage.talk.asked
    if question is None and asked is not None and asked.kind == "which":
        question = stage.rulebook.question[asked.id]
    if question is not None:
        stage.say(Explain(question.id, (), question.sources[0]))
        ask_on(stage)
    elif stage.talk.verdict is not None:
        _why_verdict(stage)
        check.ask_after_verdict(stage)
    else:
        stage.say(Tell("why-check"))
        ask_on(stage)


def _why_verdict(stage: Stage) -> None:
    reasons = stage.assessment().reasons
    if not reasons:
        stage.say(Tell("why-self-care"))
        return
    reason = reasons[0]
    asked_by = [stage.rulebook.question_for[each].id for each in reason.findings if each in stage.rulebook.question_for]
    stage.say(Explain(asked_by[0] if asked_by else "", reason.findings, reason.rule.sources[0]))


def back(stage: Stage) -> None:
    """The question before, to be answered anew, or the tip before."""
    talk = stage.talk
    if talk.tip and not talk.checking and not stage.in_emergency:
        education.previous_tip(stage)
    elif stage.in_emergency:
        wrong(stage)
    elif talk.answered:
        question = stage.rulebook.question[talk.answered[-1]]
        stage.forget(question)
        talk.checking = True
        stage.say(Tell("going-back"))
        check.ask_question(stage, question)
    else:
        stage.say(Tell("nothing-before"))
        ask_on(stage)


def skip(stage: Stage) -> None:
    """Unknown is not no: a danger question is explained once, then a skip counts as not sure."""
    question, asked = stage.question, stage.talk.asked
    if question is None or asked is None:
        ask_on(stage)
    elif question.unsure_counts_as_present and not asked.again:
        stage.say(Tell("skip-matters"))
        check.ask_question(stage, question, again=True)
    else:
        check.proceed(stage, check.settle_unsure(stage, question))


def how_many(stage: Stage) -> None:
    """How many questions can still follow."""
    left = at_most(stage.rulebook, stage.talk.findings) if not stage.talk.checked else 0
    if left and not stage.in_emergency:
        stage.say(Tell("how-many" if left > 1 else "last-question", count=left))
    elif not stage.in_emergency:
        stage.say(Tell("no-more-questions"))
    ask_on(stage)


def _by_urgency(line: str) -> Callable[[Stage], None]:
    """A line that depends on how urgent the standing verdict is."""

    def grant(stage: Stage) -> None:
        verdict = stage.talk.verdict
        if verdict is None:
            stage.say(Tell(f"{line}-unknown"))
            ask_on(stage)
            return
        urgency = "now" if verdict.is_emergency else "today" if verdict is Tier.SAME_DAY else "later"
        stage.say(Tell(f"{line}-{urgency}"))
        check.ask_after_verdict(stage)

    return grant


def someone_else(stage: Stage) -> None:
    """It is about somebody else: the same questions and advice, in the third person from now on."""
    _about(stage, other=True)


def myself(stage: Stage) -> None:
    """It is about the person speaking after all."""
    _about(stage, other=False)


def _about(stage: Stage, *, other: bool) -> None:
    stage.talk.about_other = other
    if stage.in_emergency:
        check.advise(stage)
        return
    stage.say(Tell("about-them" if other else "about-you"))
    if stage.talk.checking:
        ask_on(stage)
    else:
        check.proceed(stage, Noted())


def wrong(stage: Stage) -> None:
    """An explicit correction: what was heard is taken back and asked plainly."""
    talk = stage.talk
    asked = talk.asked
    if asked is not None and asked.kind == "read-back":
        stage.ask("fix")
        return
    findings = _to_take_back(stage)
    if not findings:
        stage.say(Tell("nothing-to-correct"))
        ask_on(stage)
        return
    for finding in findings:
        stage.forget_finding(finding)
    stage.unsettle()
    talk.checking = True
    if check.must_go_now(stage, Noted()):
        check.advise(stage)
        return
    question = stage.rulebook.question_for.get(findings[0])
    stage.say(Tell("taken-back"))
    if question is None:
        stage.ask("now", findings[0])
    else:
        stage.forget(question)
        check.ask_question(stage, question)


def _to_take_back(stage: Stage) -> list[str]:
    """The findings that the verdict rests on, or those of the latest answer."""
    if stage.talk.verdict is not None:
        reasons = stage.assessment().reasons
        named = list(reasons[0].findings) if reasons else []
        return [each for each in named if not stage.rulebook.findings[each].follows_from_age] or named
    return [each for each in stage.talk.last if each in stage.talk.findings]


def start_over(stage: Stage) -> None:
    """Forget everything told, and check afresh."""
    fresh = Conversation(turn=stage.talk.turn, slow=stage.talk.slow, about_other=stage.talk.about_other, checking=True)
    stage.talk = fresh
    stage.say(Tell("starting-over"))
    check.proceed(stage, Noted())


def begin_check(stage: Stage) -> None:
    """Start the questions, or go on with them."""
    if stage.in_emergency or stage.talk.checking:
        ask_on(stage)
    elif stage.talk.verdict is not None:
        start_over(stage)
    else:
        stage.say(Tell("starting"))
        check.proceed(stage, Noted())


def is_it_serious(stage: Stage, about: tuple[str, ...]) -> None:
    """ "Is numbness serious?": a conditional answer, then whether they have it now."""
    if stage.in_emergency or not about:
        _by_urgency("can-wait")(stage)
        return
    finding = about[0]
    tier = _tier_alone(stage, finding)
    stage.say(Tell(f"serious-{tier.slug}", (finding,)))
    stage.ask("now", finding)


def _tier_alone(stage: Stage, finding: str) -> Tier:
    present = frozenset(stage.rulebook.told(finding))
    return max((rule.tier for rule in stage.rulebook.rules if rule.met_by(present)), default=Tier.SELF_CARE)


def more(stage: Stage) -> None:
    """Next: another tip, another piece, or the next question."""
    asked = stage.talk.asked
    if asked is not None and asked.kind in ("tip-more", "surgery-more", "offer-tip", "menu") and not stage.in_emergency:
        education.more(stage)
    elif stage.question is not None:
        skip(stage)
    else:
        ask_on(stage)


BEFORE_EVERYTHING: Mapping[str, Callable[[Stage], None]] = {"crisis": crisis, "stop": stop, "cancel": stop, "home": stop}
"""Requests that are granted before anything else in the sentence is looked at."""

REQUESTS: Mapping[str, Callable[[Stage], None]] = {
    "help": help_,
    "repeat": repeat,
    "rephrase": rephrase,
    "slower": slower,
    "why": why,
    "back": back,
    "skip": skip,
    "wait": _tell("wait"),
    "how_many": how_many,
    "emergency": _tell("emergency"),
    "can_wait": _by_urgency("can-wait"),
    "no_phone": _by_urgency("no-phone"),
    "no_car": _by_urgency("no-car"),
    "wont_go": _by_urgency("wont-go"),
    "recording": _tell("recording"),
    "doctor": _tell("doctor"),
    "someone_else": someone_else,
    "myself": myself,
    "wrong": wrong,
    "start_over": start_over,
    "check": begin_check,
    "more": more,
}
