"""Dialogues with one thing wrong in each: for every claim about turns, a way of breaking it that the exploration must find."""

from collections.abc import Callable, Mapping

import pytest

from skill.content import library
from skill.dialogue import answers, check, education, person, resume, steer
from skill.dialogue.acts import Tell
from skill.dialogue.noted import Noted
from skill.dialogue.stage import Stage
from skill.language.wording import Speaker
from skill.proofs import report
from skill.proofs.dialogues import Dialogues
from skill.proofs.evidence import evidence
from skill.proofs.exploration import Exploration
from skill.rules import Question, State


def explored() -> Dialogues:
    """A fresh exploration of the skill as it now is."""
    return report.spoken(Exploration(library.material(), evidence()))


Break = Callable[[pytest.MonkeyPatch], None]


def _two_minds(patch: pytest.MonkeyPatch) -> None:
    """A farewell that leaves the question standing."""
    close = Stage.close

    def closes(stage: Stage, line: str) -> None:
        asked = stage.talk.asked
        close(stage, line)
        stage.talk.asked = asked

    patch.setattr(Stage, "close", closes)


def _asks_first(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(check, "must_go_now", lambda _stage, _noted: False)


def _tips_for_all(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(education, "_allowed", lambda _stage, _wanted: True)


def _goes_on(patch: pytest.MonkeyPatch) -> None:
    patch.setitem(steer.BEFORE_EVERYTHING, "stop", resume.ask_on)  # type: ignore[arg-type]


def _stands_by_it(patch: pytest.MonkeyPatch) -> None:
    patch.setitem(steer.CORRECTIONS, "wrong", lambda stage, _heard: resume.ask_on(stage))  # type: ignore[arg-type]


def _forgets_while_waiting(patch: pytest.MonkeyPatch) -> None:
    def wait(stage: Stage) -> None:
        stage.talk.findings.clear()
        stage.unsettle()
        stage.ask("start")

    patch.setitem(steer.REQUESTS, "wait", wait)  # type: ignore[arg-type]


def _forgets_one_when_thanked(patch: pytest.MonkeyPatch) -> None:
    def thanks(stage: Stage) -> None:
        stage.talk.findings = {name: state for name, state in stage.talk.findings.items() if name != "height-loss"}
        stage.ask("start")

    patch.setitem(steer.REQUESTS, "thanks", thanks)  # type: ignore[arg-type]


def _doubt_is_a_no(patch: pytest.MonkeyPatch) -> None:
    def settle(stage: Stage, question: Question) -> Noted:
        for finding in question.touches:
            stage.record(finding, State.ABSENT)
        return Noted()

    patch.setattr(check, "settle_unsure", settle)


def _concludes_early(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Stage, "next_question", lambda _stage: None)


def _reads_back_for_ever(patch: pytest.MonkeyPatch) -> None:
    def again(stage: Stage, _heard: object, _noted: object) -> None:
        stage.say(Tell("okay"))
        stage.ask("read-back")

    patch.setitem(answers._ANSWERS, "read-back", again)  # type: ignore[arg-type]


def _falls_silent(patch: pytest.MonkeyPatch) -> None:
    lines = {**library.lines(), "reprompt": {"check": "Take your time.", "tips": "Take your time."}}

    def speaker(locale: str) -> Speaker:
        return Speaker(library.rulebook(), library.texts()._replace(lines=lines), library.places()[locale])

    patch.setattr(library, "speaker", speaker)


def _remembers_twice(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(Stage, "answered", lambda stage, question: stage.talk.answered.append(question.id))


def _grants_and_forgets(patch: pytest.MonkeyPatch) -> None:
    """A wish is granted, and what was told beside it left."""
    patch.setattr(resume, "lead_on", lambda _stage, _noted: None)


def _takes_one_for_another(patch: pytest.MonkeyPatch) -> None:
    def turn_to(stage: Stage, *, other: bool) -> bool:
        stage.talk.about_other = other
        return False

    patch.setattr(person, "turn_to", turn_to)


BROKEN: Mapping[str, Break] = {
    "one-question": _two_minds,
    "at-once": _asks_first,
    "no-tip": _tips_for_all,
    "stop": _goes_on,
    "correctable": _stands_by_it,
    "not-lowered": _forgets_while_waiting,
    "present-stays": _forgets_one_when_thanked,
    "doubt-is-no-no": _doubt_is_a_no,
    "concluded-late": _concludes_early,
    "sign-goes-on": _grants_and_forgets,
    "own-noes": _takes_one_for_another,
    "no-dead-end": _reads_back_for_ever,
    "silence": _falls_silent,
    "size": _remembers_twice,
}

SLOWLY_BROKEN = ("present-stays", "size", "doubt-is-no-no", "no-tip", "correctable")
"""Those that the exploration comes to late."""
