"""A smart speaker with one person in front of it: sessions open, words become envelopes, silence runs out."""

import json
import re
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from skill.alexa.speech import plain_text
from skill.language.words import spoken
from skill.rules import Tier
from skill.speaker import requests
from skill.speaker.devices import Device
from skill.speaker.matcher import FALLBACK, Intent, Matcher

Json = dict[str, Any]
Skill = Callable[[Any, Any], Json]
_OPEN = re.compile(
    r"(?:please )?(?:open|launch|start|begin|run|use|load|talk to|go to) (?:the )?{name}(?: skill)?(?: and (?P<wish>.+))?"
)
_ASK = re.compile(r"(?:please )?(?:ask|tell|have) {name}(?: (?P<wish>.+))?")
_CONNECTOR = re.compile(r"^(?:about|for|to|that|if|whether|from|in|using|with|by|and) ")
_LEAVING = ("exit", "quit")
"""Said inside a session, Alexa itself ends it."""


@dataclass(frozen=True)
class Turn:
    """One exchange: both envelopes, and what a person would hear and see."""

    turn: int
    said: str
    heard: Json
    request: Json
    response: Json

    @property
    def _body(self) -> Json:
        return self.response.get("response") or {}

    @property
    def ssml(self) -> str:
        """The speech as it was sent; after a silence the reprompt."""
        body = self._body.get("reprompt") if self.heard["intent"] == "silence" else self._body
        return str(((body or {}).get("outputSpeech") or {}).get("ssml", ""))

    @property
    def speech(self) -> str:
        """What is heard."""
        return plain_text(self.ssml)

    @property
    def reprompt(self) -> str:
        """What would be heard if nobody answers."""
        return plain_text(str((((self._body.get("reprompt") or {}).get("outputSpeech")) or {}).get("ssml", "")))

    @property
    def open(self) -> bool:
        """Whether the microphone is open afterwards."""
        return self._body.get("shouldEndSession") is False

    @property
    def screen(self) -> Json | None:
        """The data that the screen draws, when the device has one."""
        for directive in self._body.get("directives") or []:
            if directive["type"] == "Alexa.Presentation.APL.RenderDocument":
                return dict(directive["datasources"]["screen"])
        return None

    def as_json(self) -> Json:
        """One line of `talk --json`."""
        talk = (self.response.get("sessionAttributes") or {}).get("talk") or {}
        asked = talk.get("asked") or [None, None]
        card = self._body.get("card")
        return {
            "turn": self.turn,
            "said": self.said,
            "heard": self.heard,
            "speech": self.speech,
            "reprompt": self.reprompt,
            "ssml": self.ssml,
            "card": {"title": card["title"], "text": card["content"]} if card else None,
            "screen": self.screen,
            "tier": Tier(talk["verdict"]).slug if talk.get("verdict") is not None else None,
            "question": asked[1] if asked[0] == "question" else None,
            "ask": asked[0],
            "open": self.open,
        }


