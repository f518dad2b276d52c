"""The conversations of the page: one speaker for each browser tab, in memory only."""

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from skill.content import library
from skill.speaker import desk
from skill.speaker.devices import KINDS, Device
from skill.speaker.session import DeskSpeaker, Turn

MOST_CONVERSATIONS = 200
MOST_CHARACTERS = 500
MOST_ARGUMENTS = 10
ENDED = 'Nobody is listening: the conversation has ended. Press Start, or say "Alexa, open Spine Check".'
NOT_UNDERSTOOD = "This page is out of date. Please load it again."


class BadRequest(ValueError):
    """What the page sent cannot be used. The message says why, in words for a person."""


@dataclass
class _Tab:
    """A browser tab's device on the desk. Its turns come one after the other."""

    device: tuple[str, str]
    speaker: DeskSpeaker
    turn: Lock = field(default_factory=Lock)


class Conversations:
    """The oldest is forgotten when there are too many; nothing is kept on disk."""

    def __init__(self) -> None:
        self._tabs: OrderedDict[str, _Tab] = OrderedDict()
        self._lock = Lock()

    def take(self, body: Any) -> Turn:
        """One turn, as the page asks for it. Raises BadRequest."""
        if not isinstance(body, dict):
            raise BadRequest(NOT_UNDERSTOOD)
        act = ACTS.get(body["act"]) if isinstance(body.get("act"), str) else None
        if act is None:
            raise BadRequest(NOT_UNDERSTOOD)
        tab = self._tab(body)
        with tab.turn:
            return act(tab.speaker, body)

    def held(self, name: str) -> tuple[Device, list[Turn]]:
        """A tab's device and what was said to it so far. Raises BadRequest when nothing was."""
        with self._lock:
            tab = self._tabs.get(name)
        if tab is None or not tab.speaker.turns:
            raise BadRequest("There is no conversation to save yet.")
        return tab.speaker.device, list(tab.speaker.turns)

    def forget(self, name: str) -> None:
        """Forget what was said in a tab."""
        with self._lock:
            self._tabs.pop(name, None)

    def _tab(self, body: dict[str, Any]) -> _Tab:
        name = body.get("tab")
        if not isinstance(name, str) or not 0 < len(name) <= 64:
            raise BadRequest(NOT_UNDERSTOOD)
        device = _device(body)
        with self._lock:
            tab = self._tabs.get(name)
            if tab is None or tab.device != device:
                tab = self._tabs[name] = _Tab(device, desk.of_kind(*device))
            self._tabs.move_to_end(name)
            while len(self._tabs) > MOST_CONVERSATIONS:
                self._tabs.popitem(last=False)
        return tab


def _device(body: dict[str, Any]) -> tuple[str, str]:
    kind, locale = body.get("device"), body.get("locale")
    if locale not in library.LOCALES:
        raise BadRequest(f"There is no locale {_named(locale)}. Choose one from the list.")
    if not isinstance(kind, str) or kind not in KINDS:
        raise BadRequest(f"There is no device {_named(kind)}. Choose one from the list.")
    return kind, str(locale)


def _named(value: Any) -> str:
    return f"“{value:.20}”" if isinstance(value, str) and value else "of that name"


def _open(speaker: DeskSpeaker, _body: dict[str, Any]) -> Turn:
    return speaker.open_skill()


def _say(speaker: DeskSpeaker, body: dict[str, Any]) -> Turn:
    turn = speaker.hear(_said(body))
    if turn is None:
        raise BadRequest(ENDED)
    return turn


def _correct(speaker: DeskSpeaker, body: dict[str, Any]) -> Turn:
    turn = speaker.hear_instead(_said(body))
    if turn is None:
        raise BadRequest("There is nothing to correct: only the last thing you said can be.")
    return turn


def _silence(speaker: DeskSpeaker, _body: dict[str, Any]) -> Turn:
    _must_listen(speaker)
    return speaker.silence()


def _touch(speaker: DeskSpeaker, body: dict[str, Any]) -> Turn:
    _must_listen(speaker)
    event = body.get("event")
    arguments = event.get("arguments") if isinstance(event, dict) else None
    if not isinstance(event, dict) or not isinstance(arguments, list) or not 2 <= len(arguments) <= MOST_ARGUMENTS:
        raise BadRequest(NOT_UNDERSTOOD)
    if not isinstance(arguments[1], str) or not arguments[1]:
        raise BadRequest("This touch holds no answer.")
    return speaker.touch(arguments, _part(event, "source"), _part(event, "components"))


def _must_listen(speaker: DeskSpeaker) -> None:
    if not speaker.in_session:
        raise BadRequest(ENDED)


def _part(event: dict[str, Any], name: str) -> dict[str, Any] | None:
    part = event.get(name)
    return part if isinstance(part, dict) else None


def _said(body: dict[str, Any]) -> str:
    said = body.get("said")
    if not isinstance(said, str) or not said.strip():
        raise BadRequest("Type or say something first.")
    if len(said) > MOST_CHARACTERS:
        raise BadRequest(f"That is more than {MOST_CHARACTERS} characters. Say it in fewer words.")
    return said


ACTS: dict[str, Callable[[DeskSpeaker, dict[str, Any]], Turn]] = {
    "open": _open,
    "say": _say,
    "correct": _correct,
    "silence": _silence,
    "touch": _touch,
}
