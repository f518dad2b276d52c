"""The documents name only what exists: every file, test, command and target."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from skill.__main__ import main
from skill.content import library
from tests.cases import TIERS, cases
from tests.support import ROOT

PAGES = sorted((ROOT / "docs").rglob("*.md"))
FOLDERS = ("docs", "skill", "tests", "interaction_model", "lambda", ".ci")


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def quoted(text: str) -> Iterator[str]:
    """What stands in backticks, outside of blocks of code."""
    yield from re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.DOTALL | re.MULTILINE))


def missing(named: str) -> bool:
    """Whether a path, or a path::test, is not there."""
    path, _, test = named.partition("::")
    if not (ROOT / path).exists():
        return True
    return bool(test) and test not in _functions(ROOT / path)


@cache
def _functions(path: Path) -> frozenset[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_files_and_tests_exist(page: Path) -> None:
    """Whatever is quoted as a path is in the repository; a test named after it is a function of that file."""
    paths = [each for each in quoted(page.read_text(encoding="utf-8")) if re.fullmatch(rf"({'|'.join(FOLDERS)})/[\w./:-]+", each)]
    assert [each for each in paths if missing(each)] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_links_lead_somewhere(page: Path) -> None:
    """No link of a page is broken."""
    targets = re.findall(r"\]\(([^)#:\s]+)\)", page.read_text(encoding="utf-8"))
    resolved = {each: (page.parent / each).resolve() for each in targets}
    assert [each for each, path in resolved.items() if not path.exists() and missing(name(path))] == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_commands_and_targets_exist(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each `python -m skill` command is known with the options shown, and each make target is in the Makefile."""
    text = page.read_text(encoding="utf-8")
    for command, options in re.findall(r"python -m skill ([a-z]+)((?: --[a-z]+)*)", text):
        with pytest.raises(SystemExit):
            main([command, "--help"])
        shown = capsys.readouterr().out
        assert [option for option in options.split() if option not in shown] == [], command
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"(?:`|^)make ([a-z0-9]+)", text, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_coverage_names_rules_questions_and_advice_that_exist() -> None:
    """Every id in docs/coverage.md is one of the rulebook, the advice, the tips or the chapters."""
    book, text = library.rulebook(), (ROOT / "docs" / "coverage.md").read_text(encoding="utf-8")
    shared = library.texts().advice["shared"]
    known = {*book.findings, *book.question, *book.rule, *library.advice_scripts(), *library.material().chapters}
    known |= {f"{{{each}}}" for each in shared} | {topic["id"] for topic in library.tips()["topic"]}
    named = {each for each in quoted(text) if not re.search(r"[./*]", each)}
    assert named - known == set()


def test_safety_case_counts_the_cases() -> None:
    """The number of people, and of those who are told less, is that of the cases."""
    text = (ROOT / "docs" / "safety-case.md").read_text(encoding="utf-8")
    less = [case for case in cases() if case.gap and TIERS.index(case.gap) < TIERS.index(case.tier)]
    assert f"{len(cases())} people, written from the sources" in text
    assert f"demand; {len(less)} are told less" in text


def test_limits_name_the_over_triaged_case() -> None:
    """Who is told more than the evidence demands stands in docs/limits.md."""
    text = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")
    more = [case.id for case in cases() if case.gap and TIERS.index(case.gap) > TIERS.index(case.tier)]
    assert [each for each in more if each not in text] == []


def test_missing_names_are_found() -> None:
    """The check itself can fail."""
    assert missing("tests/nowhere.py")
    assert missing("tests/reports/test_docs.py::test_of_no_such_name")
    assert not missing("tests/reports/test_docs.py::test_missing_names_are_found")
