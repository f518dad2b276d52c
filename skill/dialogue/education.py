"""Tips and surgery education. Open to anybody after one gate question, or after a check; never after an emergency verdict."""

from collections.abc import Callable, Mapping

from skill.dialogue import check, resume
from skill.dialogue.acts import Cite, Tell, TellPiece, TellTip
from skill.dialogue.stage import Stage
from skill.rules import Tier


def _allowed(stage: Stage, wanted: str) -> bool:
    """Whether it can be told now; when not, the turn is ended with what comes first."""
    talk = stage.talk
    if stage.in_emergency:
        stage.say(Tell("no-tips-now"))
        check.advise(stage)
    elif talk.checking:
        stage.say(Tell("check-first"))
        resume.go_on_with_check(stage)
    elif wanted.startswith("tip") and talk.verdict is Tier.SAME_DAY:
        stage.say(Tell("doctor-first"))
        check.ask_after_verdict(stage)
    elif not talk.checked:
        talk.pending = wanted
        stage.ask("gate")
    else:
        return True
    return False


def tip(stage: Stage, topic: str | None) -> None:
    """The next tip, of a topic when one is named. None is told twice until all are told."""
    kind, _, name = (topic or "tip:").partition(":")
    name = name if kind == "tip" else ""
    if not _allowed(stage, f"tip:{name}"):
        return
    talk = stage.talk
    talk.tip_topic = name or talk.tip_topic
    following = stage.material.tip_after(talk.tips, talk.tip_topic)
    if following is None:
        stage.say(Tell("all-tips-told"))
        talk.tips = []
        following = stage.material.tip_after([], talk.tip_topic)
    elif talk.tip_topic and stage.material.topic_of(following) != talk.tip_topic:
        stage.say(Tell("other-topic"))
        talk.tip_topic = ""
    if following is not None:
        tell_tip(stage, following)


def tell_tip(stage: Stage, name: str) -> None:
    """One tip, and the offer of another."""
    talk = stage.talk
    talk.tip, talk.piece = name, ""
    if name not in talk.tips:
        talk.tips.append(name)
    stage.say(TellTip(name))
    stage.ask("tip-more")


def previous(stage: Stage) -> None:
    """The tip or piece before the present one."""
    if stage.talk.piece:
        chapter, index = _place(stage)
        before = stage.material.piece_before(chapter, index)
        if before is None:
            stage.say(Tell("nothing-before"))
        _tell_piece(stage, *(before or (chapter, index)))
        return
    told = stage.talk.tips
    place = told.index(stage.talk.tip) if stage.talk.tip in told else 0
    if place == 0:
        stage.say(Tell("nothing-before"))
    tell_tip(stage, told[max(place - 1, 0)])


def surgery(stage: Stage, topic: str | None) -> None:
    """The first piece of a chapter about surgery; of the first chapter when none is named."""
    chapter = (topic or "").removeprefix("surgery:")
    chapter = chapter if chapter in stage.material.chapters else next(iter(stage.material.chapters))
    if _allowed(stage, f"surgery:{chapter}"):
        _tell_piece(stage, chapter, 0)


def _tell_piece(stage: Stage, chapter: str, index: int) -> None:
    stage.talk.piece, stage.talk.tip = f"{chapter}:{index}", ""
    stage.say(TellPiece(chapter, index))
    following = stage.material.piece_after(chapter, index)
    if following is None:
        stage.say(Tell("surgery-end"))
        stage.ask("menu")
    else:
        stage.ask("surgery-more", following[0] if following[0] != chapter else "")


def _place(stage: Stage) -> tuple[str, int]:
    chapter, _, index = stage.talk.piece.partition(":")
    known = chapter in stage.material.chapters and index.isdigit() and int(index) < stage.material.chapters[chapter]
    return (chapter, int(index)) if known else (next(iter(stage.material.chapters)), 0)


def more(stage: Stage) -> None:
    """Whatever follows what was told last."""
    if stage.talk.piece and _allowed(stage, "surgery:"):
        following = stage.material.piece_after(*_place(stage))
        _tell_piece(stage, *(following or _place(stage)))
    elif not stage.talk.piece:
        tip(stage, None)


def tell_again(stage: Stage) -> bool:
    """Repeat the tip or piece told last; false when there is none."""
    if stage.talk.piece:
        _tell_piece(stage, *_place(stage))
    elif stage.talk.tip:
        tell_tip(stage, stage.talk.tip)
    else:
        return False
    return True


def cite(stage: Stage) -> Cite:
    """Where the tip or piece told last comes from."""
    if stage.talk.piece:
        chapter, index = _place(stage)
        return Cite(chapter=chapter, index=index)
    return Cite(tip=stage.talk.tip)


def pass_gate(stage: Stage) -> None:
    """No danger sign was told at the gate: go on to what the person wanted."""
    talk = stage.talk
    talk.checked = True
    wanted, talk.pending = talk.pending, ""
    if wanted.startswith("surgery:"):
        surgery(stage, wanted)
    else:
        tip(stage, wanted)


REQUESTS: Mapping[str, Callable[[Stage, str | None], None]] = {"tip": tip, "surgery": surgery}
