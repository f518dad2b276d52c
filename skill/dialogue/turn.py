"""One turn: a conversation and what was heard become a conversation and a reply. Pure; knows rules, not Alexa."""

from collections.abc import Callable

from skill.dialogue import answers, check, education, person, resume, steer
from skill.dialogue.acts import Reply, Tell
from skill.dialogue.conversation import Conversation
from skill.dialogue.heard import Heard
from skill.dialogue.material import Material
from skill.dialogue.noted import Noted
from skill.dialogue.stage import Stage


def start(conversation: Conversation, material: Material) -> tuple[Conversation, Reply]:
    """The person opened the skill without saying more."""
    return _on_stage(conversation.copied(), material, steer.welcome)


def take(conversation: Conversation, heard: Heard, material: Material) -> tuple[Conversation, Reply]:
    """The person said something, or touched the screen, which counts the same."""
    return go_on(conversation.copied(), heard, material)


def go_on(conversation: Conversation, heard: Heard, material: Material) -> tuple[Conversation, Reply]:
    """As `take`, without a copy: the conversation given is used up. For one that was read for this turn alone."""
    return _on_stage(conversation, material, lambda stage: _respond(stage, heard))


def _on_stage(conversation: Conversation, material: Material, play: Callable[[Stage], None]) -> tuple[Conversation, Reply]:
    stage = Stage(conversation, material)
    stage.talk.turn += 1
    play(stage)
    return stage.talk, stage.reply()


def _respond(stage: Stage, heard: Heard) -> None:
    """A wish to die or to stop, then danger, then what the person wants, then what they answered."""
    anew = heard.about_other and not stage.talk.about_other and person.turn_to(stage, other=True)
    request = heard.request or ""
    if request in steer.CORRECTIONS:
        steer.CORRECTIONS[request](stage, heard)
        return
    noted = check.note(stage, heard)
    if request in steer.BEFORE_EVERYTHING:
        steer.BEFORE_EVERYTHING[request](stage)
    elif check.must_go_now(stage, noted):
        check.advise(stage)
    elif anew:
        stage.say(Tell("about-them-anew"))
        check.keep_doubts(stage, noted)
        check.proceed(stage, noted)
    elif request:
        _grant(stage, heard, request, noted)
    else:
        answers.answer(stage, heard, noted)


def _grant(stage: Stage, heard: Heard, request: str, noted: Noted) -> None:
    check.keep_doubts(stage, noted)
    if request in education.REQUESTS:
        education.REQUESTS[request](stage, heard.topic)
    elif request == "serious":
        steer.is_it_serious(stage, heard.about)
    elif request in steer.REQUESTS:
        steer.REQUESTS[request](stage)
    else:
        resume.not_understood(stage)
    if noted.a_sign and not stage.in_emergency:
        resume.lead_on(stage, noted)
