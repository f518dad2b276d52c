"""The house rules: which way imports go, how large modules are, what is deployed, and that nothing is kept."""

import ast
import importlib.util
import json
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

from skill.alexa import limits
from tests.support import APPLICATION, LAUNCH, ROOT, envelope, run, speech

SKILL = ROOT / "skill"
MODULES = sorted(path for path in [*SKILL.rglob("*.py"), ROOT / "lambda" / "lambda_function.py"])
PURE = ("rules", "dialogue", "language")
FORBIDDEN = {
    "ask_sdk",
    "ask_sdk_core",
    "ask_sdk_model",
    "ask_sdk_runtime",
    "flask",
    "boto3",
    "os",
    "logging",
    "time",
    "random",
    "socket",
}
FORBIDDEN |= {"datetime", "pathlib", "io", "sys", "subprocess", "urllib", "http", "requests", "tempfile", "shelve", "sqlite3"}

# What each part may import of the others. Language knows what was heard and what is said as data; dialogue knows no words.
ALLOWED = {
    "rules": {"rules"},
    "dialogue": {"rules", "dialogue"},
    "language": {"rules", "dialogue", "language"},
    "content": {"rules", "language", "dialogue", "content"},
    "alexa": {"rules", "language", "dialogue", "content", "alexa"},
    "reports": {"rules", "language", "dialogue", "content", "alexa", "reports"},
    "web": {"rules", "language", "dialogue", "content", "alexa", "web"},
    "deploy": {"content", "deploy"},
    "proofs": {"rules", "language", "dialogue", "content", "proofs"},
    "speaker": {"rules", "language", "dialogue", "content", "alexa", "speaker"},
    "lambda": {"alexa"},
}


def part(path: Path) -> str:
    return "lambda" if path.name == "lambda_function.py" else path.relative_to(SKILL).parts[0]


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports, wherever in it, by its full name."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield str(node.module)
            yield from (f"{node.module}.{each.name}" for each in node.names if node.module == "skill")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def test_imports_go_one_way() -> None:
    """Rules know nobody, words and turns know the rules, Alexa knows those, and only the ways in know Alexa."""
    for path in MODULES:
        if path.parent != SKILL:
            own = {each.split(".")[1] for each in imported(path) if each.startswith("skill.")}
            assert own <= ALLOWED[part(path)], name(path)


def test_pure_parts_touch_nothing_outside() -> None:
    """No SDK, no web, no files, no clock, no chance, no network, no log in rules, dialogue and language."""
    for path in MODULES:
        if part(path) in PURE:
            assert not {each.split(".")[0] for each in imported(path)} & FORBIDDEN, name(path)


def test_modules_are_small_and_say_what_they_are_for() -> None:
    """A module is under 320 lines and has a docstring."""
    texts = {name(path): path.read_text(encoding="utf-8") for path in MODULES}
    assert not {each: len(text.splitlines()) for each, text in texts.items() if len(text.splitlines()) >= 320}
    assert all(ast.get_docstring(ast.parse(text)) for text in texts.values())


@pytest.mark.parametrize("path", MODULES, ids=name)
def test_nothing_is_rebound_or_logged(path: Path) -> None:
    """No module variable is rebound by a function, two modules log, and only the desk prints or reads files."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = list(ast.walk(tree))
    assert not [node for node in nodes if isinstance(node, ast.Global | ast.Nonlocal)]
    assert "logging" not in set(imported(path)) or path in (SKILL / "web" / "logs.py", SKILL / "alexa" / "faults.py")
    called = {node.func.id for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
    assert "open" not in called
    assert "print" not in called or part(path) in ("speaker", "reports", "deploy", "proofs", "__main__.py")


@pytest.mark.parametrize("path", [each for each in MODULES if part(each) in (*PURE, "alexa", "content")], ids=name)
def test_module_variables_are_not_changed_in_place(path: Path) -> None:
    """No function of the skill writes into a list, dict or set that belongs to its module."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    owned = {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }
    changing = {"append", "add", "update", "setdefault", "pop", "clear", "extend", "remove", "insert", "discard", "popitem"}
    for function in [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.Lambda)]:
        for node in ast.walk(function):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and isinstance(node.func.value, ast.Name):
                assert not (node.func.value.id in owned and node.func.attr in changing), ast.unparse(node)
            if isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Store | ast.Del) and isinstance(node.value, ast.Name):
                assert node.value.id not in owned, ast.unparse(node)


