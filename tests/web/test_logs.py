"""What is logged: how the service does, and nothing of anybody's health or identity."""

import json
import logging
import re
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from skill.alexa import intents, limits
from skill.alexa.skill import create_handler
from skill.content import library
from skill.web import logs
from tests.support import APPLICATION, LAUNCH, SCENES, envelope, intent, scene, speech, touch
from tests.web.world import World, event, signed

Log = Callable[[], list[str]]
MARKS = {"user": "amzn1.ask.account.marked", "session": "amzn1.echo-api.session.marked", "device": "amzn1.ask.device.marked"}
WORDS = "markedword i can't pee and my saddle is numb"
FIELDS = {"time", "level", "outcome", "status", "type", "locale", "ms"}


def marked(request: Mapping[str, Any], talk: Any = None, locale: str = "en-US") -> dict[str, Any]:
    """A request whose every identity is marked."""
    made = event({**request, "requestId": "amzn1.echo-api.request.marked"}, talk, locale=locale)
    made["session"] |= {"sessionId": MARKS["session"], "user": {"userId": MARKS["user"], "accessToken": "marked"}}
    made["context"]["System"] |= {"user": {"userId": MARKS["user"]}, "apiAccessToken": "marked"}
    made["context"]["System"]["device"]["deviceId"] = MARKS["device"]
    return made


def requests() -> list[tuple[Mapping[str, Any], str]]:
    """Every intent with marked words in every slot, and every other request there is, each in a state and a locale."""
    names = [*sorted(intents.handled()), "MarkedIntent"]
    states, locales = sorted(SCENES), sorted(library.LOCALES)
    spoken = [intent(name, words=WORDS, topic="markedtopic", age="fifty marked") for name in names]
    others = [
        LAUNCH,
        touch("answer", "yes", "question", "chest"),
        touch("marked"),
        {"type": "SessionEndedRequest", "reason": "ERROR", "error": {"type": "INTERNAL_ERROR", "message": "marked"}},
        {"type": "System.ExceptionEncountered", "error": {"message": "marked"}, "cause": {"requestId": "marked"}},
        {"type": "Marked.Request"},
    ]
    return [(each, states[place % len(states)]) for place, each in enumerate([*spoken, *others] * len(locales))]


def forbidden() -> set[str]:
    """Words that no log line may hold: marks, names of intents, tiers, findings and questions."""
    book = library.rulebook()
    names = {*intents.handled(), *book.findings, *(each.id for each in book.questions)}
    tiers = {"ambulance", "emergency", "same_day", "appointment", "self_care"}
    return {each.lower() for each in {*names, *tiers, *MARKS.values(), "marked", "saddle", "numb", "amzn1", APPLICATION}}


