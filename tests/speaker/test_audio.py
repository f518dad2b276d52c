"""Sound over HTTP: what the page asks of the desk."""

import base64
import json
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from skill.content import library
from skill.speaker import audio, listen, sound, voice
from skill.speaker.listen import Hearing, NoHearing
from skill.speaker.ssml import MOST_CHARACTERS
from skill.speaker.voice import NoVoice
from tests.speaker.sounds import spoken
from tests.support import run


@pytest.fixture
def client() -> FlaskClient:
    app = Flask(__name__)
    app.config["MAX_CONTENT_LENGTH"] = 64 * 1024
    app.register_blueprint(audio.blueprint)
    return app.test_client()


@pytest.mark.parametrize("locale", library.LOCALES)
def test_speech_comes_as_a_wav_file(client: FlaskClient, locale: str) -> None:
    answer = client.post("/say", json={"ssml": "<speak>Go now.</speak>", "locale": locale})
    assert (answer.status_code, answer.mimetype) == (200, "audio/wav")
    assert answer.get_data().startswith(b"RIFF")


def test_speech_is_heard(client: FlaskClient) -> None:
    """The text, what each hearing made of it, and how alike they were; the page's own limit of size is not in the way."""
    upload = spoken("i don't know")
    assert len(upload) < sound.MOST_BYTES
    answer = client.post("/hear?locale=en-GB", data=upload, content_type="audio/wav")
    assert answer.get_json() == {
        "text": "i don't know",
        "heard": {"grammar": "i don't know", "free": "i don't know"},
        "agreement": 100,
    }


def test_a_long_recording_is_taken_whole(client: FlaskClient) -> None:
    """Up to the limit a recording is listened to, and silence is nothing heard."""
    upload = voice.wav(bytes(sound.MOST_BYTES - 1024), sound.RATE)
    answer = client.post("/hear?locale=en-US", data=upload, content_type="audio/wav")
    assert (answer.status_code, answer.get_json()["text"]) == (200, None)


@pytest.mark.parametrize(
    ("path", "body", "status", "says"),
    [
        ("/say", b"", 400, "Send"),
        ("/say", b"{", 400, "Send"),
        ("/say", b'["a"]', 400, "Send"),
        ("/say", b'{"ssml": 3, "locale": "en-US"}', 400, "Send"),
        ("/say", b'{"ssml": "<speak>a", "locale": "en-US"}', 400, "well-formed"),
        ("/say", b'{"ssml": "<speak>a</speak>"}', 400, "no locale None"),
        ("/say", b'{"ssml": "<speak>a</speak>", "locale": ["en-US"]}', 400, "no locale"),
        ("/say", b'{"ssml": "<speak>a</speak>", "locale": "de-DE"}', 400, "no locale de-DE"),
        ("/say", b" " * 100_000, 413, f"{MOST_CHARACTERS} characters"),
        ("/say", b'{"ssml": "<speak>\\ud800</speak>", "locale": "en-US"}', 400, "half a character"),
        ("/hear?locale=en-US", b"", 400, "no sound"),
        ("/hear?locale=en-US", b"yes", 400, "not a WAV"),
        ("/hear?locale=en-US", bytes(600_000), 413, "6 seconds"),
        ("/hear?locale=en-US", voice.wav(bytes(4000), 8000), 400, "8000 Hz"),
        ("/hear", voice.wav(bytes(4000), 16_000), 400, "no locale None"),
        ("/hear?locale=xx", voice.wav(bytes(4000), 16_000), 400, "no locale xx"),
    ],
)
def test_what_cannot_be_used_is_refused_in_words(client: FlaskClient, path: str, body: bytes, status: int, says: str) -> None:
    """A clear message, and never a stack trace."""
    answer = client.post(path, data=body, content_type="application/json" if path == "/say" else "audio/wav")
    assert answer.status_code == status
    assert says in answer.get_json()["error"]
    assert "Traceback" not in answer.get_data(as_text=True)


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data", "application/x-www-form-urlencoded"])
@pytest.mark.parametrize("path", ["/say", "/hear?locale=en-US"])
def test_other_sites_cannot_send_sound(client: FlaskClient, path: str, kind: str) -> None:
    """What a form of another site can send is refused in a sentence, whatever is in it."""
    answer = client.post(path, data=b'{"ssml": "<speak>a</speak>", "locale": "en-US"}', content_type=kind)
    assert answer.status_code == 415
    assert answer.get_json()["error"].endswith(".")


