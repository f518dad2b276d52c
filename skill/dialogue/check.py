"""The check: taking in what was told, asking on, and the verdict.

A finding once present stays so until an explicit correction. An emergency is met in the turn in which it is told.
"""

from skill.dialogue.acts import Advise, ReadBack, Tell
from skill.dialogue.heard import Answer, Heard
from skill.dialogue.noted import Noted
from skill.dialogue.stage import Stage
from skill.rules import Question, State, Tier

DOUBTFUL = (Answer.UNSURE, Answer.LEANING_NO)
CAUTIOUS_ADVICE = "same-day-unsure"
NO_REASON_ADVICE = "self-care"
MOST_NAMED = 3
"""Signs that are named again when several were told at once."""


def note(stage: Stage, heard: Heard) -> Noted:
    """Take in every finding that was told, whatever was asked."""
    talk = stage.talk
    question = stage.question
    touches = question.touches if question else ()
    present, absent, contradicted, doubted = [], [], [], []
    for finding, state in _told(stage, heard).items():
        known = talk.findings.get(finding)
        if state is State.PRESENT:
            if known is not state:
                take_in(stage, finding)
                present.append(finding)
        elif state is State.ABSENT and known is State.PRESENT:
            contradicted.append(finding)
        elif state is State.ABSENT and (finding in touches or (known is None and not _is_danger(stage, finding))):
            stage.record(finding, state)
            absent.append(finding)
        elif state is State.UNSURE and known is not State.PRESENT:
            doubted.append(finding)
    talk.old = [each for each in heard.old if talk.findings.get(each) is not State.PRESENT] or talk.old
    noted = Noted(tuple(present), tuple(absent), tuple(contradicted), tuple(doubted))
    if noted.present or noted.doubted or talk.old:
        talk.checking = True
    if noted.present or noted.absent:
        talk.last = [*present, *absent]
    return noted


def take_in(stage: Stage, finding: str) -> None:
    """A sign is there: what was concluded without it no longer stands, and noes that it throws doubt on are open again."""
    stage.record(finding, State.PRESENT)
    if not stage.in_emergency:
        stage.unsettle()
    for name in stage.rulebook.findings[finding].reopens:
        _reopen(stage, stage.rulebook.question[name])


def _reopen(stage: Stage, question: Question) -> None:
    """Take back the noes to a question, so that it is asked again."""
    told = any(stage.talk.findings.get(each) is State.PRESENT for each in question.touches)
    if not told and not stage.in_emergency:
        stage.forget(question)


def _told(stage: Stage, heard: Heard) -> dict[str, State]:
    """The findings told, a plain yes or no to the question included; a first unsure to it is asked again, not noted."""
    told = dict(heard.findings)
    question = stage.question
    if question is not None and not question.asks_age:
        if heard.answer in DOUBTFUL:
            told = {name: state for name, state in told.items() if name not in question.touches or state is State.PRESENT}
        elif heard.answer is Answer.NO:
            told = {**question.answered(State.ABSENT), **told}
        elif heard.answer is Answer.YES and not any(told.get(each) is State.PRESENT for each in question.touches):
            told = {**told, **question.answered(State.PRESENT)}
    if heard.age is not None:
        told.update(stage.rulebook.told_by_age(heard.age))
    return told


def _is_danger(stage: Stage, finding: str) -> bool:
    """Whether a question about danger now is about it: such a sign is asked about also when it was denied unasked."""
    return finding in stage.rulebook.dangers


def must_go_now(stage: Stage, noted: Noted) -> bool:
    """Whether what was just told demands help now: more urgent help than was advised, or the same for a further sign."""
    return raises(stage) or (bool(noted.present) and stage.assessment().tier.is_emergency)


def raises(stage: Stage) -> bool:
    """Whether what is known demands help now, and more urgent help than was advised."""
    tier, verdict = stage.assessment().tier, stage.talk.verdict
    return tier.is_emergency and (verdict is None or tier > verdict)


def keep_doubts(stage: Stage, noted: Noted) -> None:
    """A sign told with a maybe, beside a wish that is granted first, is asked about in its turn."""
    for finding in noted.doubted:
        question = stage.rulebook.question_for.get(finding)
        if question is None:
            stage.record(finding, State.UNSURE)
        else:
            _reopen(stage, question)


