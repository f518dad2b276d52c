"""Amazon's own command line deploys the skill and talks to it; Amazon itself is played locally."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from skill.speaker.requests import DESK_APPLICATION_ID
from tests.e2e import amazon as standing_in
from tests.e2e.amazon import Amazon
from tests.e2e.cloud import Lambda

ROOT = Path(__file__).parents[2]
PATIENCE = 240
TOKEN = {
    "access_token": "old",
    "refresh_token": "r",
    "token_type": "bearer",
    "expires_in": 3600,
    "expires_at": "2020-01-01T00:00:00.000Z",
}
pytestmark = pytest.mark.e2e


@dataclass
class Project:
    """A copy of what `ask` works on, a home with a made-up profile, and Amazon."""

    folder: Path
    amazon: Amazon
    environment: dict[str, str]
    program: Path

    def ask(self, *arguments: str) -> str:
        """Run the command; what it printed."""
        done = subprocess.run(
            [self.program, *arguments],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
            stdin=subprocess.DEVNULL,
        )
        told = done.stdout + done.stderr
        assert done.returncode == 0, told
        assert not self.amazon.unknown, told
        return told


@pytest.fixture
def project(tmp_path: Path, package: Path, npm: Path, function: Lambda) -> Iterator[Project]:
    """The project as it is after make package."""
    folder, home = tmp_path / "project", tmp_path / "home"
    shutil.copytree(ROOT / "interaction_model", folder / "interaction_model")
    shutil.copytree(package, folder / "build" / "lambda")
    (folder / "lambda").mkdir()
    shutil.copy(ROOT / "lambda" / "template.yaml", folder / "lambda")
    shutil.copy(ROOT / "ask-resources.json", folder)
    profile = {"token": TOKEN, "vendor_id": "VENDOR", "aws_profile": "default"}
    _write(home / ".ask" / "cli_config", json.dumps({"profiles": {"default": profile}}))
    _write(home / ".aws" / "credentials", "[default]\naws_access_key_id = id\naws_secret_access_key = secret\n")
    amazon = Amazon(function.answers_to)
    with standing_in.AmazonServer(amazon) as server:
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(home),
            "ASK_SMAPI_SERVER_BASE_URL": server.address,
            "ASK_LWA_TOKEN_HOST": server.address,
            "ASK_SHARE_USAGE": "false",
            "ASK_SKIP_NEW_VERSION_REMINDER": "1",
            "AWS_ENDPOINT_URL": server.address,
            "AWS_EC2_METADATA_DISABLED": "true",
        }
        yield Project(folder, amazon, environment, npm / "node_modules" / ".bin" / "ask")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True)
    path.write_text(text, encoding="utf-8")


def test_one_command_deploys_everything(project: Project, package: Path) -> None:
    """`ask deploy` imports the skill package, uploads the code as it is, creates the stack and sets the endpoint."""
    project.ask("deploy")
    amazon = project.amazon
    with ZipFile(BytesIO(amazon.uploads[0])) as archive:
        sent = {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    assert sent == {
        path.relative_to(ROOT / "interaction_model").as_posix(): path.read_bytes()
        for path in (ROOT / "interaction_model").rglob("*")
        if path.is_file()
    }
    with ZipFile(BytesIO(amazon.code)) as archive:
        code = {name for name in archive.namelist() if not name.endswith("/")}
    assert code == {path.relative_to(package).as_posix() for path in package.rglob("*") if path.is_file()}
    parameters = _parameters(amazon.stack)
    assert parameters["SkillId"] == DESK_APPLICATION_ID
    assert parameters["LambdaHandler"] == "lambda_function.lambda_handler"
    assert parameters["LambdaRuntime"] == "python3.13"
    assert parameters["CodeVersion"] == "version-1"
    assert amazon.stack["TemplateBody"] == (ROOT / "lambda" / "template.yaml").read_text(encoding="utf-8")
    endpoint = amazon.manifest["manifest"]["apis"]["custom"]["endpoint"]
    assert endpoint["uri"] == standing_in.FUNCTION_ARN
    assert amazon.calls[-1].endswith("/enablement")


def _parameters(stack: dict[str, str]) -> dict[str, str]:
    keys = [key for key in stack if key.startswith("Parameters.") and key.endswith(".ParameterKey")]
    return {stack[key]: stack[key.replace("ParameterKey", "ParameterValue")] for key in keys}


CONVERSATIONS = {
    "a danger sign in the middle of the check": (
        "en-GB",
        ["open spine check", "yes", "no but i can't empty my bladder", "why", "no"],
        ["Shall I check you for danger signs?", "Go to A and E now", "999"],
    ),
    "nothing dangerous, then a tip": (
        "en-US",
        ["open spine check", "yes", *["no"] * 3, "how many more questions", "give me a lifting tip", "stop"],
        ["Shall I check you for danger signs?", "911"],
    ),
    "a one-shot": (
        "en-AU",
        ["ask spine check for a lifting tip", "no", "no"],
        ["numbness between your legs", "Shall I go on?", "keep moving"],
    ),
}


@pytest.mark.parametrize(("locale", "said", "heard"), CONVERSATIONS.values(), ids=CONVERSATIONS)
def test_ask_dialog_holds_a_conversation(project: Project, locale: str, said: Sequence[str], heard: Sequence[str]) -> None:
    """`ask dialog --replay` says every line to the running function, and shows its answers until the session ends."""
    project.ask("deploy", "--target", "skill-metadata")
    replay = {"skillId": DESK_APPLICATION_ID, "locale": locale, "type": "text", "userInput": [*said, ".quit"]}
    (project.folder / "replay.json").write_text(json.dumps(replay), encoding="utf-8")
    told = project.ask("dialog", "--replay", "replay.json", "--save-skill-io", "io.json")
    assert len(project.amazon.simulations) == len(said), told
    for words in heard:
        assert words in told
    assert "Session ended" in told
    kept = json.loads((project.folder / "io.json").read_text(encoding="utf-8"))
    assert len(kept["invocations"]) == len(said)
