"""The package under Amazon's own runtime client, which talks to a small stand-in for the Lambda service."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from skill.alexa import faults, intents, limits
from skill.content import library
from skill.deploy import package as packaging
from skill.deploy.compiled import NEEDED
from skill.speaker import requests
from skill.speaker.devices import KINDS, WITH_SCREEN, Device
from skill.speaker.matcher import Intent, Slot
from skill.speaker.requests import DESK_APPLICATION_ID
from tests import support
from tests.e2e import cloud
from tests.e2e.cloud import Lambda

LARGEST = 6_000_000
"""Bytes that the zip may have."""

SORRY = "something went wrong"
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


BROKEN_SKILL = """
from skill.alexa import responses
def build(*_, **__):
    raise KeyError("zebrafish")
responses.build = build
from lambda_function import lambda_handler
"""


def test_apology_leaves_one_line_that_the_alarm_counts(package: Path, tmp_path: Path) -> None:
    """In Amazon's JSON, with kind and place and nothing of what was said; a turn that goes well leaves none."""
    broken = tmp_path / "lambda"
    shutil.copytree(package, broken)
    (broken / "broken.py").write_text(BROKEN_SKILL)
    log = tmp_path / "function.log"
    with cloud.started(broken, DESK_APPLICATION_ID) as function:
        assert SORRY not in speech(function.answers_to(event(words("zebrafish"), {}, "anna")))
    assert log.read_text() == ""
    with cloud.started(broken, DESK_APPLICATION_ID, "broken") as function:
        assert SORRY in speech(function.answers_to(event(words("zebrafish"), {}, "anna")))
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    assert [(line["level"], line["logger"], line["error"]) for line in lines] == [("WARNING", faults.LOGGER, "KeyError")] * 2
    assert all(line["place"].startswith("skill.alexa.handlers:") for line in lines)
    assert "zebrafish" not in log.read_text()


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


def test_the_package_answers_as_its_sources_do(package: Path) -> None:
    """Whatever is asked for, in every state and on every device: no content is missing that only some answers need."""
    requests_made = [support.intent(name) for name in sorted(intents.handled())]
    requests_made += [
        support.intent("AnswerIntent", words=text) for text in ("I'm fifty four", "not really", "my leg's gone numb")
    ]
    talks = [support.scene(name).talk for name in support.SCENES]
    events = [
        support.envelope(request, talk, has_screen=has_screen)
        for request in requests_made
        for talk in talks
        for has_screen in (False, True)
    ]
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-c", ALONE, str(package)],
        env={"SPINE_CHECK_SKILL_ID": support.APPLICATION},
        input=json.dumps(events),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = [json.loads(line) for line in done.stdout.splitlines()[:-1]]
    answer = support.handler()
    assert told == [json.loads(json.dumps(answer(event, None))) for event in events]


def test_the_package_holds_what_it_needs_and_no_more(package: Path) -> None:
    """Python, licences and the compiled content; no requirements.txt, so that ask deploy zips it as it is."""
    files = {path.relative_to(package).as_posix() for path in package.rglob("*") if path.is_file()}
    sources = {file for file in files if file.endswith(".py")}
    assert {file.partition("/")[0] for file in sources} == {
        *("lambda_function.py", "skill", "ask_sdk_core", "ask_sdk_model", "ask_sdk_runtime", "dateutil", "six.py")
    }
    assert {file.split("/")[1] for file in sources if file.startswith("skill/")} == {"__init__.py", *packaging.PARTS}
    others = {file for file in files - sources if not file.endswith(".pyc")}
    compiled = {f"skill/content/compiled/{build.__name__}.pickle" for build in NEEDED}
    assert {file for file in others if ".dist-info/" not in file} == compiled
    assert "requirements.txt" not in files


def test_byte_code_is_what_runs(package: Path, tmp_path: Path) -> None:
    """Under the version that it was compiled for the package answers from its byte code: no source is so much as looked at."""
    folder = tmp_path / "lambda"
    packaging.build(folder, sys.executable)
    sources = list(folder.rglob("*.py"))
    assert {path.relative_to(folder) for path in sources} == {path.relative_to(package) for path in package.rglob("*.py")}
    for source in sources:
        source.write_text("raise AssertionError('this source was read')")
    done = subprocess.run(
        [sys.executable, "-I", "-S", "-B", "-c", ALONE, str(folder)],
        env={"SPINE_CHECK_SKILL_ID": DESK_APPLICATION_ID},
        input=json.dumps([event(requests.launch(), {}, "anna"), event(words("my legs are numb"), {}, "ben")]),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    welcome, asked, _ = map(json.loads, done.stdout.splitlines())
    assert "This is Spine Check" in speech(welcome)
    assert speech(asked)


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
