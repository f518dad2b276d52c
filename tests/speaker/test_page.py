"""What the page's program answers, by Flask's own test client."""

import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from skill.content import library
from skill.speaker.conversations import MOST_ARGUMENTS, MOST_CONVERSATIONS, BadRequest, Conversations
from skill.speaker.devices import KINDS
from skill.speaker.page import create_app, serve
from tests.conversations import play

US_ECHO = {"locale": "en-US", "device": "echo"}
GB_SHOW = {"locale": "en-GB", "device": "show-8"}


@pytest.fixture
def client() -> FlaskClient:
    return create_app().test_client()


def send(client: FlaskClient, tab: str = "one", **body: Any) -> TestResponse:
    return client.post("/turn", json={"tab": tab, **US_ECHO, **body})


def opened(client: FlaskClient, tab: str = "one", **device: str) -> Any:
    answer = send(client, tab, act="open", **device)
    assert answer.status_code == 200
    return answer.get_json()


def test_index_offers_every_country_and_device(client: FlaskClient) -> None:
    """The page is there, and says which rulebook it is and that no clinician has reviewed it."""
    answer = client.get("/")
    assert answer.status_code == 200
    text = answer.get_data(as_text=True)
    assert all(f'value="{locale}"' in text for locale in library.LOCALES)
    assert all(f'value="{kind}"' in text for kind in KINDS)
    assert library.rulebook().version in text
    assert "no clinician has reviewed it" in text


def test_page_and_all_it_loads_come_from_here(client: FlaskClient) -> None:
    """Every file that the page or a module of it names is served, and none is from elsewhere."""
    names = set(re.findall(r'/static/([\w./-]+)"', client.get("/").get_data(as_text=True)))
    seen: set[str] = set()
    while names - seen:
        name = (names - seen).pop()
        seen.add(name)
        with client.get(f"/static/{name}") as answer:
            assert answer.status_code == 200, name
            text = answer.get_data(as_text=True)
        assert not re.search(r"(?:src|href|from|import|url)\W{1,3}https?:", text), name
        names |= {found for found in re.findall(r'"\./([\w-]+\.js)"', text) if name.endswith(".js")}
    assert {"page.js", "page.css", "capture.js", "wav.js"} <= seen


@pytest.mark.parametrize("path", ["/", "/static/page.js", "/nothing"])
def test_browser_is_told_to_trust_nothing_else(client: FlaskClient, path: str) -> None:
    """Scripts, styles and connections of the page are its own, no other site may frame it, and nothing is guessed or kept."""
    with client.get(path) as answer:
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_page_has_no_script_or_style_inside(client: FlaskClient) -> None:
    """The policy forbids them, so that words can never become program."""
    text = client.get("/").get_data(as_text=True)
    assert not re.search(r"<script(?![^>]*src=)|<style|\son\w+=|\sstyle=", text)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "192.168.1.2", "[::2]"])
def test_page_answers_to_its_own_names_only(client: FlaskClient, host: str) -> None:
    """Another site that points its own name at this machine is refused."""
    assert client.get("/", headers={"Host": f"{host}:5000"}).status_code == 400


@pytest.mark.parametrize("host", ["127.0.0.1:5000", "localhost:5000", "localhost", "[::1]:5000"])
def test_page_answers_to_this_machine(client: FlaskClient, host: str) -> None:
    """By any name that a machine has for itself."""
    assert client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(("host", "named"), [("127.0.0.1", "127.0.0.1"), ("::1", "[::1]")])
