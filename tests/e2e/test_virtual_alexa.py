"""virtual-alexa, an Alexa client by other people, talks to the deployed function over HTTP."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from skill.alexa import limits
from skill.speaker.requests import DESK_APPLICATION_ID
from tests.e2e.cloud import Handler, Lambda, Server

ROOT = Path(__file__).parents[2]
PATIENCE = 120
pytestmark = pytest.mark.e2e


@pytest.fixture
def address(function: Lambda) -> Iterator[str]:
    """Where the function takes requests over HTTP."""

    class Gateway(Handler):
        def do_POST(self) -> None:
            self.answer(200, function.answers_to(json.loads(self.body())), Content_Type="application/json")

    with Server(Gateway) as server:
        yield f"{server.address}/"


def held(npm: Path, address: str, *turns: dict[str, Any], locale: str = "en-US") -> list[dict[str, Any]]:
    """The skill's answer to each turn."""
    model = json.loads((ROOT / "interaction_model" / "interactionModels" / "custom" / f"{locale}.json").read_text("utf-8"))
    told = {"address": address, "application": DESK_APPLICATION_ID, "model": model, "locale": locale, "turns": turns}
    done = subprocess.run(
        [shutil.which("node") or "node", "virtual_alexa.js"],
        cwd=npm,
        env={"PATH": os.environ["PATH"], "HOME": str(npm)},
        input=json.dumps(told),
        capture_output=True,
        text=True,
        check=False,
        timeout=PATIENCE,
    )
    assert done.returncode == 0, done.stderr
    answers = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    assert len(answers) == len(turns), done.stdout
    return answers


def speech(answer: dict[str, Any]) -> str:
    return str((answer["response"].get("outputSpeech") or {}).get("ssml", ""))


def test_it_holds_a_check_from_launch_to_goodbye(npm: Path, address: str) -> None:
    """Launch, plain answers, words in a slot, a request, and the end: session attributes go there and back."""
    answers = held(
        npm,
        address,
        {"launch": True},
        {"utter": "yes"},
        {"utter": "no"},
        {"intend": "AnswerIntent", "slots": {"words": "i can't empty my bladder"}},
        {"intend": "CanItWaitIntent"},
        {"utter": "stop"},
    )
    for answer in answers:
        limits.check(answer)
    assert "Shall I check you for danger signs?" in speech(answers[0])
    assert answers[2]["sessionAttributes"]["talk"]["asked"] != answers[1]["sessionAttributes"]["talk"]["asked"]
    assert "emergency room" in speech(answers[3])
    assert answers[3]["response"]["card"]["type"] == "Simple"
    assert "this can't wait" in speech(answers[4])
    assert answers[5]["response"]["shouldEndSession"] is True


@pytest.mark.parametrize(("locale", "number"), {"en-GB": "999", "en-AU": "000", "en-IN": "112"}.items())
def test_it_hears_its_own_country(npm: Path, address: str, locale: str, number: str) -> None:
    """The locale of a request reaches the words."""
    (answer,) = held(npm, address, {"launch": True}, locale=locale)
    assert number in speech(answer)


def test_it_ends_a_session_as_it_sends_it(npm: Path, address: str) -> None:
    """Its end of a session names the reason as a number; nothing is said, and nothing fails."""
    _, ended = held(npm, address, {"launch": True}, {"end": True})
    assert speech(ended) == ""
