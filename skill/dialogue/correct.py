"""Going back and taking back: the only ways in which a verdict comes down."""

from skill.dialogue import check, education, resume
from skill.dialogue.acts import Tell
from skill.dialogue.check import Noted
from skill.dialogue.stage import Stage
from skill.rules import State


def back(stage: Stage) -> None:
    """The question before, to be answered anew, or the tip before."""
    talk = stage.talk
    if talk.asked is not None and talk.asked.kind in ("tip-more", "surgery-more"):
        education.previous(stage)
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
        resume.ask_on(stage)


def wrong(stage: Stage) -> None:
    """An explicit correction: what was heard is taken back and asked plainly."""
    talk = stage.talk
    asked = talk.asked
    if asked is not None and asked.kind == "read-back":
        stage.ask("fix")
        return
    finding = _to_take_back(stage)
    if finding is None:
        stage.say(Tell("nothing-to-correct"))
        resume.ask_on(stage)
        return
    talk.confirmed.append(finding)
    question = stage.rulebook.question_for.get(finding)
    _take_back(stage, finding)
    if check.must_go_now(stage, Noted()):
        check.advise(stage)
        return
    stage.say(Tell("taken-back"))
    if question is None:
        stage.ask("now", finding)
    else:
        check.ask_question(stage, question)


def _take_back(stage: Stage, finding: str) -> None:
    """Forget a finding, and of the question that settled it whatever was not told by name."""
    question = stage.rulebook.question_for.get(finding)
    stage.forget_finding(finding)
    for each in question.touches if question else ():
        if stage.talk.findings.get(each) is not State.PRESENT:
            stage.forget_finding(each)
    stage.unsettle()
    stage.talk.checking = True


def _to_take_back(stage: Stage) -> str | None:
    """One finding that the verdict, or the latest answer, rests on: the first not yet asked about again."""
    candidates = _behind(stage)
    fresh = [each for each in candidates if each not in stage.talk.confirmed]
    if candidates and not fresh:
        stage.talk.confirmed.clear()
    return next(iter(fresh or candidates), None)


def _behind(stage: Stage) -> list[str]:
    if stage.talk.verdict is not None:
        reasons = stage.assessment().reasons
        named = list(reasons[0].findings) if reasons else []
        return [each for each in named if not stage.rulebook.findings[each].follows_from_age] or named
    return [each for each in stage.talk.last if each in stage.talk.findings]
