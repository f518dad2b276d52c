"""What is deployed: the content as it is compiled, the zip, and the template of the stack."""

import json
import subprocess
import sys
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from cfnlint.decode import cfn_yaml

from skill import content
from skill.alexa import faults
from skill.content import check, library
from skill.deploy import compiled, package
from tests.support import ROOT, run

TEMPLATE = ROOT / "lambda" / "template.yaml"
RESOURCES = json.loads((ROOT / "ask-resources.json").read_text(encoding="utf-8"))


# ---------------------------------------------------------------- content


def test_compiled_content_understands_and_says_the_same(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What is read back is what was built: texts, rules, places, and what is understood."""
    compiled.write(tmp_path / "content")
    monkeypatch.setattr(content, "COMPILED", tmp_path / "content")
    for name in ("texts", "places", "rulebook", "screens", "material"):
        assert content.unpacked(name) == getattr(library, name)()
    understanding = content.unpacked("understanding")
    for said in ("no but i can't empty my bladder", "how many more", "i am fifty four", "not really", "my legs are numb"):
        for question in (None, *library.rulebook().questions):
            assert understanding.hear(said, question) == library.understanding().hear(said, question)


def test_faulty_content_is_not_compiled(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What would stop the start stops the packaging: nothing is written."""

    def fault() -> None:
        raise check.ContentError("lines.toml: tell.welcome: must be text and not empty")

    monkeypatch.setattr(check, "check", fault)
    with pytest.raises(check.ContentError):
        compiled.write(tmp_path / "content")
    assert not (tmp_path / "content").exists()


# ---------------------------------------------------------------- the package


def test_zip_depends_on_nothing_but_what_is_in_it(tmp_path: Path) -> None:
    """Other times, other rights and another order of writing give the same bytes."""
    for name, order in (("a", ("x.py", "y/z.py")), ("b", ("y/z.py", "x.py"))):
        for file in order:
            path = tmp_path / name / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(file)
            path.chmod(0o600 if name == "a" else 0o755)
        package.zipped(tmp_path / name, tmp_path / f"{name}.zip")
    assert (tmp_path / "a.zip").read_bytes() == (tmp_path / "b.zip").read_bytes()
    with ZipFile(tmp_path / "a.zip") as archive:
        assert archive.namelist() == ["x.py", "y/z.py"]
        assert {entry.external_attr >> 16 for entry in archive.infolist()} == {0o100644}


@dataclass(frozen=True)
class Installed:
    """A distribution as it is installed, or as somebody spoilt it."""

    version: str = "1.2"
    is_pure: bool = True
    files: tuple[Path, ...] | None = ()

    def read_text(self, _: str) -> str:
        return f"Root-Is-Purelib: {str(self.is_pure).lower()}"


def test_what_is_missing_or_made_for_one_machine_stops_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A dependency that is not here, another version, no pure Python or without its list of files is named; nothing is zipped."""
    (tmp_path / "requirements.txt").write_text("# what there is\nzebrafish==1.2\n")
    monkeypatch.setattr(package, "REQUIREMENTS", tmp_path / "requirements.txt")

    def missing(name: str) -> Any:
        raise PackageNotFoundError(name)

    for found, fault in (
        (missing, "is not installed here"),
        (lambda _: Installed(version="1.2.1"), "is installed as 1.2.1, not 1.2"),
        (lambda _: Installed(is_pure=False), "is compiled for one kind of machine"),
        (lambda _: Installed(files=None), "does not say which files it has"),
    ):
        monkeypatch.setattr(package, "distribution", found)
        with pytest.raises(package.PackagingFault, match=f"zebrafish {fault}"):
            package.build(tmp_path / "lambda", None)
    assert package.write(tmp_path / "lambda", tmp_path / "lambda.zip") == 1
    assert not (tmp_path / "lambda.zip").exists()


@pytest.mark.parametrize(
    "line", ["six", "six>=1.17,<2", "six==1.*", "six==1.17.0 ; python_version > '3'", "-r more.txt", "six===1"]
)
def test_requirement_that_is_not_one_version_stops_it(line: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """What is packaged is what the file says, so it has to say one version."""
    (tmp_path / "requirements.txt").write_text(f"{line}\n")
    monkeypatch.setattr(package, "REQUIREMENTS", tmp_path / "requirements.txt")
    with pytest.raises(package.PackagingFault, match="must be name==version"):
        package.build(tmp_path / "lambda", None)


def test_a_python_that_does_not_start_is_named(tmp_path: Path) -> None:
    """`--python` with something that is none ends with a line, not with a traceback."""
    done = run("-m", "skill", "package", "--python", str(tmp_path / "nothing"))
    assert done.returncode == 1
    assert done.stderr.startswith("No package: ")
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("runtime", "compiler", "told"),
    [
        (sys.version_info[:2], sys.executable, "It has byte code for Python "),
        ((3, 99), sys.executable, "but Lambda runs 3.99: every cold start compiles the sources again"),
        ((3, 99), None, "There is no Python 3.99 here, so it has no byte code: every cold start compiles the sources again"),
    ],
    ids=["lambda's", "another", "none"],
)
def test_byte_code_that_lambda_cannot_use_is_told(
    *,
    runtime: tuple[int, int],
    compiler: str | None,
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Whoever packages learns whether cold starts will be fast."""
    monkeypatch.setattr(package, "RUNTIME", runtime)
    monkeypatch.setattr(package, "build", lambda folder, _: folder.mkdir())
    assert package.write(tmp_path / "lambda", tmp_path / "lambda.zip", compiler) == 0
    assert told in capsys.readouterr().out


# ---------------------------------------------------------------- the stack


def test_template_breaks_no_rule_of_cloudformation() -> None:
    """cfn-lint, with its informational rules, finds nothing."""
    command = [Path(sys.executable).with_name("cfn-lint"), "--include-checks", "I", "--", TEMPLATE]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def template() -> Any:
    return json.loads(json.dumps(cfn_yaml.load(str(TEMPLATE))))


def test_only_alexa_for_this_skill_may_call(template: Any) -> None:
    """There is one permission, and it is bound to the skill's id; the function is told the same id."""
    resources = template["Resources"]
    permissions = [each["Properties"] for each in resources.values() if each["Type"] == "AWS::Lambda::Permission"]
    assert [(each["Principal"], each["EventSourceToken"]) for each in permissions] == [
        ("alexa-appkit.amazon.com", {"Ref": "SkillId"})
    ]
    environment = resources["Function"]["Properties"]["Environment"]["Variables"]
    assert environment == {"SPINE_CHECK_SKILL_ID": {"Ref": "SkillId"}}


def test_function_may_do_nothing_but_write_its_log(template: Any) -> None:
    """The role has no managed policy and one statement, for the function's own log, which is kept for 14 days."""
    resources = template["Resources"]
    assert set(resources["Role"]["Properties"]) == {"AssumeRolePolicyDocument"}
    policies = [each for each in resources.values() if each["Type"].startswith("AWS::IAM::") and each["Type"] != "AWS::IAM::Role"]
    (statement,) = policies[0]["Properties"]["PolicyDocument"]["Statement"]
    assert len(policies) == 1
    assert statement["Action"] == ["logs:CreateLogStream", "logs:PutLogEvents"]
    assert statement["Resource"] == {"Fn::GetAtt": ["Log", "Arn"]}
    assert resources["Log"]["Properties"]["RetentionInDays"] == 14


def test_apologies_are_counted_and_alarm(template: Any) -> None:
    """The filter looks for the logger that the skill reports by, Lambda lets its level through, and an alarm reads the metric."""
    resources = template["Resources"]
    counted = resources["Apologies"]["Properties"]
    assert counted["FilterPattern"] == f'{{ $.logger = "{faults.LOGGER}" }}'
    assert resources["Function"]["Properties"]["LoggingConfig"]["ApplicationLogLevel"] == "WARN"
    assert resources["Function"]["Properties"]["LoggingConfig"]["LogFormat"] == "JSON"
    [metric] = counted["MetricTransformations"]
    alarm = resources["Apologising"]["Properties"]
    assert (alarm["Namespace"], alarm["MetricName"]) == (metric["MetricNamespace"], metric["MetricName"])


def test_template_takes_what_ask_deploy_gives(template: Any) -> None:
    """The command line fills in six parameters and reads one output; all others have defaults."""
    given = {"SkillId", "LambdaRuntime", "LambdaHandler", "CodeBucket", "CodeKey", "CodeVersion"}
    assert given <= set(template["Parameters"])
    assert all("Default" in parameter for name, parameter in template["Parameters"].items() if name not in given)
    assert "SkillEndpoint" in template["Outputs"]
    assert {"ReservedConcurrency", "Architecture", "AlarmTopicArn"} <= set(template["Parameters"])


def test_project_file_names_what_there_is() -> None:
    """The skill package, the template and the runtime that `ask deploy` is told of are the real ones."""
    (profile,) = RESOURCES["profiles"].values()
    assert (ROOT / profile["skillMetadata"]["src"] / "skill.json").is_file()
    assert (ROOT / profile["code"]["default"]["src"]) == package.FOLDER
    deployer = profile["skillInfrastructure"]["userConfig"]
    assert (ROOT / deployer["templatePath"]) == TEMPLATE
    assert deployer["handler"] == f"{package.FUNCTION.stem}.lambda_handler"
    assert deployer["runtime"] == "python{}.{}".format(*package.RUNTIME)


def test_lock_file_names_no_registry() -> None:
    """The tools of the long tests are pinned by their hashes, wherever they are downloaded from."""
    lock = json.loads((ROOT / "tests" / "e2e" / "npm" / "package-lock.json").read_text(encoding="utf-8"))
    packages = [each for name, each in lock["packages"].items() if name]
    assert all(each.get("resolved", "https://registry.npmjs.org/").startswith("https://registry.npmjs.org/") for each in packages)
    assert all("integrity" in each or each.get("inBundle") for each in packages)
