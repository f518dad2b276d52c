"""Going back and taking back: the only ways in which a verdict comes down."""

from skill.dialogue import check, education, resume
from skill.dialogue.acts import Tell
from skill.dialogue.heard import Heard
from skill.dialogue.stage import Stage
from skill.rules import State

NOTHING = Heard()


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


def wrong(stage: Stage, heard: Heard = NOTHING) -> None:
    """An explicit correction: what was heard is taken back and asked plainly. What is told beside it counts."""
    asked = stage.talk.asked
    reads_back = asked is not None and asked.kind == "read-back"
    taken = None if reads_back else _to_take_back(stage, heard)
    if taken is not None:
        stage.talk.confirmed.append(taken)
        _take_back(stage, taken)
    noted = check.note(stage, heard)
    check.keep_doubts(stage, noted)
    if check.must_go_now(stage, noted) or (taken is None and stage.in_emergency):
        check.advise(stage)
    elif taken is not None:
        stage.say(Tell("taken-back"))
        _ask_plainly(stage, taken)
    elif noted.a_sign:
        check.proceed(stage, noted)
    elif reads_back:
        stage.ask("fix")
    else:
        stage.say(Tell("nothing-to-correct"))
        resume.ask_on(stage)


def doubt(stage: Stage) -> None:
    """Ask whether a sign that the verdict rests on is there now. Nothing is taken back before it is answered."""
    behind = [each for each in _behind(stage) if not stage.rulebook.findings[each].follows_from_age]
    if behind:
        stage.ask("doubt", behind[0])
    else:
        check.advise(stage)


def _ask_plainly(stage: Stage, finding: str) -> None:
    question = stage.rulebook.question_for.get(finding)
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


def _to_take_back(stage: Stage, heard: Heard) -> str | None:
    """What is denied by name, or one finding that the verdict, or the latest answer, rests on and was not asked about again."""
    told = stage.talk.findings
    denied = [each for each, state in heard.findings.items() if state is State.ABSENT and told.get(each) is State.PRESENT]
    candidates = denied or [each for each in _behind(stage) if heard.findings.get(each) is not State.PRESENT]
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
