"""The desk page, by Flask's own test client."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from skill.content import library
from skill.speaker.page import MOST_CONVERSATIONS, Conversations, create_app


@pytest.fixture
def client() -> FlaskClient:
    return create_app().test_client()


def send(client: FlaskClient, tab: str = "one", **body: Any) -> TestResponse:
    return client.post("/turn", json={"tab": tab, **body})


def opened(client: FlaskClient, tab: str = "one", locale: str = "en-US", *, screen: bool = False) -> Any:
    answer = send(client, tab, act="open", locale=locale, screen=screen)
    assert answer.status_code == 200
    return answer.get_json()


def test_index_offers_every_locale(client: FlaskClient) -> None:
    """The page is there, and says which rulebook it is and that no clinician has reviewed it."""
    answer = client.get("/")
    assert answer.status_code == 200
    text = answer.get_data(as_text=True)
    assert all(locale in text for locale in library.LOCALES)
    assert library.rulebook().version in text
    assert "no clinician has reviewed it" in text


@pytest.mark.parametrize("name", ["page.js", "page.css"])
def test_files_of_the_page_are_served(client: FlaskClient, name: str) -> None:
    """The page needs nothing from elsewhere."""
    with client.get(f"/static/{name}") as answer:
        assert answer.status_code == 200
    assert "http" not in client.get("/").get_data(as_text=True)


def test_a_turn_shows_speech_and_both_envelopes(client: FlaskClient) -> None:
    """What a person would hear, and what went to and fro."""
    assert opened(client)["heard"]["intent"] == "LaunchRequest"
    turn = send(client, act="say", said="I can't pee").get_json()
    assert turn["tier"] == "emergency_department"
    assert turn["request"]["request"]["type"] == "IntentRequest"
    assert turn["response"]["response"]["shouldEndSession"] is False


def test_silence_and_touch_work(client: FlaskClient) -> None:
    """A silence brings the reprompt; a button sends its answer."""
    screen = opened(client, screen=True)["screen"]
    assert send(client, act="silence").get_json()["heard"]["intent"] == "silence"
    button = screen["buttons"][0]
    turn = send(client, act="touch", arguments=["answer", button["answer"], button["kind"], button["id"]]).get_json()
    assert turn["question"] == "chest"


BAD: dict[str, Any] = {
    "no tab": {"act": "open", "locale": "en-US"},
    "tab of numbers": {"tab": 3, "act": "open", "locale": "en-US"},
    "tab too long": {"tab": "t" * 65, "act": "open", "locale": "en-US"},
    "empty tab": {"tab": "", "act": "open", "locale": "en-US"},
    "unknown locale": {"tab": "one", "act": "open", "locale": "de-DE"},
    "no locale": {"tab": "one", "act": "open"},
    "locale as a list": {"tab": "one", "act": "open", "locale": ["en-US"]},
    "tab that never opened": {"tab": "two", "act": "say", "said": "yes"},
    "unknown act": {"tab": "one", "act": "dance"},
    "act as a list": {"tab": "one", "act": []},
    "no act": {"tab": "one"},
    "nothing said": {"tab": "one", "act": "say", "said": "   "},
    "said a number": {"tab": "one", "act": "say", "said": 7},
    "said too much": {"tab": "one", "act": "say", "said": "a" * 501},
    "touch without arguments": {"tab": "one", "act": "touch"},
    "touch with text": {"tab": "one", "act": "touch", "arguments": "yes"},
    "a list": [1],
    "text": "hello",
    "null": None,
}


@pytest.mark.parametrize("body", BAD.values(), ids=BAD)
def test_bad_input_is_refused_with_a_message(client: FlaskClient, body: Any) -> None:
    """Whatever is sent that makes no turn gets a 400 and words for a person."""
    opened(client)
    answer = client.post("/turn", json=body)
    assert answer.status_code == 400
    assert answer.get_json()["error"].endswith(".")


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe", b"tab=one&act=open"])
@pytest.mark.parametrize("kind", ["application/json", "text/plain"])
def test_what_is_no_json_is_refused_with_a_message(client: FlaskClient, data: bytes, kind: str) -> None:
    """Broken or missing JSON gets a 400 and words for a person."""
    answer = client.post("/turn", data=data, content_type=kind)
    assert answer.status_code == 400
    assert answer.get_json()["error"]


def test_too_large_a_body_is_refused(client: FlaskClient) -> None:
    """More than 64 KB is not read, and the refusal says so in JSON as the page expects."""
    answer = send(client, act="say", said="a" * 70_000)
    assert answer.status_code in (400, 413)
    assert answer.get_json()["error"]


def test_conversation_that_has_ended_is_told(client: FlaskClient) -> None:
    """After stop, what is said, touched or left unsaid is refused with a way to go on; the skill's name opens it again."""
    opened(client)
    send(client, act="say", said="stop")
    for body in ({"act": "say", "said": "yes"}, {"act": "silence"}, {"act": "touch", "arguments": []}):
        answer = send(client, **body)
        assert answer.status_code == 400
        assert "Press Open" in answer.get_json()["error"]
    assert send(client, act="say", said="Alexa, open Spine Check").status_code == 200


def test_two_tabs_do_not_mix(client: FlaskClient) -> None:
    """Each tab is a conversation, a locale and a device of its own."""
    opened(client, "one", "en-US")
    opened(client, "two", "en-GB", screen=True)
    one = send(client, "one", act="say", said="i can't pee").get_json()
    two = send(client, "two", act="say", said="yes").get_json()
    assert "911" in one["speech"]
    assert one["screen"] is None
    assert (two["question"], two["tier"]) == ("chest", None)
    assert two["screen"]["buttons"]


def test_oldest_conversation_is_forgotten_first() -> None:
    """The page keeps a bounded number of conversations."""
    conversations = Conversations()
    for tab in range(MOST_CONVERSATIONS + 1):
        conversations.open(str(tab), "en-US", has_screen=False)
    assert conversations.of("0") is None
    assert conversations.of("1") is not None
    assert conversations.of(str(MOST_CONVERSATIONS)) is not None


@pytest.mark.parametrize("path", ["/nowhere", "/turn"])
def test_other_ways_in_are_refused(client: FlaskClient, path: str) -> None:
    """There is no other page, and a turn is not fetched."""
    assert client.get(path).status_code in (404, 405)
