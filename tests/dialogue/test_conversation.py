"""What a session carries: it comes back as it went, and nothing else is taken for one of ours."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skill.content import library
from skill.dialogue.carried import from_json, to_json
from skill.dialogue.conversation import Conversation
from tests.support import JSON, REMOVED, SCENES, changed, places, scene

MATERIAL = library.material()
CARRIED = [json.loads(json.dumps(to_json(scene(name).talk))) for name in SCENES]
FULL: dict[str, Any] = {
    **to_json(scene("read-back").talk),
    "tips": ["no-one-posture"],
    "old": ["fever"],
    "last": ["fever"],
    "answered": ["chest"],
}


@pytest.mark.parametrize("name", SCENES)
def test_conversation_survives_the_session(name: str) -> None:
    """What goes into the session attributes as JSON comes out as the same conversation."""
    talk = scene(name).talk
    assert from_json(json.loads(json.dumps(to_json(talk))), MATERIAL) == talk


def test_conversation_is_small() -> None:
    """A whole check fits in a few kilobytes."""
    assert len(json.dumps(to_json(scene("offer-tip").talk))) < 4096


MALFORMED = {
    "another version": (("v",), 2),
    "version as a flag": (("v",), True),
    "version as text": (("v",), "1"),
    "no version": (("v",), REMOVED),
    "findings in a list": (("findings",), []),
    "no findings": (("findings",), REMOVED),
    "unknown finding": (("findings", "headache"), "p"),
    "unknown state": (("findings", "fever"), "x"),
    "state as a list": (("findings", "fever"), []),
    "state as null": (("findings", "fever"), None),
    "verdict too high": (("verdict",), 5),
    "verdict as a flag": (("verdict",), True),
    "verdict as text": (("verdict",), "3"),
    "verdict as a list": (("verdict",), [3]),
    "asked as text": (("asked",), "question"),
    "asked too short": (("asked",), ["question", "chest"]),
    "asked too long": (("asked",), ["question", "chest", False, 1]),
    "asked of numbers": (("asked",), [1, 2, False]),
    "asked again as a number": (("asked",), ["question", "chest", 1]),
    "asked of an unknown kind": (("asked",), ["riddle", "", False]),
    "asked of an unknown question": (("asked",), ["question", "headache", False]),
    "asked which of an unknown list": (("asked",), ["which", "headache", False]),
    "asked about an unknown finding": (("asked",), ["now", "headache", False]),
    "doubt about an unknown finding": (("asked",), ["doubt", "headache", False]),
    "again of an unknown advice": (("asked",), ["again", "headache", False]),
    "a flag as a number": (("checking",), 1),
    "a flag as null": (("slow",), None),
    "a flag missing": (("about_other",), REMOVED),
    "ids as text": (("answered",), "chest"),
    "ids of numbers": (("tips",), [1]),
    "an unknown question answered": (("answered",), ["headache"]),
    "an unknown finding told last": (("last",), ["headache"]),
    "an unknown old sign": (("old",), ["headache"]),
    "text as a number": (("tip",), 3),
    "turn as a flag": (("turn",), True),
    "turn below nothing": (("turn",), -1),
    "turn as a fraction": (("turn",), 1.5),
}


@pytest.mark.parametrize(("path", "value"), MALFORMED.values(), ids=MALFORMED)
def test_malformed_conversation_is_not_ours(path: tuple[Any, ...], value: Any) -> None:
    """One thing wrong in it, and a fresh conversation begins."""
    assert from_json(FULL, MATERIAL) is not None
    assert from_json(changed(FULL, path, value), MATERIAL) is None


@given(JSON)
def test_random_json_is_no_conversation(data: object) -> None:
    """Whatever lies in the session, reading it never raises."""
    assert from_json(data, MATERIAL) is None


@given(st.sampled_from(CARRIED), st.data(), JSON)
def test_conversation_with_one_part_replaced_never_raises(carried: dict[str, Any], data: st.DataObject, other: object) -> None:
    """A conversation with any part replaced by anything is read, or taken for somebody else's."""
    path = data.draw(st.sampled_from(list(places(carried))))
    talk = from_json(changed(carried, path, other), MATERIAL)
    assert talk is None or isinstance(talk, Conversation)
