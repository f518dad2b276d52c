"""Faulty content stops the start, with file, key and what is wrong."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

FAULTS = {
    "a line is missing": ("en/lines.toml", 'welcome = "', 'welcom = "', "lines.toml: tell.welcome"),
    "advice has no form": (
        "en/advice.toml",
        'you = "Call {number} now, from',
        'yu = "Call {number} now, from',
        "advice.toml: ambulance.you",
    ),
    "a question has no reason": ("en/questions.toml", "[chest]\n", "[chests]\n", "questions.toml: chest"),
    "a finding has no name": ("en/findings.toml", "fever = ", "fevr = ", "findings.toml: findings.fever"),
    "a place has no crisis line": ("places.toml", "crisis = {", "crises = {", "places.toml: en-US.crisis"),
    "a finding has no phrases": ("en/vocabulary/collapse.toml", "phrases = [", "phrase = [", "collapse.toml: chest-pain.phrases"),
    "a tip has no source": ("en/tips.toml", 'sources = ["', 'sources = ["no-such-', "tips.toml"),
    "not TOML": ("en/answers.toml", "yes = [", "yes = ", "answers.toml"),
    "a rule names nothing": ("rulebook.toml", '"aorta-sign"', '"aorta-sing"', "rulebook.toml"),
}


@pytest.mark.parametrize(("file", "old", "new", "told"), FAULTS.values(), ids=FAULTS)
def test_fault_stops_the_start(file: str, old: str, new: str, told: str, tmp_path: Path) -> None:
    """No command starts and no request is served; no traceback is shown."""
    shutil.copytree(ROOT / "skill", tmp_path / "skill", ignore=shutil.ignore_patterns("__pycache__"))
    broken = tmp_path / "skill" / "content" / file
    text = broken.read_text(encoding="utf-8")
    assert old in text
    broken.write_text(text.replace(old, new, 1), encoding="utf-8")
    command = [sys.executable, "-m", "skill", "interview"]
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=tmp_path)
    assert run.returncode == 2
    assert told in run.stderr
    assert "Traceback" not in run.stderr
