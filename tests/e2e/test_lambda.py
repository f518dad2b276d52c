"""The package under Amazon's own runtime client, which talks to a small stand-in for the Lambda service."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from skill.alexa import limits
from skill.content import library
from skill.deploy import package as packaging
from skill.speaker import requests
from skill.speaker.devices import KINDS, WITH_SCREEN, Device
from skill.speaker.matcher import Intent, Slot
from skill.speaker.requests import DESK_APPLICATION_ID
from tests.e2e import cloud
from tests.e2e.cloud import Lambda

LARGEST = 6_000_000
"""Bytes that the zip may have."""

YES, NO = Intent("AMAZON.YesIntent"), Intent("AMAZON.NoIntent")
pytestmark = pytest.mark.e2e


def event(request: dict[str, Any], attributes: dict[str, Any], session: str, locale: str = "en-GB") -> dict[str, Any]:
    return requests.envelope(request, Device(locale), session, attributes, new=not attributes)


def words(text: str) -> dict[str, Any]:
    return requests.intent(Intent("AnswerIntent", {"words": Slot(text, "AMAZON.SearchQuery")}), eliciting=True)


def speech(answer: dict[str, Any]) -> str:
    return str((answer["response"].get("outputSpeech") or {}).get("ssml", ""))


# ---------------------------------------------------------------- running


def test_a_cold_start_answers_the_first_request(function: Lambda) -> None:
    """The first event of a fresh process is a person's, and is answered."""
    answer = function.answers_to(event(requests.launch(), {}, "anna"))
    limits.check(answer)
    assert "This is Spine Check" in speech(answer)


