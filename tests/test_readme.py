"""The README says what the program does."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def test_conversation_is_what_is_printed() -> None:
    """The conversation in the README is the very output of the command it names."""
    shown = re.search(r"\$ \.venv/bin/python -m skill talk --locale en-GB\n(.*?)\n```", README, re.DOTALL)
    assert shown is not None
    said = re.findall(r"^\[\d+\] (.*?)   -> ", shown[1], re.MULTILINE)
    command = [sys.executable, "-m", "skill", "talk", "--locale", "en-GB"]
    printed = subprocess.run(command, input="\n".join(said) + "\n", capture_output=True, text=True, check=True, cwd=ROOT)
    assert printed.stdout.strip() == shown[1].strip()


def test_files_it_links_to_exist() -> None:
    """No link of the README leads nowhere."""
    for target in re.findall(r"\]\(([^)#:]+)\)", README):
        assert (ROOT / target).exists(), target


def test_make_targets_it_names_exist() -> None:
    """Every `make` target of the README is in the Makefile."""
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for line in re.findall(r"^make ([a-z0-9 |]+)", README, re.MULTILINE):
        for target in line.split("#")[0].replace("|", " ").split():
            assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
