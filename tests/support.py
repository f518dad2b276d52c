"""What several tests share: a person playing turns, the states a conversation can be in, envelopes, strategies."""

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from skill.alexa.skill import Handler, create_handler
from skill.content import library
from skill.dialogue import education, steer, turn
from skill.dialogue.acts import Act, Reply
from skill.dialogue.carried import from_json, to_json
from skill.dialogue.conversation import Conversation
from skill.dialogue.heard import Answer, Heard
from skill.rules import State

ROOT = Path(__file__).parents[1]
APPLICATION = "amzn1.ask.skill.tests"
ADULT = 30
PRESENT, ABSENT, UNSURE = State.PRESENT, State.ABSENT, State.UNSURE

# ---------------------------------------------------------------- a person playing turns


class Person:
    """Holds a conversation with the pure dialogue; what is carried between turns goes through JSON, as in a session."""

    def __init__(self) -> None:
        self.talk = Conversation()
        self.replies: list[Reply] = []

    def open(self) -> Reply:
        self.talk, reply = turn.start(self.talk, library.material())
        return self._took(reply)

    def does(self, heard: Heard) -> Reply:
        self.talk, reply = turn.take(self.talk, heard, library.material())
        return self._took(reply)

    def tells(self, *present: str) -> Reply:
        return self.does(Heard(findings=dict.fromkeys(present, PRESENT)))

    def denies(self, *absent: str) -> Reply:
        return self.does(Heard(findings=dict.fromkeys(absent, ABSENT)))

    def answers(self, answer: Answer) -> Reply:
        return self.does(Heard(answer=answer))

    def wants(self, request: str, **more: Any) -> Reply:
        return self.does(Heard(request=request, **more))

    def denies_until(self, kind: str, name: str | None = None, *, age: int = ADULT) -> "Person":
        """Answer no, or an age, until this is asked."""
        for _ in range(60):
            asked = self.talk.asked
            assert asked is not None, "the conversation ended on the way"
            if asked.kind == kind and name in (None, asked.id):
                return self
            assert asked.kind == "question", f"{asked} came before {kind} {name}"
            self.does(Heard(age=age) if asked.id == "age" else Heard(answer=Answer.NO))
        raise AssertionError(f"{kind} {name} was never asked")

    def _took(self, reply: Reply) -> Reply:
        carried = json.loads(json.dumps(to_json(self.talk)))
        talk = from_json(carried, library.material())
        assert talk == self.talk, "what the session carries is not the conversation"
        self.replies.append(reply)
        return reply

    def copy(self) -> "Person":
        other = Person()
        other.talk, other.replies = deepcopy(self.talk), list(self.replies)
        return other


def _in_check(*, until: tuple[str, ...] = (), then: Answer | None = None) -> Callable[[Person], object]:
    """Begin the check, answer no until something is asked, and answer that."""

    def play(person: Person) -> None:
        person.wants("check")
        if until:
            person.denies_until(*until)
        if then is not None:
            person.answers(then)

    return play


def _telling(*signs: str, deny: str = "", want: str = "") -> Callable[[Person], object]:
    """Tell signs, then deny one, or want something."""

    def play(person: Person) -> None:
        person.tells(*signs)
        if deny:
            person.denies(deny)
        if want:
            person.wants(want)

    return play


def _after(play: Callable[[Person], object], answer: Answer) -> Callable[[Person], object]:
    return lambda person: (play(person), person.answers(answer))


def _same_day(person: Person) -> None:
    person.tells("calf-swollen")
    person.denies_until("read-back").answers(Answer.YES)


_WAYS: Mapping[str, tuple[str, Callable[[Person], object]]] = {
    "fresh": ("", lambda _: None),
    "start": ("start", Person.open),
    "menu": ("menu", _after(Person.open, Answer.NO)),
    "question": ("question", _in_check()),
    "question-again": ("question", _in_check(then=Answer.UNSURE)),
    "question-age": ("question", _in_check(until=("question", "age"))),
    "question-late": ("question", _in_check(until=("question", "settling"))),
    "which": ("which", _in_check(until=("question", "unwell"), then=Answer.YES)),
    "new": ("new", lambda person: person.does(Heard(old=("saddle-numb",)))),
    "now": ("now", lambda person: person.wants("serious", about=("saddle-numb",))),
    "doubt": ("doubt", _telling("fever", deny="fever")),
    "doubt-in-emergency": ("doubt", _telling("bladder-hard", deny="bladder-hard")),
    "read-back": ("read-back", _in_check(until=("read-back",))),
    "fix": ("fix", _in_check(until=("read-back",), then=Answer.NO)),
    "offer-tip": ("offer-tip", _in_check(until=("read-back",), then=Answer.YES)),
    "again-ambulance": ("again", _telling("chest-pain")),
    "again-department": ("again", _telling("bladder-hard")),
    "again-same-day": ("again", _same_day),
    "crisis": ("crisis", lambda person: person.wants("crisis")),
    "crisis-in-emergency": ("crisis", _telling("bladder-hard", want="crisis")),
    "gate": ("gate", lambda person: person.wants("tip")),
    "tip-more": ("tip-more", _after(lambda person: person.wants("tip"), Answer.NO)),
    "surgery-more": ("surgery-more", _after(lambda person: person.wants("surgery"), Answer.NO)),
}
"""The states that a conversation can be in: the kind of question that is then open, and how to get there."""

SCENES = tuple(_WAYS)
EMERGENCY_SCENES = ("again-ambulance", "again-department", "crisis-in-emergency", "doubt-in-emergency")