def test_address_is_printed_as_a_browser_takes_it(
    host: str, named: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """With brackets around IPv6."""
    monkeypatch.setattr(
        "skill.speaker.page.make_server", lambda *_args, **_more: SimpleNamespace(server_port=5, serve_forever=int)
    )
    serve(0, host)
    assert capsys.readouterr().out == f"Spine Check is listening on http://{named}:5\n"


def test_address_that_is_not_ours_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    """In a sentence. 203.0.113.0/24 is nobody's: RFC 5737."""
    with pytest.raises(SystemExit):
        serve(0, "203.0.113.9")
    assert "Nothing can listen at 203.0.113.9, port 0." in capsys.readouterr().err


def test_page_served_beyond_this_machine_answers_to_any_name() -> None:
    """When it was asked to be."""
    assert create_app(hosts=()).test_client().get("/", headers={"Host": "desk.home:5000"}).status_code == 200


def test_a_turn_shows_speech_and_both_envelopes(client: FlaskClient) -> None:
    """What a person would hear, and what went to and fro, in Amazon's order."""
    assert opened(client)["heard"]["intent"] == "LaunchRequest"
    turn = send(client, act="say", said="I can't pee").get_json()
    assert turn["tier"] == "emergency_department"
    assert turn["request"]["request"]["type"] == "IntentRequest"
    assert list(turn["request"]) == ["version", "session", "context", "request"]
    assert turn["response"]["response"]["shouldEndSession"] is False


@pytest.mark.parametrize("kind", KINDS)
def test_each_device_tells_what_it_is(client: FlaskClient, kind: str) -> None:
    """A request carries the screen's size and shape, and the skill draws only where there is a screen."""
    turn = opened(client, device=kind)
    viewport = KINDS[kind].viewport
    shown = turn["request"]["context"].get("Viewport")
    told = (shown["pixelWidth"], shown["pixelHeight"], shown["shape"]) if shown else None
    assert told == ((viewport.width, viewport.height, viewport.shape) if viewport else None)
    assert (turn["screen"] is None) == (viewport is None)


def test_silence_and_touch_work(client: FlaskClient) -> None:
    """A silence brings the reprompt; a touch is sent on as the screen's document sent it."""
    screen = opened(client, **GB_SHOW)["screen"]
    assert send(client, act="silence", **GB_SHOW).get_json()["heard"]["intent"] == "silence"
    button = screen["buttons"][0]
    arguments = ["answer", button["answer"], button["kind"], button["id"]]
    event = {"arguments": arguments, "source": {"type": "TouchWrapper", "id": "yes"}, "components": {"a": 1}}
    turn = send(client, act="touch", event=event, **GB_SHOW).get_json()
    assert turn["question"] == "chest"
    assert {name: turn["request"]["request"][name] for name in event} == event


def test_session_can_be_opened_by_voice(client: FlaskClient) -> None:
    """The first thing said may call the skill by its name, with a wish."""
    turn = send(client, act="say", said="Alexa, ask Spine Check for a lifting tip").get_json()
    assert turn["heard"]["intent"] == "TipIntent"


def test_correction_takes_the_place_of_what_was_misheard(client: FlaskClient) -> None:
    """The answer that was misheard leaves no trace in the session."""
    opened(client)
    send(client, act="say", said="yes")
    assert send(client, act="say", said="yes").get_json()["tier"] == "ambulance"
    turn = send(client, act="correct", said="no").get_json()
    assert (turn["tier"], turn["turn"]) == (None, 3)
    assert turn["request"]["session"]["new"] is False


def test_only_what_was_said_can_be_corrected(client: FlaskClient) -> None:
    """Not the opening, not a silence, not what was never said."""
    assert send(client, act="correct", said="no").status_code == 400
    opened(client)
    assert send(client, act="correct", said="no").status_code == 400
    send(client, act="silence")
    assert "nothing to correct" in send(client, act="correct", said="no").get_json()["error"]


def test_another_device_is_another_conversation(client: FlaskClient) -> None:
    """Choosing another country or device leaves the old session behind."""
    opened(client)
    answer = send(client, act="say", said="yes", **GB_SHOW)
    assert answer.status_code == 400
    assert "999" in opened(client, **GB_SHOW)["speech"]


BAD: dict[str, Any] = {
    "no tab": {"act": "open", **US_ECHO},
    "tab of numbers": {"tab": 3, "act": "open", **US_ECHO},
    "tab too long": {"tab": "t" * 65, "act": "open", **US_ECHO},
    "empty tab": {"tab": "", "act": "open", **US_ECHO},
    "unknown locale": {"tab": "one", "act": "open", "locale": "de-DE", "device": "echo"},
    "no locale": {"tab": "one", "act": "open", "device": "echo"},
    "locale as a list": {"tab": "one", "act": "open", "locale": ["en-US"], "device": "echo"},
    "unknown device": {"tab": "one", "act": "open", "locale": "en-US", "device": "toaster"},
    "no device": {"tab": "one", "act": "open", "locale": "en-US"},
    "device as a list": {"tab": "one", "act": "open", "locale": "en-US", "device": ["echo"]},
    "tab that never opened": {"tab": "two", "act": "say", "said": "yes", **US_ECHO},
    "unknown act": {"tab": "one", "act": "dance", **US_ECHO},
    "act as a list": {"tab": "one", "act": [], **US_ECHO},
    "no act": {"tab": "one", **US_ECHO},
    "nothing said": {"tab": "one", "act": "say", "said": "   ", **US_ECHO},
    "said a number": {"tab": "one", "act": "say", "said": 7, **US_ECHO},
    "said too much": {"tab": "one", "act": "say", "said": "a" * 501, **US_ECHO},
    "touch without an event": {"tab": "one", "act": "touch", **US_ECHO},
    "touch of text": {"tab": "one", "act": "touch", "event": "yes", **US_ECHO},
    "touch without arguments": {"tab": "one", "act": "touch", "event": {}, **US_ECHO},
    "touch of a lot": {"tab": "one", "act": "touch", "event": {"arguments": [1] * (MOST_ARGUMENTS + 1)}, **US_ECHO},
    "touch without an answer": {"tab": "one", "act": "touch", "event": {"arguments": []}, **US_ECHO},
    "touch of half an answer": {"tab": "one", "act": "touch", "event": {"arguments": ["answer"]}, **US_ECHO},
    "touch of an empty answer": {"tab": "one", "act": "touch", "event": {"arguments": ["answer", ""]}, **US_ECHO},
    "a list": [1],
    "text": "hello",
    "null": None,
}


@pytest.mark.parametrize("body", BAD.values(), ids=BAD)
def test_bad_input_is_refused_with_a_message(client: FlaskClient, body: Any) -> None:
    """Whatever is sent that makes no turn gets a 400 and a sentence for a person; the conversation goes on as it was."""
    opened(client)
    answer = client.post("/turn", json=body)
    assert answer.status_code == 400
    assert answer.get_json()["error"].endswith(".")
    assert send(client, act="say", said="yes").get_json()["turn"] == 2


@pytest.mark.parametrize("data", [b"", b"{", b"\xff\xfe", b"tab=one&act=open", b"[" * 60_000])
@pytest.mark.parametrize("kind", ["application/json", "text/plain"])
def test_what_is_no_json_is_refused_with_a_message(client: FlaskClient, data: bytes, kind: str) -> None:
    """Broken or missing JSON gets a 400 and a sentence for a person."""
    answer = client.post("/turn", data=data, content_type=kind)
    assert answer.status_code == 400
    assert answer.get_json()["error"]


def test_other_sites_cannot_send_a_turn(client: FlaskClient) -> None:
    """A form of another site can send text without asking the browser, but no JSON declared as such."""
    answer = client.post("/turn", data='{"tab":"one","act":"open","locale":"en-US","device":"echo"}', content_type="text/plain")
    assert answer.status_code == 400


def test_too_large_a_body_is_refused(client: FlaskClient) -> None:
    """More than 64 KB is not read, and the refusal says so in JSON as the page expects."""
    answer = send(client, act="say", said="a" * 70_000)
    assert answer.status_code == 413
    assert "too much" in answer.get_json()["error"]


@pytest.mark.parametrize(("method", "path", "code"), [("get", "/nothing", 404), ("get", "/turn", 405), ("put", "/", 405)])
def test_wrong_address_gets_a_sentence(client: FlaskClient, method: str, path: str, code: int) -> None:
    """No page of the web framework is ever seen."""
    answer = getattr(client, method)(path)
    assert answer.status_code == code
    assert answer.get_json()["error"].endswith(".")


def test_our_own_fault_gets_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error inside is told without its trace."""
    monkeypatch.setattr(Conversations, "take", lambda *_: 1 / 0)
    answer = create_app().test_client().post("/turn", json={"tab": "one"})
    assert answer.status_code == 500
    assert answer.get_json() == {"error": "Something went wrong on the desk. Press Start to begin again."}


def test_conversation_that_has_ended_is_told(client: FlaskClient) -> None:
    """After stop, what is said, touched or left unsaid is refused with a way to go on; the skill's name opens it again."""
    opened(client)
    send(client, act="say", said="stop")
    for body in ({"act": "say", "said": "yes"}, {"act": "silence"}, {"act": "touch", "event": {"arguments": []}}):
        answer = send(client, **body)
        assert answer.status_code == 400
        assert "Press Start" in answer.get_json()["error"]
    assert send(client, act="say", said="Alexa, open Spine Check").status_code == 200


def test_two_tabs_do_not_mix(client: FlaskClient) -> None:
    """Each tab is a conversation, a country and a device of its own."""
    opened(client, "one")
    opened(client, "two", **GB_SHOW)
    one = send(client, "one", act="say", said="i can't pee").get_json()
    two = send(client, "two", act="say", said="yes", **GB_SHOW).get_json()
    assert "911" in one["speech"]
    assert one["screen"] is None
    assert (two["question"], two["tier"]) == ("chest", None)
    assert two["screen"]["buttons"]


@pytest.mark.parametrize("device", [US_ECHO, GB_SHOW], ids=["echo", "show"])
def test_conversation_is_saved_as_a_test_case_that_passes(client: FlaskClient, device: dict[str, str], tmp_path: Path) -> None:
    """What was said, left unsaid, touched and corrected can be played again with the same outcome."""
    opened(client, **device)
    send(client, act="silence", **device)
    screen = send(client, act="say", said="yes", **device).get_json()["screen"]
    if screen:
        button = screen["buttons"][0]
        event = {"arguments": ["answer", button["answer"], button["kind"], button["id"]]}
        assert send(client, act="touch", event=event, **device).get_json()["tier"] == "ambulance"
    send(client, act="say", said="yes", **device)
    send(client, act="correct", said="no", **device)
    answer = client.get("/conversation/one/case")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="conversation.toml"'
    file = tmp_path / "conversation.toml"
    file.write_bytes(answer.data)
    script = play.read(file)
    assert script.has_screen == (device is GB_SHOW)
    for expected, turn in play.played(script, device["locale"]):
        assert not play.faults(expected, turn, device["locale"])


def test_conversation_is_saved_as_a_replay_file(client: FlaskClient) -> None:
    """As Amazon's own command line reads it."""
    opened(client)
    send(client, act="say", said="yes")
    answer = client.get("/conversation/one/replay")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="replay.json"'
    assert answer.get_json()["userInput"] == ["open spine check", "yes", ".quit"]


@pytest.mark.parametrize("kind", ["case", "replay"])
def test_nothing_is_saved_of_nothing(client: FlaskClient, kind: str) -> None:
    """A tab in which nothing was said, or that there is not."""
    answer = client.get(f"/conversation/two/{kind}")
    assert answer.status_code == 400
    assert "no conversation" in answer.get_json()["error"]


def test_oversized_recording_gets_a_sentence(client: FlaskClient) -> None:
    """Through the whole page, as through its part that hears."""
    answer = client.post("/hear?locale=en-US", data=b"RIFF" + bytes(4_000_000), content_type="audio/wav")
    assert answer.status_code == 413
    assert answer.get_json()["error"].endswith(".")


def test_what_is_no_recording_gets_a_sentence(client: FlaskClient) -> None:
    """Text, a picture, half a header."""
    for data in (b"", b"hello", b"RIFF\x00\x00\x00\x00WAVE"):
        answer = client.post("/hear?locale=en-US", data=data, content_type="audio/wav")
        assert answer.status_code == 400
        assert answer.get_json()["error"].endswith(".")


def test_screen_keeps_a_policy_of_its_own(client: FlaskClient) -> None:
    """Its frame may make code while it runs, as Amazon's engine must, and is shut off from this page and the network instead."""
    policy = client.get("/screen").headers["Content-Security-Policy"]
    assert "sandbox allow-scripts" in policy
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'self'" in policy


def test_conversation_can_be_forgotten(client: FlaskClient) -> None:
    """Clearing the page clears the program's memory of it too."""
    opened(client)
    assert client.delete("/conversation/one").status_code == 200
    assert send(client, act="silence").status_code == 400
    assert client.delete("/conversation/never").status_code == 200


def test_oldest_conversation_is_forgotten_first() -> None:
    """The page keeps a bounded number of conversations."""
    conversations = Conversations()
    for tab in range(MOST_CONVERSATIONS + 1):
        conversations.take({"tab": str(tab), "act": "open", **US_ECHO})
    assert len(conversations.held(str(MOST_CONVERSATIONS))[1]) == 1
    with pytest.raises(BadRequest, match="no conversation"):
        conversations.held("0")