def advise(stage: Stage) -> None:
    """Speak the verdict on what is known, and keep the turn open so that it can be repeated, explained or corrected."""
    talk = stage.talk
    talk.verdict = stage.assessment().tier
    talk.checking, talk.checked = False, True
    stage.say(standing_advice(stage))
    ask_after_verdict(stage)


def ask_after_verdict(stage: Stage) -> None:
    """The question that keeps the turn open after a verdict."""
    urgent = stage.talk.verdict is not None and stage.talk.verdict >= Tier.SAME_DAY
    stage.ask("again" if urgent else "offer-tip", standing_advice(stage).advice)


def standing_advice(stage: Stage) -> Advise:
    """The advice on what is known, with its reason."""
    verdict = stage.assessment()
    if not verdict.reasons:
        return Advise(NO_REASON_ADVICE, verdict.tier, (), cautious=False)
    reason = verdict.reasons[0]
    doubtful = reason.cautious and not reason.tier.is_emergency
    advice = CAUTIOUS_ADVICE if doubtful else reason.rule.advice
    return Advise(advice, reason.tier, reason.findings, reason.cautious)


def proceed(stage: Stage, noted: Noted) -> None:
    """Ask what is most worth asking now, or speak the verdict when nothing could raise it."""
    talk = stage.talk
    if stage.in_emergency or must_go_now(stage, noted):
        advise(stage)
        return
    talk.checking = True
    if (listed := _which_to_ask(stage)) is not None and not talk.old:
        talk.which.append(listed.id)
        stage.ask("which", listed.id)
        return
    _acknowledge(stage, noted)
    if talk.old:
        stage.ask("new", talk.old[0])
    elif noted.doubted:
        _ask_about_doubt(stage, noted.doubted[0])
    elif (question := stage.next_question()) is not None:
        ask_question(stage, question)
    elif not talk.read_back and (items := noes(stage)):
        stage.say(ReadBack(items))
        stage.ask("read-back")
    else:
        stage.acts.clear()
        advise(stage)


def ask_question(stage: Stage, question: Question, *, again: bool = False) -> None:
    """Put a rulebook question."""
    stage.ask("question", question.id, again=again)


def _acknowledge(stage: Stage, noted: Noted) -> None:
    named = tuple(finding for finding in noted.present if not stage.rulebook.findings[finding].follows_from_age)
    if named:
        stage.say(Tell("noted", named[:1]), *(Tell("noted-also", (finding,)) for finding in named[1:MOST_NAMED]))
    elif not stage.acts:
        stage.say(Tell("okay"))


def _ask_about_doubt(stage: Stage, finding: str) -> None:
    question = stage.rulebook.question_for.get(finding)
    if question is None:
        stage.record(finding, State.UNSURE)
        stage.ask("now", finding)
    else:
        _reopen(stage, question)
        ask_question(stage, question, again=True)


def _which_to_ask(stage: Stage) -> Question | None:
    """A list that was answered with a bare yes, where it matters which sign it was."""
    findings = stage.talk.findings
    for question in stage.rulebook.lists:
        told = [each for each in question.touches if findings.get(each) is State.PRESENT]
        if told and set(question.covers).isdisjoint(told) and question.id not in stage.talk.which:
            return question
    return None


def noes(stage: Stage) -> tuple[str, ...]:
    """The groups of danger questions that were all answered no, to be read back."""
    findings = stage.talk.findings
    return tuple(
        group
        for group, questions in stage.material.read_back.items()
        if all(findings.get(each) is State.ABSENT for name in questions for each in stage.rulebook.question[name].touches)
    )


def settle_unsure(stage: Stage, question: Question) -> Noted:
    """An unsure that stays unsure: it counts as the question says."""
    unknown = [each for each in question.touches if stage.talk.findings.get(each) in (None, State.UNSURE)]
    for finding in unknown:
        stage.record(finding, State.UNSURE)
    stage.answered(question)
    stage.talk.last = list(question.touches)
    return Noted()