def test_every_request_leaves_one_line_without_a_word_of_it(world: World, log: Log) -> None:
    """In every intent, state and locale: time, type, locale, how long, how it went. Nothing said, no identity, no verdict."""
    world.reset()
    world.service  # noqa: B018 # made before the log is read
    log()
    locales = sorted(library.LOCALES)
    asked = requests()
    for place, (request, state) in enumerate(asked):
        locale = locales[place * len(locales) // len(asked)]
        assert world.send(signed(marked(request, scene(state).talk, locale))).status_code == 200
    lines = log()
    assert len(lines) == len(asked)
    for line, (request, _) in zip(lines, asked, strict=True):
        told = json.loads(line)
        assert set(told) == FIELDS
        assert told["type"] == ("other" if request["type"] == "Marked.Request" else request["type"])
        assert told["locale"] in locales
    text = "\n".join(lines).replace("Alexa.Presentation.APL.UserEvent", "").lower()
    assert not {each for each in forbidden() if each in text}


@pytest.mark.parametrize("broken", ["skill.dialogue.turn.go_on", "skill.alexa.responses.build"])
def test_apology_is_no_answer(broken: str, world: World, log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    """An outcome of its own, the kind of fault and its place, and nothing of what was said."""

    def breaks(*_: object, **__: object) -> Any:
        raise KeyError(WORDS)

    world.reset()
    sent = signed(marked(intent("AnswerIntent", words=WORDS), scene("question").talk))
    monkeypatch.setattr(broken, breaks)
    answer = world.send(sent)
    assert answer.status_code == 200
    assert "something went wrong" in speech(json.loads(answer.data))
    [line] = log()
    told = json.loads(line)
    assert set(told) == {*FIELDS, "error", "place"}
    assert (told["outcome"], told["status"], told["error"]) == ("apologised", 200, "KeyError")
    assert re.fullmatch(r"skill\.alexa\.handlers:\d+", told["place"])
    assert not {each for each in forbidden() if each in line.lower()}


def test_answer_that_amazon_would_reject_is_no_answer(world: World, log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is swapped for an apology just before sending is reported in the same way."""
    world.reset()
    monkeypatch.setattr(limits, "MOST_BYTES", 10)
    assert world.send(signed(marked(LAUNCH))).status_code == 200
    told = json.loads(log()[-1])
    assert (told["outcome"], told["error"]) == ("apologised", "ResponseFault")
    assert told["place"].startswith("skill.alexa.limits:")


def test_skill_that_cannot_welcome_does_not_get_ready(world: World, log: Log, monkeypatch: pytest.MonkeyPatch) -> None:
    """The made-up launch at the start gets an apology: whoever waits for readiness waits on, and the log says why."""

    def breaks(*_: object) -> Any:
        raise KeyError(WORDS)

    world.reset()
    monkeypatch.setattr("skill.dialogue.turn.start", breaks)
    world.service.warm_up()
    assert world.service.test_client().get("/readyz").status_code == 503
    told = json.loads(log()[0])
    assert (told["outcome"], told["status"], told["error"]) == ("apologised", 503, "KeyError")


def test_lambda_path_logs_nothing(log: Log) -> None:
    """The skill itself logs nothing of a turn that it answers."""
    handle = create_handler(APPLICATION)
    for request, state in requests()[:60]:
        handle(envelope(request, scene(state).talk), None)
    assert log() == []


def test_unknown_locale_is_not_written(world: World, log: Log) -> None:
    """Not even a locale may carry words."""
    world.reset()
    assert world.send(signed(marked(LAUNCH, locale="marked-words"))).status_code == 200
    assert json.loads(log()[-1])["locale"] == "other"


@pytest.mark.parametrize("kind", [None, 7, [], "AnswerIntent", "marked"])
def test_unknown_type_is_not_written(kind: object) -> None:
    assert logs.request_type(kind) == "other"
    assert logs.locale(kind) == "other"


def test_libraries_are_reduced_to_a_place(log: Log) -> None:
    """A library's words may quote a request: what is left of them is where they were said, and what went wrong."""
    logging.getLogger("library").error("marked %s", "marked", exc_info=KeyError("marked"))
    [line] = log()
    told = json.loads(line)
    assert told["error"] == "KeyError"
    assert told["place"].startswith("library: test_logs.")
    assert "marked" not in line


@pytest.mark.usefixtures("log")
def test_until_requests_come_libraries_are_heard() -> None:
    """Why a service does not start is said in the words of the library that knows."""
    logs.configure()
    [handler] = logging.getLogger().handlers
    record = logging.LogRecord("library", logging.ERROR, "library.py", 1, "port %s is taken", (8000,), None)
    assert json.loads(handler.format(record))["server"] == "port 8000 is taken"
    logs.requests_come()
    assert "taken" not in handler.format(record)


def test_line_that_cannot_be_written_costs_nobody_their_answer(world: World, capsys: pytest.CaptureFixture[str]) -> None:
    """A full disk or a closed pipe is not answered with a traceback, nor with a failed turn."""

    class Full:
        def write(self, _: str) -> int:
            raise OSError("no space left")

        def flush(self) -> None:
            raise OSError("no space left")

    handler = logs.Lines()
    handler.setStream(Full())
    logger = logging.getLogger("skill.web")
    logger.addHandler(handler)
    level = logger.level
    logger.setLevel(logging.INFO)
    try:
        assert world.send(signed(event())).status_code == 200
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
    assert capsys.readouterr() == ("", "")