@dataclass
class DeskSpeaker:
    """Holds a session as a device does. Session attributes go back exactly as they came, through JSON."""

    skill: Skill
    matcher: Matcher
    device: Device
    turns: list[Turn] = field(default_factory=list)
    _session: str = ""
    _silences: int = 0
    attributes: Json = field(default_factory=dict)

    @property
    def in_session(self) -> bool:
        """Whether the skill is listening."""
        return bool(self._session)

    def hear(self, said: str) -> Turn | None:
        """Something was said; None when there is no session and it does not call the skill by its name."""
        words = _without_wake_word(said)
        opening = self._opening(words)
        if opening is not None:
            return self._open(said, opening["wish"] or "")
        if not self.in_session:
            return None
        if words in _LEAVING:
            return self._end(said, "USER_INITIATED")
        eliciting = self._eliciting()
        return self._send_intent(said, self.matcher.match(words, eliciting), eliciting=eliciting is not None)

    def opens(self, said: str) -> bool:
        """Whether it calls the skill by its name."""
        return self._opening(_without_wake_word(said)) is not None

    def _opening(self, words: str) -> Mapping[str, str | None] | None:
        return _matched(_OPEN, words, self.matcher.name) or _matched(_ASK, words, self.matcher.name)

    def open_skill(self) -> Turn:
        """Open the skill without a wish."""
        return self._open(f"open {self.matcher.name}", "")

    def silence(self) -> Turn:
        """Nobody speaks: the reprompt is said, and the second time the session ends."""
        if self._silences or not self.turns:
            return self._end("", "EXCEEDED_MAX_REPROMPTS")
        self._silences += 1
        last = self.turns[-1]
        turn = Turn(last.turn + 1, "", {"intent": "silence", "slots": {}}, {}, last.response)
        self.turns.append(turn)
        return turn

    def touch(self, arguments: list[Any], source: Json | None = None, components: Json | None = None) -> Turn:
        """The screen was touched; its document says with what, and what it was."""
        heard: Json = {"intent": "Alexa.Presentation.APL.UserEvent", "slots": {}}
        heard |= {"arguments": arguments, "label": self._label(arguments)}
        return self._send("", heard, requests.touch(arguments, source, components), new=False)

    def _label(self, arguments: list[Any]) -> str:
        """What stands on the button that was touched, on the newest screen; nothing when it has no such button."""
        screen = next((turn.screen for turn in reversed(self.turns) if turn.screen), None)
        buttons = screen["buttons"] if screen else []
        return next((each["label"] for each in buttons if arguments[1:] == [each["answer"], each["kind"], each["id"]]), "")

    def hear_instead(self, said: str) -> Turn | None:
        """The last thing said was misheard: what it brought about is taken back, and this is heard in its place.

        None when nothing was said last, or when it opened the session.
        """
        session = self.turns[-1].request.get("session", {}) if self.turns and self.turns[-1].said else {}
        if not session or session["new"]:
            return None
        self.turns.pop()
        self._session, self.attributes = session["sessionId"], session["attributes"]
        self._silences = int(self.turns[-1].heard["intent"] == "silence")
        return self.hear(said)

    def _open(self, said: str, wish: str) -> Turn:
        self._session = f"amzn1.echo-api.session.{uuid.uuid4()}"
        self._forget()
        if not wish:
            return self._send(said, {"intent": "LaunchRequest", "slots": {}}, requests.launch(), new=True)
        return self._send_intent(said, self._one_shot(wish), eliciting=False, new=True)

    def _one_shot(self, wish: str) -> Intent:
        """The intent of "ask ... for a tip": Alexa takes the connecting word away when that fits better."""
        without = _CONNECTOR.sub("", wish)
        best = next((each for each in (wish, without) if self.matcher.fits(each)), without)
        intent = self.matcher.match(best)
        return self.matcher.match(wish) if intent.name == FALLBACK else intent

    def _forget(self) -> None:
        self.attributes = {}
        self._silences = 0

    def _eliciting(self) -> tuple[str, str] | None:
        response = self.turns[-1].response.get("response") or {} if self.turns else {}
        for directive in response.get("directives") or []:
            if directive["type"] == "Dialog.ElicitSlot":
                return directive["updatedIntent"]["name"], directive["slotToElicit"]
        return None

    def _send_intent(self, said: str, intent: Intent, *, eliciting: bool, new: bool = False) -> Turn:
        heard = {"intent": intent.name, "slots": {name: slot.value for name, slot in intent.slots.items()}}
        return self._send(said, heard, requests.intent(intent, eliciting=eliciting), new=new)

    def _send(self, said: str, heard: Json, request: Json, *, new: bool) -> Turn:
        self._silences = 0
        event = requests.envelope(request, self.device, self._session, self.attributes, new=new)
        response = json.loads(json.dumps(self.skill(json.loads(json.dumps(event)), None)))
        turn = Turn(len(self.turns) + 1, said, heard, event, response)
        self.turns.append(turn)
        self.attributes = response.get("sessionAttributes") or {}
        if not turn.open:
            self._session = ""
        return turn

    def _end(self, said: str, reason: str) -> Turn:
        turn = self._send(
            said, {"intent": "SessionEndedRequest", "slots": {}, "reason": reason}, requests.session_ended(reason), new=False
        )
        self._session = ""
        self._forget()
        return turn


def _matched(pattern: re.Pattern[str], words: str, name: str) -> Mapping[str, str | None] | None:
    match = re.fullmatch(pattern.pattern.replace("{name}", re.escape(name)), words)
    return match.groupdict() if match else None


def _without_wake_word(said: str) -> str:
    words = " ".join(spoken(said).replace(",", " ").split())
    return re.sub(r"^(?:hey )?alexa\b ?", "", words)
