"""What an answer means, by the kind of question it answers. No kind of question has a dead end."""

from collections.abc import Callable, Mapping

from skill.dialogue import check, education, resume, urgent
from skill.dialogue.acts import ReadBack, Tell
from skill.dialogue.check import DOUBTFUL
from skill.dialogue.heard import Answer, Heard
from skill.dialogue.noted import Noted
from skill.dialogue.stage import Stage
from skill.rules import State

Handler = Callable[[Stage, Heard, Noted], None]


def _question(stage: Stage, heard: Heard, noted: Noted) -> None:
    question = stage.question
    if question is None:
        check.proceed(stage, noted)
        return
    settled = any(each in question.touches for each in noted.present + noted.absent)
    if question.asks_age:
        settled = heard.age is not None
    if settled:
        stage.answered(question)
        check.proceed(stage, noted)
    elif heard.answer in DOUBTFUL or set(noted.doubted) & set(question.touches):
        _doubtful(stage, heard)
    elif noted.anything or stage.talk.old:
        check.proceed(stage, noted)
    else:
        _missed(stage)


def _doubtful(stage: Stage, heard: Heard) -> None:
    """In other words first; "not really" told twice is a no, a second "not sure" counts as the question says."""
    question, asked = stage.question, stage.talk.asked
    if question is None or asked is None:
        return
    leaning = heard.answer is Answer.LEANING_NO
    first = leaning and stage.talk.hedged != question.id
    if not asked.again or first:
        stage.talk.hedged = question.id if leaning else ""
        stage.say(Tell("another-way"))
        check.ask_question(stage, question, again=True)
    elif leaning:
        absent = [each for each in question.touches if stage.talk.findings.get(each) is not State.PRESENT]
        for finding in absent:
            stage.record(finding, State.ABSENT)
        stage.answered(question)
        stage.talk.last = absent
        check.proceed(stage, Noted(absent=tuple(absent)))
    else:
        check.proceed(stage, check.settle_unsure(stage, question))


def _missed(stage: Stage) -> None:
    """Nothing fitting was heard: in other words first, then it counts as not sure."""
    question, asked = stage.question, stage.talk.asked
    if question is None or asked is None:
        return
    if asked.again:
        check.proceed(stage, check.settle_unsure(stage, question))
    else:
        stage.say(Tell("not-caught"))
        check.ask_question(stage, question, again=True)


def _which(stage: Stage, heard: Heard, noted: Noted) -> None:
    asked = stage.talk.asked
    if noted.present or asked is None or asked.again:
        check.proceed(stage, noted)
    else:
        stage.say(Tell("another-way" if heard.answer else "not-caught"))
        stage.ask("which", asked.id, again=True)


def _new(stage: Stage, heard: Heard, noted: Noted) -> None:
    """ "Is that new, or getting worse?" of a sign told as long-standing. Unsure counts as new."""
    asked = stage.talk.asked
    if asked is None or not _sure(stage, heard):
        return
    stage.talk.old = [each for each in stage.talk.old if each != asked.id]
    if _to_sign(stage, heard) is Answer.NO:
        stage.record(asked.id, State.ABSENT)
        stage.record("old-sign", State.PRESENT)
        check.proceed(stage, Noted(absent=(asked.id,)))
    else:
        check.take_in(stage, asked.id)
        check.proceed(stage, Noted(present=(asked.id,)))


def _now(stage: Stage, heard: Heard, noted: Noted) -> None:
    """ "Do you have it now?" of a sign that was only asked about, or told with a maybe."""
    asked = stage.talk.asked
    if asked is None or not _sure(stage, heard):
        return
    if _to_sign(stage, heard) is Answer.YES:
        check.take_in(stage, asked.id)
        check.proceed(stage, Noted(present=(asked.id,)))
    elif _to_sign(stage, heard) is Answer.NO:
        if asked.id not in stage.rulebook.question_for:
            stage.record(asked.id, State.ABSENT)
        if stage.talk.checking:
            check.proceed(stage, Noted(absent=(asked.id,)))
        else:
            stage.say(Tell("okay"))
            stage.ask("start")
    else:
        if stage.talk.findings.get(asked.id) is not State.PRESENT:
            stage.record(asked.id, State.UNSURE)
        check.proceed(stage, Noted())


def _doubt(stage: Stage, heard: Heard, noted: Noted) -> None:
    """Asked because a no contradicts what was told before. Only a plain no to this takes it back."""
    asked = stage.talk.asked
    if asked is None or not _sure(stage, heard):
        return
    if _to_sign(stage, heard) is Answer.NO:
        stage.forget_finding(asked.id)
        stage.unsettle()
        stage.record(asked.id, State.ABSENT)
        check.proceed(stage, Noted(absent=(asked.id,)))
    elif stage.in_emergency:
        check.advise(stage)
    else:
        check.proceed(stage, Noted())


def _to_sign(stage: Stage, heard: Heard) -> Answer | None:
    """The answer to a question about one sign: to tell the sign again is a yes."""
    asked = stage.talk.asked
    told = heard.findings.get(asked.id) if asked else None
    if heard.worse and asked is not None and asked.kind == "new":
        return Answer.YES
    return {State.PRESENT: Answer.YES, State.ABSENT: Answer.NO}.get(told or State.UNSURE, heard.answer)