def loaded_by(module: str, **environment: str) -> set[str]:
    """The modules that are loaded after one was imported in a fresh Python."""
    done = run(
        "-c",
        f"import sys, json; sys.path.insert(0, 'lambda'); import {module}; print(json.dumps(sorted(sys.modules)))",
        **environment,
    )
    assert done.returncode == 0, done.stderr
    return set(json.loads(done.stdout))


def test_what_is_deployed_loads_nothing_it_does_not_need() -> None:
    """The way through Lambda loads no Flask, no cryptography, no boto3, and nothing of the desk."""
    loaded = loaded_by("lambda_function", SPINE_CHECK_SKILL_ID=APPLICATION)
    tops = {each.split(".")[0] for each in loaded}
    assert not tops & {"flask", "werkzeug", "jinja2", "cryptography", "boto3", "botocore", "hypothesis", "ask_smapi_model"}
    elsewhere = tuple(f"skill.{each}" for each in ("speaker", "web", "reports", "deploy", "proofs"))
    assert not {each for each in loaded if each.startswith(elsewhere)}


def test_a_start_loads_nothing_that_is_slow_and_not_used() -> None:
    """What hello-world loads and this skill has no use for stays away: it would be half of a cold start."""
    loaded = loaded_by("lambda_function", SPINE_CHECK_SKILL_ID=APPLICATION)
    slow = ("ask_sdk_model.services", "ask_sdk_model.interfaces.alexa.presentation", "dateutil", "html", "pickletools")
    assert not {each for each in loaded if each.startswith(slow)}


def test_rules_load_nothing_else_of_the_skill() -> None:
    """The shared rules module stands alone."""
    assert {
        each for each in loaded_by("skill.rules") if each.startswith("skill.") and not each.startswith("skill.rules")
    } == set()


def test_dialogue_and_language_load_no_content_and_no_alexa() -> None:
    """They are given what they need."""
    loaded = loaded_by("skill.dialogue.turn, skill.language.understand, skill.language.wording")
    assert not {each for each in loaded if each.startswith(("skill.content", "skill.alexa", "ask_sdk"))}


# ---------------------------------------------------------------- Lambda


def _lambda_function() -> ModuleType:
    spec = importlib.util.spec_from_file_location("lambda_function_under_test", ROOT / "lambda" / "lambda_function.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_lambda_answers_a_launch(monkeypatch: pytest.MonkeyPatch) -> None:
    """With its skill id set, the function that Lambda calls welcomes the person."""
    monkeypatch.setenv("SPINE_CHECK_SKILL_ID", APPLICATION)
    answer = _lambda_function().lambda_handler(envelope(LAUNCH), None)
    limits.check(json.loads(json.dumps(answer)))
    assert "This is Spine Check" in speech(answer)


def test_lambda_refuses_another_skill(monkeypatch: pytest.MonkeyPatch) -> None:
    """A request for another application id gets nothing said."""
    monkeypatch.setenv("SPINE_CHECK_SKILL_ID", "amzn1.ask.skill.another")
    assert speech(_lambda_function().lambda_handler(envelope(LAUNCH), None)) == ""


@pytest.mark.parametrize("value", [None, ""])
def test_lambda_does_not_start_without_a_skill_id(value: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without SPINE_CHECK_SKILL_ID anybody could use the endpoint, so importing it fails."""
    monkeypatch.delenv("SPINE_CHECK_SKILL_ID", raising=False)
    if value is not None:
        monkeypatch.setenv("SPINE_CHECK_SKILL_ID", value)
    with pytest.raises(ValueError, match="application id"):
        _lambda_function()


def test_lambda_needs_what_it_lists() -> None:
    """The deployed requirements are a part of the project's own, in one version each: so the tests run with what is deployed."""
    deployed = _requirements(ROOT / "lambda" / "requirements.txt")
    assert "-r lambda/requirements.txt" in _requirements(ROOT / "requirements.txt")
    assert {line.split("==")[0] for line in deployed} == {
        *("ask-sdk-core", "ask-sdk-model", "ask-sdk-runtime", "python-dateutil", "six")
    }


def _requirements(path: Path) -> set[str]:
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return {line for line in lines if line and not line.startswith("#")}


def test_every_requirement_has_a_range() -> None:
    """Each is pinned from a version to below the next that may break."""
    for line in _requirements(ROOT / "requirements.txt") - {"types-python-dateutil>=2.9", "-r lambda/requirements.txt"}:
        assert ">=" in line, line
        assert ",<" in line, line