def test_one_recording_at_a_time_is_listened_to(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """What comes while something is listened to is refused in words; afterwards the ear is free again."""
    meanwhile = []

    def hear(_upload: bytes, _locale: str) -> Hearing:
        meanwhile.append(client.post("/hear?locale=en-US", data=b"", content_type="audio/wav"))
        return Hearing("yes", "yes", "yes", 100)

    monkeypatch.setattr(listen, "hear", hear)
    assert client.post("/hear?locale=en-US", data=b"", content_type="audio/wav").status_code == 200
    assert [each.status_code for each in meanwhile] == [503]
    assert meanwhile[0].get_json()["error"].endswith("in a moment.")
    monkeypatch.setattr(listen, "hear", lambda *_: Hearing(None, "", "", 0))
    assert client.post("/hear?locale=en-US", data=b"", content_type="audio/wav").status_code == 200


def test_page_is_told_what_there_is(client: FlaskClient) -> None:
    assert client.get("/voices").get_json() == {"voice": True, "hearing": True, "why": ""}


def _raising(fault: Exception) -> Callable[..., Any]:
    def find(*_arguments: object) -> Any:
        raise fault

    return find


def test_page_is_told_what_is_missing(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the wheels the desk says so, and goes on in text."""
    upload = spoken("yes")
    monkeypatch.setattr(voice, "engine", _raising(NoVoice("No voice here.")))
    monkeypatch.setattr(listen, "engine", _raising(NoHearing("No ear here.")))
    monkeypatch.setattr(listen, "ear", _raising(NoHearing("No ear here.")))
    told = client.get("/voices").get_json()
    assert told == {"voice": False, "hearing": False, "why": "No voice here. No ear here."}
    said = client.post("/say", json={"ssml": "<speak>a</speak>", "locale": "en-US"})
    assert (said.status_code, said.get_json()) == (503, {"error": "No voice here."})
    heard = client.post("/hear?locale=en-US", data=upload, content_type="audio/wav")
    assert (heard.status_code, heard.get_json()) == (503, {"error": "No ear here."})


# Every file that is opened for writing is an event that Python tells; what C opens would lie in the folder or among open files.
WATCHED = """
import base64, json, os, sys
from pathlib import Path
written = []
def watch(event, arguments):
    if event == "open" and isinstance(arguments[2], int) and arguments[2] & (os.O_WRONLY | os.O_RDWR | os.O_CREAT):
        written.append(str(arguments[0]))
from flask import Flask
from skill.speaker import audio
app = Flask("watched")
app.register_blueprint(audio.blueprint)
sent = json.load(sys.stdin)
os.chdir(sent["folder"])
sys.addaudithook(watch)
client = app.test_client()
for upload in sent["uploads"]:
    client.post("/hear?locale=en-US", data=base64.b64decode(upload), content_type="audio/wav")
said = client.post("/say", json={"ssml": "<speak>You told me about trouble peeing.</speak>", "locale": "en-US"})
open_files = [str(each.resolve()) for each in Path("/proc/self/fd").iterdir() if each.exists()]
print(json.dumps({"written": written, "open": open_files, "status": said.status_code}))
"""


def test_audio_is_neither_written_nor_logged(tmp_path: Any) -> None:
    """Listening and speaking open no file for writing, leave none behind, and print nothing, whatever was sent."""
    uploads = [spoken("yes"), spoken("chest pain"), b"not audio", bytes(700_000)]
    sent = {"folder": str(tmp_path), "uploads": [base64.b64encode(each).decode() for each in uploads]}
    done = run("-X", "pycache_prefix=/dev/null", "-B", "-c", WATCHED, told=json.dumps(sent), TMPDIR=str(tmp_path))
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["status"] == 200
    assert told["written"] == []
    assert not [each for each in told["open"] if str(tmp_path) in each or "deleted" in each]
    assert list(tmp_path.iterdir()) == []
    assert done.stderr == ""
