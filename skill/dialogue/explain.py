"""Why a question is asked, why a verdict was given, where a tip comes from."""

from skill.dialogue import check, education, resume, urgent
from skill.dialogue.acts import Explain, Tell
from skill.dialogue.stage import Stage


def why(stage: Stage) -> None:
    """Why the question is asked, or why the verdict was given."""
    question = stage.question
    asked = stage.talk.asked
    if question is None and asked is not None and asked.kind == "which":
        question = stage.rulebook.question[asked.id]
    if urgent.in_crisis(stage):
        urgent.crisis(stage)
    elif question is not None:
        stage.say(Explain(question.id, (), question.sources[0]))
        resume.ask_on(stage)
    elif asked is not None and asked.kind in ("tip-more", "surgery-more"):
        stage.say(education.cite(stage))
        resume.ask_on(stage)
    elif stage.talk.verdict is not None:
        if stage.in_emergency:
            stage.say(Tell(f"first-{urgent.urgency(stage)}"))
        _verdict(stage)
        check.ask_after_verdict(stage)
    else:
        stage.say(Tell("why-read-back" if asked is not None and asked.kind == "read-back" else "why-check"))
        resume.ask_on(stage)


def _verdict(stage: Stage) -> None:
    reasons = stage.assessment().reasons
    if not reasons:
        stage.say(Tell("why-self-care"))
        return
    reason = reasons[0]
    asked_by = [stage.rulebook.question_for[each].id for each in reason.findings if each in stage.rulebook.question_for]
    question = asked_by[0] if asked_by else ""
    stage.say(Explain(question, reason.findings, reason.rule.sources[0], reason.cautious))
