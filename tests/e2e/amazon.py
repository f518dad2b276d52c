"""Plays what Amazon's command line talks to: the skill management API, its token service, S3 and CloudFormation.

The simulator behind `ask dialog` is the desk speaker: words become an intent by the interaction model that was imported, and
the intent goes to the running function.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from xml.sax.saxutils import escape
from zipfile import ZipFile

from skill.content import library
from skill.speaker.matcher import Matcher
from skill.speaker.requests import DESK_APPLICATION_ID, Device
from skill.speaker.session import DeskSpeaker, Turn
from tests.e2e.cloud import Handler, Server

FUNCTION_ARN = "arn:aws:lambda:us-east-1:123456789012:function:spine-check"
STACK_ID = "arn:aws:cloudformation:us-east-1:123456789012:stack/spine-check/1"
Skill = Callable[[Any, Any], dict[str, Any]]


@dataclass
class Amazon:
    """What was sent, and the skill that answers."""

    skill: Skill
    calls: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    uploads: list[bytes] = field(default_factory=list)
    code: bytes = b""
    manifest: dict[str, Any] = field(default_factory=dict)
    stack: dict[str, str] = field(default_factory=dict)
    has_bucket: bool = False
    speaker: DeskSpeaker | None = None
    simulations: list[dict[str, Any]] = field(default_factory=list)

    def package(self) -> dict[str, bytes]:
        """The files of the skill package that was uploaded last."""
        with ZipFile(BytesIO(self.uploads[-1])) as archive:
            return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}

    def imported(self) -> None:
        self.manifest = json.loads(self.package()["skill.json"])

    def simulate(self, said: str, locale: str, *, new_session: bool) -> dict[str, Any]:
        """What `ask dialog` shows of one turn."""
        if self.speaker is None or new_session:
            model = json.loads(self.package()[f"interactionModels/custom/{locale}.json"])
            self.speaker = DeskSpeaker(self.skill, Matcher(model, library.number_words()), Device(locale))
        turn = self.speaker.hear(said)
        assert turn is not None, f"nobody listens to {said!r}"
        return _result(turn)


def _result(turn: Turn) -> dict[str, Any]:
    invocation = {"invocationRequest": {"body": turn.request}, "invocationResponse": {"body": turn.response}}
    said = {"type": "Speech", "content": {"caption": turn.speech}}
    return {
        "alexaExecutionInfo": {"alexaResponses": [said], "consideredIntents": []},
        "skillExecutionInfo": {"invocations": [invocation]},
    }


class Service(Handler):
    """All of Amazon at one local address."""

    @property
    def amazon(self) -> Amazon:
        return self.server.amazon

    @property
    def address(self) -> str:
        return self.server.address

    def do_GET(self) -> None:
        self._take()

    do_POST = do_PUT = do_HEAD = do_GET

    def _take(self) -> None:
        parts, body = urlsplit(self.path), self.body()
        self.amazon.calls.append(f"{self.command} {parts.path}")
        if parts.path.startswith("/v"):
            self._manage(parts.path, body)
        elif parts.path == "/auth/o2/token":
            self.answer(200, {"access_token": "fresh", "refresh_token": "r", "token_type": "bearer", "expires_in": 3600})
        elif parts.path == "/upload":
            self.amazon.uploads.append(body)
            self.answer(200)
        elif parts.path == "/":
            self._stack(dict(parse_qsl(body.decode())))
        else:
            self._bucket(parts.path, parts.query, body)

    def _manage(self, path: str, body: bytes) -> None:
        """The skill management API."""
        call = f"{self.command} {path.replace(DESK_APPLICATION_ID, 'SKILL')}"
        told = json.loads(body) if body else {}
        if call == "POST /v1/skills/uploads":
            self.answer(200, {"uploadUrl": f"{self.address}/upload", "expiresAt": "2099-01-01T00:00:00Z"})
        elif self.command == "POST" and path.endswith("/imports"):
            self.amazon.imported()
            self.answer(202, Location=f"{self.address}/v1/skills/imports/1")
        elif call == "GET /v1/skills/imports/1":
            self.answer(200, {"status": "SUCCEEDED", "skill": {"skillId": DESK_APPLICATION_ID, "resources": []}})
        elif call == "GET /v1/skills/SKILL/stages/development/manifest":
            self.answer(200, self.amazon.manifest, eTag="1")
        elif call == "PUT /v1/skills/SKILL/stages/development/manifest":
            self.amazon.manifest = told
            self.answer(202)
        elif call.startswith("GET /v1/skills/SKILL/status"):
            self.answer(200, {"manifest": {"lastUpdateRequest": {"status": "SUCCEEDED"}, "eTag": "1"}})
        elif call.endswith("/v1/skills/SKILL/stages/development/enablement"):
            self.answer(204)
        elif call == "POST /v2/skills/SKILL/stages/development/simulations":
            is_new = told["session"]["mode"] == "FORCE_NEW_SESSION" if "session" in told else False
            self.amazon.simulations.append(
                self.amazon.simulate(told["input"]["content"], told["device"]["locale"], new_session=is_new)
            )
            self.answer(200, {"id": str(len(self.amazon.simulations)), "status": "IN_PROGRESS", "result": None})
        elif call.startswith("GET /v2/skills/SKILL/stages/development/simulations/"):
            place = int(path.rpartition("/")[2])
            result = self.amazon.simulations[place - 1]
            self.answer(200, {"id": str(place), "status": "SUCCESSFUL", "result": result})
        else:
            self._unknown()

    def _bucket(self, path: str, query: str, body: bytes) -> None:
        """S3, for one bucket."""
        if path.strip("/").count("/") and self.command == "PUT":
            self.amazon.code = body
            self.answer(200, x_amz_version_id="version-1", ETag='"1"')
        elif self.command == "HEAD":
            self.answer(200 if self.amazon.has_bucket else 404)
        elif self.command == "GET" and "versioning" in query:
            self.answer(200, "<VersioningConfiguration/>", Content_Type="application/xml")
        elif self.command == "PUT":
            self.amazon.has_bucket = True
            self.answer(200)
        else:
            self._unknown()

    def _stack(self, told: dict[str, str]) -> None:
        """CloudFormation, for one stack."""
        self.amazon.calls[-1] += f" {told['Action']}"
        if told["Action"] == "CreateStack":
            self.amazon.stack = told
            self._xml(told["Action"], f"<StackId>{STACK_ID}</StackId>")
        elif told["Action"] == "DescribeStacks" and self.amazon.stack:
            output = f"<member><OutputKey>SkillEndpoint</OutputKey><OutputValue>{FUNCTION_ARN}</OutputValue></member>"
            stack = f"<StackId>{STACK_ID}</StackId><StackName>{escape(self.amazon.stack['StackName'])}</StackName>"
            status = "<StackStatus>CREATE_COMPLETE</StackStatus><CreationTime>2026-11-22T08:00:00Z</CreationTime>"
            self._xml(told["Action"], f"<Stacks><member>{stack}{status}<Outputs>{output}</Outputs></member></Stacks>")
        else:
            self._unknown()

    def _xml(self, action: str, result: str) -> None:
        body = f"<{action}Response><{action}Result>{result}</{action}Result></{action}Response>"
        self.answer(200, body, Content_Type="text/xml")

    def _unknown(self) -> None:
        self.amazon.unknown.append(self.amazon.calls[-1])
        self.answer(404, {"message": "not played here"})


class AmazonServer(Server):
    """Amazon, listening."""

    def __init__(self, amazon: Amazon) -> None:
        self.amazon = amazon
        super().__init__(Service)