def _sure(stage: Stage, heard: Heard) -> bool:
    """Whether there is an answer to go by. The first time there is none, it is asked again in other words."""
    asked = stage.talk.asked
    if asked is None or asked.again or _to_sign(stage, heard) in (Answer.YES, Answer.NO):
        return True
    stage.say(Tell("another-way" if heard.answer else "not-caught"))
    stage.ask(asked.kind, asked.id, again=True)
    return False


def _read_back(stage: Stage, heard: Heard, noted: Noted) -> None:
    asked = stage.talk.asked
    if noted.a_sign or stage.talk.old:
        check.proceed(stage, noted)
    elif heard.topic in stage.material.read_back:
        _fix(stage, heard, noted)
    elif heard.answer is Answer.YES:
        stage.talk.read_back = True
        check.proceed(stage, Noted())
    elif asked is not None and not asked.again and heard.answer is not Answer.NO:
        stage.say(Tell("another-way" if heard.answer else "not-caught"), ReadBack(check.noes(stage)))
        stage.ask("read-back", again=True)
    else:
        stage.ask("fix")


def _fix(stage: Stage, heard: Heard, noted: Noted) -> None:
    """Which of the noes is wrong. When it is not told, the danger questions are asked afresh."""
    group = stage.material.read_back.get(heard.topic or "")
    if group and not noted.present:
        for name in group:
            stage.forget(stage.rulebook.question[name])
        check.ask_question(stage, stage.rulebook.question[group[0]])
        return
    if not noted.present:
        for question in stage.rulebook.questions:
            if question.danger_now and not any(stage.talk.findings.get(each) is State.PRESENT for each in question.touches):
                stage.forget(question)
        stage.say(Tell("once-more"))
    check.proceed(stage, noted)


def _start(stage: Stage, heard: Heard, noted: Noted) -> None:
    if noted.a_sign or stage.talk.old:
        check.proceed(stage, noted)
    elif heard.answer in (Answer.NO, Answer.LEANING_NO):
        stage.say(Tell("okay"))
        stage.ask("menu")
    elif heard.answer is not None or noted.anything:
        check.proceed(stage, noted)
    elif stage.talk.asked is not None and stage.talk.asked.again:
        stage.say(Tell("not-caught"), Tell("starting"))
        check.proceed(stage, noted)
    else:
        resume.ask_again_differently(stage)


def _again(stage: Stage, heard: Heard, noted: Noted) -> None:
    if noted.a_sign or stage.talk.old:
        check.proceed(stage, noted)
    elif heard.answer is Answer.YES:
        check.advise(stage)
    elif heard.answer in (Answer.NO, Answer.LEANING_NO):
        urgent.close_after_verdict(stage)
    else:
        check.advise(stage)


def _crisis(stage: Stage, heard: Heard, noted: Noted) -> None:
    if heard.answer in (Answer.NO, Answer.LEANING_NO):
        urgent.close_after_crisis(stage)
    else:
        urgent.crisis(stage)


def _gate(stage: Stage, heard: Heard, noted: Noted) -> None:
    """A yes or a doubt starts the check; only a no opens tips and education."""
    asked = stage.talk.asked
    if heard.answer is Answer.NO and not noted.a_sign and not stage.talk.old:
        education.pass_gate(stage)
    elif heard.answer is not None or noted.anything or stage.talk.old or (asked is not None and asked.again):
        stage.talk.pending = ""
        stage.say(Tell("gate-check"))
        check.proceed(stage, noted)
    else:
        resume.ask_again_differently(stage)


def _next_tip(stage: Stage) -> None:
    education.tip(stage, None)


def _offer(accept: Callable[[Stage], None], farewell: str) -> Handler:
    """An offer of something to hear: a no ends the conversation, a sign told instead starts the check."""

    def handle(stage: Stage, heard: Heard, noted: Noted) -> None:
        if noted.a_sign or stage.talk.old:
            check.proceed(stage, noted)
        elif heard.answer in (Answer.NO, Answer.LEANING_NO):
            stage.close(farewell)
        elif heard.answer is not None:
            accept(stage)
        elif noted.anything:
            check.proceed(stage, noted)
        else:
            resume.ask_again_differently(stage)

    return handle


_ANSWERS: Mapping[str, Handler] = {
    "question": _question,
    "which": _which,
    "new": _new,
    "now": _now,
    "doubt": _doubt,
    "read-back": _read_back,
    "fix": _fix,
    "start": _start,
    "menu": _offer(_next_tip, "bye"),
    "again": _again,
    "crisis": _crisis,
    "gate": _gate,
    "offer-tip": _offer(_next_tip, "bye-tips"),
    "tip-more": _offer(_next_tip, "bye-tips"),
    "surgery-more": _offer(education.more, "bye-tips"),
}


def answer(stage: Stage, heard: Heard, noted: Noted) -> None:
    """Go on from what was answered to whatever had been asked."""
    asked = stage.talk.asked
    if noted.contradicted and (asked is None or asked.kind != "doubt"):
        stage.ask("doubt", noted.contradicted[0])
    elif asked is None:
        _volunteered(stage, heard, noted)
    else:
        _ANSWERS[asked.kind](stage, heard, noted)


def _volunteered(stage: Stage, heard: Heard, noted: Noted) -> None:
    if noted.anything or stage.talk.old:
        check.proceed(stage, noted)
    else:
        stage.say(Tell("not-caught"))
        stage.ask("start")