def test_a_hundred_turns(function: Lambda) -> None:
    """One warm process holds conversation after conversation, in every country, and every answer keeps Amazon's limits."""
    said = ("yes", "no", "what", "not sure", "no", "why", "no but i have a fever", "go back", "no", "stop")
    attributes: dict[str, Any] = {}
    for turn in range(100):
        place = turn % (len(said) + 1)
        locale = library.LOCALES[turn // (len(said) + 1) % len(library.LOCALES)]
        request = words(said[place - 1]) if place else requests.launch()
        answer = function.answers_to(event(request, attributes if place else {}, "anna", locale))
        limits.check(answer)
        assert speech(answer)
        attributes = answer["sessionAttributes"]


def test_two_people_are_served_by_one_warm_process(function: Lambda) -> None:
    """Two conversations interleaved on one process keep apart, from a cold start on."""
    attributes: dict[str, dict[str, Any]] = {"anna": {}, "ben": {}}
    for turn in range(12):
        for person, answer in (("anna", NO), ("ben", YES)):
            request = requests.launch() if turn == 0 else requests.intent(YES if turn == 1 else answer, eliciting=False)
            attributes[person] = function.answers_to(event(request, attributes[person], person))["sessionAttributes"]
    assert attributes["ben"]["talk"]["verdict"] == 4
    assert attributes["anna"]["talk"]["verdict"] is None
    assert attributes["anna"]["talk"]["asked"][1] == "both-legs"


BROKEN = ("{}", "[]", "null", '"text"', "12", '{"request": 1}', '{"session": {}, "context": []}', "[" * 50 + "]" * 50)


def test_malformed_events_do_not_bring_it_down(function: Lambda) -> None:
    """Whatever arrives, the function answers, and goes on answering."""
    for broken in BROKEN:
        kind, body = function.invoke(broken)
        assert kind == "response", body
        assert body["response"] == {"shouldEndSession": True}
    kind, _ = function.invoke("not json")
    assert kind == "error"
    odd = event(requests.launch(), {"talk": {"version": "of tomorrow"}}, "carl")
    odd["request"] |= {"timestamp": "the day before yesterday", "task": 3}
    odd["context"]["Viewport"] = {"mode": "HOLOGRAM"}
    assert "Spine Check" in speech(function.answers_to(odd))


def test_another_skill_is_refused(function: Lambda) -> None:
    """The id in the environment is the only one that is answered."""
    other = event(requests.launch(), {}, "anna")
    other["context"]["System"]["application"] = {"applicationId": "amzn1.ask.skill.other"}
    other["session"]["application"] = {"applicationId": "amzn1.ask.skill.other"}
    assert speech(function.answers_to(other)) == ""


def test_without_a_skill_id_it_does_not_start(package: Path) -> None:
    """Amazon's client is told that the function could not be initialised."""
    with cloud.started(package, "") as function:
        kind, body = function.answers.get(timeout=cloud.PATIENCE)
    assert kind == "error"
    assert "application id" in body["errorMessage"]


# ---------------------------------------------------------------- what is in it

ALONE = """
import json, sys
sys.path.insert(0, sys.argv[1])
import lambda_function
for event in json.load(sys.stdin):
    print(json.dumps(lambda_function.lambda_handler(event, None)))
print(json.dumps(sorted(sys.modules)))
"""


def test_the_package_needs_nothing_else(package: Path) -> None:
    """With no installed package in sight it understands, answers and draws, and reads times in other forms than Alexa's."""
    screen = requests.envelope(requests.launch(), Device("en-US", KINDS[WITH_SCREEN].viewport), "anna", {}, new=True)
    late = event(words("no but i can't empty my bladder"), {}, "ben")
    late["request"]["timestamp"] = "Sun, 22 Nov 2026 08:00:00 GMT"
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-c", ALONE, str(package)],
        env={"SPINE_CHECK_SKILL_ID": DESK_APPLICATION_ID},
        input=json.dumps([screen, late]),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    shown, told, loaded = map(json.loads, done.stdout.splitlines())
    assert any(each["type"].endswith("RenderDocument") for each in shown["response"]["directives"])
    assert "A and E" in speech(told)
    tops = {name.partition(".")[0] for name in loaded}
    assert not tops & {"requests", "flask", "cryptography", "boto3", "tomllib", "tzdata"}


def test_the_package_holds_what_it_needs_and_no_more(package: Path) -> None:
    """Python, licences and the compiled content; no requirements.txt, so that ask deploy zips it as it is."""
    files = {path.relative_to(package).as_posix() for path in package.rglob("*") if path.is_file()}
    sources = {file for file in files if file.endswith(".py")}
    assert {file.partition("/")[0] for file in sources} == {
        *("lambda_function.py", "skill", "ask_sdk_core", "ask_sdk_model", "ask_sdk_runtime", "dateutil", "six.py")
    }
    assert {file.split("/")[1] for file in sources if file.startswith("skill/")} == {"__init__.py", *packaging.PARTS}
    others = {file for file in files - sources if not file.endswith(".pyc")}
    assert {file for file in others if ".dist-info/" not in file} == {"skill/content/compiled.pickle"}
    assert "requirements.txt" not in files


AGAIN = """
import sys
from pathlib import Path
from skill.deploy import package
sys.exit(package.write(Path(sys.argv[1]), Path(sys.argv[1] + ".zip")))
"""


def test_the_same_sources_give_the_same_bytes(package: Path, tmp_path: Path) -> None:
    """Made again, elsewhere and under another hash seed, the zip is the same, small, and equal to the folder."""
    again = tmp_path / "lambda"
    done = subprocess.run(
        [sys.executable, "-c", AGAIN, str(again)],
        env={**os.environ, "PYTHONHASHSEED": "4711"},
        cwd=packaging.ROOT,
        check=False,
    )
    assert done.returncode == 0
    first, second = (package.parent / "lambda.zip").read_bytes(), (tmp_path / "lambda.zip").read_bytes()
    assert first == second
    assert len(first) <= LARGEST
    with ZipFile(tmp_path / "lambda.zip") as archive:
        packed = {name: archive.read(name) for name in archive.namelist()}
    assert packed == {path.relative_to(package).as_posix(): path.read_bytes() for path in package.rglob("*") if path.is_file()}