@cache
def _played(name: str) -> Person:
    kind, play = _WAYS[name]
    person = Person()
    play(person)
    asked = person.talk.asked
    assert (asked.kind if asked else "") == kind, f"the way to {name} leads to {asked}"
    return person


def scene(name: str) -> Person:
    """A person in that state: every call gives one of their own."""
    return _played(name).copy()


REQUESTS = (*steer.CORRECTIONS, *steer.BEFORE_EVERYTHING, *steer.REQUESTS, *education.REQUESTS, "serious")
EVENTS: Mapping[str, Heard] = {
    "nothing": Heard(),
    "yes": Heard(answer=Answer.YES),
    "no": Heard(answer=Answer.NO),
    "unsure": Heard(answer=Answer.UNSURE),
    "not-really": Heard(answer=Answer.LEANING_NO),
    "an-age": Heard(age=70),
    "an-unknown-request": Heard(request="dance"),
    "serious-about": Heard(request="serious", about=("fever",)),
    "tip-topic": Heard(request="tip", topic="tip:lifting"),
    "surgery-topic": Heard(request="surgery", topic="surgery:risks"),
    **{request: Heard(request=request) for request in REQUESTS},
}

# ---------------------------------------------------------------- acts and words


def acts(reply: Reply, kind: type[Act]) -> list[Act]:
    """The acts of one kind in a reply."""
    return [act for act in reply.acts if isinstance(act, kind)]


def words_in(text: str) -> int:
    """How many words are spoken."""
    return len([word for word in text.split() if any(sign.isalnum() for sign in word)])


# ---------------------------------------------------------------- envelopes


def handler() -> Handler:
    """The skill, for the tests' own application id."""
    return create_handler(APPLICATION)


def envelope(
    request: Mapping[str, Any], talk: Conversation | None = None, *, locale: str = "en-US", has_screen: bool = False
) -> dict[str, Any]:
    """A request as Alexa sends it."""
    interfaces = {"Alexa.Presentation.APL": {"runtime": {"maxVersion": "2024.3"}}} if has_screen else {}
    application = {"applicationId": APPLICATION}
    attributes = {} if talk is None else {"talk": to_json(talk)}
    return {
        "version": "1.0",
        "session": {
            "new": talk is None,
            "sessionId": "amzn1.echo-api.session.1",
            "application": application,
            "attributes": attributes,
            "user": {"userId": "amzn1.ask.account.1"},
        },
        "context": {
            "System": {
                "application": application,
                "user": {"userId": "amzn1.ask.account.1"},
                "device": {"deviceId": "amzn1.ask.device.1", "supportedInterfaces": interfaces},
                "apiEndpoint": "https://api.amazonalexa.com",
                "apiAccessToken": "token",
            }
        },
        "request": {"requestId": "amzn1.echo-api.request.1", "timestamp": "2026-11-22T08:00:00Z", "locale": locale, **request},
    }


LAUNCH: Mapping[str, Any] = {"type": "LaunchRequest"}


def intent(name: str, **slots: Any) -> dict[str, Any]:
    """An intent request."""
    filled = {slot: {"name": slot, "value": value, "confirmationStatus": "NONE"} for slot, value in slots.items()}
    return {"type": "IntentRequest", "intent": {"name": name, "confirmationStatus": "NONE", "slots": filled}}


def touch(*arguments: Any) -> dict[str, Any]:
    """A touch on a button."""
    return {"type": "Alexa.Presentation.APL.UserEvent", "token": "spine-check", "arguments": list(arguments), "source": {}}


def delivered(answer: Mapping[str, Any]) -> dict[str, Any]:
    """An answer as it arrives at Alexa, sent as Lambda sends it: without escapes, in UTF-8."""
    arrived: dict[str, Any] = json.loads(json.dumps(answer, ensure_ascii=False).encode())
    return arrived


def speech(answer: Mapping[str, Any]) -> str:
    """The SSML that is spoken."""
    return str((answer["response"].get("outputSpeech") or {}).get("ssml", ""))


def talk_in(answer: Mapping[str, Any]) -> Conversation:
    """The conversation that a response carries on."""
    talk = from_json(answer["sessionAttributes"]["talk"], library.material())
    assert talk is not None
    return talk


def directives(answer: Mapping[str, Any], kind: str) -> list[dict[str, Any]]:
    """The directives of one type in a response."""
    return [each for each in answer["response"].get("directives") or [] if each["type"] == kind]


# ---------------------------------------------------------------- any JSON

TEXT = st.text(st.characters(), max_size=12)
"""Halves of surrogate pairs included: JSON can write them, and UTF-8 cannot."""

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=12,
)


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path of every value inside plain data."""
    items = data.items() if isinstance(data, Mapping) else enumerate(data) if isinstance(data, list) else ()
    for key, value in items:
        yield (*path, key)
        yield from places(value, (*path, key))


REMOVED = object()


def changed(data: Any, path: Sequence[Any], value: Any) -> Any:
    """A copy of plain data with the value at a path replaced, or taken out."""
    copy = deepcopy(data)
    *way, last = path
    inner = copy
    for key in way:
        inner = inner[key]
    if value is REMOVED:
        del inner[last]
    else:
        inner[last] = value
    return copy


# ---------------------------------------------------------------- other processes


def run(*arguments: str, told: str = "", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run this Python in the repository, in a process of its own."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("SPINE_CHECK")}
    return subprocess.run(
        [sys.executable, *arguments],
        input=told,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**inherited, **environment},
    )
